//! The files that show what entries rest on: kept sealed in the file room, opened by whoever may see the register.

use law::screening::Bearer;
use law::staff::{Act, may};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use crate::cases::letters::{LARGEST_SCAN, Scanned};
use crate::entity::ruling_file::{ActiveModel, Column, Entity};
use crate::error::OfficeError;
use crate::files::holder::RULING_FILE;
use crate::files::{Coming, OpenedFile, looked_at, room, safe_name};
use crate::ids::{RulingFileId, StoredFileId};
use crate::moment::{Actor, Moment};
use crate::store::{Office, Tx};

/// A file on its way in, looked through before.
pub type Evidence = Scanned;

/// A file that lies in the file room until the act claims it.
pub(super) struct Laid {
    pub name: String,
    media_type: &'static str,
    pub digest: String,
    bytes: i64,
    stored: StoredFileId,
}

/// Lays a file down before its act.
pub(super) async fn laid(
    office: &Office,
    moment: Moment,
    file: Option<Evidence>,
) -> Result<Option<Laid>, OfficeError> {
    let Some(file) = file else { return Ok(None) };
    let name = safe_name(&file.upload.name);
    let coming = Coming {
        name: &name,
        bytes: file.upload.bytes,
        largest: LARGEST_SCAN,
        bearer: Bearer::Organ,
        screened: Some(&file.screening),
    };
    let looked = looked_at(office, &office.limits().staff, coming).await;
    let found = looked.map_err(at_file)?;
    Ok(Some(Laid {
        stored: room::put(office, moment, &found.bytes).await?,
        bytes: found.bytes.count(),
        name,
        media_type: found.media_type,
        digest: found.digest,
    }))
}

fn at_file(error: OfficeError) -> OfficeError {
    match error {
        OfficeError::Invalid(mut why) => {
            for one in &mut why {
                one.field = "file";
            }
            OfficeError::Invalid(why)
        }
        other => other,
    }
}

/// Keeps it with the register.
pub(super) async fn keep(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    laid: &Laid,
) -> Result<RulingFileId, OfficeError> {
    let id: RulingFileId = tx.next_id(moment);
    let row = ActiveModel {
        id: Set(id),
        organ_id: Set(actor.organ),
        name: Set(laid.name.clone()),
        media_type: Set(laid.media_type.to_owned()),
        bytes: Set(laid.bytes),
        digest: Set(laid.digest.clone()),
        stored_id: Set(Some(laid.stored)),
        created_by_name: Set(actor.name.clone()),
        created_at: Set(moment.millis()),
    };
    Entity::insert(row).exec_without_returning(tx.on()).await?;
    room::claim(tx, laid.stored).await?;
    Ok(id)
}

/// What a file is called, and how many bytes it has.
pub async fn evidence_named(
    office: &Office,
    actor: &Actor,
    id: RulingFileId,
) -> Result<(String, i64), OfficeError> {
    may(&actor.roles, Act::SeeRulings)?;
    let (name, _, bytes) = named(office, actor, id).await?;
    Ok((name, bytes))
}

async fn named(
    office: &Office,
    actor: &Actor,
    id: RulingFileId,
) -> Result<(String, String, i64), OfficeError> {
    let query = Entity::find_by_id(id).filter(Column::OrganId.eq(actor.organ));
    let row = query.one(office.on()).await?.ok_or(OfficeError::Missing)?;
    Ok((row.name, row.media_type, row.bytes))
}

/// The file itself.
pub async fn open_evidence(
    office: &Office,
    actor: &Actor,
    id: RulingFileId,
) -> Result<OpenedFile, OfficeError> {
    may(&actor.roles, Act::SeeRulings)?;
    let (name, media_type, length) = named(office, actor, id).await?;
    Ok(OpenedFile {
        content: RULING_FILE.open(office, id.0).await?,
        name,
        media_type,
        length,
    })
}
