//! Annual reports: a draft that is typed or imported whole, editions that never change.

use law::reports::{Cell, Reading, Report, Tables, Unread};
use law::review::{Levels, Post, Standing, Verdict, Who, Why};
use law::staff::{Refusal, Role};
use office::audit::{self, AuditFilter};
use office::chains::{self, SetFor};
use office::documents::Opinion;
use office::reports::{self, Freeze};
use office::{Actor, OfficeError, changes, staff};
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
    where_a_chain_is_set_a_report_goes_out_by_it_alone
    a_level_is_taken_by_whoever_holds_its_post
}

async fn people(site: &Site) -> (Actor, Actor) {
    let clerk = site.person("clerk", &[Role::RequestClerk]).await;
    (clerk, site.person("signer", &[Role::Signer]).await)
}

/// A report of nothing: every number 0, and prose that says so.
fn nil(year: i16) -> Report {
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

async fn freeze(site: &Site, signer: &Actor, year: i16, freeze: &Freeze) -> Result<i64, OfficeError> {
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

fn agreed(words: &str) -> Opinion<'_> {
    Opinion {
        verdict: Verdict::Agreed,
        words,
    }
}

async fn version_of(site: &Site, year: i16) -> i64 {
    let system = Actor::system(site.organ, "测试");
    let draft = reports::draft(&site.office, &system, year).await.unwrap();
    draft.unwrap().version
}

async fn out(site: &Site, signer: &Actor) -> Result<i64, OfficeError> {
    let now = Freeze {
        version: version_of(site, 2023).await,
        exception: "示例".to_owned(),
        ..Freeze::default()
    };
    freeze(site, signer, 2023, &now).await
}

async fn refused_unreviewed(site: &Site, signer: &Actor, words: &str) {
    let Err(OfficeError::Blocked(why)) = out(site, signer).await else {
        panic!("went out without {words}")
    };
    assert!(why[0].message.contains(words), "{why:?}");
}

/// The chain of documents set for reports: the writer's own level, the secrecy review, the signer.
async fn chain_of_reports(site: &Site, signer: &Actor, levels: &Levels) {
    let at = moment("2024-01-09T09:00");
    chains::set(&site.office, signer, at, (SetFor::Reports, 0), levels)
        .await
        .unwrap();
}

async fn where_a_chain_is_set_a_report_goes_out_by_it_alone(site: &Site) {
    let editor = site.person("editor", &[Role::Editor]).await;
    let reviewer = site.person("reviewer", &[Role::Reviewer]).await;
    let signer = site.person("signer", &[Role::Signer]).await;
    let (office, at) = (&site.office, moment("2024-01-10T09:00"));
    reports::start(office, &editor, at, 2023).await.unwrap();
    reports::save_draft(office, &editor, at, 1, &nil(2023))
        .await
        .unwrap();
    // Without a chain nothing is handed over: the signer freezes it.
    let none = reports::submit(office, &editor, at, (2023, 2), "").await;
    assert!(matches!(none, Err(OfficeError::Invalid(_))), "{none:?}");
    assert!(reports::review(office, &editor, 2023).await.unwrap().is_none());
    chain_of_reports(site, &signer, &Levels::of_documents()).await;
    refused_unreviewed(site, &signer, "尚未送审").await;
    let submit = async || {
        let of = (2023, version_of(site, 2023).await);
        reports::submit(office, &editor, at, of, "").await
    };
    let judge = async |person: &Actor, opinion: Opinion<'_>| {
        let of = (2023, version_of(site, 2023).await);
        reports::give_verdict(office, person, at, of, opinion).await
    };
    submit().await.unwrap();
    assert!(matches!(submit().await, Err(OfficeError::Invalid(_))), "twice");
    refused_unreviewed(site, &signer, "二审二校").await;
    // Nobody takes the level of another, and the secrecy review says on what ground.
    for (person, words) in [(&signer, "同意"), (&editor, "同意"), (&reviewer, "")] {
        assert!(judge(person, agreed(words)).await.is_err(), "{person:?}");
    }
    let back = Opinion {
        verdict: Verdict::Returned,
        words: "表三合计有误",
    };
    assert!(matches!(judge(&reviewer, back).await.unwrap(), Standing::Back(_)));
    refused_unreviewed(site, &signer, "退回").await;
    submit().await.unwrap();
    judge(&reviewer, agreed("不涉密，可以公开")).await.unwrap();
    refused_unreviewed(site, &signer, "三审三校").await;
    assert_eq!(judge(&signer, agreed("")).await.unwrap(), Standing::Passed);
    // An edit after the last level, and a file read in after it, are judged anew.
    let mut changed = nil(2023);
    changed.sections.set(6, "本年度未收取信息处理费。");
    let version = version_of(site, 2023).await;
    reports::save_draft(office, &editor, at, version, &changed)
        .await
        .unwrap();
    refused_unreviewed(site, &signer, "送审后有改动").await;
    submit().await.unwrap();
    judge(&reviewer, agreed("不涉密，可以公开")).await.unwrap();
    judge(&signer, agreed("")).await.unwrap();
    let reading = Reading {
        report: nil(2023),
        ..Reading::default()
    };
    reports::import(office, &editor, at, &reading, "报告.docx", None)
        .await
        .unwrap();
    refused_unreviewed(site, &signer, "各级审核通过后才能公布").await;
    // The very text that every level agreed to before is agreed to still: verdicts name what was judged.
    reports::save_draft(office, &editor, at, version_of(site, 2023).await, &changed)
        .await
        .unwrap();
    assert_eq!(out(site, &signer).await.unwrap(), 1);
    // Taken away, it is as it was before there was one.
    chains::remove(office, &signer, at, SetFor::Reports, 1)
        .await
        .unwrap();
    assert!(chains::of_reports(office, &signer).await.unwrap().is_none());
    let gone = chains::remove(office, &signer, at, SetFor::Organ, 1).await;
    assert!(gone.is_err(), "the organ's own chain stays");
}

