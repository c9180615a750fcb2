//! What is put into the index: one thing that is public, with all its texts.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The signs of one entry that are indexed; what is longer is found by its beginning.
pub(crate) const MOST_SIGNS: usize = 400_000;

/// One thing that is public and has an address: a document, a report, the guide, an entry of the answer log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What it is, for good: `document:17`.
    pub key: String,
    /// The organ's code.
    pub organ: String,
    pub title: String,
    /// Where it stands, from the site's root.
    pub address: String,
    /// 发文字号, 索引号: whoever types one means this entry.
    pub numbers: Vec<String>,
    pub day: Option<Date>,
    /// The code of what kind of thing it is.
    pub kind: String,
    /// The code of its item of 条例第二十条.
    pub category: Option<String>,
    /// The code of its validity.
    pub validity: Option<String>,
    /// Whether it no longer binds (废止、失效): it stands below what replaced it.
    pub has_ended: bool,
    /// The names of its column in addresses, its own first, then those it stands under.
    pub columns: Vec<String>,
    pub parts: Vec<Part>,
}

/// A piece of text and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Empty for what its page shows; else the name of the file.
    pub place: String,
    /// The page of the file, where it has pages.
    pub page: Option<u32>,
    pub text: String,
}

impl Part {
    /// What the thing's own page shows.
    pub fn of_page(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }
}

impl Entry {
    /// The same with no more text than is indexed.
    pub(crate) fn bounded(mut self) -> Self {
        let mut left = MOST_SIGNS;
        for part in &mut self.parts {
            if let Some((end, _)) = part.text.char_indices().nth(left) {
                part.text.truncate(end);
            }
            left = left.saturating_sub(part.text.chars().count());
        }
        self.parts.retain(|part| !part.text.trim().is_empty());
        self
    }
}
