use std::io::{Cursor, Write};

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
