//! The six sections and their prose: headings are known by their words, not by their numbers, since real reports
//! number anew or leave one out. Where the words are others, the place in the sequence counts. What is out of order is
//! reported, and so is a section whose heading is not found and whose text may stand in another.

mod furniture;
mod heading;
mod implied;
mod numbering;
mod second;
mod sequence;
#[cfg(test)]
mod tests;
mod unopened;

use law::codes::TableThreeRow;
use law::reports::{SECTION_TITLES, Sections, Slip, Unread};

use super::blocks::Block;
use super::labels::Match;
use super::rows;
use super::title;
pub(super) use furniture::is_furniture;
use furniture::without_table_words;
use heading::{Heading, heading};
use numbering::Style;

/// The sections as found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub prose: Sections,
    pub slips: Vec<Slip>,
    /// Sections that no heading opens, where their text seems to stand elsewhere.
    pub unread: Vec<Unread>,
    /// How many headings were found.
    pub headings: usize,
    /// For each section the block that opens it.
    at: [Option<usize>; 6],
    /// The block at which the report begins: behind tables of another that stand before its section one.
    pub first: usize,
    /// The block at which a second report begins.
    pub second: Option<usize>,
    /// Blocks that open a section without its heading, and which.
    implied: Vec<(usize, usize)>,
    /// How most headings are numbered.
    usual: Option<Style>,
}

impl Found {
    /// Whether the heading of that section was there.
    pub fn has(&self, number: usize) -> bool {
        self.at(number).is_some()
    }

    /// The block that opens that section.
    pub fn at(&self, number: usize) -> Option<usize> {
        self.at.get(number.checked_sub(1)?).copied().flatten()
    }

    fn opened_at(&self, block: usize) -> Option<usize> {
        self.at
            .iter()
            .position(|at| *at == Some(block))
            .map(|index| index + 1)
    }
}

/// Whether the line is a heading and nothing else.
pub(super) fn is_heading(text: &str) -> bool {
    heading(text).is_some_and(|heading| heading.style == Style::Numeral && heading.rest.is_empty())
}

/// Whether a line that stands right below this text is a heading, in the known words or in others, and no more of the text.
pub(super) fn begins_anew(above: &str, line: &str) -> bool {
    is_heading(line) || sequence::begins_anew(above, line)
}

/// A line of the document: a paragraph, or one that stands in a cell.
struct Line<'a> {
    block: usize,
    place: &'a str,
    text: &'a str,
    heading: Option<Heading<'a>>,
}

/// Reads headings and prose; heads that are not the official ones are reported as slips.
pub(super) fn read(blocks: &[Block]) -> Found {
    let mut lines = lines(blocks);
    let mut found = Found::default();
    let again = choose(&lines, &mut found);
    // Without section one it is of another report where tables stand before it and behind: a workbook may have its prose on
    // one sheet, headings and all, and its tables on the next.
    let again = again.filter(|(block, is_first)| {
        let (before, behind) = blocks.split_at(*block);
        *is_first || (has_tables(before) && has_tables(behind))
    });
    let again = again.map(|(block, _)| block);
    found.second = again;
    sequence::seek(blocks, &mut lines, &mut found, 1..=4);
    implied::open(blocks, &mut found);
    sequence::seek(blocks, &mut lines, &mut found, 5..=6);
    found.second = second::begins(blocks, &found, again);
    let mut current = 0;
    let mut highest = 0;
    let mut prose: Vec<Vec<&str>> = vec![Vec::new(); 7];
    for line in &lines {
        if found.second.is_some_and(|second| line.block >= second) {
            break;
        }
        if let Some((_, number)) = found.implied.iter().rfind(|(block, _)| *block <= line.block)
            && *number > current
        {
            current = *number;
            highest = highest.max(current);
        }
        let opened = line.heading.as_ref().filter(|heading| {
            heading.number != current && found.opened_at(line.block) == Some(heading.number)
        });
        if let Some(heading) = opened {
            found.slips.extend(slip(line, heading, heading.number < highest));
            current = heading.number;
            highest = highest.max(current);
            found.headings += 1;
        } else if current == 6 && (is_furniture(line.text) || title::is_title(line.text)) {
            break;
        }
        let text = match (&line.heading, opened) {
            (_, Some(heading)) => heading.rest,
            // A table's caption that repeats the section's title.
            (Some(heading), None) if heading.number == current && heading.rest.is_empty() => "",
            _ => line.text.trim(),
        };
        if let Some(section) = prose.get_mut(current)
            && !text.is_empty()
        {
            section.push(text);
        }
    }
    found.unread = unopened::told(&found, &prose);
    for (number, paragraphs) in prose.iter().enumerate().skip(1) {
        let is_table = matches!(number, 2..=4);
        let text = if is_table {
            without_table_words(paragraphs).join("\n")
        } else {
            paragraphs.join("\n")
        };
        found.prose.set(number, text);
    }
    found
}

/// Whether table 三 stands among these blocks: the rows of table 二 are words of prose, too.
fn has_tables(blocks: &[Block]) -> bool {
    rows::read(blocks).seen.has_three(TableThreeRow::New)
}

