//! Which column of a table holds what, as its head names it. A head in another order than the format's is gone by where
//! every column is named; where it is not, nobody knows which number is which.

mod named;
mod order;
mod single;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use law::codes::{ApplicantKind, Route};

use super::LONGEST_HEAD;
use super::begin::{is_name, numbers_begin};
use crate::reports::read::blocks::{Block, Slot, TableRow};
use crate::reports::read::numbers::{Value, value};
use named::{kinds, stocks, verdicts};
pub(in crate::reports::read) use order::Order;
pub(super) use single::{Said, Single};
use words::{Line, Seat, Word, word};

/// How many columns table 二's rows of documents have.
pub(super) const STOCKS: usize = 3;
/// How many lines of text before a table may be its head.
const MOST_LINES: usize = 100;
/// How many words may stand one a line.
const MOST_RUN: usize = 200;

/// The columns of a table from left to right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    /// What each holds, by its place in the format's order.
    pub order: Vec<usize>,
    /// Where each stands, if cells know their columns.
    pub at: Option<Vec<usize>>,
    /// Whether the head could be taken in another way as well.
    pub is_likely: bool,
}

impl Columns {
    /// The format's order.
    pub fn usual(count: usize) -> Self {
        Self {
            order: (0..count).collect(),
            at: None,
            is_likely: false,
        }
    }

    /// The columns' cells from left to right, given those of the format in its order.
    pub fn of<T: Copy>(&self, usual: &[T]) -> Vec<T> {
        let cells = self.order.iter().filter_map(|column| usual.get(*column));
        cells.copied().collect()
    }
}

/// A head that contradicts the format's order and can't be read whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Contrary;

/// The heads of one kind that went by.
#[derive(Default)]
struct Shelf {
    /// For each table; text counts as one.
    of: BTreeMap<Option<usize>, Result<Columns, Contrary>>,
    /// The last one, for a table that goes on without a head of its own.
    last: Option<Result<Columns, Contrary>>,
}

impl Shelf {
    fn put(&mut self, table: Option<usize>, head: Result<Columns, Contrary>) {
        self.last = Some(head.clone().map(|columns| Columns { at: None, ..columns }));
        self.of.insert(table, head);
    }

    fn get(&self, table: Option<usize>) -> Option<Result<Columns, Contrary>> {
        self.of.get(&table).or(self.last.as_ref()).cloned()
    }
}

/// The order of a head of so many columns whose words are cells.
pub(in crate::reports::read) fn order_of(items: &[Option<usize>], count: usize) -> Order {
    order::of(items, count, false)
}

/// What the heads that went by say.
#[derive(Default)]
pub(super) struct Heads {
    kinds: Shelf,
    stocks: Shelf,
    verdicts: Shelf,
    /// The blocks of table 四 by the columns where they begin.
    routes: BTreeMap<usize, Vec<Seat>>,
    /// Lines since the last row of numbers.
    lines: Vec<Line>,
    /// Words of text that stand one a line.
    run: Vec<String>,
}

impl Heads {
    /// Remembers a row that may be of a head; a row of numbers ends it.
    pub fn learn(&mut self, row: &TableRow) {
        // Where cells stand one a line, the head's last word may have been taken for the name of the numbers after it.
        let first = row.cells.first().map_or("", |cell| &cell.text);
        if !self.run.is_empty() && !row.is_aligned && word(first) == Word::Total {
            self.run.push(first.to_owned());
        }
        self.end_run();
        let line = Line::of_row(row);
        let values = || row.cells.iter().map(|cell| value(&cell.text));
        let has_number = values().any(|value| matches!(value, Value::Number(_) | Value::Noted(..)));
        let has_stroke = || values().any(|value| value == Value::Stroke);
        if has_number || (line.heads() < 2 && has_stroke()) || (line.heads() == 0 && is_spoilt(row)) {
            self.close();
        } else if line.heads() > 0 {
            self.lines.push(line);
        }
    }

    /// Remembers a line of text that may be of a head.
    pub fn learn_text(&mut self, text: &str) {
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        let is_one = words.len() == 1 || word(text).is_head();
        if text.len() <= LONGEST_HEAD && is_one {
            self.run.push(words.concat());
            return;
        }
        self.end_run();
        let is_short = text.len() <= LONGEST_HEAD;
        let line = is_short.then(|| Line::of_words(&words, false));
        self.lines.extend(line.filter(|line| line.heads() > 0));
    }

    fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        let from = run.len().saturating_sub(MOST_RUN);
        let line = Line::of_words(run.get(from..).unwrap_or(&[]), true);
        if line.heads() > 0 {
            self.lines.push(line);
        }
    }

    /// Numbers come: what stood before them was their head.
    fn close(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        let from = lines.len().saturating_sub(MOST_LINES);
        let lines = lines.get(from..).unwrap_or(&[]);
        let tables: BTreeSet<Option<usize>> = lines.iter().map(|line| line.table).collect();
        for table in tables {
            let of_table: Vec<&Line> = lines.iter().filter(|line| line.table == table).collect();
            self.put(table, &of_table);
        }
    }

    fn put(&mut self, table: Option<usize>, lines: &[&Line]) {
        if let Some(head) = stocks(lines) {
            self.stocks.put(table, head);
        }
        if let Some(head) = kinds(lines) {
            self.kinds.put(table, head);
        }
        if let Some(head) = verdicts(lines) {
            self.verdicts.put(table, head);
            let seats = lines.iter().flat_map(|line| &line.seats).copied();
            let routes = seats.filter(|seat| matches!(seat.word, Word::Route(_) | Word::Suits));
            self.routes.extend(table.map(|table| (table, routes.collect())));
        }
    }

    /// The kinds of applicant, from left to right.
    pub fn kinds(&self, row: &TableRow, is_counting_true: bool) -> Result<Columns, Contrary> {
        let usual = || Ok(Columns::usual(ApplicantKind::ALL.len()));
        let kinds = self.kinds.get(key(row)).unwrap_or_else(usual)?;
        Ok(placed(kinds, row, is_counting_true))
    }

    /// The columns of documents made, repealed and in force.
    pub fn stocks(&self, row: &TableRow, is_counting_true: bool) -> Result<Columns, Contrary> {
        let stocks = self
            .stocks
            .get(key(row))
            .unwrap_or_else(|| Ok(Columns::usual(STOCKS)))?;
        Ok(placed(stocks, row, is_counting_true))
    }

    /// The results, block after block; none where no head was legible.
    pub fn verdicts(&self, row: &TableRow) -> Result<Option<Columns>, Contrary> {
        let verdicts = self.verdicts.get(key(row)).transpose()?;
        Ok(verdicts.map(|verdicts| placed(verdicts, row, true)))
    }

    /// The blocks of table 四 that begin at these columns, where its head says it.
    pub fn routes(&self, row: &TableRow, begins: &[usize]) -> Option<Vec<Route>> {
        let heads = self.routes.get(&key(row)?)?;
        let mut suits = [Route::LitigationDirect, Route::LitigationAfterReconsideration].into_iter();
        let mut routes = Vec::new();
        for begin in begins {
            let over = heads
                .iter()
                .filter(|seat| seat.column.is_some_and(|column| column <= *begin));
            let nearest = over.max_by_key(|seat| (seat.column, matches!(seat.word, Word::Route(_))))?;
            let route = match nearest.word {
                Word::Route(route) => route,
                _ => suits.next()?,
            };
            if routes.contains(&route) {
                return None;
            }
            routes.push(route);
        }
        Some(routes)
    }
}

/// The columns of documents where the row itself names them before its numbers (`规章 | 制发 废止 现行有效 | 3 | 5 | 74`).
pub(super) fn named_in(numbers: &[Slot]) -> Option<Columns> {
    let words = numbers
        .iter()
        .take_while(|slot| value(&slot.text) == Value::Other);
    let text: String = words.map(|slot| slot.text.as_str()).collect();
    Some(Columns {
        order: words::stocks_in(&text)?,
        ..Columns::usual(0)
    })
}

/// Whether a row is one of numbers of which none can be read: about so many, pictures, what a script writes.
fn is_spoilt(row: &TableRow) -> bool {
    const LEAST: usize = 5;
    let filled = || row.cells.iter().filter(|cell| !cell.text.trim().is_empty());
    let is_of_number = |cell: &Slot| {
        let text = cell.text.trim();
        text.starts_with('（') || text.contains(|sign: char| sign.is_ascii_digit())
    };
    row.is_aligned && filled().count() >= LEAST && filled().all(is_of_number)
}

fn key(row: &TableRow) -> Option<usize> {
    row.is_aligned.then_some(row.table)
}

/// The columns without their places where those say nothing of this row.
fn placed(columns: Columns, row: &TableRow, is_counting_true: bool) -> Columns {
    let at = columns.at.filter(|_| row.is_aligned || is_counting_true);
    Columns { at, ..columns }
}

/// Whether the rows of plain text stand under the columns that its heads count: no row's name stands where the head has
/// numbers.
pub(super) fn is_counting_true(blocks: &[Block]) -> bool {
    let mut heads = Heads::default();
    for block in blocks {
        let row = match block {
            Block::Row(row) if !row.is_aligned => row,
            Block::Paragraph(paragraph) => {
                heads.learn_text(&paragraph.text);
                continue;
            }
            Block::Row(_) | Block::Picture => continue,
        };
        heads.learn(row);
        let kinds = heads.kinds(row, true).ok().and_then(|kinds| kinds.at);
        let Some(first) = kinds.and_then(|at| at.first().copied()) else {
            continue;
        };
        let name = numbers_begin(&row.cells).and_then(|begin| row.cells.get(begin - 1));
        let is_under = name.is_some_and(|name| name.column >= first && is_name(&name.text));
        let has_numbers = row.cells.iter().any(|cell| value(&cell.text).is_number());
        if is_under && has_numbers {
            return false;
        }
    }
    true
}
