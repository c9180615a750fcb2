//! Notes on a case: what the people of the desk tell each other. Added and never changed; the applicant does not see them.

use jiff::Timestamp;
use law::audit::Recorded;
use law::staff::{Act, may};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::audit::Detail;
use crate::audit::{self, instant};
use crate::cases::looking::read::of_organ;
use crate::cases::typed::written;
use crate::entity::case_note::{ActiveModel, Column, Entity, Model};
use crate::error::OfficeError;
use crate::ids::{CaseId, CaseNoteId};
use crate::moment::{Actor, Moment};
use crate::once::Sending;
use crate::store::{Office, Tx, transaction};

/// A note.
#[derive(Clone, Debug)]
pub struct Note {
    pub content: String,
    pub by: String,
    pub at: Timestamp,
}

/// The notes of a case, oldest first.
pub async fn notes(office: &Office, actor: &Actor, case: CaseId) -> Result<Vec<Note>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    of_organ(office, actor.organ, case).await?;
    let rows = Entity::find()
        .filter(Column::CaseId.eq(case))
        .order_by_asc(Column::Id)
        .all(office.on())
        .await?;
    let read = |row: Model| {
        Ok(Note {
            content: row.content,
            by: row.written_by,
            at: instant(row.written_at)?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Adds a note; who checks and signs may as well as who handles.
pub async fn add_note(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    content: &str,
) -> Result<(), OfficeError> {
    add_note_once(office, actor, moment, case, content, "").await
}

/// The same for a form of the desk: sent twice under one ticket it adds one note.
pub async fn add_note_once(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    content: &str,
    ticket: &str,
) -> Result<(), OfficeError> {
    let is_trusted = [Act::HandleCases, Act::CheckCases, Act::SignCases]
        .into_iter()
        .any(|act| may(&actor.roles, act).is_ok());
    if !is_trusted {
        may(&actor.roles, Act::HandleCases)?;
    }
    let content = written(content, "note", "请填写备注。")?;
    let (_, application) = of_organ(office, actor.organ, case).await?;
    if application.anonymised_at.is_some() {
        let why = "本件已过保存期限，申请人信息已匿名，不再添加备注。";
        return Err(OfficeError::invalid("note", why));
    }
    let sending = Sending::of(
        office,
        actor,
        Recorded::CasesNote.code(),
        ticket,
        &(case, &content),
    )?;
    transaction!(office, |tx| {
        if sending.made(&tx, moment).await?.is_some() {
            return Ok(());
        }
        keep_note(&tx, actor, moment, case, &content).await?;
        sending.keep(&tx, moment, case.0).await?;
        audit::append(&tx, actor, moment, Recorded::CasesNote, case, Detail::none()).await
    })
}

/// Keeps a note within an act, which stands on record by itself.
pub(crate) async fn keep_note(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    content: &str,
) -> Result<(), OfficeError> {
    let id: CaseNoteId = tx.next_id(moment);
    let row = ActiveModel {
        id: Set(id),
        case_id: Set(case),
        content: Set(content.to_owned()),
        account_id: Set(actor.account),
        written_by: Set(actor.name.clone()),
        written_at: Set(moment.millis()),
    };
    Entity::insert(row).exec(tx.on()).await?;
    Ok(())
}
