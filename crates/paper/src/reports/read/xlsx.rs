//! XLSX: every sheet's cells with their merged regions; a row with one text is a paragraph, any other a table row.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{Data, Dimensions, Xlsx};

use law::codes::{ApplicantKind, TableThreeRow, spoken};
use law::reports::{Cell, Format, Tables};

use super::super::xlsx::REMARKS;
use super::blocks::{Beside, Block, Slot, TableRow};
use super::former_labels::FormerRow;
use super::labels::{self, Match, TwoRow};
use super::numbers::{Value, value};
use super::unreadable::Unreadable;
use crate::archive::{Bounds, Refusal};
use crate::screening::looks::{Look, Looks, Place};
use crate::workbook::{self, day, visible_sheets};

/// The most cells a workbook may have.
const MOST_CELLS: usize = 200_000;
/// The most columns a sheet may use.
const MOST_COLUMNS: u32 = 300;
/// The most comparisons of cells with merged regions.
const MOST_COMPARED: usize = 50_000_000;
/// What a workbook may come to; a report's has some hundreds of texts.
const BOUNDS: Bounds = Bounds {
    unfolded: 64 << 20,
    strings: 64 << 20,
    texts: 200_000,
};

impl From<Refusal> for Unreadable {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Damaged => Self::Damaged("XLSX "),
            Refusal::TooMuch => Self::TooMuch,
        }
    }
}

/// The workbook as blocks, sheet by sheet, and what stands in its cells and nobody sees; hidden sheets hold lists and
/// instructions, not the report.
pub(super) fn blocks(bytes: &[u8]) -> Result<(Vec<Block>, Vec<String>), Unreadable> {
    let mut workbook = workbook::open(bytes, BOUNDS)?;
    let sheets: Vec<String> = visible_sheets(&workbook)
        .into_iter()
        .filter(|name| name != REMARKS)
        .collect();
    let looks = Looks::of(bytes);
    let (mut blocks, mut unseen) = (Vec::new(), Vec::new());
    for (table, name) in sheets.iter().enumerate() {
        let merged = workbook.merge_cells_by_sheet_name(name).unwrap_or_default();
        let mut rows = cells_of(&mut workbook, name)?;
        without_doubles(&mut rows, |row| looks.is_hidden(name, row));
        for (line, row) in &mut rows {
            for (column, text) in row {
                unseen.extend(looked_at(text, looks.look(name, *line, *column)));
            }
        }
        let columns = || rows.values().flat_map(BTreeMap::keys).copied();
        let (Some(left), Some(right)) = (columns().min(), columns().max()) else {
            continue;
        };
        let count = rows
            .len()
            .saturating_mul(usize::try_from(right - left).unwrap_or(usize::MAX));
        if right - left > MOST_COLUMNS || count.saturating_mul(merged.len()) > MOST_COMPARED {
            return Err(Unreadable::TooMuch);
        }
        for (line, row) in &rows {
            let cells: Vec<Slot> = (left..=right)
                .filter_map(|column| slot(*line, column, row.get(&column), &merged))
                .collect();
            blocks.extend(read_row(name, table, *line, cells));
        }
    }
    Ok((blocks, unseen))
}

/// A sheet's filled cells, row by row; a formula that nobody computed is given as it is written. Cells are taken one by one: a sheet with a stray cell in its last corner has as
/// few as any other.
fn cells_of(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
) -> Result<BTreeMap<u32, BTreeMap<u32, String>>, Unreadable> {
    let broken = |_error: calamine::XlsxError| Unreadable::Damaged("XLSX ");
    let mut rows: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
    let mut count = 0;
    let mut reader = workbook.worksheet_cells_reader(name).map_err(broken)?;
    while let Some(cell) = reader.next_cell_with_formula().map_err(broken)? {
        let (row, column) = cell.pos;
        // A formula that was never computed holds a number that nobody saved: it is not empty.
        let text = match (Data::from(cell.value), cell.formula) {
            (Data::Empty, Some(formula)) if !formula.is_empty() => format!("={formula}"),
            (Data::String(text), Some(formula)) if text.is_empty() => format!("={formula}"),
            (other, _) => shown(other),
        };
        if text.trim().is_empty() {
            continue;
        }
        count += 1;
        if count > MOST_CELLS {
            return Err(Unreadable::TooMuch);
        }
        rows.entry(row).or_default().insert(column, text);
    }
    Ok(rows)
}

/// Leaves out rows that nobody sees where one that is seen has the same name: a copy of before.
fn without_doubles(rows: &mut BTreeMap<u32, BTreeMap<u32, String>>, is_hidden: impl Fn(u32) -> bool) {
    let name = |row: &BTreeMap<u32, String>| -> String {
        let words = row.values().filter(|text| !value(text).is_number());
        words.map(String::as_str).collect()
    };
    let shown: BTreeSet<String> = rows
        .iter()
        .filter(|(line, _)| !is_hidden(**line))
        .map(|(_, row)| name(row))
        .collect();
    rows.retain(|line, row| !is_hidden(*line) || !shown.contains(&name(row)));
}

