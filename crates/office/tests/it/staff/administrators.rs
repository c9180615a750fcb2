//! The three administrators stay three, and none of them can become another.

use law::staff::{Refusal, Role};
use office::staff::{self, NewAccount};
use office::{Actor, OfficeError, Program, organs};

use super::token;
use crate::harness::{Site, moment, profile, stories};

stories! {
    the_three_administrators_stay_three
    nobody_resets_the_password_of_those_who_watch
    a_login_that_is_taken_tells_of_no_other_organ
}

async fn the_three_administrators_stay_three(site: &Site) {
    let system = site.person("system", &[Role::SystemAdministrator]).await;
    let security = site.person("security", &[Role::SecurityAdministrator]).await;
    let at = moment("2024-05-06T08:00");
    let new = NewAccount {
        login: "lisi".to_owned(),
        name: "李四".to_owned(),
    };
    let (id, first) = staff::create(&site.office, &system, at, &new).await.unwrap();
    let roles = |roles: &[Role]| roles.iter().copied().collect();
    let together = roles(&[Role::SystemAdministrator, Role::Auditor]);
    let refused = staff::assign_roles(&site.office, &security, at, id, &together).await;
    assert!(matches!(
        refused,
        Err(OfficeError::Refused(Refusal::Together(..)))
    ));
    // Who opens accounts trusts nobody, who trusts opens none, and nobody trusts themselves.
    let editor = roles(&[Role::Editor]);
    let refused = staff::assign_roles(&site.office, &system, at, id, &editor).await;
    assert!(matches!(refused, Err(OfficeError::Refused(Refusal::NotYours(_)))));
    assert!(staff::create(&site.office, &security, at, &new).await.is_err());
    let own = staff::assign_roles(&site.office, &security, at, security.account.unwrap(), &editor).await;
    assert!(matches!(own, Err(OfficeError::Invalid(_))));
    staff::assign_roles(&site.office, &security, at, id, &editor)
        .await
        .unwrap();
    let session = token(site, at, "lisi", &first.0).await;
    let session = staff::session(&site.office, &session, at).await.unwrap().unwrap();
    assert!(session.must_change_password);
    assert_eq!(session.actor.roles, editor);
    let again = NewAccount {
        login: "LiSi".to_owned(),
        ..new
    };
    assert!(matches!(
        staff::create(&site.office, &system, at, &again).await,
        Err(OfficeError::Invalid(_))
    ));
}

async fn nobody_resets_the_password_of_those_who_watch(site: &Site) {
    let system = site.person("system", &[Role::SystemAdministrator]).await;
    let security = site.person("security", &[Role::SecurityAdministrator]).await;
    let auditor = site.person("auditor", &[Role::Auditor]).await;
    let at = moment("2024-05-06T08:00");
    let ask =
        async |who: &Actor| staff::ask_reset(&site.office, &system, at, who.account.unwrap(), false).await;
    assert!(matches!(ask(&auditor).await, Err(OfficeError::Invalid(_))));
    assert!(matches!(ask(&security).await, Err(OfficeError::Invalid(_))));
    let confirmed = staff::confirm_reset(&site.office, &security, at, auditor.account.unwrap()).await;
    assert!(matches!(confirmed, Err(OfficeError::Invalid(_))));
    let first = staff::reset_by_operator(&site.office, Program::itself(), site.organ, at, "Auditor")
        .await
        .unwrap();
    token(site, at, "auditor", &first.0).await;
}

async fn a_login_that_is_taken_tells_of_no_other_organ(site: &Site) {
    let system = site.person("system", &[Role::SystemAdministrator]).await;
    site.person("b.editor", &[Role::Editor]).await;
    let at = moment("2024-05-06T08:00");
    let create = async |login: &str| {
        let new = NewAccount {
            login: login.to_owned(),
            name: "李四".to_owned(),
        };
        match staff::create(&site.office, &system, at, &new).await {
            Ok(_) => String::new(),
            Err(OfficeError::Invalid(fields)) => fields[0].message.clone(),
            Err(other) => panic!("{other:?}"),
        }
    };
    assert_eq!(create("lisi").await, "", "an organ by itself names as it likes");
    assert!(create("LiSi").await.contains("已有人使用"));
    let other = organs::create(&site.office, Program::itself(), at, "B", &profile()).await;
    let neighbour = Actor {
        organ: other.unwrap(),
        ..system.clone()
    };
    assert_eq!(
        staff::login_prefix(&site.office, &neighbour)
            .await
            .unwrap()
            .as_deref(),
        Some("b.")
    );
    // Taken by another organ, or by nobody: the answer is the same.
    let taken = create("b.editor").await;
    assert!(taken.contains("须以“mjxj01.”开头"), "{taken}");
    assert_eq!(create("b.nobody").await, taken);
    assert_eq!(create("zhaoliu").await, taken);
    assert_eq!(create("MJXJ01.zhaoliu").await, "");
}
