//! A row that a page's end broke in two, or three: its numbers stand in one part, its label goes on in the other. The
//! parts are one row where their words together are a label and none of them is one alone.

use std::borrow::Cow;

use crate::reports::read::blocks::{Block, Slot, TableRow, counted_row};
use crate::reports::read::labels::{begins_row, is_row};
use crate::reports::read::numbers::{Value, value};

/// In how many parts a row may stand.
const MOST_PARTS: usize = 4;
/// How many cells of words a row has at most: its group, its group's group, its name.
const MOST_WORDS: usize = 4;
/// A longer text is no part of a label.
const LONGEST: usize = 80;

/// The blocks with broken rows made whole.
pub(super) fn mend(blocks: &[Block]) -> Cow<'_, [Block]> {
    let mut whole: Vec<Block> = Vec::new();
    let mut index = 0;
    let mut is_mended = false;
    while let Some(block) = blocks.get(index) {
        let found = (2..=MOST_PARTS).find_map(|count| joined(blocks.get(index..index + count)?));
        if let Some((row, count)) = found {
            whole.push(Block::Row(row));
            index += count;
            is_mended = true;
        } else {
            whole.push(block.clone());
            index += 1;
        }
    }
    if is_mended {
        Cow::Owned(whole)
    } else {
        Cow::Borrowed(blocks)
    }
}

/// The row that these neighbours are the parts of, and how many they are.
fn joined(parts: &[Block]) -> Option<(TableRow, usize)> {
    let rows: Vec<Cow<'_, TableRow>> = parts.iter().map(part).collect::<Option<_>>()?;
    let rows: Vec<&TableRow> = rows.iter().map(AsRef::as_ref).collect();
    let (first, rest) = rows.split_first()?;
    for name in words_of(first) {
        let words = &first.cells.get(name)?.text;
        if is_row(words) || !begins_row(words) {
            continue;
        }
        let Some((label, mut names)) = goes_on(words, rest) else {
            continue;
        };
        names.insert(0, name);
        let mut filled = rows
            .iter()
            .zip(&names)
            .filter(|(row, name)| has_numbers(row, **name));
        let (row, name) = filled.next().unwrap_or((first, &name));
        if filled.next().is_some() {
            return None;
        }
        let mut whole = (**row).clone();
        whole.cells.get_mut(*name)?.text = label;
        return Some((whole, parts.len()));
    }
    None
}

/// A block that may be a part: a row, or words alone, as a row with nothing but them is.
fn part(block: &Block) -> Option<Cow<'_, TableRow>> {
    match block {
        Block::Row(row) => Some(Cow::Borrowed(row)),
        Block::Paragraph(words) if words.text.chars().nth(LONGEST).is_none() => {
            let texts = vec![words.text.clone(), String::new()];
            match counted_row(words.place.clone(), texts) {
                Block::Row(row) => Some(Cow::Owned(row)),
                Block::Paragraph(_) | Block::Picture => None,
            }
        }
        Block::Paragraph(_) | Block::Picture => None,
    }
}

/// The label that these words and one of each following row are together, and which cells they stand in.
fn goes_on(words: &str, rows: &[&TableRow]) -> Option<(String, Vec<usize>)> {
    let Some((next, rest)) = rows.split_first() else {
        return is_row(words).then(|| (words.to_owned(), Vec::new()));
    };
    words_of(next).into_iter().find_map(|name| {
        let more = &next.cells.get(name)?.text;
        let together = format!("{words}{more}");
        if is_row(more) || !(is_row(&together) || begins_row(&together)) {
            return None;
        }
        let (label, mut names) = goes_on(&together, rest)?;
        names.insert(0, name);
        Some((label, names))
    })
}

/// The cells of a row that may name it: words before its first number.
fn words_of(row: &TableRow) -> Vec<usize> {
    let is_words =
        |cell: &Slot| value(&cell.text) == Value::Other && cell.text.chars().nth(LONGEST).is_none();
    let first_number = row.cells.iter().position(|cell| value(&cell.text).is_number());
    let before = row.cells.iter().take(first_number.unwrap_or(row.cells.len()));
    let words = before.enumerate().filter(|(_, cell)| is_words(cell));
    words.map(|(index, _)| index).take(MOST_WORDS).collect()
}

fn has_numbers(row: &TableRow, name: usize) -> bool {
    row.cells
        .iter()
        .skip(name + 1)
        .any(|cell| !cell.text.trim().is_empty())
}
