//! The three tables of the format as rows of merged cells: the one picture that every writer draws from.
//! Heads, order and merging are those of the annexes to 国办公开办函〔2021〕30号 and 〔2019〕60号.

mod former;
mod three;
mod two_and_four;

use law::reports::{Cell, Format, Report, Tables};

use super::prose::printable;

/// A table as it is printed.
#[derive(Clone, Debug)]
pub struct Grid {
    /// The section the table belongs to: 2, 3 or 4.
    pub number: u8,
    /// What the table is, for captions and for those who cannot see it.
    pub caption: &'static str,
    /// The width of each column, in tenths of a millimetre; together 156 mm, the width of the text area.
    pub widths: Vec<u16>,
    /// How many of the first rows are repeated where the table must break.
    pub head_rows: usize,
    pub rows: Vec<Vec<Slot>>,
}

/// A printed cell: one or more columns wide, one or more rows tall.
#[derive(Clone, Debug)]
pub struct Slot {
    /// A label, or a number as given; empty where the cell is blank.
    pub text: String,
    /// The remark printed beside a number.
    pub note: Option<String>,
    pub across: usize,
    pub down: usize,
    pub part: Part,
}

/// What a printed cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A band over the rows below it (第二十条第（一）项).
    Band,
    /// The head of a column or of several.
    Head,
    /// The corner that says how the rows add up.
    Corner,
    /// The head of a row or of several.
    Label,
    /// The head of many rows, narrow and tall (三、本年度办理结果).
    Spine,
    /// A number.
    Number(Cell),
}

/// A slot with its place in the grid.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'a> {
    pub row: usize,
    pub column: usize,
    pub slot: &'a Slot,
}

impl Grid {
    /// Tables 二, 三 and 四 of this report, in its own format; none of an archive edition.
    pub fn all(report: &Report) -> Vec<Self> {
        let tables = &report.tables;
        let two = match report.format {
            Format::Archive => return Vec::new(),
            Format::Of2019 => former::table_two(tables),
            Format::Of2021 => two_and_four::table_two(tables),
        };
        vec![
            two,
            three::table_three(tables, report.format),
            two_and_four::table_four(tables),
        ]
    }

    /// Every slot with the row and column of its upper left corner.
    pub fn placed(&self) -> Vec<Placed<'_>> {
        let mut placed = Vec::new();
        // How many rows below the current one each column is still covered by a slot from above.
        let mut covered = vec![0_usize; self.widths.len()];
        for (row, slots) in self.rows.iter().enumerate() {
            let mut free: Vec<bool> = covered.iter().map(|rows| *rows == 0).collect();
            for rows in &mut covered {
                *rows = rows.saturating_sub(1);
            }
            for slot in slots {
                let Some(column) = free.iter().position(|is_free| *is_free) else {
                    break;
                };
                for taken in free.iter_mut().skip(column).take(slot.across) {
                    *taken = false;
                }
                for rows in covered.iter_mut().skip(column).take(slot.across) {
                    *rows = slot.down.saturating_sub(1);
                }
                placed.push(Placed { row, column, slot });
            }
        }
        placed
    }
}

impl Slot {
    fn of(part: Part, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            note: None,
            across: 1,
            down: 1,
            part,
        }
    }

    fn head(text: impl Into<String>) -> Self {
        Self::of(Part::Head, text)
    }

    fn label(text: impl Into<String>) -> Self {
        Self::of(Part::Label, text)
    }

    fn number(tables: &Tables, cell: Cell) -> Self {
        let text = tables
            .get(cell)
            .map(|number| number.to_string())
            .unwrap_or_default();
        let note = tables.note(cell).map(printable);
        // A unit that the format leaves open stands with its number.
        if let Some(unit) = note.as_deref().filter(|note| cell.is_unit(note)) {
            return Self::of(Part::Number(cell), format!("{text}{unit}"));
        }
        Self {
            note,
            ..Self::of(Part::Number(cell), text)
        }
    }

    /// The cell as one text: the number as given, its remark in brackets.
    pub fn printed(&self) -> String {
        match &self.note {
            Some(note) => format!("{}（{note}）", self.text),
            None => self.text.clone(),
        }
    }

    fn across(mut self, columns: usize) -> Self {
        self.across = columns;
        self
    }

    fn down(mut self, rows: usize) -> Self {
        self.down = rows;
        self
    }
}

#[cfg(test)]
mod tests;
