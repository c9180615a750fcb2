//! A report of 2008 to 2018 as an archive edition: title, sections by their printed headings, tables as tables. Nothing is
//! interpreted but the title.

use std::sync::LazyLock;

use law::reports::{Archive, ArchivePiece, Format, Part, Reading, Report, Square};
use law::signs::visible;
use regex::Regex;

use super::blocks::{Block, Slot, TableRow, bare};
use super::sections::is_furniture;
use super::title::{self, Title};
use super::unreadable::{FIRST_TABLES, Unreadable};
use super::{is_page_mark, opening};

/// Over how many lines a title may run.
const MOST_TITLE_LINES: usize = 4;

#[expect(clippy::unwrap_used, reason = "a fixed pattern; every test compiles it")]
static HEADING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}部分)[^。；]{1,50}$").unwrap()
});

/// Makes an archive edition of the blocks, or says why they are none.
pub(super) fn read(mut blocks: Vec<Block>) -> Result<Reading, Unreadable> {
    super::refuse_too_much(&blocks)?;
    blocks.retain(|block| !is_page_mark(block));
    let first = blocks.iter().position(|block| heading_of(block).is_some());
    let of_period = || {
        let of_year = |year| Title {
            organ: String::new(),
            year,
        };
        opening::period(&blocks).map(of_year)
    };
    let Title { organ, year } = title::find(&blocks, first)
        .or_else(of_period)
        .ok_or(Unreadable::NotAReport)?;
    if year >= FIRST_TABLES {
        return Err(Unreadable::NotBeforeTables { year });
    }
    let (title, begin) = printed_title(&blocks, first).unwrap_or_else(|| {
        (
            format!("{organ}{year}年政府信息公开工作年度报告"),
            first_prose(&blocks),
        )
    });
    let parts = parts(blocks.get(begin..).unwrap_or(&[]));
    if parts.iter().all(|part| part.pieces.is_empty()) {
        return Err(Unreadable::NotAReport);
    }
    let unread = Title {
        organ: organ.clone(),
        year,
    }
    .doubt();
    let report = Report {
        organ,
        year,
        format: Format::Archive,
        archive: Archive { title, parts },
        ..Report::default()
    };
    Ok(Reading {
        report,
        unread: unread.into_iter().collect(),
        ..Reading::default()
    })
}

/// The title as printed, and the block after it.
fn printed_title(blocks: &[Block], first: Option<usize>) -> Option<(String, usize)> {
    let end = first.unwrap_or(blocks.len());
    let text = |block: &Block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.text.clone()),
        Block::Row(_) | Block::Picture => None,
    };
    for last in (0..end).rev() {
        for count in 1..=MOST_TITLE_LINES.min(last + 1) {
            let lines: Option<Vec<String>> = blocks.get(last + 1 - count..=last)?.iter().map(text).collect();
            let Some(lines) = lines else { break };
            if title::is_title(&lines.concat()) {
                return Some((bare(&visible(&lines.concat())), last + 1));
            }
        }
    }
    None
}

/// Where no title stands on a line of its own: the first sentence.
fn first_prose(blocks: &[Block]) -> usize {
    let is_prose =
        |block: &Block| matches!(block, Block::Paragraph(paragraph) if paragraph.text.contains('。'));
    blocks.iter().position(is_prose).unwrap_or(0)
}

fn heading_of(block: &Block) -> Option<&str> {
    match block {
        Block::Paragraph(paragraph) => Some(paragraph.text.trim()).filter(|text| HEADING.is_match(text)),
        Block::Row(_) | Block::Picture => None,
    }
}

fn parts(blocks: &[Block]) -> Vec<Part> {
    let mut parts = vec![Part::default()];
    let mut table = None;
    for block in blocks {
        if let Some(heading) = heading_of(block) {
            parts.push(Part {
                heading: heading.to_owned(),
                pieces: Vec::new(),
            });
            table = None;
            continue;
        }
        let is_in_section = parts.len() > 1;
        let Some(part) = parts.last_mut() else { break };
        match block {
            Block::Paragraph(paragraph) if is_in_section && is_furniture(&paragraph.text) => break,
            Block::Paragraph(paragraph) => {
                part.pieces.push(ArchivePiece::Paragraph(paragraph.text.clone()));
                table = None;
            }
            Block::Row(row) => {
                let squares = squares(row);
                match part.pieces.last_mut() {
                    Some(ArchivePiece::Table(rows)) if table == Some(row.table) => rows.push(squares),
                    _ => part.pieces.push(ArchivePiece::Table(vec![squares])),
                }
                table = Some(row.table);
            }
            Block::Picture => {}
        }
    }
    parts.retain(|part| !part.heading.is_empty() || !part.pieces.is_empty());
    parts
}

/// A row's cells; where a cell hangs down from above, a blank one.
fn squares(row: &TableRow) -> Vec<Square> {
    let mut squares = Vec::new();
    let mut column = 0;
    for Slot {
        column: at,
        across,
        text,
    } in &row.cells
    {
        if *at > column {
            squares.push(Square {
                text: String::new(),
                across: at - column,
            });
        }
        squares.push(Square {
            text: text.clone(),
            across: *across,
        });
        column = at + across;
    }
    squares
}
