//! The ledger of a year, written for people: a title, headings that stay in sight, days as days.

use jiff::civil::Date;
use law::cases::ledger::{Column, Line};
use rust_xlsxwriter::{DocProperties, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::SHEET;
use crate::PaperError;
use crate::reports::printable;
use crate::workbook::excel_day;

/// The ledger's lines as the bytes of an XLSX under a title; `made_on` is the day the file names as its own.
/// Text that begins like a formula stays text, also when the cell is edited.
pub fn write(title: &str, lines: &[Line], made_on: Date) -> Result<Vec<u8>, PaperError> {
    workbook(title, lines, made_on).map_err(|error| failed(&error))
}

pub(crate) fn failed(error: &XlsxError) -> PaperError {
    PaperError::Writing {
        format: "XLSX",
        reason: match error {
            XlsxError::MaxStringLengthExceeded => "有一段文字超过32767字，一个单元格放不下".to_owned(),
            other => other.to_string(),
        },
    }
}

fn workbook(title: &str, lines: &[Line], made_on: Date) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = excel_day(made_on)?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title(printable(title))
            .set_creation_datetime(&created),
    );
    let sheet = workbook.add_worksheet().set_name(SHEET)?;
    let last = last_column();
    sheet.merge_range(0, 0, 0, last, &printable(title), &title_look())?;
    sheet.set_row_height(0, 30)?;
    headings(sheet, 1)?;
    let looks = Looks::new();
    for (row, line) in (2..).zip(lines) {
        for (place, column) in (0..).zip(Column::ALL) {
            cell(sheet, row, place, line, *column, &looks)?;
        }
    }
    sheet.set_freeze_panes(2, 2)?.set_repeat_rows(0, 1)?;
    let last_row = u32::try_from(lines.len()).unwrap_or(u32::MAX).saturating_add(1);
    sheet.autofilter(1, 0, last_row, last)?;
    workbook.save_to_buffer()
}

fn last_column() -> u16 {
    u16::try_from(Column::ALL.len().saturating_sub(1)).unwrap_or(u16::MAX)
}

fn title_look() -> Format {
    Format::new()
        .set_font_name("黑体")
        .set_font_size(16)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
}

/// The row of headings, with the widths of their columns and the page they are printed on.
pub(super) fn headings(sheet: &mut Worksheet, row: u32) -> Result<(), XlsxError> {
    const A4: u8 = 9;
    let look = Format::new()
        .set_font_name("黑体")
        .set_font_size(11)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin)
        .set_background_color("DDE6F0")
        .set_text_wrap();
    for (place, column) in (0..).zip(Column::ALL) {
        sheet.write_string_with_format(row, place, column.label(), &look)?;
        sheet.set_column_width(place, width(*column))?;
    }
    sheet.set_row_height(row, 34)?;
    sheet
        .set_landscape()
        .set_paper_size(A4)
        .set_print_fit_to_pages(1, 0)
        .set_footer("&C第 &P 页，共 &N 页");
    Ok(())
}

fn width(column: Column) -> f64 {
    match column {
        Column::Request => 42.0,
        Column::Outcome | Column::Contact | Column::Note => 30.0,
        Column::Identity | Column::Name => 22.0,
        Column::Number | Column::DocumentNumber | Column::ReplyNumber | Column::Channel => 18.0,
        _ => 13.0,
    }
}

/// The looks of cells.
struct Looks {
    text: Format,
    /// Text that begins like a formula.
    quoted: Format,
    day: Format,
}

impl Looks {
    fn new() -> Self {
        let text = Format::new()
            .set_font_name("宋体")
            .set_font_size(11)
            .set_align(FormatAlign::VerticalCenter)
            .set_border(FormatBorder::Thin)
            .set_num_format("@")
            .set_text_wrap();
        Self {
            quoted: text.clone().set_quote_prefix(),
            day: text.clone().set_num_format("yyyy-mm-dd"),
            text,
        }
    }
}

fn cell(
    sheet: &mut Worksheet,
    row: u32,
    place: u16,
    line: &Line,
    column: Column,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let text = printable(line.get(column));
    let day = column.is_day().then(|| text.parse::<Date>().ok()).flatten();
    if text.is_empty() {
        sheet.write_blank(row, place, &looks.text)?;
    } else if let Some(day) = day {
        sheet.write_datetime_with_format(row, place, excel_day(day)?, &looks.day)?;
    } else if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        sheet.write_string_with_format(row, place, &text, &looks.quoted)?;
    } else {
        sheet.write_string_with_format(row, place, &text, &looks.text)?;
    }
    Ok(())
}
