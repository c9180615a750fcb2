//! Every file that the records hold, wherever it lies in the object store, with its SM3: what a backup carries and what
//! the operator has examined. No key is needed for either.

use std::collections::BTreeSet;

use futures_util::StreamExt;
use object_store::ObjectStoreExt;
use object_store::path::Path;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use sm3::{Digest, Sm3};

use super::{place_of, room};
use crate::documents::digests_of_pictures;
use crate::entity::attachment;
use crate::error::OfficeError;
use crate::moment::Program;
use crate::papers;
use crate::reports;
use crate::store::Office;

/// Where a file lies, and the SM3 of what has to lie there.
pub(crate) struct HeldFile {
    pub place: Path,
    pub sm3: String,
}

/// What the records hold: files attached to documents, pictures in them and files of reports by their digest, then the file room.
pub(crate) async fn held(on: &impl ConnectionTrait) -> Result<Vec<HeldFile>, OfficeError> {
    let query = attachment::Entity::find()
        .select_only()
        .column(attachment::Column::Digest)
        .filter(attachment::Column::Digest.is_not_null())
        .distinct();
    let mut digests: BTreeSet<String> = query.into_tuple().all(on).await?.into_iter().collect();
    digests.extend(digests_of_pictures(on).await?);
    digests.extend(papers::digests(on).await?);
    digests.extend(reports::kept_digests(on).await?);
    let of_digest = digests.into_iter().map(|sm3| HeldFile {
        place: place_of(&sm3),
        sm3,
    });
    let of_room = room::held(on).await?.into_iter().map(|(id, sm3)| HeldFile {
        place: room::place(id),
        sm3,
    });
    Ok(of_digest.chain(of_room).collect())
}

/// What an examination of all files found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Examined {
    /// Files that are there and whole, and their bytes together.
    pub whole: u64,
    pub bytes: u64,
    /// Where a file is missing in the object store.
    pub missing: Vec<String>,
    /// Where a file is not what the records say.
    pub damaged: Vec<String>,
}

/// Reads every file that the records hold and compares it with its SM3.
pub async fn examine(office: &Office, _: Program) -> Result<Examined, OfficeError> {
    let mut examined = Examined::default();
    for file in held(office.on()).await? {
        match lying_there(office, &file.place).await? {
            Some((sm3, bytes)) if sm3 == file.sm3 => {
                examined.whole += 1;
                examined.bytes += bytes;
            }
            Some(_) => examined.damaged.push(file.place.to_string()),
            None => examined.missing.push(file.place.to_string()),
        }
    }
    Ok(examined)
}

/// The SM3 and the length of what lies at a place, if anything does.
async fn lying_there(office: &Office, place: &Path) -> Result<Option<(String, u64)>, OfficeError> {
    let mut stream = match office.files().get(place).await {
        Ok(found) => found.into_stream(),
        Err(object_store::Error::NotFound { .. }) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let (mut hash, mut length) = (Sm3::new(), 0);
    while let Some(some) = stream.next().await.transpose()? {
        hash.update(&some);
        length += u64::try_from(some.len()).unwrap_or(0);
    }
    Ok(Some((hex::encode(hash.finalize()), length)))
}

/// Writes a small file into the object store and takes it away again: whether files can be kept at all.
pub async fn try_to_write(office: &Office, _: Program) -> Result<(), OfficeError> {
    let place = Path::from(format!("trial/{:016x}", rand::random::<u64>()));
    office.files().put(&place, "ok".into()).await?;
    Ok(office.files().delete(&place).await?)
}
