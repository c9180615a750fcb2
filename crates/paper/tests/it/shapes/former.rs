//! Reports in the format of 2019 (国办公开办函〔2019〕60号), and what they have in common with later ones.

use law::codes::{ApplicantKind, TableThreeRow};
use law::reports::{Cell, Check, Context, Format, Report, Table2Of2019, compare};
use paper::Fonts;
use paper::reports::{Imprint, docx, html, json, pdf, read, xlsx};
use rust_decimal::Decimal;
use serde_json::Value;

use super::right::file;

fn pingtan(year: i16) -> Report {
    let name = format!("pingtan-{year}.html");
    let reading = read(&file(&name), &name).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!((reading.unread, reading.slips), (vec![], vec![]), "{name}");
    reading.report
}

#[test]
fn every_cell_of_a_real_report_is_read() {
    for year in [2019, 2020] {
        let report = pingtan(year);
        assert_eq!(
            (report.organ.as_str(), report.year, report.format),
            ("平潭综合实验区", year, Format::Of2019)
        );
        let written: Value = serde_json::to_value(&report).expect("JSON");
        let right: Value = serde_json::from_slice(&file(&format!("pingtan-{year}.json"))).expect("figures");
        for (name, right) in right.as_object().expect("an object") {
            assert_eq!(&written[name], right, "{year} {name}");
        }
        for cell in Format::Of2019.cells() {
            assert!(report.tables.get(cell).is_some(), "{year} {cell}");
        }
        assert!(
            report
                .opening
                .starts_with("根据《中华人民共和国政府信息公开条例》")
        );
        assert_eq!(report.sections.get(2), "");
        assert_eq!(report.sections.get(3), "");
        assert_eq!(report.sections.get(6), "无其他需要报告的事项");
    }
}

/// What is found of the tables, with both sides.
fn of_tables(report: &Report, before: Option<&Report>) -> Vec<(Check, String, String)> {
    let findings = report.check(&Context::of_file(report, before, None));
    let side = |number: Option<Decimal>| number.map_or(String::new(), |number| number.to_string());
    let is_of_tables = |check: Check| !check.code().starts_with("text");
    findings
        .iter()
        .filter(|one| is_of_tables(one.check))
        .map(|one| (one.check, side(one.left), side(one.right)))
        .collect()
}

#[test]
fn rows_that_add_to_more_than_their_total_are_told_and_nothing_else_is() {
    let (before, now) = (pingtan(2019), pingtan(2020));
    assert_eq!(of_tables(&before, None), []);
    let told = |check, left: &str, right: &str| (check, left.to_owned(), right.to_owned());
    assert_eq!(
        of_tables(&now, Some(&before)),
        [
            told(Check::ThreeOutcomes, "20", "26"),
            told(Check::ThreeOutcomes, "21", "27"),
            // 规章 that became public although none was published in the year.
            told(Check::TwoStock, "7", "0"),
        ]
    );
}

#[test]
fn it_is_written_and_read_back_in_every_format() {
    let fonts = Fonts::scan(&[]).expect("make test installs fonts-noto-cjk");
    let imprint = Imprint::default();
    let report = pingtan(2020);
    for (name, bytes) in [
        ("a.json", json(&report, &imprint).expect("JSON")),
        ("a.html", html(&report, &imprint).into_bytes()),
        ("a.docx", docx(&report, &imprint).expect("DOCX")),
        ("a.xlsx", xlsx(&report, &imprint).expect("XLSX")),
        ("a.pdf", pdf(&report, &imprint, &fonts).expect("PDF")),
    ] {
        let back = read(&bytes, name).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(back.report.format, Format::Of2019, "{name}");
        for cell in Format::Of2019.cells() {
            let here = (back.report.tables.get(cell), back.report.tables.note(cell));
            assert_eq!(
                here,
                (report.tables.get(cell), report.tables.note(cell)),
                "{name} {cell}"
            );
        }
        assert_eq!(back.unread, [], "{name}");
    }
}

#[test]
fn a_cell_that_holds_no_number_is_told_and_the_rest_of_its_row_is_kept() {
    let page = String::from_utf8(file("pingtan-2020.html")).expect("a page");
    let (before, after) = page.split_once("行政许可").expect("the row");
    for (from, to, cell, told) in [
        ("396", "约396", Table2Of2019::LicencesBefore, true),
        ("442", "增442", Table2Of2019::LicencesChange, false),
        ("442", "+442", Table2Of2019::LicencesChange, false),
        ("278", "二百余", Table2Of2019::LicencesDecided, true),
    ] {
        let page = format!("{before}行政许可{}", after.replacen(from, to, 1));
        let reading = read(page.as_bytes(), "a.html").expect("a report");
        let right = pingtan(2020);
        let cell = Cell::TwoOf2019(cell);
        let unread: Vec<Cell> = reading.unread.iter().flat_map(|one| one.cells.clone()).collect();
        assert_eq!(unread, if told { vec![cell] } else { vec![] }, "{to}");
        for other in Format::Of2019.cells() {
            let here = right.tables.get(other).filter(|_| !told || other != cell);
            assert_eq!(reading.report.tables.get(other), here, "{to} {other}");
        }
    }
}

#[test]
fn it_is_read_from_text_with_tabs_bars_and_spaces_as_from_a_page() {
    let report = pingtan(2020);
    let page = html(&report, &Imprint::default());
    for mark in ["\t", " | "] {
        let text = as_text(&page, mark);
        let reading =
            read(text.as_bytes(), "a.txt").unwrap_or_else(|error| panic!("{mark:?}: {error}\n{text}"));
        for cell in Format::Of2019.cells() {
            let (read, right) = (reading.report.tables.get(cell), report.tables.get(cell));
            assert_eq!(read, right, "{mark:?} {cell}");
        }
    }
}

