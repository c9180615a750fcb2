//! XLSX: every sheet's cells with their merged regions; a row with one text is a paragraph, any other a table row.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Dimensions, Reader, Xlsx, open_workbook_from_rs};

use law::reports::{Cell, Kind, Row, Tables};

use super::super::xlsx::REMARKS;
use super::blocks::{Block, Slot, TableRow};
use super::labels::{self, Match, TwoRow};
use super::unreadable::Unreadable;

/// The most cells a workbook may have.
const MOST_CELLS: usize = 200_000;

/// The workbook as blocks, sheet by sheet.
pub(super) fn blocks(bytes: &[u8]) -> Result<Vec<Block>, Unreadable> {
    let broken = || Unreadable::Damaged("XLSX ");
    let mut workbook: Xlsx<_> =
        open_workbook_from_rs(Cursor::new(bytes)).map_err(|_error: calamine::XlsxError| broken())?;
    let mut blocks = Vec::new();
    let names = workbook.sheet_names().into_iter().filter(|name| name != REMARKS);
    for (table, name) in names.enumerate() {
        let merged = workbook.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let Ok(range) = workbook.worksheet_range(&name) else {
            return Err(broken());
        };
        if range.get_size().0.saturating_mul(range.get_size().1) > MOST_CELLS {
            return Err(broken());
        }
        let (top, left) = range.start().unwrap_or((0, 0));
        for (offset, row) in (0_u32..).zip(range.rows()) {
            let line = top + offset;
            let cells: Vec<Slot> = (left..)
                .zip(row)
                .filter_map(|(column, cell)| slot(line, column, cell, &merged))
                .collect();
            blocks.extend(read_row(&name, table, line, cells));
        }
    }
    Ok(blocks)
}

/// Puts the remarks of a workbook of ours beside their numbers: a cell that holds a true number can't hold them.
pub(super) fn read_remarks(bytes: &[u8], tables: &mut Tables) {
    let Ok(mut workbook) = open_workbook_from_rs::<Xlsx<_>, _>(Cursor::new(bytes)) else {
        return;
    };
    let Ok(range) = workbook.worksheet_range(REMARKS) else {
        return;
    };
    let labels: BTreeMap<String, Cell> = Row::ALL
        .iter()
        .flat_map(|row| Kind::ALL.iter().map(|kind| Cell::Three(*row, *kind)))
        .chain(Cell::all())
        .map(|cell| (cell.label(), cell))
        .collect();
    for row in range.rows() {
        if let [label, note, ..] = row
            && let Some(cell) = labels.get(&label.to_string())
        {
            tables.set_note(*cell, note.to_string());
        }
    }
}

fn read_row(sheet: &str, table: usize, line: u32, cells: Vec<Slot>) -> Vec<Block> {
    let place = format!("工作表“{sheet}”第{}行", line + 1);
    let filled: Vec<&Slot> = cells.iter().filter(|cell| !cell.text.trim().is_empty()).collect();
    match filled.as_slice() {
        [] => Vec::new(),
        // A row of the tables whose numbers are all blank is still a row.
        [only] if cells.len() > 1 && is_label(&only.text) => vec![table_row(place, table, cells)],
        [only] if cells.len() == 1 || only.column == 0 && only.across > 1 || only.text.contains('\n') => only
            .text
            .split('\n')
            .filter_map(|text| Block::paragraph(place.clone(), text))
            .collect(),
        [only] if only.column == 0 && is_words(&only.text) => {
            Block::paragraph(place, &only.text).into_iter().collect()
        }
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
        || labels::find::<Row>(text).is_some_and(|(_, how, _)| is_same(how))
}

fn is_words(text: &str) -> bool {
    !text.is_ascii()
}

/// The cell as a slot; `None` when it is covered by a merged region that began elsewhere.
fn slot(line: u32, column: u32, cell: &Data, merged: &[Dimensions]) -> Option<Slot> {
    let region = merged.iter().find(|region| {
        (region.start.0..=region.end.0).contains(&line) && (region.start.1..=region.end.1).contains(&column)
    });
    let across = match region {
        Some(region) if region.start != (line, column) => return None,
        Some(region) => region.end.1 - region.start.1 + 1,
        None => 1,
    };
    let text = match cell {
        Data::Empty | Data::Error(_) => String::new(),
        Data::Float(number) => number.to_string(),
        Data::Int(number) => number.to_string(),
        other => other.to_string(),
    };
    Some(Slot {
        column: usize::try_from(column).ok()?,
        across: usize::try_from(across).ok()?,
        text,
    })
}
