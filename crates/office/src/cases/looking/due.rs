//! Open cases by their next due day, for a calendar: a stretch of days at the desk, or all of them for a feed.

use jiff::civil::Date;
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::list::CaseRow;
use super::open::{by_correction_notice, that_came_back, with_a_due_day};
use crate::entity::request_case::{Column, Entity};
use crate::error::OfficeError;
use crate::moment::Actor;
use crate::store::Office;

/// A month that holds more is no calendar; the ledger has them all.
const MOST: u64 = 1_000;

/// The organ's open cases with something due from one day to another, both among them, or those one person handles.
pub async fn due_between(
    office: &Office,
    actor: &Actor,
    (from, until): (Date, Date),
    mine: bool,
) -> Result<Vec<CaseRow>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let query = open(actor, mine).filter(Column::NextDueOn.between(from.to_string(), until.to_string()));
    rows(office, query).await
}

/// The open cases that an account's calendar lists: all of the organ for those who may see cases, unless only their own
/// are asked for; else those that the account handles.
pub async fn calendar(office: &Office, actor: &Actor, mine: bool) -> Result<Vec<CaseRow>, OfficeError> {
    let sees_all = may(&actor.roles, Act::SeeCases).is_ok();
    rows(office, open(actor, mine || !sees_all)).await
}

/// The organ's open cases, or those one person handles, whose last day to ask for a correction lies from one day to
/// another, both among them; the earliest first.
pub async fn notices_between(
    office: &Office,
    actor: &Actor,
    (from, until): (Date, Date),
    mine: bool,
) -> Result<Vec<CaseRow>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let mut query =
        by_correction_notice(actor.organ, from).filter(Column::CorrectionNoticeOn.lte(until.to_string()));
    if mine {
        query = query.filter(Column::AssignedTo.eq(actor.account));
    }
    let rows = query.limit(MOST).all(office.on()).await?;
    rows.into_iter().map(CaseRow::try_from).collect()
}

/// The organ's open cases whose reply came back and waits to go out once more; the day each came back stands in the place of its
/// next day.
pub async fn came_back(office: &Office, actor: &Actor) -> Result<Vec<CaseRow>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let found = that_came_back(actor.organ).limit(MOST).all(office.on()).await?;
    found.into_iter().map(CaseRow::try_from).collect()
}

/// How many open cases were due before that day.
pub async fn due_before(office: &Office, actor: &Actor, day: Date, mine: bool) -> Result<u64, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let query = open(actor, mine).filter(Column::NextDueOn.lt(day.to_string()));
    Ok(query.count(office.on()).await?)
}

fn open(actor: &Actor, mine: bool) -> Select<Entity> {
    let query = with_a_due_day(actor.organ);
    if mine {
        query.filter(Column::AssignedTo.eq(actor.account))
    } else {
        query
    }
}

async fn rows(office: &Office, query: Select<Entity>) -> Result<Vec<CaseRow>, OfficeError> {
    let rows = query
        .order_by_asc(Column::NextDueOn)
        .order_by_asc(Column::Id)
        .limit(MOST)
        .all(office.on())
        .await?;
    rows.into_iter().map(CaseRow::try_from).collect()
}
