//! Two years, or two editions, side by side: cells that differ, and prose as a word diff.

use rust_decimal::Decimal;
use serde::Serialize;
use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::prose::repeated_share;
use super::{Cell, Report, SECTION_TITLES};

/// How two reports differ, `before` first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Only cells that differ, in print order.
    pub cells: Vec<CellChange>,
    /// All six sections.
    pub sections: Vec<SectionDiff>,
}

/// One cell that differs.
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

/// Compares two reports.
pub fn compare(before: &Report, after: &Report) -> Comparison {
    let mut all: Vec<Cell> = Cell::all().collect();
    all.extend(
        before
            .tables
            .numbers()
            .chain(after.tables.numbers())
            .map(|(cell, _)| cell),
    );
    all.sort_unstable();
    all.dedup();
    let cells = all
        .into_iter()
        .filter_map(|cell| change(before, after, cell))
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
    }
}

fn change(before: &Report, after: &Report, cell: Cell) -> Option<CellChange> {
    let (old, new) = (before.tables.get(cell), after.tables.get(cell));
    if old == new {
        return None;
    }
    let difference = old.zip(new).map(|(old, new)| (new - old).normalize());
    let percent = difference.zip(old).and_then(|(difference, old)| {
        difference
            .checked_div(old)
            .map(|share| (share * Decimal::ONE_HUNDRED).round_dp(1).normalize())
    });
    Some(CellChange {
        cell,
        before: old,
        after: new,
        difference,
        percent,
    })
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

/// The later text against the earlier one, word by word: a Chinese character is a word, a run of letters or digits too.
pub fn diff(before: &str, after: &str) -> Vec<Piece> {
    let (old, new) = (words(before), words(after));
    let mut pieces: Vec<Piece> = Vec::new();
    for operation in capture_diff_slices(Algorithm::Patience, &old, &new) {
        let (tag, from, to) = operation.as_tag_tuple();
        let removed: String = old.get(from).unwrap_or(&[]).concat();
        let added: String = new.get(to).unwrap_or(&[]).concat();
        match tag {
            DiffTag::Equal => push(&mut pieces, Piece::Same(added)),
            DiffTag::Delete => push(&mut pieces, Piece::Removed(removed)),
            DiffTag::Insert => push(&mut pieces, Piece::Added(added)),
            DiffTag::Replace => {
                push(&mut pieces, Piece::Removed(removed));
                push(&mut pieces, Piece::Added(added));
            }
        }
    }
    pieces
}

fn push(pieces: &mut Vec<Piece>, piece: Piece) {
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
