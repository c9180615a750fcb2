//! The audit log: append-only, each entry chained to the last by SM3 (see `law::audit`); who, when, what, from where.
//! Retention at least six months (网络安全法第二十三条); nothing here deletes.

mod detail;
pub mod export;
mod names;
mod search;
mod verify;

use jiff::Timestamp;
use law::audit::{Recorded, Subject};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, Statement};

use crate::entity::audit_entry;
use crate::error::OfficeError;
use crate::moment::{Actor, Moment};
use crate::sealed::Keys;
use crate::store::Tx;

pub(crate) use detail::{Detail, report};
pub(crate) use names::names_of;
pub use names::{Names, Told, names};
pub use search::{AuditFilter, AuditPage, Entry, LastChange, last_change, search};
pub use verify::{BrokenLink, Seal, Verified, verify, verify_at_desk};

/// Appends an entry within the act's transaction: what was done, to which record, with which particulars.
pub(crate) async fn append(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    act: Recorded,
    subject: impl Into<Subject>,
    detail: Detail,
) -> Result<(), OfficeError> {
    let (seq, previous, sealed_before) = next_link(tx).await?;
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
    let hash = law::audit::link(&previous, &entry);
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
    let seal = next_seal(tx, sealed_before, (seq - 1, &previous), (seq, &hash));
    let head = "UPDATE audit_head SET seq = $1, hash = $2, seal = $3 WHERE id = 1";
    execute(tx, head, [seq.into(), hash.into(), seal.into()]).await
}

/// The seal of the head that follows another. A head that bears another's seal stays broken: what comes after does not heal it.
/// Without keys an entry is kept all the same, and its head bears none.
fn next_seal(tx: &Tx<'_>, before: Option<String>, was: (i64, &str), is: (i64, &str)) -> Option<String> {
    let of = |(seq, hash)| tx.keys().and_then(|keys| seal(keys, seq, hash)).ok();
    match before {
        Some(before) if of(was).is_some_and(|right| right != before) => Some(before),
        _ => of(is),
    }
}

/// The seal of a head: whoever has the database alone can cut the tail off and name another head, but not seal it.
fn seal(keys: &Keys, seq: i64, hash: &str) -> Result<String, OfficeError> {
    keys.blind(&format!("{seq} {hash}"), "audit.head")
}

/// Holds the head row until the transaction ends, so that no two acts take the same place.
async fn next_link(tx: &Tx<'_>) -> Result<(i64, String, Option<String>), OfficeError> {
    let sql = "UPDATE audit_head SET seq = seq + 1 WHERE id = 1 RETURNING seq, hash, seal";
    let backend = tx.on().get_database_backend();
    let row = tx
        .on()
        .query_one_raw(Statement::from_string(backend, sql))
        .await?;
    let row = row.ok_or_else(|| OfficeError::Damaged("audit_head 缺少第 1 行".to_owned()))?;
    Ok((
        row.try_get("", "seq")?,
        row.try_get("", "hash")?,
        row.try_get("", "seal")?,
    ))
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
