//! The organ's units (科室、所属单位) with whoever answers there. A unit that is asked no more is closed and never deleted:
//! what it answered stays under its name.

use law::audit::{Key, Recorded};
use law::codes::WhyNot;
use law::reminders::mail_address;
use law::staff::{Act, may};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::link::end_all;
use crate::audit::{self, Detail};
use crate::entity::unit::{ActiveModel, Column, Entity, Model};
use crate::entity::{account, asking};
use crate::error::OfficeError;
use crate::ids::{AccountId, AskingId, OrganId, UnitId};
use crate::moment::{Actor, Moment};
use crate::once::Sending;
use crate::store::{Office, Tx, transaction};
use crate::text::line;

/// Most units of an organ.
const MOST: usize = 300;

/// A unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    pub id: UnitId,
    pub name: String,
    /// Who answers there.
    pub person: String,
    pub mail: Option<String>,
    pub telephone: String,
    /// Who of the desk answers for it.
    pub account: Option<AccountId>,
    pub is_closed: bool,
}

/// A unit as it is typed.
#[derive(Clone, Debug, Default)]
pub struct UnitForm {
    pub name: String,
    pub person: String,
    pub mail: String,
    pub telephone: String,
    pub account: Option<AccountId>,
}

/// The organ's units, those that are closed last.
pub async fn units(office: &Office, actor: &Actor) -> Result<Vec<Unit>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let rows = Entity::find()
        .filter(Column::OrganId.eq(actor.organ))
        .order_by_asc(Column::Id)
        .all(office.on())
        .await?;
    let mut units: Vec<Unit> = rows.into_iter().map(read).collect();
    units.sort_by_key(|unit| unit.is_closed);
    Ok(units)
}

/// The organ's accounts that may answer for a unit, by name.
pub async fn answerers(office: &Office, actor: &Actor) -> Result<Vec<(AccountId, String)>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let rows = account::Entity::find()
        .filter(account::Column::OrganId.eq(actor.organ))
        .filter(account::Column::DisabledAt.is_null())
        .order_by_asc(account::Column::Id)
        .all(office.on())
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// Adds a unit, or changes one; a closed one is opened again.
pub async fn save_unit(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    unit: Option<UnitId>,
    form: &UnitForm,
) -> Result<UnitId, OfficeError> {
    save_unit_once(office, actor, moment, unit, form, "").await
}

/// The same for a form of the desk: sent twice under one ticket it leads to the unit that it made.
pub async fn save_unit_once(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    unit: Option<UnitId>,
    form: &UnitForm,
    ticket: &str,
) -> Result<UnitId, OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    let mail = checked(form)?;
    let sending = Sending::of(office, actor, Recorded::UnitsChange.code(), ticket, &(unit, form))?;
    transaction!(office, |tx| {
        if let Some(made) = sending.made(&tx, moment).await? {
            return Ok(UnitId(made));
        }
        let there = of_organ(&tx, actor.organ).await?;
        let id = match unit {
            Some(id) if there.iter().any(|row| row.id == id) => id,
            Some(_) => return Err(OfficeError::Missing),
            None => tx.next_id(moment),
        };
        let name = line(&form.name);
        refuse_twice(&there, id, &name)?;
        if unit.is_none() && there.len() >= MOST {
            return Err(OfficeError::invalid("name", format!("单位不超过 {MOST} 个。")));
        }
        is_of_organ(&tx, actor.organ, form.account).await?;
        // A link was sent to whoever answered then: another person or address gets one of its own.
        if unit.is_some_and(|_| {
            there
                .iter()
                .any(|one| one.id == id && is_another(one, form, mail.as_deref()))
        }) {
            end_links_of(&tx, moment, id).await?;
        }
        let row = ActiveModel {
            id: Set(id),
            organ_id: Set(actor.organ),
            name: Set(name.clone()),
            person: Set(line(&form.person)),
            mail: Set(mail.clone()),
            telephone: Set(line(&form.telephone)),
            account_id: Set(form.account),
            closed_at: Set(None),
            changed_at: Set(moment.millis()),
        };
        if unit.is_some() {
            row.update(tx.on()).await?;
        } else {
            Entity::insert(row).exec_without_returning(tx.on()).await?;
        }
        let detail = Detail::none().with(Key::Name, name);
        audit::append(&tx, actor, moment, Recorded::UnitsChange, actor.organ, detail).await?;
        sending.keep(&tx, moment, id.0).await?;
        Ok(id)
    })
}

