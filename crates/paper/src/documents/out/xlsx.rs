//! The tables of a document as a workbook, one to a sheet: texts as texts, numbers as numbers, and never a formula.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::WrittenOut;
use super::parts::{Cell, Part, Table, parts_of, plain};
use crate::PaperError;
use crate::reports::printable;

/// Signs in a column at most, before a line is broken.
const WIDEST: u32 = 60;
const NARROWEST: u32 = 8;

/// Whether there is a table to be written.
pub fn has_tables(html: &str) -> bool {
    html.contains("<table")
}

/// The tables as the bytes of an XLSX; none without a table.
pub fn xlsx(document: &WrittenOut<'_>) -> Result<Option<Vec<u8>>, PaperError> {
    let tables = tables_of(parts_of(document.html));
    if tables.is_empty() {
        return Ok(None);
    }
    let written = written(document, &tables);
    written.map(Some).map_err(|error| PaperError::Writing {
        format: "XLSX",
        reason: error.to_string(),
    })
}

fn tables_of(parts: Vec<Part>) -> Vec<Table> {
    let tables = parts.into_iter().flat_map(|part| match part {
        Part::Table(table) => vec![table],
        Part::Quote { parts } => tables_of(parts),
        _ => Vec::new(),
    });
    tables.collect()
}

fn written(document: &WrittenOut<'_>, tables: &[Table]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let properties = rust_xlsxwriter::DocProperties::new()
        .set_title(printable(document.title))
        .set_author(document.organ)
        // The day of making is the document's, so that the same tables are the same bytes.
        .set_creation_datetime(&rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1)?);
    workbook.set_properties(&properties);
    for (number, table) in (1..).zip(tables) {
        let sheet = workbook.add_worksheet();
        sheet.set_name(format!("表{number}"))?;
        let caption = plain(&table.caption);
        let title = if caption.is_empty() {
            document.title
        } else {
            &caption
        };
        write_table(sheet, table, &printable(title))?;
    }
    workbook.save_to_buffer()
}

fn write_table(sheet: &mut Worksheet, table: &Table, title: &str) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    sheet.write_string_with_format(0, 0, title, &bold)?;
    let ruled = Format::new()
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter);
    let head = ruled.clone().set_bold().set_align(FormatAlign::Center);
    for cell in &table.cells {
        let format = if cell.is_head { &head } else { &ruled };
        write_cell(sheet, cell, format)?;
    }
    for column in 0..table.columns {
        let own = table
            .cells
            .iter()
            .filter(|cell| cell.column == column && cell.across == 1);
        let widest = own.map(|cell| width(&words(cell))).max().unwrap_or(NARROWEST);
        let (column, width) = (
            u16::try_from(column).unwrap_or(u16::MAX),
            widest.clamp(NARROWEST, WIDEST),
        );
        sheet.set_column_width(column, width)?;
    }
    if table.head > 0 {
        let rows = u32::try_from(table.head).unwrap_or(1);
        sheet.set_freeze_panes(rows + 1, 0)?;
    }
    Ok(())
}

fn write_cell(sheet: &mut Worksheet, cell: &Cell, format: &Format) -> Result<(), XlsxError> {
    // The title stands above, in a row of its own.
    let (row, column) = (
        u32::try_from(cell.row + 1).unwrap_or(u32::MAX),
        u16::try_from(cell.column).unwrap_or(u16::MAX),
    );
    let text = words(cell);
    if cell.across > 1 || cell.down > 1 {
        let last_row = row + u32::try_from(cell.down - 1).unwrap_or(0);
        let last_column = column + u16::try_from(cell.across - 1).unwrap_or(0);
        sheet.merge_range(row, column, last_row, last_column, "", format)?;
    }
    match number(&text) {
        Some(number) => sheet.write_number_with_format(row, column, number, format)?,
        None => sheet.write_string_with_format(row, column, text, format)?,
    };
    Ok(())
}

/// The words of a cell, a line to each part.
fn words(cell: &Cell) -> String {
    let lines: Vec<String> = cell.parts.iter().map(words_of).collect();
    lines.join("\n")
}

fn words_of(part: &Part) -> String {
    match part {
        Part::Heading { words, .. } | Part::Paragraph { words, .. } => plain(words),
        Part::Item { words, mark, .. } => format!("{mark}{}", plain(words)),
        Part::Quote { parts } => parts.iter().map(words_of).collect::<Vec<_>>().join("\n"),
        Part::Table(table) => table.cells.iter().map(words).collect::<Vec<_>>().join(" "),
        Part::Picture { description, .. } => format!("［图片：{description}］"),
        Part::Rule => String::new(),
    }
}

/// The number that a text is and nothing else: one that begins with 0, or has more figures than a cell can hold, is a code.
fn number(text: &str) -> Option<f64> {
    const FIGURES: usize = 15;
    let figures = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = figures.split_once('.').unwrap_or((figures, "0"));
    let all_figures = |text: &str| !text.is_empty() && text.bytes().all(|sign| sign.is_ascii_digit());
    let is_code = whole.len() > 1 && whole.starts_with('0');
    let is_number =
        all_figures(whole) && all_figures(part) && !is_code && whole.len() + part.len() <= FIGURES;
    is_number.then(|| text.parse().ok())?
}

/// The width of a text's widest line, in signs of half width.
fn width(text: &str) -> u32 {
    let of_line = |line: &str| {
        line.chars()
            .map(|sign| if sign.is_ascii() { 1 } else { 2 })
            .sum::<u32>()
    };
    text.lines().map(of_line).max().unwrap_or(0) + 2
}
