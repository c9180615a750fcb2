//! 一次性告知单 as they were given: each has a number, and is never changed. One that follows another for the same thing says why, and
//! whether it could have been told the first time.

use jiff::Timestamp;
use jiff::civil::Date;
use law::audit::{Key, Recorded};
use law::halls::{MissingItem, Notice, NoticeForm, VisitOutcome};
use law::staff::{Act, may};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::damaged;
use super::register::lead;
use crate::audit::{self, Detail};
use crate::cases::stored_day;
use crate::counter;
use crate::entity::hall_notice::{ActiveModel, Column, Entity, Model};
use crate::entity::{hall_visit, organ};
use crate::error::OfficeError;
use crate::ids::{HallId, HallNoticeId, HallVisitId};
use crate::moment::{Actor, Moment};
use crate::once::Sending;
use crate::store::{Office, Tx, transaction};
use crate::text::reason;
use crate::versioned::owned;

/// A sheet that was given.
#[derive(Clone, Debug)]
pub struct GivenNotice {
    pub id: HallNoticeId,
    pub hall: HallId,
    pub number: String,
    pub notice: Notice,
    pub given_at: Timestamp,
    pub by: String,
    /// The sheet before, why another was needed, and whether it could have been told then.
    pub follows: Option<HallNoticeId>,
    pub again_why: String,
    pub was_knowable: bool,
}

impl TryFrom<Model> for GivenNotice {
    type Error = OfficeError;

    fn try_from(row: Model) -> Result<Self, OfficeError> {
        let damaged = |what: &str| damaged("hall_notice", row.id.0, what);
        let items: Vec<MissingItem> = serde_json::from_str(&row.items).map_err(|_error| damaged("items"))?;
        let given_at = Timestamp::from_millisecond(row.given_at).map_err(|_error| damaged("given_at"))?;
        Ok(Self {
            id: row.id,
            hall: row.hall_id,
            number: row.number,
            notice: Notice {
                service: row.service,
                items,
                due_on: stored_day(&row.due_on)?,
                done_in: row.done_in,
                place: row.place,
                phone: row.phone,
            },
            given_at,
            by: row.actor,
            follows: row.follows_id,
            again_why: row.again_why.unwrap_or_default(),
            was_knowable: row.was_knowable,
        })
    }
}

/// The sheets of a period, the latest first.
pub async fn notices(
    office: &Office,
    actor: &Actor,
    hall: Option<HallId>,
    (from, to): (Date, Date),
) -> Result<Vec<GivenNotice>, OfficeError> {
    may(&actor.roles, Act::SeeHalls)?;
    let mut query = Entity::find()
        .filter(Column::OrganId.eq(actor.organ))
        .filter(Column::GivenOn.between(from.to_string(), to.to_string()))
        .order_by_desc(Column::Id);
    if let Some(hall) = hall {
        query = query.filter(Column::HallId.eq(hall));
    }
    query
        .all(office.on())
        .await?
        .into_iter()
        .map(GivenNotice::try_from)
        .collect()
}

/// One of them.
pub async fn notice(
    office: &Office,
    actor: &Actor,
    id: HallNoticeId,
) -> Result<Option<GivenNotice>, OfficeError> {
    may(&actor.roles, Act::SeeHalls)?;
    let query = Entity::find_by_id(id).filter(Column::OrganId.eq(actor.organ));
    query
        .one(office.on())
        .await?
        .map(GivenNotice::try_from)
        .transpose()
}

