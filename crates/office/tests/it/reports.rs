//! Annual reports: a draft that is typed or imported whole, editions that never change.

use law::reports::{Cell, Reading, Report, Tables, Unread};
use law::staff::{Refusal, Role};
use office::audit::{self, AuditFilter};
use office::reports::{self, Freeze};
use office::{Actor, OfficeError, changes};
use rust_decimal::Decimal;
use sea_orm::ConnectionTrait;

use crate::harness::{Site, later, moment, stories};

stories! {
    a_report_is_begun_typed_frozen_and_corrected
    an_error_stops_it_unless_a_named_reason_is_stored
    a_contradiction_of_text_and_table_is_mended_or_explained_first
    an_imported_file_is_taken_whole_or_not_at_all
    nobody_freezes_what_they_wrote
    a_tampered_edition_is_not_shown
    a_stale_draft_is_told
}

async fn people(site: &Site) -> (Actor, Actor) {
    let clerk = site.person("clerk", &[Role::RequestClerk]).await;
    (clerk, site.person("signer", &[Role::Signer]).await)
}

/// A report of nothing: every number 0, and prose that says so.
pub(super) fn nil(year: i16) -> Report {
    let mut report = Report {
        organ: crate::harness::profile().name,
        year,
        tables: Tables::zeros(),
        ..Report::default()
    };
    for section in [1, 5, 6] {
        report.sections.set(section, "无需要报告的事项。");
    }
    report
}

pub(super) async fn freeze(
    site: &Site,
    signer: &Actor,
    year: i16,
    freeze: &Freeze,
) -> Result<i64, OfficeError> {
    reports::freeze_and_publish(&site.office, signer, moment("2024-01-20T09:00"), year, freeze).await
}

async fn a_report_is_begun_typed_frozen_and_corrected(site: &Site) {
    let (clerk, signer) = people(site).await;
    let at = moment("2024-01-10T09:00");
    let id = reports::start(&site.office, &clerk, at, 2023).await.unwrap();
    assert_eq!(reports::start(&site.office, &clerk, at, 2023).await.unwrap(), id);
    let version = reports::save_draft(&site.office, &clerk, at, 1, &nil(2023))
        .await
        .unwrap();
    assert!(
        reports::published(&site.office, site.organ, 2023)
            .await
            .unwrap()
            .is_none()
    );
    let before = changes::position(&site.office).await.unwrap();
    let first = Freeze {
        version,
        exception: "示例".to_owned(),
        ..Freeze::default()
    };
    assert_eq!(freeze(site, &signer, 2023, &first).await.unwrap(), 1);
    assert_eq!(changes::position(&site.office).await.unwrap(), before + 1);
    let draft = reports::draft(&site.office, &Actor::system(site.organ, "测试"), 2023)
        .await
        .unwrap()
        .unwrap();
    assert!(!draft.has_changes);
    // The same again is no correction; a change without a word about it neither.
    let again = Freeze {
        version: draft.version,
        correction: "更正".to_owned(),
        ..first.clone()
    };
    assert!(matches!(
        freeze(site, &signer, 2023, &again).await,
        Err(OfficeError::Invalid(_))
    ));
    let mut changed = nil(2023);
    changed.sections.set(6, "本年度未收取信息处理费。");
    let version = reports::save_draft(&site.office, &clerk, later(at, 5), draft.version, &changed)
        .await
        .unwrap();
    let silent = Freeze {
        version,
        ..first.clone()
    };
    let Err(OfficeError::Invalid(fields)) = freeze(site, &signer, 2023, &silent).await else {
        panic!()
    };
    assert_eq!(fields[0].field, "correction");
    let public = async || {
        reports::published(&site.office, site.organ, 2023)
            .await
            .unwrap()
            .unwrap()
    };
    assert_eq!(public().await.report, nil(2023));
    let second = Freeze {
        version,
        correction: "更正第六部分".to_owned(),
        ..first
    };
    assert_eq!(freeze(site, &signer, 2023, &second).await.unwrap(), 2);
    assert_eq!(
        (public().await.edition, public().await.correction.as_deref()),
        (2, Some("更正第六部分"))
    );
    let old = reports::published_edition(&site.office, site.organ, 2023, 1)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(old.report, nil(2023));
    assert_eq!(
        reports::editions(&site.office, &Actor::system(site.organ, "测试"), 2023)
            .await
            .unwrap()
            .len(),
        2
    );
    assert_eq!(
        reports::published_all(&site.office, site.organ)
            .await
            .unwrap()
            .len(),
        1
    );
}

