//! Files that came with a matter, beside those of applications and like them: looked at, sealed, and each look on record.

use law::audit::{Key, Recorded};
use law::screening::Bearer;
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select};

use super::read::of_organ;
use crate::audit::{self, Detail};
use crate::cases::ApplicationFile;
use crate::cases::applicant::files::{Owner, checked, insert, listed, said};
use crate::entity::application_file::{Column, Entity};
use crate::error::OfficeError;
use crate::files::holder::APPLICATION_FILE;
use crate::files::{OpenedFile, Upload};
use crate::ids::{ApplicationFileId, MatterId};
use crate::moment::{Actor, Moment};
use crate::once::Sending;
use crate::store::{Office, transaction};

/// Most files of a matter.
const MOST: usize = 50;

pub(super) fn of_matter(matter: MatterId) -> Select<Entity> {
    Entity::find().filter(Column::MatterId.eq(matter))
}

/// The files of a matter, in the order they came.
pub async fn files(
    office: &Office,
    actor: &Actor,
    matter: MatterId,
) -> Result<Vec<ApplicationFile>, OfficeError> {
    may(&actor.roles, Act::SeeMatters)?;
    of_organ(office, actor.organ, matter).await?;
    listed(of_matter(matter), office.on()).await
}

/// Adds files to a matter; all of them or none.
pub async fn add_files(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    matter: MatterId,
    uploads: Vec<Upload>,
    ticket: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleMatters)?;
    if uploads.is_empty() {
        return Err(OfficeError::invalid("files", "请选择要上传的文件。"));
    }
    let row = of_organ(office, actor.organ, matter).await?;
    if row.anonymised_at.is_some() {
        return Err(OfficeError::invalid("files", "本件已过保存期限，不再接收附件。"));
    }
    let files = checked(office, Bearer::Counter, moment, uploads).await?;
    let words = (matter, said(&files));
    let sending = Sending::of(office, actor, Recorded::MattersFileAdd.code(), ticket, &words)?;
    transaction!(office, |tx| {
        if sending.made(&tx, moment).await?.is_some() {
            return Ok(());
        }
        let there = of_matter(matter).all(tx.on()).await?;
        if there.len() + files.len() > MOST {
            return Err(OfficeError::invalid(
                "files",
                format!("一件的附件不超过 {MOST} 个。"),
            ));
        }
        for file in &files {
            insert(&tx, actor.organ, moment, Owner::Matter(matter), &actor.name, file).await?;
        }
        sending.keep(&tx, moment, matter.0).await?;
        let detail = Detail::none().with(Key::Files, files.len());
        audit::append(&tx, actor, moment, Recorded::MattersFileAdd, matter, detail).await
    })
}

/// A file of a matter. The look is on record before anything is shown.
pub async fn open_file(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    matter: MatterId,
    file: ApplicationFileId,
) -> Result<OpenedFile, OfficeError> {
    may(&actor.roles, Act::RevealAskers)?;
    of_organ(office, actor.organ, matter).await?;
    let query = of_matter(matter).filter(Column::Id.eq(file));
    let file = query.one(office.on()).await?.ok_or(OfficeError::Missing)?;
    transaction!(office, |tx| {
        let detail = Detail::none().with(Key::Digest, file.digest.as_str());
        audit::append(&tx, actor, moment, Recorded::MattersFileOpen, matter, detail).await
    })?;
    Ok(OpenedFile {
        content: APPLICATION_FILE.open(office, file.id.0).await?,
        name: file.name,
        media_type: file.media_type,
        length: file.bytes,
    })
}
