//! Where a second report begins in the same file: with section one once more, or with another title that a report follows.
//! A site's list of other years' titles is none.

use super::Found;
use super::heading::heading;
use super::numbering::Style;
use crate::reports::read::blocks::Block;
use crate::reports::read::rows;
use crate::reports::read::title::{self, Title};

/// Over how many lines a title may run.
const MOST_LINES: usize = 4;

/// A title, from its first block to its last.
struct Titled {
    begin: usize,
    end: usize,
    title: Title,
}

/// The block at which a second report begins; `again` is where section one is opened once more.
pub(super) fn begins(blocks: &[Block], found: &Found, again: Option<usize>) -> Option<usize> {
    let last = found.at(6).or(found.at(5))?;
    let mut titles =
        (last + 1..again.unwrap_or(blocks.len())).filter_map(|end| ending(blocks, last + 1, end));
    if again.is_some() {
        return titles.next_back().map(|one| one.begin).or(again);
    }
    let own = title::find(blocks, found.at(1));
    let others: Vec<Titled> = titles.filter(|one| own.as_ref() != Some(&one.title)).collect();
    let first = others.first()?;
    let rest = blocks.get(first.end + 1..)?;
    match rest.iter().position(is_heading) {
        // Of a list of titles the last is the report's that follows.
        Some(index) => others
            .iter()
            .rfind(|one| one.end <= first.end + index)
            .map(|one| one.begin),
        None => (!rows::read(rest).seen.is_nothing()).then_some(first.begin),
    }
}

/// The title whose last line is this block, and where it begins.
fn ending(blocks: &[Block], from: usize, end: usize) -> Option<Titled> {
    let least = from.max((end + 1).saturating_sub(MOST_LINES));
    (least..=end).rev().find_map(|begin| {
        let lines: Option<Vec<&str>> = blocks.get(begin..=end)?.iter().map(only_text).collect();
        let title = title::of_lines(&lines?)?;
        Some(Titled { begin, end, title })
    })
}

/// The text of a paragraph, or of a row's only filled cell.
fn only_text(block: &Block) -> Option<&str> {
    match block {
        Block::Paragraph(paragraph) => Some(&paragraph.text),
        Block::Row(row) => {
            let mut filled = row.cells.iter().filter(|cell| !cell.text.trim().is_empty());
            let only = filled.next()?;
            filled.next().is_none().then_some(only.text.as_str())
        }
        Block::Picture => None,
    }
}

fn is_heading(block: &Block) -> bool {
    let heading = only_text(block).and_then(heading);
    heading.is_some_and(|heading| heading.style != Style::Bare)
}
