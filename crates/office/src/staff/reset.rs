//! A forgotten password is set anew by two, or by its owner alone (三员分立, GB/T 22239-2019 8.1.5): who asks for it never gets it.
//! Where mail goes out, a code that works once goes to the owner's own address, and nothing is shown; elsewhere the security
//! administrator confirms what the system administrator asked for, and hands the first password over.

use law::audit::Recorded;
use law::staff::{Act, Role, may};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter,
};
use serde::{Deserialize, Serialize};
use sm3::{Digest, Sm3};

use super::accounts::{OneTimePassword, record};
use super::failures::{self, Counted, Try, actor_of};
use super::help::{fresh_password, write_password};
use super::{login_of, passwords, roles_of, sessions};
use crate::audit::Detail;
use crate::cases::query_code::LETTERS;
use crate::entity::account;
use crate::entity::password_reset::{ActiveModel, Column, Entity, Model};
use crate::error::OfficeError;
use crate::ids::AccountId;
use crate::jobs::{self, Job};
use crate::moment::{Actor, Moment, Program};
use crate::reminders::{Addressed, reset_code};
use crate::store::{Office, Tx, transaction};
use crate::versioned::owned;

/// How long a mailed code opens, from the asking on, and how long an asking waits for its second person.
const MAILED: i64 = 24 * 3_600_000;
const WAITING: i64 = 72 * 3_600_000;
/// A mail address so young receives no code: whoever had the one before is told of the change and can object.
const MAIL_RESTS: i64 = 72 * 3_600_000;
/// Letters of a code: 100 bits.
const LETTERS_OF_CODE: usize = 20;

/// How a password that was asked for gets to its owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResetWay {
    /// A code goes to their own mail address.
    Mailed,
    /// A security administrator has to confirm it first.
    WaitsForConfirmation,
}

/// A mail with a code, which is made as it goes out and is kept nowhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResetMail {
    pub account: AccountId,
}

/// Asks that an account's password be set anew; the present one works until that is done. `is_mail_on`: whether mail goes out.
pub async fn ask_reset(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: AccountId,
    is_mail_on: bool,
) -> Result<ResetWay, OfficeError> {
    may(&actor.roles, Act::ManageAccounts)?;
    let asked_by = actor.account.ok_or(OfficeError::Missing)?;
    refuse_unfit(office.on(), actor, id).await?;
    transaction!(office, |tx| {
        let row = owned(&tx, actor.organ, id).await?;
        let rested = row
            .mail_set_at
            .is_none_or(|at| at <= moment.millis() - MAIL_RESTS);
        let by_mail = is_mail_on && row.mail.is_some() && rested;
        let asking = ActiveModel {
            account_id: Set(id),
            asked_by: Set(asked_by),
            asked_by_name: Set(actor.name.clone()),
            asked_at: Set(moment.millis()),
            by_mail: Set(by_mail),
            secret: Set(None),
        };
        let all = [
            Column::AskedBy,
            Column::AskedByName,
            Column::AskedAt,
            Column::ByMail,
            Column::Secret,
        ];
        Entity::insert(asking)
            .on_conflict(
                OnConflict::column(Column::AccountId)
                    .update_columns(all)
                    .to_owned(),
            )
            .exec_without_returning(tx.on())
            .await?;
        if by_mail {
            let job = Job::Reset(ResetMail { account: id });
            jobs::enqueue(&tx, moment, actor.organ, &job, moment.now).await?;
        }
        record(&tx, actor, moment, Recorded::PeopleAskReset, id, Detail::none()).await?;
        Ok(if by_mail {
            ResetWay::Mailed
        } else {
            ResetWay::WaitsForConfirmation
        })
    })
}

/// Nobody sets their own password anew, nor that of those who watch the system administrator.
async fn refuse_unfit(on: &impl ConnectionTrait, actor: &Actor, id: AccountId) -> Result<(), OfficeError> {
    if actor.account == Some(id) {
        return Err(OfficeError::invalid(
            "",
            "本人的密码在“本人账号”中凭原密码修改，不能自己重置；忘记的，请由另一名管理员办理，或者由运维人员在服务器上用命令行重置。",
        ));
    }
    let roles = roles_of(on, id).await?;
    if roles.contains(&Role::SecurityAdministrator) || roles.contains(&Role::Auditor) {
        return Err(OfficeError::invalid(
            "",
            "安全管理员、审计管理员的密码不能由系统管理员重置（三员分立），请由运维人员在服务器上用命令行重置。",
        ));
    }
    Ok(())
}

