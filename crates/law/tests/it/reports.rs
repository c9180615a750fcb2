//! Every tally is caught by its name, whichever cell is wrong.

mod contradictions;
mod prose;

use law::codes::{ApplicantKind, Route, TableThreeRow, Verdict};
use law::reports::{Cell, Context, Level, Piece, Reading, Report, Slip, Table2, Tables, compare, diff};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::generated::{consistent, year_before};

fn context(previous: Option<&Report>) -> Context<'_> {
    Context {
        previous,
        may_make_regulations: true,
        ..Context::default()
    }
}

fn names(report: &Report, context: &Context<'_>) -> Vec<&'static str> {
    report
        .check(context)
        .into_iter()
        .map(|finding| finding.check.code())
        .collect()
}

/// The tallies that must speak when this cell alone is wrong.
fn expected(cell: Cell) -> Vec<&'static str> {
    match cell {
        Cell::Two(Table2::Licences | Table2::Penalties | Table2::CoerciveMeasures | Table2::FeesWanYuan) => {
            Vec::new()
        }
        Cell::Two(_) | Cell::TwoOf2019(_) => vec!["t2.stock"],
        Cell::Three(TableThreeRow::New | TableThreeRow::CarriedForward, _) => vec!["t3.balance", "t3.across"],
        Cell::Three(TableThreeRow::BroughtForward, _) => vec!["t3.balance", "t3.across", "year.carry"],
        Cell::Three(TableThreeRow::Total, _) => vec!["t3.balance", "t3.outcomes", "t3.across"],
        Cell::Three(_, _) => vec!["t3.outcomes", "t3.across"],
        Cell::Four(_, _) => vec!["t4.across"],
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_consistent_report_has_no_error(report in consistent()) {
        let before = year_before(&report);
        prop_assert_eq!(names(&report, &context(Some(&before))), Vec::<&str>::new());
    }

    /// Every cell in turn. Licences, penalties, coercive measures and fees stand in no sum: no tally can see them.
    #[test]
    fn changing_any_one_number_is_caught_by_name(report in consistent(), change in 1_i64..5000) {
        let before = year_before(&report);
        for cell in Cell::all() {
            let mut wrong = report.clone();
            wrong.tables.set(cell, report.tables.get(cell).unwrap() + Decimal::from(change));
            let findings = wrong.check(&context(Some(&before)));
            let found: Vec<&str> = findings.iter().map(|finding| finding.check.code()).collect();
            for name in expected(cell) {
                prop_assert!(found.contains(&name), "{} should raise {}, raised {:?}", cell, name, &found);
            }
            for finding in findings.iter().filter(|finding| finding.check.code().starts_with("t3") || finding.check.code().starts_with("t4")) {
                prop_assert!(finding.cells.contains(&cell), "{} is not about {}", finding.check.code(), cell);
                prop_assert_ne!(finding.left, finding.right);
            }
        }
    }

    #[test]
    fn a_report_comes_back_from_json(report in consistent(), blank in 0_usize..200, places in 0_u32..4) {
        let mut report = report;
        let cell = Cell::all().nth(blank).unwrap();
        report.tables.clear(cell);
        report.tables.set(Cell::Two(Table2::FeesWanYuan), Decimal::new(592_372_449, places + 1));
        report.tables.set_note(Cell::Two(Table2::NormativeMade), "其中修订16件");
        let reading = Reading { report, slips: vec![Slip { place: "第1行".into(), printed: "甲".into(), official: "乙".into() }], unread: Vec::new() };
        let json = serde_json::to_string(&reading).unwrap();
        prop_assert_eq!(serde_json::from_str::<Reading>(&json).unwrap(), reading);
    }

    #[test]
    fn a_diff_gives_both_texts_back(before in "[甲乙丙丁，。0-9a-z ]{0,60}", after in "[甲乙丙丁，。0-9a-z ]{0,60}") {
        let pieces = diff(&before, &after);
        let pick = |wanted: fn(&Piece) -> Option<&str>| pieces.iter().filter_map(wanted).collect::<String>();
        prop_assert_eq!(pick(|piece| match piece { Piece::Same(text) | Piece::Removed(text) => Some(text), Piece::Added(_) => None }), before);
        prop_assert_eq!(pick(|piece| match piece { Piece::Same(text) | Piece::Added(text) => Some(text), Piece::Removed(_) => None }), after);
    }
}

fn said_by(pieces: &[Piece], is_after: bool) -> String {
    let words = pieces.iter().map(|piece| match piece {
        Piece::Same(text) => text.as_str(),
        Piece::Removed(text) if !is_after => text.as_str(),
        Piece::Added(text) if is_after => text.as_str(),
        Piece::Removed(_) | Piece::Added(_) => "",
    });
    words.collect()
}

/// Signs without an order, as many as a text may have, in lines of this length.
fn jumble(seed: u32, count: usize, line: usize) -> String {
    let mut state = seed;
    let sign = |at: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        if at % line == line - 1 {
            '\n'
        } else {
            char::from_u32(0x4e00 + (state >> 16) % 20_000).unwrap_or('一')
        }
    };
    (0..count).map(sign).collect()
}

