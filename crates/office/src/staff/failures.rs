//! Counting failed sign-ins: by login and by address, stored, each lock longer than the last. A login that does not
//! exist is counted just like one that does, so that no answer tells them apart.

use std::collections::BTreeMap;

use jiff::Timestamp;
use law::audit::Recorded;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;
use sm3::{Digest, Sm3};

use super::login_of;
use crate::audit;
use crate::audit::instant;
use crate::entity::account;
use crate::entity::sign_in_failure::{ActiveModel, Column, Entity, Model};
use crate::error::OfficeError;
use crate::moment::{Actor, Moment};
use crate::organs;
use crate::store::{Office, Tx, transaction};

/// Failures a login may have before it is locked.
const LOGIN_PATIENCE: i64 = 5;
/// Failures an address may have: more, since an office shares one.
const ADDRESS_PATIENCE: i64 = 20;
/// The first lock; each further failure doubles it, up to the longest.
const FIRST_LOCK: i64 = 60_000;
const LONGEST_LOCK: i64 = 30 * 60_000;
/// A login or an address that was quiet for this long begins anew.
const FORGOTTEN_AFTER: i64 = 24 * 3_600_000;

/// Where a try came from and whose it said it was.
#[derive(Clone, Copy)]
pub(super) struct Try<'a> {
    pub login: &'a str,
    pub address: &'a str,
}

impl Try<'_> {
    fn keys(self) -> [(String, i64); 2] {
        [
            (login_key(self.login), LOGIN_PATIENCE),
            (address_key(self.address), ADDRESS_PATIENCE),
        ]
    }
}

/// People type passwords into the wrong field: what was typed is not kept.
fn login_key(login: &str) -> String {
    format!("login {}", hex::encode(Sm3::digest(login_of(login))))
}

fn address_key(address: &str) -> String {
    format!("address {address}")
}

/// Until when the login or the address is locked, if either is now.
pub(super) async fn locked(
    on: &impl ConnectionTrait,
    moment: Moment,
    attempt: Try<'_>,
) -> Result<Option<Timestamp>, OfficeError> {
    let keys = attempt.keys().map(|(key, _)| key);
    let rows = Entity::find().filter(Column::Key.is_in(keys)).all(on).await?;
    let until = rows.iter().filter_map(|row| held(row, moment)).max();
    until.map(instant).transpose()
}

/// Those of these logins that are locked now, and until when.
pub(super) async fn locked_logins(
    on: &impl ConnectionTrait,
    moment: Moment,
    logins: impl Iterator<Item = &str>,
) -> Result<BTreeMap<String, Timestamp>, OfficeError> {
    let keys: BTreeMap<String, &str> = logins.map(|login| (login_key(login), login)).collect();
    let query = Entity::find().filter(Column::Key.is_in(keys.keys().cloned()));
    let mut locked = BTreeMap::new();
    for row in query.all(on).await? {
        if let (Some(login), Some(until)) = (keys.get(&row.key), held(&row, moment)) {
            locked.insert((*login).to_owned(), instant(until)?);
        }
    }
    Ok(locked)
}

fn held(row: &Model, moment: Moment) -> Option<i64> {
    row.locked_until.filter(|until| *until > moment.millis())
}

/// Counts a failure against login and address, and records it; gives until when they are locked now.
pub(super) async fn count(
    office: &Office,
    moment: Moment,
    account: Option<&account::Model>,
    attempt: Try<'_>,
) -> Result<Option<Timestamp>, OfficeError> {
    let nobody = nobody(office, attempt.address).await?;
    let until = transaction!(office, |tx| {
        let mut until = None;
        let mut most = 0;
        for (key, patience) in attempt.keys() {
            let (failures, lock) = count_one(&tx, moment, &key, patience).await?;
            most = most.max(failures);
            until = until.max(lock);
        }
        let forgotten = Column::FailedAt.lt(moment.millis() - FORGOTTEN_AFTER);
        Entity::delete_many().filter(forgotten).exec(tx.on()).await?;
        let detail = json!({ "failures": most, "is_locked": until.is_some() });
        let (actor, subject) = match account {
            Some(row) => (
                Some(super::sign_in::actor_of(row, attempt.address)),
                format!("account {}", row.id),
            ),
            None => (nobody.clone(), "account".to_owned()),
        };
        if let Some(actor) = actor {
            audit::append(&tx, &actor, moment, Recorded::SessionRefuse, subject, detail).await?;
        }
        Ok(until)
    })?;
    tracing::warn!(address = attempt.address, "a sign-in failed");
    until.map(instant).transpose()
}

/// Whoever it was: the log of the first organ has it, under no name.
async fn nobody(office: &Office, address: &str) -> Result<Option<Actor>, OfficeError> {
    let organ = organs::first(office).await?;
    Ok(organ.map(|organ| Actor {
        account: None,
        organ: organ.id,
        name: "未登录".to_owned(),
        roles: law::staff::Roles::new(),
        from: address.to_owned(),
    }))
}

async fn count_one(
    tx: &Tx<'_>,
    moment: Moment,
    key: &str,
    patience: i64,
) -> Result<(i64, Option<i64>), OfficeError> {
    let before = Entity::find_by_id(key).one(tx.on()).await?;
    let recent = before
        .as_ref()
        .filter(|row| row.failed_at > moment.millis() - FORGOTTEN_AFTER);
    let failures = recent.map_or(0, |row| row.failures) + 1;
    let until = lock_after(failures, patience).map(|pause| moment.millis() + pause);
    let row = ActiveModel {
        key: Set(key.to_owned()),
        failures: Set(failures),
        locked_until: Set(until),
        failed_at: Set(moment.millis()),
    };
    if before.is_some() {
        row.update(tx.on()).await?;
    } else {
        Entity::insert(row).exec(tx.on()).await?;
    }
    Ok((failures, until))
}

/// Forgets the failures of a login and an address after a sign-in that succeeded.
pub(super) async fn forget(tx: &Tx<'_>, attempt: Try<'_>) -> Result<(), OfficeError> {
    let keys = attempt.keys().map(|(key, _)| key);
    Entity::delete_many()
        .filter(Column::Key.is_in(keys))
        .exec(tx.on())
        .await?;
    Ok(())
}

/// Unlocks a login.
pub(super) async fn forget_login(tx: &Tx<'_>, login: &str) -> Result<(), OfficeError> {
    Entity::delete_by_id(login_key(login)).exec(tx.on()).await?;
    Ok(())
}

/// For how many milliseconds this many failures lock; `None` below the patience.
fn lock_after(failures: i64, patience: i64) -> Option<i64> {
    let beyond = u32::try_from(failures - patience).ok()?;
    Some(FIRST_LOCK.saturating_mul(1 << beyond.min(10)).min(LONGEST_LOCK))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locks_begin_at_the_fifth_failure_and_grow() {
        let locks: Vec<Option<i64>> = (4..=11).map(|failures| lock_after(failures, 5)).collect();
        let minutes = |count: i64| Some(count * 60_000);
        let expected = [1, 2, 4, 8, 16, 30, 30].map(minutes);
        assert_eq!(locks[0], None);
        assert_eq!(locks[1..], expected);
    }
}
