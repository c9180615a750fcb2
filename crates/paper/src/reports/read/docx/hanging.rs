//! The rows of a table as they hang together: cells that go on from above belong to the one they began with.

use super::{Cell, Merge, Row};
use crate::reports::read::numbers::value;

/// Rows with cells that hang down counted into the cell they hang from. Columns left out before a row's first cell are
/// an empty cell, unless a cell from above hangs there. What nobody sees of them goes to what is hidden.
pub(super) fn spans(rows: Vec<Row>, hidden: &mut Vec<String>) -> Vec<Vec<(String, usize, usize)>> {
    let rows: Vec<Vec<(usize, Cell)>> = rows
        .into_iter()
        .filter(|row| !row.is_deleted)
        .map(at_columns)
        .collect();
    let continues = |row: &[(usize, Cell)], column: usize| {
        row.iter()
            .find(|(place, _)| *place == column)
            .is_some_and(|(_, cell)| cell.merge == Merge::Continues)
    };
    let mut result = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let below = rows.get(number + 1..).unwrap_or_default();
        let cells = row
            .iter()
            .filter(|(_, cell)| cell.merge != Merge::Continues || number == 0);
        let spanned = cells.map(|(column, cell)| {
            let hanging = below.iter().take_while(|row| continues(row, *column));
            let down = if cell.merge == Merge::None {
                1
            } else {
                hanging.count() + 1
            };
            (seen(cell, hidden), cell.across, down)
        });
        result.push(spanned.collect());
    }
    result
}

/// The cells of a row, each with the column it begins in.
fn at_columns(row: Row) -> Vec<(usize, Cell)> {
    let left_out = (row.before > 0).then(|| Cell {
        across: row.before,
        ..Cell::default()
    });
    let mut column = 0;
    let cells = left_out.into_iter().chain(row.cells);
    cells
        .map(|cell| {
            let here = column;
            column += cell.across;
            (here, cell)
        })
        .collect()
}

/// What a reader sees in a cell; the rest of it goes to what is hidden. A number that Word counts by itself says so.
fn seen(cell: &Cell, hidden: &mut Vec<String>) -> String {
    let (text, unseen) = cell.beside.seen(&cell.text);
    hidden.extend(unseen);
    if cell.is_numbered && value(&text).is_number() {
        format!("（自动编号）{text}")
    } else {
        text
    }
}
