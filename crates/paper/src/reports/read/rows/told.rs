//! What is said of rows that were not read, or not for certain.

use std::collections::BTreeMap;

use law::codes::Route;
use law::reports::{Cell, Slip, Unread};

use super::{Line, Reader};
use crate::reports::read::blocks::{Slot, TableRow};
use crate::reports::read::numbers::{Value, advice, value};
use crate::reports::read::placing::Doubt;
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

/// Numbers without a row's name below a row whose last cells these are.
pub(super) fn broken_off(place: &str, text: &str, mut cells: Vec<Cell>) -> Unread {
    cells.reverse();
    let name = cells.first().map_or(String::new(), |cell| row_name(*cell));
    Unread {
        place: place.to_owned(),
        text: text.chars().take(LONGEST).collect(),
        why: format!("这一行没有行名，可能是上一行（{name}）断开的部分，没有读入"),
        cells,
    }
}

/// What is said of a sum of money whose head gives another unit than 万元; nothing where it is none, 0, or has its own.
pub(super) fn in_other_unit(cell: Cell, text: &str, unit: &str) -> Option<String> {
    let amount = match value(text) {
        Value::Number(number) | Value::Noted(number, _) if !number.is_zero() => number,
        _ => return None,
    };
    let has_own = text.contains('元');
    (!has_own).then(|| {
        format!(
            "表头或者行名写的单位是{unit}。{}",
            advice(cell, &format!("{amount}{unit}"))
        )
    })
}

/// Why a row's numbers can't be told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// There are fewer or more of them than columns.
    Count,
    /// The head above them is in another order than the format's, and columns of it are missing, doubled or illegible.
    Head,
    /// The row stands twice side by side.
    Doubled,
}

impl Why {
    pub fn of(is_head_contrary: bool) -> Self {
        if is_head_contrary { Self::Head } else { Self::Count }
    }
}

/// A row whose numbers can't be told apart: every filled cell with its place in the row.
pub(super) fn unplaced(row: &TableRow, cells: &[Cell], numbers: &[Slot], why: Why) -> Unread {
    let name = row_names(cells);
    let why = match why {
        Why::Count => format!(
            "{name} 这一行应有 {} 个数字，无法确定每个数字属于哪一列",
            cells.len()
        ),
        Why::Doubled => format!("{name} 这一行有并列的两组数字，无法确定哪一组是本年度的"),
        Why::Head => format!(
            "{name} 这一行的表头与统一格式的次序不同，又有缺少、重复或者认不出的列名，无法确定每个数字属于哪一列"
        ),
    };
    Unread {
        text: filled(numbers),
        ..unread(row, "", &why, cells.to_vec())
    }
}

/// A row that may lack a cell: what is in doubt of it, with its place. Its numbers stay as they stand.
pub(super) fn short(row: &TableRow, cells: &[Cell], doubt: Doubt) -> Unread {
    let label = cells.last().map_or(String::new(), |cell| cell.label());
    let (why, cells) = match doubt {
        Doubt::Sum => (
            format!("{label} 是空的，同行其他格都有数字，请对照原件补填"),
            cells.last().copied().into_iter().collect(),
        ),
        Doubt::Moved => (
            format!(
                "{} 这一行各数相加与总计不等，可能少了一格、数字错了位，请对照原件逐格核对",
                row_names(cells)
            ),
            cells.to_vec(),
        ),
        Doubt::Row => (
            format!("{label} 是空的，同行其他格都有数字，可能少了一格、数字错了位，请对照原件逐格核对"),
            cells.to_vec(),
        ),
    };
    unread(row, "", &why, cells)
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

/// Signs that stand where 0 is meant: told once for each table and sign, not cell by cell.
#[derive(Default)]
pub(in crate::reports::read) struct Strokes(BTreeMap<(usize, String), (String, usize)>);

impl Strokes {
    /// One more such cell.
    pub fn add(&mut self, place: &str, cell: Cell, text: &str) {
        let table = match cell {
            Cell::Two(_) | Cell::TwoOf2019(_) => 0,
            Cell::Three(..) => 1,
            Cell::Four(..) => 2,
        };
        let sign = text.split_whitespace().collect();
        let seen = self.0.entry((table, sign));
        seen.or_insert_with(|| (place.to_owned(), 0)).1 += 1;
    }

    pub fn slips(&self) -> impl Iterator<Item = Slip> {
        const TABLES: [&str; 3] = ["表二", "表三", "表四"];
        self.0.iter().map(|((table, sign), (place, count))| {
            let table = TABLES.get(*table).copied().unwrap_or("");
            Slip::zeros(place, table, *count, sign)
        })
    }
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

/// The rows of these cells, each named once.
pub(super) fn row_names(cells: &[Cell]) -> String {
    let mut names: Vec<String> = cells.iter().map(|cell| row_name(*cell)).collect();
    names.dedup();
    names.join("、")
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
        self.found.slips.extend(self.strokes.slips());
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
