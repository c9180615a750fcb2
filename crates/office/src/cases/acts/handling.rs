//! Who handles a case.

use law::audit::{Key, Recorded};
use law::staff::{Act, may};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use crate::audit::{self, Detail};
use crate::entity::{account, account_role};
use crate::error::OfficeError;
use crate::ids::{AccountId, CaseId};
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
        if let Some(to) = to {
            let query = account::Entity::find_by_id(to).filter(account::Column::OrganId.eq(actor.organ));
            if query.one(tx.on()).await?.is_none() {
                return Err(OfficeError::invalid("assigned_to", "没有这个人，请重新选择。"));
            }
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
    let held = account_role::Entity::find()
        .filter(account_role::Column::Role.eq(law::staff::Role::RequestClerk.code()))
        .all(office.on())
        .await?;
    let rows = account::Entity::find()
        .filter(account::Column::OrganId.eq(actor.organ))
        .filter(account::Column::Id.is_in(held.into_iter().map(|role| role.account_id)))
        .filter(account::Column::DisabledAt.is_null())
        .order_by_asc(account::Column::Id)
        .all(office.on())
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}
