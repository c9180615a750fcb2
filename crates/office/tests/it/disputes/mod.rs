//! Disputes and the year: registered, answered, ended, corrected, counted into table 四, taken over into the report and
//! compared with it after it was frozen. Every story on both engines.

mod counting;
mod year;

use jiff::civil::Date;
use law::cases::{Urgency, What};
use law::codes::{Route, Verdict};
use law::disputes::{Dispute, Ending, Ordered, Procedure, Stage};
use law::fees::Charge;
use law::reports::{Cell, Tables};
use law::staff::Role;
use office::cases::{self, Recording};
use office::disputes::{self, DisputeFilter, Ended, Particulars};
use office::{Actor, CaseId, DisputeId, OfficeError, Program};
use rust_decimal::Decimal;

use crate::harness::{Site, apart, application, in_person, moment, profile, stories};

stories! {
    a_dispute_is_registered_answered_and_ended
    a_suit_follows_the_reconsideration_on_record
    a_suit_hangs_on_no_reconsideration_of_another_case
    what_can_not_be_so_is_refused_at_its_field
    of_two_clerks_the_second_is_told_of_the_other
    nobody_sees_another_organs_disputes
    only_a_clerk_records_and_every_act_is_on_record
    a_correction_needs_its_reason_and_counts_anew
}

async fn clerk(site: &Site) -> Actor {
    site.person("jingban", &[Role::RequestClerk]).await
}

fn particulars(route: Route, number: &str, received_on: &str) -> Particulars {
    Particulars {
        route,
        procedure: (route == Route::Reconsideration).then_some(Procedure::Simple),
        number: number.to_owned(),
        authority: "示例区人民政府".to_owned(),
        claimant: "张三".to_owned(),
        subject: "不服不予公开的答复".to_owned(),
        received_on: received_on.parse().unwrap(),
        case_number: String::new(),
        parent: None,
        note: String::new(),
    }
}

async fn opened(site: &Site, clerk: &Actor, route: Route, number: &str, day: &str) -> DisputeId {
    let at = moment(&format!("{day}T10:00"));
    disputes::open(&site.office, clerk, at, &particulars(route, number, day))
        .await
        .unwrap()
}

async fn ended(site: &Site, clerk: &Actor, id: DisputeId, ending: Ending, day: &str) {
    let version = disputes::get(&site.office, clerk, id).await.unwrap().version;
    let at = moment(&format!("{day}T10:00"));
    let result = result(ending, at.today);
    disputes::end(&site.office, clerk, at, (id, version), &result)
        .await
        .unwrap();
}

/// A result that orders nothing.
fn result(ending: Ending, on: Date) -> Ended {
    Ended {
        ending,
        on,
        ordered: ending.may_order_reply().then_some(Ordered::Nothing),
    }
}

fn fields(result: Result<impl std::fmt::Debug, OfficeError>) -> Vec<&'static str> {
    match result {
        Err(OfficeError::Invalid(fields)) => fields.iter().map(|field| field.field).collect(),
        other => panic!("{other:?}"),
    }
}

async fn four(site: &Site, actor: &Actor, year: i16) -> Tables {
    let mut tables = Tables::zeros();
    disputes::year_tables(&site.office, actor, year, &mut tables)
        .await
        .unwrap();
    tables
}

fn number(tables: &Tables, route: Route, verdict: Verdict) -> Decimal {
    tables.get(Cell::Four(route, verdict)).unwrap()
}

async fn registered(site: &Site, clerk: &Actor, day: &str) -> (CaseId, String) {
    let form = application("张三", "环评批复");
    let arrival = in_person(day);
    let at = moment(&format!("{day}T10:00"));
    let receipt = cases::register(&site.office, clerk, at, &form, &arrival, false)
        .await
        .unwrap();
    (receipt.case, receipt.number)
}

async fn does(site: &Site, actor: &Actor, case: CaseId, day: &str, what: What, charge: Option<Charge>) {
    let at = moment(&format!("{day}T11:00"));
    let reader = Actor::system(site.organ, "测试");
    let version = cases::get(&site.office, &reader, at, case).await.unwrap().version;
    let recording = Recording {
        charge,
        note: "孟公开〔2025〕1号，本人签收".to_owned(),
        ..apart(at, what)
    };
    cases::record(&site.office, actor, at, case, version, &recording)
        .await
        .unwrap();
}

