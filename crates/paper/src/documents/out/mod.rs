//! A document as a file to take away: its written text as PDF and DOCX in the layout of GB/T 9704-2012, its tables as XLSX. Made of
//! the HTML of written text (`crates/prose/SUBSET.md`) by the meaning of its marks: what is none of them is not carried over,
//! so that nothing in a text becomes anything that runs. The same bytes for the same document and fonts.

mod docx;
mod docx_table;
mod parts;
mod pdf;
mod xlsx;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::reports::printable;

pub use docx::docx;
pub use pdf::pdf;
pub use xlsx::{has_tables, xlsx};

/// What is written out.
#[derive(Clone, Debug, Default)]
pub struct WrittenOut<'a> {
    pub organ: &'a str,
    pub title: &'a str,
    /// 发文字号
    pub document_number: Option<&'a str>,
    pub formed_on: Option<Date>,
    /// The HTML of written text.
    pub html: &'a str,
    /// Files of pictures by their addresses in it.
    pub pictures: BTreeMap<String, Vec<u8>>,
    /// Names of its attachments, in order.
    pub attachments: &'a [String],
    /// Where it comes from, as the last line says.
    pub source: &'a str,
}

impl WrittenOut<'_> {
    /// 附件：1. 甲
    fn attachment_lines(&self) -> Vec<String> {
        let stem = |name: &String| {
            let name = printable(name).replace('\n', "");
            let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
            stem.to_owned()
        };
        let names: Vec<String> = self.attachments.iter().map(stem).collect();
        match names.as_slice() {
            [] => Vec::new(),
            [only] => vec![format!("附件：{only}")],
            all => (1..)
                .zip(all)
                .map(|(number, name)| {
                    let head = if number == 1 {
                        "附件："
                    } else {
                        "\u{3000}\u{3000}\u{3000}"
                    };
                    format!("{head}{number}．{name}")
                })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests;
