//! What is typed on the page of a letter: its text, and what an act on it takes.

use law::cases::letters::{lines, paragraphs};
use office::EnclosureId;
use office::cases::letters::{CaseLetter, Edit};
use serde::Deserialize;

use crate::desk::options::ticked;

/// The text of a letter.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct EditForm {
    pub version: i64,
    pub title: String,
    pub addressee: String,
    pub text: String,
    pub enclosures: String,
    pub contact: String,
    #[serde(deserialize_with = "ticked")]
    pub accepts_characters: bool,
    /// Whether it tells remedies, and so where to file online when it goes out online.
    #[serde(skip)]
    pub has_remedies: bool,
}

/// What a delivery or an opinion had typed in when it was refused.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct ActForm {
    pub version: i64,
    pub opinion: String,
    /// The items that a reviewer has looked at.
    pub looked: Vec<EnclosureId>,
    #[serde(deserialize_with = "ticked")]
    pub accepts_tentative: bool,
    pub on: String,
    pub how: String,
    pub tracking_number: String,
    pub proof: String,
    pub consent: String,
    pub filing_address: String,
    pub received_on: String,
}

impl EditForm {
    /// As the letter stands.
    pub fn of(found: &CaseLetter) -> Self {
        let letter = &found.letter;
        Self {
            version: found.version,
            title: letter.title.clone(),
            addressee: letter.addressee.clone(),
            text: lines(&letter.paragraphs),
            enclosures: letter.enclosures.join("\n"),
            contact: letter.contact.clone(),
            has_remedies: letter.has_remedies,
            accepts_characters: !found.basis.accepted_characters.is_empty(),
        }
    }

    /// What it asks to be kept.
    pub fn edit(&self) -> Edit {
        let enclosures = self.enclosures.lines().map(str::trim);
        Edit {
            title: self.title.clone(),
            addressee: self.addressee.clone(),
            paragraphs: paragraphs(&self.text),
            enclosures: enclosures
                .filter(|line| !line.is_empty())
                .map(str::to_owned)
                .collect(),
            contact: self.contact.clone(),
            accepts_characters: self.accepts_characters,
        }
    }
}