#[test]
fn texts_too_long_to_be_compared_word_by_word_are_compared_by_lines_or_stand_one_after_the_other() {
    let long = usize::MAX;
    let (before, after) = (jumble(1, 190_000, long), jumble(2, 190_000, long));
    assert_eq!(
        diff(&before, &after),
        [Piece::Removed(before.clone()), Piece::Added(after.clone())]
    );
    // Lines that are the same are found; nothing is lost of either text, however many differ.
    let same = jumble(3, 30_000, 50);
    let (before, after) = (format!("{same}{before}"), format!("{after}\n{same}{after}"));
    let pieces = diff(&before, &after);
    assert!(pieces.contains(&Piece::Same(same)));
    assert_eq!((said_by(&pieces, false), said_by(&pieces, true)), (before, after));
    let (before, after) = (jumble(4, 190_000, 2), jumble(5, 190_000, 2));
    let pieces = diff(&before, &after);
    assert_eq!((said_by(&pieces, false), said_by(&pieces, true)), (before, after));
}

/// The five parts of section one, without a number.
const FIVE: &str = "依申请公开渠道畅通，主动公开及时，严格政府信息审核，优化网站栏目，加强监督检查。";

/// A quiet organ's report: all zero, prose in order.
fn quiet() -> Report {
    let mut report = Report {
        organ: "某某局".into(),
        year: 2024,
        tables: Tables::zeros(),
        ..Report::default()
    };
    let general = format!("2024年主动公开政府信息8条，没有收到公开政府信息的申请。\n{FIVE}");
    report.sections.set(1, general);
    report
        .sections
        .set(5, "栏目更新不够及时，将加强检查，逐项整改落实。");
    report
        .sections
        .set(6, "本单位2024年度未收取政府信息公开信息处理费");
    report
}

#[test]
fn a_broken_tally_names_its_place_once_and_the_terms_that_count() {
    let mut report = quiet();
    for (row, kind, number) in [
        (TableThreeRow::New, ApplicantKind::NaturalPerson, 3),
        (TableThreeRow::Granted, ApplicantKind::NaturalPerson, 1),
        (TableThreeRow::PartlyGranted, ApplicantKind::NaturalPerson, 1),
        (TableThreeRow::Total, ApplicantKind::NaturalPerson, 3),
        (TableThreeRow::CarriedForward, ApplicantKind::Business, 2),
    ] {
        report.tables.set(Cell::Three(row, kind), Decimal::from(number));
    }
    report
        .tables
        .set(Cell::Four(Route::Reconsideration, Verdict::Total), Decimal::ONE);
    let told: Vec<String> = report
        .check(&context(None))
        .into_iter()
        .filter(|finding| finding.check.code().starts_with('t') && !finding.check.code().starts_with("text"))
        .map(|finding| finding.message)
        .collect();
    for message in [
        "表三“商业企业”列：新收加上年结转 0（各格均为 0），办理结果总计加结转下年度 2（结转下年度 2），应当相等，相差 2。",
        "表三“自然人”列：（七）总计 3，（一）至（六）各项之和 2（予以公开 1＋部分公开 1），应当相等，相差 1。",
        "表三“一、本年新收政府信息公开申请数量”行：总计 0，各列之和 3（自然人 3），应当相等，相差 3。",
        "表四“行政复议”：总计 1，四种结果之和 0（各格均为 0），应当相等，相差 1。",
    ] {
        assert!(told.iter().any(|one| one == message), "{message}\n{told:#?}");
    }
}

fn quiet_context() -> Context<'static> {
    Context::default()
}

#[test]
fn a_quiet_report_has_nothing_to_say_against_it() {
    assert_eq!(names(&quiet(), &quiet_context()), Vec::<&str>::new());
}

#[test]
fn an_organ_without_the_power_reports_no_regulations() {
    let mut report = quiet();
    report.tables.set(Cell::Two(Table2::RegulationsInForce), 2);
    assert_eq!(names(&report, &quiet_context()), ["t2.powers"]);
    assert_eq!(names(&report, &context(None)), Vec::<&str>::new());
}

#[test]
fn fewer_in_force_than_made_is_asked_about() {
    let mut report = quiet();
    report.tables.set(Cell::Two(Table2::NormativeMade), 3);
    report.tables.set(Cell::Two(Table2::NormativeInForce), 1);
    assert_eq!(names(&report, &quiet_context()), ["t2.sense"]);
}

#[test]
fn still_unclear_without_a_correction_notice_is_asked_about() {
    let mut report = quiet();
    for row in [
        TableThreeRow::New,
        TableThreeRow::UnavailableStillUnclear,
        TableThreeRow::Total,
    ] {
        report
            .tables
            .set(Cell::Three(row, ApplicantKind::NaturalPerson), 1);
        report.tables.set(Cell::Three(row, ApplicantKind::Total), 1);
    }
    report
        .sections
        .set(1, format!("已按期办理。主动公开政府信息若干条。\n{FIVE}"));
    let known = Context {
        correction_notices: Some(0),
        ..Context::default()
    };
    assert_eq!(names(&report, &known), ["t3.unclear"]);
    assert_eq!(names(&report, &quiet_context()), Vec::<&str>::new());
}

