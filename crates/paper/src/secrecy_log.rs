//! The log of secrecy reviews (保密审查登记) as a workbook: a line for each review of an edition, with its grounds (保密法实施条例第四十二条).

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use crate::PaperError;
use crate::ledger::failed;
use crate::reports::printable;
use crate::workbook::excel_day;

/// One review; its cells in the order of the headings.
pub type Line = [String; 8];

const HEADINGS: [(&str, f64); 8] = [
    ("审查时间", 18.0),
    ("索引号", 24.0),
    ("标题", 50.0),
    ("版本", 8.0),
    ("审查级别", 16.0),
    ("审查人", 24.0),
    ("结论", 12.0),
    ("审查意见和依据", 60.0),
];
/// Characters of a cell: Excel takes 32,767.
const LONGEST: usize = 32_000;

/// The lines as the bytes of an XLSX under a title.
///
/// # Errors
///
/// Where no workbook can be made of them.
pub fn xlsx(title: &str, lines: &[Line], made_on: Date) -> Result<Vec<u8>, PaperError> {
    workbook(title, lines, made_on).map_err(|error| failed(&error))
}

fn workbook(title: &str, lines: &[Line], made_on: Date) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let properties = DocProperties::new().set_title(printable(title));
    workbook.set_properties(&properties.set_creation_datetime(&excel_day(made_on)?));
    let sheet = workbook.add_worksheet().set_name("保密审查登记")?;
    let head = Format::new()
        .set_font_name("黑体")
        .set_border(FormatBorder::Thin)
        .set_background_color("DDE6F0");
    let body = Format::new()
        .set_font_name("宋体")
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Top)
        .set_text_wrap();
    let big = Format::new()
        .set_font_name("黑体")
        .set_font_size(16)
        .set_align(FormatAlign::Center);
    sheet.merge_range(0, 0, 0, 7, &printable(title), &big)?;
    for (column, (heading, width)) in (0..).zip(HEADINGS) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(1, column, heading, &head)?;
    }
    for (row, line) in (2..).zip(lines) {
        for (column, cell) in (0..).zip(line) {
            let text: String = printable(cell).chars().take(LONGEST).collect();
            sheet.write_string_with_format(row, column, text, &body)?;
        }
    }
    let last = u32::try_from(lines.len()).unwrap_or(u32::MAX).saturating_add(1);
    sheet.set_freeze_panes(2, 0)?.set_repeat_rows(1, 1)?;
    sheet.autofilter(1, 0, last, 7)?;
    workbook.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use calamine::{Reader, Xlsx, open_workbook_from_rs};

    use super::*;

    #[test]
    fn every_review_is_a_line_with_its_grounds() {
        let line = [
            "2026-11-28 15:02",
            "MJ01-2026-15-00012",
            "=1+1",
            "3",
            "二审二校",
            "张科长（线下签批）",
            "同意",
            "经逐项审查，不涉及国家秘密，可以公开。",
        ];
        let lines = [line.map(str::to_owned)];
        let bytes = xlsx("保密审查登记（2026年）", &lines, jiff::civil::date(2026, 11, 30)).unwrap();
        let mut book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(bytes.clone())).unwrap();
        let sheet = book.worksheet_range("保密审查登记").unwrap();
        let rows: Vec<Vec<String>> = sheet
            .rows()
            .map(|row| row.iter().map(ToString::to_string).collect())
            .collect();
        assert_eq!(rows[0][0], "保密审查登记（2026年）");
        assert_eq!(rows[1][7], "审查意见和依据");
        assert_eq!(rows[2], line, "a text stays a text");
        assert_eq!(
            bytes,
            xlsx("保密审查登记（2026年）", &lines, jiff::civil::date(2026, 11, 30)).unwrap()
        );
    }
}
