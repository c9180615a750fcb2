//! Accounts: opened and closed by the system administrator, trusted with roles by the security administrator.

use law::audit::{Key, Recorded};
use law::staff::{Act, Role, Roles, may, may_hold};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter,
};

use super::{passwords, sessions, successors};
use crate::audit::{self, Detail};
use crate::entity::{account, account_role, organ};
use crate::error::OfficeError;
use crate::ids::{AccountId, OrganId};
use crate::moment::{Actor, Moment, Program};
use crate::once::{Sending, bytes_under};
use crate::organs;
use crate::store::{Office, Tx, transaction};
use crate::text::filled;
use crate::versioned::{bump, owned};
use law::codes::WhyNot;

/// What can be typed into a new account.
#[derive(Clone, Debug, Default)]
pub struct NewAccount {
    pub login: String,
    pub name: String,
}

/// A password shown once, to be changed at the first sign-in.
#[derive(Clone, Debug)]
pub struct OneTimePassword(pub String);

impl OneTimePassword {
    pub(super) fn random() -> Self {
        Self::of(&rand::random::<[u8; 16]>())
    }

    /// The one that a form makes under its ticket, which only the holder of the keys can tell; without a ticket any.
    fn under(office: &Office, actor: &Actor, login: &str, ticket: &str) -> Result<Self, OfficeError> {
        let bytes = bytes_under(office, actor, login, ticket, "account.first_password")?;
        Ok(bytes.map_or_else(Self::random, |bytes| Self::of(&bytes)))
    }

    /// Spelled by these bytes, one a letter.
    fn of(bytes: &[u8]) -> Self {
        // Letters that are not mistaken for one another, in four groups, of all the classes the rules ask for.
        const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz";
        const CAPITALS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";
        const DIGITS: &[u8] = b"23456789";
        let group = |letters: &[u8], bytes: &[u8]| -> String {
            let pick = |byte: &u8| letters.get(usize::from(*byte) % letters.len()).copied();
            bytes
                .iter()
                .map(|byte| char::from(pick(byte).unwrap_or(b'x')))
                .collect()
        };
        let groups = [LETTERS, CAPITALS, DIGITS, LETTERS].into_iter();
        let spelled: Vec<String> = groups
            .zip(bytes.chunks(4))
            .map(|(letters, bytes)| group(letters, bytes))
            .collect();
        Self(spelled.join("-"))
    }
}

/// Opens an account without roles; gives its first password, shown once.
pub async fn create(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    new: &NewAccount,
) -> Result<(AccountId, OneTimePassword), OfficeError> {
    create_once(office, actor, moment, new, "").await
}

/// The same for a form of the desk: sent twice under one ticket it leads to the account that it opened, with the password that
/// it gave before.
pub async fn create_once(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    new: &NewAccount,
    ticket: &str,
) -> Result<(AccountId, OneTimePassword), OfficeError> {
    may(&actor.roles, Act::ManageAccounts)?;
    if let Some(prefix) = login_prefix(office, actor).await?
        && !super::login_of(&new.login).starts_with(&prefix)
    {
        return Err(OfficeError::invalid("login", shared_login(&prefix)));
    }
    let password = OneTimePassword::under(office, actor, &new.login, ticket)?;
    let sending = Sending::of(office, actor, Recorded::PeopleCreate.code(), ticket, new)?;
    let id = insert(
        office,
        actor,
        moment,
        new,
        &Roles::new(),
        &password.0,
        true,
        false,
        &sending,
    )
    .await?;
    Ok((id, password))
}

/// What new logins of the actor's organ begin with where several organs share the system: people sign in by their login alone, and
/// one that is taken is not to tell of another organ's people. `None` where the organ is by itself.
pub async fn login_prefix(office: &Office, actor: &Actor) -> Result<Option<String>, OfficeError> {
    if organ::Entity::find().count(office.on()).await? < 2 {
        return Ok(None);
    }
    let own = organs::find(office, actor.organ).await?;
    Ok(Some(format!("{}.", own.code.to_lowercase())))
}

fn shared_login(prefix: &str) -> String {
    format!("本系统由几个机关共用，登录名须以“{prefix}”开头，例如 {prefix}zhangsan。")
}

/// What the operator settles when opening an account; at the desk the roles come later, from another hand.
#[derive(Clone, Copy, Debug)]
pub struct OperatorChoice<'a> {
    pub roles: &'a Roles,
    pub password: &'a str,
    /// Its password is known to everybody; doctor warns of it.
    pub is_sample: bool,
}

