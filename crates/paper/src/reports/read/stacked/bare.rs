//! Rows of which nothing is left but their name: every cell of them is blank. They are known by standing among the other rows,
//! right before what the tables go on with. A cut file ends before their table's last head, and is none the wiser.

use law::codes::{ApplicantKind, TableThreeRow, Verdict};
use law::reports::Format;

use crate::reports::read::blocks::{Block, counted_row};
use crate::reports::read::former;
use crate::reports::read::former_labels::FormerRow;
use crate::reports::read::labels::{self, TwoRow};
use crate::reports::read::numbers::value;

/// The cells of table 四.
const FOUR: usize = 15;

/// Whether the text is a row of table 三, by its whole name: 其他 and 总计 are words of its head.
pub(super) fn is_row_of_three(text: &str) -> bool {
    row_of_three(text).is_some()
}

/// Whether these lines end the head of table 四.
pub(super) fn is_end_of_head(names: &[String]) -> bool {
    let [.., pending, sum] = names else { return false };
    labels::plain(pending) == Verdict::Pending.label() && labels::plain(sum) == Verdict::Total.label()
}

fn row_of_three(text: &str) -> Option<TableThreeRow> {
    let words = labels::plain(text);
    let is_named = |row: &&TableThreeRow| labels::plain(row.label()) == words;
    TableThreeRow::ALL.iter().find(is_named).copied()
}

/// The blocks with such rows as rows.
pub(super) fn rows(blocks: Vec<Block>) -> Vec<Block> {
    let Some((first, last)) = stretch(&blocks) else {
        return blocks;
    };
    // Numbers by other names may be those of the rows that seem to have none.
    let of_tables = blocks.get(first..last).unwrap_or(&[]);
    if of_tables.iter().any(is_nameless) {
        return blocks;
    }
    let format = if former::is_former(&blocks) {
        Format::Of2019
    } else {
        Format::Of2021
    };
    let blank: Vec<Option<usize>> = blocks
        .iter()
        .enumerate()
        .map(|(at, block)| {
            let text = alone(block).filter(|_| (first..last).contains(&at))?;
            let count = columns(text, format)?;
            let next = blocks.get(at + 1)?;
            (goes_on(next) && !stands_elsewhere(&blocks, at, text)).then_some(count)
        })
        .collect();
    let is_four_blank = blocks.get(last + 1).and_then(alone).is_some_and(is_heading);
    let mut rows = Vec::with_capacity(blocks.len());
    for (at, (block, count)) in blocks.into_iter().zip(blank).enumerate() {
        let place = block.place().unwrap_or_default().to_owned();
        match (count, alone(&block)) {
            (Some(count), Some(text)) => {
                let texts = std::iter::once(text.to_owned()).chain(vec![String::new(); count]);
                rows.push(counted_row(place.clone(), texts.collect()));
            }
            _ => rows.push(block),
        }
        if at == last && is_four_blank {
            rows.push(counted_row(place, vec![String::new(); FOUR]));
        }
    }
    rows
}

/// From the first head of table 二 to the last of table 四.
fn stretch(blocks: &[Block]) -> Option<(usize, usize)> {
    const LONGEST: usize = 120;
    let is_head = |words: &str, block: &Block| {
        block.has_text(words) && alone(block).is_none_or(|text| text.chars().nth(LONGEST).is_none())
    };
    let first = blocks.iter().position(|block| is_head("信息内容", block))?;
    let verdict = blocks
        .iter()
        .rposition(|block| is_head(Verdict::Pending.label(), block))?;
    let is_sum =
        |block: &&Block| alone(block).is_some_and(|text| labels::plain(text) == Verdict::Total.label());
    let behind = blocks.iter().skip(verdict + 1).take_while(is_sum);
    let last = verdict + behind.count();
    (first < last).then_some((first, last))
}

/// Whether it is a row of numbers by no name of a row.
fn is_nameless(block: &Block) -> bool {
    let Block::Row(row) = block else { return false };
    let is_named = |text: &str| {
        labels::is_row(text)
            || labels::is_of_two(text)
            || labels::find::<TableThreeRow>(text).is_some()
            || labels::find_at_end::<TableThreeRow>(text).is_some()
    };
    let has_numbers = row.cells.iter().any(|cell| value(&cell.text).is_number());
    has_numbers && !row.cells.first().is_some_and(|cell| is_named(&cell.text))
}

fn alone(block: &Block) -> Option<&str> {
    match block {
        Block::Paragraph(paragraph) => Some(&paragraph.text),
        Block::Row(_) | Block::Picture => None,
    }
}

/// How many cells the row of this name has.
fn columns(text: &str, format: Format) -> Option<usize> {
    let words = labels::plain(text);
    let is_same = |label: &str| labels::plain(label) == words;
    if row_of_three(text).is_some_and(|row| format.rows().any(|of| of == row)) {
        return Some(ApplicantKind::ALL.len());
    }
    if format == Format::Of2019 {
        let row = FormerRow::ALL.into_iter().find(|row| is_same(row.0))?;
        return Some(row.1.len());
    }
    let found = labels::find::<TwoRow>(text).filter(|(_, _, official)| is_same(official));
    found.map(|(row, ..)| row.cells().len())
}

/// Whether the tables go on here: with another row or a head, and not with something that may be the row's.
fn goes_on(next: &Block) -> bool {
    let is_of_tables = |text: &str| labels::is_row(text) || labels::is_of_tables(text) || is_heading(text);
    match next {
        Block::Row(row) => row.cells.first().is_some_and(|cell| is_of_tables(&cell.text)),
        Block::Paragraph(paragraph) => is_of_tables(&paragraph.text),
        Block::Picture => false,
    }
}

/// `三、收到和处理…`, `三、本年度办理结果`: a line that a table is followed by.
fn is_heading(text: &str) -> bool {
    let text = labels::plain(text);
    let mut signs = text.chars();
    let is_numeral = |one: char| "二三四五".contains(one);
    signs.next().is_some_and(is_numeral) && signs.next() == Some(',')
}

/// Whether the row is there once more, with numbers or without.
fn stands_elsewhere(blocks: &[Block], at: usize, text: &str) -> bool {
    let words = labels::plain(text);
    let others = blocks.iter().enumerate().filter(|(other, _)| *other != at);
    others.map(|(_, block)| block).any(|block| match block {
        Block::Row(row) => row.cells.iter().any(|cell| labels::plain(&cell.text) == words),
        Block::Paragraph(paragraph) => labels::plain(&paragraph.text) == words,
        Block::Picture => false,
    })
}
