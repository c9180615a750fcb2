//! A line of the sheet as it was read, and what is wrong with one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Column;

/// A line of a ledger sheet: its cells as text. Days are `2025-03-03` or as they were typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The row of the sheet, from 1, as the spreadsheet shows it.
    pub number: u32,
    cells: BTreeMap<Column, String>,
}

impl Line {
    /// An empty line.
    pub fn new(number: u32) -> Self {
        Self {
            number,
            cells: BTreeMap::new(),
        }
    }

    /// Fills a cell; blank text leaves it empty.
    pub fn set(&mut self, column: Column, text: impl Into<String>) {
        let text = text.into();
        if !text.trim().is_empty() {
            self.cells.insert(column, text);
        }
    }

    /// The text of a cell without the blanks around it; empty where there is none.
    pub fn get(&self, column: Column) -> &str {
        self.cells.get(&column).map_or("", |text| text.trim())
    }

    /// Whether no cell is filled.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }
}

/// What is wrong with a cell of a line, in words for whoever kept the ledger. No cell's content is repeated in it where
/// it could be a personal number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The row of the sheet, from 1.
    pub line: u32,
    /// The column's label.
    pub column: String,
    pub why: String,
}

impl Fault {
    /// A fault of a cell.
    pub fn new(line: u32, column: Column, why: impl Into<String>) -> Self {
        Self {
            line,
            column: column.label().to_owned(),
            why: why.into(),
        }
    }
}
