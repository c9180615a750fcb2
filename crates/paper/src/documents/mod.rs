//! A document as it is taken in from Word or from a page: its words in the HTML of written text (`crates/prose/SUBSET.md`), and
//! first of all what the file holds without showing it (导入体检). Nothing hidden is ever among the words. DOCX is read in its own
//! XML within the bounds of the screening; fonts, sizes and colours are left behind.

mod block;
mod convert;
mod docx;
mod numbering;
pub mod out;
mod page;
mod styles;
mod table;
mod tree;

use std::collections::BTreeSet;

use law::screening::{Kind, Seen};
use serde::Serialize;

pub use self::block::{Brought, place_of_picture};
pub use self::convert::Converter;
use crate::screening::Package;

/// What was read of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Imported {
    pub html: String,
    pub health: Vec<Health>,
    /// How many pictures it has.
    pub images: usize,
    /// The pictures in their order; where they stand is written as [`place_of_picture`].
    #[serde(skip)]
    pub pictures: Vec<Brought>,
    /// What is not taken in, each once.
    pub dropped: Vec<String>,
}

/// Something that a file holds besides its words, or that somebody has to decide on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Health {
    pub kind: HealthKind,
    pub place: String,
    /// Its first words, long numbers masked.
    pub text: String,
    /// Whether it is among the words, where that is for somebody to choose.
    #[serde(skip)]
    pub choice: Option<Choice>,
}

/// A choice about something: by its key it is known again when the same file is read once more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub key: String,
    pub is_taken: bool,
}

/// What of all that there is a choice about is taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Taking {
    /// What Word shows: insertions as if they were accepted, and text boxes. Nothing that is hidden, deleted or said beside it.
    #[default]
    Shown,
    /// These, by their keys, and nothing else.
    These(BTreeSet<String>),
}

/// What it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HealthKind {
    HiddenText,
    Deletion,
    Insertion,
    Comment,
    Author,
    TextBox,
    Embedded,
}

impl HealthKind {
    /// What officials call it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::HiddenText => "隐藏的文字",
            Self::Deletion => "修订中删除的内容",
            Self::Insertion => "未接受的修订",
            Self::Comment => "批注",
            Self::Author => "作者",
            Self::TextBox => "文本框",
            Self::Embedded => "嵌入的文件",
        }
    }

    const fn of(kind: Kind) -> Option<Self> {
        Some(match kind {
            Kind::HiddenText | Kind::FaintText => Self::HiddenText,
            Kind::Deletion => Self::Deletion,
            Kind::Insertion => Self::Insertion,
            Kind::Comment => Self::Comment,
            Kind::Embedded => Self::Embedded,
            _ => return None,
        })
    }
}

/// Most characters that are shown of something.
const LONGEST_SHOWN: usize = 24;

/// How a file of older Word, and of WPS, begins.
const OLDER: &[u8] = b"\xD0\xCF\x11\xE0";

/// Who made it: of the properties only these name people.
const AUTHORS: [&str; 2] = ["文档属性“作者”", "文档属性“最后保存者”"];

/// Whether it is a file of older Word or of WPS, which is read once it is converted.
pub fn is_older(bytes: &[u8]) -> bool {
    bytes.starts_with(OLDER)
}

/// A DOCX, or a page that was pasted, with what Word shows of it; the words of an error say why it is not read.
pub fn read(bytes: &[u8]) -> Result<Imported, &'static str> {
    read_taking(bytes, &Taking::Shown)
}

/// The same with what somebody chose of a DOCX.
pub fn read_taking(bytes: &[u8], taking: &Taking) -> Result<Imported, &'static str> {
    if bytes.starts_with(b"PK\x03\x04") {
        let package = Package::open(bytes)?;
        if !package.is_words() {
            return Err("不是 Word 文档，请另存为 DOCX");
        }
        let seen = package.words_seen()?;
        return docx::read(&package, health(&seen), taking);
    }
    if is_older(bytes) {
        return Err("旧版 Word 或者 WPS 文件，请用 Word 或者 WPS 打开，另存为 DOCX");
    }
    let text =
        crate::screening::encoding::decoded(bytes).or_else(|| crate::screening::encoding::lines(bytes));
    page::read(&text.ok_or("不认识的文件，请另存为 DOCX")?)
}

fn health(seen: &Seen) -> Vec<Health> {
    let found = seen.marks.iter().filter_map(|mark| {
        let is_author = mark.kind == Kind::Property && AUTHORS.contains(&mark.place.as_str());
        let kind = HealthKind::of(mark.kind).or(is_author.then_some(HealthKind::Author))?;
        Some(Health {
            kind,
            place: mark.place.clone(),
            text: mark.shown.clone(),
            choice: None,
        })
    });
    found.collect()
}

#[cfg(test)]
mod tests;
