//! Files of a unit's answer: what a search gave, or what is held. They lie sealed in the file room and come with what was found
//! in them; of what bears a mark of secrecy not a byte is stored.

use law::audit::{Key, Recorded};
use law::codes::WhyNot;
use law::screening::Bearer;
use law::staff::{Act, may};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::answer::still_open;
use super::{AskingFile, is_of_unit, seen_by};
use crate::audit::{self, Detail, instant};
use crate::cases::enclosures::Enclosing;
use crate::cases::letters::json_of;
use crate::entity::asking_file::{ActiveModel, Column, Entity, Model};
use crate::error::OfficeError;
use crate::files::holder::ASKING_FILE;
use crate::files::{Coming, OpenedFile, looked_at, room, safe_name};
use crate::ids::{AskingFileId, AskingId, StoredFileId};
use crate::limits::Gate;
use crate::moment::{Actor, Moment};
use crate::store::{Office, Tx, transaction};

/// The largest file, in bytes; what the files of one answer may come to; and how many there may be.
pub const LARGEST: usize = 20 << 20;
pub const LARGEST_TOGETHER: i64 = 60 << 20;
pub const MOST_FILES: usize = 10;

/// A file that was looked at and lies in the file room.
pub(super) struct Checked {
    name: String,
    media_type: &'static str,
    digest: String,
    bytes: i64,
    pages: Option<i64>,
    screening: String,
    stored: StoredFileId,
}

/// Adds files to the answer that is in work; all of them or none.
pub async fn add_files(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: AskingId,
    files: Vec<Enclosing>,
) -> Result<(), OfficeError> {
    may_answer(office, actor, id).await?;
    let files = checked(office, &office.limits().staff, moment, files).await?;
    transaction!(office, |tx| { keep(&tx, actor, moment, id, &files).await })
}

/// Takes a file out of the answer that is in work.
pub async fn remove_file(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: AskingId,
    file: AskingFileId,
) -> Result<(), OfficeError> {
    may_answer(office, actor, id).await?;
    transaction!(office, |tx| { let_go_one(&tx, actor, moment, id, file).await })
}

/// A file of an asking's answer, for whoever may see cases or answers for the unit; the look is on record.
pub async fn open_file(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: AskingId,
    file: AskingFileId,
) -> Result<OpenedFile, OfficeError> {
    let asking = seen_by(office, actor, id).await?;
    let query = Entity::find_by_id(file).filter(Column::AskingId.eq(id));
    let row = query.one(office.on()).await?.ok_or(OfficeError::Missing)?;
    transaction!(office, |tx| {
        let detail = Detail::none().with(Key::Digest, row.digest.as_str());
        audit::append(
            &tx,
            actor,
            moment,
            Recorded::CasesAskFileOpen,
            asking.case_id,
            detail,
        )
        .await
    })?;
    Ok(OpenedFile {
        content: ASKING_FILE.open(office, row.id.0).await?,
        name: row.name,
        media_type: row.media_type,
        length: row.bytes,
    })
}

/// All of such a file with its name, to be taken over as an enclosure or into the file of the case.
pub async fn read_file(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: AskingId,
    file: AskingFileId,
) -> Result<(String, Vec<u8>), OfficeError> {
    let opened = open_file(office, actor, moment, id, file).await?;
    Ok((opened.name, opened.content.all().await?))
}

/// Whoever answers for the unit, or handles cases.
async fn may_answer(office: &Office, actor: &Actor, id: AskingId) -> Result<(), OfficeError> {
    may(&actor.roles, Act::SeeDesk)?;
    let row = seen_by(office, actor, id).await?;
    if !is_of_unit(office.on(), actor, row.unit_id).await? {
        may(&actor.roles, Act::HandleCases)?;
    }
    Ok(())
}

/// Looks at every file; when all may be kept they are put under seal.
pub(super) async fn checked(
    office: &Office,
    gate: &Gate,
    moment: Moment,
    files: Vec<Enclosing>,
) -> Result<Vec<Checked>, OfficeError> {
    if files.is_empty() {
        return Err(OfficeError::invalid("files", "请选择要上传的文件。"));
    }
    refuse_many(files.len())?;
    let mut looked = Vec::with_capacity(files.len());
    let mut wrong = Vec::new();
    for file in files {
        let name = safe_name(&file.upload.name);
        let coming = Coming {
            name: &name,
            bytes: file.upload.bytes,
            largest: LARGEST,
            bearer: Bearer::Unit,
            screened: Some(&file.screening),
        };
        match looked_at(office, gate, coming).await {
            Ok(found) => looked.push((name, file.screening, file.pages, found)),
            Err(OfficeError::Invalid(why)) => {
                wrong.extend(why.into_iter().map(|why| WhyNot {
                    field: "files",
                    ..why
                }));
            }
            Err(error) => return Err(error),
        }
    }
    OfficeError::of_fields(wrong)?;
    let mut files = Vec::with_capacity(looked.len());
    for (name, screening, pages, found) in looked {
        files.push(Checked {
            name,
            media_type: found.media_type,
            digest: found.digest,
            bytes: found.bytes.count(),
            pages: pages.map(i64::from),
            screening: json_of(&screening)?,
            stored: room::put(office, moment, &found.bytes).await?,
        });
    }
    Ok(files)
}

