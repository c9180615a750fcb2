//! An application that is not sent yet, kept for a while under seal for whoever has its return code: while it is filled in
//! step by step, and longer once its owner saves it to come back. There is no account, and only the code's hash is stored.
//! What was sent leaves nothing here but its receipt, which is shown again for as long as one still sits before it.

use jiff::Timestamp;
use law::cases::ApplicationForm;
use law::signs::number_key;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sm3::{Digest, Sm3};
use zeroize::Zeroizing;

use crate::audit::instant;
use crate::cases::applicant::files;
use crate::cases::query_code::{LETTERS, grouped};
use crate::entity::application_draft::{ActiveModel, Column, Entity, Model};
use crate::error::OfficeError;
use crate::ids::{ApplicationDraftId, OrganId};
use crate::moment::{Moment, Program};
use crate::sealed::DRAFTS;
use crate::store::{Office, Tx, transaction};

/// For how many days a draft is kept after it was last saved.
pub const DRAFT_DAYS: i64 = 15;
const HOUR: i64 = 3_600_000;
/// For how long one fills in what was not saved, in hours.
pub const UNSAVED_HOURS: i64 = 24;
/// For how long the receipt is shown again, in hours: whoever sits there next must not find it.
pub const RECEIPT_HOURS: i64 = 2;
/// Most bytes of a draft.
const LONGEST: usize = 64 << 10;

/// What is kept: the form as it was typed, and the code of the batch that its files rest in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    #[serde(flatten)]
    pub form: ApplicationForm,
    #[serde(default)]
    pub batch: String,
    /// Tells one sending of the form from the next.
    #[serde(default)]
    pub ticket: String,
    /// Its owner saved it, and was given the return code.
    #[serde(default)]
    pub is_saved: bool,
    /// What was wrong when a step was last sent and does not show in the form: field and message.
    #[serde(default)]
    pub faults: Vec<(String, String)>,
    /// What came of it once it was sent.
    #[serde(default)]
    pub sent: Option<SentDraft>,
}

/// The receipt of what was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentDraft {
    pub number: String,
    pub query_code: String,
}

impl Draft {
    /// Nothing but what came of it.
    pub fn sent(receipt: SentDraft) -> Self {
        Self {
            sent: Some(receipt),
            ..Self::default()
        }
    }

    /// How long it is kept from now on, in milliseconds.
    const fn span(&self) -> i64 {
        match (&self.sent, self.is_saved) {
            (Some(_), _) => RECEIPT_HOURS * HOUR,
            (None, true) => DRAFT_DAYS * 24 * HOUR,
            (None, false) => UNSAVED_HOURS * HOUR,
        }
    }
}

/// What whoever saves gets.
#[derive(Clone, PartialEq, Eq)]
pub struct Kept {
    /// Shown once: only its hash is stored.
    pub return_code: String,
    pub until: Timestamp,
}

/// Keeps what is typed so far, complete or not: anew, or in place of the draft that this return code opens.
pub async fn keep_draft(
    office: &Office,
    organ: OrganId,
    moment: Moment,
    draft: &Draft,
    return_code: Option<&str>,
) -> Result<Kept, OfficeError> {
    let kept = Keeping {
        batch: &draft.batch,
        until: moment.millis() + draft.span(),
        purpose: OF_APPLICATION,
    };
    keep_sealed(office, organ, moment, draft, kept, return_code).await
}

/// What return codes of drafts of applications are hashed with.
const OF_APPLICATION: &str = "draft";

/// How something that is not sent yet is kept.
#[derive(Clone, Copy)]
pub(crate) struct Keeping<'a> {
    /// The batch that its files rest in.
    pub batch: &'a str,
    /// In milliseconds.
    pub until: i64,
    /// What keeps the return codes of one form apart from those of another.
    pub purpose: &'static str,
}

