//! How the year's cases were answered, in figures: altogether, by month, by handler, by channel, by outcome. Groups stand in
//! their own order, never by their figures.

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::calendar::Calendar;
use law::cases::Channel;
use law::cases::performance::{Answered, Figures};
use law::codes::TableThreeRow;
use law::staff::{Act, may};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QuerySelect, QueryTrait, Select,
};

use super::open::is_open;
use crate::cases::settings::rules;
use crate::cases::stored::{damaged, day, row};
use crate::entity::{account, application, request_case};
use crate::error::OfficeError;
use crate::ids::{AccountId, ApplicationId};
use crate::moment::{Actor, Moment};
use crate::store::Office;

/// How the cases answered in a year were answered.
#[derive(Clone, Debug)]
pub struct Performance {
    pub all: Figures,
    /// Of each month that has any.
    pub months: Vec<(String, Figures)>,
    /// Of whoever handles the case now.
    pub handlers: Vec<(String, Figures)>,
    pub channels: Vec<(String, Figures)>,
    pub outcomes: Vec<(String, Figures)>,
    /// Open cases whose reply is late today.
    pub overdue: usize,
}

#[derive(FromQueryResult)]
struct Row {
    application_id: ApplicationId,
    received_on: Option<String>,
    ended_on: Option<String>,
    is_late: bool,
    outcome: Option<String>,
    assigned_to: Option<AccountId>,
}

/// A case with what it is grouped by.
struct Grouped {
    case: Answered,
    /// Its place among the channels, and that of its outcome among the rows.
    channel: usize,
    outcome: usize,
    /// Name and id: two people may bear one name.
    handler: (String, Option<AccountId>),
}

/// The figures of the actor's organ and a year. Withdrawn cases and those that are not answered count nowhere but among the
/// overdue.
pub async fn performance(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    year: i16,
) -> Result<Performance, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let calendar = rules(office, actor.organ).await?.calendar;
    let cases = grouped(office, actor, year).await?;
    let all: Vec<Answered> = cases.iter().map(|one| one.case).collect();
    let channel = |place: usize| Channel::ALL.get(place).copied().map_or("", Channel::label);
    let outcome = |place: usize| {
        TableThreeRow::ALL
            .get(place)
            .copied()
            .map_or("", TableThreeRow::label)
    };
    Ok(Performance {
        all: Figures::of(&all, &calendar),
        months: by(
            &cases,
            &calendar,
            |one| one.case.replied_on.month(),
            |month| format!("{month:02}月"),
        ),
        handlers: by(&cases, &calendar, |one| one.handler.clone(), |(name, _)| name),
        channels: by(
            &cases,
            &calendar,
            |one| one.channel,
            |place| channel(place).to_owned(),
        ),
        outcomes: by(
            &cases,
            &calendar,
            |one| one.outcome,
            |place| outcome(place).to_owned(),
        ),
        overdue: overdue(office, actor, moment).await?,
    })
}

/// The figures of each group, in the order of its key, under its name.
fn by<K: Ord>(
    cases: &[Grouped],
    calendar: &Calendar,
    key: impl Fn(&Grouped) -> K,
    name: impl Fn(K) -> String,
) -> Vec<(String, Figures)> {
    let mut groups: BTreeMap<K, Vec<Answered>> = BTreeMap::new();
    for one in cases {
        groups.entry(key(one)).or_default().push(one.case);
    }
    let named = groups.into_iter();
    named
        .map(|(key, cases)| (name(key), Figures::of(&cases, calendar)))
        .collect()
}

async fn overdue(office: &Office, actor: &Actor, moment: Moment) -> Result<usize, OfficeError> {
    let late = request_case::Entity::find()
        .filter(request_case::Column::OrganId.eq(actor.organ))
        .filter(is_open())
        .filter(request_case::Column::DecidedOn.is_null())
        .filter(request_case::Column::DueOn.lt(moment.today.to_string()));
    Ok(usize::try_from(late.count(office.on()).await?).unwrap_or(usize::MAX))
}

/// The cases answered in a year, but for those that were withdrawn.
fn answered_in(actor: &Actor, year: i16) -> Select<request_case::Entity> {
    use request_case::Column;
    request_case::Entity::find()
        .filter(Column::OrganId.eq(actor.organ))
        .filter(Column::EndedOn.between(format!("{year}-01-01"), format!("{year}-12-31")))
        .filter(Column::ReceivedOn.is_not_null())
        .filter(Column::State.ne(law::cases::State::Withdrawn.code()))
}

async fn grouped(office: &Office, actor: &Actor, year: i16) -> Result<Vec<Grouped>, OfficeError> {
    use request_case::Column;
    let rows = answered_in(actor, year)
        .select_only()
        .columns([
            Column::ApplicationId,
            Column::ReceivedOn,
            Column::EndedOn,
            Column::IsLate,
            Column::Outcome,
            Column::AssignedTo,
        ])
        .into_model::<Row>()
        .all(office.on())
        .await?;
    let channels = channels(office, actor, year).await?;
    let people = people(office, actor).await?;
    let grouped = |found: Row| {
        let outcome = row(&found.outcome.unwrap_or_default())?;
        let channel = channels.get(&found.application_id).copied();
        let channel = channel.ok_or_else(|| damaged("application.channel", "NULL"))?;
        let handler = found.assigned_to.and_then(|id| people.get(&id).cloned());
        Ok(Grouped {
            case: Answered {
                received_on: the_day(found.received_on)?,
                replied_on: the_day(found.ended_on)?,
                is_late: found.is_late,
            },
            channel,
            outcome: TableThreeRow::ALL
                .iter()
                .position(|known| *known == outcome)
                .unwrap_or_default(),
            handler: (handler.unwrap_or_else(|| "未指定".to_owned()), found.assigned_to),
        })
    };
    rows.into_iter().map(grouped).collect()
}

fn the_day(text: Option<String>) -> Result<Date, OfficeError> {
    day(&text.unwrap_or_default())
}

/// The channel of each application of the year's, by its place among them.
async fn channels(
    office: &Office,
    actor: &Actor,
    year: i16,
) -> Result<BTreeMap<ApplicationId, usize>, OfficeError> {
    let answered = answered_in(actor, year);
    let answered = answered
        .select_only()
        .column(request_case::Column::ApplicationId)
        .into_query();
    let rows: Vec<(ApplicationId, String)> = application::Entity::find()
        .select_only()
        .column(application::Column::Id)
        .column(application::Column::Channel)
        .filter(application::Column::Id.in_subquery(answered))
        .into_tuple()
        .all(office.on())
        .await?;
    let place = |(id, code): (ApplicationId, String)| {
        let place = Channel::ALL.iter().position(|channel| channel.code() == code);
        Ok((id, place.ok_or_else(|| damaged("application.channel", &code))?))
    };
    rows.into_iter().map(place).collect()
}

/// Everybody's name, closed accounts too.
async fn people(office: &Office, actor: &Actor) -> Result<BTreeMap<AccountId, String>, OfficeError> {
    let rows: Vec<(AccountId, String)> = account::Entity::find()
        .select_only()
        .column(account::Column::Id)
        .column(account::Column::Name)
        .filter(account::Column::OrganId.eq(actor.organ))
        .into_tuple()
        .all(office.on())
        .await?;
    Ok(rows.into_iter().collect())
}
