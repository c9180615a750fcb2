//! Documents that go out and are taken down by the clock (定时发布、定时撤下). The times are part of the edition, so that a moved one is
//! judged anew; the due times lie in the document's row. The signer who presses 发布 before the time confirms it; when it has come,
//! the worker publishes through the same gate as everybody. What did not go out says why.

use jiff::Timestamp;
use jiff::civil::DateTime;
use law::audit::{Key, Recorded};
use law::documents::{Schedule, WithdrawalKind, instant_of, typed_minute};
use law::review::{Level, Place, Step};
use law::staff::{Act, may};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use super::gate::{Ready, agree_to_publication, publish_in, ready};
use super::in_review::{judged, of_row};
use super::public::files_of;
use super::related::companions;
use super::relations;
use super::withdrawal::{TakenBack, take_back};
use super::write::edition_row;
use crate::audit::{self, Detail, instant};
use crate::entity::document::{ActiveModel, Column, Entity, Model};
use crate::entity::edition;
use crate::error::OfficeError;
use crate::ids::DocumentId;
use crate::moment::{Actor, Moment, Program, minute};
use crate::review;
use crate::store::{Office, Tx, transaction};
use crate::versioned::{bump, owned};

/// How the worker is named in the records.
const PUBLISHING: &str = "系统（定时发布）";
const TAKING_DOWN: &str = "系统（定时撤下）";

/// Whether a publication is done or waits for its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoesOut {
    Now,
    At(Timestamp),
}

/// A document that was to go out by the clock and did not.
#[derive(Clone, Debug)]
pub struct Missed {
    pub id: DocumentId,
    pub title: String,
    pub planned_at: Timestamp,
    pub why: String,
}

/// The times that an edition states.
pub(super) fn schedule(row: &edition::Model) -> Result<Schedule, OfficeError> {
    let read = |text: &Option<String>, what: &str| {
        let read = text.as_deref().map(|text| {
            typed_minute(text)
                .ok_or_else(|| OfficeError::Damaged(format!("edition.{what}，第 {} 行", row.id)))
        });
        read.transpose()
    };
    Ok(Schedule {
        planned_at: read(&row.planned_at, "planned_at")?,
        take_down_at: read(&row.take_down_at, "take_down_at")?,
    })
}

/// A minute as a row keeps when it is due.
pub(super) fn due(at: Option<DateTime>) -> Option<i64> {
    Some(instant_of(at?)?.as_millisecond())
}

/// What goes on from an edition that is out to one that is begun beside it: neither when it went out nor what it changed.
pub(super) fn begin_anew(edition: &mut edition::ActiveModel) {
    edition.planned_at = Set(None);
    edition.change = Set(None);
    edition.change_note = Set(None);
}

/// The latest edition is due at the time it states; nobody has confirmed that, and nothing has failed.
pub(super) fn settle(row: &mut ActiveModel, latest: &edition::Model) -> Result<(), OfficeError> {
    row.planned_at = Set(due(schedule(latest)?.planned_at));
    row.confirmed_at = Set(None);
    row.plan_failed = Set(None);
    Ok(())
}

/// When it is due to go out, while that is still ahead.
pub(super) fn ahead(row: &Model, moment: Moment) -> Result<Option<Timestamp>, OfficeError> {
    let at = row.planned_at.map(instant).transpose()?;
    Ok(at.filter(|at| *at > moment.now))
}

/// Keeps that whoever publishes agrees to the publication at its time; asks all that the publication itself asks.
pub(super) async fn confirm(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    row: Model,
    at: Timestamp,
) -> Result<(), OfficeError> {
    if row.confirmed_at.is_some() {
        let message = format!("已经确认于 {} 定时发布，无需再次办理。", minute(at));
        return Err(OfficeError::invalid("", message));
    }
    let Ready { edition, judged } = ready(tx, actor, moment, &row).await?;
    for companion in companions(tx, &row).await? {
        refuse_later(&companion, at)?;
        ready_beside(tx, actor, &companion).await?;
    }
    agree_to_publication(tx, actor, moment, row.id, &judged).await?;
    let id = row.id;
    let mut changed = row.into_active_model();
    changed.confirmed_at = Set(Some(moment.millis()));
    bump(&mut changed.version);
    changed.changed_at = Set(moment.millis());
    changed.update(tx.on()).await?;
    let detail = Detail::none()
        .with(Key::Edition, edition.number)
        .with(Key::At, minute(at));
    audit::append(tx, actor, moment, Recorded::DocumentsPlan, id, detail).await
}

/// A 解读 goes out with its file: its own time may not lie behind.
pub(super) fn refuse_later(companion: &Model, at: Timestamp) -> Result<(), OfficeError> {
    let planned_at = companion.planned_at.map(instant).transpose()?;
    match planned_at.filter(|own| *own > at) {
        None => Ok(()),
        Some(own) => {
            let message = format!(
                "解读“{}”定于 {} 发布，晚于本文件，须同时发布，请统一时间。",
                companion.title,
                minute(own)
            );
            Err(OfficeError::invalid("", message))
        }
    }
}

/// Nobody puts out what they wrote, with a file or alone.
async fn ready_beside(tx: &Tx<'_>, actor: &Actor, companion: &Model) -> Result<(), OfficeError> {
    let steps = review::steps(tx.on(), companion.id).await?;
    let person = actor.account.map(|account| account.0);
    let place = Place::PUBLICATION_OF_DOCUMENT;
    of_row(companion).may_take(place, &actor.roles, person, &steps)?;
    Ok(())
}

