//! Helping people back in: second factors that were lost, locks, sessions that must end, and the operator's new first password.
//! A forgotten password at the desk is `reset`.

use law::audit::Recorded;
use law::staff::{Act, may};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::accounts::{OneTimePassword, record};
use super::{failures, login_of, passwords, reset, sessions};
use crate::audit::Detail;
use crate::entity::account;
use crate::error::OfficeError;
use crate::ids::{AccountId, OrganId};
use crate::moment::{Actor, Moment, Program};
use crate::store::{Office, Tx, transaction};
use crate::versioned::{bump, owned};

/// Lets an account in again from the command line: a new first password, no second factor, unlocked, open.
pub async fn reset_by_operator(
    office: &Office,
    _: Program,
    organ: OrganId,
    moment: Moment,
    login: &str,
) -> Result<OneTimePassword, OfficeError> {
    let actor = Actor::system(organ, "命令行");
    let (password, hash) = fresh_password(office).await?;
    transaction!(office, |tx| {
        let query = account::Entity::find()
            .filter(account::Column::OrganId.eq(organ))
            .filter(account::Column::Login.eq(login_of(login)));
        let row = query.one(tx.on()).await?.ok_or(OfficeError::Missing)?;
        let id = row.id;
        write_password(&tx, moment, row, &hash, true).await?;
        record(
            &tx,
            &actor,
            moment,
            Recorded::PeopleResetPassword,
            id,
            Detail::none(),
        )
        .await
    })?;
    Ok(password)
}

/// A new first password and its hash.
pub(super) async fn fresh_password(office: &Office) -> Result<(OneTimePassword, String), OfficeError> {
    let password = OneTimePassword::random();
    let hash = passwords::hash(office, &password.0).await?;
    Ok((password, hash))
}

/// Gives an account this first password; its sessions end and it is unlocked. `opens_all`: it is opened, and its second factor
/// taken away.
pub(super) async fn write_password(
    tx: &Tx<'_>,
    moment: Moment,
    row: account::Model,
    hash: &str,
    opens_all: bool,
) -> Result<(), OfficeError> {
    let (id, login) = (row.id, row.login.clone());
    let mut changed = row.into_active_model();
    changed.password_hash = Set(hash.to_owned());
    changed.password_changed_at = Set(moment.millis());
    changed.must_change_password = Set(true);
    bump(&mut changed.version);
    if opens_all {
        changed.totp_secret = Set(None);
        changed.totp_pending = Set(None);
        changed.disabled_at = Set(None);
    }
    changed.update(tx.on()).await?;
    passwords::remember(tx, moment, id, hash).await?;
    reset::forget(tx, id).await?;
    failures::forget_login(tx, &login).await?;
    sessions::end_all(tx, id, None).await
}

/// Takes away a second factor that was lost; its sessions end, and the next sign-in needs the password alone.
pub async fn reset_totp(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: AccountId,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::AssignRoles)?;
    if actor.account == Some(id) {
        return Err(OfficeError::invalid(
            "",
            "本人的动态口令在“本人账号”中凭密码停用；手机遗失的，请由另一名安全管理员取消，或者由运维人员在服务器上办理。",
        ));
    }
    transaction!(office, |tx| {
        let mut changed = owned(&tx, actor.organ, id).await?.into_active_model();
        changed.totp_secret = Set(None);
        changed.totp_pending = Set(None);
        changed.update(tx.on()).await?;
        sessions::end_all(&tx, id, None).await?;
        record(&tx, actor, moment, Recorded::PeopleResetTotp, id, Detail::none()).await
    })
}

/// Unlocks an account after too many failures.
pub async fn unlock(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: AccountId,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::AssignRoles)?;
    transaction!(office, |tx| {
        let row = owned(&tx, actor.organ, id).await?;
        failures::forget_login(&tx, &row.login).await?;
        record(&tx, actor, moment, Recorded::PeopleUnlock, id, Detail::none()).await
    })
}

/// Ends all sessions of an account.
pub async fn end_sessions_of(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: AccountId,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::AssignRoles)?;
    transaction!(office, |tx| {
        owned(&tx, actor.organ, id).await?;
        sessions::end_all(&tx, id, None).await?;
        record(
            &tx,
            actor,
            moment,
            Recorded::PeopleEndSessions,
            id,
            Detail::none(),
        )
        .await
    })
}
