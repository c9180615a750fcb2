//! Table 四: a line of fifteen numbers under its head, or a line for each of its blocks.

use law::codes::{Route, TableThreeRow, Verdict};
use law::reports::Cell;

use super::begin::{is_name, is_words, numbers_begin};
use super::heads::{Columns, Contrary};
use super::told::{self, Why};
use super::{LONGEST_HEAD, Line, Reader, is_verdict, sums};
use crate::reports::read::blocks::{Slot, TableRow};
use crate::reports::read::labels;
use crate::reports::read::naming::exact;
use crate::reports::read::numbers::value;
use crate::reports::read::placing::{self, Due, place_after_label};

/// How many numbers the whole table has.
const ALL: usize = 15;

impl Reader {
    /// Remembers which blocks of table 四 a head names, and where that table begins.
    pub(super) fn routes(&mut self, text: &str) {
        if text.len() > LONGEST_HEAD {
            return;
        }
        let is_title = text.contains("行政复议") && text.contains("行政诉讼");
        self.has_four_head |= is_title || is_verdict(text);
        if is_verdict(text) && self.found.seen.four.len() == Route::ALL.len() {
            self.again = Route::ALL.to_vec();
        }
        let text = labels::unnumbered(text);
        self.named.extend(
            Route::ALL
                .iter()
                .filter(|route| text.trim_end_matches([':', '.', '情', '况']) == route.label()),
        );
    }

    /// A line of table 四 without a label of its own: fifteen cells, or the five of a block, or the ten of 行政诉讼.
    pub(super) fn table_four_line(&mut self, row: &TableRow) -> bool {
        if !self.has_four_head || is_named_otherwise(row) {
            return false;
        }
        if self.is_torn_four(row) {
            return true;
        }
        let columns = self.columns_of_four(row);
        let numbers = self.numbers_of(row, columns.as_deref());
        // The last word of the head, where cells stand one a line.
        let numbers = match numbers {
            [name, rest @ ..] if is_sum(name) => rest,
            _ => numbers,
        };
        let is_filled = |slot: &&Slot| !slot.text.trim().is_empty();
        let filled = numbers.iter().filter(is_filled).count();
        let readable = numbers
            .iter()
            .filter(|slot| value(&slot.text).is_number())
            .count();
        // A line of words is one too, if every column of the head has a cell in it.
        let is_whole = row.is_aligned
            && columns.as_ref().is_some_and(|columns| {
                columns.iter().all(|column| {
                    numbers
                        .iter()
                        .any(|slot| slot.column == *column && slot.across == 1)
                })
            });
        let is_head = readable == 0 && row.cells.iter().any(|cell| is_head(&cell.text));
        let is_few = numbers.len() < Verdict::ALL.len() || filled == 0;
        if is_few || is_head || (readable * 2 < filled && !is_whole) {
            return false;
        }
        let routes = self.next_routes(row, numbers.len(), columns.as_deref());
        !routes.is_empty() && self.four(row, &routes, numbers)
    }

    /// A line of text under the head of the whole table that has fewer numbers than it: blank cells left no trace, and nobody
    /// knows which they were.
    fn is_torn_four(&mut self, row: &TableRow) -> bool {
        let numbers = match row.cells.as_slice() {
            [name, rest @ ..] if is_sum(name) => rest,
            cells => cells,
        };
        let are_numbers = numbers.iter().all(|slot| value(&slot.text).is_number());
        let is_short = !row.is_aligned && are_numbers && !numbers.is_empty() && numbers.len() < ALL;
        if !is_short || !self.found.seen.four.is_empty() {
            return false;
        }
        let head = self.heads.verdicts(row).ok().flatten();
        let is_whole = head.is_some_and(|head| head.order.len() == ALL);
        if is_whole {
            let told = told::unplaced(row, &usual(Route::ALL), numbers, Why::Count);
            self.unplaced.push((Line::Four(Route::ALL.to_vec()), told));
        }
        is_whole
    }

    /// Whether the row was taken for these blocks, or told as one of blocks that were there before.
    pub(super) fn four(&mut self, row: &TableRow, routes: &[Route], numbers: &[Slot]) -> bool {
        let is_seen = |route: &Route| self.found.seen.four.contains(route);
        let is_again = routes.iter().all(is_seen);
        if !is_again && routes.iter().any(is_seen) {
            return false;
        }
        let head = self.heads.verdicts(row);
        let head = head.and_then(|head| verdicts(head.as_ref(), routes));
        let cells: Vec<Cell> = match &head {
            Ok((order, _)) => order.clone(),
            Err(Contrary) => usual(routes),
        };
        let placed = match &head {
            Ok((_, columns)) => {
                let due = Due {
                    count: cells.len(),
                    columns: columns.as_deref(),
                    sums: &sums(&cells),
                    is_aligned: row.is_aligned,
                };
                place_after_label(numbers, &due)
            }
            Err(Contrary) => placing::alike(numbers, cells.len()),
        };
        self.named.clear();
        if is_again {
            self.again.retain(|route| !routes.contains(route));
            self.repeated(row, &cells, numbers, placed);
            return true;
        }
        let why = Why::of(head.is_err());
        if self.take(row, Line::Four(routes.to_vec()), &cells, numbers, placed, why) {
            self.found.seen.four.extend(routes);
            return true;
        }
        false
    }

    /// Where the head of table 四 has its columns.
    fn columns_of_four(&self, row: &TableRow) -> Option<Vec<usize>> {
        self.heads.verdicts(row).ok().flatten().and_then(|head| head.at)
    }