/// A unit is asked no more; what it was asked stays.
pub async fn close_unit(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    unit: UnitId,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    transaction!(office, |tx| {
        let row = owned(tx.on(), actor.organ, unit).await?;
        let detail = Detail::none()
            .with(Key::Name, row.name.as_str())
            .with(Key::IsRemoved, true);
        let mut closed: ActiveModel = row.into();
        closed.closed_at = Set(Some(moment.millis()));
        closed.changed_at = Set(moment.millis());
        closed.update(tx.on()).await?;
        end_links_of(&tx, moment, unit).await?;
        audit::append(&tx, actor, moment, Recorded::UnitsChange, actor.organ, detail).await
    })
}

/// Whether somebody else answers by this form than before.
fn is_another(before: &Model, form: &UnitForm, mail: Option<&str>) -> bool {
    before.person != line(&form.person) || before.mail.as_deref() != mail
}

/// Ends the links by which a unit may answer; what it was asked stays open.
async fn end_links_of(tx: &Tx<'_>, moment: Moment, unit: UnitId) -> Result<(), OfficeError> {
    let asked: Vec<AskingId> = asking::Entity::find()
        .select_only()
        .column(asking::Column::Id)
        .filter(asking::Column::UnitId.eq(unit))
        .into_tuple()
        .all(tx.on())
        .await?;
    for one in asked {
        end_all(tx, moment, one).await?;
    }
    Ok(())
}

/// The units that an account answers for.
pub(super) async fn of_account(
    on: &impl ConnectionTrait,
    organ: OrganId,
    account: AccountId,
) -> Result<Vec<UnitId>, OfficeError> {
    let query = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::OrganId.eq(organ))
        .filter(Column::AccountId.eq(account));
    Ok(query.into_tuple().all(on).await?)
}

pub(super) async fn owned(
    on: &impl ConnectionTrait,
    organ: OrganId,
    unit: UnitId,
) -> Result<Model, OfficeError> {
    let query = Entity::find_by_id(unit).filter(Column::OrganId.eq(organ));
    query.one(on).await?.ok_or(OfficeError::Missing)
}

/// The address it is written to, where one is given.
fn checked(form: &UnitForm) -> Result<Option<String>, OfficeError> {
    let mut wrong = Vec::new();
    let name = line(&form.name);
    if name.is_empty() || name.chars().count() > 60 {
        wrong.push(WhyNot::new("name", "请填写科室、单位的名称，不超过 60 字。"));
    }
    for (field, text) in [("person", &form.person), ("telephone", &form.telephone)] {
        if text.chars().count() > 60 {
            wrong.push(WhyNot::new(field, "不超过 60 字。"));
        }
    }
    let mail = line(&form.mail);
    let mail = match (mail.is_empty(), mail_address(&mail)) {
        (true, _) => None,
        (false, Ok(address)) => Some(address),
        (false, Err(why)) => {
            wrong.push(WhyNot::new("mail", why.to_string()));
            None
        }
    };
    OfficeError::of_fields(wrong)?;
    Ok(mail)
}

async fn of_organ(tx: &Tx<'_>, organ: OrganId) -> Result<Vec<Model>, OfficeError> {
    let query = Entity::find().filter(Column::OrganId.eq(organ));
    Ok(query.all(tx.on()).await?)
}

fn refuse_twice(there: &[Model], id: UnitId, name: &str) -> Result<(), OfficeError> {
    if there.iter().any(|row| row.id != id && row.name == name) {
        let message = "名单中已经有同名的科室、单位，请直接修改那一条。";
        return Err(OfficeError::invalid("name", message));
    }
    Ok(())
}

async fn is_of_organ(tx: &Tx<'_>, organ: OrganId, account: Option<AccountId>) -> Result<(), OfficeError> {
    let Some(account) = account else { return Ok(()) };
    let query = account::Entity::find_by_id(account)
        .filter(account::Column::OrganId.eq(organ))
        .filter(account::Column::DisabledAt.is_null());
    if query.one(tx.on()).await?.is_none() {
        return Err(OfficeError::invalid("account", "请选择本机关在用的账号。"));
    }
    Ok(())
}

fn read(row: Model) -> Unit {
    Unit {
        id: row.id,
        name: row.name,
        person: row.person,
        mail: row.mail,
        telephone: row.telephone,
        account: row.account_id,
        is_closed: row.closed_at.is_some(),
    }
}
