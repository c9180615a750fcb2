//! The file of an import: kept under seal until it is taken in or given up, known again by its hash.

use jiff::Timestamp;
use law::audit::Recorded;
use law::screening::Bearer;
use law::staff::{Act, may};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use sm3::{Digest, Sm3};

use super::Preview;
use crate::audit::instant;
use crate::entity::case_import::{ActiveModel, Column, Entity, Model};
use crate::error::OfficeError;
use crate::files::holder::IMPORT;
use crate::files::{cleared, room, safe_name};
use crate::ids::CaseImportId;
use crate::moment::{Actor, Moment};
use crate::once::Sending;
use crate::store::{Office, Tx, transaction};

/// Which file it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileMark {
    /// SM3 of the bytes, in hex.
    pub hash: String,
    pub name: String,
    /// The import it was handed in under, where it waits for confirmation.
    pub import: Option<CaseImportId>,
}

impl FileMark {
    /// The mark of a file that is at hand.
    pub fn of(bytes: &[u8], name: &str) -> Self {
        Self {
            hash: hex::encode(Sm3::digest(bytes)),
            name: safe_name(name),
            import: None,
        }
    }
}

/// How far an import has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Handed in; the check has not ended.
    Checking,
    /// Checked; waits for confirmation.
    Checked(Preview),
    /// All good lines are registered.
    Taken(Preview),
    /// Can't be read or could not be taken in; why.
    Refused(String),
}

/// An import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    pub id: CaseImportId,
    pub mark: FileMark,
    pub stage: Stage,
    pub made_by: String,
    pub created_at: Timestamp,
    pub changed_at: Timestamp,
}

/// That a file was taken in before: by whom and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    pub by: String,
    pub at: Timestamp,
}

/// Keeps a file to be checked. The same file handed in again is kept again; taking it twice is refused.
pub async fn begin(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    mark: &FileMark,
    bytes: &[u8],
) -> Result<CaseImportId, OfficeError> {
    begin_once(office, actor, moment, mark, bytes, "").await
}

/// The same for a form of the desk: sent twice under one ticket it leads to the import that it began.
pub async fn begin_once(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    mark: &FileMark,
    bytes: &[u8],
    ticket: &str,
) -> Result<CaseImportId, OfficeError> {
    may(&actor.roles, Act::ImportCases)?;
    let coming = (mark.name.as_str(), bytes.to_vec());
    let bytes = cleared(office, &office.limits().staff, coming, Bearer::Organ).await?;
    let stored = room::put(office, moment, &bytes).await?;
    let sending = Sending::of(office, actor, Recorded::CasesImport.code(), ticket, mark)?;
    transaction!(office, |tx| {
        if let Some(made) = sending.made(&tx, moment).await? {
            return Ok(CaseImportId(made));
        }
        let id: CaseImportId = tx.next_id(moment);
        sending.keep(&tx, moment, id.0).await?;
        let row = row(actor, moment, id, mark, "checking", None);
        Entity::insert(row).exec_without_returning(tx.on()).await?;
        IMPORT.hold(&tx, id.0, stored).await?;
        Ok(id)
    })
}

fn row(
    actor: &Actor,
    moment: Moment,
    id: CaseImportId,
    mark: &FileMark,
    state: &str,
    outcome: Option<String>,
) -> ActiveModel {
    ActiveModel {
        id: Set(id),
        organ_id: Set(actor.organ),
        file_hash: Set(mark.hash.clone()),
        file_name: Set(mark.name.clone()),
        state: Set(state.to_owned()),
        outcome: Set(outcome),
        account_id: Set(actor.account),
        made_by: Set(actor.name.clone()),
        created_at: Set(moment.millis()),
        changed_at: Set(moment.millis()),
        stored_id: Set(None),
    }
}

/// The kept file.
pub async fn contents(office: &Office, actor: &Actor, import: CaseImportId) -> Result<Vec<u8>, OfficeError> {
    may(&actor.roles, Act::ImportCases)?;
    of_organ(office, actor, import).await?;
    IMPORT.open(office, import.0).await?.all().await
}

async fn of_organ(office: &Office, actor: &Actor, import: CaseImportId) -> Result<Model, OfficeError> {
    let query = Entity::find_by_id(import).filter(Column::OrganId.eq(actor.organ));
    query.one(office.on()).await?.ok_or(OfficeError::Missing)
}

/// One import of the actor's organ.
pub async fn get(office: &Office, actor: &Actor, import: CaseImportId) -> Result<Import, OfficeError> {
    may(&actor.roles, Act::ImportCases)?;
    read(of_organ(office, actor, import).await?)
}

/// The last imports of the actor's organ, the newest first.
pub async fn recent(office: &Office, actor: &Actor) -> Result<Vec<Import>, OfficeError> {
    may(&actor.roles, Act::ImportCases)?;
    let query = Entity::find()
        .filter(Column::OrganId.eq(actor.organ))
        .order_by_desc(Column::Id)
        .limit(10);
    query.all(office.on()).await?.into_iter().map(read).collect()
}

