use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use rust_xlsxwriter::{Format, Workbook};

use super::*;

/// A workbook with one day and one number that was given the look of a day, in either date system.
fn workbook(serial: f64, attribute: &str) -> Vec<u8> {
    let look = Format::new().set_num_format("yyyy-mm-dd");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "公布日期").unwrap();
    sheet.write_with_format(0, 1, serial, &look).unwrap();
    sheet.write_with_format(1, 1, 17, &look).unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut changed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().to_string();
        changed
            .start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        let text = std::io::read_to_string(file).unwrap();
        let text = text.replace("<workbookPr ", &format!("<workbookPr {attribute} "));
        changed.write_all(text.as_bytes()).unwrap();
    }
    changed.finish().unwrap().into_inner()
}

#[test]
fn a_day_is_read_as_it_is_shown_in_either_date_system() {
    for (serial, attribute) in [
        (45_667.0, "date1904=\"0\""),
        (44_205.0, "date1904=\"1\""),
        (44_205.0, "date1904=\"true\""),
    ] {
        let read = format!("{:?}", blocks(&workbook(serial, attribute)).unwrap());
        assert!(
            read.contains("2025年1月10日") && read.contains("\"17\""),
            "{attribute}: {read}"
        );
    }
}

/// A workbook with another table of texts, and what else is to be put in the place of parts.
fn with_parts(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook(45_667.0, ""))).unwrap();
    let mut changed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().to_string();
        changed.start_file(name.clone(), options).unwrap();
        match parts.iter().find(|(part, _)| name.ends_with(part)) {
            Some((_, text)) => changed.write_all(text.as_bytes()).unwrap(),
            None => std::io::copy(&mut file, &mut changed).map(|_| ()).unwrap(),
        }
    }
    changed.finish().unwrap().into_inner()
}

#[test]
fn texts_without_end_or_a_claim_of_them_are_refused_at_once() {
    let table = |head: &str, text: &str| format!("<sst xmlns=\"x\" {head}>{text}</sst>");
    for (name, strings) in [
        ("three million", table("", &"<si><t>a</t></si>".repeat(3_000_000))),
        ("empty ones", table("", &"<x:si/>".repeat(300_000))),
        (
            "one of many pieces",
            table("", &format!("<si>{}</si>", "<r><t>a</t></r>".repeat(2_000_000))),
        ),
        // Its reader would make room for them, and the whole program end.
        (
            "a claim",
            table("count=\"1\" uniqueCount=\"99999999999\"", "<si><t>a</t></si>"),
        ),
    ] {
        let (file, start) = (with_parts(&[("sharedStrings.xml", &strings)]), Instant::now());
        assert_eq!(blocks(&file).unwrap_err(), Unreadable::TooMuch, "{name}");
        assert!(
            start.elapsed() < Duration::from_secs(2),
            "{name}: {:?}",
            start.elapsed()
        );
    }
    let few = table("uniqueCount=\"1\"", "<si><t>公布日期</t></si>");
    assert!(
        format!(
            "{:?}",
            blocks(&with_parts(&[("sharedStrings.xml", &few)])).unwrap()
        )
        .contains("公布日期")
    );
}

#[test]
fn a_sheet_of_remarks_with_a_cell_in_its_last_corner_takes_no_room_for_those_between() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name(REMARKS).unwrap();
    sheet.write(0, 0, "无").unwrap();
    sheet.write(1_048_575, 16_383, "角").unwrap();
    read_remarks(&workbook.save_to_buffer().unwrap(), &mut Tables::zeros());
}
