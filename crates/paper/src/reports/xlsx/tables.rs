//! The sheets of the three tables, and the list of remarks.

use law::reports::Tables;
use rust_decimal::Decimal;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Note, Worksheet, XlsxError};

use super::super::grid::{Grid, Part, Placed, Slot};
use super::super::prose::printable;
use super::{heading, plain, print_setup};

/// The rows above the table: the report's title and the table's name.
const ROWS_ABOVE: u32 = 2;

/// Points of a row of one line, and of each further line.
const ROW: f64 = 21.0;
const LINE: f64 = 14.5;

/// Pixels between a cell's edges and its text, both sides together.
const EDGES: u32 = 8;

pub(super) fn sheet(
    sheet: &mut Worksheet,
    grid: &Grid,
    name: &str,
    title: &str,
    tables: &Tables,
) -> Result<(), XlsxError> {
    print_setup(sheet, 1);
    // The fifteen narrow columns of table 四 read better on a page turned sideways.
    if grid.widths.len() > 10 {
        sheet.set_landscape();
    }
    let placed = grid.placed();
    let columns = column_pixels(grid, &placed);
    for (column, pixels) in (0..).zip(&columns) {
        sheet.set_column_width_pixels(column, *pixels)?;
    }
    let last = last_of(grid.widths.len());
    sheet.merge_range(0, 0, 0, last, title, &heading(14).set_align(FormatAlign::Center))?;
    let caption = format!("{name}　{}", grid.caption);
    sheet.merge_range(
        1,
        0,
        1,
        last,
        &caption,
        &heading(12).set_align(FormatAlign::Center),
    )?;
    sheet.set_row_height(0, 44)?.set_row_height(1, 26)?;
    for row in 0..grid.rows.len() {
        sheet.set_row_height(ROWS_ABOVE + index(row), height(&columns, &placed, row))?;
    }
    for cell in &placed {
        slot(sheet, cell, room(&columns, cell), tables)?;
    }
    freeze(sheet, grid)
}

/// Heads stay in sight when one scrolls down, labels when one scrolls right.
fn freeze(sheet: &mut Worksheet, grid: &Grid) -> Result<(), XlsxError> {
    let labels = match grid.number {
        2 => 1,
        3 => 3,
        _ => 0,
    };
    let heads = if grid.number == 2 {
        0
    } else {
        index(grid.head_rows)
    };
    sheet.set_freeze_panes(ROWS_ABOVE + heads, labels)?;
    if heads > 0 {
        sheet.set_repeat_rows(ROWS_ABOVE, ROWS_ABOVE + heads - 1)?;
    }
    Ok(())
}

fn slot(sheet: &mut Worksheet, cell: &Placed<'_>, room: u32, tables: &Tables) -> Result<(), XlsxError> {
    let (row, column) = (ROWS_ABOVE + index(cell.row), column_of(cell.column));
    let slot = cell.slot;
    let format = format_of(slot, room);
    if slot.across > 1 || slot.down > 1 {
        let last_row = row + index(slot.down) - 1;
        let last_column = last_of(cell.column + slot.across);
        sheet.merge_range(row, column, last_row, last_column, "", &format)?;
    }
    match slot.part {
        // A number with its unit beside it is a text.
        Part::Number(name) if tables.note(name).is_some_and(|note| name.is_unit(note)) => {
            sheet.write_string_with_format(row, column, slot.printed(), &format)?;
        }
        Part::Number(name) => number(sheet, row, column, slot, tables.get(name), &format)?,
        _ => {
            sheet.write_string_with_format(row, column, &slot.text, &format)?;
        }
    }
    if let Some(note) = &slot.note {
        sheet.insert_note(row, column, &Note::new(note).add_author_prefix(false))?;
    }
    Ok(())
}

/// A number as a number; where it has more digits than a spreadsheet keeps, as text, so that none is lost.
fn number(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    slot: &Slot,
    number: Option<Decimal>,
    format: &Format,
) -> Result<(), XlsxError> {
    let exact = number.and_then(|number| {
        let float: f64 = number.to_string().parse().ok()?;
        (float.to_string().parse() == Ok(number)).then_some(float)
    });
    match (number, exact) {
        (None, _) if slot.note.is_none() => sheet.write_blank(row, column, format)?,
        (_, Some(float)) => sheet.write_number_with_format(row, column, float, format)?,
        _ => sheet.write_string_with_format(row, column, slot.printed(), format)?,
    };
    Ok(())
}

