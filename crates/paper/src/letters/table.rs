//! A small ruled form (登记回执、送达回证、申请表), the same for every file format.

use serde::Serialize;

/// A form: columns in tenths of a millimetre, and its rows.
#[derive(Serialize)]
pub(super) struct Table {
    pub widths: Vec<u16>,
    pub rows: Vec<Row>,
    /// Whether it is set in small type (五号) to fit a page.
    pub is_small: bool,
}

/// A row at least so high, in tenths of a millimetre.
#[derive(Serialize)]
pub(super) struct Row {
    pub height: u16,
    pub cells: Vec<Cell>,
}

/// What a cell is for, which decides where its text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Place {
    /// The name of a field: in the middle.
    Label,
    /// What is filled in: on the left, halfway up.
    Value,
    /// Room to write into: the text at its top.
    Writing,
    /// Where somebody signs above a date: the date at the lower right.
    Signing,
}

/// A cell and how many columns and rows it covers.
#[derive(Serialize)]
pub(super) struct Cell {
    pub place: Place,
    pub lines: Vec<String>,
    pub across: usize,
    pub down: usize,
}

impl Cell {
    /// A cell of one column and one row.
    pub fn new(place: Place, text: &str) -> Self {
        Self {
            place,
            lines: text.lines().map(str::to_owned).collect(),
            across: 1,
            down: 1,
        }
    }

    pub fn label(text: &str) -> Self {
        Self::new(Place::Label, text)
    }

    /// A value, or the room for one.
    pub fn value(text: &str) -> Self {
        Self::new(Place::Value, text)
    }

    pub fn across(self, columns: usize) -> Self {
        Self {
            across: columns,
            ..self
        }
    }

    pub fn down(self, rows: usize) -> Self {
        Self { down: rows, ..self }
    }
}

/// Where a cell starts.
pub(super) struct Placed<'a> {
    pub row: usize,
    pub column: usize,
    pub cell: &'a Cell,
}

impl Table {
    /// Every cell with its place: each takes the first column that no cell from above still covers.
    pub fn placed(&self) -> Vec<Placed<'_>> {
        let mut covered_until = vec![0_usize; self.widths.len()];
        let mut placed = Vec::new();
        for (row, cells) in self.rows.iter().enumerate() {
            let mut column = 0;
            for cell in &cells.cells {
                while covered_until.get(column).is_some_and(|until| *until > row) {
                    column += 1;
                }
                for until in covered_until.iter_mut().skip(column).take(cell.across) {
                    *until = row + cell.down;
                }
                placed.push(Placed { row, column, cell });
                column += cell.across;
            }
        }
        placed
    }

    /// The width of some columns together, in tenths of a millimetre.
    pub fn width(&self, column: usize, across: usize) -> u16 {
        self.widths.iter().skip(column).take(across).sum()
    }
}