/// Every paragraph, and of the tables what may be a heading or prose: rows that one cell fills, rows that begin with a
/// heading.
fn lines(blocks: &[Block]) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut is_prose = false;
    for (block, one) in blocks.iter().enumerate() {
        let (place, texts): (&str, Vec<&str>) = match one {
            Block::Paragraph(paragraph) => (&paragraph.place, vec![&paragraph.text]),
            Block::Row(row) => {
                let filled: Vec<&str> = row
                    .cells
                    .iter()
                    .map(|cell| cell.text.as_str())
                    .filter(|text| !text.trim().is_empty())
                    .collect();
                let mut opens = filled
                    .first()
                    .and_then(|first| heading(first.lines().next().unwrap_or("")))
                    .is_some_and(|heading| heading.style != Style::Bare || filled.len() == 1);
                if let [only] = filled.as_slice()
                    && let Some(number) = sequence::may_open(only.lines().next().unwrap_or(""))
                {
                    is_prose = matches!(number, 1 | 5 | 6);
                    opens = true;
                }
                if opens || (filled.len() == 1 && is_prose) {
                    (&row.place, filled.iter().flat_map(|text| text.lines()).collect())
                } else {
                    continue;
                }
            }
            Block::Picture => continue,
        };
        for text in texts.into_iter().filter(|text| !text.trim().is_empty()) {
            let heading = heading(text);
            if let Some(heading) = &heading {
                is_prose = matches!(heading.number, 1 | 5 | 6);
            }
            lines.push(Line {
                block,
                place,
                text,
                heading,
            });
        }
    }
    lines
}

/// Finds for each section the line that opens it: of the numbering that most headings have, not in a table of
/// contents, the first of its kind. Gives the block that opens one of the sections before the prose of the last two once
/// more behind them, and whether that is section one.
fn choose(lines: &[Line<'_>], found: &mut Found) -> Option<(usize, bool)> {
    let all: Vec<(usize, &Heading<'_>)> = lines
        .iter()
        .filter_map(|line| line.heading.as_ref().map(|heading| (line.block, heading)))
        .collect();
    let kept: Vec<(usize, &Heading<'_>)> = all
        .iter()
        .enumerate()
        .filter(|(index, (_, heading))| !is_contents(&all, *index, heading))
        .map(|(_, one)| *one)
        .collect();
    let sections = |style: Style| {
        (1..=6_usize)
            .filter(|number| {
                kept.iter()
                    .any(|(_, one)| one.style == style && one.number == *number)
            })
            .count()
    };
    let styles = [
        Style::Numeral,
        Style::Part,
        Style::Arabic,
        Style::Bracket,
        Style::Bare,
    ];
    let usual = styles.into_iter().rev().max_by_key(|style| sections(*style));
    for number in 1..=6 {
        let one = found.at(1);
        let is_behind = |(block, _): &&(usize, &Heading<'_>)| one.is_none_or(|one| *block > one);
        let all = || kept.iter().filter(|(_, one)| one.number == number);
        // What stands before section one and comes again behind it is of another report's tables.
        let has_later = number > 1 && all().any(|one| is_behind(&one));
        let of_section = || all().filter(move |one| !has_later || is_behind(one));
        if has_later && all().any(|one| !is_behind(&one)) {
            found.first = one.unwrap_or(0);
        }
        let first = of_section()
            .find(|(_, one)| Some(one.style) == usual)
            .or_else(|| of_section().find(|(_, one)| matches!(one.style, Style::Numeral | Style::Bare)));
        if let Some(slot) = found.at.get_mut(number - 1) {
            *slot = first.map(|(block, _)| *block);
        }
    }
    found.usual = usual;
    let end = found.at(6).or(found.at(5));
    let mut behind = kept
        .iter()
        .filter(|(block, one)| Some(one.style) == usual && end.is_some_and(|end| *block > end));
    let first = behind.clone().find(|(_, one)| one.number == 1);
    let again = first.or_else(|| behind.find(|(_, one)| one.number <= 4));
    again.map(|(block, one)| (*block, one.number == 1))
}

/// Whether it is a line of a table of contents: with its page's number, or in a run of headings with nothing between
/// them, while the section opens again further down.
fn is_contents(all: &[(usize, &Heading<'_>)], index: usize, heading: &Heading<'_>) -> bool {
    const RUN: usize = 4;
    let recurs = all
        .iter()
        .skip(index + 1)
        .any(|(_, later)| later.number == heading.number);
    let follows = |pair: &[(usize, &Heading<'_>)]| matches!(pair, [(one, first), (other, second)] if other - one <= 1 && first.number < second.number);
    let after = all
        .get(index..)
        .unwrap_or(&[])
        .windows(2)
        .take_while(|pair| follows(pair))
        .count();
    let before = all
        .get(..=index)
        .unwrap_or(&[])
        .windows(2)
        .rev()
        .take_while(|pair| follows(pair))
        .count();
    recurs && (heading.is_contents || before + after + 1 >= RUN)
}

/// A heading that is not the official one, or out of its order.
fn slip(line: &Line<'_>, heading: &Heading<'_>, is_late: bool) -> Option<Slip> {
    let official = SECTION_TITLES.get(heading.number - 1).copied().unwrap_or("");
    let first = |text: &str| text.chars().find(|one| !one.is_whitespace());
    let is_renumbered = heading.style == Style::Spaced || first(line.text) != first(official);
    if heading.how == Match::Same && !is_renumbered && !is_late {
        return None;
    }
    let official = if is_late {
        format!("{official}（标题顺序有误）")
    } else {
        official.to_owned()
    };
    Some(Slip {
        place: line.place.to_owned(),
        printed: line.text.chars().take(40).collect(),
        official,
    })
}
