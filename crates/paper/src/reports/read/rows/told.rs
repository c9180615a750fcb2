//! What is said of rows that were not read, or not for certain.

use law::codes::Route;
use law::reports::{Cell, Slip, Unread};

use super::{Line, Reader};
use crate::reports::read::blocks::{Slot, TableRow};
use crate::reports::read::seen::Found;

/// The longest text of a cell that is repeated.
const LONGEST: usize = 80;

pub(super) fn unread(row: &TableRow, text: &str, why: &str, cells: Vec<Cell>) -> Unread {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Unread {
        place: row.place.clone(),
        text: text.chars().take(LONGEST).collect(),
        why: why.to_owned(),
        cells,
    }
}

/// A row whose numbers can't be told apart: every filled cell with its place in the row.
pub(super) fn unplaced(row: &TableRow, cells: &[Cell], numbers: &[Slot]) -> Unread {
    let name = cells.first().map_or(String::new(), |cell| row_name(*cell));
    let why = format!(
        "{name} 这一行应有 {} 个数字，无法确定每个数字属于哪一列",
        cells.len()
    );
    Unread {
        text: filled(numbers),
        ..unread(row, "", &why, cells.to_vec())
    }
}

/// The filled cells, each with its place in the row.
pub(super) fn filled(numbers: &[Slot]) -> String {
    let filled = numbers.iter().filter(|slot| !slot.text.trim().is_empty());
    let told = filled.map(|slot| {
        let text: String = slot.text.split_whitespace().collect();
        let text: String = text.chars().take(LONGEST).collect();
        format!("第{}格 {text}", slot.column + 1)
    });
    told.collect::<Vec<_>>().join("，")
}

fn first_word(label: &str) -> String {
    label.split('·').next().unwrap_or("").to_owned()
}

/// The row of a cell, without the cell's column.
pub(super) fn row_name(cell: Cell) -> String {
    match cell {
        Cell::Two(two) => first_word(two.label()),
        Cell::TwoOf2019(two) => first_word(two.label()),
        Cell::Three(row, _) => row.full_label(),
        Cell::Four(route, _) => route.label().to_owned(),
    }
}

impl Reader {
    /// What was found, with what is said at the end: rows that nowhere could be placed, lines left blank, rows that
    /// were read in the likelier of two ways.
    pub(super) fn finish(mut self) -> Found {
        for (line, unread) in std::mem::take(&mut self.unplaced) {
            if self.is_seen(&line) {
                continue;
            }
            self.found.unread.push(unread);
            self.see(&line);
        }
        let is_open = |route: &&Route| !self.found.seen.four.contains(*route);
        let left: Vec<Route> = self.blank_four.iter().filter(is_open).copied().collect();
        self.found.seen.four.extend(left);
        if let Some((place, filled)) = self.likely.first() {
            let count = self.likely.len();
            self.found.slips.push(Slip {
                place: place.clone(),
                printed: format!("{filled}（与表头的格数不同，共 {count} 行如此）"),
                official: "按表头排列的 7 格或者 5 格，最后一格是总计".to_owned(),
            });
        }
        self.found.settle_otherwise();
        self.found
    }

    fn is_seen(&self, line: &Line) -> bool {
        match line {
            Line::Two(row) => self.found.seen.two.contains(&row.0),
            Line::Three(row) => self.found.seen.three.contains(row),
            Line::Four(routes) => routes.iter().any(|route| self.found.seen.four.contains(route)),
        }
    }

    fn see(&mut self, line: &Line) {
        match line {
            Line::Two(row) => self.found.seen.two.push(row.0),
            Line::Three(row) => {
                self.found.seen.three.insert(*row);
            }
            Line::Four(routes) => self.found.seen.four.extend(routes),
        }
    }
}
