//! The audit log as a workbook: a line for each entry, one sheet, to be read and filtered. What proves the chain is the JSON.

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use crate::PaperError;
use crate::ledger::failed;
use crate::reports::printable;
use crate::workbook::excel_day;

/// One entry; its cells in the order of the headings.
#[derive(Clone, Debug)]
pub struct Line {
    pub seq: i64,
    pub cells: [String; 7],
}

const HEADINGS: [(&str, f64); 8] = [
    ("序号", 8.0),
    ("时间", 20.0),
    ("记录", 60.0),
    ("对象", 30.0),
    ("其他内容", 50.0),
    ("来自", 18.0),
    ("操作代码", 24.0),
    ("校验值（SM3）", 70.0),
];
/// Characters of a cell: Excel takes 32,767.
const LONGEST: usize = 32_000;

/// The lines as the bytes of an XLSX under a title; `note` says what they are.
pub fn xlsx(title: &str, note: &str, lines: &[Line], made_on: Date) -> Result<Vec<u8>, PaperError> {
    workbook(title, note, lines, made_on).map_err(|error| failed(&error))
}

fn workbook(title: &str, note: &str, lines: &[Line], made_on: Date) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let properties = DocProperties::new().set_title(printable(title));
    workbook.set_properties(&properties.set_creation_datetime(&excel_day(made_on)?));
    let sheet = workbook.add_worksheet().set_name("审计日志")?;
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
    let plain = Format::new().set_font_name("宋体").set_text_wrap();
    sheet.merge_range(0, 0, 0, 7, &printable(title), &big)?;
    sheet.merge_range(1, 0, 1, 7, &printable(note), &plain)?;
    for (column, (heading, width)) in (0..).zip(HEADINGS) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(2, column, heading, &head)?;
    }
    for (row, line) in (3..).zip(lines) {
        sheet.write_string_with_format(row, 0, line.seq.to_string(), &body)?;
        for (column, cell) in (1..).zip(&line.cells) {
            let text: String = printable(cell).chars().take(LONGEST).collect();
            sheet.write_string_with_format(row, column, text, &body)?;
        }
    }
    let last = u32::try_from(lines.len()).unwrap_or(u32::MAX).saturating_add(2);
    sheet.set_freeze_panes(3, 0)?.set_repeat_rows(2, 2)?;
    sheet.autofilter(2, 0, last, 7)?;
    workbook.save_to_buffer()
}
