//! The halls of an organ: set up, changed, ended. One that somebody came to is never deleted. What the public reads of them names nobody.

use law::audit::Recorded;
use law::calendar::typed_day;
use law::codes::WhyNot;
use law::halls::{Closure, Hours, TypedHours};
use law::staff::{Act, may};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use super::damaged;
use crate::audit::{self, Detail};
use crate::cases::stored_day;
use crate::changes;
use crate::entity::hall::{ActiveModel, Column, Entity, Model};
use crate::error::OfficeError;
use crate::ids::{HallId, OrganId};
use crate::moment::{Actor, Moment};
use crate::once::Sending;
use crate::store::{Office, Tx, transaction};
use crate::text::{line, optional, paragraphs};
use crate::versioned::{bump, held};

/// A hall.
#[derive(Clone, Debug)]
pub struct Hall {
    pub id: HallId,
    pub name: String,
    pub address: String,
    pub way_there: String,
    pub phone: String,
    /// As they are typed, and as they are read.
    pub typed_hours: TypedHours,
    pub hours: Hours,
    pub services: Vec<String>,
    pub equipment: Vec<String>,
    /// 查阅须知
    pub notice: String,
    /// Announced days without service.
    pub closure: Option<Closure>,
    pub is_ended: bool,
    pub version: i64,
}

/// What is typed of a hall.
#[derive(Clone, Debug, Default)]
pub struct HallForm {
    pub name: String,
    pub address: String,
    pub way_there: String,
    pub phone: String,
    pub hours: TypedHours,
    /// A thing a line.
    pub services: String,
    pub equipment: String,
    pub notice: String,
    pub closed_from: String,
    pub closed_until: String,
    pub closed_why: String,
    pub is_ended: bool,
}

