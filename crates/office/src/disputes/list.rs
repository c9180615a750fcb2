//! Disputes by how far they have come: to answer by due day, to be decided, ended; sought by number, party or case.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use law::codes::{Ending, Route};
use law::disputes::{Dispute, Stage};
use law::signs::number_key;
use law::staff::{Act, may};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};

use super::{day, dispute};
use crate::entity::dispute::{Column, Entity, Model};
use crate::entity::request_case;
use crate::error::OfficeError;
use crate::ids::{CaseId, DisputeId, OrganId};
use crate::moment::{Actor, Moment};
use crate::store::Office;
use crate::text::{contains, line};
use crate::urgency::{UrgencyCounts, count_by_urgency};
use crate::versioned::{self, Page};

const PER_PAGE: u64 = 30;
/// Answers that a calendar or a mail lists.
const MOST: u64 = 200;

/// From the first day to the last that anything is due on.
pub const EVER: (Date, Date) = (date(1990, 1, 1), date(2990, 12, 31));

/// A dispute as lists show it.
#[derive(Clone, Debug)]
pub struct DisputeRow {
    pub id: DisputeId,
    pub number: String,
    pub authority: String,
    pub claimant: String,
    pub subject: String,
    pub dispute: Dispute,
    pub due_on: Date,
    /// Whether its result ordered a reply; `None` where nobody was asked.
    pub has_ordered: Option<bool>,
    /// The case it is about, with its number.
    pub case: Option<(CaseId, String)>,
}

/// Which disputes a list shows; what is `None` or blank is not asked.
#[derive(Clone, Debug, Default)]
pub struct DisputeFilter {
    pub stage: Option<Stage>,
    pub route: Option<Route>,
    /// A number of a dispute or of a case, a party, an authority, or words of what is disputed.
    pub text: String,
    /// From 1.
    pub page: u64,
}

/// The organ's disputes. Those to answer by due day, those to be decided by the day of receipt, the ended ones the
/// latest first.
pub async fn list(
    office: &Office,
    actor: &Actor,
    filter: &DisputeFilter,
) -> Result<Page<DisputeRow>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let mut query = Entity::find().filter(Column::OrganId.eq(actor.organ));
    if let Some(route) = filter.route {
        query = query.filter(Column::Route.eq(route.code()));
    }
    let text = line(&filter.text);
    if !text.is_empty() {
        let case = case_of_number(office, actor.organ, &text).await?;
        let mut any = Condition::any()
            .add(contains(Column::Number, &text))
            .add(contains(Column::Claimant, &text))
            .add(contains(Column::Authority, &text))
            .add(contains(Column::Subject, &text));
        if let Some(case) = case {
            any = any.add(Column::CaseId.eq(case));
        }
        query = query.filter(any);
    }
    let query = match filter.stage {
        Some(Stage::AwaitingAnswer) => unanswered(query).order_by_asc(Column::DueOn),
        Some(Stage::AwaitingResult) => query
            .filter(Column::AnsweredOn.is_not_null())
            .filter(Column::EndedOn.is_null())
            .order_by_asc(Column::ReceivedOn),
        Some(Stage::Ended) => query
            .filter(Column::EndedOn.is_not_null())
            .order_by_desc(Column::EndedOn),
        None => query.order_by_desc(Column::ReceivedOn),
    };
    page(office, query, filter.page).await
}

fn unanswered(query: Select<Entity>) -> Select<Entity> {
    query
        .filter(Column::AnsweredOn.is_null())
        .filter(Column::EndedOn.is_null())
}

/// The case of that number, if the organ has it.
pub(super) async fn case_of_number(
    office: &Office,
    organ: OrganId,
    number: &str,
) -> Result<Option<CaseId>, OfficeError> {
    let query = request_case::Entity::find()
        .filter(request_case::Column::OrganId.eq(organ))
        .filter(request_case::Column::Number.eq(number_key(number)));
    Ok(query.one(office.on()).await?.map(|case| case.id))
}

