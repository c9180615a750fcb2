//! The prose of a section, cut into the paragraphs and run-in headings that every writer sets alike.

use law::reports::Report;
use law::signs::visible;
use serde::Serialize;

use crate::PaperError;

/// A paragraph: the heading it opens with (（一）主动公开：), where it has one, and what follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Paragraph {
    pub heading: String,
    pub text: String,
}

/// A section as it is printed. Notes (注：…) stand below the table, all else above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Section {
    pub number: u8,
    pub title: &'static str,
    pub above: Vec<Paragraph>,
    pub below: Vec<Paragraph>,
}

/// The longest run-in heading, in characters; a longer one is a sentence that happens to open with （一）.
const LONGEST_HEADING: usize = 30;

/// The six sections of the report.
pub(crate) fn sections(report: &Report) -> Vec<Section> {
    report
        .sections
        .iter()
        .map(|(number, title, prose)| {
            let mut above = paragraphs(prose);
            let first_note = above
                .iter()
                .position(|paragraph| paragraph.text.starts_with("注："));
            let below = match first_note {
                Some(index) if (2..=4).contains(&number) => above.split_off(index),
                _ => Vec::new(),
            };
            Section {
                number: u8::try_from(number).unwrap_or(0),
                title,
                above,
                below,
            }
        })
        .collect()
}

/// What stands between the title and section one.
pub(crate) fn opening(report: &Report) -> Vec<Paragraph> {
    paragraphs(&report.opening)
}

/// What stands after section six.
pub(crate) fn closing(report: &Report) -> Vec<Paragraph> {
    paragraphs(&report.closing)
}

/// An archive edition is given out as the file it came from, and printed anew in no other.
pub(crate) fn refuse_archive(report: &Report, format: &'static str) -> Result<(), PaperError> {
    if report.format.has_tables() {
        return Ok(());
    }
    Err(PaperError::Writing {
        format,
        reason: "存档版按原文件提供，不另行排版，可以转换为 HTML 或 JSON".to_owned(),
    })
}

/// The paragraphs of a section; empty lines and the indents of other formats are dropped.
fn paragraphs(prose: &str) -> Vec<Paragraph> {
    printable(prose)
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(Paragraph::of)
        .collect()
}

impl Paragraph {
    fn of(line: &str) -> Self {
        let end = heading_end(line).unwrap_or(0);
        let (heading, text) = line.split_at_checked(end).unwrap_or(("", line));
        Self {
            heading: heading.to_owned(),
            text: text.to_owned(),
        }
    }

    /// The paragraph in one piece.
    pub fn whole(&self) -> String {
        format!("{}{}", self.heading, self.text)
    }
}

/// Where a heading of the second level ends: after the first colon or stop near its beginning, or with the line.
fn heading_end(line: &str) -> Option<usize> {
    let inner = line.strip_prefix(['（', '('])?;
    let numeral_end = inner.find(['）', ')'])?;
    let numeral = inner.get(..numeral_end)?;
    if numeral.is_empty()
        || !numeral
            .chars()
            .all(|character| "一二三四五六七八九十".contains(character))
    {
        return None;
    }
    let end = line
        .char_indices()
        .find(|(_, character)| "：:。；;".contains(*character))
        .map_or(line.len(), |(at, character)| at + character.len_utf8());
    let is_short = line.get(..end)?.chars().count() <= LONGEST_HEADING;
    is_short.then_some(end)
}

/// The text without what no file format can hold or print, and without what is not seen; a break of any kind is a new line.
pub(crate) fn printable(text: &str) -> String {
    let text = visible(&text.replace("\r\n", "\n"));
    let plain = text.chars().map(|character| match character {
        '\r' | '\u{2028}' | '\u{2029}' => '\n',
        '\t' => ' ',
        _ => character,
    });
    plain.collect()
}

#[cfg(test)]
mod tests;
