//! A file opened at the desk: what goes to the applicant by whoever may see cases; a whole under seal by whoever may see who
//! applied or reviews what goes out, each look on record before anything is shown.

use law::audit::{Key, Recorded};
use law::cases::enclosures::FilePart;
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::audit::{self, Detail};
use crate::entity::{enclosure, enclosure_file};
use crate::error::OfficeError;
use crate::files::OpenedFile;
use crate::files::holder::ENCLOSURE_FILE;
use crate::ids::{CaseId, EnclosureFileId};
use crate::moment::{Actor, Moment};
use crate::store::{Office, transaction};

/// A file that goes to the applicant.
pub async fn open_version(
    office: &Office,
    actor: &Actor,
    case: CaseId,
    file: EnclosureFileId,
) -> Result<OpenedFile, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let row = found(office.on(), actor, case, file, FilePart::Version).await?;
    opened(office, row).await
}

/// All of such a file, to be cleaned.
pub async fn read_version(
    office: &Office,
    actor: &Actor,
    case: CaseId,
    file: EnclosureFileId,
) -> Result<(String, Vec<u8>), OfficeError> {
    let opened = open_version(office, actor, case, file).await?;
    Ok((opened.name, opened.content.all().await?))
}

/// A whole that is kept under seal.
pub async fn open_original(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    file: EnclosureFileId,
) -> Result<OpenedFile, OfficeError> {
    actor.may_any(Act::RevealApplicants, &[Act::ReviewSecrecy, Act::CheckCases])?;
    let row = found(office.on(), actor, case, file, FilePart::Original).await?;
    transaction!(office, |tx| {
        let detail = Detail::none().with(Key::Digest, row.digest.as_str());
        audit::append(&tx, actor, moment, Recorded::CasesOriginalOpen, case, detail).await
    })?;
    opened(office, row).await
}

/// A file of that case of the actor's organ, and of that part.
async fn found(
    on: &impl ConnectionTrait,
    actor: &Actor,
    case: CaseId,
    file: EnclosureFileId,
    part: FilePart,
) -> Result<enclosure_file::Model, OfficeError> {
    let row = enclosure_file::Entity::find_by_id(file)
        .filter(enclosure_file::Column::Part.eq(part.code()))
        .one(on)
        .await?
        .ok_or(OfficeError::Missing)?;
    let item = enclosure::Entity::find_by_id(row.enclosure_id)
        .filter(enclosure::Column::OrganId.eq(actor.organ))
        .filter(enclosure::Column::CaseId.eq(case));
    item.one(on).await?.ok_or(OfficeError::Missing)?;
    Ok(row)
}

pub(super) async fn opened(office: &Office, row: enclosure_file::Model) -> Result<OpenedFile, OfficeError> {
    Ok(OpenedFile {
        content: ENCLOSURE_FILE.open(office, row.id.0).await?,
        name: row.name,
        media_type: row.media_type,
        length: row.bytes,
    })
}
