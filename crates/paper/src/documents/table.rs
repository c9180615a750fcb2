//! A table as it is written: merged cells counted, a head where there is one; what is laid around it as rows (its name, its
//! unit, its notes) and empty columns beside it are none of it.

use std::fmt::Write;

use super::block::{Block, plain_heading};

/// A cell of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub html: String,
    pub columns: usize,
    pub rows: usize,
    /// Part of the cell above it.
    pub goes_on: bool,
    /// The column it begins in, from 0.
    pub at: usize,
}

impl Cell {
    fn is_empty(&self) -> bool {
        self.html.is_empty()
    }

    /// The column behind it.
    fn end(&self) -> usize {
        self.at + self.columns
    }
}

type Rows = Vec<Vec<Cell>>;

/// The blocks that a table of these rows is; the first so many were named its head.
pub(super) fn blocks(mut rows: Rows, named: usize) -> Vec<Block> {
    merge(&mut rows);
    for row in &mut rows {
        row.retain(|cell| !cell.goes_on);
    }
    let removed = rows.iter().take(named).filter(|row| row.is_empty()).count();
    bound(&mut rows);
    place(&mut rows);
    narrow(&mut rows);
    let width = width(&rows);
    let (mut before, mut after) = (Vec::new(), Vec::new());
    let mut named = named - removed;
    while rows.len() > 1 && width > 1 && rows.first().is_some_and(|row| stands_alone(row)) {
        before.extend(rows.remove(0).into_iter().find(|cell| !cell.is_empty()).map(line));
        named = named.saturating_sub(1);
    }
    while rows.len() > 1 && width > 1 && rows.last().is_some_and(|row| is_note(row, width)) {
        after.extend(rows.pop().into_iter().flatten().next().map(line));
    }
    after.reverse();
    let table = match rows.as_slice() {
        [row] if width == 1 && before.is_empty() => row.first().cloned().map(line),
        [] => None,
        _ => Some(Block::Table(written(&rows, head(&rows, named)))),
    };
    before.into_iter().chain(table).chain(after).collect()
}

fn line(cell: Cell) -> Block {
    if cell.html.starts_with("<figure>") {
        return Block::Figure(cell.html);
    }
    Block::Paragraph {
        html: cell.html,
        is_right: false,
    }
}

/// Counts how many rows a cell takes that goes on below.
fn merge(rows: &mut [Vec<Cell>]) {
    for number in (1..rows.len()).rev() {
        let going: Vec<(usize, usize)> = rows
            .get(number)
            .into_iter()
            .flatten()
            .filter(|cell| cell.goes_on)
            .map(|cell| (cell.at, cell.rows))
            .collect();
        let Some(above) = rows.get_mut(number - 1) else {
            continue;
        };
        for (at, count) in going {
            if let Some(cell) = above.iter_mut().find(|cell| cell.at == at) {
                cell.rows += count;
            }
        }
    }
}

/// Lets no cell reach beyond the last row.
fn bound(rows: &mut [Vec<Cell>]) {
    let count = rows.len();
    for (number, row) in rows.iter_mut().enumerate() {
        for cell in row {
            cell.rows = cell.rows.clamp(1, count - number);
            cell.columns = cell.columns.max(1);
        }
    }
}

/// Says of each cell in which column it begins: behind those that reach into its row from above.
fn place(rows: &mut [Vec<Cell>]) {
    // For each column, up to which row it is taken.
    let mut taken: Vec<usize> = Vec::new();
    for (number, row) in rows.iter_mut().enumerate() {
        let mut at = 0;
        for cell in row {
            while taken.get(at).is_some_and(|until| *until > number) {
                at += 1;
            }
            cell.at = at;
            at += cell.columns;
            if taken.len() < at {
                taken.resize(at, 0);
            }
            for until in taken.iter_mut().take(at).skip(cell.at) {
                *until = number + cell.rows;
            }
        }
    }
}

fn width(rows: &[Vec<Cell>]) -> usize {
    rows.iter().flatten().map(Cell::end).max().unwrap_or(0)
}

/// Takes off the last columns as long as nothing stands in them alone.
fn narrow(rows: &mut Rows) {
    loop {
        let last = width(rows);
        let is_bare = |cell: &Cell| cell.end() < last || cell.columns > 1 || cell.is_empty();
        if last < 2 || !rows.iter().flatten().all(is_bare) || rows.iter().flatten().all(Cell::is_empty) {
            return;
        }
        // Cells that are all merged to the end are a column after all.
        if !rows
            .iter()
            .flatten()
            .any(|cell| cell.end() == last && cell.columns == 1)
        {
            return;
        }
        for row in rows.iter_mut() {
            row.retain(|cell| cell.end() < last || cell.columns > 1);
            for cell in row {
                if cell.end() == last {
                    cell.columns -= 1;
                }
            }
        }
    }
}

/// A row with words in one cell alone that no row below shares: the table's name, or its unit.
fn stands_alone(row: &[Cell]) -> bool {
    row.iter().filter(|cell| !cell.is_empty()).count() == 1 && row.iter().all(|cell| cell.rows == 1)
}

/// A row that is one cell from side to side.
fn is_note(row: &[Cell], width: usize) -> bool {
    matches!(row, [cell] if cell.columns == width && cell.rows == 1 && !cell.is_empty())
}

/// How many rows are the head: those named, and all that their cells reach into; where none is named, the first row if all
/// its cells have words and none a number.
fn head(rows: &[Vec<Cell>], named: usize) -> usize {
    let is_name = |cell: &Cell| !cell.is_empty() && !cell.html.chars().all(|sign| !sign.is_alphabetic());
    let guessed = usize::from(rows.len() > 1 && rows.first().is_some_and(|row| row.iter().all(is_name)));
    let named = if named == 0 { guessed } else { named };
    let reached = rows.iter().take(named).enumerate().flat_map(|(number, row)| {
        let cells = row.iter();
        cells.map(move |cell| number + cell.rows)
    });
    reached.max().unwrap_or(0).max(named)
}

fn written(rows: &[Vec<Cell>], head: usize) -> String {
    let mut html = String::from("<table>");
    for (number, row) in rows.iter().enumerate() {
        let name = if number < head { "th" } else { "td" };
        if number == 0 {
            html.push_str(if head > 0 { "<thead>" } else { "<tbody>" });
        } else if number == head {
            html.push_str("</thead><tbody>");
        }
        html.push_str("<tr>");
        for cell in row {
            let span = |name: &str, count: usize| {
                if count > 1 {
                    format!(" {name}=\"{count}\"")
                } else {
                    String::new()
                }
            };
            let (columns, rows) = (span("colspan", cell.columns), span("rowspan", cell.rows));
            let words = if number < head {
                plain_heading(&cell.html)
            } else {
                cell.html.clone()
            };
            // Writing into a string can't fail.
            let _ = write!(html, "<{name}{columns}{rows}>{words}</{name}>");
        }
        html.push_str("</tr>");
    }
    html.push_str(if head >= rows.len() {
        "</thead>"
    } else {
        "</tbody>"
    });
    html.push_str("</table>");
    html
}
