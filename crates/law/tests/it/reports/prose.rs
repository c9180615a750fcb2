//! The checks of prose on real sentences.

use law::codes::{ApplicantKind, Route, TableThreeRow, Verdict};
use law::reports::{Cell, Context, Report};

use super::{quiet, quiet_context};

#[test]
fn prose_that_repeats_last_year_is_shown_with_its_share() {
    let text = "我们将依据政务公开工作评价指标，对政务公开工作进行全面评估，并针对发现的问题实施精准督导和整改，充分发挥公开平台作用，提升政务公开的信息化、集中化、便民化水平。";
    let mut report = quiet();
    report.sections.set(5, text);
    let before = Report {
        year: 2023,
        ..report.clone()
    };
    let findings = report.check(&Context {
        previous: Some(&before),
        ..Context::default()
    });
    assert_eq!(
        findings
            .iter()
            .map(|finding| finding.check.code())
            .collect::<Vec<_>>(),
        ["text.repeated"]
    );
    assert!(findings.iter().all(|finding| finding.message.contains("100%")));
}

/// A report with numbers, to say things about.
fn busy() -> Report {
    let mut report = quiet();
    let mut set = |row, number: i64| {
        report
            .tables
            .set(Cell::Three(row, ApplicantKind::NaturalPerson), number);
        report.tables.set(Cell::Three(row, ApplicantKind::Total), number);
    };
    set(TableThreeRow::New, 859);
    set(TableThreeRow::BroughtForward, 18);
    set(TableThreeRow::Granted, 272);
    set(TableThreeRow::PartlyGranted, 3);
    set(TableThreeRow::RefusedStateSecret, 35);
    set(TableThreeRow::UnavailableNotHeld, 265);
    set(TableThreeRow::UnavailableNeedsMaking, 72);
    set(TableThreeRow::NotProcessedPetition, 158);
    set(TableThreeRow::Total, 805);
    set(TableThreeRow::CarriedForward, 72);
    report
        .tables
        .set(Cell::Four(Route::Reconsideration, Verdict::Upheld), 170);
    report
        .tables
        .set(Cell::Four(Route::Reconsideration, Verdict::Total), 170);
    report.sections.set(1, "");
    report
}

fn said(sentence: &str) -> Vec<String> {
    let mut report = busy();
    report.sections.set(1, sentence);
    let findings = report.check(&quiet_context());
    findings
        .into_iter()
        .filter(|finding| finding.check.code() == "text.numbers")
        .map(|finding| finding.message)
        .collect()
}

#[test]
fn numbers_in_prose_that_contradict_the_tables_are_quoted() {
    let wrong = [
        ("全年共收到政府信息公开申请860件。", "859"),
        ("其中予以公开或部分公开258件（33.9%）。", "275"),
        ("无法提供265件。", "337"),
        ("因政府信息公开引发行政复议134件。", "170"),
        ("结转下年度继续办理 70 件。", "72"),
        ("不予处理150件。", "158"),
        ("全年收到依申请公开政府信息860件。", "859"),
        ("新增政府信息公开申请860件。", "859"),
        ("全局共收到申请860件。", "859"),
        ("各级行政机关共收到申请860件。", "859"),
        ("没有收到公开政府信息的申请。", "859"),
        ("全年未发生行政复议、行政诉讼。", "170"),
    ];
    for (sentence, table) in wrong {
        let found = said(sentence);
        assert!(
            !found.is_empty() && found.iter().any(|message| message.contains(table)),
            "{sentence}: {found:?}"
        );
    }
    assert!(
        said("其中予以公开或部分公开275件（33.9%）。")
            .iter()
            .any(|message| message.contains("34.2"))
    );
    assert!(
        said("区政府办代表区政府受理政府信息公开申请17件。")
            .iter()
            .any(|message| message.contains("口径"))
    );
}

#[test]
fn numbers_that_agree_or_count_other_things_are_left_alone() {
    let right = [
        "全年共收到政府信息公开申请859件，上年结转18件。",
        "予以公开272件，部分公开3件，不予公开35件，无法提供337件，不予处理158件。",
        "予以公开或部分公开275件（34.2%）。",
        "2023年收到申请700件。",
        "申请量较上年收到申请的700件有所增加。",
        "2024年主动公开政府信息 8 条，在微信公众号发布信息 9 条。",
        "公开政府常务会议7期，解读信息发布7条。",
        "引发行政复议170件。",
        "收到人大代表建议12件、政协提案8件，全部办结20件。",
        "受理12345热线工单1234件，办结1200件。",
        "行政复议委员会办理行政复议案件88件。",
        "其中，市公安局收到申请45件，各县（市、区）收到申请1500件。",
        "予以公开信息120条，在门户网站公开。",
        "每百件申请引发行政复议3件。",
        "发布行政复议3起典型案例。",
        "没有收到申请人补正的材料。",
        "没有收到要求更正信息的申请。",
    ];
    for sentence in right {
        assert_eq!(said(sentence), Vec::<String>::new(), "{sentence}");
    }
}
