//! What people do with their own account: change the password; the second factor is `second_factor`.

use law::audit::Recorded;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

use super::failures::{self, Try};
use super::{passwords, reset, sessions};
use crate::audit::{self, Detail};
use crate::entity::account;
use crate::error::OfficeError;
use crate::moment::{Actor, Moment};
use crate::store::{Office, transaction};

/// Changes the actor's own password; other sessions of the account end, `kept_session` stays.
pub async fn set_password(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    old: &str,
    new: &str,
    kept_session: &str,
) -> Result<(), OfficeError> {
    let row = confirm_password(office, actor, moment, "old_password", old).await?;
    passwords::refuse(office, &row, moment, new).await?;
    let hash = passwords::hash(office, new).await?;
    let id = row.id;
    transaction!(office, |tx| {
        let mut changed = row.clone().into_active_model();
        changed.password_hash = Set(hash.clone());
        changed.password_changed_at = Set(moment.millis());
        changed.must_change_password = Set(false);
        changed.update(tx.on()).await?;
        passwords::remember(&tx, moment, id, &hash).await?;
        reset::forget(&tx, id).await?;
        sessions::end_all(&tx, id, Some(kept_session)).await?;
        audit::append(
            &tx,
            actor,
            moment,
            Recorded::AccountSetPassword,
            id,
            Detail::none(),
        )
        .await
    })
}

/// The actor's own account, once its password was typed again; a wrong one counts like a failed sign-in.
pub(super) async fn confirm_password(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    field: &'static str,
    password: &str,
) -> Result<account::Model, OfficeError> {
    let id = actor.account.ok_or(OfficeError::Missing)?;
    let row = account::Entity::find_by_id(id)
        .one(office.on())
        .await?
        .ok_or(OfficeError::Missing)?;
    let login = row.login.as_str();
    let attempt = Try {
        login,
        address: &actor.from,
    };
    let locked = || OfficeError::invalid(field, "连续输错次数过多，请稍后再试。");
    if failures::locked(office.on(), moment, attempt).await?.is_some() {
        return Err(locked());
    }
    let seat = office.limits().passwords.enter().await?;
    let Ok(counted) = failures::reserve(office, moment, attempt).await? else {
        return Err(locked());
    };
    if passwords::is_right(seat, password, Some(row.password_hash.clone())).await? {
        transaction!(office, begin_bare, |tx| {
            failures::take_back(&tx, attempt).await
        })?;
        return Ok(row);
    }
    failures::record(office, moment, Some(&row), attempt, counted).await?;
    Err(OfficeError::invalid(field, "密码不对，请重新输入。"))
}