async fn a_dispute_is_registered_answered_and_ended(site: &Site) {
    let clerk = clerk(site).await;
    let (case, case_number) = registered(site, &clerk, "2025-03-03").await;
    let at = moment("2025-05-06T10:00");
    let typed = Particulars {
        case_number: format!(" {} ", case_number.to_lowercase()),
        ..particulars(Route::Reconsideration, "示府复〔2025〕8号", "2025-05-06")
    };
    let id = disputes::open(&site.office, &clerk, at, &typed).await.unwrap();
    let known = disputes::get(&site.office, &clerk, id).await.unwrap();
    assert_eq!(known.clock.due_on.to_string(), "2025-05-13");
    assert_eq!(
        (known.case, known.particulars.case_number),
        (Some(case), case_number.clone())
    );
    let of_case = disputes::of_case(&site.office, &clerk, case).await.unwrap();
    assert_eq!(of_case.iter().map(|row| row.id).collect::<Vec<_>>(), [id]);
    let staged = async |stage| {
        let filter = DisputeFilter {
            stage: Some(stage),
            text: case_number.clone(),
            ..DisputeFilter::default()
        };
        disputes::list(&site.office, &clerk, &filter).await.unwrap().total
    };
    let counts = async |day: &str| {
        let at = moment(&format!("{day}T10:00"));
        let counts = disputes::due_counts(&site.office, &clerk, at).await.unwrap();
        counts.into_iter().collect::<Vec<_>>()
    };
    assert_eq!(staged(Stage::AwaitingAnswer).await, 1);
    assert_eq!(counts("2025-05-06").await, [(Urgency::Week, 1)]);
    assert_eq!(counts("2025-05-13").await, [(Urgency::Today, 1)]);
    assert_eq!(counts("2025-05-14").await, [(Urgency::Overdue, 1)]);
    let at = moment("2025-05-12T10:00");
    disputes::answer(&site.office, &clerk, at, id, 1, at.today)
        .await
        .unwrap();
    assert_eq!(
        (staged(Stage::AwaitingResult).await, counts("2025-05-14").await),
        (1, Vec::new())
    );
    let again = disputes::answer(&site.office, &clerk, at, id, 2, at.today).await;
    assert_eq!(fields(again), ["answered_on"]);
    // Nothing was decided that could be revoked: the organ is ordered to act (行政复议法第六十六条).
    let version = disputes::get(&site.office, &clerk, id).await.unwrap().version;
    let at = moment("2025-06-20T10:00");
    let revoked = result(Ending::Revoked, at.today);
    let refused = disputes::end(&site.office, &clerk, at, (id, version), &revoked).await;
    assert_eq!(fields(refused), ["ending"]);
    ended(site, &clerk, id, Ending::OrderedToAct, "2025-06-20").await;
    assert_eq!(
        (staged(Stage::Ended).await, staged(Stage::AwaitingResult).await),
        (1, 0)
    );
}

async fn a_suit_follows_the_reconsideration_on_record(site: &Site) {
    let clerk = clerk(site).await;
    let (case, case_number) = registered(site, &clerk, "2025-03-03").await;
    let at = moment("2025-04-08T10:00");
    let typed = Particulars {
        case_number,
        ..particulars(Route::Reconsideration, "复1", "2025-04-08")
    };
    let first = disputes::open(&site.office, &clerk, at, &typed).await.unwrap();
    let suit = Particulars {
        parent: Some(first),
        ..particulars(Route::LitigationAfterReconsideration, "行初2", "2025-06-03")
    };
    let at = moment("2025-06-03T10:00");
    assert_eq!(
        fields(disputes::open(&site.office, &clerk, at, &suit).await),
        ["parent"]
    );
    assert!(
        disputes::reconsiderations(&site.office, &clerk, "")
            .await
            .unwrap()
            .is_empty()
    );
    ended(site, &clerk, first, Ending::Upheld, "2025-05-20").await;
    assert_eq!(
        disputes::reconsiderations(&site.office, &clerk, "")
            .await
            .unwrap()
            .len(),
        1
    );
    let second = disputes::open(&site.office, &clerk, at, &suit).await.unwrap();
    let known = disputes::get(&site.office, &clerk, second).await.unwrap();
    assert_eq!(known.before.unwrap().id, first);
    assert_eq!(
        known.case,
        Some(case),
        "it is about the case of the reconsideration"
    );
    let known = disputes::get(&site.office, &clerk, first).await.unwrap();
    assert_eq!(known.after.iter().map(|row| row.id).collect::<Vec<_>>(), [second]);
    // The reconsideration can not be undone under the suit.
    let open_again = Dispute {
        ended: None,
        ..known.dispute
    };
    let version = (first, known.version);
    let refused = disputes::correct(
        &site.office,
        &clerk,
        at,
        version,
        &known.particulars,
        &open_again,
        "误登",
    );
    assert_eq!(fields(refused.await), ["ended_on"]);
}