/// Whether this very file was taken in before.
pub async fn earlier(office: &Office, actor: &Actor, hash: &str) -> Result<Option<Imported>, OfficeError> {
    may(&actor.roles, Act::ImportCases)?;
    taken_before(office.on(), actor, hash).await
}

async fn taken_before(
    on: &impl ConnectionTrait,
    actor: &Actor,
    hash: &str,
) -> Result<Option<Imported>, OfficeError> {
    let query = Entity::find()
        .filter(Column::OrganId.eq(actor.organ))
        .filter(Column::FileHash.eq(hash))
        .filter(Column::State.eq("taken"));
    let Some(row) = query.one(on).await? else {
        return Ok(None);
    };
    Ok(Some(Imported {
        by: row.made_by,
        at: instant(row.changed_at)?,
    }))
}

/// Refuses a file that was taken in before.
pub(super) async fn refuse_twice(tx: &Tx<'_>, actor: &Actor, hash: &str) -> Result<(), OfficeError> {
    match taken_before(tx.on(), actor, hash).await? {
        Some(before) => Err(OfficeError::invalid(
            "file",
            format!("这个文件已由{}导入过，不再重复导入。", before.by),
        )),
        None => Ok(()),
    }
}

/// Keeps what the check found.
pub async fn store_preview(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    import: CaseImportId,
    preview: &Preview,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::ImportCases)?;
    of_organ(office, actor, import).await?;
    change(office, moment, import, "checked", &coded(preview)?, false).await
}

/// Keeps why it can't be taken in, and lets go of the file.
pub async fn refuse(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    import: CaseImportId,
    why: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::ImportCases)?;
    of_organ(office, actor, import).await?;
    change(office, moment, import, "refused", why, true).await
}

/// Gives an import up and lets go of its file; one that was taken in stays.
pub async fn forget(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    import: CaseImportId,
) -> Result<(), OfficeError> {
    refuse(office, actor, moment, import, "已放弃导入。").await
}

async fn change(
    office: &Office,
    moment: Moment,
    import: CaseImportId,
    state: &str,
    outcome: &str,
    is_over: bool,
) -> Result<(), OfficeError> {
    transaction!(office, |tx| {
        Entity::update_many()
            .col_expr(Column::State, Expr::value(state))
            .col_expr(Column::Outcome, Expr::value(outcome))
            .col_expr(Column::ChangedAt, Expr::value(moment.millis()))
            .filter(Column::Id.eq(import))
            .filter(Column::State.ne("taken"))
            .exec(tx.on())
            .await?;
        if is_over {
            IMPORT.release(&tx, import.0).await?;
        }
        Ok(())
    })
}

/// Marks it as taken in and lets go of the file, within the transaction that takes the lines.
pub(super) async fn taken(tx: &Tx<'_>, moment: Moment, import: CaseImportId) -> Result<(), OfficeError> {
    let changed = Entity::update_many()
        .col_expr(Column::State, Expr::value("taken"))
        .col_expr(Column::ChangedAt, Expr::value(moment.millis()))
        .filter(Column::Id.eq(import))
        .filter(Column::State.eq("checked"))
        .exec(tx.on())
        .await?;
    if changed.rows_affected == 0 {
        return Err(OfficeError::Missing);
    }
    IMPORT.release(tx, import.0).await
}

/// Records an import that never waited for confirmation: at the command line.
pub(super) async fn insert_taken(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    mark: &FileMark,
    preview: &Preview,
) -> Result<CaseImportId, OfficeError> {
    let id: CaseImportId = tx.next_id(moment);
    let row = row(actor, moment, id, mark, "taken", Some(coded(preview)?));
    Entity::insert(row).exec_without_returning(tx.on()).await?;
    Ok(id)
}

fn coded(preview: &Preview) -> Result<String, OfficeError> {
    serde_json::to_string(preview).map_err(|error| OfficeError::Damaged(error.to_string()))
}

fn read(row: Model) -> Result<Import, OfficeError> {
    let outcome = row.outcome.unwrap_or_default();
    let preview = || -> Result<Preview, OfficeError> {
        serde_json::from_str(&outcome)
            .map_err(|error| OfficeError::Damaged(format!("case_import {}：{error}", row.id)))
    };
    let stage = match row.state.as_str() {
        "checking" => Stage::Checking,
        "checked" => Stage::Checked(preview()?),
        "taken" => Stage::Taken(preview()?),
        "refused" => Stage::Refused(outcome.clone()),
        other => {
            return Err(OfficeError::Damaged(format!(
                "case_import.state 的值“{other}”不认识"
            )));
        }
    };
    Ok(Import {
        mark: FileMark {
            hash: row.file_hash,
            name: row.file_name,
            import: Some(row.id),
        },
        id: row.id,
        stage,
        made_by: row.made_by,
        created_at: instant(row.created_at)?,
        changed_at: instant(row.changed_at)?,
    })
}
