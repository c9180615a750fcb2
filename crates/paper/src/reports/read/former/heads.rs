//! The heads of table 二 in the format of 2019: which of a row's numbers is which, where its columns stand in another order
//! than the format's.

use std::ops::RangeInclusive;

use crate::reports::read::blocks::{Paragraph, TableRow};
use crate::reports::read::labels;
use crate::reports::read::numbers::{Value, value};
use crate::reports::read::rows::{Order, order_of};

/// The columns of each kind of row, by the words that tell them apart; the format's own first.
const KINDS: [&[&[&str]]; 3] = [
    &[&["新制作数"], &["新公开数"], &["对外公开总数"]],
    &[
        &[
            "上一年项目数",
            "上年项目数",
            "上年度项目数",
            "上一年度项目数",
            "去年项目数",
            "上年数",
            "上年度数",
        ],
        &["本年增", "增/减", "增减", "增加或减少", "变化"],
        &["处理决定数", "决定数"],
    ],
    &[&["采购项目数"], &["采购总金额", "采购金额"]],
];
/// A longer text is no head.
const LONGEST: usize = 60;
/// How many words of text before a row may be its head.
const MOST: usize = 40;

/// A word before a row of numbers: the kind of row and the column that it names, or nothing that can be read.
type Named = Option<(usize, usize)>;

/// The words that went by.
#[derive(Default)]
pub(super) struct Heads {
    words: Vec<Named>,
    /// Whether numbers went by under them: the next words are of another head.
    is_used: bool,
}

impl Heads {
    /// Remembers a row of a head.
    pub fn row(&mut self, row: &TableRow) {
        let words = row.cells.iter().map(|cell| cell.text.as_str());
        self.words(words.filter(|text| !text.trim().is_empty()));
    }

    /// Remembers a line of text that may be of a head.
    pub fn text(&mut self, paragraph: &Paragraph) {
        if paragraph.text.len() <= LONGEST * KINDS.len() {
            self.words(paragraph.text.split_whitespace());
        }
    }

    fn words<'a>(&mut self, texts: impl Iterator<Item = &'a str>) {
        if std::mem::take(&mut self.is_used) {
            self.words.clear();
        }
        self.words.extend(texts.filter(|text| !is_label(text)).map(word));
        let spare = self.words.len().saturating_sub(MOST);
        self.words.drain(..spare);
    }

    /// In which order a row of this kind has so many columns: `None` where nobody knows.
    pub fn order(&mut self, kind: usize, due: usize) -> Option<Vec<usize>> {
        self.is_used = true;
        let column = |word: &Named| word.filter(|(of, column)| *of == kind && *column < due);
        let usual = (0..due).collect();
        let last = self.words.iter().rposition(|word| column(word).is_some());
        let first = self.words.iter().position(|word| column(word).is_some());
        let (Some(first), Some(last)) = (first, last) else {
            return Some(usual);
        };
        let ways = [first..=last, self.with_unread(first, last)].map(|range| {
            let words = self.words.get(range).unwrap_or(&[]);
            let items: Vec<Option<usize>> = words
                .iter()
                .filter(|word| word.is_none() || column(word).is_some())
                .map(|word| column(word).map(|(_, column)| column))
                .collect();
            order_of(&items, due)
        });
        let named = self.words.iter().filter(|word| column(word).is_some()).count();
        match ways {
            // One name alone may stand in prose; among other words of a head its place counts.
            [_, Order::Usual | Order::Likely] if named < 2 => Some(usual),
            _ if named < 2 && self.with_unread(first, last).count() < due => Some(usual),
            [Order::Named(order), _] if order.len() == due => Some(order),
            [Order::Usual | Order::Likely, _] | [_, Order::Usual | Order::Likely] => Some(usual),
            _ => None,
        }
    }

    /// The same with the words right beside it that can't be read.
    fn with_unread(&self, first: usize, last: usize) -> RangeInclusive<usize> {
        let before = self.words.iter().take(first).rev();
        let after = self.words.iter().skip(last + 1);
        let is_unread = |word: &&Named| word.is_none();
        first - before.take_while(is_unread).count()..=last + after.take_while(is_unread).count()
    }
}

/// Which kind of row has these words over it.
pub(super) fn kind(row: &str) -> usize {
    match row {
        "规章" | "规范性文件" => 0,
        "政府集中采购" => 2,
        _ => 1,
    }
}

/// What is said in a head beside its columns' names.
fn is_label(text: &str) -> bool {
    word(text).is_none() && (labels::is_of_tables(text) || value(text) != Value::Other)
}

fn word(text: &str) -> Named {
    if text.len() > LONGEST {
        return None;
    }
    let text = labels::plain(text);
    (0..).zip(KINDS).find_map(|(kind, columns)| {
        let is_named = |words: &&[&str]| words.iter().any(|word| text.contains(word));
        let column = columns.iter().position(is_named)?;
        Some((kind, column))
    })
}