#[test]
fn the_older_single_row_stands_for_its_three() {
    let mut report = quiet();
    for kind in ApplicantKind::ALL {
        for row in [
            TableThreeRow::OtherwiseUncorrected,
            TableThreeRow::OtherwiseUnpaid,
            TableThreeRow::OtherwiseOther,
        ] {
            report.tables.clear(Cell::Three(row, *kind));
        }
        report
            .tables
            .set(Cell::Three(TableThreeRow::OtherwiseMerged, *kind), 0);
    }
    assert_eq!(names(&report, &quiet_context()), Vec::<&str>::new());
    report.tables.set(
        Cell::Three(TableThreeRow::OtherwiseMerged, ApplicantKind::Other),
        4,
    );
    assert_eq!(names(&report, &quiet_context()), ["t3.outcomes", "t3.across"]);
}

#[test]
fn blank_negative_and_broken_numbers_are_named() {
    let mut report = quiet();
    let (blank, negative, broken) = (
        Cell::Four(Route::LitigationDirect, Verdict::Pending),
        Cell::Two(Table2::Penalties),
        Cell::Two(Table2::Licences),
    );
    report.tables.clear(blank);
    report.tables.set(negative, -3);
    report.tables.set(broken, Decimal::new(15, 1));
    let findings = report.check(&quiet_context());
    let cells: Vec<Cell> = findings
        .iter()
        .filter(|finding| finding.check.code() == "cells")
        .flat_map(|finding| finding.cells.clone())
        .collect();
    assert!(
        [blank, negative, broken].iter().all(|cell| cells.contains(cell)),
        "{findings:?}"
    );
}

#[test]
fn a_remark_in_a_cell_is_kept_and_shown() {
    let mut report = quiet();
    report
        .tables
        .set_note(Cell::Two(Table2::NormativeMade), "其中修订16件");
    let findings = report.check(&quiet_context());
    assert_eq!(findings.len(), 1);
    assert!(
        findings
            .iter()
            .all(|finding| finding.check.code() == "cells.notes" && finding.level() == Level::Warning)
    );
}

#[test]
fn a_section_one_or_five_that_says_nothing_is_told_once() {
    for nothing in ["无", "无。", "略", "暂无", "没有。", "一、总体情况：无", ""] {
        let mut report = quiet();
        report.sections.set(1, nothing);
        assert_eq!(names(&report, &quiet_context()), ["text.empty"], "{nothing}");
    }
}

#[test]
fn a_section_one_of_a_sentence_is_told_which_of_the_five_parts_it_lacks() {
    let mut report = quiet();
    report.sections.set(1, "2024年，本局主动公开工作正常开展。");
    let findings = report.check(&quiet_context());
    let [finding] = &findings[..] else {
        panic!("{findings:#?}")
    };
    assert_eq!(finding.check.code(), "text.parts");
    for part in ["依申请公开", "政府信息管理", "平台建设", "监督保障"] {
        assert!(finding.message.contains(part), "{}", finding.message);
    }
    assert!(finding.message.starts_with("“一、总体情况”没有写依申请公开"));
}

#[test]
fn a_section_six_without_the_fee_is_one_fault_and_nothing_else_to_report_is_none_beside_it() {
    for (text, told) in [
        ("", &["text.empty"][..]),
        ("——", &["text.empty"]),
        ("无", &["fees.stated"]),
        ("暂无。", &["fees.stated"]),
        ("没有", &["fees.stated"]),
        ("略", &["fees.stated"]),
        ("无。本年度未收取政府信息公开信息处理费。", &[]),
    ] {
        let mut report = quiet();
        report.sections.set(6, text);
        assert_eq!(names(&report, &quiet_context()), told, "{text}");
    }
}

#[test]
fn section_five_must_say_something_and_section_six_must_state_the_fee() {
    for nothing in ["无", "暂无。", ""] {
        let mut report = quiet();
        report.sections.set(5, nothing);
        assert_eq!(names(&report, &quiet_context()), ["text.empty"], "{nothing}");
    }
    let mut report = quiet();
    report.sections.set(6, "无其他需要报告的事项。");
    assert_eq!(names(&report, &quiet_context()), ["fees.stated"]);
    let charged = Context {
        fees_charged_fen: Some(38_000),
        ..Context::default()
    };
    assert_eq!(names(&quiet(), &charged), ["fees.stated"]);
}

#[test]
fn a_comparison_lists_the_cells_and_sections_that_differ() {
    let before = quiet();
    let mut after = quiet();
    after.year = 2025;
    after.tables.set(Cell::Two(Table2::Licences), 5);
    after
        .sections
        .set(5, "栏目更新不够及时，将加强检查，逐项整改到位。");
    let comparison = compare(&before, &after);
    assert_eq!(comparison.cells.len(), 1);
    assert!(comparison.summary().contains("由 0 改为 5"));
    assert!(compare(&before, &before).is_same());
}
