//! Who of an organ is at work: every account that may sign in, with its roles.

use law::staff::Roles;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::roles_of_all;
use crate::entity::account;
use crate::error::OfficeError;
use crate::ids::{AccountId, OrganId};

/// Each person's account and roles, in the order the accounts were opened.
pub(crate) async fn at_work(
    on: &impl ConnectionTrait,
    organ: OrganId,
) -> Result<Vec<(i64, Roles)>, OfficeError> {
    let accounts: Vec<AccountId> = account::Entity::find()
        .select_only()
        .column(account::Column::Id)
        .filter(account::Column::OrganId.eq(organ))
        .filter(account::Column::DisabledAt.is_null())
        .into_tuple()
        .all(on)
        .await?;
    let people = roles_of_all(on, accounts).await?;
    Ok(people.into_iter().map(|(id, roles)| (id.0, roles)).collect())
}
