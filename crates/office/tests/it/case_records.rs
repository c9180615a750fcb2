//! What stands beside the events of a case: mendings of what was recorded wrongly, notes, the archive. Every story on both
//! engines.

use jiff::civil::Date;
use law::cases::{Channel, Delivery, Mending, State, What};
use law::codes::{ApplicantKind, TableThreeRow};
use law::fees::Charge;
use law::fees::Tariff;
use law::reports::{Cell, Tables};
use law::staff::Role;
use office::cases::{self, Arrival, Recording, ToMend};
use office::{Actor, CaseId, Moment, OfficeError, Program};
use rust_decimal::Decimal;

use crate::harness::{Site, apart, application, moment, profile, stories};

stories! {
    a_wrong_day_is_mended_and_the_clock_follows
    an_event_that_did_not_happen_is_struck_out
    the_receipt_is_mended_for_every_part_of_its_application
    what_can_not_have_happened_is_not_mended_so
    the_fee_follows_its_events
    notes_stay_at_the_desk_and_a_closed_case_is_filed
}

async fn clerk(site: &Site) -> Actor {
    site.person("jingban", &[Role::RequestClerk, Role::Signer]).await
}

async fn head(site: &Site) -> Actor {
    site.person("qianfa", &[Role::Signer]).await
}

async fn registered(site: &Site, clerk: &Actor) -> CaseId {
    let arrival = Arrival {
        channel: Channel::InPerson,
        arrived_on: "2025-03-03".parse().unwrap(),
        confirmed_on: None,
        confirmation: law::cases::Confirmation::default(),
    };
    let at = moment("2025-03-03T10:00");
    cases::register(
        &site.office,
        clerk,
        at,
        &application("张三", "2024年度部门预算"),
        &arrival,
        false,
    )
    .await
    .unwrap()
    .case
}