/// Confirms what another asked for: the account gets a new first password, shown once, its sessions end and it is unlocked.
pub async fn confirm_reset(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: AccountId,
) -> Result<OneTimePassword, OfficeError> {
    may(&actor.roles, Act::AssignRoles)?;
    refuse_unfit(office.on(), actor, id).await?;
    let (password, hash) = fresh_password(office).await?;
    transaction!(office, |tx| {
        let row = owned(&tx, actor.organ, id).await?;
        let asking = waiting(tx.on(), moment, id).await?.ok_or_else(none_asked)?;
        if actor.account == Some(asking.asked_by) {
            return Err(OfficeError::invalid(
                "",
                "不能确认本人提出的重置，请由另一名安全管理员确认。",
            ));
        }
        write_password(&tx, moment, row, &hash, false).await?;
        record(
            &tx,
            actor,
            moment,
            Recorded::PeopleResetPassword,
            id,
            Detail::none(),
        )
        .await
    })?;
    Ok(password)
}

/// Refuses what was asked for: everything stays as it is.
pub async fn refuse_reset(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: AccountId,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::AssignRoles)?;
    transaction!(office, |tx| {
        owned(&tx, actor.organ, id).await?;
        waiting(tx.on(), moment, id).await?.ok_or_else(none_asked)?;
        forget(&tx, id).await?;
        record(
            &tx,
            actor,
            moment,
            Recorded::PeopleRefuseReset,
            id,
            Detail::none(),
        )
        .await
    })
}

fn none_asked() -> OfficeError {
    OfficeError::invalid(
        "",
        "没有等待确认的重置：可能已经办结，或者提出已满三日。需要的，请系统管理员重新提出。",
    )
}

/// The asking about this account that waits for its second person.
async fn waiting(
    on: &impl ConnectionTrait,
    moment: Moment,
    id: AccountId,
) -> Result<Option<Model>, OfficeError> {
    let row = Entity::find_by_id(id).one(on).await?;
    Ok(row.filter(|row| !row.by_mail && row.asked_at > moment.millis() - WAITING))
}

/// Who asked about these accounts and waits for a second person.
pub(super) async fn asked_by(
    on: &impl ConnectionTrait,
    moment: Moment,
    ids: impl IntoIterator<Item = AccountId>,
) -> Result<Vec<(AccountId, String)>, OfficeError> {
    let rows = Entity::find()
        .filter(Column::AccountId.is_in(ids))
        .filter(Column::ByMail.eq(false))
        .filter(Column::AskedAt.gt(moment.millis() - WAITING))
        .all(on)
        .await?;
    let pair = |row: Model| (row.account_id, row.asked_by_name);
    Ok(rows.into_iter().map(pair).collect())
}

/// Lets go of what was asked for: the password was set otherwise.
pub(super) async fn forget(tx: &Tx<'_>, id: AccountId) -> Result<(), OfficeError> {
    Entity::delete_by_id(id).exec(tx.on()).await?;
    Ok(())
}

/// The mail, with its code; it goes to nobody once the password was set, or too late. A second try makes another code.
pub async fn reset_addressed(
    office: &Office,
    _: Program,
    moment: Moment,
    mail: &ResetMail,
) -> Result<Addressed, OfficeError> {
    transaction!(office, |tx| {
        let found = account::Entity::find_by_id(mail.account).one(tx.on()).await?;
        let Some(row) = found.filter(|row| row.disabled_at.is_none()) else {
            return Ok(Addressed::Nobody);
        };
        let (Some(to), true) = (row.mail, mailed(tx.on(), moment, row.id).await?.is_some()) else {
            return Ok(Addressed::Nobody);
        };
        let letter = || LETTERS.get(usize::from(rand::random::<u8>() & 31)).copied();
        let code: String = (0..LETTERS_OF_CODE)
            .filter_map(|_| letter())
            .map(char::from)
            .collect();
        Entity::update_many()
            .col_expr(Column::Secret, Expr::value(hashed(&code)))
            .filter(Column::AccountId.eq(row.id))
            .exec(tx.on())
            .await?;
        Ok(Addressed::To(reset_code(&to, &row.name, &row.login, &code)))
    })
}

