//! `gongkai report check-all`: eighty reports with faults planted in them, and every fault is found where it was planted.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::Instant;

use law::codes::{ApplicantKind, TableThreeRow, Verdict};
use law::reports::{Cell, Report, Table2, Tables};
use paper::reports::Imprint;
use serde_json::Value;

use crate::command::run;

const COUNT: usize = 80;

/// Words that no two units share.
fn own(number: usize, length: usize) -> String {
    let mut state = u32::try_from(number)
        .unwrap()
        .wrapping_mul(2_654_435_761)
        .wrapping_add(97);
    let sign = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from_u32(0x4e00 + (state >> 16) % 5000).unwrap()
    };
    (0..length).map(sign).collect()
}

fn set(report: &mut Report, row: TableThreeRow, count: u32) {
    for kind in [ApplicantKind::NaturalPerson, ApplicantKind::Total] {
        report.tables.set(Cell::Three(row, kind), count);
    }
}

/// `清河县东山街道办事处`: eighty names.
fn name(number: usize) -> String {
    let pick = |signs: &str, at: usize| signs.chars().nth(at).unwrap();
    let (first, second) = (
        pick("东南西北中上下前后金", number % 10),
        pick("山河桥门湖城关塘", number / 10),
    );
    format!("清河县{first}{second}街道办事处")
}

/// How many applications the report says were received.
fn stated(report: &Report) -> u32 {
    let new = Cell::Three(TableThreeRow::New, ApplicantKind::Total);
    report.tables.get(new).unwrap().to_string().parse().unwrap()
}

fn received(number: usize) -> u32 {
    u32::try_from(number).unwrap() + 20
}

/// The report of a unit, in order.
fn sound(number: usize) -> Report {
    let mut report = Report {
        organ: name(number),
        year: 2024,
        tables: Tables::zeros(),
        ..Report::default()
    };
    let count = received(number);
    for row in [TableThreeRow::New, TableThreeRow::Granted, TableThreeRow::Total] {
        set(&mut report, row, count);
    }
    report.tables.set(Cell::Two(Table2::Licences), count * 10);
    let words = |salt: usize, length| own(number * 7 + salt, length);
    report.sections.set(
        1,
        format!(
            "（一）主动公开。{}。\n（二）依申请公开。2024年收到政府信息公开申请{count}件。\n（三）政府信息管理。{}。\n（四）平台建设。{}。\n（五）监督保障。{}。",
            words(1, 60),
            words(2, 60),
            words(3, 60),
            words(4, 60)
        ),
    );
    report.sections.set(
        5,
        format!(
            "栏目更新不够及时：{}。将逐项整改：{}。",
            words(5, 60),
            words(6, 60)
        ),
    );
    report
        .sections
        .set(6, "本单位2024年度未收取政府信息公开信息处理费。");
    report
}