fn refuse_many(files: usize) -> Result<(), OfficeError> {
    if files > MOST_FILES {
        let message = format!("一件征询的文件不超过 {MOST_FILES} 个，请合并后上传。");
        return Err(OfficeError::invalid("files", message));
    }
    Ok(())
}

pub(super) async fn keep(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    id: AskingId,
    files: &[Checked],
) -> Result<(), OfficeError> {
    let case = still_open(tx, actor, id).await?.case_id;
    let there = of_asking(tx.on(), id).await?;
    // A page that is loaded again sends its files again: what is there already is not kept twice.
    let is_new = |file: &&Checked| !there.iter().any(|kept| kept.digest == file.digest);
    let files: Vec<&Checked> = files.iter().filter(is_new).collect();
    if files.is_empty() {
        return Ok(());
    }
    refuse_many(there.len() + files.len())?;
    let held: i64 = there.iter().map(|file| file.bytes).sum();
    let more: i64 = files.iter().map(|file| file.bytes).sum();
    if held.saturating_add(more) > LARGEST_TOGETHER {
        let message = format!("一件征询的文件合计不超过 {} MB。", LARGEST_TOGETHER >> 20);
        return Err(OfficeError::invalid("files", message));
    }
    for file in &files {
        let row = ActiveModel {
            id: Set(tx.next_id(moment)),
            asking_id: Set(id),
            name: Set(file.name.clone()),
            media_type: Set(file.media_type.to_owned()),
            bytes: Set(file.bytes),
            digest: Set(file.digest.clone()),
            pages: Set(file.pages),
            screening: Set(file.screening.clone()),
            added_by_name: Set(actor.name.clone()),
            added_at: Set(moment.millis()),
            stored_id: Set(Some(file.stored)),
        };
        Entity::insert(row).exec_without_returning(tx.on()).await?;
        room::claim(tx, file.stored).await?;
    }
    let digests: Vec<&str> = files.iter().map(|file| file.digest.as_str()).collect();
    let detail = Detail::none()
        .with(Key::Files, files.len())
        .with(Key::Digest, digests.join("、"));
    audit::append(tx, actor, moment, Recorded::CasesAskFile, case, detail).await
}

pub(super) async fn let_go_one(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    id: AskingId,
    file: AskingFileId,
) -> Result<(), OfficeError> {
    let case = still_open(tx, actor, id).await?.case_id;
    let query = Entity::find_by_id(file).filter(Column::AskingId.eq(id));
    let row = query.one(tx.on()).await?.ok_or(OfficeError::Missing)?;
    let_go(tx, row.id).await?;
    let detail = Detail::none()
        .with(Key::Digest, row.digest)
        .with(Key::IsRemoved, true);
    audit::append(tx, actor, moment, Recorded::CasesAskFile, case, detail).await
}

async fn let_go(tx: &Tx<'_>, file: AskingFileId) -> Result<(), OfficeError> {
    ASKING_FILE.release(tx, file.0).await?;
    Entity::delete_by_id(file).exec(tx.on()).await?;
    Ok(())
}

/// The files of an asking, in the order they came.
pub(super) async fn of_asking(
    on: &impl ConnectionTrait,
    id: AskingId,
) -> Result<Vec<AskingFile>, OfficeError> {
    let rows = Entity::find()
        .filter(Column::AskingId.eq(id))
        .order_by_asc(Column::Id)
        .all(on)
        .await?;
    rows.into_iter().map(read).collect()
}

/// Lets go of all files of an asking.
pub(super) async fn forget(tx: &Tx<'_>, id: AskingId) -> Result<(), OfficeError> {
    for file in of_asking(tx.on(), id).await? {
        let_go(tx, file.id).await?;
    }
    Ok(())
}

fn read(row: Model) -> Result<AskingFile, OfficeError> {
    let screening = serde_json::from_str(&row.screening)
        .map_err(|error| OfficeError::Damaged(format!("asking_file {}：{error}", row.id)))?;
    Ok(AskingFile {
        id: row.id,
        name: row.name,
        bytes: row.bytes,
        digest: row.digest,
        pages: row.pages.and_then(|pages| u32::try_from(pages).ok()),
        screening,
        added_at: instant(row.added_at)?,
    })
}