/// Opens an account with roles and a password from the command line: the first ones of an installation, or samples.
pub async fn create_by_operator(
    office: &Office,
    _: Program,
    organ: OrganId,
    moment: Moment,
    new: &NewAccount,
    choice: OperatorChoice<'_>,
) -> Result<AccountId, OfficeError> {
    let OperatorChoice {
        roles,
        password,
        is_sample,
    } = choice;
    may_hold(roles)?;
    if let Some(fault) = passwords::fault(office, organ, &new.login, password).await? {
        return Err(OfficeError::invalid("password", fault));
    }
    let actor = Actor::system(organ, "命令行");
    let sending = Sending::of(office, &actor, Recorded::PeopleCreate.code(), "", new)?;
    insert(
        office, &actor, moment, new, roles, password, !is_sample, is_sample, &sending,
    )
    .await
}

#[expect(
    clippy::too_many_arguments,
    reason = "the one place that writes a whole account"
)]
async fn insert(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    new: &NewAccount,
    roles: &Roles,
    password: &str,
    must_change_password: bool,
    is_sample: bool,
    sending: &Sending,
) -> Result<AccountId, OfficeError> {
    let (login, name) = checked(new)?;
    let hash = passwords::hash(office, password).await?;
    transaction!(office, |tx| {
        if let Some(made) = sending.made(&tx, moment).await? {
            return Ok(AccountId(made));
        }
        if account::Entity::find()
            .filter(account::Column::Login.eq(&login))
            .one(tx.on())
            .await?
            .is_some()
        {
            return Err(OfficeError::invalid("login", "这个登录名已有人使用。"));
        }
        let id: AccountId = tx.next_id(moment);
        sending.keep(&tx, moment, id.0).await?;
        let row = account::ActiveModel {
            id: Set(id),
            organ_id: Set(actor.organ),
            login: Set(login.clone()),
            name: Set(name.clone()),
            password_hash: Set(hash.clone()),
            password_changed_at: Set(moment.millis()),
            must_change_password: Set(must_change_password),
            totp_secret: Set(None),
            totp_pending: Set(None),
            totp_last_step: Set(0),
            disabled_at: Set(None),
            is_sample: Set(is_sample),
            version: Set(1),
            created_at: Set(moment.millis()),
            mail: Set(None),
            mail_set_at: Set(None),
            calendar_key: Set(None),
            deputy_id: Set(None),
        };
        account::Entity::insert(row).exec(tx.on()).await?;
        passwords::remember(&tx, moment, id, &hash).await?;
        write_roles(&tx, id, roles).await?;
        let detail = Detail::none()
            .with(Key::Login, login.as_str())
            .with(Key::Roles, codes(roles));
        record(&tx, actor, moment, Recorded::PeopleCreate, id, detail).await?;
        Ok(id)
    })
}

fn checked(new: &NewAccount) -> Result<(String, String), OfficeError> {
    let mut fields = Vec::new();
    let login = super::login_of(&new.login);
    let is_plain = |one: char| one.is_ascii_alphanumeric() || matches!(one, '.' | '-' | '_');
    if !(3..=40).contains(&login.len()) || !login.chars().all(is_plain) {
        let message = "登录名为 3 至 40 位字母、数字、点、短横或者下划线。".to_owned();
        fields.push(WhyNot {
            field: "login",
            message,
        });
    }
    let name = filled(&new.name);
    if name.is_none() {
        fields.push(WhyNot::new("name", "请填写姓名。"));
    }
    OfficeError::of_fields(fields)?;
    Ok((login, name.unwrap_or_default()))
}

/// Changes a person's name.
pub async fn rename(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: AccountId,
    name: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::ManageAccounts)?;
    let name = filled(name).ok_or_else(|| OfficeError::invalid("name", "请填写姓名。"))?;
    change(office, actor, moment, id, Recorded::PeopleRename, |row| {
        row.name = Set(name.clone());
    })
    .await
}

/// Gives an account exactly these roles; the three administrators are never one account. Its sessions end. Refused where it may
/// not handle the open cases any more that it has: see [`assign_roles_handing_over`].
pub async fn assign_roles(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: AccountId,
    roles: &Roles,
) -> Result<(), OfficeError> {
    assign(office, actor, moment, id, roles, Successor::NotSaid).await
}

/// The same, and gives the open cases of who may not handle them any more to somebody else, or to nobody: then every clerk is told
/// of them.
pub async fn assign_roles_handing_over(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: AccountId,
    roles: &Roles,
    to: Option<AccountId>,
) -> Result<(), OfficeError> {
    assign(office, actor, moment, id, roles, Successor::Said(to)).await
}

