//! Where the bytes of papers lie: a letter's name an applicant and rest under seal, a report's are public and lie with the
//! attached files. The one place to change when files get another room.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use object_store::ObjectStoreExt;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use zeroize::Zeroizing;

use super::{PaperOf, REPORT};
use crate::entity::paper::{Column, Entity, Model};
use crate::entity::paper_content as content;
use crate::error::OfficeError;
use crate::files::{is_of, place_of, store};
use crate::ids::PaperId;
use crate::sealed::PAPERS;
use crate::store::{Office, Tx};

/// What can be put away outside a transaction; bytes that nobody names afterwards do no harm.
pub(super) async fn put_before(
    office: &Office,
    of: PaperOf,
    digest: &str,
    bytes: &[u8],
) -> Result<(), OfficeError> {
    match of {
        PaperOf::ReportEdition(_) => store(office, digest, bytes.to_vec()).await,
        PaperOf::Letter(_) => Ok(()),
    }
}

/// The rest, within the transaction that writes the paper's row.
pub(super) async fn put(tx: &Tx<'_>, of: PaperOf, paper: PaperId, bytes: &[u8]) -> Result<(), OfficeError> {
    if let PaperOf::Letter(_) = of {
        let plain = Zeroizing::new(BASE64_STANDARD_NO_PAD.encode(bytes));
        let row = content::ActiveModel {
            id: Set(paper),
            content: Set(tx.keys()?.seal(PAPERS.of_row(paper.0), &plain)?),
        };
        content::Entity::insert(row)
            .exec_without_returning(tx.on())
            .await?;
    }
    Ok(())
}

/// The bytes of a paper that was made; they are what its digest says.
pub(super) async fn get(
    office: &Office,
    of: PaperOf,
    row: &Model,
    digest: &str,
) -> Result<Vec<u8>, OfficeError> {
    let damaged = |why: &str| OfficeError::Damaged(format!("paper {}：{why}", row.id));
    let bytes = match of {
        PaperOf::ReportEdition(_) => {
            let file = office.files().get(&place_of(digest)).await?;
            file.bytes().await?.to_vec()
        }
        PaperOf::Letter(_) => {
            let held = content::Entity::find_by_id(row.id).one(office.on()).await?;
            let held = held.ok_or_else(|| damaged("没有内容"))?;
            let plain = office.keys()?.open(PAPERS.of_row(row.id.0), &held.content)?;
            let bytes = BASE64_STANDARD_NO_PAD.decode(plain.expose());
            bytes.map_err(|error| damaged(&error.to_string()))?
        }
    };
    if is_of(digest, &bytes) {
        Ok(bytes)
    } else {
        Err(damaged("与登记的校验值不符"))
    }
}

/// Takes away what a sealed paper holds.
pub(super) async fn empty(tx: &Tx<'_>, paper: PaperId) -> Result<(), OfficeError> {
    content::Entity::delete_by_id(paper).exec(tx.on()).await?;
    Ok(())
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
