//! What prose and tables say against each other, in the words of real reports; and what only looks like it.

use law::codes::{ApplicantKind, Route, TableThreeRow, Verdict};
use law::organs::may_make_regulations_by_name;
use law::reports::{Cell, Context, Level, Report, Table2};
use rust_decimal::Decimal;

use super::{FIVE, quiet};

/// A report of one that received and granted so many applications of natural persons.
fn received(count: u32, brought: u32) -> Report {
    let mut report = quiet();
    let mut set = |row, number: u32| {
        report
            .tables
            .set(Cell::Three(row, ApplicantKind::NaturalPerson), number);
        report.tables.set(Cell::Three(row, ApplicantKind::Total), number);
    };
    set(TableThreeRow::New, count);
    set(TableThreeRow::BroughtForward, brought);
    set(TableThreeRow::Granted, count + brought);
    set(TableThreeRow::Total, count + brought);
    report
}

fn upheld(mut report: Report, count: u32) -> Report {
    for verdict in [Verdict::Upheld, Verdict::Total] {
        report
            .tables
            .set(Cell::Four(Route::Reconsideration, verdict), count);
    }
    report
}

/// What is found, by name with both numbers, when section one says this.
fn found(mut report: Report, sentence: &str) -> Vec<(&'static str, String, String)> {
    report.sections.set(1, format!("{sentence}\n{FIVE}"));
    let side =
        |number: Option<Decimal>| number.map_or_else(String::new, |number| number.normalize().to_string());
    let findings = report.check(&Context::of_file(&report, None, None));
    findings
        .into_iter()
        .map(|finding| (finding.check.code(), side(finding.left), side(finding.right)))
        .collect()
}

fn pairs(report: Report, sentence: &str) -> Vec<String> {
    let found = found(report, sentence);
    assert!(
        found.iter().all(|(name, _, _)| *name == "text.numbers"),
        "{sentence}: {found:?}"
    );
    found
        .into_iter()
        .map(|(_, left, right)| format!("{left}/{right}"))
        .collect()
}

#[test]
fn numbers_are_read_as_people_write_them() {
    for (count, sentence, told) in [
        (1499, "2024年，全县共收到政府信息公开申请1,498件。", "1498/1499"),
        (
            26,
            "2024年全区接收通过邮寄、网络提交的各类政府信息公开申请共计27件。",
            "27/26",
        ),
        (26, "2024年，我街道累计收到依申请信息公开件27件。", "27/26"),
        (26, "全年共收到政府信息公开申请二十七件。", "27/26"),
        (26, "收到网上申请20件，另收到信函申请7件。", "27/26"),
        (26, "全区共收到申请500件，其中我局收到申请27件。", "27/26"),
        (26, "2024年收到政府信息公开申请26件，涉及自然人25件。", "25/26"),
        (26, "2024年收到申请26件，其中自然人26件、商业企业1件。", "1/0"),
        (
            26,
            "2024年收到申请26件，其中自然人26件、法人或其他组织2件。",
            "2/0",
        ),
    ] {
        assert_eq!(pairs(received(count, 0), sentence), [told], "{sentence}");
    }
}

#[test]
fn older_words_for_outcomes_are_understood() {
    let sentence = "2024年收到政府信息公开申请26件，已答复25件，属于同意公开的25件，不同意公开的1件。";
    let mut told = pairs(received(26, 0), sentence);
    told.sort();
    assert_eq!(told, ["1/0", "25/26", "25/26"]);
}

#[test]
fn results_of_reviews_and_suits_are_compared_by_their_way() {
    let sentence =
        "因政府信息公开被行政复议3件，其中结果维持2件，结果纠正1件。诉讼0件，其中未经复议直接起诉1件。";
    let mut told = pairs(upheld(received(26, 0), 3), sentence);
    told.sort();
    assert_eq!(told, ["1/0", "1/0", "2/3"]);
}

/// What the organ that reconsidered did to this one is this one's.
#[test]
fn a_correction_by_the_organ_that_reconsiders_is_ones_own() {
    let told = pairs(upheld(received(26, 0), 3), "被复议机关纠正2件。");
    assert_eq!(told, ["2/0"]);
}