async fn a_level_is_taken_by_whoever_holds_its_post(site: &Site) {
    let editor = site.person("editor", &[Role::Editor]).await;
    let one = site.person("one", &[Role::Reviewer]).await;
    let other = site.person("other", &[Role::Reviewer]).await;
    let signer = site.person("signer", &[Role::Signer]).await;
    let keeper = site.person("keeper", &[Role::SecurityAdministrator]).await;
    let (office, at) = (&site.office, moment("2024-01-10T09:00"));
    let mut levels = Levels::of_documents();
    levels.0[1].who = Who::Post(Post {
        name: "保密审查员".to_owned(),
        ..Post::default()
    });
    let set = async || chains::set(office, &signer, at, (SetFor::Reports, 0), &levels).await;
    assert!(set().await.is_err(), "a post that nobody holds leaves nobody");
    let give = async |by: &Actor, to: &Actor, names: &[&str]| {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        staff::assign_posts(office, by, at, to.account.unwrap(), &names).await
    };
    assert!(
        give(&signer, &other, &["保密审查员"]).await.is_err(),
        "who gives roles"
    );
    assert!(
        give(&keeper, &keeper, &["保密审查员"]).await.is_err(),
        "not to oneself"
    );
    give(&keeper, &other, &["保密审查员", "办公室主任", " 保密审查员 "])
        .await
        .unwrap();
    let posts = staff::posts(office, &signer).await.unwrap();
    assert_eq!(posts.keys().collect::<Vec<_>>(), ["保密审查员", "办公室主任"]);
    set().await.unwrap();
    reports::start(office, &editor, at, 2023).await.unwrap();
    reports::submit(office, &editor, at, (2023, 1), "").await.unwrap();
    let mine = async |person: &Actor| {
        let review = reports::review(office, person, 2023).await.unwrap().unwrap();
        review.my_level
    };
    let not_theirs = mine(&one).await;
    assert!(
        matches!(not_theirs, Err(Why::Refused(Refusal::NotOfLevel(_)))),
        "{not_theirs:?}"
    );
    assert!(mine(&other).await.is_ok());
    // The post goes on, and with it the level.
    give(&keeper, &other, &[]).await.unwrap();
    give(&keeper, &one, &["保密审查员"]).await.unwrap();
    assert!(mine(&other).await.is_err());
    let of = (2023, version_of(site, 2023).await);
    reports::give_verdict(office, &one, at, of, agreed("不涉密，可以公开"))
        .await
        .unwrap();
}
