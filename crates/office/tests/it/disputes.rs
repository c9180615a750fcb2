//! Disputes and the year: registered, answered, ended, corrected, counted into table 四, taken over into the report and
//! compared with it after it was frozen. Every story on both engines.

use law::cases::{ApplicationForm, Channel, What};
use law::codes::{ApplicantKind, Route, TableThreeRow, Verdict};
use law::disputes::{Dispute, Ending, Procedure, Settings, Stage};
use law::fees::Charge;
use law::fees::{Fen, Tariff};
use law::reports::{Cell, Tables};
use law::staff::Role;
use office::cases::{self, Arrival, CaseSettings, Recording};
use office::disputes::{self, DisputeFilter, Particulars};
use office::reports::{self, Freeze};
use office::{Actor, CaseId, DisputeId, FeeNoticeId, OfficeError};
use rust_decimal::Decimal;

use crate::harness::{Site, moment, profile, stories};

stories! {
    a_dispute_is_registered_answered_and_ended
    a_suit_follows_the_reconsideration_on_record
    what_can_not_be_so_is_refused_at_its_field
    of_two_clerks_the_second_is_told_of_the_other
    nobody_sees_another_organs_disputes
    only_a_clerk_records_and_every_act_is_on_record
    a_correction_needs_its_reason_and_counts_anew
    table_four_counts_what_was_open_in_the_year
    the_count_agrees_with_the_law_dispute_by_dispute
    a_new_holiday_year_moves_the_answers_that_are_due
    the_fee_ledger_follows_the_money_to_the_treasury
    the_year_is_taken_over_and_late_corrections_are_shown
    a_year_without_records_says_nothing_against_its_report
    two_years_in_a_row_are_carried_over
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
    disputes::end(&site.office, clerk, at, id, version, ending, at.today)
        .await
        .unwrap();
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
    let form = ApplicationForm {
        kind: "natural_person".to_owned(),
        name: "张三".to_owned(),
        identity_kind: "identity_card".to_owned(),
        identity_number: "11010519491231002X".to_owned(),
        phone: "13800001234".to_owned(),
        request: "环评批复".to_owned(),
        form: "electronic".to_owned(),
        way: "online".to_owned(),
        ..ApplicationForm::default()
    };
    let arrival = Arrival {
        channel: Channel::InPerson,
        arrived_on: day.parse().unwrap(),
        confirmed_on: None,
    };
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
        ..Recording::today(at, what)
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
        (counts.overdue, counts.today, counts.week)
    };
    assert_eq!(staged(Stage::AwaitingAnswer).await, 1);
    assert_eq!(counts("2025-05-06").await, (0, 0, 1));
    assert_eq!(counts("2025-05-13").await, (0, 1, 1));
    assert_eq!(counts("2025-05-14").await, (1, 0, 0));
    let at = moment("2025-05-12T10:00");
    disputes::answer(&site.office, &clerk, at, id, 1, at.today)
        .await
        .unwrap();
    assert_eq!(
        (staged(Stage::AwaitingResult).await, counts("2025-05-14").await),
        (1, (0, 0, 0))
    );
    let again = disputes::answer(&site.office, &clerk, at, id, 2, at.today).await;
    assert_eq!(fields(again), ["answered_on"]);
    ended(site, &clerk, id, Ending::Revoked, "2025-06-20").await;
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
        disputes::reconsiderations(&site.office, &clerk)
            .await
            .unwrap()
            .is_empty()
    );
    ended(site, &clerk, first, Ending::Upheld, "2025-05-20").await;
    assert_eq!(
        disputes::reconsiderations(&site.office, &clerk)
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
    let refused = disputes::end(&site.office, &clerk, at, id, 1, Ending::Withdrawn, late).await;
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
    let second = disputes::end(&site.office, &clerk, at, id, 1, Ending::Withdrawn, at.today).await;
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
    stranger.organ = office::organs::create(&site.office, at, "QTJG02", &profile())
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
    let log = office::audit::search(&site.office, site.organ, &filter, 50)
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

async fn table_four_counts_what_was_open_in_the_year(site: &Site) {
    let clerk = clerk(site).await;
    let ends = [
        ("复1", "2024-11-04", Some((Ending::Upheld, "2025-01-10"))),
        ("复2", "2025-02-10", Some((Ending::Withdrawn, "2025-03-10"))),
        ("复3", "2025-11-10", Some((Ending::OrderedToAct, "2026-01-09"))),
        ("复4", "2025-12-31", None),
    ];
    for (number, received, end) in ends {
        let id = opened(site, &clerk, Route::Reconsideration, number, received).await;
        if let Some((ending, day)) = end {
            ended(site, &clerk, id, ending, day).await;
        }
    }
    let row = async |year| {
        let tables = four(site, &clerk, year).await;
        let cells = Verdict::ALL
            .iter()
            .map(|verdict| number(&tables, Route::Reconsideration, *verdict));
        cells.map(|cell| cell.to_string()).collect::<Vec<_>>().join(" ")
    };
    // Upheld, corrected, other, pending, all.
    assert_eq!(row(2023).await, "0 0 0 0 0");
    assert_eq!(row(2024).await, "0 0 0 1 1");
    assert_eq!(row(2025).await, "1 0 1 2 4");
    assert_eq!(row(2026).await, "0 1 0 1 2");
    let behind = async |year, verdict| {
        let page = disputes::of_cell(&site.office, &clerk, year, Route::Reconsideration, verdict, 1);
        let page = page.await.unwrap();
        page.items.into_iter().map(|row| row.number).collect::<Vec<_>>()
    };
    assert_eq!(behind(2025, Verdict::Upheld).await, ["复1"]);
    assert_eq!(behind(2025, Verdict::Pending).await, ["复4", "复3"]);
    assert_eq!(behind(2025, Verdict::Total).await.len(), 4);
    let settled = CaseSettings {
        disputes: Settings {
            verdicts: [("withdrawn".to_owned(), Verdict::Upheld)].into(),
            counts_only_new: true,
        },
        ..CaseSettings::default()
    };
    let system = Actor::system(site.organ, "测试");
    let at = moment("2026-02-01T10:00");
    cases::save_settings(&site.office, &system, at, &settled)
        .await
        .unwrap();
    assert_eq!(row(2025).await, "1 0 0 2 3");
    assert_eq!(behind(2025, Verdict::Upheld).await, ["复2"]);
    assert_eq!(row(2026).await, "0 0 0 0 0");
}

async fn the_count_agrees_with_the_law_dispute_by_dispute(site: &Site) {
    let clerk = clerk(site).await;
    let days = [
        "2023-12-31",
        "2024-01-02",
        "2024-12-31",
        "2025-01-01",
        "2025-12-31",
        "2026-03-02",
    ];
    let mut known = Vec::new();
    for (first, received) in days.iter().enumerate() {
        for (second, over) in days.iter().enumerate().skip(first) {
            for route in [Route::LitigationDirect, Route::LitigationAfterReconsideration] {
                let id = opened(
                    site,
                    &clerk,
                    route,
                    &format!("{first}-{second}-{}", route.code()),
                    received,
                )
                .await;
                let ending = Ending::ALL[(first + second) % Ending::ALL.len()];
                if second % 2 == 0 {
                    ended(site, &clerk, id, ending, over).await;
                }
                known.push(disputes::get(&site.office, &clerk, id).await.unwrap().dispute);
            }
        }
    }
    let usual = Settings::default();
    for year in 2023..=2027 {
        let tables = four(site, &clerk, year).await;
        for route in Route::ALL {
            for verdict in Verdict::parts() {
                let by_law = known
                    .iter()
                    .filter(|one| one.route == *route && one.counted_in(year, &usual) == Some(verdict))
                    .count();
                assert_eq!(
                    number(&tables, *route, verdict),
                    Decimal::from(by_law),
                    "{year} {route:?} {verdict:?}"
                );
                let page = disputes::of_cell(&site.office, &clerk, year, *route, verdict, 1).await;
                assert_eq!(
                    page.unwrap().total,
                    u64::try_from(by_law).unwrap(),
                    "{year} {route:?} {verdict:?}"
                );
            }
        }
    }
}

async fn a_new_holiday_year_moves_the_answers_that_are_due(site: &Site) {
    let clerk = clerk(site).await;
    let waits = opened(site, &clerk, Route::LitigationDirect, "行初1", "2027-09-20").await;
    let answered = opened(site, &clerk, Route::LitigationDirect, "行初2", "2027-09-20").await;
    let at = moment("2027-09-21T10:00");
    disputes::answer(&site.office, &clerk, at, answered, 1, at.today)
        .await
        .unwrap();
    let due = async |text: &str| {
        let filter = DisputeFilter {
            text: text.to_owned(),
            ..DisputeFilter::default()
        };
        let page = disputes::list(&site.office, &clerk, &filter).await.unwrap();
        page.items[0].due_on.to_string()
    };
    assert_eq!(due("行初1").await, "2027-10-05");
    let year = law::calendar::HolidayYear {
        year: 2027,
        off: (1..=7)
            .map(|day| (jiff::civil::date(2027, 10, day), "国庆节".to_owned()))
            .collect(),
        papers: vec!["国办发明电〔2026〕7号".to_owned()],
        ..Default::default()
    };
    office::calendar::import_year(&site.office, &clerk, at, &year)
        .await
        .unwrap();
    assert_eq!(due("行初1").await, "2027-10-08");
    let known = disputes::get(&site.office, &clerk, waits).await.unwrap();
    assert_eq!(known.clock.due_on.to_string(), "2027-10-08");
    assert_eq!(due("行初2").await, "2027-10-05", "what was answered stays");
}

async fn charged(site: &Site, clerk: &Actor, day: &str, paid: Option<&str>) -> CaseId {
    let (case, _) = registered(site, clerk, day).await;
    let charge = Charge {
        tariff: Tariff::Pages,
        quantity: 68,
    };
    let noticed = What::FeeNotified { received_on: None };
    does(site, clerk, case, day, noticed, Some(charge)).await;
    if let Some(paid) = paid {
        does(site, clerk, case, paid, What::FeePaid {}, None).await;
    }
    case
}

async fn notice(site: &Site, clerk: &Actor, year: i16, case: CaseId) -> FeeNoticeId {
    let ledger = cases::fee_ledger(&site.office, clerk, year).await.unwrap();
    ledger.rows.iter().find(|row| row.case == case).unwrap().id
}

async fn the_fee_ledger_follows_the_money_to_the_treasury(site: &Site) {
    let clerk = clerk(site).await;
    let signer = site.person("qianfa", &[Role::Signer]).await;
    let paid = charged(site, &clerk, "2025-03-03", Some("2025-03-10")).await;
    let unpaid = charged(site, &clerk, "2025-12-25", None).await;
    let sums = async |year| {
        let ledger = cases::fee_ledger(&site.office, &clerk, year).await.unwrap();
        let sums = [ledger.noticed, ledger.paid, ledger.deposited, ledger.held];
        (ledger.rows.len(), sums.map(|fen| fen.0 / 100))
    };
    assert_eq!(sums(2025).await, (2, [760, 380, 0, 380]));
    assert_eq!(
        sums(2026).await,
        (1, [0, 0, 0, 380]),
        "what was not deposited is not forgotten"
    );
    let (id, other) = (
        notice(site, &clerk, 2025, paid).await,
        notice(site, &clerk, 2025, unpaid).await,
    );
    let at = moment("2026-01-08T10:00");
    let deposit = async |actor: &Actor, id, seen: Option<&str>, on: &str, receipt: &str| {
        let seen = seen.map(|seen| seen.parse().unwrap());
        cases::deposit(&site.office, actor, at, id, seen, on.parse().unwrap(), receipt).await
    };
    let refused = deposit(&signer, id, None, "2026-01-07", "0001").await;
    assert!(matches!(refused, Err(OfficeError::Refused(_))));
    assert_eq!(
        fields(deposit(&clerk, other, None, "2026-01-07", "0001").await),
        [""]
    );
    assert_eq!(
        fields(deposit(&clerk, id, None, "2025-03-09", " ").await),
        ["on", "receipt_number"]
    );
    assert_eq!(
        fields(deposit(&clerk, id, None, "2026-01-09", "0001").await),
        ["on"]
    );
    deposit(&clerk, id, None, "2026-01-07", "0001").await.unwrap();
    assert_eq!(
        fields(deposit(&clerk, id, None, "2026-01-07", "0002").await),
        [""]
    );
    deposit(&clerk, id, Some("2026-01-07"), "2026-01-06", "0002")
        .await
        .unwrap();
    assert_eq!(sums(2025).await, (2, [760, 380, 0, 380]));
    assert_eq!(sums(2026).await, (1, [0, 0, 380, 0]));
    let total = cases::fees_of_year(&site.office, &clerk, 2025).await.unwrap();
    assert_eq!(total, Fen(38_000));
}

async fn draft(site: &Site, year: i16) -> reports::Draft {
    reports::draft(&site.office, site.organ, year)
        .await
        .unwrap()
        .unwrap()
}

fn names(findings: &[law::reports::Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.name).collect()
}

/// The judgment and the reply of last year come to light only now.
async fn known_only_later(site: &Site, clerk: &Actor, signer: &Actor, case: CaseId, suit: DisputeId) {
    let known = disputes::get(&site.office, clerk, suit).await.unwrap();
    let day = "2025-12-30".parse().unwrap();
    let late = moment("2026-02-02T10:00");
    disputes::end(
        &site.office,
        clerk,
        late,
        suit,
        known.version,
        Ending::Revoked,
        day,
    )
    .await
    .unwrap();
    let granted = Recording {
        on: "2025-03-20".parse().unwrap(),
        ..Recording::today(
            late,
            What::Replied {
                outcome: TableThreeRow::Granted,
            },
        )
    };
    let version = cases::get(&site.office, clerk, late, case).await.unwrap().version;
    cases::record(&site.office, signer, late, case, version, &granted)
        .await
        .unwrap();
}

async fn the_year_is_taken_over_and_late_corrections_are_shown(site: &Site) {
    let clerk = clerk(site).await;
    let signer = site.person("qianfa", &[Role::Signer]).await;
    let editor = site.person("bianji", &[Role::Editor]).await;
    let case = charged(site, &clerk, "2025-03-03", Some("2025-03-10")).await;
    let suit = opened(site, &clerk, Route::LitigationDirect, "行初1", "2025-05-06").await;
    let at = moment("2026-01-05T10:00");
    reports::start(&site.office, &editor, at, 2025).await.unwrap();
    let findings = async || {
        let draft = draft(site, 2025).await;
        reports::findings(&site.office, site.organ, &draft.reading)
            .await
            .unwrap()
    };
    assert!(names(&findings().await).contains(&"records"));
    let take = async |actor: &Actor, version| {
        reports::take_counted(&site.office, actor, at, 2025, version, true).await
    };
    assert!(matches!(take(&signer, 1).await, Err(OfficeError::Refused(_))));
    assert!(matches!(
        take(&editor, 7).await,
        Err(OfficeError::Stale { version: 1, .. })
    ));
    assert_eq!(take(&editor, 1).await.unwrap(), 2);
    assert_eq!(fields(take(&editor, 2).await), [""]);
    let report = draft(site, 2025).await.reading.report;
    let cell = |row| {
        report
            .tables
            .get(Cell::Three(row, ApplicantKind::NaturalPerson))
            .unwrap()
    };
    assert_eq!(
        (cell(TableThreeRow::New), cell(TableThreeRow::CarriedForward)),
        (Decimal::ONE, Decimal::ONE)
    );
    assert_eq!(
        number(&report.tables, Route::LitigationDirect, Verdict::Pending),
        Decimal::ONE
    );
    assert!(
        report.sections.get(6).contains("380元"),
        "{}",
        report.sections.get(6)
    );
    let found = names(&findings().await);
    assert!(
        !found.contains(&"records") && !found.contains(&"fees.stated"),
        "{found:?}"
    );
    let freeze = Freeze {
        version: 2,
        exception: "示例：文字待补".to_owned(),
        ..Freeze::default()
    };
    reports::freeze_and_publish(&site.office, &signer, at, 2025, &freeze)
        .await
        .unwrap();
    let since = async || {
        reports::since_frozen(&site.office, site.organ, 2025)
            .await
            .unwrap()
    };
    assert!(since().await.is_none());
    known_only_later(site, &clerk, &signer, case, suit).await;
    let since = since().await.unwrap();
    let pending = Cell::Four(Route::LitigationDirect, Verdict::Pending);
    let line = since.cells.iter().find(|line| line.cell == pending).unwrap();
    assert_eq!(
        (line.stated, line.then, line.now),
        (Some(Decimal::ONE), Decimal::ONE, Decimal::ZERO)
    );
    assert_eq!((since.edition, since.cells.len(), since.fees_fen), (1, 8, None));
    let frozen = reports::published(&site.office, site.organ, 2025)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        frozen.report.tables, report.tables,
        "the report itself does not move"
    );
}

