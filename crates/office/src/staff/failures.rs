//! Counting failed sign-ins: by login and by address, stored, each lock longer than the last. A login that does not
//! exist is counted just like one that does, so that no answer tells them apart.

use std::collections::BTreeMap;

use jiff::Timestamp;
use law::audit::{Key, Recorded, Subject, SubjectKind};
use law::staff::is_locked_for_long;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QuerySelect,
};
use sm3::{Digest, Sm3};

use super::login_of;
use crate::audit::instant;
use crate::audit::{self, Detail};
use crate::entity::account;
use crate::entity::sign_in_failure::{ActiveModel, Column, Entity, Model};
use crate::error::OfficeError;
use crate::moment::{Actor, Moment};
use crate::organs;
use crate::store::{Office, Tx, transaction};
use crate::visits::network;

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
        // Always in this order, so that no two tries wait for one another.
        [
            (address_key(self.address), ADDRESS_PATIENCE),
            (login_key(self.login), LOGIN_PATIENCE),
        ]
    }
}

/// People type passwords into the wrong field: what was typed is not kept.
fn login_key(login: &str) -> String {
    format!("login {}", hex::encode(Sm3::digest(login_of(login))))
}

fn address_key(address: &str) -> String {
    format!("address {}", network(address))
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

/// A lock that holds now.
pub(super) struct Lock {
    pub until: Timestamp,
    /// Whether somebody else takes the open cases of the account.
    pub is_long: bool,
}

/// Those of these logins that are locked now.
pub(super) async fn locked_logins(
    on: &impl ConnectionTrait,
    moment: Moment,
    logins: impl Iterator<Item = &str>,
) -> Result<BTreeMap<String, Lock>, OfficeError> {
    let keys: BTreeMap<String, &str> = logins.map(|login| (login_key(login), login)).collect();
    let query = Entity::find().filter(Column::Key.is_in(keys.keys().cloned()));
    let mut locked = BTreeMap::new();
    for row in query.all(on).await? {
        if let (Some(login), Some(until)) = (keys.get(&row.key), held(&row, moment)) {
            let lock = Lock {
                until: instant(until)?,
                is_long: is_locked_for_long(locked_so_far(row.failures)),
            };
            locked.insert((*login).to_owned(), lock);
        }
    }
    Ok(locked)
}

fn held(row: &Model, moment: Moment) -> Option<i64> {
    row.locked_until.filter(|until| *until > moment.millis())
}

/// A try that was counted as failed before it was looked at.
pub(super) struct Counted {
    failures: i64,
    until: Option<i64>,
}

/// Counts a try as failed before it is looked at, in the transaction that reads the locks; or gives until when it must
/// wait. Of many tries at once only so many are looked at: the others find the lock that these have set. A right one is
/// taken back afterwards ([`forget`], [`take_back`]).
pub(super) async fn reserve(
    office: &Office,
    moment: Moment,
    attempt: Try<'_>,
) -> Result<Result<Counted, Timestamp>, OfficeError> {
    let keys = attempt.keys();
    let counted = transaction!(office, begin_bare, |tx| {
        let mut rows = Vec::new();
        for (key, patience) in &keys {
            rows.push((held_row(&tx, moment, key).await?, *patience));
        }
        let locked = rows.iter().filter_map(|(row, _)| held(row, moment)).max();
        if let Some(until) = locked {
            return Ok(Err(until));
        }
        let mut counted = Counted {
            failures: 0,
            until: None,
        };
        for (row, patience) in rows {
            let (failures, until) = count_one(&tx, moment, row, patience).await?;
            counted.failures = counted.failures.max(failures);
            counted.until = counted.until.max(until);
        }
        Ok(Ok(counted))
    })?;
    Ok(match counted {
        Ok(counted) => Ok(counted),
        Err(until) => Err(instant(until)?),
    })
}

/// The row of a key, made where there is none, held against other tries until the transaction ends.
async fn held_row(tx: &Tx<'_>, moment: Moment, key: &str) -> Result<Model, OfficeError> {
    let fresh = ActiveModel {
        key: Set(key.to_owned()),
        failures: Set(0),
        locked_until: Set(None),
        failed_at: Set(moment.millis()),
    };
    Entity::insert(fresh)
        .on_conflict_do_nothing_on([Column::Key])
        .exec_without_returning(tx.on())
        .await?;
    let row = Entity::find_by_id(key).lock_exclusive().one(tx.on()).await?;
    // A sign-in that succeeded meanwhile has let go of it: the transaction runs again.
    Ok(row.ok_or(DbErr::RecordNotUpdated)?)
}

/// One more failure of a row; gives how many, and until when that locks.
async fn count_one(
    tx: &Tx<'_>,
    moment: Moment,
    row: Model,
    patience: i64,
) -> Result<(i64, Option<i64>), OfficeError> {
    let is_recent = row.failed_at > moment.millis() - FORGOTTEN_AFTER;
    let failures = if is_recent { row.failures } else { 0 } + 1;
    let until = lock_after(failures, patience).map(|pause| moment.millis() + pause);
    let mut changed = row.into_active_model();
    changed.failures = Set(failures);
    changed.locked_until = Set(until);
    changed.failed_at = Set(moment.millis());
    changed.update(tx.on()).await?;
    Ok((failures, until))
}

/// Records that a counted try did fail; gives until when login or address are locked now.
pub(super) async fn record(
    office: &Office,
    moment: Moment,
    account: Option<&account::Model>,
    attempt: Try<'_>,
    counted: Counted,
) -> Result<Option<Timestamp>, OfficeError> {
    let (actor, subject) = match account {
        Some(row) => (Some(actor_of(row, attempt.address)), row.id.into()),
        None => (
            nobody(office, attempt.address).await?,
            Subject::any(SubjectKind::Account),
        ),
    };
    let detail = Detail::none()
        .with(Key::Failures, counted.failures)
        .with(Key::IsLocked, counted.until.is_some());
    transaction!(office, |tx| {
        let forgotten = Column::FailedAt.lt(moment.millis() - FORGOTTEN_AFTER);
        Entity::delete_many().filter(forgotten).exec(tx.on()).await?;
        if let Some(actor) = &actor {
            let detail = detail.clone();
            audit::append(&tx, actor, moment, Recorded::SessionRefuse, subject, detail).await?;
        }
        Ok(())
    })?;
    tracing::warn!(address = attempt.address, "a sign-in failed");
    counted.until.map(instant).transpose()
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

/// Takes back one try that was right where what failed before stays counted. Since it was let through, nothing else was
/// locked; a lock that stands now is its own.
pub(super) async fn take_back(tx: &Tx<'_>, attempt: Try<'_>) -> Result<(), OfficeError> {
    for (key, _) in attempt.keys() {
        let one_less = Expr::cust("failures - 1");
        Entity::update_many()
            .col_expr(Column::Failures, one_less)
            .col_expr(Column::LockedUntil, Expr::value(None::<i64>))
            .filter(Column::Key.eq(key))
            .filter(Column::Failures.gt(0))
            .exec(tx.on())
            .await?;
    }
    Ok(())
}

/// Forgets the failures of a login and an address after a sign-in that succeeded.
pub(super) async fn forget(tx: &Tx<'_>, attempt: Try<'_>) -> Result<(), OfficeError> {
    for (key, _) in attempt.keys() {
        Entity::delete_by_id(key).exec(tx.on()).await?;
    }
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

/// For how long all of its locks together held a login that failed so often, in milliseconds.
fn locked_so_far(failures: i64) -> i64 {
    let each = (LOGIN_PATIENCE..=failures).filter_map(|count| lock_after(count, LOGIN_PATIENCE));
    each.fold(0, i64::saturating_add)
}

/// Whoever tries to sign in with this account, as the records name them.
pub(super) fn actor_of(account: &account::Model, address: &str) -> Actor {
    Actor {
        account: Some(account.id),
        organ: account.organ_id,
        name: account.name.clone(),
        roles: law::staff::Roles::new(),
        from: address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_locks_upon_locks_over_a_working_day_last() {
        assert!(!is_locked_for_long(locked_so_far(4)) && !is_locked_for_long(locked_so_far(5)));
        // 1 + 2 + 4 + 8 + 16 minutes, and half an hour for each one more.
        assert!(!is_locked_for_long(locked_so_far(23)));
        assert!(is_locked_for_long(locked_so_far(24)));
    }

    #[test]
    fn locks_begin_at_the_fifth_failure_and_grow() {
        let locks: Vec<Option<i64>> = (4..=11).map(|failures| lock_after(failures, 5)).collect();
        let minutes = |count: i64| Some(count * 60_000);
        let expected = [1, 2, 4, 8, 16, 30, 30].map(minutes);
        assert_eq!(locks[0], None);
        assert_eq!(locks[1..], expected);
    }
}
