//! The three administrators stay three, and none of them can become another.

use law::staff::{Refusal, Role};
use office::staff::{self, NewAccount};
use office::{Actor, OfficeError, Program};

use super::token;
use crate::harness::{Site, moment, stories};

stories! {
    the_three_administrators_stay_three
    nobody_resets_the_password_of_those_who_watch
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
    let ask = async |who: &Actor| {
        staff::ask_reset(&site.office, &system, at, who.account.unwrap(), false).await
    };
    assert!(matches!(ask(&auditor).await, Err(OfficeError::Invalid(_))));
    assert!(matches!(ask(&security).await, Err(OfficeError::Invalid(_))));
    let confirmed = staff::confirm_reset(&site.office, &security, at, auditor.account.unwrap()).await;
    assert!(matches!(confirmed, Err(OfficeError::Invalid(_))));
    let first = staff::reset_by_operator(&site.office, Program::itself(), site.organ, at, "Auditor")
        .await
        .unwrap();
    token(site, at, "auditor", &first.0).await;
}
