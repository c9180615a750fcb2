//! A section whose heading is missing opens where its table begins.

use law::codes::{Route, TableThreeRow, Verdict};
use law::reports::{SECTION_TITLES, Slip};

use super::Found;
use crate::reports::read::blocks::Block;
use crate::reports::read::labels;
use crate::reports::read::naming::exact;

/// A longer text is none of a table's words.
const LONGEST: usize = 600;

/// Puts the sections of tables that no heading opens where their tables begin, and says so.
pub(super) fn open(blocks: &[Block], found: &mut Found) {
    const LEAST: usize = 2;
    if (1..=6).filter(|number| found.has(*number)).count() < LEAST {
        return;
    }
    for number in 2..=4 {
        if found.has(number) {
            continue;
        }
        let from = (1..number)
            .filter_map(|before| found.at(before))
            .max()
            .unwrap_or(0);
        let after = (number + 1..=6).filter_map(|after| found.at(after)).min();
        let end = after.or(found.second).unwrap_or(blocks.len());
        let Some(index) = begins(blocks, number, from, end) else {
            continue;
        };
        if let Some(slot) = found.at.get_mut(number - 1) {
            *slot = Some(index);
        }
        found.implied.push((index, number));
        let place = blocks.get(index).and_then(Block::place).unwrap_or("").to_owned();
        found.slips.push(Slip {
            place,
            printed: "（这张表之前没有标题）".to_owned(),
            official: SECTION_TITLES.get(number - 1).copied().unwrap_or("").to_owned(),
        });
    }
}

/// The block at which the table of section 2, 3 or 4 begins.
pub(super) fn begins(blocks: &[Block], number: usize, from: usize, end: usize) -> Option<usize> {
    let begins = |block: &Block| texts(block).any(|text| is_of(number, text));
    let stretch = blocks.get(from..end)?;
    stretch.iter().position(begins).map(|index| from + index)
}

fn texts(block: &Block) -> impl Iterator<Item = &str> {
    let (paragraph, cells) = match block {
        Block::Paragraph(paragraph) => (Some(paragraph.text.as_str()), [].as_slice()),
        Block::Row(row) => (None, row.cells.as_slice()),
        Block::Picture => (None, [].as_slice()),
    };
    let cells = cells.iter().map(|cell| cell.text.as_str());
    paragraph
        .into_iter()
        .chain(cells)
        .filter(|text| text.len() <= LONGEST)
}

/// Whether the words stand only at the beginning of that table.
fn is_of(number: usize, text: &str) -> bool {
    let words = labels::unnumbered(text);
    match number {
        2 => words == "第二十条第(一)项" || words == "本年制发件数",
        3 => {
            words.starts_with("(本列数据的勾稽关系")
                || words == "申请人情况"
                || exact::<TableThreeRow>(text) == Some(TableThreeRow::New)
        }
        _ => {
            exact::<Route>(text).is_some()
                || [Verdict::ALL.first(), Verdict::ALL.get(3)]
                    .into_iter()
                    .flatten()
                    .any(|verdict| verdict.label() == words)
        }
    }
}