async fn an_error_stops_it_unless_a_named_reason_is_stored(site: &Site) {
    let (clerk, signer) = people(site).await;
    let at = moment("2024-01-10T09:00");
    reports::start(&site.office, &clerk, at, 2023).await.unwrap();
    let mut broken = nil(2023);
    let total = Cell::from_name("table3.total.natural_person").unwrap();
    broken.tables.set(total, Decimal::ONE);
    let version = reports::save_draft(&site.office, &clerk, at, 1, &broken)
        .await
        .unwrap();
    let plain = Freeze {
        version,
        ..Freeze::default()
    };
    let Err(OfficeError::Invalid(fields)) = freeze(site, &signer, 2023, &plain).await else {
        panic!()
    };
    assert_eq!(fields[0].field, "exception");
    let named = Freeze {
        exception: "上级系统数据如此，已核实".to_owned(),
        ..plain
    };
    freeze(site, &signer, 2023, &named).await.unwrap();
    let editions = reports::editions(&site.office, &Actor::system(site.organ, "测试"), 2023)
        .await
        .unwrap();
    assert_eq!(editions[0].exception.as_deref(), Some("上级系统数据如此，已核实"));
}

/// The report's text says 12 applications, its table none; the version of the draft, and the contradiction as told.
async fn contradicting(site: &Site, clerk: &Actor) -> (i64, String) {
    let at = moment("2024-01-10T09:00");
    reports::start(&site.office, clerk, at, 2023).await.unwrap();
    let mut report = nil(2023);
    report.sections.set(1, "2023年共收到政府信息公开申请12件。");
    report.sections.set(6, "2023年未收取政府信息公开信息处理费。");
    let version = reports::save_draft(&site.office, clerk, at, 1, &report)
        .await
        .unwrap();
    let draft = reports::draft(&site.office, clerk, 2023).await.unwrap().unwrap();
    let findings = reports::findings(&site.office, clerk, &draft.reading)
        .await
        .unwrap();
    let told = law::reports::contradictions(&findings).next().unwrap();
    (version, told.message.clone())
}

async fn a_contradiction_of_text_and_table_is_mended_or_explained_first(site: &Site) {
    let (clerk, signer) = people(site).await;
    let at = moment("2024-01-10T09:00");
    let (version, told) = contradicting(site, &clerk).await;
    // An exception for what else is wrong with it answers no contradiction.
    let words = |version| Freeze {
        version,
        exception: "其余情况已核实。".to_owned(),
        ..Freeze::default()
    };
    let Err(OfficeError::Invalid(fields)) = freeze(site, &signer, 2023, &words(version)).await else {
        panic!()
    };
    let fields: Vec<&str> = fields.iter().map(|why| why.field).collect();
    assert_eq!(fields, ["reasons"]);
    let explain = |version, reason: &'static str| {
        let said = vec![(told.clone(), reason.to_owned())];
        let clerk = clerk.clone();
        async move { reports::explain(&site.office, &clerk, at, 2023, version, &said).await }
    };
    assert!(
        matches!(explain(version, "……").await, Err(OfficeError::Invalid(_))),
        "a reason has words"
    );
    let version = explain(version, "正文含代区政府办理的 12 件。").await.unwrap();
    assert_eq!(
        explain(version, "正文含代区政府办理的 12 件。").await.unwrap(),
        version,
        "said once"
    );
    freeze(site, &signer, 2023, &words(version)).await.unwrap();
    let editions = reports::editions(&site.office, &clerk, 2023).await.unwrap();
    let kept = &editions[0].explained[0];
    assert_eq!(
        (kept.finding.as_str(), kept.by.as_str()),
        (told.as_str(), clerk.name.as_str())
    );
    let auditor = site.person("shenji", &[Role::Auditor]).await;
    let log = audit::search(&site.office, &auditor, &AuditFilter::default(), 50)
        .await
        .unwrap();
    let published = log
        .entries
        .iter()
        .find(|entry| entry.act == "reports.publish")
        .unwrap();
    assert!(
        published.detail.contains("正文含代区政府办理的 12 件。"),
        "{}",
        published.detail
    );
}

