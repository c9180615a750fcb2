//! A line of the sheet as it was read, and what is wrong with one.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Column;
use crate::signs::{shows_nothing, visible};

/// Where a line stands, as whoever looks for it in the workbook would say it: 2024年 第 2 行.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The sheet; empty where nobody asks.
    pub sheet: Arc<str>,
    /// The row of the sheet, from 1, as the spreadsheet shows it.
    pub row: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.sheet.is_empty() {
            write!(out, "{} ", self.sheet)?;
        }
        write!(out, "第 {} 行", self.row)
    }
}

/// A line of a ledger sheet: its cells as text. Days are `2025-03-03` or as they were typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    pub place: Place,
    cells: BTreeMap<Column, String>,
}

impl Line {
    /// An empty line of no sheet.
    pub fn new(row: u32) -> Self {
        Self::at(Place {
            row,
            ..Place::default()
        })
    }

    /// An empty line at its place.
    pub fn at(place: Place) -> Self {
        Self {
            place,
            cells: BTreeMap::new(),
        }
    }

    /// Fills a cell, without what is not seen; text that shows nothing leaves it empty.
    pub fn set(&mut self, column: Column, text: impl Into<String>) {
        let text = visible(&text.into());
        if !text.chars().all(shows_nothing) {
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
    /// The sheet; checks of earlier releases did not keep it.
    #[serde(default)]
    pub sheet: String,
    /// The row of the sheet, from 1.
    pub line: u32,
    /// The column's label.
    pub column: String,
    pub why: String,
}

impl Fault {
    /// A fault of a cell of the line that stands there.
    pub fn new(place: &Place, column: Column, why: impl Into<String>) -> Self {
        Self {
            sheet: place.sheet.to_string(),
            line: place.row,
            column: column.label().to_owned(),
            why: why.into(),
        }
    }

    /// Where it is.
    pub fn place(&self) -> Place {
        Place {
            sheet: Arc::from(self.sheet.as_str()),
            row: self.line,
        }
    }
}

/// Which sheets of a workbook were read, and which were left out and why: an office keeps a sheet a year, and must see
/// that none is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheets {
    /// Read, in the order of the workbook; checks of earlier releases did not keep them.
    #[serde(default)]
    pub read: Vec<SheetRead>,
    #[serde(default)]
    pub unread: Vec<SheetLeft>,
    /// Headings that no column goes by; what stands under them is not read.
    pub unknown: Vec<String>,
}

/// A sheet that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetRead {
    pub name: String,
    /// Filled lines.
    pub lines: u32,
}

/// A sheet that was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetLeft {
    pub name: String,
    pub why: String,
}