async fn mailed(
    on: &impl ConnectionTrait,
    moment: Moment,
    id: AccountId,
) -> Result<Option<Model>, OfficeError> {
    let row = Entity::find_by_id(id).one(on).await?;
    Ok(row.filter(|row| row.by_mail && row.asked_at > moment.millis() - MAILED))
}

/// Sets a password by the code that was mailed to its owner. A wrong one counts like a failed sign-in; a right one works once,
/// ends all sessions and unlocks, also where strangers keep the login locked, and the second factor stays what it was.
pub async fn set_password_by_code(
    office: &Office,
    moment: Moment,
    (login, code): (&str, &str),
    new: &str,
    address: &str,
) -> Result<(), OfficeError> {
    let login = login_of(login);
    let attempt = Try {
        login: &login,
        address,
    };
    let counted = failures::reserve(office, moment, attempt).await?;
    let code = hashed(&spelled(code));
    let row = match (owner(office, moment, &login, &code).await?, counted) {
        (Some(row), Ok(_)) => {
            // It is the owner: what is wrong with the new password is no guess.
            transaction!(office, begin_bare, |tx| {
                failures::take_back(&tx, attempt).await
            })?;
            row
        }
        // Strangers hold the lock, and none of them guesses a hundred bits. It stays until the password is set.
        (Some(row), Err(_)) => row,
        (None, Err(_)) => return Err(locked()),
        (None, Ok(counted)) => return Err(wrong(office, moment, attempt, counted).await?),
    };
    passwords::refuse(office, &row, moment, new).await?;
    let hash = passwords::hash(office, new).await?;
    transaction!(office, |tx| {
        let used = Entity::delete_many()
            .filter(Column::AccountId.eq(row.id))
            .filter(Column::Secret.eq(code.as_str()))
            .exec(tx.on())
            .await?;
        if used.rows_affected == 0 {
            return Err(not_the_code());
        }
        put_in(&tx, moment, &row, &hash).await?;
        failures::forget_login(&tx, &login).await?;
        sessions::end_all(&tx, row.id, None).await?;
        let actor = actor_of(&row, address);
        let act = Recorded::AccountResetPassword;
        record(&tx, &actor, moment, act, row.id, Detail::none()).await
    })
}

/// The password of this hash becomes that of the account, and is remembered among those it had.
async fn put_in(tx: &Tx<'_>, moment: Moment, row: &account::Model, hash: &str) -> Result<(), OfficeError> {
    let mut changed = row.clone().into_active_model();
    changed.password_hash = Set(hash.to_owned());
    changed.password_changed_at = Set(moment.millis());
    changed.must_change_password = Set(false);
    changed.update(tx.on()).await?;
    passwords::remember(tx, moment, row.id, hash).await
}

/// The open account of this login, where this is the hash of the code that was mailed to it.
async fn owner(
    office: &Office,
    moment: Moment,
    login: &str,
    code: &str,
) -> Result<Option<account::Model>, OfficeError> {
    let found = account::Entity::find()
        .filter(account::Column::Login.eq(login))
        .filter(account::Column::DisabledAt.is_null())
        .one(office.on())
        .await?;
    let Some(row) = found else { return Ok(None) };
    let asked = mailed(office.on(), moment, row.id).await?;
    let is_right = asked.is_some_and(|asked| asked.secret.as_deref() == Some(code));
    Ok(is_right.then_some(row))
}

async fn wrong(
    office: &Office,
    moment: Moment,
    attempt: Try<'_>,
    counted: Counted,
) -> Result<OfficeError, OfficeError> {
    let until = failures::record(office, moment, None, attempt, counted).await?;
    Ok(until.map_or_else(not_the_code, |_| locked()))
}

fn locked() -> OfficeError {
    OfficeError::invalid("code", "连续输错次数过多，请稍后再试。")
}

fn not_the_code() -> OfficeError {
    OfficeError::invalid(
        "code",
        "登录名或者重置码不对，或者重置码已经失效（24 小时内有效，只能用一次）。请核对邮件，或者请系统管理员重新发出。",
    )
}

/// A code as it was made, however it is typed or copied.
fn spelled(typed: &str) -> String {
    let letters = typed.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_uppercase()).collect()
}

fn hashed(code: &str) -> String {
    hex::encode(Sm3::digest(format!("password reset {code}")))
}
