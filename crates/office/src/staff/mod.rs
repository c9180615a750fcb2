//! Staff: accounts with their roles, sign-in with a second factor, sessions that end.
//! Rules: GB/T 22239-2019 8.1.4.1 (身份鉴别) and 8.1.5; who may hold what is `law::staff`.

mod accounts;
mod at_work;
mod contact;
mod failures;
mod help;
mod own;
mod passwords;
mod posts;
mod refusals;
mod reset;
mod second_factor;
mod sessions;
mod sign_in;
mod successors;

use std::collections::BTreeMap;

use jiff::Timestamp;
use law::staff::{Act, Role, Roles, may};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::audit::instant;
use crate::entity::{account, account_role};
use crate::error::OfficeError;
use crate::ids::{AccountId, OrganId};
use crate::moment::{Actor, Moment};
use crate::store::Office;
use crate::text::line;

pub use accounts::{
    NewAccount, OneTimePassword, OperatorChoice, assign_roles, assign_roles_handing_over, create,
    create_by_operator, create_once, disable, disable_handing_over, enable, login_prefix, rename,
};
pub(crate) use at_work::at_work;
pub use contact::{Contact, calendar_owner, close_calendar, contact, open_calendar, set_deputy, set_mail};
pub use help::{end_sessions_of, reset_by_operator, reset_totp, unlock};
pub use own::set_password;
pub(crate) use posts::held as posts_held;
pub use posts::{assign_posts, posts};
pub use refusals::note_refusal;
pub use reset::{
    ResetMail, ResetWay, ask_reset, confirm_reset, refuse_reset, reset_addressed, set_password_by_code,
};
pub use second_factor::{Enrolment, confirm_totp, remove_totp, start_totp};
pub use sessions::{OpenSession, Session, list_sessions, session, sign_out, sign_out_everywhere};
pub use sign_in::{Entrance, SignIn, confirm_code, sign_in};
pub use successors::{LockedHandler, hand_over_cases, locked_handlers, open_cases, successors};

/// How the password of an account stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordState {
    InUse,
    /// To be changed before anything else.
    Due,
    /// A first password that was not changed in time: it opens nothing any more.
    RunOut,
}

/// An account as the people page shows it.
#[derive(Clone, Debug)]
pub struct Account {
    pub id: AccountId,
    pub organ: OrganId,
    pub login: String,
    pub name: String,
    pub roles: Roles,
    pub has_second_factor: bool,
    pub password: PasswordState,
    pub locked_until: Option<Timestamp>,
    /// Who asked that the password be set anew, where that waits for a second person.
    pub reset_asked_by: Option<String>,
    pub disabled_at: Option<Timestamp>,
    /// A sample account of the demonstration.
    pub is_sample: bool,
    pub version: i64,
}

/// The accounts of the actor's organ by login.
pub async fn list(office: &Office, actor: &Actor, moment: Moment) -> Result<Vec<Account>, OfficeError> {
    may(&actor.roles, Act::SeePeople)?;
    let rows = account::Entity::find()
        .filter(account::Column::OrganId.eq(actor.organ))
        .order_by_asc(account::Column::Login)
        .all(office.on())
        .await?;
    shown(office, rows, moment).await
}

/// One account of the actor's organ; everybody may see their own.
pub async fn find(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: AccountId,
) -> Result<Account, OfficeError> {
    if actor.account != Some(id) {
        may(&actor.roles, Act::SeePeople)?;
    }
    let query = account::Entity::find_by_id(id).filter(account::Column::OrganId.eq(actor.organ));
    let rows: Vec<_> = query.one(office.on()).await?.into_iter().collect();
    shown(office, rows, moment)
        .await?
        .pop()
        .ok_or(OfficeError::Missing)
}

/// Logins are the same whatever their case.
fn login_of(typed: &str) -> String {
    line(typed).to_lowercase()
}

async fn roles_of(on: &impl ConnectionTrait, id: AccountId) -> Result<Roles, OfficeError> {
    Ok(roles_of_all(on, [id]).await?.remove(&id).unwrap_or_default())
}

async fn roles_of_all(
    on: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = AccountId>,
) -> Result<BTreeMap<AccountId, Roles>, OfficeError> {
    let rows = account_role::Entity::find()
        .filter(account_role::Column::AccountId.is_in(ids))
        .all(on)
        .await?;
    let mut held: BTreeMap<AccountId, Roles> = BTreeMap::new();
    for row in rows {
        let damaged = || {
            OfficeError::Damaged(format!(
                "account_role.role，账号 {}：{}",
                row.account_id, row.role
            ))
        };
        let role = Role::from_code(&row.role).ok_or_else(damaged)?;
        held.entry(row.account_id).or_default().insert(role);
    }
    Ok(held)
}

async fn shown(
    office: &Office,
    rows: Vec<account::Model>,
    moment: Moment,
) -> Result<Vec<Account>, OfficeError> {
    let mut roles = roles_of_all(office.on(), rows.iter().map(|row| row.id)).await?;
    let logins = rows.iter().map(|row| row.login.as_str());
    let mut locks = failures::locked_logins(office.on(), moment, logins).await?;
    let asked = reset::asked_by(office.on(), moment, rows.iter().map(|row| row.id)).await?;
    let mut asked: BTreeMap<AccountId, String> = asked.into_iter().collect();
    let account = |row: account::Model| -> Result<Account, OfficeError> {
        Ok(Account {
            reset_asked_by: asked.remove(&row.id),
            roles: roles.remove(&row.id).unwrap_or_default(),
            locked_until: locks.remove(&row.login).map(|lock| lock.until),
            password: passwords::state(&row, moment),
            id: row.id,
            organ: row.organ_id,
            login: row.login,
            name: row.name,
            has_second_factor: row.totp_secret.is_some(),
            disabled_at: row.disabled_at.map(instant).transpose()?,
            is_sample: row.is_sample,
            version: row.version,
        })
    };
    rows.into_iter().map(account).collect()
}