/// Keeps what is typed into any form so far under seal: anew, or in place of what this return code opens.
pub(crate) async fn keep_sealed(
    office: &Office,
    organ: OrganId,
    moment: Moment,
    what: &impl Serialize,
    keeping: Keeping<'_>,
    return_code: Option<&str>,
) -> Result<Kept, OfficeError> {
    let plain = serde_json::to_string(what)
        .map(Zeroizing::new)
        .map_err(|error| OfficeError::Damaged(error.to_string()))?;
    if plain.len() > LONGEST {
        return Err(OfficeError::invalid(
            "request",
            "内容过长，不能保存为草稿；请缩短后再保存。",
        ));
    }
    let Keeping {
        batch,
        until,
        purpose,
    } = keeping;
    let fresh = fresh_code();
    transaction!(office, |tx| {
        files::keep_until(&tx, organ, moment, batch, until).await?;
        drop_expired(&tx, moment).await?;
        let known = match return_code {
            Some(code) => of_code(organ, purpose, code).one(tx.on()).await?,
            None => None,
        };
        let id = known
            .as_ref()
            .map_or_else(|| tx.next_id::<ApplicationDraftId>(moment), |row| row.id);
        let code = return_code.filter(|_| known.is_some()).unwrap_or(&fresh);
        let row = ActiveModel {
            id: Set(id),
            organ_id: Set(organ),
            code: Set(hashed(purpose, code)),
            content: Set(office.keys()?.seal(DRAFTS.of_row(id.0), &plain)?),
            expires_at: Set(until),
            created_at: Set(known.as_ref().map_or(moment.millis(), |row| row.created_at)),
        };
        if known.is_some() {
            row.update(tx.on()).await?;
        } else {
            Entity::insert(row).exec(tx.on()).await?;
        }
        Ok(Kept {
            return_code: code.to_owned(),
            until: instant(until)?,
        })
    })
}

/// The draft that this return code opens, while it is kept.
pub async fn open_draft(
    office: &Office,
    organ: OrganId,
    moment: Moment,
    return_code: &str,
) -> Result<Option<Draft>, OfficeError> {
    open_sealed(office, organ, moment, OF_APPLICATION, return_code).await
}

/// What this return code opens of a form of any kind, while it is kept.
pub(crate) async fn open_sealed<T: DeserializeOwned>(
    office: &Office,
    organ: OrganId,
    moment: Moment,
    purpose: &'static str,
    return_code: &str,
) -> Result<Option<T>, OfficeError> {
    let row = of_code(organ, purpose, return_code).one(office.on()).await?;
    let Some(row) = row.filter(|row| row.expires_at > moment.millis()) else {
        return Ok(None);
    };
    read(office, &row).map(Some)
}

/// Throws a draft away: its application was sent, or its owner wants it gone.
pub async fn drop_draft(office: &Office, organ: OrganId, return_code: &str) -> Result<(), OfficeError> {
    drop_sealed(office, organ, OF_APPLICATION, return_code).await
}

/// The same of a form of any kind.
pub(crate) async fn drop_sealed(
    office: &Office,
    organ: OrganId,
    purpose: &'static str,
    return_code: &str,
) -> Result<(), OfficeError> {
    transaction!(office, |tx| {
        Entity::delete_many()
            .filter(Column::OrganId.eq(organ))
            .filter(Column::Code.eq(hashed(purpose, return_code)))
            .exec(tx.on())
            .await?;
        Ok(())
    })
}

/// Throws away the drafts and the files of forms that were not sent in time; gives how many of both.
pub async fn drop_unsent(office: &Office, _: Program, moment: Moment) -> Result<u64, OfficeError> {
    let past = Entity::find().filter(Column::ExpiresAt.lte(moment.millis()));
    let unsent = files::expired(office, moment).await? + past.count(office.on()).await?;
    if unsent > 0 {
        transaction!(office, |tx| {
            files::drop_expired(&tx, moment).await?;
            drop_expired(&tx, moment).await
        })?;
    }
    Ok(unsent)
}

/// Throws away the drafts that are past their time.
async fn drop_expired(tx: &Tx<'_>, moment: Moment) -> Result<(), OfficeError> {
    let expired = Column::ExpiresAt.lte(moment.millis());
    Entity::delete_many().filter(expired).exec(tx.on()).await?;
    Ok(())
}

fn read<T: DeserializeOwned>(office: &Office, row: &Model) -> Result<T, OfficeError> {
    let opened = office.keys()?.open(DRAFTS.of_row(row.id.0), &row.content)?;
    serde_json::from_str(opened.expose())
        .map_err(|error| OfficeError::Damaged(format!("application_draft {}：{error}", row.id)))
}

fn of_code(organ: OrganId, purpose: &str, return_code: &str) -> sea_orm::Select<Entity> {
    Entity::find()
        .filter(Column::OrganId.eq(organ))
        .filter(Column::Code.eq(hashed(purpose, return_code)))
}

/// Sixteen of 32 characters (80 bits) in four groups.
fn fresh_code() -> String {
    let letter = || LETTERS.get(usize::from(rand::random::<u8>() & 31)).copied();
    grouped((0..16).filter_map(|_| letter()))
}

/// How a return code is stored: its hash, however it was typed.
fn hashed(purpose: &str, return_code: &str) -> String {
    let plain = |one: &char| one.is_ascii_alphanumeric();
    let code: String = number_key(return_code).chars().filter(plain).collect();
    hex::encode(Sm3::digest(format!("{purpose} {code}")))
}
