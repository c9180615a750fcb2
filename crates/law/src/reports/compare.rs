//! Two years, or two editions, side by side: cells that differ, and prose as a word diff.

use rust_decimal::Decimal;
use serde::Serialize;
use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices};

use super::prose::repeated_share;
use super::{Cell, Report, SECTION_TITLES, Table2Of2019, Tables, Unlike};

/// How two reports differ, `before` first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Only cells that differ, in print order.
    pub cells: Vec<CellChange>,
    /// All six sections.
    pub sections: Vec<SectionDiff>,
    /// What only one of two formats counts; nothing where both reports are of one.
    pub unlike: Vec<Unlike>,
}

/// One cell of two reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellChange {
    pub cell: Cell,
    pub before: Option<Decimal>,
    pub after: Option<Decimal>,
    /// After less before, where both hold a number.
    pub difference: Option<Decimal>,
    /// The change in per cent of before, to one place, where before is not zero.
    pub percent: Option<Decimal>,
}

/// One section as runs of same, removed and added text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionDiff {
    pub number: usize,
    pub title: &'static str,
    pub pieces: Vec<Piece>,
    /// The share of the later text that stands in the earlier one, where it is long enough to judge.
    pub repeated: Option<Decimal>,
}

/// A run of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Piece {
    Same(String),
    Removed(String),
    Added(String),
}

/// Compares two reports; of two formats only what both count.
pub fn compare(before: &Report, after: &Report) -> Comparison {
    let (old, new, unlike) = in_common(before, after);
    let cells = cells_of(&old, &new)
        .into_iter()
        .map(|cell| CellChange::of(cell, old.get(cell), new.get(cell)))
        .filter(|change| change.before != change.after)
        .collect();
    let section = |(number, title): (usize, &'static str)| SectionDiff {
        number,
        title,
        pieces: diff(before.sections.get(number), after.sections.get(number)),
        repeated: repeated_share(after.sections.get(number), before.sections.get(number)),
    };
    Comparison {
        cells,
        sections: (1..).zip(SECTION_TITLES).map(section).collect(),
        unlike,
    }
}

/// The tables of both with what both count, and the rest with the reason; all of it where both are of one format. An archive
/// edition has nothing that could be compared.
pub(super) fn in_common(before: &Report, after: &Report) -> (Tables, Tables, Vec<Unlike>) {
    if !(before.format.has_tables() && after.format.has_tables()) {
        return (Tables::default(), Tables::default(), Vec::new());
    }
    if before.format == after.format {
        let (mut old, mut new) = (before.tables.clone(), after.tables.clone());
        let unlike = other_unit(before, after);
        if unlike.is_some() {
            old.clear(AMOUNT);
            new.clear(AMOUNT);
        }
        return (old, new, unlike.into_iter().collect());
    }
    let ((old, first), (new, second)) = (before.comparable(), after.comparable());
    let mut unlike: Vec<Unlike> = Vec::new();
    for one in first.into_iter().chain(second) {
        if !unlike.contains(&one) {
            unlike.push(one);
        }
    }
    (old, new, unlike)
}

/// The one number whose unit the format leaves open.
const AMOUNT: Cell = Cell::TwoOf2019(Table2Of2019::ProcurementAmount);

/// A sum of money that two years print in two units.
fn other_unit(before: &Report, after: &Report) -> Option<Unlike> {
    let is_stated = before.tables.get(AMOUNT).and(after.tables.get(AMOUNT)).is_some();
    let is_other = before.tables.note(AMOUNT) != after.tables.note(AMOUNT);
    (before.year != after.year && is_stated && is_other).then(|| Unlike {
        what: AMOUNT.label(),
        why: "两个年度的报告注明的单位不同",
    })
}

/// The cells that one of the two holds, in print order.
pub(super) fn cells_of(before: &Tables, after: &Tables) -> Vec<Cell> {
    let held = before.numbers().chain(after.numbers());
    let mut all: Vec<Cell> = held.map(|(cell, _)| cell).collect();
    all.sort_unstable();
    all.dedup();
    all
}

impl CellChange {
    /// A cell with its two numbers, which may be the same.
    pub(super) fn of(cell: Cell, before: Option<Decimal>, after: Option<Decimal>) -> Self {
        let difference = before.zip(after).map(|(old, new)| (new - old).normalize());
        let percent = difference.zip(before).and_then(|(difference, old)| {
            difference
                .checked_div(old)
                .map(|share| (share * Decimal::ONE_HUNDRED).round_dp(1).normalize())
        });
        Self {
            cell,
            before,
            after,
            difference,
            percent,
        }
    }
}

impl Comparison {
    /// Whether nothing differs.
    pub fn is_same(&self) -> bool {
        let is_kept =
            |section: &SectionDiff| section.pieces.iter().all(|piece| matches!(piece, Piece::Same(_)));
        self.cells.is_empty() && self.sections.iter().all(is_kept)
    }

