//! Who takes the open cases of somebody who can't handle them any more: an account that is closed, or loses the role. None is
//! left with whoever does not see it (条例第三十三条: a period runs on whoever is away).

use jiff::Timestamp;
use law::audit::{Key, Recorded};
use law::staff::{Act, Role, may};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use sea_orm::{ConnectionTrait, PaginatorTrait, QueryOrder, Select};

use super::failures;
use crate::audit::{self, Detail};
use crate::cases::is_open_case;
use crate::entity::{account, account_role, request_case};
use crate::error::OfficeError;
use crate::ids::{AccountId, OrganId};
use crate::moment::{Actor, Moment};
use crate::store::{Office, Tx, transaction};
use crate::versioned::{bump, owned};

/// How many open cases this account of the organ handles.
pub async fn open_cases(office: &Office, actor: &Actor, of: AccountId) -> Result<u64, OfficeError> {
    may_ask(actor)?;
    Ok(handled(actor.organ, of).count(office.on()).await?)
}

/// Who may take them: the others of the organ who handle cases, by name.
pub async fn successors(
    office: &Office,
    actor: &Actor,
    of: AccountId,
) -> Result<Vec<(AccountId, String)>, OfficeError> {
    may_ask(actor)?;
    able(office.on(), actor.organ, of).await
}

/// Whoever closes accounts, or takes roles away.
fn may_ask(actor: &Actor) -> Result<(), OfficeError> {
    may(&actor.roles, Act::AssignRoles).or_else(|_| may(&actor.roles, Act::ManageAccounts))?;
    Ok(())
}

/// Gives the open cases of an account to somebody who handles cases, or to nobody, while it stays open: it is locked, or its person
/// is away for long.
pub async fn hand_over_cases(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    of: AccountId,
    to: Option<AccountId>,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::ManageAccounts)?;
    transaction!(office, |tx| {
        owned(&tx, actor.organ, of).await?;
        hand_over(&tx, actor, moment, of, to).await
    })
}

/// An account that is locked after too many failures and handles open cases: nobody sees them for as long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockedHandler {
    pub account: AccountId,
    pub name: String,
    pub cases: u64,
    /// Until when it is locked now.
    pub until: Timestamp,
    /// It has been for so long that somebody else takes them.
    pub is_long: bool,
}

/// Those accounts of the organ, by name.
pub async fn locked_handlers(
    office: &Office,
    actor: &Actor,
    moment: Moment,
) -> Result<Vec<LockedHandler>, OfficeError> {
    may(&actor.roles, Act::ManageAccounts)?;
    let rows = account::Entity::find()
        .filter(account::Column::OrganId.eq(actor.organ))
        .filter(account::Column::DisabledAt.is_null())
        .order_by_asc(account::Column::Name)
        .all(office.on())
        .await?;
    let logins = rows.iter().map(|row| row.login.as_str());
    let locks = failures::locked_logins(office.on(), moment, logins).await?;
    let mut found = Vec::new();
    for row in &rows {
        let Some(lock) = locks.get(&row.login) else {
            continue;
        };
        let cases = handled(actor.organ, row.id).count(office.on()).await?;
        if cases > 0 {
            found.push(LockedHandler {
                account: row.id,
                name: row.name.clone(),
                cases,
                until: lock.until,
                is_long: lock.is_long,
            });
        }
    }
    Ok(found)
}

async fn able(
    on: &impl ConnectionTrait,
    organ: OrganId,
    of: AccountId,
) -> Result<Vec<(AccountId, String)>, OfficeError> {
    let clerks = account_role::Entity::find()
        .filter(account_role::Column::Role.eq(Role::RequestClerk.code()))
        .all(on)
        .await?;
    let rows = account::Entity::find()
        .filter(account::Column::OrganId.eq(organ))
        .filter(account::Column::Id.is_in(clerks.into_iter().map(|role| role.account_id)))
        .filter(account::Column::Id.ne(of))
        .filter(account::Column::DisabledAt.is_null())
        .all(on)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

fn handled(organ: OrganId, by: AccountId) -> Select<request_case::Entity> {
    request_case::Entity::find()
        .filter(request_case::Column::OrganId.eq(organ))
        .filter(request_case::Column::AssignedTo.eq(by))
        .filter(is_open_case())
}

/// Refuses to go on while the account handles open cases.
pub(super) async fn refuse_while_handling(
    tx: &Tx<'_>,
    actor: &Actor,
    of: AccountId,
) -> Result<(), OfficeError> {
    let count = handled(actor.organ, of).count(tx.on()).await?;
    if count == 0 {
        return Ok(());
    }
    Err(OfficeError::invalid(
        "successor",
        format!("此人还有 {count} 件申请没有办结，请选择由谁接办。"),
    ))
}

/// Gives the open cases of the account to somebody who handles cases, or to nobody: then every clerk is told of them.
pub(super) async fn hand_over(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    of: AccountId,
    to: Option<AccountId>,
) -> Result<(), OfficeError> {
    if let Some(to) = to
        && !able(tx.on(), actor.organ, of)
            .await?
            .iter()
            .any(|(id, _)| *id == to)
    {
        return Err(OfficeError::invalid(
            "successor",
            "接办的人应当有经办申请的角色，并且没有停用，请重新选择。",
        ));
    }
    for row in handled(actor.organ, of).all(tx.on()).await? {
        let id = row.id;
        let mut changed = row.into_active_model();
        changed.assigned_to = Set(to);
        bump(&mut changed.version);
        changed.changed_at = Set(moment.millis());
        changed.update(tx.on()).await?;
        let detail = Detail::none().with(Key::To, to.map(|account| account.0));
        audit::append(tx, actor, moment, Recorded::CasesAssign, id, detail).await?;
    }
    Ok(())
}
