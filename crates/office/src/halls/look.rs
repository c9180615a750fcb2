//! Looking at the register: visits one by one, and what a period comes to.

use jiff::Timestamp;
use jiff::civil::Date;
use law::halls::{MonthSheet, VisitOutcome, Visited};
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Select};

use super::damaged;
use crate::cases::stored_day;
use crate::counting::by_codes;
use crate::entity::hall_visit::{Column, Entity, Model};
use crate::entity::{hall_notice, matter, request_case};
use crate::error::OfficeError;
use crate::ids::{CaseId, HallId, HallVisitId, HallWindowId, MatterId};
use crate::moment::Actor;
use crate::store::Office;
use crate::versioned::{Page, page};

/// Visits on a page.
const LENGTH: u64 = 100;

/// A visit as it stands.
#[derive(Clone, Debug)]
pub struct VisitRow {
    pub id: HallVisitId,
    pub hall: HallId,
    pub window: Option<HallWindowId>,
    pub kind: String,
    pub outcome: VisitOutcome,
    pub topic: String,
    /// What the tablet said, and what the server's clock said.
    pub tapped_at: Option<Timestamp>,
    pub received_at: Timestamp,
    pub counted_at: Timestamp,
    pub counted_on: Date,
    pub is_doubtful: bool,
    pub by: String,
    pub matter: Option<MatterId>,
    pub case: Option<CaseId>,
    /// Why it was struck, and by whom.
    pub struck: Option<(String, String)>,
    pub version: i64,
}

impl TryFrom<Model> for VisitRow {
    type Error = OfficeError;

    fn try_from(row: Model) -> Result<Self, OfficeError> {
        let id = row.id;
        let instant = |millis: i64| {
            Timestamp::from_millisecond(millis).map_err(|_error| damaged("hall_visit", id.0, "instant"))
        };
        let outcome = VisitOutcome::from_code(&row.outcome);
        Ok(Self {
            id,
            hall: row.hall_id,
            window: row.window_id,
            kind: row.kind,
            outcome: outcome.ok_or_else(|| damaged("hall_visit", id.0, "outcome"))?,
            topic: row.topic.unwrap_or_default(),
            tapped_at: row.tapped_at.map(instant).transpose()?,
            received_at: instant(row.received_at)?,
            counted_at: instant(row.counted_at)?,
            counted_on: stored_day(&row.counted_on)?,
            is_doubtful: row.is_doubtful,
            by: row.actor,
            matter: row.matter_id,
            case: row.case_id,
            struck: row.struck_why.zip(row.struck_by),
            version: row.version,
        })
    }
}

/// Which visits.
#[derive(Clone, Debug, Default)]
pub struct VisitFilter {
    pub hall: Option<HallId>,
    /// From a day to a day, both counted.
    pub days: Option<(Date, Date)>,
    /// Codes; blank for all.
    pub kind: String,
    pub outcome: String,
    /// Those that ask for something yet: a matter, an application or a sheet that is not there.
    pub is_open: bool,
    pub page: u64,
}

fn of(actor: &Actor, filter: &VisitFilter) -> Select<Entity> {
    let mut query = Entity::find().filter(Column::OrganId.eq(actor.organ));
    if let Some(hall) = filter.hall {
        query = query.filter(Column::HallId.eq(hall));
    }
    if let Some((from, to)) = filter.days {
        query = query.filter(Column::CountedOn.between(from.to_string(), to.to_string()));
    }
    if !filter.kind.is_empty() {
        query = query.filter(Column::Kind.eq(filter.kind.as_str()));
    }
    if !filter.outcome.is_empty() {
        query = query.filter(Column::Outcome.eq(filter.outcome.as_str()));
    }
    if filter.is_open {
        let lacks = |outcome: VisitOutcome, column: Column| {
            let of_outcome = Condition::all().add(Column::Outcome.eq(outcome.code()));
            of_outcome.add(column.is_null())
        };
        let lacking = Condition::any()
            .add(lacks(VisitOutcome::Referred, Column::MatterId))
            .add(lacks(VisitOutcome::Accepted, Column::CaseId));
        query = query.filter(Column::StruckAt.is_null()).filter(lacking);
    }
    query
}

