//! How an account is reached: its mail address, and the secret address of its calendar. Of that secret only the hash is
//! stored; whoever knows it reads due days and nothing else, until it is made anew or the account's sessions are ended.

use law::audit::{Key, Recorded};
use law::reminders::mail_address;
use law::staff::{Act, may};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use sm3::{Digest, Sm3};

use super::accounts::record;
use super::own::confirm_password;
use super::roles_of;
use crate::audit::Detail;
use crate::cases::{askings, handlers};
use crate::entity::account;
use crate::error::OfficeError;
use crate::ids::AccountId;
use crate::jobs::{self, Job};
use crate::moment::{Actor, Moment};
use crate::reminders::{address_entered, address_left};
use crate::store::{Office, transaction};
use crate::text::line;
use crate::versioned::{bump, owned};

/// How an account is reached, as its owner sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    pub mail: Option<String>,
    /// Whether there is a calendar to subscribe to. Its address is shown once.
    pub has_calendar: bool,
    /// Who is told in their stead as well.
    pub deputy: Option<AccountId>,
}

/// How the actor's own account is reached.
pub async fn contact(office: &Office, actor: &Actor) -> Result<Contact, OfficeError> {
    let id = actor.account.ok_or(OfficeError::Missing)?;
    let row = account::Entity::find_by_id(id)
        .one(office.on())
        .await?
        .ok_or(OfficeError::Missing)?;
    Ok(Contact {
        has_calendar: row.calendar_key.is_some(),
        deputy: row.deputy_id,
        mail: row.mail,
    })
}

/// Sets the actor's own mail address, or takes it away when nothing is typed. Asks for the password, so that an open session
/// alone can't; the new address gets a mail that says so, and so does the one before.
pub async fn set_mail(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    typed: &str,
    password: &str,
) -> Result<(), OfficeError> {
    let typed = line(typed);
    let mail = match typed.as_str() {
        "" => None,
        typed => Some(
            mail_address(typed)
                .map_err(|why| OfficeError::invalid("mail", format!("{why}不需要提醒时留空。")))?,
        ),
    };
    if contact(office, actor).await?.mail == mail {
        return Ok(());
    }
    let row = confirm_password(office, actor, moment, "mail_password", password).await?;
    if row.must_change_password {
        // Until then it is the password of whoever handed it over as well.
        return Err(OfficeError::invalid("mail", "请先修改一次性密码，再登记邮箱。"));
    }
    let id = row.id;
    transaction!(office, |tx| {
        let row = owned(&tx, actor.organ, id).await?;
        let (name, login, before) = (row.name.clone(), row.login.clone(), row.mail.clone());
        let mut changed = row.into_active_model();
        changed.mail = Set(mail.clone());
        changed.mail_set_at = Set(Some(moment.millis()));
        bump(&mut changed.version);
        changed.update(tx.on()).await?;
        let entered = mail.as_ref().map(|to| address_entered(to, &name, &login));
        let left = before.map(|to| address_left(&to, &name, &login, mail.is_none()));
        for told in entered.into_iter().chain(left) {
            jobs::enqueue(&tx, moment, actor.organ, &Job::Mail(told), moment.now).await?;
        }
        let detail = Detail::none().with(Key::IsRemoved, mail.is_none());
        record(&tx, actor, moment, Recorded::AccountSetMail, id, detail).await
    })
}

/// Names who is told of the actor's own cases as well, or nobody: somebody else who handles cases.
pub async fn set_deputy(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    to: Option<AccountId>,
) -> Result<(), OfficeError> {
    let id = actor.account.ok_or(OfficeError::Missing)?;
    let handlers = handlers(office, actor).await?;
    let is_able = |to: AccountId| to != id && handlers.iter().any(|(handler, _)| *handler == to);
    if to.is_some_and(|to| !is_able(to)) {
        return Err(OfficeError::invalid("deputy", "没有这个人，请重新选择。"));
    }
    transaction!(office, |tx| {
        let mut changed = owned(&tx, actor.organ, id).await?.into_active_model();
        changed.deputy_id = Set(to);
        bump(&mut changed.version);
        changed.update(tx.on()).await?;
        let detail = Detail::none().with(Key::To, to.map(|account| account.0));
        record(&tx, actor, moment, Recorded::AccountSetDeputy, id, detail).await
    })
}

/// Makes the secret of the actor's own calendar anew, and gives it, to be shown once; the one before opens nothing more.
pub async fn open_calendar(office: &Office, actor: &Actor, moment: Moment) -> Result<String, OfficeError> {
    let secret = hex::encode(rand::random::<[u8; 20]>());
    set_calendar(
        office,
        actor,
        moment,
        Some(hashed(&secret)),
        Recorded::AccountCalendarOn,
    )
    .await?;
    Ok(secret)
}

/// Closes the actor's own calendar.
pub async fn close_calendar(office: &Office, actor: &Actor, moment: Moment) -> Result<(), OfficeError> {
    set_calendar(office, actor, moment, None, Recorded::AccountCalendarOff).await
}

async fn set_calendar(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    key: Option<String>,
    act: Recorded,
) -> Result<(), OfficeError> {
    let id = actor.account.ok_or(OfficeError::Missing)?;
    transaction!(office, |tx| {
        let row = owned(&tx, actor.organ, id).await?;
        let mut changed = row.into_active_model();
        changed.calendar_key = Set(key.clone());
        bump(&mut changed.version);
        changed.update(tx.on()).await?;
        record(&tx, actor, moment, act, id, Detail::none()).await
    })
}

/// Whose calendar this secret opens; `None` when it opens none, the account is closed, or nothing is left that it may list.
pub async fn calendar_owner(office: &Office, secret: &str, from: &str) -> Result<Option<Actor>, OfficeError> {
    let row = account::Entity::find()
        .filter(account::Column::CalendarKey.eq(hashed(secret)))
        .filter(account::Column::DisabledAt.is_null())
        .one(office.on())
        .await?;
    let Some(row) = row else { return Ok(None) };
    let owner = Actor {
        account: Some(row.id),
        organ: row.organ_id,
        roles: roles_of(office.on(), row.id).await?,
        name: row.name,
        from: from.to_owned(),
    };
    // Who sees no cases may still be asked something.
    let lists = may(&owner.roles, Act::SeeCases).is_ok()
        || !askings::calendar(office, &owner, true).await?.is_empty();
    Ok(lists.then_some(owner))
}

fn hashed(secret: &str) -> String {
    hex::encode(Sm3::digest(format!("calendar {secret}")))
}
