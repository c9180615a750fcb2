//! The heads of table 二's rows of one number (许可、处罚、强制、收费): which of several columns holds it, and in which unit
//! its money is.

use law::reports::{Cell, Table2};

use crate::reports::read::blocks::{Slot, TableRow};
use crate::reports::read::labels;
use crate::reports::read::numbers::value;
use crate::reports::read::placing::Placed;
use crate::reports::read::rows::LONGEST_HEAD;

/// What stands at the left of each head.
const CORNER: &str = "信息内容";
/// Words by which such a head is known.
const SIGNS: [&str; 4] = ["决定数", "收费", "金额", "处理数"];
/// Words of columns that hold another year's number, or how it changed.
const OTHER_YEARS: [&str; 8] = ["上年", "上一年", "去年", "前年", "增减", "增/减", "同比", "增长"];
/// The longest word of a head that stands on a line of its own.
const LONGEST: usize = 80;

/// A word of the head, and over which columns it stands where those are known.
#[derive(Clone, Debug)]
struct Word {
    text: String,
    column: Option<usize>,
    across: usize,
}

/// The head that went by last.
#[derive(Default)]
pub(in crate::reports::read::rows) struct Single {
    /// The table whose row it is; none for text.
    table: Option<usize>,
    words: Vec<Word>,
    /// Whether its words stand one a line and may go on.
    is_open: bool,
}

/// What a head says of a row of one number.
#[derive(Debug)]
pub(in crate::reports::read::rows) enum Said {
    /// Nothing, or nothing but the one column.
    Nothing,
    /// The number stands in one of several columns.
    Placed(Placed),
    /// It is not said in which.
    Unknown,
}

impl Single {
    /// Remembers a row that is such a head.
    pub fn learn(&mut self, row: &TableRow) {
        self.is_open = false;
        let filled = || row.cells.iter().filter(|slot| !slot.text.trim().is_empty());
        let is_head = filled().all(|slot| !value(&slot.text).is_number())
            && filled().all(|slot| slot.text.len() <= LONGEST_HEAD && !labels::is_row(&slot.text))
            && filled().any(|slot| is_corner(&slot.text) || has_sign(&slot.text));
        if !is_head {
            return;
        }
        let word = |slot: &Slot| Word {
            text: labels::plain(&slot.text),
            column: Some(slot.column),
            across: slot.across,
        };
        self.table = row.is_aligned.then_some(row.table);
        self.words = filled().filter(|slot| !is_corner(&slot.text)).map(word).collect();
    }

    /// Remembers a line of text that is such a head, or one of its words.
    pub fn learn_text(&mut self, text: &str) {
        let is_short = text.len() <= LONGEST && !text.contains('。');
        let is_mark = |one: char| one.is_whitespace() || matches!(one, ',' | '，');
        let mut words = text.split(is_mark).filter(|word| !word.is_empty()).peekable();
        let is_head = words.peek().is_some_and(|word| is_corner(word));
        if is_head {
            self.words.clear();
            self.table = None;
        }
        self.is_open = is_head || (self.is_open && is_short && !labels::is_row(text));
        let words = words.skip(usize::from(is_head));
        if self.is_open && text.len() <= LONGEST_HEAD {
            self.words.extend(words.map(|word| Word {
                text: labels::plain(word),
                column: None,
                across: 1,
            }));
        }
    }

    /// Where the number of this row stands.
    pub fn said(&self, row: &TableRow, cell: Cell, numbers: &[Slot]) -> Said {
        if !self.is_of(row) || self.is_under_all(row, numbers) {
            return Said::Nothing;
        }
        let named: Vec<usize> = (0..)
            .zip(&self.words)
            .filter(|(_, word)| names(cell, &word.text))
            .map(|(index, _)| index)
            .collect();
        match (self.words.as_slice(), named.as_slice()) {
            ([only], _) if !is_of_other_year(&only.text) => Said::Nothing,
            (_, [index]) => self
                .under(*index, row, numbers)
                .map_or(Said::Unknown, Said::Placed),
            _ => Said::Unknown,
        }
    }

    /// Whether the only cell of the row stands under all of several columns: it is a row of another head, which is missing.
    fn is_under_all(&self, row: &TableRow, numbers: &[Slot]) -> bool {
        let mut filled = numbers.iter().filter(|slot| !slot.text.trim().is_empty());
        let (Some(slot), None) = (filled.next(), filled.next()) else {
            return false;
        };
        let covers = |word: &Word| {
            let column = word.column.unwrap_or(0);
            (slot.column..slot.column + slot.across).contains(&column)
        };
        row.is_aligned && self.words.len() > 1 && self.words.iter().all(covers)
    }

    /// The unit of money that the head gives, where it is another than 万元.
    pub fn unit(&self, row: &TableRow, printed: &str) -> Option<&'static str> {
        let own = unit(&labels::plain(printed));
        let head = || {
            let of_fees = |word: &&Word| names(Cell::Two(Table2::FeesWanYuan), &word.text);
            let mut fees = self.words.iter().filter(of_fees);
            fees.find_map(|word| unit(&word.text))
        };
        own.or_else(|| self.is_of(row).then(head).flatten())
            .filter(|unit| *unit != "万元")
    }

    /// Whether the head stands over this row, and is one.
    fn is_of(&self, row: &TableRow) -> bool {
        let table = row.is_aligned.then_some(row.table);
        table == self.table && self.words.iter().any(|word| has_sign(&word.text))
    }

    /// The cell under that word, with what stands beside it.
    fn under(&self, index: usize, row: &TableRow, numbers: &[Slot]) -> Option<Placed> {
        let word = self.words.get(index)?;
        let filled: Vec<&Slot> = numbers
            .iter()
            .filter(|slot| !slot.text.trim().is_empty())
            .collect();
        let begin = numbers.first()?.column;
        let is_counted = |word: &Word| word.column.is_some_and(|column| column >= begin);
        let at = if row.is_aligned || self.words.iter().all(is_counted) {
            let from = word.column?;
            let is_under =
                |slot: &&Slot| slot.column < from + word.across && from < slot.column + slot.across;
            let of_column = || numbers.iter().filter(is_under);
            let mut of_filled = of_column().filter(|slot| !slot.text.trim().is_empty());
            let at = of_filled.next().or_else(|| of_column().next())?;
            if of_filled.next().is_some() {
                return None;
            }
            at
        } else if filled.len() == self.words.len() {
            filled.get(index)?
        } else {
            return None;
        };
        let beside = filled.iter().filter(|slot| slot.column != at.column);
        Some(Placed {
            beside: beside.map(|slot| slot.text.trim().to_owned()).collect(),
            ..Placed::surely(vec![at.text.clone()])
        })
    }
}

fn is_corner(text: &str) -> bool {
    labels::unnumbered(text) == CORNER
}

fn has_sign(text: &str) -> bool {
    SIGNS.iter().any(|sign| text.contains(sign)) && !labels::is_row(text)
}

fn is_of_other_year(text: &str) -> bool {
    OTHER_YEARS.iter().any(|word| text.contains(word))
}

/// Whether a column of that name holds this number.
fn names(cell: Cell, text: &str) -> bool {
    let signs: &[&str] = if cell.is_decimal() {
        &["金额", "元"]
    } else {
        &["决定数", "处理数", "数量", "件数"]
    };
    !is_of_other_year(text) && signs.iter().any(|sign| text.contains(sign))
}

/// The unit of money that these words end in or have in brackets.
fn unit(text: &str) -> Option<&'static str> {
    ["亿元", "万元", "千元", "元"]
        .into_iter()
        .find(|unit| text.contains(unit))
}
