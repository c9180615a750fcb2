//! Signing in: password, then the second factor where it is on. Failures lock the account and the address, each time
//! longer; the answer never tells whether a login exists.

use jiff::Timestamp;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::json;

use super::passwords;
use super::second_factor;
use super::sessions::{self, Token};
use crate::audit;
use crate::audit::instant;
use crate::entity::{account, sign_in_source};
use crate::error::OfficeError;
use crate::ids::AccountId;
use crate::moment::{Actor, Moment};
use crate::store::{Office, Tx, transaction};

/// Failures an account may have before it is locked.
const ACCOUNT_PATIENCE: i64 = 5;
/// Failures an address may have: more, since an office shares one.
const SOURCE_PATIENCE: i64 = 20;
/// The first lock; each further failure doubles it, up to the longest.
const FIRST_LOCK: i64 = 60_000;
const LONGEST_LOCK: i64 = 30 * 60_000;

/// How a try to sign in ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignIn {
    /// Signed in; the token goes into the cookie and is stored nowhere.
    Done { token: String },
    /// The password was right; now the code of the second factor, with this token, within five minutes.
    NeedsCode { token: String },
    /// Login, password or code is wrong.
    Wrong,
    /// Too many failures: wait until then.
    Locked { until: Timestamp },
}

/// Checks login and password. `address` is where the request came from, `client` the browser's name of itself.
pub async fn sign_in(
    office: &Office,
    moment: Moment,
    login: &str,
    password: &str,
    address: &str,
    client: &str,
) -> Result<SignIn, OfficeError> {
    let login = super::login_of(login);
    let found = account::Entity::find()
        .filter(account::Column::Login.eq(&login))
        .one(office.on())
        .await?;
    if let Some(until) = locked(office, moment, found.as_ref(), address).await? {
        return Ok(SignIn::Locked { until });
    }
    let usable = found.filter(|account| account.disabled_at.is_none());
    let hash = usable.as_ref().map(|account| account.password_hash.clone());
    let is_right = passwords::is_right(password, hash).await;
    match usable {
        Some(account) if is_right => {
            let is_pending = account.totp_secret.is_some();
            admit(office, moment, &account, is_pending, address, client).await
        }
        usable => fail(office, moment, usable.map(|account| account.id), &login, address).await,
    }
}

/// Checks the code of the second factor for a sign-in that waits for it.
pub async fn confirm_code(
    office: &Office,
    moment: Moment,
    token: &str,
    code: &str,
    address: &str,
    client: &str,
) -> Result<SignIn, OfficeError> {
    let Some(account) = sessions::pending_account(office, moment, token).await? else {
        return Ok(SignIn::Wrong);
    };
    if let Some(until) = locked(office, moment, Some(&account), address).await? {
        return Ok(SignIn::Locked { until });
    }
    let step = account
        .totp_secret
        .as_deref()
        .and_then(|secret| second_factor::step(secret, code, moment));
    let is_fresh = step.is_some_and(|step| step > account.totp_last_step);
    let (Some(step), true) = (step, is_fresh) else {
        return fail(office, moment, Some(account.id), &account.login, address).await;
    };
    let is_first_use = transaction!(office, |tx| { second_factor_used(&tx, account.id, step).await })?;
    if !is_first_use {
        return Ok(SignIn::Wrong);
    }
    sessions::sign_out(office, token).await?;
    admit(office, moment, &account, false, address, client).await
}

/// Remembers the step so that a code can't be used twice; false when another request was first.
async fn second_factor_used(tx: &Tx<'_>, id: AccountId, step: i64) -> Result<bool, OfficeError> {
    let used = account::Entity::update_many()
        .col_expr(
            account::Column::TotpLastStep,
            sea_orm::sea_query::Expr::value(step),
        )
        .filter(account::Column::Id.eq(id))
        .filter(account::Column::TotpLastStep.lt(step))
        .exec(tx.on())
        .await?;
    Ok(used.rows_affected == 1)
}

async fn admit(
    office: &Office,
    moment: Moment,
    account: &account::Model,
    is_pending: bool,
    address: &str,
    client: &str,
) -> Result<SignIn, OfficeError> {
    let token = Token::random();
    transaction!(office, |tx| {
        sessions::open(&tx, moment, account.id, &token, is_pending, address, client).await?;
        if !is_pending {
            clear_failures(&tx, account.id, address).await?;
            let actor = actor_of(account, address);
            let subject = format!("account {}", account.id);
            audit::append(&tx, &actor, moment, "session.begin", subject, json!({})).await?;
        }
        Ok(())
    })?;
    let token = token.reveal();
    Ok(if is_pending {
        SignIn::NeedsCode { token }
    } else {
        SignIn::Done { token }
    })
}