fn format_of(slot: &Slot, room: u32) -> Format {
    let format = plain().set_border(FormatBorder::Thin);
    match slot.part {
        Part::Band => format
            .set_align(FormatAlign::Center)
            .set_background_color(Color::RGB(0x00DB_E5F1)),
        Part::Head | Part::Spine => format.set_font_name("黑体").set_align(FormatAlign::Center),
        Part::Corner | Part::Label => format.set_align(FormatAlign::Left),
        Part::Number(_) => format
            .set_align(FormatAlign::Center)
            .set_num_format(number_format(slot, room)),
    }
}

/// As many decimals as were given, and the remark after them where there is room, so that the cell reads as printed.
/// (A spreadsheet shows a number that is too wide for its cell as ####, so a long remark stays in its note.)
fn number_format(slot: &Slot, room: u32) -> String {
    let decimals = slot
        .text
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.chars().count());
    let digits = if decimals == 0 {
        "0".to_owned()
    } else {
        format!("0.{}", "0".repeat(decimals))
    };
    match &slot.note {
        // In a format a quotation mark would end the text.
        Some(note) if !note.contains('"') && pixels(&slot.printed()) <= room => {
            format!("{digits}\"（{note}）\"")
        }
        _ => digits,
    }
}

/// About how wide a text of 11 points is: a Chinese character 15 pixels, a digit 8.
pub(super) fn pixels(text: &str) -> u32 {
    text.chars()
        .map(|character| if character.is_ascii() { 8 } else { 15 })
        .sum()
}

/// The width of each column in pixels: that of the printed table, or what its widest number needs.
fn column_pixels(grid: &Grid, placed: &[Placed<'_>]) -> Vec<u32> {
    let mut columns: Vec<u32> = grid
        .widths
        .iter()
        .map(|tenths| u32::from(*tenths) * 48 / 100)
        .collect();
    for cell in placed {
        let is_number = matches!(cell.slot.part, Part::Number(_)) && cell.slot.across == 1;
        if let (true, Some(column)) = (is_number, columns.get_mut(cell.column)) {
            *column = (*column).max(pixels(&cell.slot.text) + EDGES);
        }
    }
    columns
}

/// The pixels a cell has for its text.
fn room(columns: &[u32], cell: &Placed<'_>) -> u32 {
    let width: u32 = columns.iter().skip(cell.column).take(cell.slot.across).sum();
    width.saturating_sub(EDGES)
}

/// The height of a row in points: what its tallest cell of one row needs.
fn height(columns: &[u32], placed: &[Placed<'_>], row: usize) -> f64 {
    let lines = placed
        .iter()
        .filter(|cell| cell.row == row && cell.slot.down == 1 && !matches!(cell.slot.part, Part::Number(_)))
        .map(|cell| pixels(&cell.slot.text).div_ceil(room(columns, cell).max(15)))
        .max()
        .unwrap_or(1);
    ROW + LINE * f64::from(lines.saturating_sub(1))
}

/// Every remark with its cell's full name.
pub(super) fn remarks(sheet: &mut Worksheet, tables: &Tables) -> Result<(), XlsxError> {
    print_setup(sheet, 0);
    let bordered = plain().set_border(FormatBorder::Thin);
    let head = heading(11)
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Center);
    sheet.set_column_width(0, 52)?.set_column_width(1, 36)?;
    sheet.write_string_with_format(0, 0, "表格项目", &head)?;
    sheet.write_string_with_format(0, 1, "注记", &head)?;
    for (row, (cell, note)) in (1..).zip(tables.notes()) {
        sheet.write_string_with_format(row, 0, cell.label(), &bordered)?;
        sheet.write_string_with_format(row, 1, printable(note), &bordered)?;
    }
    Ok(())
}

fn index(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}

fn column_of(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}

fn last_of(columns: usize) -> u16 {
    column_of(columns.saturating_sub(1))
}
