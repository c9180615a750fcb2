//! Paper copies to be read at a hall (查阅本): received, kept on a shelf, taken away; with the list they were handed over by (移送清单).

use jiff::civil::Date;
use law::audit::{Key, Recorded};
use law::calendar::{typed_count, typed_day};
use law::codes::WhyNot;
use law::staff::{Act, may};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use crate::audit::{self, Detail};
use crate::cases::stored_day;
use crate::entity::hall_copy::{ActiveModel, Column, Entity};
use crate::error::OfficeError;
use crate::ids::{HallCopyId, HallId};
use crate::moment::{Actor, Moment};
use crate::once::Sending;
use crate::store::{Office, transaction};
use crate::text::{line, optional, reason};
use crate::versioned::owned;

/// What lies at a hall to be read.
#[derive(Clone, Debug)]
pub struct ReadingCopy {
    pub id: HallCopyId,
    pub title: String,
    pub document_number: String,
    pub copies: i64,
    pub shelf: String,
    pub hand_over: String,
    pub received_on: Date,
    /// Why it was taken away.
    pub ended_why: Option<String>,
}

/// What is typed of it.
#[derive(Clone, Debug, Default)]
pub struct CopyForm {
    pub title: String,
    pub document_number: String,
    pub copies: String,
    pub shelf: String,
    pub hand_over: String,
    pub received_on: String,
}

/// The copies of a hall, what was taken away last.
pub async fn copies(office: &Office, actor: &Actor, hall: HallId) -> Result<Vec<ReadingCopy>, OfficeError> {
    may(&actor.roles, Act::SeeHalls)?;
    let rows = Entity::find()
        .filter(Column::OrganId.eq(actor.organ))
        .filter(Column::HallId.eq(hall))
        .order_by_desc(Column::ReceivedOn)
        .order_by_desc(Column::Id)
        .all(office.on())
        .await?;
    let read = |row: crate::entity::hall_copy::Model| -> Result<ReadingCopy, OfficeError> {
        let ended_why = row.ended_at.map(|_at| row.ended_why.unwrap_or_default());
        Ok(ReadingCopy {
            id: row.id,
            title: row.title,
            document_number: row.document_number.unwrap_or_default(),
            copies: row.copies,
            shelf: row.shelf.unwrap_or_default(),
            hand_over: row.hand_over.unwrap_or_default(),
            received_on: stored_day(&row.received_on)?,
            ended_why,
        })
    };
    let mut copies: Vec<ReadingCopy> = rows.into_iter().map(read).collect::<Result<_, _>>()?;
    copies.sort_by_key(|copy| copy.ended_why.is_some());
    Ok(copies)
}

fn checked(form: &CopyForm, today: Date) -> Result<(String, i64, Date), OfficeError> {
    let mut wrong = Vec::new();
    let title = line(&form.title);
    if title.is_empty() {
        wrong.push(WhyNot::new("title", "请填写查阅本的名称。"));
    }
    let copies = typed_count::<i64>(&form.copies).filter(|copies| (1..=9999).contains(copies));
    if copies.is_none() {
        wrong.push(WhyNot::new("copies", "“份数”请填写整数，例如 2。"));
    }
    let received_on = match line(&form.received_on).as_str() {
        "" => Some(today),
        typed => typed_day(typed).filter(|day| *day <= today),
    };
    if received_on.is_none() {
        let why = "收到日期请按“年-月-日”填写，不能晚于今天。";
        wrong.push(WhyNot::new("received_on", why));
    }
    OfficeError::of_fields(wrong)?;
    Ok((title, copies.unwrap_or(1), received_on.unwrap_or(today)))
}

/// Registers a copy that came to the hall.
pub async fn add_copy(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    hall: HallId,
    form: &CopyForm,
    ticket: &str,
) -> Result<HallCopyId, OfficeError> {
    may(&actor.roles, Act::RegisterVisits)?;
    let (title, copies, received_on) = checked(form, moment.today)?;
    let sending = Sending::of(office, actor, Recorded::HallsCopy.code(), ticket, &(hall, form))?;
    transaction!(office, |tx| {
        if let Some(made) = sending.made(&tx, moment).await? {
            return Ok(HallCopyId(made));
        }
        owned(&tx, actor.organ, hall).await?;
        let id: HallCopyId = tx.next_id(moment);
        let row = ActiveModel {
            id: Set(id),
            organ_id: Set(actor.organ),
            hall_id: Set(hall),
            title: Set(title.clone()),
            document_number: Set(optional(&form.document_number)),
            copies: Set(copies),
            shelf: Set(optional(&form.shelf)),
            hand_over: Set(optional(&form.hand_over)),
            received_on: Set(received_on.to_string()),
            ended_at: Set(None),
            ended_why: Set(None),
            created_at: Set(moment.millis()),
        };
        Entity::insert(row).exec(tx.on()).await?;
        sending.keep(&tx, moment, id.0).await?;
        let detail = Detail::none().with(Key::Title, title.as_str());
        audit::append(&tx, actor, moment, Recorded::HallsCopy, hall, detail).await?;
        Ok(id)
    })
}

/// Takes a copy away, once, with why: repealed, worn, replaced.
pub async fn end_copy(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    (hall, id): (HallId, HallCopyId),
    why: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::RegisterVisits)?;
    let why =
        reason(why).ok_or_else(|| OfficeError::invalid("reason", "请写明为什么撤下，例如“已废止”。"))?;
    transaction!(office, |tx| {
        let query = Entity::find_by_id(id)
            .filter(Column::OrganId.eq(actor.organ))
            .filter(Column::HallId.eq(hall));
        let row = query.one(tx.on()).await?.ok_or(OfficeError::Missing)?;
        if row.ended_at.is_some() {
            return Ok(());
        }
        let title = row.title.clone();
        let mut row = row.into_active_model();
        row.ended_at = Set(Some(moment.millis()));
        row.ended_why = Set(Some(why.clone()));
        row.update(tx.on()).await?;
        let detail = Detail::none().with(Key::Title, title);
        audit::append(&tx, actor, moment, Recorded::HallsCopyEnd, hall, detail).await
    })
}