async fn a_year_without_records_says_nothing_against_its_report(site: &Site) {
    let clerk = clerk(site).await;
    registered(site, &clerk, "2025-03-03").await;
    let at = moment("2026-01-05T10:00");
    assert!(
        reports::counted(&site.office, site.organ, 2024)
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        reports::counted(&site.office, site.organ, 2026)
            .await
            .unwrap()
            .is_some()
    );
    reports::start(&site.office, &clerk, at, 2024).await.unwrap();
    let draft = draft(site, 2024).await;
    let findings = reports::findings(&site.office, site.organ, &draft.reading)
        .await
        .unwrap();
    assert!(!names(&findings).contains(&"records"));
    let none = reports::take_counted(&site.office, &clerk, at, 2024, 1, true).await;
    assert_eq!(fields(none), [""]);
}

async fn two_years_in_a_row_are_carried_over(site: &Site) {
    let clerk = clerk(site).await;
    let signer = site.person("qianfa", &[Role::Signer]).await;
    let (case, _) = registered(site, &clerk, "2024-12-16").await;
    registered(site, &clerk, "2024-12-20").await;
    let granted = What::Replied {
        outcome: TableThreeRow::Granted,
    };
    does(site, &signer, case, "2025-01-06", granted, None).await;
    let at = moment("2026-01-05T10:00");
    for year in [2024, 2025] {
        reports::start(&site.office, &clerk, at, year).await.unwrap();
        reports::take_counted(&site.office, &clerk, at, year, 1, true)
            .await
            .unwrap();
    }
    let findings = async || {
        let draft = draft(site, 2025).await;
        names(
            &reports::findings(&site.office, site.organ, &draft.reading)
                .await
                .unwrap(),
        )
    };
    let found = findings().await;
    let tallies = [
        "t3.balance",
        "t3.outcomes",
        "t3.across",
        "t4.across",
        "year.carry",
        "records",
    ];
    assert!(tallies.iter().all(|name| !found.contains(name)), "{found:?}");
    // Last year's report says otherwise than its records: the chain breaks, and is named.
    let mut report = draft(site, 2024).await.reading.report;
    for kind in [ApplicantKind::NaturalPerson, ApplicantKind::Total] {
        report
            .tables
            .set(Cell::Three(TableThreeRow::CarriedForward, kind), 1);
        report.tables.set(Cell::Three(TableThreeRow::New, kind), 1);
    }
    reports::save_draft(&site.office, &clerk, at, 2, &report)
        .await
        .unwrap();
    assert!(findings().await.contains(&"year.carry"));
}
