//! What the applicant fetches of the letters that went out to them, having shown number and query code: each fetch is on record, so
//! that a delivery over the internet is proved by more than the day it was sent.

use jiff::Timestamp;
use law::audit::{Key, Recorded, Subject};
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::Value;

use super::{CaseLetter, for_applicant};
use crate::audit::{self, Detail, instant};
use crate::cases::applicant::access::Applicant;
use crate::cases::looking::read::of_organ;
use crate::entity::audit_entry;
use crate::error::OfficeError;
use crate::ids::{CaseId, LetterId};
use crate::moment::{Actor, Moment};
use crate::papers::{Printable, kept};
use crate::store::{Office, transaction};

/// Puts on record that the applicant fetches a letter, as its sealed scan or as the PDF that was kept; before it is handed out.
pub async fn record_fetch(
    office: &Office,
    who: &Applicant,
    moment: Moment,
    case: CaseId,
    letter: LetterId,
    is_scan: bool,
) -> Result<(), OfficeError> {
    let letters = for_applicant(office, who, case).await?;
    let letter = letters.into_iter().find(|one| one.id == letter);
    let letter = letter.ok_or(OfficeError::Missing)?;
    let digest = handed_out(office, &letter, is_scan).await?;
    let actor = Actor::applicant(who.organ, &who.from);
    transaction!(office, |tx| {
        let detail = Detail::none()
            .with(Key::Letter, letter.id.0)
            .with(Key::Kind, letter.kind.code())
            .with(Key::Number, letter.letter.number.clone())
            .with(Key::Digest, digest.clone());
        audit::append(
            &tx,
            &actor,
            moment,
            Recorded::CasesLetterFetch,
            letter.case,
            detail,
        )
        .await
    })
}

/// SM3 of the copy that is handed out.
async fn handed_out(
    office: &Office,
    letter: &CaseLetter,
    is_scan: bool,
) -> Result<Option<String>, OfficeError> {
    if is_scan {
        let scan = letter.scan.as_ref().ok_or(OfficeError::Missing)?;
        return Ok(Some(scan.digest.clone()));
    }
    let paper = kept(office, &Printable::Letter(Box::new(letter.clone()))).await?;
    Ok(paper.map(|paper| paper.digest))
}

/// A fetch by the applicant, as the record of the case shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    pub at: Timestamp,
    /// The letter that was fetched, or with which the files went out.
    pub letter: Option<LetterId>,
    /// How many files that went out with it; 0: it is the letter itself.
    pub files: u64,
    /// The digests of what was fetched.
    pub digests: String,
}

/// When the applicant fetched what, letters and files that went out with them, the latest first.
pub async fn fetched(office: &Office, actor: &Actor, case: CaseId) -> Result<Vec<Fetched>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    of_organ(office, actor.organ, case).await?;
    let acts = [Recorded::CasesEncloseFetch, Recorded::CasesLetterFetch];
    let rows = audit_entry::Entity::find()
        .filter(audit_entry::Column::Subject.eq(Subject::from(case).to_string()))
        .filter(audit_entry::Column::Act.is_in(acts.map(Recorded::code)))
        .order_by_desc(audit_entry::Column::Seq)
        .all(office.on())
        .await?;
    let read = |row: audit_entry::Model| {
        let detail: Value = serde_json::from_str(&row.detail)
            .map_err(|error| OfficeError::Damaged(format!("audit_entry {}：{error}", row.seq)))?;
        let of = |key: Key| detail.get(key.code());
        let digests = of(Key::Digest).and_then(Value::as_str);
        Ok(Fetched {
            at: instant(row.at)?,
            letter: of(Key::Letter).and_then(Value::as_i64).map(LetterId::from),
            files: of(Key::Files).and_then(Value::as_u64).unwrap_or(0),
            digests: digests.unwrap_or_default().to_owned(),
        })
    };
    rows.into_iter().map(read).collect()
}
