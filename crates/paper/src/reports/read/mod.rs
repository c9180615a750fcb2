//! Reads an annual report that others wrote, by its labels and not by its positions: text, HTML, DOCX, XLSX, PDF, JSON.
//! Every format becomes blocks (paragraphs and table rows, each with its place); one interpreter reads those.
//! What can't be read is listed with its place; nothing is guessed silently, and a report is never half read.

mod blocks;
mod docx;
mod html;
mod labels;
mod numbers;
mod pdf;
mod rows;
mod sections;
mod sniff;
mod text;
mod title;
mod unreadable;
mod xlsx;

use law::reports::{Reading, Report};

use blocks::Block;
use sniff::Kind;

use super::imprint;

pub use numbers::{Value, value as read_cell};
pub use unreadable::Unreadable;

/// The largest file that is looked at, in bytes.
pub const LARGEST: usize = 20 << 20;

/// Reads a report from a file's bytes. `file_name` only helps messages; the content decides the format.
pub fn read(bytes: &[u8], file_name: &str) -> Result<Reading, Unreadable> {
    if bytes.len() > LARGEST {
        return Err(Unreadable::TooLarge {
            megabytes: bytes.len() >> 20,
        });
    }
    let blocks = match sniff::kind(bytes, file_name)? {
        Kind::Json => {
            return serde_json::from_slice(bytes).map_err(|error| Unreadable::Json(error.to_string()));
        }
        Kind::Pdf => pdf::blocks(bytes)?,
        Kind::Docx => docx::blocks(bytes)?,
        Kind::Xlsx => {
            let mut reading = interpret(&xlsx::blocks(bytes)?)?;
            xlsx::read_remarks(bytes, &mut reading.report.tables);
            return Ok(reading);
        }
        Kind::Html(page) => html::blocks(&page),
        Kind::Text(text) => text::blocks(&text),
    };
    interpret(&blocks)
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

/// Makes a report of the blocks, or says why they are none.
fn interpret(blocks: &[Block]) -> Result<Reading, Unreadable> {
    let blocks = without_imprint(blocks);
    let title = title::find(blocks);
    unreadable::refuse_old_format(blocks, title.as_ref())?;
    let mut reading = Reading::default();
    let sections = sections::read(blocks, &mut reading);
    let seen = rows::read(blocks, &mut reading);
    unreadable::refuse_incomplete(blocks, &seen, &sections)?;
    let Some(title) = title else {
        return Err(Unreadable::NoTitle);
    };
    reading.report = Report {
        organ: title.organ,
        year: title.year,
        sections: sections.prose,
        tables: std::mem::take(&mut reading.report.tables),
    };
    Ok(reading)
}
