//! What is typed on the page of a letter: its text, and what an act on it takes.

use law::cases::letters::Paragraph;
use office::EnclosureId;
use office::cases::letters::{CaseLetter, Edit};
use serde::Deserialize;

use super::sheet::{self, Adding};
use crate::desk::options::ticked;

/// The text of a letter, as the fields of its sheet.
#[derive(Clone, Default)]
pub struct EditForm {
    pub version: i64,
    /// Its parts in their order, empty ones with them.
    pub parts: Vec<Paragraph>,
    pub enclosures: String,
    pub contact: String,
    pub accepts_characters: bool,
    /// Why words stay that stand beside what is filled in.
    pub kept_reason: String,
    /// An empty part is wanted: nothing is kept yet.
    pub adding: Option<Adding>,
    /// Whether it tells remedies, and so where to file online when it goes out online.
    pub has_remedies: bool,
    /// It shows what is kept nowhere yet.
    pub is_unsaved: bool,
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
    pub place: String,
    pub proof: String,
    /// Who refused to sign for it.
    pub refused: String,
    pub consent: String,
    pub filing_address: String,
    /// Why it leaves in spite of what is told before.
    pub despite: String,
    /// The ways that need no address were tried before it is announced.
    #[serde(deserialize_with = "ticked")]
    pub is_out_of_reach: bool,
    pub received_on: String,
    /// What proves that day, where it is recorded later.
    pub receipt: String,
    /// What a scan that was refused is of.
    pub role: String,
    /// The day it was known not to have come, and why.
    pub back_on: String,
    pub back_why: String,
    /// Why an announcement that was asked for is not made.
    pub declined: String,
    /// It comes from the queue, and goes back to it.
    #[serde(deserialize_with = "ticked")]
    pub queue: bool,
}

/// The version that a form was opened with.
pub fn version_of(fields: &[(String, String)]) -> i64 {
    let found = fields.iter().find(|(name, _)| name == "version");
    found
        .and_then(|(_, value)| value.parse().ok())
        .unwrap_or_default()
}

impl EditForm {
    /// As the letter stands.
    pub fn of(found: &CaseLetter) -> Self {
        let letter = &found.letter;
        Self {
            version: found.version,
            parts: letter.paragraphs.clone(),
            enclosures: letter.enclosures.join("\n"),
            contact: letter.contact.clone(),
            has_remedies: letter.has_remedies,
            accepts_characters: !found.basis.accepted_characters.is_empty(),
            kept_reason: found.basis.kept_words.reason.clone(),
            adding: None,
            is_unsaved: false,
        }
    }

    /// The enclosures as the sheet lists them: numbered where they are several.
    pub fn enclosed_lines(&self) -> Vec<String> {
        let lines = self.enclosures.lines().map(str::trim);
        let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
        let several = lines.len() > 1;
        let numbered = (1..).zip(lines).map(|(number, line)| {
            if several {
                format!("{number}.{line}")
            } else {
                line.to_owned()
            }
        });
        numbered.collect()
    }

    /// The sheet that came with another act's button; none where the form held no sheet.
    pub fn beside(fields: &[(String, String)]) -> Option<Self> {
        let has_sheet = fields.iter().any(|(name, _)| name == "contact");
        has_sheet.then(|| Self::sent(fields))
    }

    /// As it was sent.
    pub fn sent(fields: &[(String, String)]) -> Self {
        let field = |name: &str| {
            let found = fields.iter().find(|(known, _)| known == name);
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        let adding = Adding::read(&field("add"));
        let parts = sheet::parts(fields);
        Self {
            version: version_of(fields),
            parts: match adding {
                Some(adding) => adding.into_parts(parts),
                None => parts,
            },
            enclosures: field("enclosures"),
            contact: field("contact"),
            accepts_characters: !field("accepts_characters").is_empty(),
            kept_reason: field("kept_reason"),
            adding,
            has_remedies: false,
            is_unsaved: true,
        }
    }

    /// What it asks to be kept.
    pub fn edit(&self) -> Edit {
        let enclosures = self.enclosures.lines().map(str::trim);
        Edit {
            paragraphs: sheet::kept(self.parts.clone()),
            enclosures: enclosures
                .filter(|line| !line.is_empty())
                .map(str::to_owned)
                .collect(),
            contact: self.contact.clone(),
            accepts_characters: self.accepts_characters,
            kept_reason: self.kept_reason.clone(),
            has_seen_decision: false,
        }
    }

    /// The letter with what was typed in its places, to be shown and not kept.
    pub fn on(&self, found: &CaseLetter) -> CaseLetter {
        let mut typed = found.clone();
        typed.letter.paragraphs.clone_from(&self.parts);
        typed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_enclosures_are_numbered_on_the_page_as_on_paper() {
        let of = |enclosures: &str| EditForm {
            enclosures: enclosures.to_owned(),
            ..EditForm::default()
        };
        assert_eq!(of("名单").enclosed_lines(), ["名单"]);
        assert_eq!(of("名单\n\n汇总").enclosed_lines(), ["1.名单", "2.汇总"]);
    }
}
