//! read -> write -> read gives the same report, for each format that can be read.

use std::sync::LazyLock;

use law::reports::{Reading, Report};
use paper::Fonts;
use paper::reports::{Imprint, docx, html, json, pdf, read, xlsx};
use proptest::prelude::*;

use crate::reports::reports;

static FONTS: LazyLock<Fonts> =
    LazyLock::new(|| Fonts::scan(&[]).expect("make test installs fonts-noto-cjk"));

/// A second edition: what it says of itself must not be taken for the report's prose.
fn second_edition() -> Imprint {
    Imprint {
        edition: 2,
        published_on: Some(jiff::civil::date(2025, 3, 5)),
        correction: Some("第五节补充整改措施；表三有一格由 12 件更正为 13 件。".into()),
    }
}

/// What a file gives back must be the report that went in; where it is not, the difference is shown by cell.
fn assert_same(report: &Report, bytes: &[u8], name: &str) {
    let reading = read(bytes, name).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_same_reading(report, &reading, name);
}

fn assert_same_reading(report: &Report, reading: &Reading, name: &str) {
    let Reading {
        report: back, unread, ..
    } = reading;
    assert_eq!((&back.organ, back.year), (&report.organ, report.year), "{name}");
    for (number, _, prose) in report.sections.iter() {
        assert_eq!(back.sections.get(number), prose, "{name}, section {number}");
    }
    let differing: Vec<String> = law::reports::Cell::all()
        .filter(|cell| {
            back.tables.get(*cell) != report.tables.get(*cell)
                || back.tables.note(*cell) != report.tables.note(*cell)
        })
        .map(|cell| {
            let show =
                |report: &Report| format!("{:?} {:?}", report.tables.get(cell), report.tables.note(cell));
            format!("{cell}: {} -> {}", show(report), show(back))
        })
        .collect();
    assert!(differing.is_empty(), "{name}: {differing:#?}\n{unread:?}");
    assert_eq!(back, report, "{name}");
    // A blank cell is named as one; nothing else may stay unread.
    assert!(
        unread.iter().all(|unread| unread.text.trim().is_empty()),
        "{name}: {unread:?}"
    );
}

fn without_spaces(text: &str) -> String {
    text.chars()
        .filter(|one| *one == '\n' || !one.is_whitespace())
        .collect()
}

/// The demo's own report, as it came: plain text whose table was copied out of a word processor.
const REAL: &str = include_str!("../../../../examples/mengjin/annual-report-2024.txt");

#[test]
fn the_demos_real_report_comes_back_from_every_format() {
    let report = read(REAL.as_bytes(), "annual-report-2024.txt").unwrap().report;
    assert_eq!(report.organ, "孟津区先进制造业开发区管委会");
    assert!(law::reports::Cell::all().all(|cell| report.tables.get(cell) == Some(0.into())));
    let edition = second_edition();
    assert_same(&report, &json(&report, &edition).unwrap(), "report.json");
    assert_same(&report, html(&report, &edition).as_bytes(), "report.html");
    assert_same(&report, &docx(&report, &edition).unwrap(), "report.docx");
    assert_same(&report, &xlsx(&report, &edition).unwrap(), "report.xlsx");
    assert_same(&report, &pdf(&report, &edition, &FONTS).unwrap(), "report.pdf");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn json_is_read_back_as_it_was(report in reports()) {
        assert_same(&report, &json(&report, &second_edition()).unwrap(), "report.json");
    }

    #[test]
    fn html_is_read_back_as_it_was(report in reports()) {
        assert_same(&report, html(&report, &second_edition()).as_bytes(), "report.html");
    }

    #[test]
    fn docx_is_read_back_as_it_was(report in reports()) {
        assert_same(&report, &docx(&report, &second_edition()).unwrap(), "report.docx");
    }

    #[test]
    fn xlsx_is_read_back_as_it_was(report in reports()) {
        assert_same(&report, &xlsx(&report, &second_edition()).unwrap(), "report.xlsx");
    }
}

proptest! {
    // Setting pages and reading them back takes its time.
    #![proptest_config(ProptestConfig { cases: 8, max_shrink_iters: 20, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pdf_is_read_back_as_it_was(report in reports()) {
        let written = pdf(&report, &second_edition(), &FONTS).unwrap();
        let mut back = read(&written, "report.pdf").unwrap();
        prop_assert_eq!(without_spaces(&back.report.opening), without_spaces(&report.opening));
        back.report.opening.clone_from(&report.opening);
        // Where a line ends, a PDF no longer says whether a space stood there.
        for (number, _, prose) in report.sections.iter() {
            let printed = back.report.sections.get(number);
            prop_assert_eq!(without_spaces(printed), without_spaces(prose), "section {}", number);
            back.report.sections.set(number, prose);
        }
        assert_same_reading(&report, &back, "report.pdf");
    }
}
