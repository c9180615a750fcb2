//! The file room: files under ids of its own in the object store, each under seal with a key of its own. A file is put in
//! before the act that wants it, which claims it in its transaction; what nobody claims within a day is thrown away by
//! [`sweep`]. What an act lets go of can't be read from that act on, since its key is gone; its bytes follow.

use std::sync::Arc;

use object_store::ObjectStoreExt;
use object_store::buffered::BufWriter;
use object_store::path::Path;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use sm3::{Digest, Sm3};
use tokio::io::AsyncWriteExt;

use super::coming::Cleared;
use super::outgoing::{Outgoing, lying_at};
use super::pieces::{Key, PIECE, Pieces, Way, fresh_key, key_of};
use crate::entity::stored_file::{ActiveModel, Column, Entity};
use crate::error::OfficeError;
use crate::ids::StoredFileId;
use crate::moment::{Moment, Program};
use crate::store::{Office, Tx, transaction};

/// How long a file waits to be claimed, and how long the bytes of one that was let go of still lie, in milliseconds: a
/// backup that read the records before has that long to read them.
const DAY: i64 = 86_400_000;
/// What is written to the store at once: a bucket takes no smaller parts.
const PART: usize = 5 << 20;
/// Files thrown away in one round.
const MOST: u64 = 1000;
/// The folder of the room in the object store.
pub(crate) const FOLDER: &str = "stored/";

/// Where a file lies.
pub(crate) fn place(id: StoredFileId) -> Path {
    Path::from(format!("{FOLDER}{:02}/{id}", id.0.rem_euclid(100)))
}

/// Puts a file in under seal, for an act to [`claim`].
pub(crate) async fn put(
    office: &Office,
    moment: Moment,
    bytes: &Cleared,
) -> Result<StoredFileId, OfficeError> {
    let (id, key) = begin(office, moment).await?;
    let sm3 = write(office, id, &key, bytes).await?;
    let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    transaction!(office, begin_bare, |tx| {
        Entity::update_many()
            .col_expr(Column::Bytes, Expr::value(length))
            .col_expr(Column::Sm3, Expr::value(sm3.clone()))
            .filter(Column::Id.eq(id))
            .exec(tx.on())
            .await?;
        Ok(())
    })?;
    Ok(id)
}

/// The row comes before the first byte, so that bytes whose writer died are known to the sweep.
async fn begin(office: &Office, moment: Moment) -> Result<(StoredFileId, Key), OfficeError> {
    transaction!(office, begin_bare, |tx| {
        let id: StoredFileId = tx.next_id(moment);
        let (key, sealed) = fresh_key(tx.keys()?, id)?;
        let row = ActiveModel {
            id: Set(id),
            sealed_key: Set(Some(sealed)),
            bytes: Set(0),
            sm3: Set(String::new()),
            unclaimed_since: Set(Some(moment.millis())),
        };
        Entity::insert(row).exec_without_returning(tx.on()).await?;
        Ok((id, key))
    })
}

/// Writes the pieces; gives the SM3 of what lies in the store.
async fn write(office: &Office, id: StoredFileId, key: &Key, bytes: &[u8]) -> Result<String, OfficeError> {
    let mut pieces = Pieces::new(Way::In, key, id)?;
    let mut hash = Sm3::new();
    let mut writer = BufWriter::with_capacity(Arc::clone(office.files()), place(id), PART);
    for some in bytes.chunks(PIECE) {
        let ready = pieces.push(some)?;
        hash.update(&ready);
        writer.write_all(&ready).await?;
        // Sealing takes its time: others on this thread get their turn.
        tokio::task::yield_now().await;
    }
    let last = pieces.end()?;
    hash.update(&last);
    writer.write_all(&last).await?;
    writer.shutdown().await?;
    Ok(hex::encode(hash.finalize()))
}

