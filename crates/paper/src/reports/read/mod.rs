//! Reads an annual report that others wrote, by its labels and not by its positions: text, HTML, DOCX, XLSX, PDF, JSON.
//! Every format becomes blocks (paragraphs and table rows, each with its place); one interpreter reads those.
//! What can't be read is listed with its place; nothing is guessed silently, and a report is never half read.

mod archive;
mod blocks;
mod closing;
mod docx;
mod former;
mod former_labels;
mod frame;
mod html;
mod labels;
mod mail;
mod naming;
mod numbers;
mod opening;
mod pdf;
mod placing;
mod rows;
mod sections;
mod seen;
mod sniff;
mod stacked;
mod text;
mod title;
mod traditional;
mod unreadable;
mod xlsx;

use law::reports::{Format, Reading, Report, Slip, Tables, Unread};
use law::signs;

use blocks::Block;
use sniff::Kind;

use super::imprint;

pub(crate) use html::is_too_deep;
pub use numbers::{Value, value as read_cell};
pub use pdf::is_reading_pdf;
#[cfg(test)]
pub(crate) use pdf::printed_pages;
pub(crate) use pdf::{
    notes as pdf_notes, page_texts as pdf_pages, taken_apart as pdf_guarded, unpacked as pdf_unpacked,
    unseen as pdf_unseen,
};
pub use unreadable::Unreadable;

/// The largest file that is looked at, in bytes.
pub const LARGEST: usize = 20 << 20;

/// The most paragraphs and table rows that are looked at; a report has some hundreds, a whole site's page some thousands.
const MOST_BLOCKS: usize = 20_000;
/// The most cells of table rows; a report has some hundreds. Each costs some ten microseconds, and anybody may send a file.
const MOST_CELLS: usize = 60_000;

/// Reads a report from a file's bytes. `file_name` only helps messages; the content decides the format.
pub fn read(bytes: &[u8], file_name: &str) -> Result<Reading, Unreadable> {
    read_as(bytes, file_name, read_kind)
}

/// Reads a report of 2008 to 2018 as an archive edition: what it says, as it is printed, and no figure out of it.
pub fn read_archive(bytes: &[u8], file_name: &str) -> Result<Reading, Unreadable> {
    read_as(bytes, file_name, |kind, bytes| {
        let (blocks, hidden) = blocks_of(kind, bytes)?;
        let mut reading = archive::read(blocks)?;
        reading.slips.extend(hidden_words(&hidden));
        Ok(reading)
    })
}

fn read_as(
    bytes: &[u8],
    file_name: &str,
    read: impl Fn(Kind, &[u8]) -> Result<Reading, Unreadable>,
) -> Result<Reading, Unreadable> {
    if bytes.len() > LARGEST {
        return Err(Unreadable::TooLarge {
            megabytes: bytes.len() >> 20,
        });
    }
    match sniff::kind(bytes, file_name)? {
        Kind::Mail => mail::read(bytes, |part, name| match sniff::kind(part, name)? {
            // A mail within a mail is not opened.
            Kind::Mail => Err(Unreadable::NotAReport),
            kind => read(kind, part),
        }),
        kind => read(kind, bytes),
    }
}

fn read_kind(kind: Kind, bytes: &[u8]) -> Result<Reading, Unreadable> {
    match kind {
        Kind::Json => {
            let read: Result<Reading, _> = serde_json::from_slice(bytes);
            let mut reading = read.map_err(|error| Unreadable::Json(error.to_string()))?;
            let report = &mut reading.report;
            for name in [&mut report.organ, &mut report.archive.title] {
                *name = signs::visible(name);
            }
            Ok(reading)
        }
        Kind::Xlsx => {
            let mut reading = read_seen(xlsx::blocks(bytes)?)?;
            xlsx::read_remarks(bytes, &mut reading.report.tables);
            Ok(reading)
        }
        Kind::Html(page) => read_seen(html::blocks(&page)?).map_err(|refusal| behind(&page, refusal)),
        kind @ (Kind::Pdf | Kind::Docx | Kind::Text(_) | Kind::Mail) => read_seen(blocks_of(kind, bytes)?),
    }
}

