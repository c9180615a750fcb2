//! The audit log: append-only, each entry chained to the last by SM3 (see `law::audit`); who, when, what, from where.
//! Retention at least six months (网络安全法第二十三条); nothing here deletes.

mod detail;
pub mod export;
mod mark;
mod names;
mod seal;
mod search;
mod verify;

use jiff::Timestamp;
use law::audit::{Recorded, Subject};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, Statement};

use crate::entity::audit_entry;
use crate::error::OfficeError;
use crate::moment::{Actor, Moment};
use crate::store::Tx;

pub(crate) use detail::{Detail, report};
pub(crate) use mark::{Link, MarkFile, Noted};
pub(crate) use names::names_of;
pub use names::{Names, Told, names};
pub use seal::head_is_sealed;
pub(crate) use seal::seal_head;
pub use search::{AuditFilter, AuditPage, Entry, LastChange, last_change, search};
pub use verify::{BrokenLink, Seal, Verified, verify, verify_at_desk};

/// Appends an entry within the act's transaction: what was done, to which record, with which particulars. Without the keys
/// nothing is appended, and so nothing done: a head without a seal is always somebody else's work.
pub(crate) async fn append(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    act: Recorded,
    subject: impl Into<Subject>,
    detail: Detail,
) -> Result<(), OfficeError> {
    let keys = tx.keys()?;
    let (previous, sealed_before) = head(tx).await?;
    let seq = previous.seq + 1;
    let entry = law::audit::Entry {
        seq,
        at: truncated(moment.now)?,
        organ: actor.organ.0,
        account: actor.account.map(|account| account.0),
        actor: actor.name.clone(),
        act: act.code().to_owned(),
        subject: subject.into().to_string(),
        detail: detail.text(),
        from: actor.from.clone(),
    };
    let hash = law::audit::link(&previous.hash, &entry);
    audit_entry::Entity::insert(audit_entry::ActiveModel {
        seq: Set(seq),
        at: Set(moment.millis()),
        organ_id: Set(actor.organ),
        account_id: Set(actor.account),
        actor: Set(entry.actor),
        act: Set(entry.act),
        subject: Set(entry.subject),
        detail: Set(entry.detail),
        address: Set(entry.from),
        hash: Set(hash.clone()),
    })
    .exec(tx.on())
    .await?;
    let link = Link { seq, hash };
    let seal = seal::next(keys, sealed_before, &previous, &link)?;
    let sql = "UPDATE audit_head SET seq = $1, hash = $2, seal = $3 WHERE id = 1";
    let hash = link.hash.clone();
    execute(tx, sql, [seq.into(), hash.into(), seal.into()]).await?;
    mark::note(tx, &previous, link).await
}

/// The last link and its seal. It holds the head row until the transaction ends, so that no two acts take the same place.
async fn head(tx: &Tx<'_>) -> Result<(Link, Option<String>), OfficeError> {
    let sql = "UPDATE audit_head SET seq = seq + 1 WHERE id = 1 RETURNING seq - 1 AS seq, hash, seal";
    let backend = tx.on().get_database_backend();
    let row = tx
        .on()
        .query_one_raw(Statement::from_string(backend, sql))
        .await?;
    let row = row.ok_or_else(|| OfficeError::Damaged("audit_head 缺少第 1 行".to_owned()))?;
    let link = Link {
        seq: row.try_get("", "seq")?,
        hash: row.try_get("", "hash")?,
    };
    Ok((link, row.try_get("", "seal")?))
}

async fn execute<const N: usize>(
    tx: &Tx<'_>,
    sql: &str,
    values: [sea_orm::Value; N],
) -> Result<(), OfficeError> {
    let backend = tx.on().get_database_backend();
    tx.on()
        .execute_raw(Statement::from_sql_and_values(backend, sql, values))
        .await?;
    Ok(())
}

/// The instant to the millisecond, as it is stored and hashed.
fn truncated(now: Timestamp) -> Result<Timestamp, OfficeError> {
    instant(now.as_millisecond())
}

/// A stored instant.
pub(crate) fn instant(millis: i64) -> Result<Timestamp, OfficeError> {
    Timestamp::from_millisecond(millis)
        .map_err(|error| OfficeError::Damaged(format!("时间 {millis}：{error}")))
}