async fn clear_failures(tx: &Tx<'_>, id: AccountId, address: &str) -> Result<(), OfficeError> {
    let Some(row) = account::Entity::find_by_id(id).one(tx.on()).await? else {
        return Ok(());
    };
    if row.failures > 0 || row.locked_until.is_some() {
        let mut changed = row.into_active_model();
        changed.failures = Set(0);
        changed.locked_until = Set(None);
        changed.update(tx.on()).await?;
    }
    sign_in_source::Entity::delete_by_id(address)
        .exec(tx.on())
        .await?;
    Ok(())
}

/// Until when the account or the address is locked, if either is now.
async fn locked(
    office: &Office,
    moment: Moment,
    account: Option<&account::Model>,
    address: &str,
) -> Result<Option<Timestamp>, OfficeError> {
    let source = sign_in_source::Entity::find_by_id(address)
        .one(office.on())
        .await?;
    let untils = [
        account.and_then(|account| account.locked_until),
        source.and_then(|source| source.locked_until),
    ];
    let until = untils
        .into_iter()
        .flatten()
        .filter(|until| *until > moment.millis())
        .max();
    until.map(instant).transpose()
}

/// Counts the failure against account and address.
async fn fail(
    office: &Office,
    moment: Moment,
    id: Option<AccountId>,
    login: &str,
    address: &str,
) -> Result<SignIn, OfficeError> {
    let until = transaction!(office, |tx| {
        let of_account = match id {
            Some(id) => fail_account(&tx, moment, id, address).await?,
            None => None,
        };
        let of_source = fail_source(&tx, moment, address).await?;
        Ok(of_account.max(of_source))
    })?;
    tracing::warn!(login_length = login.chars().count(), address, "a sign-in failed");
    match until {
        Some(until) => Ok(SignIn::Locked {
            until: instant(until)?,
        }),
        None => Ok(SignIn::Wrong),
    }
}

async fn fail_account(
    tx: &Tx<'_>,
    moment: Moment,
    id: AccountId,
    address: &str,
) -> Result<Option<i64>, OfficeError> {
    let Some(row) = account::Entity::find_by_id(id).one(tx.on()).await? else {
        return Ok(None);
    };
    let failures = row.failures + 1;
    let until = lock_after(failures, ACCOUNT_PATIENCE).map(|pause| moment.millis() + pause);
    let actor = actor_of(&row, address);
    let mut changed = row.into_active_model();
    changed.failures = Set(failures);
    changed.locked_until = Set(until);
    changed.update(tx.on()).await?;
    let detail = json!({ "failures": failures, "is_locked": until.is_some() });
    audit::append(
        tx,
        &actor,
        moment,
        "session.refuse",
        format!("account {id}"),
        detail,
    )
    .await?;
    Ok(until)
}

async fn fail_source(tx: &Tx<'_>, moment: Moment, address: &str) -> Result<Option<i64>, OfficeError> {
    let before = sign_in_source::Entity::find_by_id(address).one(tx.on()).await?;
    // An address that was quiet for an hour begins anew.
    let recent = before
        .as_ref()
        .filter(|row| row.failed_at > moment.millis() - 3_600_000);
    let failures = recent.map_or(0, |row| row.failures) + 1;
    let until = lock_after(failures, SOURCE_PATIENCE).map(|pause| moment.millis() + pause);
    let row = sign_in_source::ActiveModel {
        address: Set(address.to_owned()),
        failures: Set(failures),
        locked_until: Set(until),
        failed_at: Set(moment.millis()),
    };
    if before.is_some() {
        row.update(tx.on()).await?;
    } else {
        sign_in_source::Entity::insert(row).exec(tx.on()).await?;
    }
    Ok(until)
}

/// For how many milliseconds this many failures lock; `None` below the patience.
fn lock_after(failures: i64, patience: i64) -> Option<i64> {
    let beyond = u32::try_from(failures - patience).ok()?;
    Some(FIRST_LOCK.saturating_mul(1 << beyond.min(10)).min(LONGEST_LOCK))
}

fn actor_of(account: &account::Model, address: &str) -> Actor {
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
    fn locks_begin_at_the_fifth_failure_and_grow() {
        let locks: Vec<Option<i64>> = (4..=11).map(|failures| lock_after(failures, 5)).collect();
        let minutes = |count: i64| Some(count * 60_000);
        assert_eq!(
            locks,
            [
                None,
                minutes(1),
                minutes(2),
                minutes(4),
                minutes(8),
                minutes(16),
                minutes(30),
                minutes(30)
            ]
        );
    }
}