#[test]
fn table_two_is_compared_as_well() {
    let report = || {
        let mut report = quiet();
        for (cell, number) in [
            (Table2::NormativeMade, 3),
            (Table2::NormativeRepealed, 1),
            (Table2::NormativeInForce, 12),
            (Table2::Licences, 9487),
            (Table2::Penalties, 2776),
            (Table2::CoerciveMeasures, 84),
            (Table2::FeesWanYuan, 7545),
        ] {
            report.tables.set(Cell::Two(cell), number);
        }
        report
    };
    for (sentence, told) in [
        ("全年制发行政规范性文件5件。", "5/3"),
        ("制定规范性文件3件，废止2件，现行有效12件。", "2/1"),
        ("截至年底，现行有效规范性文件13件。", "13/12"),
        ("作出行政许可决定9478件。", "9478/9487"),
        ("全年行政处罚2767件。", "2767/2776"),
        ("实施行政强制48件。", "48/84"),
        ("收取行政事业性收费7545元。", "0.7545/7545"),
        ("行政事业性收费0.85亿元。", "8500/7545"),
    ] {
        assert_eq!(pairs(report(), sentence), [told], "{sentence}");
    }
    for sentence in [
        "制发规范性文件3件，废止1件，现行有效12件。",
        "清理并集中发布现行有效行政规范性文件11件，动态更新本年度制发的规范性文件3件。",
        "公示行政许可2000件、行政处罚300件。",
        "行政许可事项20项，减免行政事业性收费300万元。",
        "行政事业性收费0.75亿元。",
        "以县政府名义印发规范性文件5件。",
    ] {
        assert_eq!(pairs(report(), sentence), Vec::<String>::new(), "{sentence}");
    }
}

#[test]
fn what_only_looks_like_a_contradiction_is_left_alone() {
    for sentence in [
        "2024年共受理政府信息公开申请121件（其中本年度新收申请数112件，上年结转申请数9件）。",
        "上年结转9件，本年新收112件，共受理申请121件。",
        "全区共收到申请500件，其中我局收到112件。",
        "全年收到更正信息的申请3件，收到许可申请2件，受理各类办事申请300件。",
        "2024年以来，处理公众热线36件，办结率达100%。受理依申请公开办件112件。",
        "涉及复议0件，诉讼0件，无被纠错和败诉。",
        "收到网上申请100件、信函申请12件。",
        "全年收到申请112件，其中收到网上申请100件。",
    ] {
        assert_eq!(found(received(112, 9), sentence), [], "{sentence}");
    }
    for sentence in [
        "对涉及政府信息公开的行政复议、行政诉讼2类案件，按月完成备案管理。",
        "未出现因依申请公开引发的行政复议和行政诉讼被撤销或败诉等情况。",
    ] {
        assert_eq!(found(upheld(received(26, 0), 3), sentence), [], "{sentence}");
    }
    let mut lost = quiet();
    for verdict in [Verdict::Corrected, Verdict::Total] {
        lost.tables.set(Cell::Four(Route::Reconsideration, verdict), 1);
    }
    assert_eq!(pairs(lost, "未出现行政复议被纠错的情况。"), ["0/1"]);
}

#[test]
fn a_power_that_was_only_guessed_from_a_name_is_never_an_error() {
    let with = |organ: &str| {
        let mut report = quiet();
        organ.clone_into(&mut report.organ);
        report.tables.set(Cell::Two(Table2::RegulationsInForce), 2);
        report
            .check(&Context::of_file(&report, None, None))
            .into_iter()
            .map(|finding| (finding.check.code(), finding.level()))
            .collect::<Vec<_>>()
    };
    assert_eq!(with("上海市人民政府办公厅"), []);
    assert_eq!(with("清河县水利局"), [("t2.powers", Level::Warning)]);
    assert!(!may_make_regulations_by_name("清河县人民政府办公室"));
}

#[test]
fn finished_means_that_nothing_is_carried_forward() {
    let mut report = received(26, 0);
    for kind in [ApplicantKind::NaturalPerson, ApplicantKind::Total] {
        report.tables.set(Cell::Three(TableThreeRow::Granted, kind), 24);
        report.tables.set(Cell::Three(TableThreeRow::Total, kind), 24);
        report
            .tables
            .set(Cell::Three(TableThreeRow::CarriedForward, kind), 2);
    }
    for sentence in [
        "收到申请26件，办结率100%。",
        "收到申请26件，均已办结。",
        "收到申请26件。答复率达到100%。",
    ] {
        let names: Vec<&str> = found(report.clone(), sentence)
            .into_iter()
            .map(|(name, _, _)| name)
            .collect();
        assert_eq!(names, ["text.finished"], "{sentence}");
    }
    for sentence in [
        "收到申请26件，按时办结率100%。",
        "收到申请26件，按期办结24件，结转下年度2件。",
        "收到申请26件。受理热线工单30件，办结率100%。",
        "收到申请26件，均已在法定期限内予以答复。",
    ] {
        assert_eq!(found(report.clone(), sentence), [], "{sentence}");
    }
}