async fn a_suit_hangs_on_no_reconsideration_of_another_case(site: &Site) {
    let clerk = clerk(site).await;
    let (_, theirs) = registered(site, &clerk, "2025-03-03").await;
    let (ours, our_number) = registered(site, &clerk, "2025-03-04").await;
    let at = moment("2025-06-03T10:00");
    let reconsidered = async |case_number: &str, number: &str| {
        let typed = Particulars {
            case_number: case_number.to_owned(),
            ..particulars(Route::Reconsideration, number, "2025-04-08")
        };
        let id = disputes::open(&site.office, &clerk, at, &typed).await.unwrap();
        ended(site, &clerk, id, Ending::Upheld, "2025-05-20").await;
        id
    };
    let of_theirs = reconsidered(&theirs, "复1").await;
    let of_ours = reconsidered(&our_number, "复2").await;
    let suit = |parent| Particulars {
        case_number: our_number.clone(),
        parent: Some(parent),
        ..particulars(Route::LitigationAfterReconsideration, "行初2", "2025-06-03")
    };
    let refused = disputes::open(&site.office, &clerk, at, &suit(of_theirs)).await;
    assert_eq!(fields(refused), ["parent"]);
    let offered = disputes::reconsiderations(&site.office, &clerk, &our_number).await;
    let offered: Vec<DisputeId> = offered.unwrap().iter().map(|row| row.id).collect();
    assert_eq!(offered, [of_ours]);
    let made = disputes::open(&site.office, &clerk, at, &suit(of_ours))
        .await
        .unwrap();
    let known = disputes::get(&site.office, &clerk, made).await.unwrap();
    assert_eq!(known.case, Some(ours));
    // Nor is it moved there afterwards, nor the reconsideration away from under it.
    let moved = Particulars {
        parent: Some(of_theirs),
        ..known.particulars.clone()
    };
    let version = (made, known.version);
    let refused = disputes::correct(&site.office, &clerk, at, version, &moved, &known.dispute, "误登");
    assert_eq!(fields(refused.await), ["parent"]);
    let before = disputes::get(&site.office, &clerk, of_ours).await.unwrap();
    let moved = Particulars {
        case_number: theirs,
        ..before.particulars.clone()
    };
    let version = (of_ours, before.version);
    let refused = disputes::correct(&site.office, &clerk, at, version, &moved, &before.dispute, "误登");
    assert_eq!(fields(refused.await), ["case_number"]);
}

async fn what_can_not_be_so_is_refused_at_its_field(site: &Site) {
    let clerk = clerk(site).await;
    let at = moment("2025-05-06T10:00");
    let blank = Particulars {
        procedure: None,
        number: " ".to_owned(),
        authority: String::new(),
        claimant: "名".repeat(101),
        subject: String::new(),
        ..particulars(Route::Reconsideration, "", "2025-05-07")
    };
    let refused = disputes::open(&site.office, &clerk, at, &blank).await;
    assert_eq!(
        fields(refused),
        [
            "number",
            "authority",
            "claimant",
            "subject",
            "received_on",
            "procedure"
        ]
    );
    let unknown = Particulars {
        case_number: "MJXJ01-2025-9999".to_owned(),
        ..particulars(Route::LitigationDirect, "行初1", "2025-05-06")
    };
    assert_eq!(
        fields(disputes::open(&site.office, &clerk, at, &unknown).await),
        ["case_number"]
    );
    let id = opened(site, &clerk, Route::LitigationDirect, "行初1", "2025-05-06").await;
    let same = particulars(Route::LitigationDirect, " 行初1", "2025-05-06");
    assert_eq!(
        fields(disputes::open(&site.office, &clerk, at, &same).await),
        ["number"]
    );
    let early = "2025-05-05".parse().unwrap();
    assert_eq!(
        fields(disputes::answer(&site.office, &clerk, at, id, 1, early).await),
        ["answered_on"]
    );
    let late = "2025-05-07".parse().unwrap();
    let refused = disputes::end(
        &site.office,
        &clerk,
        at,
        (id, 1),
        &result(Ending::Withdrawn, late),
    )
    .await;
    assert_eq!(fields(refused), ["ended_on"]);
    assert_eq!(disputes::get(&site.office, &clerk, id).await.unwrap().version, 1);
}

async fn of_two_clerks_the_second_is_told_of_the_other(site: &Site) {
    let clerk = clerk(site).await;
    let id = opened(site, &clerk, Route::LitigationDirect, "行初1", "2025-05-06").await;
    let at = moment("2025-05-12T10:00");
    disputes::answer(&site.office, &clerk, at, id, 1, at.today)
        .await
        .unwrap();
    let withdrawn = result(Ending::Withdrawn, at.today);
    let second = disputes::end(&site.office, &clerk, at, (id, 1), &withdrawn).await;
    assert!(
        matches!(second, Err(OfficeError::Stale { version: 2, .. })),
        "{second:?}"
    );
}