fn at() -> Moment {
    moment("2025-04-10T10:00")
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

async fn records(site: &Site, clerk: &Actor, case: CaseId, on: &str, what: What) {
    let version = cases::get(&site.office, clerk, at(), case).await.unwrap().version;
    let charge = matches!(what, What::FeeNotified { .. }).then_some(Charge {
        tariff: Tariff::Pages,
        quantity: 68,
    });
    let recording = Recording {
        on: day(on),
        charge,
        note: "登记时的说明".to_owned(),
        ..apart(at(), what)
    };
    cases::record(&site.office, clerk, at(), case, version, &recording)
        .await
        .unwrap();
}

async fn mend(
    site: &Site,
    who: &Actor,
    case: CaseId,
    seq: i64,
    mending: Mending,
) -> Result<State, OfficeError> {
    let system = Actor::system(site.organ, "测试");
    let version = cases::get(&site.office, &system, at(), case).await?.version;
    mends(site, who, case, version, seq, &mending, "日期填错")
        .await
        .map(|standing| standing.state)
}

async fn mends(
    site: &Site,
    who: &Actor,
    case: CaseId,
    version: i64,
    seq: i64,
    mending: &Mending,
    reason: &str,
) -> Result<law::cases::Standing, OfficeError> {
    let to_mend = ToMend {
        seq,
        mending,
        reason,
        proof: "",
    };
    cases::mend(&site.office, who, at(), case, version, to_mend).await
}

async fn due_on(site: &Site, clerk: &Actor, case: CaseId) -> Option<Date> {
    cases::get(&site.office, clerk, at(), case)
        .await
        .unwrap()
        .standing
        .due_on
}

async fn a_wrong_day_is_mended_and_the_clock_follows(site: &Site) {
    let clerk = clerk(site).await;
    let case = registered(site, &clerk).await;
    records(
        site,
        &clerk,
        case,
        "2025-03-05",
        What::CorrectionRequested {
            respond_by: None,
            received_on: None,
        },
    )
    .await;
    records(site, &clerk, case, "2025-03-20", What::Corrected {}).await;
    let before = due_on(site, &clerk, case).await;
    mend(site, &clerk, case, 3, Mending::Day(day("2025-03-10")))
        .await
        .unwrap();
    let after = due_on(site, &clerk, case).await;
    // Twenty working days from the day of the correction, three days off in between.
    assert_eq!(
        (before, after),
        (Some(day("2025-04-18")), Some(day("2025-04-08")))
    );
    let mended = cases::mendings(&site.office, &clerk, case).await.unwrap();
    assert_eq!(mended.len(), 1);
    assert_eq!(
        (mended[0].stated.on, mended[0].now.as_ref().unwrap().on),
        (day("2025-03-20"), day("2025-03-10"))
    );
    assert_eq!(
        (mended[0].reason.as_str(), mended[0].by.as_str()),
        ("日期填错", "示例jingban")
    );
    let filter = office::audit::AuditFilter::default();
    let log = office::audit::search(&site.office, &Actor::system(site.organ, "测试"), &filter, 50)
        .await
        .unwrap();
    assert!(
        log.entries
            .iter()
            .any(|entry| entry.act == "cases.mend" && entry.detail.contains("2025-03-20"))
    );
}

async fn an_event_that_did_not_happen_is_struck_out(site: &Site) {
    let clerk = clerk(site).await;
    let case = registered(site, &clerk).await;
    records(
        site,
        &clerk,
        case,
        "2025-03-20",
        What::replied(TableThreeRow::Granted),
    )
    .await;
    records(
        site,
        &clerk,
        case,
        "2025-03-20",
        What::Delivered {
            how: Delivery::InPerson,
        },
    )
    .await;
    let counted = async || {
        let mut tables = Tables::zeros();
        cases::year_tables(&site.office, &clerk, 2025, &mut tables)
            .await
            .unwrap();
        tables
            .get(Cell::Three(TableThreeRow::Granted, ApplicantKind::Total))
            .unwrap()
    };
    assert_eq!(counted().await, Decimal::ONE);
    assert_eq!(
        mend(site, &clerk, case, 3, Mending::Struck).await.unwrap(),
        State::Replied
    );
    assert_eq!(
        mend(site, &clerk, case, 2, Mending::Struck).await.unwrap(),
        State::InProgress
    );
    assert_eq!(counted().await, Decimal::ZERO);
    // What is recorded next gets a number that none had.
    records(
        site,
        &clerk,
        case,
        "2025-03-21",
        What::replied(TableThreeRow::Granted),
    )
    .await;
    records(
        site,
        &clerk,
        case,
        "2025-03-21",
        What::Delivered {
            how: Delivery::InPerson,
        },
    )
    .await;
    assert_eq!(counted().await, Decimal::ONE);
}

async fn the_receipt_is_mended_for_every_part_of_its_application(site: &Site) {
    let clerk = clerk(site).await;
    let case = registered(site, &clerk).await;
    let parts = ["2024年度部门预算".to_owned(), "2024年度部门决算".to_owned()];
    let divided = cases::split(
        &site.office,
        &clerk,
        at(),
        case,
        1,
        &cases::Division::into(&parts),
    )
    .await
    .unwrap();
    let receipt = Mending::Receipt {
        channel: Channel::RegisteredPost,
        arrived_on: day("2025-03-06"),
        confirmed_on: None,
    };
    let head = head(site).await;
    mend(site, &head, case, 1, receipt).await.unwrap();
    for part in divided {
        let shown = cases::get(&site.office, &clerk, at(), part).await.unwrap();
        assert_eq!(shown.standing.received_on, Some(day("2025-03-06")));
        assert_eq!(shown.standing.history.channel, Channel::RegisteredPost);
        assert_eq!(
            cases::mendings(&site.office, &clerk, part).await.unwrap().len(),
            1
        );
    }
}

async fn what_can_not_have_happened_is_not_mended_so(site: &Site) {
    let clerk = clerk(site).await;
    let case = registered(site, &clerk).await;
    records(
        site,
        &clerk,
        case,
        "2025-03-05",
        What::CorrectionRequested {
            respond_by: None,
            received_on: None,
        },
    )
    .await;
    records(site, &clerk, case, "2025-03-20", What::Corrected {}).await;
    let refused = async |seq, mending| {
        let outcome = mend(site, &clerk, case, seq, mending).await;
        assert!(matches!(outcome, Err(OfficeError::Invalid(_))), "{outcome:?}");
    };
    refused(2, Mending::Struck).await;
    refused(1, Mending::Struck).await;
    refused(2, Mending::Day(day("2025-03-02"))).await;
    refused(2, Mending::Day(day("2026-03-02"))).await;
    let missing = mend(site, &clerk, case, 9, Mending::Struck).await;
    assert!(matches!(missing, Err(OfficeError::Missing)));
    let bare = mends(site, &clerk, case, 3, 3, &Mending::Struck, " ").await;
    assert!(matches!(bare, Err(OfficeError::Invalid(_))), "a reason is needed");
    let stale = mends(site, &clerk, case, 1, 3, &Mending::Struck, "填错").await;
    assert!(matches!(stale, Err(OfficeError::Stale { .. })));
    // What binds the organ is the signer's.
    records(
        site,
        &clerk,
        case,
        "2025-03-21",
        What::replied(TableThreeRow::Granted),
    )
    .await;
    let only_clerk = site.person("lisi", &[Role::RequestClerk]).await;
    let denied = mend(site, &only_clerk, case, 4, Mending::Struck).await;
    assert!(matches!(denied, Err(OfficeError::Refused(_))), "{denied:?}");
    let mut stranger = clerk.clone();
    stranger.organ = office::organs::create(&site.office, Program::itself(), at(), "QTJG02", &profile())
        .await
        .unwrap();
    let missing = mends(site, &stranger, case, 4, 4, &Mending::Struck, "填错").await;
    assert!(matches!(missing, Err(OfficeError::Missing)));
    assert!(
        cases::mendings(&site.office, &clerk, case)
            .await
            .unwrap()
            .is_empty()
    );
}

async fn the_fee_follows_its_events(site: &Site) {
    let clerk = clerk(site).await;
    // Days of a fee move the reply's: whoever signs and did not record them mends them.
    let head = head(site).await;
    let case = registered(site, &clerk).await;
    records(
        site,
        &clerk,
        case,
        "2025-03-10",
        What::FeeNotified { received_on: None },
    )
    .await;
    records(site, &clerk, case, "2025-03-20", What::FeePaid {}).await;
    let paid = async || {
        let mut rows = cases::fee_ledger(&site.office, &clerk, 2025).await.unwrap().rows;
        rows.pop().map(|row| (row.noticed_on, row.paid_on))
    };
    mend(site, &head, case, 3, Mending::Day(day("2025-03-18")))
        .await
        .unwrap();
    mend(site, &head, case, 2, Mending::Day(day("2025-03-11")))
        .await
        .unwrap();
    assert_eq!(paid().await, Some((day("2025-03-11"), Some(day("2025-03-18")))));
    mend(site, &head, case, 3, Mending::Struck).await.unwrap();
    assert_eq!(paid().await, Some((day("2025-03-11"), None)));
    mend(site, &head, case, 2, Mending::Struck).await.unwrap();
    assert_eq!(paid().await, None);
}

async fn notes_stay_at_the_desk_and_a_closed_case_is_filed(site: &Site) {
    let clerk = clerk(site).await;
    let case = registered(site, &clerk).await;
    cases::add_note(&site.office, &clerk, at(), case, "已电话联系")
        .await
        .unwrap();
    let empty = cases::add_note(&site.office, &clerk, at(), case, " ").await;
    assert!(matches!(empty, Err(OfficeError::Invalid(_))));
    let auditor = site.person("shenji", &[Role::Auditor]).await;
    let denied = cases::add_note(&site.office, &auditor, at(), case, "看过").await;
    assert!(matches!(denied, Err(OfficeError::Refused(_))));
    let notes = cases::notes(&site.office, &clerk, case).await.unwrap();
    assert_eq!((notes.len(), notes[0].content.as_str()), (1, "已电话联系"));
    let file = async |on: &str, reference: &str| {
        cases::archive(&site.office, &clerk, at(), case, day(on), reference, "档案室").await
    };
    let open = file("2025-04-10", "2025-D10-0001").await;
    assert!(matches!(open, Err(OfficeError::Invalid(_))), "it is not closed");
    records(site, &clerk, case, "2025-03-20", What::Withdrawn {}).await;
    for (on, reference) in [
        ("2025-04-11", "2025-D10-0001"),
        ("2025-03-19", "2025-D10-0001"),
        ("2025-04-10", " "),
    ] {
        assert!(
            matches!(file(on, reference).await, Err(OfficeError::Invalid(_))),
            "{on} {reference}"
        );
    }
    file("2025-04-10", "2025-D10-0001").await.unwrap();
    file("2025-04-10", "2025-D10-0002").await.unwrap();
    let filed = cases::archived(&site.office, &clerk, case)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (filed.reference.as_str(), filed.place.as_deref()),
        ("2025-D10-0002", Some("档案室"))
    );
}
