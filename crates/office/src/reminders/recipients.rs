//! Whom a reminder goes to: the people who handle an organ's cases, whose account is open and has a mail address.

use std::collections::BTreeSet;

use law::staff::{Act, Role, Roles, may};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::entity::{account, account_role};
use crate::error::OfficeError;
use crate::ids::{AccountId, OrganId};

/// A clerk who can be written to. Not to be logged.
pub(super) struct Recipient {
    pub account: AccountId,
    pub name: String,
    pub mail: String,
}

/// The organ's clerks with a mail address, by account.
pub(super) async fn clerks(on: &impl ConnectionTrait, organ: OrganId) -> Result<Vec<Recipient>, OfficeError> {
    let handles = |role: &&Role| may(&Roles::from([**role]), Act::HandleCases).is_ok();
    let roles = Role::ALL.iter().filter(handles).map(|role| role.code());
    let held = account_role::Entity::find()
        .filter(account_role::Column::Role.is_in(roles))
        .all(on)
        .await?;
    let ids: BTreeSet<AccountId> = held.into_iter().map(|role| role.account_id).collect();
    let rows = account::Entity::find()
        .filter(account::Column::OrganId.eq(organ))
        .filter(account::Column::Id.is_in(ids))
        .filter(account::Column::DisabledAt.is_null())
        .filter(account::Column::Mail.is_not_null())
        .order_by_asc(account::Column::Id)
        .all(on)
        .await?;
    let recipient = |row: account::Model| {
        Some(Recipient {
            account: row.id,
            name: row.name,
            mail: row.mail?,
        })
    };
    Ok(rows.into_iter().filter_map(recipient).collect())
}