async fn nobody_sees_another_organs_disputes(site: &Site) {
    let clerk = clerk(site).await;
    let id = opened(site, &clerk, Route::LitigationDirect, "行初1", "2025-05-06").await;
    let at = moment("2025-05-12T10:00");
    let mut stranger = clerk.clone();
    stranger.organ = office::organs::create(&site.office, Program::itself(), at, "QTJG02", &profile())
        .await
        .unwrap();
    let missing = disputes::get(&site.office, &stranger, id).await;
    assert!(matches!(missing, Err(OfficeError::Missing)));
    let missing = disputes::answer(&site.office, &stranger, at, id, 1, at.today).await;
    assert!(matches!(missing, Err(OfficeError::Missing)));
    let filter = DisputeFilter::default();
    assert_eq!(
        disputes::list(&site.office, &stranger, &filter)
            .await
            .unwrap()
            .total,
        0
    );
    let cell = number(
        &four(site, &stranger, 2025).await,
        Route::LitigationDirect,
        Verdict::Total,
    );
    assert_eq!(cell, Decimal::ZERO);
    let following = Particulars {
        parent: Some(id),
        ..particulars(Route::LitigationAfterReconsideration, "行初1", "2025-05-12")
    };
    assert_eq!(
        fields(disputes::open(&site.office, &stranger, at, &following).await),
        ["parent"]
    );
}

async fn only_a_clerk_records_and_every_act_is_on_record(site: &Site) {
    let clerk = clerk(site).await;
    let signer = site.person("qianfa", &[Role::Signer]).await;
    let editor = site.person("bianji", &[Role::Editor]).await;
    let at = moment("2025-05-06T10:00");
    let typed = particulars(Route::LitigationDirect, "行初1", "2025-05-06");
    let refused = disputes::open(&site.office, &signer, at, &typed).await;
    assert!(matches!(refused, Err(OfficeError::Refused(_))));
    let id = opened(site, &clerk, Route::LitigationDirect, "行初1", "2025-05-06").await;
    assert!(disputes::get(&site.office, &signer, id).await.is_ok());
    let refused = disputes::get(&site.office, &editor, id).await;
    assert!(matches!(refused, Err(OfficeError::Refused(_))));
    disputes::answer(&site.office, &clerk, at, id, 1, at.today)
        .await
        .unwrap();
    ended(site, &clerk, id, Ending::ClaimRejected, "2025-08-06").await;
    let filter = office::audit::AuditFilter {
        subject: format!("dispute {id}"),
        ..office::audit::AuditFilter::default()
    };
    let log = office::audit::search(&site.office, &Actor::system(site.organ, "测试"), &filter, 50)
        .await
        .unwrap();
    let acts: Vec<&str> = log.entries.iter().map(|entry| entry.act.as_str()).collect();
    assert_eq!(acts, ["disputes.end", "disputes.answer", "disputes.open"]);
}

async fn a_correction_needs_its_reason_and_counts_anew(site: &Site) {
    let clerk = clerk(site).await;
    let id = opened(site, &clerk, Route::LitigationDirect, "行初1", "2025-05-06").await;
    ended(site, &clerk, id, Ending::ClaimRejected, "2025-08-06").await;
    let known = disputes::get(&site.office, &clerk, id).await.unwrap();
    let at = moment("2025-09-01T10:00");
    let now = Dispute {
        ended: Some((Ending::Revoked, "2025-08-07".parse().unwrap())),
        ..known.dispute
    };
    let correct = async |reason: &str| {
        let version = (id, known.version);
        disputes::correct(
            &site.office,
            &clerk,
            at,
            version,
            &known.particulars,
            &now,
            reason,
        )
        .await
    };
    assert_eq!(fields(correct(" ").await), ["reason"]);
    let upheld = number(
        &four(site, &clerk, 2025).await,
        Route::LitigationDirect,
        Verdict::Upheld,
    );
    assert_eq!(upheld, Decimal::ONE);
    correct("判决书看错").await.unwrap();
    let tables = four(site, &clerk, 2025).await;
    assert_eq!(
        number(&tables, Route::LitigationDirect, Verdict::Upheld),
        Decimal::ZERO
    );
    assert_eq!(
        number(&tables, Route::LitigationDirect, Verdict::Corrected),
        Decimal::ONE
    );
    assert!(matches!(
        correct("判决书看错").await,
        Err(OfficeError::Stale { .. })
    ));
}
