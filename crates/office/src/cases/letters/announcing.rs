//! What a clerk asks of whoever signs: that a letter be announced of which nothing ever came back (公告送达; 民事诉讼法第九十五条). What
//! the clerk wrote is kept with the letter until it is announced or the signer declines; the announcement itself is the signer's
//! to record (`leaving`).

use jiff::Timestamp;
use jiff::civil::Date;
use law::audit::Recorded;
use law::cases::reasons::is_wordless;
use law::codes::WhyNot;
use law::staff::{Act, may};
use serde::{Deserialize, Serialize};

use super::striking::keep;
use super::{Basis, CaseLetter, LetterState, unsent};
use crate::error::OfficeError;
use crate::ids::LetterId;
use crate::moment::{Actor, Moment};
use crate::store::Office;

/// What was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedToAnnounce {
    /// The day it was to be announced, where one was written.
    #[serde(default)]
    pub on: Option<Date>,
    /// Where.
    pub place: String,
    #[serde(default)]
    pub proof: String,
    /// Why no other way reaches its addressee.
    pub why: String,
    pub by: String,
    /// In milliseconds.
    pub at: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declined: Option<Declined>,
}

/// That whoever signs declined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declined {
    pub why: String,
    pub by: String,
    /// In milliseconds.
    pub at: i64,
}

impl AskedToAnnounce {
    /// When it was asked.
    pub fn asked_at(&self) -> Option<Timestamp> {
        Timestamp::from_millisecond(self.at).ok()
    }
}

impl CaseLetter {
    /// What waits for whoever signs.
    pub fn waits_to_be_announced(&self) -> Option<&AskedToAnnounce> {
        let is_open = self.state == LetterState::Signed && self.returned.is_none();
        let asked = self.basis.announcing.as_deref();
        asked.filter(|asked| is_open && asked.declined.is_none())
    }
}

/// The letters that clerks ask to be announced, for whoever may sign.
pub async fn to_be_announced(office: &Office, actor: &Actor) -> Result<Vec<CaseLetter>, OfficeError> {
    if may(&actor.roles, Act::SignCases).is_err() {
        return Ok(Vec::new());
    }
    let mut letters = unsent(office, actor).await?;
    letters.retain(|letter| letter.waits_to_be_announced().is_some());
    Ok(letters)
}

/// Asks whoever signs to announce the letter.
pub async fn ask_to_announce(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    (letter, version): (LetterId, i64),
    (on, place, proof, why): (Option<Date>, &str, &str, &str),
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    let mut wrong = Vec::new();
    if is_wordless(place) {
        wrong.push(WhyNot::new(
            "place",
            "请写明公告登在哪里，例如“本机关网站通知公告栏”。",
        ));
    }
    if is_wordless(why) {
        let why = "请写明采用公告送达的理由：怎样下落不明、用其他方式为什么送不到。";
        wrong.push(WhyNot::new("despite", why));
    }
    OfficeError::of_fields(wrong)?;
    let asked = AskedToAnnounce {
        on,
        place: place.trim().to_owned(),
        proof: proof.trim().to_owned(),
        why: why.trim().to_owned(),
        by: actor.name.clone(),
        at: moment.millis(),
        declined: None,
    };
    let recorded = Recorded::CasesLetterAskAnnounce;
    keep(office, actor, moment, (letter, version), recorded, |found| {
        Ok(announcing(found, asked.clone()))
    })
    .await
}

/// Declines what was asked: it goes out by another way.
pub async fn decline_to_announce(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    letter: LetterId,
    version: i64,
    why: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::SignCases)?;
    if is_wordless(why) {
        let why = "请写明为什么不采用公告送达，例如“先按登记的地址邮寄”。";
        return Err(OfficeError::invalid("declined", why));
    }
    let declined = Declined {
        why: why.trim().to_owned(),
        by: actor.name.clone(),
        at: moment.millis(),
    };
    let recorded = Recorded::CasesLetterDeclineAnnounce;
    keep(office, actor, moment, (letter, version), recorded, |found| {
        let asked = found.waits_to_be_announced().ok_or(OfficeError::Missing)?;
        let asked = AskedToAnnounce {
            declined: Some(declined.clone()),
            ..asked.clone()
        };
        Ok(announcing(found, asked))
    })
    .await
}

fn announcing(found: &CaseLetter, asked: AskedToAnnounce) -> Basis {
    Basis {
        announcing: Some(Box::new(asked)),
        ..(*found.basis).clone()
    }
}
