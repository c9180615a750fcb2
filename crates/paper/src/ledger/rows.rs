//! The rows of a sheet, one after the other: which is that of the headings, and what the others hold.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use calamine::DataRef;
use law::cases::ledger::{Column, Line, Place};

use super::NotALedger;
use crate::workbook::{DAYS_TO_1904, day};

/// A row with fewer known headings is none of headings.
const LEAST_HEADINGS: usize = 4;
/// A larger number is no count of days but a day in eight digits, 20250303.
const LAST_BARE_DAY: f64 = 100_000.0;

/// The row being gathered.
pub struct Rows {
    sheet: Arc<str>,
    /// Whether the workbook counts days from 1904.
    is_1904: bool,
    headings: Option<BTreeMap<u32, Column>>,
    pub row: u32,
    cells: BTreeMap<u32, String>,
    /// Lines that were handed over.
    pub lines: u32,
    /// Headings that no column goes by; what stands under them is not read.
    pub unknown: Vec<String>,
}

impl Rows {
    pub fn new(name: &str, is_1904: bool) -> Self {
        Self {
            sheet: Arc::from(name),
            is_1904,
            headings: None,
            row: 0,
            cells: BTreeMap::new(),
            lines: 0,
            unknown: Vec::new(),
        }
    }

    pub const fn has_headings(&self) -> bool {
        self.headings.is_some()
    }

    /// Keeps a cell of the row, if its column is one that is read.
    pub fn add(&mut self, place: u32, value: &DataRef<'_>) {
        let column = self.headings.as_ref().map(|headings| headings.get(&place));
        if column == Some(None) {
            return;
        }
        let is_day = column.flatten().is_some_and(|column| column.is_day());
        let text = if is_day && self.is_1904 {
            text(value).map(|text| from_1904(&text).unwrap_or(text))
        } else {
            text(value)
        };
        if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
            self.cells.insert(place, text);
        }
    }

    /// Ends the row: its line is handed over, or it is taken as the headings. Fails when headings lack a needed column.
    pub fn end_row(
        &mut self,
        take: &mut dyn FnMut(Line) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, NotALedger> {
        let cells = std::mem::take(&mut self.cells);
        if cells.is_empty() {
            return Ok(ControlFlow::Continue(()));
        }
        let Some(headings) = &self.headings else {
            self.find_headings(&cells)?;
            return Ok(ControlFlow::Continue(()));
        };
        let mut line = Line::at(Place {
            sheet: self.sheet.clone(),
            row: self.row.saturating_add(1),
        });
        for (column, text) in cells {
            if let Some(column) = headings.get(&column) {
                line.set(*column, text);
            }
        }
        if line.is_empty() {
            return Ok(ControlFlow::Continue(()));
        }
        self.lines = self.lines.saturating_add(1);
        Ok(take(line))
    }

    /// Takes the row as headings when it has enough of them; of two alike the first counts.
    fn find_headings(&mut self, cells: &BTreeMap<u32, String>) -> Result<(), NotALedger> {
        let mut headings: BTreeMap<u32, Column> = BTreeMap::new();
        let mut unknown = Vec::new();
        for (place, text) in cells {
            match Column::of_heading(text) {
                Some(column) if !headings.values().any(|known| *known == column) => {
                    headings.insert(*place, column);
                }
                _ => unknown.push(text.trim().to_owned()),
            }
        }
        if headings.len() < LEAST_HEADINGS {
            return Ok(());
        }
        let is_lacking =
            |column: &&Column| column.is_needed() && !headings.values().any(|known| known == *column);
        let lacking: Vec<&'static str> = Column::ALL
            .iter()
            .filter(is_lacking)
            .map(|column| column.label())
            .collect();
        if !lacking.is_empty() {
            return Err(NotALedger::Lacks(lacking));
        }
        self.headings = Some(headings);
        self.unknown = unknown;
        Ok(())
    }
}

/// A cell's text, days as 2025-03-03.
fn text(value: &DataRef<'_>) -> Option<String> {
    Some(match value {
        DataRef::Empty => return None,
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => of_number(*number),
        DataRef::String(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(is_so) => if *is_so { "是" } else { "否" }.to_owned(),
        DataRef::DateTime(moment) => {
            day(moment).map_or_else(|| moment.as_f64().to_string(), |day| day.to_string())
        }
        DataRef::DateTimeIso(text) => text.split('T').next().unwrap_or(text).to_owned(),
        DataRef::Error(error) => error.to_string(),
    })
}

/// A day that stands as a bare number in a workbook of the 1904 date system, as the number other workbooks have for it.
fn from_1904(text: &str) -> Option<String> {
    let days: f64 = text.trim().parse().ok()?;
    (days < LAST_BARE_DAY).then(|| (days + DAYS_TO_1904).to_string())
}

/// A number as it was typed. A spreadsheet keeps fifteen digits: what is longer has lost some, and says so.
fn of_number(number: f64) -> String {
    if number.abs() >= 1e15 {
        format!("{number:.5e}").replace('e', "E+")
    } else {
        let close: Option<f64> = format!("{number:.14e}").parse().ok();
        close.unwrap_or(number).to_string()
    }
}
