//! The rows of a table as they hang together: cells that go on from above belong to the one they began with.

use super::{Cell, Merge, Row};
use crate::reports::read::numbers::value;

/// Rows with cells that hang down counted into the cell they hang from. Columns left out before a row's first cell are
/// an empty cell, unless a cell from above hangs there. What nobody sees of them goes to what is hidden.
pub(super) fn spans(rows: Vec<Row>, hidden: &mut Vec<String>) -> Vec<Vec<(String, usize, usize)>> {
    let rows: Vec<Vec<Cell>> = rows
        .into_iter()
        .filter(|row| !row.is_deleted)
        .map(|row| {
            let left_out = (row.before > 0).then(|| Cell {
                across: row.before,
                ..Cell::default()
            });
            left_out.into_iter().chain(row.cells).collect()
        })
        .collect();
    let columns = |row: &[Cell]| -> Vec<usize> {
        let mut column = 0;
        row.iter()
            .map(|cell| {
                let here = column;
                column += cell.across;
                here
            })
            .collect()
    };
    let places: Vec<Vec<usize>> = rows.iter().map(|row| columns(row)).collect();
    let continues = |row: usize, column: usize| {
        let at = places.get(row)?.iter().position(|place| *place == column)?;
        Some(rows.get(row)?.get(at)?.merge == Merge::Continues)
    };
    let mut result = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let starts = places.get(number).into_iter().flatten();
        let cells = row
            .iter()
            .zip(starts)
            .filter(|(cell, _)| cell.merge != Merge::Continues || number == 0);
        let spanned = cells.map(|(cell, column)| {
            let below = (number + 1..rows.len()).take_while(|below| continues(*below, *column) == Some(true));
            let down = if cell.merge == Merge::None {
                1
            } else {
                below.count() + 1
            };
            let (text, unseen) = cell.beside.seen(&cell.text);
            hidden.extend(unseen);
            let text = if cell.is_numbered && value(&text).is_number() {
                format!("（自动编号）{text}")
            } else {
                text
            };
            (text, cell.across, down)
        });
        result.push(spanned.collect());
    }
    result
}