/// A page of 2020, and the same as text with these marks between its cells.
fn as_text(page: &str, mark: &str) -> String {
    let bare = regex::Regex::new(r"(?s)<style>.*?</style>|<title>.*?</title>|<[^>]+>").expect("a pattern");
    let text = page
        .replace("</tr>", "\n")
        .replace("</td>", mark)
        .replace("</th>", mark)
        .replace("</p>", "\n")
        .replace("</h1>", "\n")
        .replace("</h2>", "\n");
    bare.replace_all(&text, "").into_owned()
}

/// The page with two heads exchanged, all that stand before this row.
fn exchanged(page: &str, [one, other]: [&str; 2]) -> String {
    page.replace(one, "\u{1}")
        .replace(other, one)
        .replace('\u{1}', other)
}

#[test]
fn its_table_two_goes_by_its_heads() {
    use Table2Of2019 as Old;
    let report = pingtan(2020);
    let page = html(&report, &Imprint::default());
    let pairs = [
        (
            ["本年新公开数量", "对外公开总数量"],
            vec![
                [Old::RegulationsPublished, Old::RegulationsPublic],
                [Old::NormativePublished, Old::NormativePublic],
            ],
        ),
        (
            ["上一年项目数量", "本年增/减"],
            vec![
                [Old::LicencesBefore, Old::LicencesChange],
                [Old::ServicesBefore, Old::ServicesChange],
                [Old::PenaltiesBefore, Old::PenaltiesChange],
                [Old::CoerciveBefore, Old::CoerciveChange],
                [Old::FeesBefore, Old::FeesChange],
            ],
        ),
    ];
    for (heads, cells) in pairs {
        let page = exchanged(&page, heads);
        for (name, text) in [
            ("a.html", page.clone()),
            ("tabs.txt", as_text(&page, "\t")),
            ("bars.txt", as_text(&page, " | ")),
            ("lines.txt", as_text(&page, "\n")),
        ] {
            let reading = read(text.as_bytes(), name).unwrap_or_else(|error| panic!("{name}: {error}"));
            for pair in &cells {
                let [one, other] = pair.map(Cell::TwoOf2019);
                let read = [one, other].map(|cell| reading.report.tables.get(cell));
                let written = [other, one].map(|cell| report.tables.get(cell));
                assert_eq!(read, written, "{name} {one}");
            }
        }
    }
}

#[test]
fn a_head_of_its_table_two_that_is_doubled_is_told() {
    let page = html(&pingtan(2020), &Imprint::default()).replace("本年新公开数量", "对外公开总数量");
    let reading = read(page.as_bytes(), "a.html").expect("a report");
    let told: Vec<Cell> = reading.unread.iter().flat_map(|one| one.cells.clone()).collect();
    for cell in [
        Table2Of2019::NormativeMade,
        Table2Of2019::NormativePublished,
        Table2Of2019::NormativePublic,
    ] {
        assert!(told.contains(&Cell::TwoOf2019(cell)), "{told:?}");
    }
}

/// The head that stands right over the fees with other words in it, in another order or not.
#[test]
fn the_head_over_its_fees_is_gone_by_in_other_words_or_told() {
    use Table2Of2019 as Old;
    let report = pingtan(2020);
    let page = html(&report, &Imprint::default());
    let (before, after) = page.rsplit_once("上一年项目数量").expect("the head");
    let [usual, other] = [Old::FeesBefore, Old::FeesChange].map(Cell::TwoOf2019);
    let right = [usual, other].map(|cell| report.tables.get(cell));
    for (first, second, is_exchanged, is_known) in [
        ("上年度项目数量", "较上年增减", false, true),
        ("较上年增减", "上年度项目数量", true, true),
        ("变化情况", "上一年项目数量", true, true),
        ("说明", "上一年项目数量", true, false),
        ("本年增/减", "说明", true, false),
    ] {
        let page = format!("{before}{first}{}", after.replacen("本年增/减", second, 1));
        for (name, text) in [("a.html", page.clone()), ("tabs.txt", as_text(&page, "\t"))] {
            let reading = read(text.as_bytes(), name).unwrap_or_else(|error| panic!("{name}: {error}"));
            let read = [usual, other].map(|cell| reading.report.tables.get(cell));
            let told = reading.unread.iter().any(|unread| unread.cells.contains(&usual));
            let [one, two] = right;
            let right = if is_exchanged { [two, one] } else { right };
            assert_eq!(
                read,
                if is_known { right } else { [None, None] },
                "{name} {first}"
            );
            assert_eq!(told, !is_known, "{name} {first} {:?}", reading.unread);
        }
    }
}

#[test]
fn it_is_compared_with_a_later_year_by_what_both_formats_count() {
    let before = pingtan(2020);
    let later = read(&file("pingtan-2021.html"), "a.html")
        .expect("a report")
        .report;
    let comparison = compare(&before, &later);
    let named = |words: &str| comparison.unlike.iter().any(|one| one.what.contains(words));
    for words in [
        "对外公开总数量",
        "采购总金额",
        "其他对外管理服务事项",
        "现行有效件数",
        "收费金额",
        "上一年项目数量",
    ] {
        assert!(named(words), "{words}");
    }
    assert!(
        !comparison
            .cells
            .iter()
            .any(|one| matches!(one.cell, Cell::TwoOf2019(_)))
    );
    let merged = Cell::Three(TableThreeRow::OtherwiseMerged, ApplicantKind::Total);
    let other = comparison.cells.iter().find(|one| one.cell == merged);
    assert!(other.is_none_or(|one| one.before == Some(4.into()) && one.after.is_some()));
}
