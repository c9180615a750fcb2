//! The workbook as a spreadsheet program reads it back.

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use law::codes::{ApplicantKind, TableThreeRow};
use law::reports::Cell;
use rust_decimal::Decimal;

use super::xlsx;
use crate::reports::Imprint;
use crate::reports::samples::{AWKWARD, cell, crowded, quiet, second_edition};

fn open(bytes: Vec<u8>) -> Xlsx<std::io::Cursor<Vec<u8>>> {
    open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap()
}

#[test]
fn numbers_are_numbers_and_blanks_are_blank() {
    let mut report = quiet();
    report
        .tables
        .set(cell("table2.fees_wan_yuan"), Decimal::new(592_372_449, 4));
    report
        .tables
        .clear(Cell::Three(TableThreeRow::New, ApplicantKind::Research));
    report.tables.set(
        Cell::Three(TableThreeRow::New, ApplicantKind::Business),
        11_398_889,
    );
    let mut book = open(xlsx(&report, &Imprint::default()).unwrap());
    assert_eq!(book.sheet_names(), ["表二", "表三", "表四", "正文"]);
    let two = book.worksheet_range("表二").unwrap();
    assert_eq!(two.get_value((15, 1)), Some(&Data::Float(59_237.244_9)));
    let three = book.worksheet_range("表三").unwrap();
    let row: Vec<Data> = (3..10)
        .map(|column| three.get_value((5, column)).unwrap().clone())
        .collect();
    assert_eq!(
        row[..3],
        [Data::Float(0.0), Data::Float(11_398_889.0), Data::Empty]
    );
}

#[test]
fn a_remark_is_listed_with_its_cell() {
    let mut book = open(xlsx(&crowded(), &second_edition()).unwrap());
    let remarks = book.worksheet_range("注记").unwrap();
    let rows: Vec<Vec<String>> = remarks
        .rows()
        .map(|row| row.iter().map(ToString::to_string).collect())
        .collect();
    assert!(
        rows.contains(&vec![
            "表二“行政规范性文件·本年制发件数”".into(),
            "其中修订16件".into()
        ]),
        "{rows:?}"
    );
}

#[test]
fn prose_is_text_even_where_it_looks_like_a_formula() {
    let mut report = crowded();
    report.sections.set(1, "=SUM(A1)\n@x\n+1");
    let mut book = open(xlsx(&report, &second_edition()).unwrap());
    let prose = book.worksheet_range("正文").unwrap();
    let lines: Vec<String> = prose.rows().map(|row| row[0].to_string()).collect();
    assert_eq!(lines[1..5], ["一、总体情况", "=SUM(A1)", "@x", "+1"]);
    assert!(lines.contains(&AWKWARD.to_owned()));
    assert!(lines.iter().any(|line| line.starts_with("版本说明：第2版")));
}

#[test]
fn digits_beyond_a_spreadsheets_precision_are_kept_as_text() {
    let mut report = quiet();
    let long: Decimal = "12345678901234567890.1234".parse().unwrap();
    report.tables.set(cell("table2.fees_wan_yuan"), long);
    let mut book = open(xlsx(&report, &Imprint::default()).unwrap());
    let two = book.worksheet_range("表二").unwrap();
    assert_eq!(two.get_value((15, 1)), Some(&Data::String(long.to_string())));
}

#[test]
fn a_paragraph_no_cell_can_hold_is_refused_by_name() {
    let mut report = quiet();
    report.sections.set(1, "长".repeat(40_000));
    let error = xlsx(&report, &Imprint::default()).unwrap_err();
    assert!(error.to_string().contains("32767"), "{error}");
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let bytes = || xlsx(&crowded(), &second_edition()).unwrap();
    assert!(bytes() == bytes());
}

#[test]
fn a_paragraph_taller_than_any_row_is_one_cell_over_several_rows() {
    let mut report = quiet();
    report
        .sections
        .set(1, format!("短。\n{}\n完。", "长".repeat(3_000)));
    let mut book = open(xlsx(&report, &Imprint::default()).unwrap());
    let prose = book.worksheet_range("正文").unwrap();
    let lines: Vec<String> = prose
        .rows()
        .map(|row| row[0].to_string())
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(
        lines[2..5],
        ["短。".to_owned(), "长".repeat(3_000), "完。".to_owned()]
    );
}
