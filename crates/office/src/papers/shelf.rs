//! Where the bytes of papers lie: a letter's name an applicant and rest under seal in the file room, a report's are public
//! and lie with the attached files.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{PaperOf, REPORT};
use crate::entity::paper::{Column, Entity, Model};
use crate::error::OfficeError;
use crate::files::holder::PAPER;
use crate::files::{Cleared, is_of, open_public, room, store};
use crate::ids::{PaperId, StoredFileId};
use crate::moment::Moment;
use crate::store::{Office, Tx};

/// Puts bytes away before the transaction that writes the paper's row; what is sealed waits there to be claimed.
pub(super) async fn put(
    office: &Office,
    moment: Moment,
    of: PaperOf,
    digest: &str,
    bytes: &[u8],
) -> Result<Option<StoredFileId>, OfficeError> {
    match of {
        PaperOf::ReportEdition(_) => {
            store(office, digest, Cleared::from_within(bytes.to_vec())).await?;
            Ok(None)
        }
        PaperOf::Letter(_) => {
            let bytes = Cleared::from_within(bytes.to_vec());
            room::put(office, moment, &bytes).await.map(Some)
        }
    }
}

/// Makes what was put away the paper's.
pub(super) async fn claim(tx: &Tx<'_>, paper: PaperId, put: Option<StoredFileId>) -> Result<(), OfficeError> {
    match put {
        Some(stored) => PAPER.hold(tx, paper.0, stored).await,
        None => Ok(()),
    }
}

/// The bytes of a paper that was made; they are what its digest says.
pub(super) async fn get(
    office: &Office,
    of: PaperOf,
    row: &Model,
    digest: &str,
) -> Result<Vec<u8>, OfficeError> {
    let damaged = |why: &str| OfficeError::Damaged(format!("paper {}：{why}", row.id));
    let opened = match of {
        PaperOf::ReportEdition(_) => open_public(office, digest).await,
        PaperOf::Letter(_) => PAPER.open(office, row.id.0).await,
    };
    let bytes = match opened {
        Ok(opened) => opened.all().await?,
        Err(OfficeError::Missing) => return Err(damaged("没有内容")),
        Err(error) => return Err(error),
    };
    if is_of(digest, &bytes) {
        Ok(bytes)
    } else {
        Err(damaged("与登记的校验值不符"))
    }
}

/// Lets go of what a sealed paper holds.
pub(super) async fn empty(tx: &Tx<'_>, paper: PaperId) -> Result<(), OfficeError> {
    PAPER.release(tx, paper.0).await
}

/// The digests of papers that lie with the attached files: a backup carries them.
pub(crate) async fn digests(on: &impl ConnectionTrait) -> Result<Vec<String>, OfficeError> {
    let query = Entity::find()
        .select_only()
        .column(Column::Digest)
        .filter(Column::SubjectKind.eq(REPORT))
        .filter(Column::Digest.is_not_null());
    Ok(query.into_tuple().all(on).await?)
}
