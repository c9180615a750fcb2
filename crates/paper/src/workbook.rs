//! What every reader and writer of XLSX needs alike: its sheets with whether they are seen, and days as workbooks count them.

use std::io::Cursor;

use calamine::{Data, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, open_workbook_from_rs};
use jiff::civil::Date;
use rust_xlsxwriter::XlsxError;

use crate::archive::{self, Bounds, Refusal};

/// By how much a workbook of the 1904 date system counts less (ECMA-376 part 1, 18.17.4.1): four years and a day.
pub(crate) const DAYS_TO_1904: f64 = 1462.0;

/// Opens a workbook that somebody handed in, which must keep to these bounds. The only place that does: its reader unfolds
/// all texts at once, and makes room for as many as the file says it has.
pub(crate) fn open(bytes: &[u8], bounds: Bounds) -> Result<Xlsx<Cursor<&[u8]>>, Refusal> {
    archive::measure(bytes, bounds)?;
    open_workbook_from_rs(Cursor::new(bytes)).map_err(|_error: calamine::XlsxError| Refusal::Damaged)
}

/// The names of the sheets that are seen on opening it, in order.
pub(crate) fn visible_sheets(workbook: &Xlsx<Cursor<&[u8]>>) -> Vec<String> {
    let sheets = workbook.sheets_metadata().iter();
    let seen =
        sheets.filter(|sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet);
    seen.map(|sheet| sheet.name.clone()).collect()
}

/// The names of worksheets that somebody has hidden.
pub(crate) fn hidden_sheets(workbook: &Xlsx<Cursor<&[u8]>>) -> Vec<String> {
    let sheets = workbook.sheets_metadata().iter();
    let hidden =
        sheets.filter(|sheet| sheet.visible != SheetVisible::Visible && sheet.typ == SheetType::WorkSheet);
    hidden.map(|sheet| sheet.name.clone()).collect()
}

/// A list that somebody handed in: what its headings are, and the rows below them, each with the number that Excel shows.
pub(crate) struct Listed<H> {
    pub headings: H,
    pub rows: Vec<(u32, Vec<String>)>,
}

/// The list on the first sheet that is seen and has the headings, which stand within its first rows, under a title and a note;
/// `None` where none has. `text` reads a cell, `headings` a row that may have them.
pub(crate) fn listed<H>(
    bytes: &[u8],
    bounds: Bounds,
    text: fn(&Data) -> String,
    headings: impl Fn(&[String]) -> Option<H>,
) -> Result<Option<Listed<H>>, Refusal> {
    const HEAD_ROWS: usize = 20;
    let mut book = open(bytes, bounds)?;
    for name in visible_sheets(&book) {
        let sheet = book.worksheet_range(&name).map_err(|_error| Refusal::Damaged)?;
        let first = sheet.start().map_or(0, |(row, _)| row);
        let rows: Vec<Vec<String>> = sheet.rows().map(|row| row.iter().map(text).collect()).collect();
        let head = rows.iter().take(HEAD_ROWS).enumerate();
        let mut found = head.filter_map(|(at, row)| Some((at, headings(row)?)));
        if let Some((at, headings)) = found.next() {
            let rows = (first + 1..).zip(rows).skip(at + 1).collect();
            return Ok(Some(Listed { headings, rows }));
        }
    }
    Ok(None)
}

/// A day as spreadsheets count them, which begin in 1900.
pub(crate) fn excel_day(day: Date) -> Result<rust_xlsxwriter::ExcelDateTime, XlsxError> {
    let year = u16::try_from(day.year()).unwrap_or(1900).max(1900);
    let (month, day) = (day.month().unsigned_abs(), day.day().unsigned_abs());
    rust_xlsxwriter::ExcelDateTime::from_ymd(year, month, day)
}

/// The day a cell shows, in whichever of the two date systems its workbook counts; `None` for spans of time and for days
/// before 2000 or after 2100, which are numbers that were given the look of a day.
pub(crate) fn day(moment: &ExcelDateTime) -> Option<Date> {
    if moment.is_duration() {
        return None;
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    let year = i16::try_from(year)
        .ok()
        .filter(|year| (2000..=2100).contains(year))?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
