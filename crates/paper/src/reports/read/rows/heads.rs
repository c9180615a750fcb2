//! Which column of a table holds what, as its head names it.

use std::collections::BTreeMap;

use law::codes::{ApplicantKind, Verdict};

use super::begin::{is_name, numbers_begin};
use super::is_verdict;
use crate::reports::read::blocks::{Block, Slot, TableRow};
use crate::reports::read::labels;
use crate::reports::read::numbers::value;

/// The columns of table 二's two rows of documents, as their head names them.
const STOCKS: [&str; 3] = ["本年制发件数", "本年废止件数", "现行有效件数"];

/// What the heads that went by say, for each table of true columns; plain text counts as one table.
#[derive(Default)]
pub(super) struct Heads {
    kinds: BTreeMap<usize, BTreeMap<usize, ApplicantKind>>,
    stocks: BTreeMap<usize, Vec<usize>>,
    verdicts: BTreeMap<usize, BTreeMap<usize, Verdict>>,
    /// Whether numbers followed the head of table 四: the next such head begins another.
    is_four_used: bool,
}

impl Heads {
    /// Remembers what a head names. A row with numbers is none.
    pub fn learn(&mut self, row: &TableRow) {
        if row
            .cells
            .iter()
            .any(|cell| !cell.text.is_empty() && value(&cell.text).is_number())
        {
            return;
        }
        if row.cells.iter().any(|cell| is_verdict(&cell.text)) {
            self.learn_verdicts(row);
        } else {
            self.learn_kinds(row);
            self.learn_stocks(row);
        }
    }

    fn learn_kinds(&mut self, row: &TableRow) {
        let single = row.cells.iter().filter(|cell| cell.across == 1);
        let named = single.filter_map(|cell| {
            labels::find::<ApplicantKind>(&cell.text).map(|(kind, _, _)| (cell.column, kind))
        });
        let kinds: Vec<(usize, ApplicantKind)> = named.collect();
        let known = self.kinds.entry(row.table).or_default();
        if known.len() == ApplicantKind::ALL.len() && kinds.len() < 2 {
            return;
        }
        for (column, kind) in kinds {
            known.retain(|_, other| *other != kind);
            known.insert(column, kind);
        }
    }

    fn learn_stocks(&mut self, row: &TableRow) {
        let words = |cell: &Slot| labels::unnumbered(&cell.text);
        let at = |head: &&str| {
            let is_head = |cell: &&Slot| cell.across == 1 && words(cell) == *head;
            row.cells.iter().find(is_head).map(|cell| cell.column)
        };
        // The heads are alike but for two signs: one that is printed wrongly is the one between, before or after the others.
        let columns = match STOCKS.each_ref().map(at) {
            [Some(made), repealed, Some(in_force)] => [made, repealed.unwrap_or(made + 1), in_force],
            [Some(made), Some(repealed), None] => [made, repealed, repealed + 1],
            [None, Some(repealed), Some(in_force)] if repealed > 0 => [repealed - 1, repealed, in_force],
            _ => return,
        };
        if matches!(columns, [made, repealed, in_force] if made < repealed && repealed < in_force) {
            self.stocks.insert(row.table, columns.to_vec());
        }
    }

    fn learn_verdicts(&mut self, row: &TableRow) {
        if std::mem::take(&mut self.is_four_used) {
            self.verdicts.remove(&row.table);
        }
        let known = self.verdicts.entry(row.table).or_default();
        for cell in row.cells.iter().filter(|cell| cell.across == 1) {
            let text = labels::unnumbered(&cell.text);
            if let Some(verdict) = Verdict::ALL.iter().find(|verdict| verdict.label() == text) {
                known.insert(cell.column, *verdict);
            }
        }
    }

    /// Numbers went by under the head of table 四.
    pub fn use_four(&mut self) {
        self.is_four_used = true;
    }

    /// The kinds of applicant by their columns, where all are known.
    pub fn kinds(&self, row: &TableRow, is_counting_true: bool) -> Option<&BTreeMap<usize, ApplicantKind>> {
        let kinds = self.kinds.get(&row.table)?;
        let is_whole = kinds.len() == ApplicantKind::ALL.len();
        let is_usual = || kinds.values().eq(ApplicantKind::ALL) && is_unbroken(kinds.keys());
        (is_whole && (row.is_aligned || (is_counting_true && is_usual()))).then_some(kinds)
    }

    /// The columns of documents made, repealed and in force.
    pub fn stocks(&self, row: &TableRow, is_counting_true: bool) -> Option<&[usize]> {
        let stocks = self.stocks.get(&row.table)?;
        (row.is_aligned || is_counting_true).then_some(stocks.as_slice())
    }

    /// The columns of results, block after block.
    pub fn verdicts(&self, row: &TableRow) -> Option<Vec<usize>> {
        let verdicts = self.verdicts.get(&row.table)?;
        let blocks = verdicts.len() / Verdict::ALL.len();
        let is_usual = verdicts
            .values()
            .eq(Verdict::ALL.iter().cycle().take(blocks * Verdict::ALL.len()));
        let is_fit = row.is_aligned || is_unbroken(verdicts.keys());
        (blocks > 0 && is_usual && is_fit).then(|| verdicts.keys().copied().collect())
    }
}

fn is_unbroken<'a>(columns: impl Iterator<Item = &'a usize>) -> bool {
    let columns: Vec<usize> = columns.copied().collect();
    columns
        .windows(2)
        .all(|pair| matches!(pair, [one, other] if one + 1 == *other))
}

/// Whether the rows of plain text stand under the columns that its heads count: no row's name stands where the head has
/// numbers.
pub(super) fn is_counting_true(blocks: &[Block]) -> bool {
    let mut heads = Heads::default();
    for block in blocks {
        let Block::Row(row) = block else { continue };
        if row.is_aligned {
            continue;
        }
        heads.learn(row);
        let Some(first) = heads.kinds(row, true).and_then(|kinds| kinds.keys().next()) else {
            continue;
        };
        let name = numbers_begin(&row.cells).and_then(|begin| row.cells.get(begin - 1));
        let is_under = name.is_some_and(|name| name.column >= *first && is_name(&name.text));
        let has_numbers = row.cells.iter().any(|cell| value(&cell.text).is_number());
        if is_under && has_numbers {
            return false;
        }
    }
    true
}