/// Opens a file. Its first piece is opened before this returns: what is damaged at its beginning, or missing, is an error
/// here.
pub(crate) async fn open(office: &Office, id: StoredFileId) -> Result<Outgoing, OfficeError> {
    let row = Entity::find_by_id(id).one(office.on()).await?;
    let sealed = row.and_then(|row| row.sealed_key).ok_or(OfficeError::Missing)?;
    let key = key_of(office.keys()?, id, &sealed)?;
    let stream = lying_at(office, &place(id)).await?;
    Outgoing::sealed(Pieces::new(Way::Out, &key, id)?, stream).await
}

/// Makes a file the act's: it stays for as long as a record holds it.
pub(crate) async fn claim(tx: &Tx<'_>, id: StoredFileId) -> Result<(), OfficeError> {
    let claimed = Entity::update_many()
        .col_expr(Column::UnclaimedSince, Expr::value(None::<i64>))
        .filter(Column::Id.eq(id))
        .filter(Column::UnclaimedSince.is_not_null())
        .filter(Column::SealedKey.is_not_null())
        .exec(tx.on())
        .await?;
    if claimed.rows_affected == 1 {
        Ok(())
    } else {
        Err(OfficeError::Missing)
    }
}

/// Lets a file go, once no record holds it: without its key nobody reads it any more.
pub(crate) async fn release(tx: &Tx<'_>, id: StoredFileId) -> Result<(), OfficeError> {
    Entity::update_many()
        .col_expr(Column::SealedKey, Expr::value(None::<String>))
        .col_expr(Column::UnclaimedSince, Expr::value(0_i64))
        .filter(Column::Id.eq(id))
        .exec(tx.on())
        .await?;
    Ok(())
}

/// Throws away what was let go of or claimed by nobody a day ago; gives how many. What is cut off goes on next time.
pub async fn sweep(office: &Office, _: Program, moment: Moment) -> Result<u64, OfficeError> {
    let late = moment.millis() - DAY;
    let ids: Vec<StoredFileId> = transaction!(office, begin_bare, |tx| {
        // An act that lets go of a file does not say when: the day begins with the first sweep after it.
        Entity::update_many()
            .col_expr(Column::UnclaimedSince, Expr::value(moment.millis()))
            .filter(Column::UnclaimedSince.eq(0))
            .exec(tx.on())
            .await?;
        let overdue = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::UnclaimedSince.lte(late))
            .order_by_asc(Column::Id)
            .limit(MOST);
        let ids: Vec<StoredFileId> = overdue.into_tuple().all(tx.on()).await?;
        // From here on nobody can claim them any more; the rows go last, so that none is forgotten half way.
        Entity::update_many()
            .col_expr(Column::SealedKey, Expr::value(None::<String>))
            .filter(Column::Id.is_in(ids.iter().copied()))
            .filter(Column::UnclaimedSince.lte(late))
            .exec(tx.on())
            .await?;
        Ok(ids)
    })?;
    let mut gone = 0;
    for id in ids {
        gone += throw_away(office, id).await?;
    }
    Ok(gone)
}

/// The bytes of a file without a key, then its row; one that was claimed in the meantime has its key and stays.
async fn throw_away(office: &Office, id: StoredFileId) -> Result<u64, OfficeError> {
    let row = Entity::find_by_id(id).one(office.on()).await?;
    if row.is_none_or(|row| row.sealed_key.is_some()) {
        return Ok(0);
    }
    match office.files().delete(&place(id)).await {
        Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
        Err(error) => return Err(error.into()),
    }
    let deleted = Entity::delete_by_id(id).exec(office.on()).await?;
    Ok(deleted.rows_affected)
}

/// The files that records hold, each with the SM3 of what lies in the store.
pub(crate) async fn held(on: &impl ConnectionTrait) -> Result<Vec<(StoredFileId, String)>, DbErr> {
    let query = Entity::find()
        .select_only()
        .column(Column::Id)
        .column(Column::Sm3)
        .filter(Column::UnclaimedSince.is_null())
        .order_by_asc(Column::Id);
    query.into_tuple().all(on).await
}