    /// What changed in a few words, for the note of a corrected edition.
    pub fn summary(&self) -> String {
        let number =
            |number: Option<Decimal>| number.map_or_else(|| "空".to_owned(), |number| number.to_string());
        let cells = self.cells.iter().map(|change| {
            format!(
                "{}由 {} 改为 {}",
                change.cell.label(),
                number(change.before),
                number(change.after)
            )
        });
        let changed = self.sections.iter().filter(|section| {
            section
                .pieces
                .iter()
                .any(|piece| !matches!(piece, Piece::Same(_)))
        });
        let sections = changed.map(|section| format!("“{}”文字有修改", section.title));
        let all: Vec<String> = cells.chain(sections).collect();
        if all.is_empty() {
            "没有变化".to_owned()
        } else {
            format!("{}。", all.join("；"))
        }
    }
}

/// Words of two texts that are compared with each other at most: the work grows with the square of what differs.
const MOST_WORDS: usize = 20_000;

/// The later text against the earlier one, word by word: a Chinese character is a word, a run of letters or digits too.
/// What is too long for that and has nothing in common at either end is compared line by line, and where that is too long
/// as well, one text stands after the other: the work is bounded whatever the texts are.
pub fn diff(before: &str, after: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    diff_into(&mut pieces, &words(before), &words(after), true);
    pieces
}

fn diff_into(pieces: &mut Vec<Piece>, old: &[&str], new: &[&str], may_part: bool) {
    if old.len() + new.len() <= MOST_WORDS {
        by_words(pieces, old, new);
        return;
    }
    let head = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let (same, old) = old.split_at(head);
    let new = new.get(head..).unwrap_or(&[]);
    let tail = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take_while(|(old, new)| old == new)
        .count();
    let (old, rest) = old.split_at(old.len() - tail);
    let new = new.get(..new.len() - tail).unwrap_or(&[]);
    push(pieces, Piece::Same(same.concat()));
    if old.len() + new.len() <= MOST_WORDS {
        by_words(pieces, old, new);
    } else if may_part {
        by_lines(pieces, old, new);
    } else {
        push(pieces, Piece::Removed(old.concat()));
        push(pieces, Piece::Added(new.concat()));
    }
    push(pieces, Piece::Same(rest.concat()));
}

fn by_words(pieces: &mut Vec<Piece>, old: &[&str], new: &[&str]) {
    for operation in capture_diff_slices(Algorithm::Patience, old, new) {
        let (tag, from, to) = operation.as_tag_tuple();
        let removed: String = old.get(from).unwrap_or(&[]).concat();
        let added: String = new.get(to).unwrap_or(&[]).concat();
        if tag == DiffTag::Equal {
            push(pieces, Piece::Same(added));
        } else {
            push(pieces, Piece::Removed(removed));
            push(pieces, Piece::Added(added));
        }
    }
}

/// Lines that differ are compared with each other by words, where there are not too many of them.
fn by_lines(pieces: &mut Vec<Piece>, old: &[&str], new: &[&str]) {
    let old: Vec<&[&str]> = old.split_inclusive(|word| *word == "\n").collect();
    let new: Vec<&[&str]> = new.split_inclusive(|word| *word == "\n").collect();
    let operations = if old.len() + new.len() <= MOST_WORDS {
        capture_diff_slices(Algorithm::Patience, &old, &new)
    } else {
        vec![DiffOp::Replace {
            old_index: 0,
            old_len: old.len(),
            new_index: 0,
            new_len: new.len(),
        }]
    };
    for operation in operations {
        let (_, from, to) = operation.as_tag_tuple();
        let old = old.get(from).unwrap_or(&[]).concat();
        let new = new.get(to).unwrap_or(&[]).concat();
        diff_into(pieces, &old, &new, false);
    }
}

fn push(pieces: &mut Vec<Piece>, piece: Piece) {
    let (Piece::Same(text) | Piece::Removed(text) | Piece::Added(text)) = &piece;
    if text.is_empty() {
        return;
    }
    match (pieces.last_mut(), piece) {
        (Some(Piece::Same(last)), Piece::Same(text))
        | (Some(Piece::Removed(last)), Piece::Removed(text))
        | (Some(Piece::Added(last)), Piece::Added(text)) => last.push_str(&text),
        (_, piece) => pieces.push(piece),
    }
}

fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut was_run = false;
    for (at, one) in text.char_indices() {
        let is_run = one.is_ascii_alphanumeric() || one == '.';
        if at > start && !(is_run && was_run) {
            words.extend(text.get(start..at));
            start = at;
        }
        was_run = is_run;
    }
    words.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    words
}
