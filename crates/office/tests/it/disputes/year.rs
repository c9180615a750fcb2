//! The year taken over into its report, and compared with it after it was frozen; the fees with it. Every story on both engines.

use law::cases::What;
use law::codes::{ApplicantKind, Route, TableThreeRow, Verdict};
use law::disputes::{Ending, Ordered};
use law::fees::{Charge, Fen, Tariff};
use law::reports::Cell;
use law::staff::Role;
use office::cases::{self, Recording};
use office::disputes;
use office::reports::{self, Freeze};
use office::{Actor, CaseId, DisputeId, FeeNoticeId, OfficeError};
use rust_decimal::Decimal;

use super::{clerk, does, fields, number, opened, registered};
use crate::harness::{Site, apart, moment, stories};

stories! {
    the_fee_ledger_follows_the_money_to_the_treasury
    the_year_is_taken_over_and_late_corrections_are_shown
    a_year_without_records_says_nothing_against_its_report
    two_years_in_a_row_are_carried_over
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
    reports::draft(&site.office, &Actor::system(site.organ, "测试"), year)
        .await
        .unwrap()
        .unwrap()
}

fn names(findings: &[law::reports::Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.check.code()).collect()
}

/// The judgment and the reply of last year come to light only now.
async fn known_only_later(site: &Site, clerk: &Actor, signer: &Actor, case: CaseId, suit: DisputeId) {
    let late = moment("2026-02-02T10:00");
    // The reply first: what was never decided is not revoked.
    let granted = Recording {
        on: "2025-03-20".parse().unwrap(),
        note: "孟公开〔2025〕1号".to_owned(),
        ..apart(late, What::replied(TableThreeRow::Granted))
    };
    let version = cases::get(&site.office, clerk, late, case).await.unwrap().version;
    cases::record(&site.office, signer, late, case, version, &granted)
        .await
        .unwrap();
    let known = disputes::get(&site.office, clerk, suit).await.unwrap();
    let day = "2025-12-30".parse().unwrap();
    let ended = disputes::Ended {
        ending: Ending::Revoked,
        on: day,
        ordered: Some(Ordered::Nothing),
    };
    let held = (suit, known.version);
    disputes::end(&site.office, clerk, late, held, &ended)
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
        reports::findings(&site.office, &Actor::system(site.organ, "测试"), &draft.reading)
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
        reports::since_frozen(&site.office, &Actor::system(site.organ, "测试"), 2025)
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
        reports::counted(&site.office, &Actor::system(site.organ, "测试"), 2024)
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        reports::counted(&site.office, &Actor::system(site.organ, "测试"), 2026)
            .await
            .unwrap()
            .is_some()
    );
    reports::start(&site.office, &clerk, at, 2024).await.unwrap();
    let draft = draft(site, 2024).await;
    let findings = reports::findings(&site.office, &Actor::system(site.organ, "测试"), &draft.reading)
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
    let granted = What::replied(TableThreeRow::Granted);
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
            &reports::findings(&site.office, &Actor::system(site.organ, "测试"), &draft.reading)
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
