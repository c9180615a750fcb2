//! The PDF: the same bytes each time, everything on it, no table cut, and what it refuses.

use std::process::Command;
use std::sync::LazyLock;

use law::reports::Report;
use typst::layout::{Frame, FrameItem};

use super::pdf;
use crate::reports::printed_pages;
use crate::reports::samples::{AWKWARD, crowded, quiet, second_edition};
use crate::reports::{Imprint, samples};
use crate::{Fonts, PaperError};

static FONTS: LazyLock<Fonts> =
    LazyLock::new(|| Fonts::scan(&[]).expect("make test installs fonts-noto-cjk"));

/// The text of each page, without spaces and line breaks.
fn pages(report: &Report, imprint: &Imprint) -> Vec<String> {
    printed_pages(&pdf(report, imprint, &FONTS).unwrap())
}

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let first = pdf(&crowded(), &second_edition(), &FONTS).unwrap();
    assert!(first == pdf(&crowded(), &second_edition(), &FONTS).unwrap());
    assert!(first != pdf(&crowded(), &Imprint::default(), &FONTS).unwrap());
}

#[test]
fn it_is_an_archivable_tagged_pdf_with_embedded_faces() {
    let bytes = pdf(&quiet(), &second_edition(), &FONTS).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    for claim in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>B</pdfaid:conformance>",
        "/MarkInfo",
        "/Outlines",
    ] {
        assert!(text.contains(claim), "{claim}");
    }
    assert!(
        text.contains("青山区文化和旅游局2024年政府信息公开工作年度报告"),
        "the title is in the properties"
    );
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), &bytes).unwrap();
    // Where the checker is not installed there is nothing to ask.
    if let Ok(checked) = Command::new("qpdf").arg("--check").arg(file.path()).output() {
        assert!(
            checked.status.success(),
            "{}",
            String::from_utf8_lossy(&checked.stderr)
        );
    }
}

#[test]
fn prose_is_printed_literally_whatever_it_looks_like() {
    let text = pages(&crowded(), &Imprint::default()).concat();
    assert!(text.contains(&without_spaces(AWKWARD)), "{text}");
}

/// The quiet report with so many lines in its first section, so that table 三 begins further and further down.
fn of_lines(lines: usize) -> Report {
    let mut report = quiet();
    report.sections.set(1, vec!["认真落实条例。"; lines].join("\n"));
    report
}

/// The numbers of the pages on which table 三 begins and ends, and on how many its head stands.
fn table_three(pages: &[String]) -> (usize, usize, usize) {
    let at = |words: &str| pages.iter().position(|page| page.contains(words)).unwrap();
    let heads = pages
        .iter()
        .filter(|page| page.contains("法人或其他组织"))
        .count();
    (
        at("一、本年新收政府信息公开申请数量"),
        at("四、结转下年度继续办理"),
        heads,
    )
}

/// The bands of table 二, each with the last label below it.
const PARTS_OF_TWO: [(&str, &str); 4] = [
    ("第二十条第（一）项", "行政规范性文件"),
    ("第二十条第（五）项", "行政许可"),
    ("第二十条第（六）项", "行政强制"),
    ("第二十条第（八）项", "行政事业性收费"),
];

#[test]
fn table_two_breaks_between_its_parts_and_never_within_one() {
    let heading = "二、主动公开政府信息情况";
    let mut has_cut = false;
    for lines in (0..30).step_by(2) {
        let pages = pages(&of_lines(lines), &Imprint::default());
        let at = |words: &str| pages.iter().position(|page| page.contains(words)).unwrap();
        for (band, last) in PARTS_OF_TWO {
            let on_one_page = pages
                .iter()
                .any(|page| page.contains(band) && page.contains(last));
            assert!(on_one_page, "{lines} lines: {band} … {last}");
        }
        let [(first, _), .., (last, _)] = PARTS_OF_TWO;
        assert_eq!(
            at(heading),
            at(first),
            "{lines} lines: the heading stands with its table"
        );
        has_cut |= at(first) < at(last);
    }
    assert!(
        has_cut,
        "it goes over to the next page rather than leave half of one empty"
    );
}

#[test]
fn table_four_is_never_cut_and_the_long_one_has_its_head_on_each_page_it_stands_on() {
    for report in [quiet(), crowded(), of_lines(6), of_lines(14)] {
        let pages = pages(&report, &Imprint::default());
        let (first, last) = ("行政诉讼未经复议", "尚未审结总计");
        let page = pages.iter().find(|page| page.contains(first));
        assert!(page.is_none_or(|page| page.contains(last)), "{first} … {last}");
        let (first, last, heads) = table_three(&pages);
        assert_eq!(heads, last - first + 1);
    }
}