/// Reads what is seen of a file, and says what is not.
fn read_seen((blocks, hidden): (Vec<Block>, Vec<String>)) -> Result<Reading, Unreadable> {
    let mut reading = interpret(blocks)?;
    reading.slips.extend(hidden_words(&hidden));
    Ok(reading)
}

/// What a file holds, in reading order, and what of it nobody sees.
fn blocks_of(kind: Kind, bytes: &[u8]) -> Result<(Vec<Block>, Vec<String>), Unreadable> {
    match kind {
        Kind::Pdf => pdf::blocks(bytes),
        Kind::Docx => docx::blocks(bytes),
        Kind::Xlsx => xlsx::blocks(bytes),
        Kind::Html(page) => html::blocks(&page),
        Kind::Text(text) => Ok((text::blocks(&text)?, Vec::new())),
        Kind::Json | Kind::Mail => Err(Unreadable::NotAReport),
    }
}

/// Words that the document hides are not printed, and not read; that they are there is said.
fn hidden_words(hidden: &[String]) -> Option<Slip> {
    const SHOWN: usize = 60;
    let words: String = hidden.join("、").chars().take(SHOWN).collect();
    (!hidden.is_empty()).then(|| Slip {
        place: "全文".to_owned(),
        printed: format!("隐藏文字：{words}"),
        official: "没有隐藏文字（隐藏的没有读入，公布前请删除）".to_owned(),
    })
}

/// Where a page holds no report itself but leads to the file that does, that is why.
fn behind(page: &str, refusal: Unreadable) -> Unreadable {
    let leads = || page.contains("政府信息公开") || page.contains("年度报告");
    if !refusal.is_nothing() || !leads() {
        return refusal;
    }
    match html::behind(page) {
        Some(html::Behind::Frame(file)) => Unreadable::OnlyFramed(file),
        Some(html::Behind::Link(file)) => Unreadable::OnlyLinked(file),
        None => refusal,
    }
}

/// The report without what an edition of ours says of itself at its end.
fn without_imprint(blocks: &[Block]) -> &[Block] {
    let is_imprint = |block: &Block| match block {
        Block::Paragraph(paragraph) => paragraph.text.starts_with(imprint::OPENING),
        Block::Row(_) | Block::Picture => false,
    };
    let end = blocks.iter().position(is_imprint).unwrap_or(blocks.len());
    blocks.get(..end).unwrap_or(blocks)
}

fn is_page_mark(block: &Block) -> bool {
    matches!(block, Block::Paragraph(paragraph) if blocks::is_page_mark(&paragraph.text))
}

fn refuse_too_much(blocks: &[Block]) -> Result<(), Unreadable> {
    let cells = blocks.iter().map(|block| match block {
        Block::Row(row) => row.cells.len(),
        Block::Paragraph(_) | Block::Picture => 0,
    });
    if blocks.len() > MOST_BLOCKS || cells.sum::<usize>() > MOST_CELLS {
        return Err(Unreadable::TooMuch);
    }
    Ok(())
}

