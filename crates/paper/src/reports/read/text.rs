//! Plain text: lines with tabs or strokes between cells are table rows; a line that ends with numbers may be one too.

use super::blocks::{Block, Slot, TableRow};
use super::labels;
use super::numbers::{Value, value};

/// The lines as blocks. Lines that begin with `#` in a file that opens with one are remarks, but for the head line.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let has_remarks = text.trim_start().starts_with('#');
    let mut blocks = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let place = format!("第{}行", number + 1);
        let is_remark = has_remarks && line.starts_with('#') && !line.contains("单位：");
        if is_remark || line.trim().is_empty() {
            continue;
        }
        match cells(line) {
            Some(cells) => blocks.push(row(place, cells)),
            None => blocks.extend(Block::paragraph(place, line)),
        }
    }
    blocks
}

fn row(place: String, texts: Vec<String>) -> Block {
    let cells = texts
        .into_iter()
        .enumerate()
        .map(|(column, text)| Slot {
            column,
            across: 1,
            text,
        })
        .collect();
    Block::Row(TableRow {
        place,
        table: 0,
        is_aligned: false,
        cells,
    })
}

/// The cells of a line, if it is a row.
fn cells(line: &str) -> Option<Vec<String>> {
    let split = |mark: char| {
        line.split(mark)
            .map(|cell| cell.trim().to_owned())
            .collect::<Vec<String>>()
    };
    if line.contains('\t') {
        return Some(split('\t'));
    }
    let strokes = line.matches(['|', '｜']).count();
    if strokes >= 1 {
        let line = line.trim();
        let boxed = line
            .strip_prefix('|')
            .map(|inner| inner.strip_suffix('|').unwrap_or(inner));
        let line = boxed.unwrap_or(line);
        return Some(
            line.split(['|', '｜'])
                .map(|cell| cell.trim().to_owned())
                .collect(),
        );
    }
    spaced(line)
}

/// A label and then numbers with spaces between: what is left when a table was copied as text.
fn spaced(line: &str) -> Option<Vec<String>> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_number = |word: &&str| matches!(value(word), Value::Number(_) | Value::Stroke);
    let numbers = words.iter().rev().take_while(|word| is_number(word)).count();
    let label = words.get(..words.len() - numbers)?.concat();
    let is_table_two = numbers >= 1 && labels::find::<labels::TwoRow>(&label).is_some();
    if numbers >= 5 || is_table_two {
        let numbers = words
            .iter()
            .skip(words.len() - numbers)
            .map(|word| (*word).to_owned());
        let label = (!label.is_empty()).then_some(label);
        return Some(label.into_iter().chain(numbers).collect());
    }
    None
}