#[test]
fn the_long_table_is_cut_rather_than_leave_a_large_part_of_a_page_empty() {
    let printed = |lines| table_three(&pages(&of_lines(lines), &Imprint::default()));
    let placed: Vec<(usize, usize, usize)> = (0..30).step_by(2).map(printed).collect();
    assert!(placed.iter().any(|(first, last, _)| first < last), "{placed:?}");
    assert!(placed.iter().any(|(first, last, _)| first == last), "{placed:?}");
}

#[test]
fn remarks_and_decimals_are_printed_as_given() {
    let text = pages(&crowded(), &Imprint::default()).concat();
    for printed in ["（其中修订16件）", "59237.2449", "11398889", "（撤诉）"] {
        assert!(text.contains(printed), "{printed}");
    }
}

#[test]
fn a_later_edition_says_what_it_corrects_and_a_draft_says_nothing() {
    let corrected = pages(&quiet(), &second_edition()).concat();
    assert!(
        corrected.contains("版本说明：第2版，2025年3月5日发布。更正内容：表三"),
        "{corrected}"
    );
    assert!(!pages(&quiet(), &Imprint::default()).concat().contains("版本说明"));
}

#[test]
fn a_character_that_no_face_has_shows_as_its_code_point_and_never_as_a_box() {
    let mut report = quiet();
    report.sections.set(5, "整改\u{F8123}和\u{F8124}，\u{F8123}。");
    let printed = pages(&report, &Imprint::default()).concat();
    assert!(
        printed.contains("整改〔U+F8123〕和〔U+F8124〕，〔U+F8123〕。"),
        "{printed}"
    );
}

#[test]
fn a_machine_without_chinese_fonts_is_told_which_package_to_install() {
    let empty = tempfile::tempdir().unwrap();
    let error = Fonts::scan_only(&[empty.path().to_owned()]).unwrap_err();
    assert!(matches!(error, PaperError::NoChineseFont));
    assert!(error.to_string().contains("fonts-noto-cjk"), "{error}");
}

#[test]
fn an_empty_report_and_one_with_every_cell_blank_can_be_printed() {
    assert!(
        !pdf(&Report::default(), &Imprint::default(), &FONTS)
            .unwrap()
            .is_empty()
    );
    let mut remarks_everywhere = samples::quiet();
    for cell in law::reports::Cell::all() {
        remarks_everywhere
            .tables
            .set_note(cell, "其中上年结转三件，本年新收十二件，另有两件并案处理");
    }
    let pages = pages(&remarks_everywhere, &Imprint::default());
    let heads = pages
        .iter()
        .filter(|page| page.contains("法人或其他组织"))
        .count();
    assert!(heads > 1, "a table that must break repeats its head");
}

/// Where each run of text begins and ends across the sheet, in millimetres.
fn across(frame: &Frame, origin: f64, runs: &mut Vec<(f64, f64, String)>) {
    for (at, item) in frame.items() {
        let left = origin + at.x.to_mm();
        match item {
            FrameItem::Group(group) => across(&group.frame, left, runs),
            FrameItem::Text(text) => runs.push((left, left + text.width().to_mm(), text.text.to_string())),
            _ => {}
        }
    }
}

#[test]
fn an_address_without_a_place_to_break_stays_on_the_sheet() {
    for run in [
        format!("https://www.example.gov.cn/{}", "x".repeat(400)),
        "9".repeat(300),
        "W".repeat(300),
        "—".repeat(200),
    ] {
        let mut report = quiet();
        report.organ = format!("青山区{run}局");
        report.opening = format!("本报告见{run}。");
        report.closing = format!("网址：{run}");
        for section in [1, 3, 5, 6] {
            report.sections.set(section, format!("详见{run}，另见{run}。"));
        }
        let first = law::reports::Cell::all().next().unwrap();
        report.tables.set_note(first, run.clone());
        let imprint = Imprint {
            correction: Some(run.clone()),
            ..second_edition()
        };
        let document =
            crate::typeset::set(super::TEMPLATE, &super::values(&report, &imprint, &FONTS), &FONTS);
        let mut runs = Vec::new();
        for page in document.unwrap().pages() {
            across(&page.frame, 0.0, &mut runs);
        }
        for (left, right, text) in runs {
            assert!(
                left > 15.0 && right < 210.0 - 15.0,
                "{text} from {left} to {right}"
            );
        }
    }
}