fn lines(text: Option<&str>) -> Vec<String> {
    let lines = text.unwrap_or_default().lines().map(str::trim);
    lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

impl TryFrom<Model> for Hall {
    type Error = OfficeError;

    fn try_from(row: Model) -> Result<Self, OfficeError> {
        let typed_hours = TypedHours {
            summer: row.hours_summer,
            winter: row.hours_winter.unwrap_or_default(),
            summer_from: row.summer_from.unwrap_or_default(),
            winter_from: row.winter_from.unwrap_or_default(),
            days: row.open_days,
        };
        let hours = Hours::read(&typed_hours).map_err(|_wrong| damaged("hall", row.id.0, "hours"))?;
        let closure = match (row.closed_from, row.closed_until) {
            (Some(from), Some(to)) => Some(Closure {
                from: stored_day(&from)?,
                to: stored_day(&to)?,
                reason: row.closed_why.unwrap_or_default(),
            }),
            _ => None,
        };
        Ok(Self {
            id: row.id,
            name: row.name,
            address: row.address,
            way_there: row.way_there.unwrap_or_default(),
            phone: row.phone.unwrap_or_default(),
            typed_hours,
            hours,
            services: lines(row.services.as_deref()),
            equipment: lines(row.equipment.as_deref()),
            notice: row.notice.unwrap_or_default(),
            closure,
            is_ended: row.is_ended,
            version: row.version,
        })
    }
}

/// The organ's halls, those that ended last.
pub async fn halls(office: &Office, actor: &Actor) -> Result<Vec<Hall>, OfficeError> {
    may(&actor.roles, Act::SeeHalls)?;
    let rows = Entity::find()
        .filter(Column::OrganId.eq(actor.organ))
        .order_by_asc(Column::IsEnded)
        .order_by_asc(Column::Id);
    rows.all(office.on())
        .await?
        .into_iter()
        .map(Hall::try_from)
        .collect()
}

/// One of them.
pub async fn hall(office: &Office, actor: &Actor, id: HallId) -> Result<Option<Hall>, OfficeError> {
    may(&actor.roles, Act::SeeHalls)?;
    let query = Entity::find_by_id(id).filter(Column::OrganId.eq(actor.organ));
    query.one(office.on()).await?.map(Hall::try_from).transpose()
}

/// The halls as the public may read of them: where they are, when they are open, what is done there.
pub async fn halls_for_public(office: &Office, organ: OrganId) -> Result<Vec<Hall>, OfficeError> {
    let rows = Entity::find()
        .filter(Column::OrganId.eq(organ))
        .filter(Column::IsEnded.eq(false))
        .order_by_asc(Column::Id);
    rows.all(office.on())
        .await?
        .into_iter()
        .map(Hall::try_from)
        .collect()
}

/// What was typed, read.
struct Checked {
    name: String,
    address: String,
    closure: Option<Closure>,
}

fn checked(form: &HallForm) -> Result<Checked, OfficeError> {
    let mut wrong = Vec::new();
    let name = line(&form.name);
    if name.is_empty() || name.chars().count() > 40 {
        wrong.push(WhyNot::new("name", "请填写大厅名称，不超过 40 字，例如“南厅”。"));
    }
    let address = line(&form.address);
    if address.is_empty() {
        wrong.push(WhyNot::new("address", "请填写大厅地址，公众按它找来。"));
    }
    if let Err(why) = Hours::read(&form.hours) {
        wrong.extend(why);
    }
    let closure = closure(form, &mut wrong);
    OfficeError::of_fields(wrong)?;
    Ok(Checked {
        name,
        address,
        closure,
    })
}

fn closure(form: &HallForm, wrong: &mut Vec<WhyNot>) -> Option<Closure> {
    let typed = [&form.closed_from, &form.closed_until, &form.closed_why];
    if typed.iter().all(|text| line(text).is_empty()) {
        return None;
    }
    let mut day = |field, text: &str| {
        let day = typed_day(text);
        if day.is_none() {
            let why = "暂停服务请填写起日和止日，按“年-月-日”。";
            wrong.push(WhyNot::new(field, why));
        }
        day
    };
    let from = day("closed_from", &form.closed_from);
    let to = day("closed_until", &form.closed_until);
    let reason = line(&form.closed_why);
    if reason.is_empty() {
        wrong.push(WhyNot::new("closed_why", "请写明暂停服务的原因，网站照此告知。"));
    }
    let (from, to) = from.zip(to)?;
    if to < from {
        wrong.push(WhyNot::new("closed_until", "暂停服务的止日早于起日，请核对。"));
    }
    Some(Closure { from, to, reason })
}

async fn refuse_taken_name(
    tx: &Tx<'_>,
    organ: OrganId,
    name: &str,
    own: Option<HallId>,
) -> Result<(), OfficeError> {
    let query = Entity::find().filter(Column::OrganId.eq(organ));
    let same = query.filter(Column::Name.eq(name)).all(tx.on()).await?;
    if same.iter().any(|row| Some(row.id) != own) {
        return Err(OfficeError::invalid("name", "已有同名的大厅，请换一个名称。"));
    }
    Ok(())
}

fn fill(row: &mut ActiveModel, form: &HallForm, checked: &Checked, moment: Moment) {
    let closure = checked.closure.as_ref();
    row.name = Set(checked.name.clone());
    row.address = Set(checked.address.clone());
    row.way_there = Set(optional(&form.way_there));
    row.phone = Set(optional(&form.phone));
    row.hours_summer = Set(line(&form.hours.summer));
    row.hours_winter = Set(optional(&form.hours.winter));
    row.summer_from = Set(optional(&form.hours.summer_from));
    row.winter_from = Set(optional(&form.hours.winter_from));
    row.open_days = Set(form.hours.days.clone());
    let long = |text: &str| Some(paragraphs(text)).filter(|text| !text.is_empty());
    row.services = Set(long(&form.services));
    row.equipment = Set(long(&form.equipment));
    row.notice = Set(long(&form.notice));
    row.closed_from = Set(closure.map(|one| one.from.to_string()));
    row.closed_until = Set(closure.map(|one| one.to.to_string()));
    row.closed_why = Set(closure.map(|one| one.reason.clone()));
    row.is_ended = Set(form.is_ended);
    bump(&mut row.version);
    row.changed_at = Set(moment.millis());
}

/// Sets up a hall.
pub async fn add_hall(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    form: &HallForm,
    ticket: &str,
) -> Result<HallId, OfficeError> {
    may(&actor.roles, Act::ManageHalls)?;
    let checked = checked(form)?;
    let sending = Sending::of(office, actor, Recorded::HallsSave.code(), ticket, form)?;
    transaction!(office, |tx| {
        if let Some(made) = sending.made(&tx, moment).await? {
            return Ok(HallId(made));
        }
        refuse_taken_name(&tx, actor.organ, &checked.name, None).await?;
        let id: HallId = tx.next_id(moment);
        let mut row = ActiveModel {
            id: Set(id),
            organ_id: Set(actor.organ),
            created_at: Set(moment.millis()),
            ..Default::default()
        };
        fill(&mut row, form, &checked, moment);
        Entity::insert(row).exec(tx.on()).await?;
        sending.keep(&tx, moment, id.0).await?;
        record(&tx, actor, moment, id).await?;
        Ok(id)
    })
}

/// Changes what is known of a hall; ended, it is shown to nobody and takes in no visit.
pub async fn save_hall(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    (id, version): (HallId, i64),
    form: &HallForm,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::ManageHalls)?;
    let checked = checked(form)?;
    transaction!(office, |tx| {
        let row = held(&tx, actor, id, version).await?;
        refuse_taken_name(&tx, actor.organ, &checked.name, Some(id)).await?;
        let mut row = row.into_active_model();
        fill(&mut row, form, &checked, moment);
        row.update(tx.on()).await?;
        record(&tx, actor, moment, id).await
    })
}

async fn record(tx: &Tx<'_>, actor: &Actor, moment: Moment, id: HallId) -> Result<(), OfficeError> {
    audit::append(tx, actor, moment, Recorded::HallsSave, id, Detail::none()).await?;
    // The organ's public pages speak of its halls.
    changes::note(tx, moment, actor.organ).await
}