/// The visits, the latest first, those that were struck among them where all are asked for.
pub async fn visits(
    office: &Office,
    actor: &Actor,
    filter: &VisitFilter,
) -> Result<Page<VisitRow>, OfficeError> {
    may(&actor.roles, Act::SeeHalls)?;
    let query = of(actor, filter)
        .order_by_desc(Column::CountedAt)
        .order_by_desc(Column::Id);
    page(office, query, filter.page, LENGTH).await?.read()
}

/// One visit, with the numbers of what it led to.
pub async fn visit(
    office: &Office,
    actor: &Actor,
    id: HallVisitId,
) -> Result<Option<(VisitRow, Option<String>)>, OfficeError> {
    may(&actor.roles, Act::SeeHalls)?;
    let query = Entity::find_by_id(id).filter(Column::OrganId.eq(actor.organ));
    let Some(row) = query.one(office.on()).await? else {
        return Ok(None);
    };
    let row = VisitRow::try_from(row)?;
    let number = match (row.matter, row.case) {
        (_, Some(case)) => {
            let case = request_case::Entity::find_by_id(case).one(office.on()).await?;
            case.map(|case| case.number)
        }
        (Some(matter), None) => {
            let matter = matter::Entity::find_by_id(matter).one(office.on()).await?;
            matter.map(|matter| matter.number)
        }
        (None, None) => None,
    };
    Ok(Some((row, number)))
}

/// What a period comes to.
#[derive(Clone, Debug, Default)]
pub struct MonthOf {
    pub sheet: MonthSheet,
    /// Visits whose stated time did not count, and those that were struck, which stand in no number.
    pub doubtful: u64,
    pub struck: u64,
    /// Sheets of what is missing that were given, those given again for the same thing, and of these those that could have been told
    /// the first time.
    pub notices: u64,
    pub notices_again: u64,
    pub notices_knowable: u64,
}

/// What the days come to at a hall, or at all of them.
pub async fn month(
    office: &Office,
    actor: &Actor,
    hall: Option<HallId>,
    days: (Date, Date),
) -> Result<MonthOf, OfficeError> {
    may(&actor.roles, Act::SeeHalls)?;
    let filter = VisitFilter {
        hall,
        days: Some(days),
        ..VisitFilter::default()
    };
    let counting = || of(actor, &filter).filter(Column::StruckAt.is_null());
    let counted = by_codes(office.on(), counting(), Column::Kind, Column::Outcome).await?;
    let visited = counted.into_iter().filter_map(|(kind, outcome, many)| {
        let outcome = VisitOutcome::from_code(&outcome?)?;
        let many = u64::from(many);
        Some(Visited { kind, outcome, many })
    });
    let visited: Vec<Visited> = visited.collect();
    let doubtful = counting().filter(Column::IsDoubtful.eq(true));
    let struck = of(actor, &filter).filter(Column::StruckAt.is_not_null());
    let notices = || {
        let (from, to) = days;
        let of = hall_notice::Entity::find()
            .filter(hall_notice::Column::OrganId.eq(actor.organ))
            .filter(hall_notice::Column::GivenOn.between(from.to_string(), to.to_string()));
        match hall {
            Some(hall) => of.filter(hall_notice::Column::HallId.eq(hall)),
            None => of,
        }
    };
    let again = notices().filter(hall_notice::Column::FollowsId.is_not_null());
    let knowable = notices().filter(hall_notice::Column::WasKnowable.eq(true));
    Ok(MonthOf {
        sheet: MonthSheet::of(&visited),
        doubtful: doubtful.count(office.on()).await?,
        struck: struck.count(office.on()).await?,
        notices: notices().count(office.on()).await?,
        notices_again: again.count(office.on()).await?,
        notices_knowable: knowable.count(office.on()).await?,
    })
}

/// The visits that count, with the names of their halls' windows left out: id, instant and kind of each.
pub(crate) async fn visits_counted(
    office: &Office,
    actor: &Actor,
) -> Result<Vec<(HallVisitId, i64, String)>, OfficeError> {
    let rows = Entity::find()
        .filter(Column::OrganId.eq(actor.organ))
        .filter(Column::StruckAt.is_null())
        .order_by_asc(Column::Id)
        .all(office.on())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.id, row.counted_at, row.kind))
        .collect())
}