#[test]
fn a_look_back_is_no_slip_of_the_year_and_a_superior_no_other_organ() {
    for sentence in [
        "2024年，我局公开信息8条。2023年收到的意见已经办复。",
        "2023年以来，我局坚持公开为常态。",
        "根据清河县人民政府办公室的部署，我局公开信息8条。",
        "2024年，清河县人民政府认真部署公开工作，我局公开信息8条。",
        "2024年，某某局认真落实条例，公开信息8条。",
    ] {
        assert_eq!(found(quiet(), sentence), [], "{sentence}");
    }
}

#[test]
fn disputes_that_are_set_aside_and_other_disputes_are_not_the_tables() {
    for sentence in [
        "我局因政府信息公开工作被申请行政复议0件以外的其他行政复议11件。",
        "除政府信息公开行政复议3件之外，其他行政复议11件。",
        "没有发生行政复议被撤销、行政诉讼败诉案件各1件以上的情形。",
    ] {
        assert_eq!(found(upheld(received(26, 0), 4), sentence), [], "{sentence}");
    }
    let told = pairs(upheld(received(26, 0), 4), "被申请行政复议11件。");
    assert_eq!(told, ["11/4"]);
}

#[test]
fn what_was_opened_on_request_is_some_number_of_the_table() {
    for sentence in [
        "2024年，我局依申请公开26件。",
        "2024年，我局依申请公开29件。",
        "主动公开信息120条，依申请公开信息5条。",
    ] {
        assert_eq!(found(received(26, 3), sentence), [], "{sentence}");
    }
    assert_eq!(pairs(received(26, 3), "2024年，我局依申请公开27件。"), ["27/26"]);
}

/// Disputes of which some were upheld and one was corrected.
fn disputed() -> Report {
    let mut report = received(26, 0);
    for (verdict, number) in [
        (Verdict::Upheld, 2_u32),
        (Verdict::Corrected, 1),
        (Verdict::Pending, 1),
        (Verdict::Total, 4),
    ] {
        report
            .tables
            .set(Cell::Four(Route::Reconsideration, verdict), number);
    }
    for verdict in [Verdict::Corrected, Verdict::Total] {
        report
            .tables
            .set(Cell::Four(Route::LitigationDirect, verdict), 1_u32);
    }
    report
}

#[test]
fn other_business_part_of_the_year_and_how_a_dispute_ended_are_no_counts_of_it() {
    for sentence in [
        "截至6月30日收到申请13件。",
        "镇（街）收到申请30件，局机关收到26件。",
        "受理行政许可申请130件，办结120件。",
        "因政府信息公开被申请行政复议4件，驳回复议申请2件。",
        "我局共收到各类行政复议30件，其中政府信息公开类4件。",
        "全年办理行政复议案件30件，行政诉讼12件，其中涉及政府信息公开的复议4件、诉讼1件。",
    ] {
        assert_eq!(pairs(disputed(), sentence), Vec::<String>::new(), "{sentence}");
    }
    assert_eq!(pairs(disputed(), "截至12月31日，收到申请27件。"), ["27/26"]);
}

#[test]
fn numbers_and_denials_are_seen_in_more_of_the_words_that_people_use() {
    for (sentence, told) in [
        ("2024年度我单位共收到1份依申请公开。", "1/26"),
        ("未收到依申请公开件。", "0/26"),
        ("未发生依申请公开事项。", "0/26"),
        ("全年零申请。", "0/26"),
        ("办理依申请公开事项27项。", "27/26"),
        ("收到申请26件，予以公开率96%。", "96/100"),
        ("收到申请26件，予以公开占80%。", "80/100"),
        ("收到申请26件，不公开3件。", "3/0"),
        ("收到申请26件，公开和部分公开共23件。", "23/26"),
        ("收到申请26件，其中公开21件、部分公开0件。", "21/26"),
        ("收到行政复议4件，均获维持。", "4/2"),
        ("行政复议4件，无被纠错情况。", "0/1"),
        ("行政诉讼1件，均胜诉。", "0/1"),
    ] {
        let mut report = disputed();
        for row in [TableThreeRow::RefusedStateSecret, TableThreeRow::PartlyGranted] {
            report.tables.set(Cell::Three(row, ApplicantKind::Total), 0_u32);
        }
        assert_eq!(pairs(report, sentence), [told], "{sentence}");
    }
}