/// Gives a sheet; `visit` is the one it is given in, `before` the number of the sheet it follows, blank for none.
pub async fn give_notice(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    (hall, visit, before): (HallId, Option<HallVisitId>, &str),
    form: &NoticeForm,
    ticket: &str,
) -> Result<HallNoticeId, OfficeError> {
    may(&actor.roles, Act::RegisterVisits)?;
    let notice = Notice::read(form, moment.today).map_err(OfficeError::Invalid)?;
    let again_why = reason(&form.again_why);
    if !before.trim().is_empty() && again_why.is_none() {
        let why = "再次告知的，请写明为什么首次没有一并告知。";
        return Err(OfficeError::invalid("again_why", why));
    }
    let items =
        serde_json::to_string(&notice.items).map_err(|error| OfficeError::Damaged(error.to_string()))?;
    let said = (hall, visit, before, form);
    let sending = Sending::of(office, actor, Recorded::HallsNotice.code(), ticket, &said)?;
    transaction!(office, |tx| {
        if let Some(made) = sending.made(&tx, moment).await? {
            return Ok(HallNoticeId(made));
        }
        owned(&tx, actor.organ, hall).await?;
        let follows = followed(&tx, actor, before).await?;
        let number = number(&tx, actor, moment).await?;
        let id: HallNoticeId = tx.next_id(moment);
        let row = ActiveModel {
            id: Set(id),
            organ_id: Set(actor.organ),
            hall_id: Set(hall),
            visit_id: Set(visit),
            number: Set(number.clone()),
            service: Set(notice.service.clone()),
            items: Set(items.clone()),
            due_on: Set(notice.due_on.to_string()),
            done_in: Set(notice.done_in.clone()),
            place: Set(notice.place.clone()),
            phone: Set(notice.phone.clone()),
            follows_id: Set(follows),
            again_why: Set(again_why.clone().filter(|_| follows.is_some())),
            was_knowable: Set(follows.is_some() && form.was_knowable),
            account_id: Set(actor.account),
            actor: Set(actor.name.clone()),
            given_at: Set(moment.millis()),
            given_on: Set(moment.today.to_string()),
        };
        told_in(&tx, actor, moment, hall, visit).await?;
        Entity::insert(row).exec(tx.on()).await?;
        sending.keep(&tx, moment, id.0).await?;
        let detail = Detail::none()
            .with(Key::Number, number.as_str())
            .with(Key::Title, notice.service.as_str());
        audit::append(&tx, actor, moment, Recorded::HallsNotice, hall, detail).await?;
        Ok(id)
    })
}

/// The visit it is given in says so.
async fn told_in(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    hall: HallId,
    visit: Option<HallVisitId>,
) -> Result<(), OfficeError> {
    let Some(visit) = visit else { return Ok(()) };
    let row = owned(tx, actor.organ, visit).await?;
    if row.hall_id != hall || row.struck_at.is_some() {
        return Err(OfficeError::Missing);
    }
    let is_bound = row.matter_id.is_some() || row.case_id.is_some();
    if is_bound || row.outcome == VisitOutcome::ToldOnce.code() {
        return Ok(());
    }
    lead(
        tx,
        moment,
        row,
        VisitOutcome::ToldOnce,
        |_row: &mut hall_visit::ActiveModel| {},
    )
    .await
}

async fn followed(tx: &Tx<'_>, actor: &Actor, before: &str) -> Result<Option<HallNoticeId>, OfficeError> {
    let before = crate::text::line(before);
    if before.is_empty() {
        return Ok(None);
    }
    let query = Entity::find().filter(Column::OrganId.eq(actor.organ));
    let row = query
        .filter(Column::Number.eq(before.as_str()))
        .one(tx.on())
        .await?;
    let missing = || OfficeError::invalid("before", "没有这个编号的告知单，请核对。");
    row.map(|row| Some(row.id)).ok_or_else(missing)
}

async fn number(tx: &Tx<'_>, actor: &Actor, moment: Moment) -> Result<String, OfficeError> {
    let organ = organ::Entity::find_by_id(actor.organ).one(tx.on()).await?;
    let code = organ.ok_or(OfficeError::Missing)?.code;
    let year = moment.today.year();
    let running = counter::next(tx, &format!("hall notice {code} {year}")).await?;
    Ok(format!("{code}GZ-{year}-{running:04}"))
}
