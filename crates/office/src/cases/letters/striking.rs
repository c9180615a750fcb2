//! What a clerk asks of whoever signs: that the return of a letter be struck which was recorded by mistake, where striking it makes
//! something late in time again, which nobody does for their own work (`returning::may_strike_return`). What is asked is kept with the
//! letter until it is struck, declined or taken back; it holds for that one return.

use jiff::Timestamp;
use law::audit::{Key, Recorded};
use law::cases::reasons::is_wordless;
use law::staff::{Act, may};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde::{Deserialize, Serialize};

use super::announcing::Declined;
use super::write::{held, json_of};
use super::{Basis, CaseLetter, LetterState, unsent};
use crate::audit::{self, Detail};
use crate::error::OfficeError;
use crate::ids::LetterId;
use crate::moment::{Actor, Moment};
use crate::store::{Office, transaction};
use crate::versioned::bump;

/// What was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedToStrike {
    /// Why it did not come back.
    pub why: String,
    pub by: String,
    /// In milliseconds.
    pub at: i64,
    /// The event that the sending had made which is said to have come back.
    #[serde(default)]
    pub event: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declined: Option<Declined>,
}

impl AskedToStrike {
    /// When it was asked.
    pub fn asked_at(&self) -> Option<Timestamp> {
        Timestamp::from_millisecond(self.at).ok()
    }
}

impl CaseLetter {
    /// What was asked of the return it lies signed upon, declined or not.
    pub fn asked_to_strike(&self) -> Option<&AskedToStrike> {
        let returned = self.returned.as_ref()?;
        let asked = self.basis.striking.as_deref();
        asked.filter(|asked| self.state == LetterState::Signed && asked.event == returned.event)
    }

    /// What waits for whoever signs.
    pub fn waits_to_be_struck(&self) -> Option<&AskedToStrike> {
        self.asked_to_strike().filter(|asked| asked.declined.is_none())
    }
}

/// The letters whose returns clerks ask to strike, for whoever may sign.
pub async fn to_be_struck(office: &Office, actor: &Actor) -> Result<Vec<CaseLetter>, OfficeError> {
    if may(&actor.roles, Act::SignCases).is_err() {
        return Ok(Vec::new());
    }
    let mut letters = unsent(office, actor).await?;
    letters.retain(|letter| letter.waits_to_be_struck().is_some());
    Ok(letters)
}

/// Asks whoever signs to strike the return.
pub async fn ask_to_strike(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    letter: LetterId,
    version: i64,
    why: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    if is_wordless(why) {
        let why = "请写明为什么没有退回，例如“登记错了文书”，写给签发人。";
        return Err(OfficeError::invalid("back_why", why));
    }
    let recorded = Recorded::CasesLetterAskStrike;
    keep(office, actor, moment, (letter, version), recorded, |found| {
        let returned = found.returned.as_ref().ok_or(OfficeError::Missing)?;
        let asked = AskedToStrike {
            why: why.trim().to_owned(),
            by: actor.name.clone(),
            at: moment.millis(),
            event: returned.event,
            declined: None,
        };
        Ok(Basis {
            striking: Some(Box::new(asked)),
            ..(*found.basis).clone()
        })
    })
    .await
}

/// Declines to strike it: the letter goes out once more.
pub async fn decline_to_strike(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    letter: LetterId,
    version: i64,
    why: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::SignCases)?;
    if is_wordless(why) {
        let why = "请写明为什么不撤销，例如“退件在档，确已退回”。";
        return Err(OfficeError::invalid("declined", why));
    }
    let recorded = Recorded::CasesLetterDeclineStrike;
    keep(office, actor, moment, (letter, version), recorded, |found| {
        let asked = found.waits_to_be_struck().ok_or(OfficeError::Missing)?;
        let declined = Declined {
            why: why.trim().to_owned(),
            by: actor.name.clone(),
            at: moment.millis(),
        };
        let asked = AskedToStrike {
            declined: Some(declined),
            ..asked.clone()
        };
        Ok(Basis {
            striking: Some(Box::new(asked)),
            ..(*found.basis).clone()
        })
    })
    .await
}

/// Takes back what was asked of whoever signs and is not done yet: an announcement, or that a return be struck.
pub async fn recall_asking(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    letter: LetterId,
    version: i64,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    let recorded = Recorded::CasesLetterRecallAsking;
    keep(office, actor, moment, (letter, version), recorded, |found| {
        let (announcing, striking) = (found.waits_to_be_announced(), found.waits_to_be_struck());
        if announcing.is_none() && striking.is_none() {
            return Err(OfficeError::Missing);
        }
        let mut basis = (*found.basis).clone();
        if announcing.is_some() {
            basis.announcing = None;
        }
        if striking.is_some() {
            basis.striking = None;
        }
        Ok(basis)
    })
    .await
}

/// Keeps what was asked with the letter, while it lies signed.
pub(super) async fn keep(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    (letter, version): (LetterId, i64),
    recorded: Recorded,
    changed: impl Fn(&CaseLetter) -> Result<Basis, OfficeError>,
) -> Result<(), OfficeError> {
    transaction!(office, |tx| {
        let (row, found) = held(&tx, actor, letter, version, LetterState::Signed).await?;
        let basis = changed(&found)?;
        let mut row = row.into_active_model();
        row.basis = Set(json_of(&basis)?);
        bump(&mut row.version);
        row.changed_at = Set(moment.millis());
        row.update(tx.on()).await?;
        let detail = Detail::none()
            .with(Key::Letter, letter.0)
            .with(Key::Kind, found.kind.code());
        audit::append(&tx, actor, moment, recorded, found.case, detail).await
    })
}
