//! What an organ settles for its cases, and the days of its open cases by it. Every story on both engines.

use law::cases::What;
use law::fees::{Charge, Tariff};
use law::staff::Role;
use office::cases::{self, CaseFilter, CaseSettings, Recording};
use office::{Actor, CaseId, OfficeError};

use crate::harness::{Site, apart, application, in_person, moment, stories};

stories! {
    of_two_who_settle_the_second_is_told_and_changes_nothing
    open_cases_follow_what_is_settled_in_the_same_act
}

/// A case whose fee was notified on 10 March and paid on 20 March 2025.
async fn paid(site: &Site, clerk: &Actor) -> CaseId {
    let at = moment("2025-03-03T10:00");
    let form = application("张三", "2024年度部门预算");
    let arrival = in_person("2025-03-03");
    let receipt = cases::register(&site.office, clerk, at, &form, &arrival, false).await;
    let case = receipt.unwrap().case;
    let charge = Charge {
        tariff: Tariff::Pages,
        quantity: 100,
    };
    let notified = What::FeeNotified { received_on: None };
    for (day, what, charge) in [
        ("2025-03-10T10:00", notified, Some(charge)),
        ("2025-03-20T10:00", What::FeePaid {}, None),
    ] {
        let at = moment(day);
        let version = cases::get(&site.office, clerk, at, case).await.unwrap().version;
        let recording = Recording {
            charge,
            ..apart(at, what)
        };
        cases::record(&site.office, clerk, at, case, version, &recording)
            .await
            .unwrap();
    }
    case
}

async fn due(site: &Site, clerk: &Actor) -> String {
    let filter = CaseFilter::default();
    let found = cases::list(&site.office, clerk, &filter).await.unwrap();
    found.items[0].due_on.unwrap().to_string()
}

/// What is settled, with the clock after a payment the other way round.
async fn turned(site: &Site) -> CaseSettings {
    let mut settings = cases::settings(&site.office, &Actor::system(site.organ, "测试"))
        .await
        .unwrap();
    settings.clocks.payment_restarts = !settings.clocks.payment_restarts;
    settings
}

async fn of_two_who_settle_the_second_is_told_and_changes_nothing(site: &Site) {
    let clerk = site.person("jingban", &[Role::RequestClerk]).await;
    let editor = Actor::system(site.organ, "测试");
    let at = moment("2025-03-21T10:00");
    paid(site, &clerk).await;
    let before = cases::settings(&site.office, &Actor::system(site.organ, "测试"))
        .await
        .unwrap();
    assert_eq!(before.version, 0, "nothing is settled yet");
    let first = CaseSettings {
        letter_prefix: "孟公开".to_owned(),
        ..before.clone()
    };
    cases::save_settings(&site.office, &editor, at, 0, &first)
        .await
        .unwrap();
    let day = due(site, &clerk).await;
    let second = turned(site).await;
    let told = cases::save_settings(&site.office, &editor, at, before.version, &second).await;
    assert!(
        matches!(told, Err(OfficeError::Stale { version: 1, .. })),
        "{told:?}"
    );
    let now = cases::settings(&site.office, &Actor::system(site.organ, "测试"))
        .await
        .unwrap();
    assert_eq!((now.letter_prefix.as_str(), now.version), ("孟公开", 1));
    assert_eq!(due(site, &clerk).await, day, "no day moved");
}

async fn open_cases_follow_what_is_settled_in_the_same_act(site: &Site) {
    let clerk = site.person("jingban", &[Role::RequestClerk]).await;
    let editor = Actor::system(site.organ, "测试");
    let at = moment("2025-03-21T10:00");
    let case = paid(site, &clerk).await;
    let before = due(site, &clerk).await;
    let settings = turned(site).await;
    let moved = cases::save_settings(&site.office, &editor, at, 0, &settings)
        .await
        .unwrap();
    assert_eq!((moved.cases, moved.changed), (1, 1));
    let after = due(site, &clerk).await;
    assert_ne!(after, before);
    let shown = cases::get(&site.office, &clerk, at, case).await.unwrap();
    assert_eq!(shown.standing.due_on.unwrap().to_string(), after);
    let again = cases::save_settings(&site.office, &editor, at, 1, &settings)
        .await
        .unwrap();
    assert_eq!(again.cases, 0, "the clocks stand as they stood");
}