/// Makes a report of the blocks, or says why they are none.
fn interpret(mut blocks: Vec<Block>) -> Result<Reading, Unreadable> {
    refuse_too_much(&blocks)?;
    let folded = traditional::fold(&mut blocks);
    blocks.retain(|block| !is_page_mark(block));
    let blocks = without_imprint(&blocks);
    let sections = sections::read(blocks);
    let title = title::find(blocks, sections.at(1));
    let format = if former::is_former(blocks) {
        Format::Of2019
    } else {
        Format::Of2021
    };
    let rows = if format == Format::Of2019 {
        let (rows, two) = former::read(blocks, &sections);
        unreadable::refuse_incomplete_of_2019(blocks, title.as_ref(), &rows.seen, &two)?;
        rows
    } else {
        let rows = tables(blocks, &sections);
        unreadable::refuse_before_tables(blocks, title.as_ref(), &rows.seen)?;
        unreadable::refuse_incomplete(blocks, &rows.seen, &sections)?;
        rows
    };
    let of_period = || {
        opening::period(blocks).map(|year| title::Title {
            organ: String::new(),
            year,
        })
    };
    let Some(title) = title.or_else(of_period) else {
        return Err(Unreadable::NoTitle);
    };
    let mut unread = rows.unread;
    unread.extend(title.doubt());
    unread.extend(sections.unread.iter().cloned());
    unread.extend(earlier_tables(blocks, &sections, &rows.tables));
    unread.extend(second_report(blocks, &sections, &title, &rows.tables));
    let opening = opening::read(blocks, sections.at(1));
    let mut prose = sections.prose;
    let closing = closing::part(&mut prose);
    Ok(Reading {
        report: Report {
            organ: title.organ,
            year: title.year,
            format,
            opening,
            sections: prose,
            tables: rows.tables,
            closing,
            ..Report::default()
        },
        unread,
        slips: folded
            .into_iter()
            .chain(sections.slips)
            .chain(rows.slips)
            .collect(),
    })
}

/// The tables: those between the headings of sections two and five, where they are whole there, so that a table in the
/// prose is not taken for one of them; otherwise wherever they stand before a second report.
fn tables(blocks: &[Block], sections: &sections::Found) -> seen::Found {
    let end = sections.second.unwrap_or(blocks.len());
    let from = sections.at(2).unwrap_or(0);
    let to = sections
        .at(5)
        .or(sections.at(6))
        .filter(|to| *to > from)
        .unwrap_or(end);
    let within = rows::read(blocks.get(from..to).unwrap_or(&[]));
    if within.seen.is_whole() {
        within
    } else {
        rows::read(blocks.get(sections.first..end).unwrap_or(blocks))
    }
}

/// Tables with other numbers that stand before the report are not read, and that is said.
fn earlier_tables(blocks: &[Block], sections: &sections::Found, tables: &Tables) -> Option<Unread> {
    let before = blocks.get(..sections.first)?;
    let rows = rows::read(before);
    let is_row = |block: &&Block| matches!(block, Block::Row(_));
    let place = before.iter().find(is_row).and_then(Block::place)?.to_owned();
    let is_other = !rows.seen.is_nothing() && rows.tables != *tables;
    is_other.then(|| Unread {
        place,
        text: String::new(),
        why: "报告之前还有另外的表格，数字不同，没有读入，请核对是不是其他年度或者其他机关的".to_owned(),
        cells: Vec::new(),
    })
}

/// A second report in the file is not read, and that is said: always where its title is another, otherwise where it is not
/// the same report once more.
fn second_report(
    blocks: &[Block],
    sections: &sections::Found,
    own: &title::Title,
    tables: &Tables,
) -> Option<Unread> {
    let rest = blocks.get(sections.second?..)?;
    let second = sections::read(rest);
    let title = title::find(rest, second.at(1)).filter(|title| !title.organ.is_empty());
    let is_another = title.as_ref().is_some_and(|title| title != own);
    let is_other = || {
        let rows = rows::read(rest);
        let has_other_figures = !rows.seen.is_nothing() && rows.tables != *tables;
        let has_prose = second.prose != law::reports::Sections::default();
        has_other_figures || (has_prose && second.prose != sections.prose)
    };
    if !is_another && !is_other() {
        return None;
    }
    let name = title.map_or(String::new(), |title| {
        format!("：《{}{}年政府信息公开工作年度报告》", title.organ, title.year)
    });
    Some(Unread {
        place: rest.iter().find_map(Block::place)?.to_owned(),
        text: String::new(),
        why: format!("文件里还有第二份报告{name}，没有读入，请分开上传"),
        cells: Vec::new(),
    })
}