/// Ended disputes whose result may order a reply, and of which nobody has said whether it does; the earliest first.
pub async fn unasked(office: &Office, actor: &Actor) -> Result<Vec<DisputeRow>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let may_order = Ending::ALL.iter().filter(|ending| ending.may_order_reply());
    let query = Entity::find()
        .filter(Column::OrganId.eq(actor.organ))
        .filter(Column::CaseId.is_not_null())
        .filter(Column::Ending.is_in(may_order.map(|ending| ending.code())))
        .filter(Column::HasOrdered.is_null())
        .order_by_asc(Column::EndedOn)
        .limit(MOST);
    with_cases(office, query.all(office.on()).await?).await
}

/// How many disputes wait for the organ's answer.
pub async fn unanswered_count(office: &Office, actor: &Actor) -> Result<u64, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let open = unanswered(Entity::find().filter(Column::OrganId.eq(actor.organ)));
    Ok(open.count(office.on()).await?)
}

/// How many answers are how urgent, for the desk's first page.
pub async fn due_counts(
    office: &Office,
    actor: &Actor,
    moment: Moment,
) -> Result<UrgencyCounts, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let open = unanswered(Entity::find().filter(Column::OrganId.eq(actor.organ)));
    count_by_urgency(office, moment, open, Column::DueOn).await
}

/// The answers due from one day to another, both among them, in order of the day.
pub async fn unanswered_between(
    office: &Office,
    actor: &Actor,
    (from, until): (Date, Date),
) -> Result<Vec<DisputeRow>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let query = unanswered(Entity::find().filter(Column::OrganId.eq(actor.organ)))
        .filter(Column::DueOn.between(from.to_string(), until.to_string()))
        .order_by_asc(Column::DueOn)
        .order_by_asc(Column::Id)
        .limit(MOST);
    with_cases(office, query.all(office.on()).await?).await
}

/// The answers of an organ due up to a day, for its digest: without the numbers of their cases.
pub(crate) async fn unanswered_until(
    on: &impl ConnectionTrait,
    organ: OrganId,
    until: &str,
) -> Result<Vec<DisputeRow>, OfficeError> {
    let query = unanswered(Entity::find().filter(Column::OrganId.eq(organ)))
        .filter(Column::DueOn.lte(until))
        .order_by_asc(Column::DueOn)
        .order_by_asc(Column::Id)
        .limit(MOST);
    let rows = query.all(on).await?;
    rows.into_iter().map(|row| read(row, &BTreeMap::new())).collect()
}

/// The disputes over one case, in the order they were received.
pub async fn of_case(office: &Office, actor: &Actor, case: CaseId) -> Result<Vec<DisputeRow>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let rows = Entity::find()
        .filter(Column::OrganId.eq(actor.organ))
        .filter(Column::CaseId.eq(case))
        .order_by_asc(Column::ReceivedOn)
        .order_by_asc(Column::Id)
        .all(office.on())
        .await?;
    with_cases(office, rows).await
}

pub(super) async fn page(
    office: &Office,
    query: Select<Entity>,
    number: u64,
) -> Result<Page<DisputeRow>, OfficeError> {
    let query = query.order_by_desc(Column::Id);
    let mut page = versioned::page(office, query, number, PER_PAGE).await?;
    let rows = std::mem::take(&mut page.items);
    Ok(page.with(with_cases(office, rows).await?))
}

/// The rows with the numbers of their cases.
pub(super) async fn with_cases(office: &Office, rows: Vec<Model>) -> Result<Vec<DisputeRow>, OfficeError> {
    let ids: Vec<CaseId> = rows.iter().filter_map(|row| row.case_id).collect();
    let mut numbers = BTreeMap::new();
    if !ids.is_empty() {
        let query = request_case::Entity::find().filter(request_case::Column::Id.is_in(ids));
        let found = query.all(office.on()).await?;
        numbers.extend(found.into_iter().map(|case| (case.id, case.number)));
    }
    rows.into_iter().map(|row| read(row, &numbers)).collect()
}

fn read(row: Model, numbers: &BTreeMap<CaseId, String>) -> Result<DisputeRow, OfficeError> {
    Ok(DisputeRow {
        dispute: dispute(&row)?,
        due_on: day(&row.due_on)?,
        has_ordered: row.has_ordered,
        case: row
            .case_id
            .map(|case| (case, numbers.get(&case).cloned().unwrap_or_default())),
        id: row.id,
        number: row.number,
        authority: row.authority,
        claimant: row.claimant,
        subject: row.subject,
    })
}