type Fault = (&'static str, fn(&mut Report));

fn reword(report: &mut Report, section: usize, from: &str, to: &str) {
    let text = report.sections.get(section).replace(from, to);
    report.sections.set(section, text);
}

/// The check that must speak, and what is done to the report.
const FAULTS: [Fault; 19] = [
    ("t3.balance", |report| {
        set(report, TableThreeRow::BroughtForward, 1);
    }),
    ("t3.outcomes", |report| {
        set(report, TableThreeRow::PartlyGranted, 2);
    }),
    ("t3.across", |report| {
        let count = stated(report) + 1;
        for row in [TableThreeRow::New, TableThreeRow::Granted, TableThreeRow::Total] {
            report.tables.set(Cell::Three(row, ApplicantKind::Total), count);
        }
        reword(report, 1, &format!("{}件", count - 1), &format!("{count}件"));
    }),
    ("t4.across", |report| {
        let cell = Cell::Four(law::codes::Route::Reconsideration, Verdict::Total);
        report.tables.set(cell, 2);
    }),
    ("cells", |report| {
        report.tables.clear(Cell::Two(Table2::Penalties));
    }),
    ("t2.powers", |report| {
        report.tables.set(Cell::Two(Table2::RegulationsInForce), 1);
    }),
    ("t2.sense", |report| {
        report.tables.set(Cell::Two(Table2::NormativeMade), 2);
    }),
    ("text.numbers", |report| {
        reword(report, 1, "公开申请", "公开申请1");
    }),
    ("text.finished", |report| {
        set(report, TableThreeRow::BroughtForward, 1);
        set(report, TableThreeRow::CarriedForward, 1);
        reword(report, 1, "件。", "件，办结率100%。");
    }),
    ("text.year", |report| reword(report, 6, "2024", "2023")),
    ("text.organ", |report| {
        let text = format!(
            "2024年，清河县农业农村局认真落实条例。\n{}",
            report.sections.get(1)
        );
        report.sections.set(1, text);
    }),
    ("text.parts", |report| {
        reword(report, 1, "（四）平台建设", "（四）监督保障");
        reword(report, 1, "（五）监督保障", "续");
    }),
    ("text.length", |report| {
        let text = format!("{}{}", report.sections.get(1), own(999, 900));
        report.sections.set(1, text);
    }),
    ("text.government", |report| {
        "清河县人民政府".clone_into(&mut report.organ);
    }),
    ("text.improvement", |report| {
        report
            .sections
            .set(5, "存在一些问题和不足，今后将进一步加强改进。");
    }),
    ("text.empty", |report| report.sections.set(5, "无")),
    ("fees.stated", |report| report.sections.set(6, "加强了队伍建设。")),
    ("t3.unpaid", |report| {
        let granted = stated(report) - 1;
        set(report, TableThreeRow::Granted, granted);
        set(report, TableThreeRow::OtherwiseUnpaid, 1);
    }),
    ("published.late", |report| {
        report
            .sections
            .set(6, "本单位2024年度未收取信息处理费。\n清河县\n2025年2月20日");
    }),
];

/// Writes the report in one of the formats, by its number.
fn write(folder: &Path, number: usize, report: &Report) -> String {
    let imprint = Imprint::default();
    let (ending, bytes) = match number % 4 {
        0 => ("docx", paper::reports::docx(report, &imprint).unwrap()),
        1 => ("xlsx", paper::reports::xlsx(report, &imprint).unwrap()),
        2 => ("html", paper::reports::html(report, &imprint).into_bytes()),
        _ => ("json", paper::reports::json(report, &imprint).unwrap()),
    };
    let name = format!("{number:02}.{ending}");
    fs::write(folder.join(&name), bytes).unwrap();
    name
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// The names of the checks that spoke, by file.
fn found(inspection: &Value) -> BTreeMap<String, BTreeSet<String>> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let files = inspection["files"].as_array().unwrap();
    files
        .iter()
        .map(|file| {
            let names = file["findings"].as_array().unwrap().iter();
            (
                text(&file["file"]),
                names.map(|finding| text(&finding["name"])).collect(),
            )
        })
        .collect()
}

#[test]
fn every_fault_planted_in_eighty_reports_is_found_where_it_was_planted_and_nowhere_else() {
    let folder = tempfile::tempdir().unwrap();
    let mut planted: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for number in 0..COUNT {
        let mut report = sound(number);
        // Every fourth report is wrong; the nineteen faults fall on all formats.
        let fault = (number % 4 == number / 20 && number / 4 < 20)
            .then(|| FAULTS.get(number / 4))
            .flatten();
        if let Some((_, spoil)) = fault {
            spoil(&mut report);
        }
        let name = write(folder.path(), number, &report);
        planted.insert(name, fault.iter().map(|(name, _)| (*name).to_owned()).collect());
    }
    assert_eq!(
        planted.values().filter(|names| !names.is_empty()).count(),
        FAULTS.len()
    );
    let began = Instant::now();
    let ended = run(folder.path(), &["report", "check-all", ".", "--json"]);
    let took = began.elapsed();
    assert_eq!(ended.code, 1, "{}", ended.err);
    let inspection = parsed(&ended.out);
    let found = found(&inspection);
    println!("{:<10} {:<18} 检出", "文件", "埋设");
    for (file, names) in planted.iter().filter(|(_, names)| !names.is_empty()) {
        println!("{file:<10} {names:?} {:?}", found[file]);
    }
    println!("{COUNT} 份用时 {took:?}");
    assert_eq!(found, planted);
    assert!(ended.err.contains("[80/80]"), "{}", ended.err);
    assert_eq!(inspection["sums"]["members"], COUNT);
    assert_eq!(inspection["sums"]["missing"], parsed("[]"));
    let sum: u32 = (0..COUNT).map(received).sum();
    assert_eq!(inspection["sums"]["table2"]["licences"], sum * 10);
    assert_eq!(inspection["alike"], parsed("[]"));
}

#[test]
fn units_that_copied_from_each_other_files_that_can_not_be_read_and_a_unit_that_reported_twice_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut reports: Vec<Report> = (0..4).map(sound).collect();
    let copied = reports[0].sections.get(5).to_owned();
    reports[1].sections.set(5, copied);
    reports[3].organ = reports[2].organ.clone();
    let names: Vec<String> = (0..)
        .zip(&reports)
        .map(|(number, report)| write(folder.path(), number, report))
        .collect();
    fs::write(folder.path().join("letter.txt"), "尊敬的先生：您好。").unwrap();
    let ended = run(
        folder.path(),
        &["report", "check-all", ".", "--json", "--xlsx", "out.xlsx"],
    );
    assert_eq!(ended.code, 2, "{}", ended.err);
    let inspection = parsed(&ended.out);
    let alike = &inspection["alike"][0];
    assert_eq!(
        (alike["a"].as_str(), alike["b"].as_str()),
        (Some(&*names[0]), Some(&*names[1]))
    );
    assert_eq!(
        (&alike["section"], &alike["share"]),
        (&Value::from(5), &Value::from(1))
    );
    assert_eq!(inspection["sums"]["missing"], parsed(r#"["letter.txt"]"#));
    // The unit that reported twice is in the sums once.
    assert_eq!(inspection["sums"]["members"], 3);
    let sum: u32 = (0..3).map(received).sum();
    assert_eq!(inspection["sums"]["table2"]["licences"], sum * 10);
    let left = format!("{}（同一机关重复）", names[3]);
    assert_eq!(inspection["sums"]["left_out"][0], Value::from(left));
    let found = found(&inspection);
    for name in &names[..2] {
        assert!(found[name].contains("batch.alike"), "{found:?}");
    }
    for name in &names[2..] {
        assert!(found[name].contains("batch.twice"), "{found:?}");
    }
    let letter = inspection["files"]
        .as_array()
        .unwrap()
        .iter()
        .find(|file| file["file"] == "letter.txt")
        .unwrap();
    assert!(
        letter["unreadable"]
            .as_str()
            .unwrap()
            .contains("不是政府信息公开工作年度报告")
    );
    assert!(letter["organ"].is_null() && letter["year"].is_null());
    assert!(
        fs::read(folder.path().join("out.xlsx"))
            .unwrap()
            .starts_with(b"PK")
    );
}

#[test]
fn a_list_names_the_files_and_last_years_are_found_by_their_organ() {
    let folder = tempfile::tempdir().unwrap();
    let before = folder.path().join("2023");
    fs::create_dir(&before).unwrap();
    let mut last = sound(2);
    last.year = 2023;
    set(&mut last, TableThreeRow::CarriedForward, 5);
    set(&mut last, TableThreeRow::New, received(2) + 5);
    last.sections = law::reports::Sections::default();
    write(&before, 2, &last);
    let name = write(folder.path(), 2, &sound(2));
    fs::write(
        folder.path().join("list.txt"),
        format!("# 街道\n{name}\nmissing.docx\n"),
    )
    .unwrap();
    let ended = run(
        folder.path(),
        &["report", "check-all", "list.txt", "--previous", "2023", "--json"],
    );
    assert_eq!(ended.code, 2);
    let inspection = parsed(&ended.out);
    assert_eq!(inspection["sums"]["missing"], parsed(r#"["missing.docx"]"#));
    assert!(found(&inspection)[&name].contains("year.carry"), "{}", ended.out);
    let nothing = run(folder.path(), &["report", "check-all", "nowhere"]);
    assert_ne!(nothing.code, 0);
}

#[test]
fn an_organ_without_a_report_of_last_year_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let before = folder.path().join("2023");
    fs::create_dir(&before).unwrap();
    let mut last = sound(1);
    last.year = 2023;
    write(&before, 1, &last);
    let names = [1, 2].map(|number| write(folder.path(), number, &sound(number)));
    fs::write(folder.path().join("list.txt"), names.join("\n")).unwrap();
    let ended = run(
        folder.path(),
        &["report", "check-all", "list.txt", "--previous", "2023"],
    );
    let told = format!("1 份没有找到上年报告，没有作比较：{}。", names[1]);
    assert!(ended.out.contains(&told), "{}", ended.out);
    assert_eq!(ended.out.matches("  没有找到上年报告").count(), 1);
    let json = run(
        folder.path(),
        &["report", "check-all", "list.txt", "--previous", "2023", "--json"],
    );
    let lacks: Vec<bool> = parsed(&json.out)["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file["lacks_previous"].as_bool().unwrap())
        .collect();
    assert_eq!(lacks, [false, true]);
}

#[test]
fn what_is_printed_of_a_hostile_file_obeys_no_sign_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let name = write(folder.path(), 2, &sound(2));
    let text = fs::read_to_string(folder.path().join(&name)).unwrap();
    let text = text.replace(&sound(2).organ, &format!("\u{1b}[31m{}", sound(2).organ));
    let hostile = "\u{1b}[31m\u{1b}]0;x\u{7}\u{9b}2J";
    fs::write(folder.path().join("hostile.html"), format!("{hostile}{text}")).unwrap();
    fs::write(folder.path().join("\u{1b}]0;y\u{7}.txt"), "尊敬的先生：您好。").unwrap();
    for arguments in [
        &["report", "check-all", "."][..],
        &["report", "check-all", ".", "--json"],
        &["report", "check", "hostile.html"],
        &["report", "read", "hostile.html", "--json"],
    ] {
        let ended = run(folder.path(), arguments);
        let printed = [ended.out, ended.err].concat();
        let is_obeyed = |sign: &char| sign.is_control() && !matches!(sign, '\n' | '\t');
        assert!(
            !printed.chars().any(|sign| is_obeyed(&sign)),
            "{arguments:?} {printed:?}"
        );
        assert!(!printed.is_empty());
    }
}

#[test]
fn findings_come_before_a_workbook_that_can_not_be_written_and_likeness_is_not_without_end() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..8 {
        let mut report = sound(number);
        report.sections.set(5, sound(0).sections.get(5));
        write(folder.path(), number, &report);
    }
    let ended = run(
        folder.path(),
        &["report", "check-all", ".", "--xlsx", "nowhere/out.xlsx"],
    );
    assert_eq!(ended.code, 2);
    assert!(
        ended
            .err
            .contains("无法写入 nowhere/out.xlsx（没有这个文件或者文件夹）"),
        "{}",
        ended.err
    );
    // 28 pairs of eight reports: the ten most alike, and the counts last.
    assert!(
        ended.out.contains("28 对。") && ended.out.contains("其余 18 对"),
        "{}",
        ended.out
    );
    let pairs = ended.out.lines().filter(|line| line.ends_with("% 相同"));
    assert_eq!(pairs.count(), 10);
    let last = ended.out.lines().last().unwrap();
    assert!(
        last.starts_with("共 8 个文件：") && last.ends_with("28 对部分雷同。"),
        "{last}"
    );
    let nothing = run(folder.path(), &["report", "check-all", "nowhere"]);
    assert!(nothing.err.contains("没有这个文件或者文件夹"), "{}", nothing.err);
}

#[test]
fn a_report_of_another_year_or_the_same_file_is_no_last_years_report() {
    let folder = tempfile::tempdir().unwrap();
    let name = write(folder.path(), 3, &sound(3));
    let ended = run(folder.path(), &["report", "check", &name, "--previous", &name]);
    assert_eq!(ended.code, 1);
    assert!(ended.out.contains("同一份"), "{}", ended.out);
    let late = run(
        folder.path(),
        &["report", "check", &name, "--published", "2025-02-10", "--json"],
    );
    assert_eq!(late.code, 0, "{}", late.err);
    assert!(late.out.contains("published.late"));
}
