//! Whom a reminder goes to: the people of an organ whose account is open and has a mail address.

use law::staff::{Act, Role, Roles, may};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::entity::{account, account_role};
use crate::error::OfficeError;
use crate::ids::{AccountId, OrganId};

/// Someone who can be written to. Not to be logged.
pub(super) struct Recipient {
    pub account: AccountId,
    pub name: String,
    pub mail: String,
    pub roles: Roles,
    /// Whose deputy they are.
    pub stands_in_for: Vec<AccountId>,
}

impl Recipient {
    pub fn handles_cases(&self) -> bool {
        may(&self.roles, Act::HandleCases).is_ok()
    }

    pub fn handles_matters(&self) -> bool {
        may(&self.roles, Act::HandleMatters).is_ok()
    }

    pub fn checks_matters(&self) -> bool {
        may(&self.roles, Act::CheckMatters).is_ok()
    }

    pub fn signs_cases(&self) -> bool {
        may(&self.roles, Act::SignCases).is_ok()
    }
}

/// Whether this person is told of a case that `handler` handles: as its handler, as their deputy, and as any clerk where
/// nobody handles it, or nobody of these two can be written to.
pub(super) fn answers_for(people: &[Recipient], person: &Recipient, handler: Option<AccountId>) -> bool {
    is_asked(people, person, handler, Recipient::handles_cases)
}

/// The same of whatever is handled by those who are able to: cases or matters.
pub(super) fn is_asked(
    people: &[Recipient],
    person: &Recipient,
    handler: Option<AccountId>,
    is_able: impl Fn(&Recipient) -> bool,
) -> bool {
    if !is_able(person) {
        return false;
    }
    let Some(handler) = handler else { return true };
    let is_theirs =
        |one: &Recipient| one.account == handler || (is_able(one) && one.stands_in_for.contains(&handler));
    is_theirs(person) || !people.iter().any(is_theirs)
}

/// The organ's people with a mail address, by account.
pub(super) async fn people(on: &impl ConnectionTrait, organ: OrganId) -> Result<Vec<Recipient>, OfficeError> {
    let rows = account::Entity::find()
        .filter(account::Column::OrganId.eq(organ))
        .filter(account::Column::DisabledAt.is_null())
        .filter(account::Column::Mail.is_not_null())
        .order_by_asc(account::Column::Id)
        .all(on)
        .await?;
    let held = account_role::Entity::find()
        .filter(account_role::Column::AccountId.is_in(rows.iter().map(|row| row.id)))
        .all(on)
        .await?;
    let roles_of = |account: AccountId| -> Roles {
        let theirs = held.iter().filter(|role| role.account_id == account);
        theirs.filter_map(|role| Role::from_code(&role.role)).collect()
    };
    let represented = account::Entity::find()
        .filter(account::Column::OrganId.eq(organ))
        .filter(account::Column::DeputyId.is_not_null())
        .all(on)
        .await?;
    let stands_in_for = |deputy: AccountId| -> Vec<AccountId> {
        let theirs = represented.iter().filter(|row| row.deputy_id == Some(deputy));
        theirs.map(|row| row.id).collect()
    };
    let recipient = |row: account::Model| {
        Some(Recipient {
            account: row.id,
            stands_in_for: stands_in_for(row.id),
            roles: roles_of(row.id),
            name: row.name,
            mail: row.mail?,
        })
    };
    Ok(rows.into_iter().filter_map(recipient).collect())
}

/// Those of them who handle cases.
pub(super) async fn clerks(on: &impl ConnectionTrait, organ: OrganId) -> Result<Vec<Recipient>, OfficeError> {
    let mut people = people(on, organ).await?;
    people.retain(Recipient::handles_cases);
    Ok(people)
}