/// Whether somebody who may publish has agreed to the publication of exactly this.
async fn is_confirmed(tx: &Tx<'_>, row: &Model) -> Result<bool, OfficeError> {
    let edition = edition_row(tx, row.id, row.latest_edition).await?;
    let files = files_of(tx.on(), edition.id).await?;
    let said = relations::of_edition(tx.on(), edition.id).await?;
    let judged = judged(row, &edition, &files, &said);
    let steps = review::steps(tx.on(), row.id).await?;
    let is_publication = |step: &Step| step.level == Level::Publishing && step.person.is_some();
    Ok(steps
        .iter()
        .any(|step| is_publication(step) && judged.is_counted(step)))
}

/// Publishes what is due, each in a transaction of its own and once however many servers run; what can't go out says why. Gives how
/// many went out.
pub async fn publish_planned(office: &Office, _: Program, moment: Moment) -> Result<u64, OfficeError> {
    let rows = Entity::find()
        .filter(Column::PlannedAt.lte(moment.millis()))
        .filter(Column::PlanFailed.is_null())
        .order_by_asc(Column::PlannedAt)
        .all(office.on())
        .await?;
    let (mut out, mut broken) = (0, None);
    for row in rows {
        match go_out(office, moment, &row).await {
            Ok(is_out) => out += u64::from(is_out),
            // One that can't be read holds up none of the others.
            Err(error) => broken = Some(error),
        }
    }
    broken.map_or(Ok(out), Err)
}

fn is_due(row: &Model, moment: Moment) -> bool {
    let is_due = row.planned_at.is_some_and(|at| at <= moment.millis());
    is_due && row.plan_failed.is_none()
}

async fn go_out(office: &Office, moment: Moment, seen: &Model) -> Result<bool, OfficeError> {
    let actor = Actor::system(seen.organ_id, PUBLISHING);
    let done = transaction!(office, |tx| {
        let row = owned(&tx, seen.organ_id, seen.id).await?;
        if !is_due(&row, moment) {
            return Ok(false);
        }
        let is_confirmed = is_confirmed(&tx, &row).await?;
        publish_in(&tx, &actor, moment, row).await?;
        // Last: whatever else stands in the way says more.
        if is_confirmed {
            Ok(true)
        } else {
            Err(OfficeError::invalid("", "签发人没有确认定时发布。"))
        }
    });
    let why = match done {
        Err(OfficeError::Blocked(why) | OfficeError::Invalid(why)) => {
            let told: Vec<String> = why.into_iter().map(|one| one.message).collect();
            told.join("")
        }
        Err(OfficeError::Refused(why)) => why.to_string(),
        done => return done,
    };
    transaction!(office, |tx| {
        let row = owned(&tx, seen.organ_id, seen.id).await?;
        if is_due(&row, moment) {
            fail(&tx, &actor, moment, row, &why).await?;
        }
        Ok(false)
    })
}

async fn fail(tx: &Tx<'_>, actor: &Actor, moment: Moment, row: Model, why: &str) -> Result<(), OfficeError> {
    let (id, number) = (row.id, row.latest_edition);
    let planned_at = row.planned_at.map(instant).transpose()?;
    let mut changed = row.into_active_model();
    changed.plan_failed = Set(Some(why.to_owned()));
    changed.confirmed_at = Set(None);
    bump(&mut changed.version);
    changed.update(tx.on()).await?;
    let mut detail = Detail::none().with(Key::Edition, number);
    if let Some(at) = planned_at {
        detail = detail.with(Key::At, minute(at));
    }
    let detail = detail.with(Key::Reason, why);
    audit::append(tx, actor, moment, Recorded::DocumentsMissPlan, id, detail).await
}

/// Takes down what was to be public until now, each in a transaction of its own and once. Gives how many.
pub async fn take_down_due(office: &Office, _: Program, moment: Moment) -> Result<u64, OfficeError> {
    let is_over = || Column::TakeDownAt.lte(moment.millis());
    let rows = Entity::find()
        .filter(is_over())
        .filter(Column::PublishedEdition.is_not_null())
        .all(office.on())
        .await?;
    let mut down = 0;
    for seen in rows {
        let actor = Actor::system(seen.organ_id, TAKING_DOWN);
        let is_down = transaction!(office, |tx| {
            let row = owned(&tx, seen.organ_id, seen.id).await?;
            let at = row.take_down_at.filter(|at| *at <= moment.millis());
            let Some(at) = at.filter(|_| row.published_edition.is_some()) else {
                return Ok(false);
            };
            let told = minute(instant(at)?);
            let taken = TakenBack {
                kind: WithdrawalKind::TermOver,
                reason: format!("公开期至 {told} 届满。"),
                into: None,
                recorded: Recorded::DocumentsTakeDown,
                detail: Detail::none().with(Key::At, told.as_str()),
            };
            take_back(&tx, &actor, moment, row, taken).await?;
            Ok(true)
        })?;
        down += u64::from(is_down);
    }
    Ok(down)
}

/// What was to go out by the clock and did not, the earliest first.
pub async fn missed(office: &Office, actor: &Actor) -> Result<Vec<Missed>, OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    let rows = Entity::find()
        .filter(Column::OrganId.eq(actor.organ))
        .filter(Column::PlanFailed.is_not_null())
        .order_by_asc(Column::PlannedAt)
        .all(office.on())
        .await?;
    let missed = rows.into_iter().filter_map(|row| {
        let (why, planned_at) = (row.plan_failed?, row.planned_at?);
        Some(instant(planned_at).map(|planned_at| Missed {
            id: row.id,
            title: row.title,
            planned_at,
            why,
        }))
    });
    missed.collect()
}

/// The minute a form is filled in with.
pub(super) fn typed(at: Option<DateTime>) -> String {
    at.map(law::documents::kept_minute).unwrap_or_default()
}