/// The text of a cell as it looks: what is set beside its line is told from its digits, and a share is none of them. Gives
/// what nobody sees of it.
fn looked_at(text: &mut String, look: Option<&Look>) -> Option<String> {
    match look? {
        Look::Set(set) => {
            let beside = Beside {
                raised: set.raised.clone(),
                lowered: set.lowered.clone(),
                struck: set.struck.clone(),
                ..Beside::default()
            };
            *text = beside.of(&set.line);
        }
        // Struck out as a whole, it is none; a whole number above the line is one all the same.
        Look::Whole(Place::Struck) => {
            let beside = Beside {
                struck: std::mem::take(text),
                ..Beside::default()
            };
            *text = beside.of("");
        }
        Look::Share => {
            if let Ok(share) = text.parse::<f64>() {
                *text = format!("{}%", rounded(share * 100.0));
            }
        }
        Look::Dressed if text.parse::<f64>().is_ok() => *text = format!("（数字格式另加文字或者单位）{text}"),
        Look::Worded(words) if text.parse::<f64>().is_ok() => text.push_str(words),
        Look::Dressed | Look::Worded(_) | Look::Whole(_) => {}
        Look::Unseen => {
            let beside = Beside {
                faint: std::mem::take(text),
                ..Beside::default()
            };
            let (seen, unseen) = beside.seen("");
            *text = seen;
            return unseen;
        }
    }
    None
}

/// A value as the spreadsheet shows it.
fn shown(value: Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::Float(number) => rounded(number),
        Data::DateTime(moment) => day(&moment).map_or_else(|| rounded(moment.as_f64()), spoken),
        other => other.to_string(),
    }
}

/// A number to fifteen digits, as a spreadsheet shows it: what binary arithmetic leaves behind them is not printed.
fn rounded(number: f64) -> String {
    let close: Option<f64> = format!("{number:.14e}").parse().ok();
    close.unwrap_or(number).to_string()
}

/// Puts the remarks of a workbook of ours beside their numbers: a cell that holds a true number can't hold them.
pub(super) fn read_remarks(bytes: &[u8], tables: &mut Tables) {
    let Ok(mut workbook) = workbook::open(bytes, BOUNDS) else {
        return;
    };
    // Cell by cell: a range makes room for all that lies between its first cell and its last.
    let Ok(rows) = cells_of(&mut workbook, REMARKS) else {
        return;
    };
    let labels: BTreeMap<String, Cell> = TableThreeRow::ALL
        .iter()
        .flat_map(|row| ApplicantKind::ALL.iter().map(|kind| Cell::Three(*row, *kind)))
        .chain(Cell::all())
        .chain(Format::Of2019.cells())
        .map(|cell| (cell.label(), cell))
        .collect();
    for row in rows.values() {
        if let (Some(label), Some(note)) = (row.get(&0), row.get(&1))
            && let Some(cell) = labels.get(label)
        {
            tables.set_note(*cell, note.clone());
        }
    }
}

fn read_row(sheet: &str, table: usize, line: u32, cells: Vec<Slot>) -> Vec<Block> {
    let place = format!("工作表“{sheet}”第{}行", line + 1);
    let filled: Vec<&Slot> = cells.iter().filter(|cell| !cell.text.trim().is_empty()).collect();
    match filled.as_slice() {
        [] => Vec::new(),
        // A row of the tables whose numbers are all blank is still a row.
        [only] if is_words(&only.text) && !(cells.len() > 1 && is_label(&only.text)) => only
            .text
            .lines()
            .filter_map(|text| Block::paragraph(place.clone(), text))
            .collect(),
        _ => vec![table_row(place, table, cells)],
    }
}

fn table_row(place: String, table: usize, cells: Vec<Slot>) -> Block {
    Block::Row(TableRow {
        place,
        table,
        is_aligned: true,
        cells,
    })
}

fn is_label(text: &str) -> bool {
    let is_same = |how| how == Match::Same;
    labels::find::<TwoRow>(text).is_some_and(|(_, how, _)| is_same(how))
        || labels::find::<FormerRow>(text).is_some_and(|(_, how, _)| is_same(how))
        || labels::find::<TableThreeRow>(text).is_some_and(|(_, how, _)| is_same(how))
}

fn is_words(text: &str) -> bool {
    value(text) == Value::Other
}

/// The cell as a slot; `None` when it is covered by a merged region that began elsewhere.
fn slot(line: u32, column: u32, text: Option<&String>, merged: &[Dimensions]) -> Option<Slot> {
    let region = merged.iter().find(|region| {
        (region.start.0..=region.end.0).contains(&line) && (region.start.1..=region.end.1).contains(&column)
    });
    let across = match region {
        Some(region) if region.start != (line, column) => return None,
        Some(region) => region.end.1 - region.start.1 + 1,
        None => 1,
    };
    Some(Slot {
        column: usize::try_from(column).ok()?,
        across: usize::try_from(across).ok()?,
        text: text.cloned().unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests;
