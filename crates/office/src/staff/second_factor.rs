//! The second factor: time-based codes (RFC 6238, 6 digits, 30 s), optional for each account; a code works once. Its seed is
//! kept under seal: whoever reads the database or a backup alone makes no code.

use law::audit::Recorded;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use totp_rs::{Builder, Secret, Totp};

use super::own::confirm_password;
use crate::audit::{self, Detail};
use crate::entity::account;
use crate::error::OfficeError;
use crate::moment::{Actor, Moment};
use crate::sealed::{Keys, PENDING_FACTORS, SECOND_FACTORS};
use crate::store::{Office, transaction};

/// What the owner puts into an authenticator: as text, and as the address of a QR code.
#[derive(Clone, Debug)]
pub struct Enrolment {
    pub secret: String,
    pub url: String,
}

fn totp(secret: &str, login: &str) -> Option<Totp> {
    let secret = Secret::try_from_base32(secret).ok()?;
    let builder = Builder::new()
        .with_secret(secret)
        .with_account_name(login)
        .with_issuer(Some("Gongkai"));
    builder.build().ok()
}

/// The time step a code of this account belongs to, when it is right now.
pub(super) fn step_of(
    keys: &Keys,
    row: &account::Model,
    code: &str,
    moment: Moment,
) -> Result<Option<i64>, OfficeError> {
    let Some(sealed) = &row.totp_secret else {
        return Ok(None);
    };
    let seed = keys.open(SECOND_FACTORS.of_row(row.id.0), sealed)?;
    Ok(step(seed.expose(), code, moment))
}

/// The time step a code belongs to, when it is right now (one step of clock error allowed).
fn step(secret: &str, code: &str, moment: Moment) -> Option<i64> {
    let seconds = u64::try_from(moment.now.as_second()).ok()?;
    let step = totp(secret, "account")?.check(code.trim(), seconds)?;
    i64::try_from(step).ok()
}

/// Prepares a second factor for the actor's own account; it is on once a code confirms it. Asks for the password.
pub async fn start_totp(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    password: &str,
) -> Result<Enrolment, OfficeError> {
    let id = confirm_password(office, actor, moment, "password", password)
        .await?
        .id;
    let secret = Secret::generate().to_base32();
    let login = transaction!(office, |tx| {
        let row = account::Entity::find_by_id(id)
            .one(tx.on())
            .await?
            .ok_or(OfficeError::Missing)?;
        let login = row.login.clone();
        let mut changed = row.into_active_model();
        changed.totp_pending = Set(Some(tx.keys()?.seal(PENDING_FACTORS.of_row(id.0), &secret)?));
        changed.update(tx.on()).await?;
        Ok(login)
    })?;
    let damaged = || OfficeError::Damaged("动态口令密钥无法生成".to_owned());
    let url = totp(&secret, &login)
        .and_then(|totp| totp.to_url().ok())
        .ok_or_else(damaged)?;
    Ok(Enrolment { secret, url })
}

/// Turns the prepared second factor on, when the code is right.
pub async fn confirm_totp(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    code: &str,
) -> Result<(), OfficeError> {
    let id = actor.account.ok_or(OfficeError::Missing)?;
    transaction!(office, |tx| {
        let row = account::Entity::find_by_id(id)
            .one(tx.on())
            .await?
            .ok_or(OfficeError::Missing)?;
        let wrong = || OfficeError::invalid("code", "动态口令不对，请核对手机时间后重新输入。");
        let keys = tx.keys()?;
        let sealed = row.totp_pending.as_deref().ok_or_else(wrong)?;
        let seed = keys.open(PENDING_FACTORS.of_row(id.0), sealed)?;
        let step = step(seed.expose(), code, moment).ok_or_else(wrong)?;
        let mut changed = row.into_active_model();
        changed.totp_secret = Set(Some(keys.seal(SECOND_FACTORS.of_row(id.0), seed.expose())?));
        changed.totp_pending = Set(None);
        changed.totp_last_step = Set(step);
        changed.update(tx.on()).await?;
        audit::append(&tx, actor, moment, Recorded::AccountTotpOn, id, Detail::none()).await
    })
}

/// Turns the actor's own second factor off. Asks for the password, so that an open session alone can't.
pub async fn remove_totp(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    password: &str,
) -> Result<(), OfficeError> {
    let id = confirm_password(office, actor, moment, "password", password)
        .await?
        .id;
    transaction!(office, |tx| {
        let row = account::Entity::find_by_id(id)
            .one(tx.on())
            .await?
            .ok_or(OfficeError::Missing)?;
        let mut changed = row.into_active_model();
        changed.totp_secret = Set(None);
        changed.totp_pending = Set(None);
        changed.update(tx.on()).await?;
        audit::append(&tx, actor, moment, Recorded::AccountTotpOff, id, Detail::none()).await
    })
}
