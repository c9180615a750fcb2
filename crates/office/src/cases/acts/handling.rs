//! Who handles a case.

use law::audit::{Key, Recorded};
use law::staff::{Act, may};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder,
};

use crate::audit::{self, Detail};
use crate::entity::{account, account_role};
use crate::error::OfficeError;
use crate::ids::{AccountId, CaseId, OrganId};
use crate::moment::{Actor, Moment};
use crate::store::{Office, transaction};
use crate::versioned::{bump, held};

/// Gives the case to someone of the organ to handle, or to nobody.
pub async fn assign(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    version: i64,
    to: Option<AccountId>,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    transaction!(office, |tx| {
        let held = held(&tx, actor, case, version).await?;
        // Whoever can't sign in, or can't handle cases, would leave it lying.
        if let Some(to) = to
            && !handling(tx.on(), actor.organ)
                .await?
                .iter()
                .any(|one| one.id == to)
        {
            let why = "这个账号不能办理依申请公开（没有这项角色，或者已经停用），请重新选择。";
            return Err(OfficeError::invalid("assigned_to", why));
        }
        let mut changed = held.into_active_model();
        changed.assigned_to = Set(to);
        bump(&mut changed.version);
        changed.changed_at = Set(moment.millis());
        changed.update(tx.on()).await?;
        let detail = Detail::none().with(Key::To, to.map(|account| account.0));
        audit::append(&tx, actor, moment, Recorded::CasesAssign, case, detail).await
    })
}

/// The people of the organ who may handle cases, by name.
pub async fn handlers(office: &Office, actor: &Actor) -> Result<Vec<(AccountId, String)>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let rows = handling(office.on(), actor.organ).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// The open accounts of an organ that handle cases.
async fn handling(on: &impl ConnectionTrait, organ: OrganId) -> Result<Vec<account::Model>, OfficeError> {
    let held = account_role::Entity::find()
        .filter(account_role::Column::Role.eq(law::staff::Role::RequestClerk.code()))
        .all(on)
        .await?;
    let rows = account::Entity::find()
        .filter(account::Column::OrganId.eq(organ))
        .filter(account::Column::Id.is_in(held.into_iter().map(|role| role.account_id)))
        .filter(account::Column::DisabledAt.is_null())
        .order_by_asc(account::Column::Id);
    Ok(rows.all(on).await?)
}
