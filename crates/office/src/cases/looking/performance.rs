//! How the year's cases were answered, in figures: altogether, by month, by handler, by channel, by outcome. Groups stand in
//! their own order, never by their figures.

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::cases::Channel;
use law::cases::performance::{Answered, Figures};
use law::codes::TableThreeRow;
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};

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
    decided_on: Option<String>,
    is_late: bool,
    outcome: Option<String>,
    assigned_to: Option<AccountId>,
}

/// A case with what it is grouped by.
struct Grouped {
    case: Answered,
    channel: usize,
    outcome: usize,
    handler: String,
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
    let of = |cases: &[Answered]| Figures::of(cases, &calendar);
    let by = |key: &dyn Fn(&Grouped) -> String| {
        let mut groups: BTreeMap<String, Vec<Answered>> = BTreeMap::new();
        for one in &cases {
            groups.entry(key(one)).or_default().push(one.case);
        }
        groups
            .into_iter()
            .map(|(name, cases)| (name, of(&cases)))
            .collect::<Vec<_>>()
    };
    // The codes' own order is that of their labels in every list.
    let in_order = |groups: Vec<(String, Figures)>, label: &dyn Fn(usize) -> &'static str| {
        let named = |(place, figures): (String, Figures)| {
            (
                label(place.trim().parse().unwrap_or_default()).to_owned(),
                figures,
            )
        };
        groups.into_iter().map(named).collect()
    };
    let place = |place: usize| format!("{place:>4}");
    let all: Vec<Answered> = cases.iter().map(|one| one.case).collect();
    Ok(Performance {
        all: of(&all),
        months: by(&|one| format!("{:02}月", one.case.replied_on.month())),
        handlers: handlers(by(&|one| one.handler.clone())),
        channels: in_order(by(&|one| place(one.channel)), &|at| {
            Channel::ALL.get(at).map_or("", |channel| channel.label())
        }),
        outcomes: in_order(by(&|one| place(one.outcome)), &|at| {
            TableThreeRow::ALL.get(at).map_or("", |row| row.label())
        }),
        overdue: overdue(office, actor, moment).await?,
    })
}

/// Without the ids that tell apart two people of one name.
fn handlers(groups: Vec<(String, Figures)>) -> Vec<(String, Figures)> {
    let named = |(name, figures): (String, Figures)| {
        (name.split('\t').next().unwrap_or_default().to_owned(), figures)
    };
    groups.into_iter().map(named).collect()
}

async fn overdue(office: &Office, actor: &Actor, moment: Moment) -> Result<usize, OfficeError> {
    use sea_orm::PaginatorTrait;
    let late = request_case::Entity::find()
        .filter(request_case::Column::OrganId.eq(actor.organ))
        .filter(is_open())
        .filter(request_case::Column::DecidedOn.is_null())
        .filter(request_case::Column::DueOn.lt(moment.today.to_string()));
    Ok(usize::try_from(late.count(office.on()).await?).unwrap_or(usize::MAX))
}

async fn grouped(office: &Office, actor: &Actor, year: i16) -> Result<Vec<Grouped>, OfficeError> {
    use request_case::Column;
    let rows = request_case::Entity::find()
        .select_only()
        .columns([
            Column::ApplicationId,
            Column::ReceivedOn,
            Column::DecidedOn,
            Column::IsLate,
            Column::Outcome,
            Column::AssignedTo,
        ])
        .filter(Column::OrganId.eq(actor.organ))
        .filter(Column::DecidedOn.between(format!("{year}-01-01"), format!("{year}-12-31")))
        .filter(Column::ReceivedOn.is_not_null())
        .filter(Column::State.ne(law::cases::State::Withdrawn.code()))
        .into_model::<Row>()
        .all(office.on())
        .await?;
    let channels = channels(office, actor).await?;
    let people = people(office, actor).await?;
    let grouped = |found: Row| {
        let outcome = row(&found.outcome.unwrap_or_default())?;
        let channel = channels.get(&found.application_id).copied().unwrap_or_default();
        let handler = found
            .assigned_to
            .and_then(|id| Some(format!("{}\t{id}", people.get(&id)?)));
        Ok(Grouped {
            case: Answered {
                received_on: the_day(found.received_on)?,
                replied_on: the_day(found.decided_on)?,
                is_late: found.is_late,
            },
            channel,
            outcome: TableThreeRow::ALL
                .iter()
                .position(|known| *known == outcome)
                .unwrap_or_default(),
            handler: handler.unwrap_or_else(|| "未指定".to_owned()),
        })
    };
    rows.into_iter().map(grouped).collect()
}

fn the_day(text: Option<String>) -> Result<Date, OfficeError> {
    day(&text.unwrap_or_default())
}

/// The channel of each application, by its place among them.
async fn channels(office: &Office, actor: &Actor) -> Result<BTreeMap<ApplicationId, usize>, OfficeError> {
    let rows: Vec<(ApplicationId, String)> = application::Entity::find()
        .select_only()
        .column(application::Column::Id)
        .column(application::Column::Channel)
        .filter(application::Column::OrganId.eq(actor.organ))
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
