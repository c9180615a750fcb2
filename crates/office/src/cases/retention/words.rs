//! What texts lose: the words that are known of the applicant, and all that a letter or a decision says beside its kind.

use law::cases::Particulars;
use law::cases::decision::Decision;
use law::cases::letters::{Letter, Paragraph};
use law::cases::retention::{ANONYMOUS, anonymised, is_named, scrubbed};
use law::cases::{Event, What};
use sea_orm::ConnectionTrait;
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use crate::cases::acts::registration::stated_words;
use crate::cases::letters::{Basis, Sent};
use crate::entity::application;
use crate::error::OfficeError;
use crate::sealed::PARTICULARS;
use crate::store::Office;

/// Names, numbers and addresses that are known of an applicant.
pub(in crate::cases) struct Known(Vec<Zeroizing<String>>);

impl Known {
    /// Those of the application, and others: the claimants of its disputes, and what stood in it before it was mended. A damaged envelope gives none: what it holds goes all
    /// the same. Without the keys it fails, and nothing goes.
    pub fn of(
        office: &Office,
        row: &application::Model,
        claimants: impl Iterator<Item = String>,
    ) -> Result<Self, OfficeError> {
        let particulars = match particulars(office, row) {
            Err(OfficeError::Damaged(why)) => {
                tracing::warn!(application = %row.id, why, "particulars do not open and are deleted unread");
                Particulars::default()
            }
            opened => opened?,
        };
        let name = [row.applicant_name.clone()];
        let words = name
            .into_iter()
            .chain(particulars.into_identifying())
            .chain(claimants);
        Ok(Self(words.map(Zeroizing::new).collect()))
    }

    /// These names.
    pub fn named(names: impl IntoIterator<Item = String>) -> Self {
        Self(names.into_iter().map(Zeroizing::new).collect())
    }

    /// With more names.
    #[must_use]
    pub fn and(mut self, names: impl IntoIterator<Item = String>) -> Self {
        self.0.extend(names.into_iter().map(Zeroizing::new));
        self
    }

    /// The words, the applicant's registered name first.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|word| word.as_str())
    }

    /// Whether a text holds any of it, however it is spelled.
    pub fn is_in(&self, text: &str) -> bool {
        let known: Vec<&str> = self.0.iter().map(|word| word.as_str()).collect();
        is_named(text, &known) || scrubbed(text, &known) != text
    }

    /// The text without them.
    pub fn scrubbed(&self, text: &str) -> String {
        let known: Vec<&str> = self.0.iter().map(|word| word.as_str()).collect();
        scrubbed(text, &known)
    }
}

/// What is known of an applicant, what stood in the registration before it was mended included; without the keys, the name
/// alone.
pub(in crate::cases) async fn known_of(
    office: &Office,
    on: &impl ConnectionTrait,
    row: &application::Model,
) -> Result<Known, OfficeError> {
    let known = async {
        let before = stated_words(office, on, row.id).await?;
        Known::of(office, row, before.into_iter())
    };
    match known.await {
        Err(OfficeError::Keys(_)) => Ok(Known::named([row.applicant_name.clone()])),
        known => known,
    }
}

fn particulars(office: &Office, row: &application::Model) -> Result<Particulars, OfficeError> {
    let Some(envelope) = &row.particulars else {
        return Ok(Particulars::default());
    };
    let opened = office.keys()?.open(PARTICULARS.of_row(row.id.0), envelope)?;
    decoded(opened.expose())
}

/// A decision: its outcome alone.
pub(super) fn decision(content: &str) -> Result<String, OfficeError> {
    let decision: Decision = decoded(content)?;
    coded(&Decision::of(decision.outcome))
}

/// A letter: which it is, its number and day, who signed; not to whom and what.
pub(super) fn letter(content: &str) -> Result<String, OfficeError> {
    let letter: Letter = decoded(content)?;
    coded(&Letter {
        addressee: ANONYMOUS.to_owned(),
        paragraphs: vec![Paragraph::Plain(ANONYMOUS.to_owned())],
        enclosures: Vec::new(),
        contact: String::new(),
        ..letter
    })
}

/// What a letter was filled from: the act that it is, and what was charged.
pub(super) fn filled_from(content: &str) -> Result<String, OfficeError> {
    let basis: Basis = decoded(content)?;
    coded(&Basis {
        what: basis.what.map(without_name),
        charge: basis.charge,
        ..Basis::default()
    })
}

fn without_name(what: What) -> What {
    let event = Event {
        on: jiff::civil::Date::ZERO,
        what: what.clone(),
    };
    anonymised(&[event]).pop().map_or(what, |event| event.what)
}

/// How a letter went out: the way alone.
pub(super) fn delivery(content: &str) -> Result<String, OfficeError> {
    let sent: Sent = decoded(content)?;
    coded(&Sent::by(sent.how))
}

fn decoded<T: DeserializeOwned>(content: &str) -> Result<T, OfficeError> {
    serde_json::from_str(content).map_err(|error| OfficeError::Damaged(error.to_string()))
}

/// A value as its column holds it.
pub(super) fn coded(value: &impl Serialize) -> Result<String, OfficeError> {
    serde_json::to_string(value).map_err(|error| OfficeError::Damaged(error.to_string()))
}
