//! In whose hands a matter is: to whom it may be given, who may take it, and who may go on with it. Exactly one is responsible at every
//! moment; a deputy stands in for whoever is away.

use law::matters::INTAKE;
use law::staff::{Act, Role, Roles, may};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::entity::{account, account_role, matter, unit};
use crate::error::OfficeError;
use crate::ids::{AccountId, OrganId, UnitId};
use crate::moment::Actor;
use crate::store::Office;

/// Somebody of the organ who handles matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub account: AccountId,
    /// The name, told apart from another of that name.
    pub label: String,
}

/// To whom a matter is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    Person(AccountId),
    Unit(UnitId),
}

impl Target {
    /// As a form sends it: `person 7`, `unit 9`.
    pub fn read(text: &str) -> Option<Self> {
        match text.split_once(' ')? {
            ("person", id) => id.parse().ok().map(Self::Person),
            ("unit", id) => id.parse().ok().map(Self::Unit),
            _ => None,
        }
    }

    /// The same for a form.
    pub fn code(self) -> String {
        match self {
            Self::Person(id) => format!("person {id}"),
            Self::Unit(id) => format!("unit {id}"),
        }
    }
}

/// Whom a matter may be given to: units first, then people; each with what the record will call it.
pub async fn targets(office: &Office, actor: &Actor) -> Result<Vec<(Target, String)>, OfficeError> {
    may(&actor.roles, Act::SeeMatters)?;
    let units = units(office.on(), actor.organ).await?.into_iter();
    let people = people(office.on(), actor.organ).await?.into_iter();
    let units = units.map(|row| (Target::Unit(row.id), row.name));
    let people = people.map(|one| (Target::Person(one.account), one.label));
    Ok(units.chain(people).collect())
}

async fn units(on: &impl ConnectionTrait, organ: OrganId) -> Result<Vec<unit::Model>, OfficeError> {
    let rows = unit::Entity::find()
        .filter(unit::Column::OrganId.eq(organ))
        .filter(unit::Column::ClosedAt.is_null())
        .order_by_asc(unit::Column::Id);
    Ok(rows.all(on).await?)
}

/// The people of an organ who handle matters, by account.
async fn people(on: &impl ConnectionTrait, organ: OrganId) -> Result<Vec<Person>, OfficeError> {
    let rows = account::Entity::find()
        .filter(account::Column::OrganId.eq(organ))
        .filter(account::Column::DisabledAt.is_null())
        .order_by_asc(account::Column::Id)
        .all(on)
        .await?;
    let held = account_role::Entity::find()
        .filter(account_role::Column::AccountId.is_in(rows.iter().map(|row| row.id)))
        .all(on)
        .await?;
    let handles = |account: AccountId| {
        let theirs = held.iter().filter(|role| role.account_id == account);
        let roles: Roles = theirs.filter_map(|role| Role::from_code(&role.role)).collect();
        may(&roles, Act::HandleMatters).is_ok()
    };
    let is_alone = |name: &str| rows.iter().filter(|row| row.name == name).count() == 1;
    let person = |row: &account::Model| Person {
        account: row.id,
        label: if is_alone(&row.name) {
            row.name.clone()
        } else {
            format!("{}（{}）", row.name, row.login)
        },
    };
    Ok(rows.iter().filter(|row| handles(row.id)).map(person).collect())
}

/// What the record calls the target, and the account that is asked; nobody's where a unit has none at the desk.
pub(super) async fn named(
    on: &impl ConnectionTrait,
    organ: OrganId,
    target: Target,
) -> Result<(String, Option<AccountId>), OfficeError> {
    let gone = || OfficeError::invalid("to", "所选的单位或者人员已经停用，请重新选择。");
    match target {
        Target::Person(account) => {
            let people = people(on, organ).await?;
            let found = people.into_iter().find(|one| one.account == account);
            found.map(|one| (one.label, Some(account))).ok_or_else(gone)
        }
        Target::Unit(id) => {
            let units = units(on, organ).await?;
            let found = units.into_iter().find(|one| one.id == id).ok_or_else(gone)?;
            let people = people(on, organ).await?;
            let is_at_desk = |account: &AccountId| people.iter().any(|one| one.account == *account);
            Ok((found.name, found.account_id.filter(is_at_desk)))
        }
    }
}

/// What the record calls the actor.
pub(super) async fn own_label(on: &impl ConnectionTrait, actor: &Actor) -> Result<String, OfficeError> {
    let people = people(on, actor.organ).await?;
    let own = people.into_iter().find(|one| Some(one.account) == actor.account);
    Ok(own.map_or_else(|| actor.name.clone(), |one| one.label))
}

/// Whether the actor is that person, or their deputy.
async fn stands_for(
    on: &impl ConnectionTrait,
    actor: &Actor,
    person: AccountId,
) -> Result<bool, OfficeError> {
    let Some(own) = actor.account else {
        return Ok(true);
    };
    if own == person {
        return Ok(true);
    }
    let row = account::Entity::find_by_id(person).one(on).await?;
    Ok(row.is_some_and(|row| row.deputy_id == Some(own)))
}

/// Refuses whoever is not responsible for it: it is theirs, their principal's, or nobody has taken it yet.
pub(super) async fn refuse_others(
    on: &impl ConnectionTrait,
    actor: &Actor,
    row: &matter::Model,
) -> Result<(), OfficeError> {
    let is_theirs = match row.owner_id {
        Some(owner) => stands_for(on, actor, owner).await?,
        None => true,
    };
    if is_theirs {
        return Ok(());
    }
    let owner = row.owner.as_deref().unwrap_or(INTAKE);
    let why = format!("本件现由{owner}负责，请由其办理；需要换人的，请重新交办或者移交。");
    Err(OfficeError::invalid("", why))
}

/// Refuses whoever was not asked to take it.
pub(super) async fn refuse_unasked(
    on: &impl ConnectionTrait,
    actor: &Actor,
    row: &matter::Model,
) -> Result<(), OfficeError> {
    let is_asked = match row.offered_id {
        Some(asked) => stands_for(on, actor, asked).await?,
        None => true,
    };
    if is_asked {
        return Ok(());
    }
    let to = row.offered_to.as_deref().unwrap_or_default();
    Err(OfficeError::invalid(
        "",
        format!("本件交给了{to}，请由其签收或者退回。"),
    ))
}
