//! The report as a whole, and what a reader says of the file it came from.

use serde::{Deserialize, Serialize};

use super::{Archive, Cell, Format, Tables};

/// The titles of the six sections, in order (国办公开办函〔2021〕30号).
pub const SECTION_TITLES: [&str; 6] = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
];

/// The prose of the six sections; two to four are mostly empty, their tables speak.
/// Paragraphs are separated by one line break; no section begins or ends with one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sections([String; 6]);

impl Sections {
    /// The prose of section 1 to 6; empty for any other number.
    pub fn get(&self, number: usize) -> &str {
        number
            .checked_sub(1)
            .and_then(|index| self.0.get(index))
            .map_or("", String::as_str)
    }

    /// Writes the prose of section 1 to 6; any other number is left alone.
    pub fn set(&mut self, number: usize, prose: impl Into<String>) {
        if let Some(section) = number.checked_sub(1).and_then(|index| self.0.get_mut(index)) {
            *section = prose.into();
        }
    }

    /// Number (1 to 6), title and prose of each.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &'static str, &str)> {
        (1..)
            .zip(SECTION_TITLES)
            .zip(&self.0)
            .map(|((number, title), prose)| (number, title, prose.as_str()))
    }
}

/// One organ's annual report for one year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The organ's full name, as the title prints it.
    pub organ: String,
    /// The year reported on (not the year of publication).
    pub year: i16,
    pub format: Format,
    /// What stands between the title and section one: basis, period, where to ask. Mostly empty; paragraphs as in sections.
    pub opening: String,
    pub sections: Sections,
    pub tables: Tables,
    /// What stands after section six: where to ask, signature, day. Mostly empty; paragraphs as in sections.
    pub closing: String,
    /// All of a report of 2008 to 2018 ([`Format::Archive`]); empty in every other.
    pub archive: Archive,
}

impl Report {
    /// The title as printed: `××2024年政府信息公开工作年度报告`; an archive edition has the one that it was printed with.
    pub fn title(&self) -> String {
        if self.format == Format::Archive && !self.archive.title.is_empty() {
            return self.archive.title.clone();
        }
        format!("{}{}年政府信息公开工作年度报告", self.organ, self.year)
    }
}

/// What a reader found in a file: the report, what it could not read, and labels that are not the official ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    pub report: Report,
    pub unread: Vec<Unread>,
    pub slips: Vec<Slip>,
}

/// Something in the file that could not be read, or not for certain; cells that stay blank are not empty in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// Where it stands, as a person would look for it: `第3页 表三 第12行`.
    pub place: String,
    /// As printed; empty where it is a part of the file, not some words of it, that was not read, and where a row may lack a
    /// cell whose others were read as they stand.
    pub text: String,
    /// Why, in Chinese.
    pub why: String,
    /// The cells that it may be meant for. Nobody is told to write 0 into them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<Cell>,
}

impl Unread {
    /// Whether a part of the file was not read (a second report, a section that no heading opens), and not some words of it.
    pub fn is_of_file(&self) -> bool {
        self.text.is_empty() && self.cells.is_empty()
    }

    /// In a sentence, as it is told of the file.
    pub fn sentence(&self) -> String {
        let Self { place, text, why, .. } = self;
        if text.is_empty() {
            format!("{place}：{why}。")
        } else {
            format!("{place}：“{text}”无法识别，{why}。")
        }
    }
}

/// A label or heading that is not the official one but was understood, or a sign in cells where 0 is meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slip {
    pub place: String,
    pub printed: String,
    pub official: String,
}

impl Slip {
    /// A sign (`/`, `—`, 无) that stands in so many cells of a table where 0 is meant, from this place on.
    pub fn zeros(place: &str, table: &str, count: usize, sign: &str) -> Self {
        Self {
            place: format!("{place}起，{table}有 {count} 格"),
            printed: sign.to_owned(),
            official: "0".to_owned(),
        }
    }

    /// Whether it is a sign in the place of 0, not a label.
    pub fn is_zero(&self) -> bool {
        self.official == "0"
    }

    /// What is said of it.
    pub fn sentence(&self) -> String {
        let Self {
            place,
            printed,
            official,
        } = self;
        if self.is_zero() {
            format!("{place}用“{printed}”表示 0，已按 0 识别。没有发生的请填 0。")
        } else {
            format!("{place}：印作“{printed}”，应为“{official}”。已按后者识别。")
        }
    }
}
