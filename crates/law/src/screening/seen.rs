//! What a reader saw of a file: its texts, each at its place, and marks of its own making.

use super::{Finding, Kind};
use crate::proof::{PartKind, Trace, bank_cards, likely_identity_numbers, mobile_numbers, traces};

/// A text in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// 第2页, 工作表“名单”第7行B列, 修订中删除的文字（正文第3段）
    pub place: String,
    pub text: String,
    /// What it is of the file, for whoever proofreads.
    pub kind: PartKind,
    /// How many bytes of the text are words that stand elsewhere: what is written above a column.
    head: usize,
}

/// All that was seen of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    pub passages: Vec<Passage>,
    /// Texts from everywhere in the file, those of `passages` among them: what is forbidden is found wherever it stands.
    pub beside: Vec<Passage>,
    /// What is found by how the file is made: hidden sheets, comments, positions.
    pub marks: Vec<Finding>,
}

impl Seen {
    /// With one more text, unless it is blank.
    pub fn read(&mut self, place: impl Into<String>, text: impl Into<String>) {
        self.read_as(PartKind::Aside, place, text);
    }

    /// The same of a text that the file shows, as a paragraph or a cell.
    pub fn read_as(&mut self, kind: PartKind, place: impl Into<String>, text: impl Into<String>) {
        let (place, text) = (place.into(), text.into());
        if !text.trim().is_empty() {
            self.passages.push(Passage {
                place,
                text,
                kind,
                head: 0,
            });
        }
    }

    /// The same of a cell, with the words above its column: a number says less of what it is than these do.
    pub fn read_below(&mut self, kind: PartKind, place: impl Into<String>, head: &str, text: &str) {
        if !text.trim().is_empty() {
            self.passages.push(Passage {
                place: place.into(),
                text: format!("{head}\n{text}"),
                kind,
                head: head.len() + 1,
            });
        }
    }

    /// With a text from anywhere in the file, which another reader may have read at its finer place.
    pub fn read_beside(&mut self, place: impl Into<String>, text: impl Into<String>) {
        let (place, text) = (place.into(), text.into());
        if text.chars().any(is_of_interest) {
            self.beside.push(Passage {
                place,
                text,
                kind: PartKind::Aside,
                head: 0,
            });
        }
    }

    /// With one more mark.
    pub fn mark(&mut self, kind: Kind, place: impl Into<String>, shown: &str) {
        self.marks.push(Finding::new(kind, place, excerpt(shown)));
    }

    /// The same with each place named after what it stands in.
    #[must_use]
    pub fn within(mut self, place: &str) -> Self {
        for passage in self.passages.iter_mut().chain(&mut self.beside) {
            passage.place = format!("{place}中的{}", passage.place);
        }
        for mark in &mut self.marks {
            mark.place = format!("{place}中的{}", mark.place);
        }
        self
    }

    /// With all that was seen of a part of it.
    pub fn extend(&mut self, other: Self) {
        self.passages.extend(other.passages);
        self.beside.extend(other.beside);
        self.marks.extend(other.marks);
    }
}

impl Passage {
    /// What stands in its own place.
    pub(super) fn own(&self) -> &str {
        self.text.get(self.head..).unwrap_or(&self.text)
    }

    /// What is found in a text that was read without knowing what it is: there a card's number may be a measure.
    pub(super) fn findings_beside(&self) -> impl Iterator<Item = Finding> {
        let all = self.findings().into_iter();
        all.filter(|finding| finding.kind != Kind::BankCard)
    }

    pub(super) fn findings(&self) -> Vec<Finding> {
        let at = |kind, shown: String| Finding::new(kind, self.place.clone(), shown);
        // Most texts have no sign of any of it; the seekers fold every sign.
        if !self.text.chars().any(is_of_interest) {
            return Vec::new();
        }
        let traces = traces(&self.text).into_iter().map(|trace| match trace {
            Trace::SecretMark(mark) => at(Kind::SecretMark, mark),
            Trace::IdentityNumber(masked) => at(Kind::IdentityNumber, masked),
        });
        let cards = bank_cards(&self.text).into_iter();
        let mobiles = mobile_numbers(&self.text).into_iter();
        let likely = likely_identity_numbers(&self.text).into_iter();
        traces
            .chain(cards.map(|masked| at(Kind::BankCard, masked)))
            .chain(mobiles.map(|masked| at(Kind::Mobile, masked)))
            .chain(likely.map(|masked| at(Kind::LikelyIdentityNumber, masked)))
            .collect()
    }
}

/// Whether a text with this sign may hold anything that is sought: digits of any kind, or the level of a secret.
fn is_of_interest(sign: char) -> bool {
    sign.is_numeric() || matches!(sign, '密' | '\u{1d7ce}'..='\u{1d7ff}')
}

/// The first words of a text, with its numbers masked: a finding is kept and shown, the number is not.
fn excerpt(text: &str) -> String {
    const LENGTH: usize = 24;
    const SHORT: usize = 4;
    let words: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut = words.chars().count() > LENGTH;
    let mut shown = String::new();
    let mut digits = 0;
    for sign in words.chars().take(LENGTH) {
        digits = if sign.is_numeric() { digits + 1 } else { 0 };
        shown.push(if digits > SHORT { '*' } else { sign });
    }
    if cut {
        shown.push('…');
    }
    shown
}