async fn an_imported_file_is_taken_whole_or_not_at_all(site: &Site) {
    let (clerk, _) = people(site).await;
    let at = moment("2024-01-10T09:00");
    let mut report = nil(2023);
    let cell = Cell::from_name("table3.new.natural_person").unwrap();
    let unread = Unread {
        place: "表三 第2行".to_owned(),
        text: "12O".to_owned(),
        why: "不是数字".to_owned(),
        cells: vec![cell],
    };
    report.tables.clear(cell);
    let reading = Reading {
        report,
        unread: vec![unread],
        ..Reading::default()
    };
    let mut foreign = reading.clone();
    foreign.report.organ = "另一个市的另一个局".into();
    let refused = reports::import(&site.office, &clerk, at, &foreign, "a.txt", None)
        .await
        .unwrap_err();
    assert!(refused.to_string().contains("另一个市的另一个局"), "{refused}");
    let mut early = reading.clone();
    early.report.year = 2099;
    assert!(
        reports::import(&site.office, &clerk, at, &early, "a.txt", None)
            .await
            .is_err()
    );
    assert!(
        reports::years(&site.office, &Actor::system(site.organ, "测试"))
            .await
            .unwrap()
            .is_empty()
    );
    reports::import(&site.office, &clerk, at, &reading, "2023.txt", None)
        .await
        .unwrap();
    let draft = async || {
        reports::draft(&site.office, &Actor::system(site.organ, "测试"), 2023)
            .await
            .unwrap()
            .unwrap()
    };
    assert_eq!(draft().await.reading, reading);
    assert_eq!(draft().await.source_name.as_deref(), Some("2023.txt"));
    // Who looked at the file before the draft stood there does not replace it unseen.
    let unseen = reports::import(&site.office, &clerk, at, &reading, "b.txt", Some(0)).await;
    assert!(matches!(unseen, Err(OfficeError::Stale { version: 1, .. })));
    // What was not read stays in sight until its cell is filled.
    let mut typed = reading.report.clone();
    typed.sections.set(1, "改了一段文字。");
    reports::save_draft(&site.office, &clerk, at, 1, &typed)
        .await
        .unwrap();
    assert_eq!(draft().await.reading.unread.len(), 1);
    typed.tables.set(cell, Decimal::from(12));
    reports::save_draft(&site.office, &clerk, at, 2, &typed)
        .await
        .unwrap();
    assert!(draft().await.reading.unread.is_empty());
    let findings = reports::findings(
        &site.office,
        &Actor::system(site.organ, "测试"),
        &draft().await.reading,
    )
    .await
    .unwrap();
    assert!(!findings.is_empty());
}

async fn nobody_freezes_what_they_wrote(site: &Site) {
    let both = site.person("both", &[Role::RequestClerk, Role::Signer]).await;
    let clerk = site.person("clerk", &[Role::RequestClerk]).await;
    let at = moment("2024-01-10T09:00");
    reports::start(&site.office, &clerk, at, 2023).await.unwrap();
    reports::save_draft(&site.office, &both, at, 1, &nil(2023))
        .await
        .unwrap();
    let version = reports::save_draft(&site.office, &clerk, at, 2, &nil(2023))
        .await
        .unwrap();
    let words = Freeze {
        version,
        exception: "示例".to_owned(),
        ..Freeze::default()
    };
    let refused = freeze(site, &both, 2023, &words).await;
    assert!(
        matches!(refused, Err(OfficeError::Refused(Refusal::OwnWork))),
        "{refused:?}"
    );
    let signer = site.person("signer", &[Role::Signer]).await;
    freeze(site, &signer, 2023, &words).await.unwrap();
}

async fn a_tampered_edition_is_not_shown(site: &Site) {
    let (clerk, signer) = people(site).await;
    let at = moment("2024-01-10T09:00");
    reports::start(&site.office, &clerk, at, 2023).await.unwrap();
    let words = Freeze {
        version: 1,
        exception: "示例".to_owned(),
        ..Freeze::default()
    };
    freeze(site, &signer, 2023, &words).await.unwrap();
    let sql = "UPDATE report_edition SET content = REPLACE(content, '0', '1')";
    site.database().await.execute_unprepared(sql).await.unwrap();
    let shown = reports::published(&site.office, site.organ, 2023).await;
    assert!(matches!(shown, Err(OfficeError::Damaged(_))), "{shown:?}");
}

async fn a_stale_draft_is_told(site: &Site) {
    let (clerk, signer) = people(site).await;
    let at = moment("2024-01-10T09:00");
    reports::start(&site.office, &clerk, at, 2023).await.unwrap();
    reports::save_draft(&site.office, &clerk, at, 1, &nil(2023))
        .await
        .unwrap();
    let stale = reports::save_draft(&site.office, &clerk, at, 1, &nil(2023)).await;
    assert!(matches!(stale, Err(OfficeError::Stale { version: 2, .. })));
    let words = Freeze {
        version: 1,
        exception: "示例".to_owned(),
        ..Freeze::default()
    };
    let stale = freeze(site, &signer, 2023, &words).await;
    assert!(matches!(stale, Err(OfficeError::Stale { version: 2, .. })));
}
