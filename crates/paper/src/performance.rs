//! How a year's cases were answered (办理情况) as a workbook: a table under its heading, one sheet.

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use crate::PaperError;
use crate::ledger::failed;
use crate::reports::printable;
use crate::workbook::excel_day;

/// A table of figures.
#[derive(Clone, Debug)]
pub struct Table {
    pub heading: String,
    pub rows: Vec<Row>,
}

/// One group with its figures; share and median as they are shown.
#[derive(Clone, Debug)]
pub struct Row {
    pub name: String,
    pub answered: usize,
    pub in_time: usize,
    pub share: String,
    pub median: String,
}

const HEADINGS: [&str; 5] = ["", "已答复（件）", "按期（件）", "按期率", "办理工作日（中位数）"];
const WIDTHS: [f64; 5] = [42.0, 14.0, 12.0, 10.0, 20.0];

/// The tables as the bytes of an XLSX under a title, each below the other; `note` says how it was counted.
pub fn xlsx(title: &str, note: &str, tables: &[Table], made_on: Date) -> Result<Vec<u8>, PaperError> {
    workbook(title, note, tables, made_on).map_err(|error| failed(&error))
}

fn workbook(title: &str, note: &str, tables: &[Table], made_on: Date) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let properties = DocProperties::new().set_title(printable(title));
    workbook.set_properties(&properties.set_creation_datetime(&excel_day(made_on)?));
    let sheet = workbook.add_worksheet().set_name("办理情况")?;
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    let head = Format::new()
        .set_font_name("黑体")
        .set_border(FormatBorder::Thin)
        .set_text_wrap();
    let body = Format::new().set_font_name("宋体").set_border(FormatBorder::Thin);
    let number = body.clone().set_align(FormatAlign::Right);
    let big = Format::new()
        .set_font_name("黑体")
        .set_font_size(16)
        .set_align(FormatAlign::Center);
    sheet.merge_range(0, 0, 0, 4, &printable(title), &big)?;
    let plain = Format::new().set_font_name("宋体").set_text_wrap();
    sheet.merge_range(1, 0, 1, 4, &printable(note), &plain)?;
    sheet.set_row_height(1, 32)?;
    let mut line = 3;
    for table in tables {
        for (column, heading) in (0..).zip(HEADINGS) {
            let heading = if heading.is_empty() {
                table.heading.as_str()
            } else {
                heading
            };
            sheet.write_string_with_format(line, column, printable(heading), &head)?;
        }
        line += 1;
        for row in &table.rows {
            sheet.write_string_with_format(line, 0, printable(&row.name), &body)?;
            sheet.write_number_with_format(line, 1, as_number(row.answered), &number)?;
            sheet.write_number_with_format(line, 2, as_number(row.in_time), &number)?;
            sheet.write_string_with_format(line, 3, &row.share, &number)?;
            match row.median.parse::<f64>() {
                Ok(median) => sheet.write_number_with_format(line, 4, median, &number)?,
                Err(_) => sheet.write_string_with_format(line, 4, &row.median, &number)?,
            };
            line += 1;
        }
        line += 1;
    }
    workbook.save_to_buffer()
}

fn as_number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