/// Who takes the open cases of somebody who may not handle them any more.
enum Successor {
    NotSaid,
    /// `None`: nobody by name.
    Said(Option<AccountId>),
}

async fn assign(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: AccountId,
    roles: &Roles,
    to: Successor,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::AssignRoles)?;
    may_hold(roles)?;
    if actor.account == Some(id) {
        return Err(OfficeError::invalid(
            "roles",
            "不能修改本人的角色，请由另一名安全管理员办理。",
        ));
    }
    transaction!(office, |tx| {
        owned(&tx, actor.organ, id).await?;
        account_role::Entity::delete_many()
            .filter(account_role::Column::AccountId.eq(id))
            .exec(tx.on())
            .await?;
        write_roles(&tx, id, roles).await?;
        if may(roles, Act::HandleCases).is_err() {
            // Whoever may not handle them any more does not keep them.
            match to {
                Successor::Said(to) => successors::hand_over(&tx, actor, moment, id, to).await?,
                Successor::NotSaid => successors::refuse_while_handling(&tx, actor, id).await?,
            }
        }
        sessions::end_all(&tx, id, None).await?;
        record(
            &tx,
            actor,
            moment,
            Recorded::PeopleRoles,
            id,
            Detail::none().with(Key::Roles, codes(roles)),
        )
        .await
    })
}

/// Roles as the log has them.
fn codes(roles: &Roles) -> Vec<&'static str> {
    roles.iter().map(|role| role.code()).collect()
}

async fn write_roles(tx: &Tx<'_>, id: AccountId, roles: &Roles) -> Result<(), OfficeError> {
    let row = |role: &Role| account_role::ActiveModel {
        account_id: Set(id),
        role: Set(role.code().to_owned()),
    };
    for role in roles {
        account_role::Entity::insert(row(role)).exec(tx.on()).await?;
    }
    Ok(())
}

/// Closes an account: it can't sign in, and its sessions end. Refused while it handles open cases: see [`disable_handing_over`].
pub async fn disable(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: AccountId,
) -> Result<(), OfficeError> {
    refuse_own(actor, id)?;
    transaction!(office, |tx| {
        successors::refuse_while_handling(&tx, actor, id).await?;
        close(&tx, actor, moment, id).await
    })
}

/// Closes an account and gives its open cases to somebody else, or to nobody: then every clerk is told of them.
pub async fn disable_handing_over(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: AccountId,
    to: Option<AccountId>,
) -> Result<(), OfficeError> {
    refuse_own(actor, id)?;
    transaction!(office, |tx| {
        successors::hand_over(&tx, actor, moment, id, to).await?;
        close(&tx, actor, moment, id).await
    })
}

fn refuse_own(actor: &Actor, id: AccountId) -> Result<(), OfficeError> {
    may(&actor.roles, Act::ManageAccounts)?;
    if actor.account == Some(id) {
        return Err(OfficeError::invalid("", "不能停用本人的账号。"));
    }
    Ok(())
}

async fn close(tx: &Tx<'_>, actor: &Actor, moment: Moment, id: AccountId) -> Result<(), OfficeError> {
    let mut changed = owned(tx, actor.organ, id).await?.into_active_model();
    changed.disabled_at = Set(Some(moment.millis()));
    bump(&mut changed.version);
    changed.update(tx.on()).await?;
    sessions::end_all(tx, id, None).await?;
    record(tx, actor, moment, Recorded::PeopleDisable, id, Detail::none()).await
}

/// Opens a closed account again.
pub async fn enable(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: AccountId,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::ManageAccounts)?;
    change(office, actor, moment, id, Recorded::PeopleEnable, |row| {
        row.disabled_at = Set(None);
    })
    .await
}

/// Changes one account of the actor's organ and records the act.
async fn change(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: AccountId,
    act: Recorded,
    change: impl Fn(&mut account::ActiveModel),
) -> Result<(), OfficeError> {
    transaction!(office, |tx| {
        let row = owned(&tx, actor.organ, id).await?;
        let mut changed = row.into_active_model();
        change(&mut changed);
        bump(&mut changed.version);
        let row = changed.update(tx.on()).await?;
        if row.disabled_at.is_some() {
            sessions::end_all(&tx, id, None).await?;
        }
        record(&tx, actor, moment, act, id, Detail::none()).await
    })
}

pub(super) async fn record(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    act: Recorded,
    id: AccountId,
    detail: Detail,
) -> Result<(), OfficeError> {
    audit::append(tx, actor, moment, act, id, detail).await
}
