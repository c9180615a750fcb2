//! The numbers of tables 二, 三 and 四, cell by cell. A cell that is absent is blank: blank is never zero.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Cell, Format};
use crate::codes::{ApplicantKind, TableThreeRow};

/// The three tables: each cell's number where it has one, and the remark printed beside it where it has one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tables {
    cells: BTreeMap<Cell, Decimal>,
    notes: BTreeMap<Cell, String>,
}

impl Tables {
    /// Tables whose every printed cell is 0, as an organ without a single request reports.
    pub fn zeros() -> Self {
        Self::zeros_of(Format::Of2021)
    }

    /// The same in another format.
    pub fn zeros_of(format: Format) -> Self {
        Self {
            cells: format
                .cells()
                .into_iter()
                .map(|cell| (cell, Decimal::ZERO))
                .collect(),
            notes: BTreeMap::new(),
        }
    }

    /// The number in this cell; `None` when it is blank.
    pub fn get(&self, cell: Cell) -> Option<Decimal> {
        self.cells.get(&cell).copied()
    }

    /// Writes a number.
    pub fn set(&mut self, cell: Cell, number: impl Into<Decimal>) {
        self.cells.insert(cell, number.into());
    }

    /// Makes the cell blank and drops its remark.
    pub fn clear(&mut self, cell: Cell) {
        self.cells.remove(&cell);
        self.notes.remove(&cell);
    }

    /// The remark printed in the cell beside its number (`22（其中修订16件）` has `其中修订16件`).
    pub fn note(&self, cell: Cell) -> Option<&str> {
        self.notes.get(&cell).map(String::as_str)
    }

    /// Keeps a remark with the cell.
    pub fn set_note(&mut self, cell: Cell, note: impl Into<String>) {
        self.notes.insert(cell, note.into());
    }

    /// The cells that hold a number, in print order.
    pub fn numbers(&self) -> impl Iterator<Item = (Cell, Decimal)> {
        self.cells.iter().map(|(cell, number)| (*cell, *number))
    }

    /// The cells that hold a remark, in print order.
    pub fn notes(&self) -> impl Iterator<Item = (Cell, &str)> {
        self.notes.iter().map(|(cell, note)| (*cell, note.as_str()))
    }

    /// What （六）其他处理 comes to for these applicants: the older single row, or the sum of its three where all hold a number.
    pub fn otherwise(&self, kind: ApplicantKind) -> Option<Decimal> {
        const PARTS: [TableThreeRow; 3] = [
            TableThreeRow::OtherwiseUncorrected,
            TableThreeRow::OtherwiseUnpaid,
            TableThreeRow::OtherwiseOther,
        ];
        let merged = self.get(Cell::Three(TableThreeRow::OtherwiseMerged, kind));
        merged.or_else(|| PARTS.iter().map(|row| self.get(Cell::Three(*row, kind))).sum())
    }

    /// Whether the report prints （六）其他处理 as the older single row.
    pub fn has_merged_otherwise(&self) -> bool {
        self.cells
            .keys()
            .any(|cell| matches!(cell, Cell::Three(TableThreeRow::OtherwiseMerged, _)))
    }
}