    /// The cells of a line that may be its numbers: those from the head's first column on, or after a label.
    fn numbers_of<'a>(&self, row: &'a TableRow, columns: Option<&[usize]>) -> &'a [Slot] {
        let first = columns.and_then(<[usize]>::first).filter(|_| row.is_aligned);
        let is_line = |begin: &usize| {
            let count = row.cells.len() - begin;
            let is_under_head = row.cells.get(begin - 1).is_some_and(is_sum)
                && self.found.seen.three.contains(&TableThreeRow::Total)
                && count.is_multiple_of(Verdict::ALL.len());
            count >= ALL || is_under_head
        };
        let begin = match first {
            Some(first) => row.cells.iter().position(|cell| cell.column >= *first),
            None if is_count(&row.cells) || !row.cells.iter().any(is_words) => Some(0),
            None => numbers_begin(&row.cells).filter(is_line),
        };
        begin.and_then(|begin| row.cells.get(begin..)).unwrap_or(&[])
    }

    /// A row with nothing in it, under the head of table 四.
    pub(super) fn blank_line(&mut self, row: &TableRow) {
        let columns = self.columns_of_four(row);
        let is_line = self.has_four_head && row.cells.len() >= Verdict::ALL.len();
        if is_line && (columns.is_some() || row.cells.len() >= ALL) {
            let routes = self.next_routes(row, row.cells.len(), columns.as_deref());
            self.blank_four.extend(routes);
        }
    }

    /// The blocks of table 四 that a line of so many cells fills: those that its head has columns for, or that were
    /// named, or the next ones.
    fn next_routes(&self, row: &TableRow, count: usize, columns: Option<&[usize]>) -> Vec<Route> {
        let unseen = |route: &Route| !self.found.seen.four.contains(route);
        let open: Vec<Route> = Route::ALL
            .iter()
            .filter(|route| unseen(route) || self.again.contains(route))
            .copied()
            .collect();
        let is_open = |route: &&Route| open.contains(*route);
        let of_head = columns
            .map(<[usize]>::len)
            .filter(|columns| row.is_aligned || *columns == ALL);
        let begins: Vec<usize> = columns
            .unwrap_or(&[])
            .iter()
            .step_by(Verdict::ALL.len())
            .copied()
            .collect();
        let by_head = self.heads.routes(row, &begins).filter(|_| begins.len() > 1);
        if let Some(routes) = by_head {
            return if routes.iter().all(|route| open.contains(route)) {
                routes
            } else {
                Vec::new()
            };
        }
        match of_head.unwrap_or(count) {
            // A line that lacks a cell is no shorter table: nobody knows which it lacks.
            11.. if open.len() == Route::ALL.len() => open,
            10..ALL if open.len() >= 2 => open.into_iter().rev().take(2).rev().collect(),
            5..10 => {
                let named = self.named.iter().rev().find(is_open).copied();
                named.or(open.first().copied()).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }
}

/// The cells of these blocks as the format has them.
fn usual(routes: &[Route]) -> Vec<Cell> {
    let of = |route: &Route| {
        Verdict::ALL
            .iter()
            .map(|verdict| Cell::Four(*route, *verdict))
            .collect::<Vec<Cell>>()
    };
    routes.iter().flat_map(of).collect()
}

/// The cells of these blocks as a head has them, and their columns where it has as many.
fn verdicts(head: Option<&Columns>, routes: &[Route]) -> Result<(Vec<Cell>, Option<Vec<usize>>), Contrary> {
    const ONE: usize = Verdict::ALL.len();
    let Some(head) = head else {
        return Ok((usual(routes), None));
    };
    let blocks: Vec<&[usize]> = head.order.chunks(ONE).collect();
    let is_alike = blocks
        .windows(2)
        .all(|pair| matches!(pair, [one, other] if one == other));
    let mut cells = Vec::new();
    for (index, route) in routes.iter().enumerate() {
        let of_route = Route::ALL.iter().position(|one| one == route);
        let block = match blocks.as_slice() {
            [first, ..] if is_alike => first,
            blocks if blocks.len() == routes.len() => blocks.get(index).ok_or(Contrary)?,
            blocks if blocks.len() == Route::ALL.len() => {
                of_route.and_then(|at| blocks.get(at)).ok_or(Contrary)?
            }
            _ => return Err(Contrary),
        };
        let of_block = block.iter().filter_map(|column| Verdict::ALL.get(*column));
        cells.extend(of_block.map(|verdict| Cell::Four(*route, *verdict)));
    }
    let columns = head.at.clone().filter(|at| at.len() == cells.len());
    Ok((cells, columns))
}

/// Whether the row's name is of another row, or of a block of this table. 总计 may be the last word of the head.
fn is_named_otherwise(row: &TableRow) -> bool {
    let name = numbers_begin(&row.cells).and_then(|begin| row.cells.get(begin - 1));
    name.is_some_and(|name| is_name(&name.text) && !is_sum(name))
}

/// Whether there are as many cells as one, two or three blocks have, those left blank at the end aside.
fn is_count(cells: &[Slot]) -> bool {
    let blank = cells
        .iter()
        .rev()
        .take_while(|cell| cell.text.trim().is_empty())
        .count();
    let filled = cells.len() - blank;
    (filled..=cells.len()).any(|count| count > 0 && count <= ALL && count.is_multiple_of(Verdict::ALL.len()))
}

fn is_sum(name: &Slot) -> bool {
    labels::plain(&name.text) == "总计"
}

/// Whether the words are of table 四's head, which is not numbered: （七）总计 is a row of table 三.
pub(super) fn is_head(text: &str) -> bool {
    let word = || labels::plain(text);
    text.len() <= LONGEST_HEAD
        && !text.trim().is_empty()
        && (exact::<Route>(text).is_some() || Verdict::ALL.iter().any(|verdict| verdict.label() == word()))
}
