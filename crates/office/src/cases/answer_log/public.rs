//! What the public reads of the log: entries that are published and whose case still says what they tell. No person, no number
//! of an application.

use jiff::civil::Date;
use law::cases::answer_log::EntryState;
use law::cases::similar::Wanted;
use law::codes::TableThreeRow;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::is_current;
use crate::cases::stored::{day, row};
use crate::entity::logged_answer::{Column, Entity, Model};
use crate::error::OfficeError;
use crate::ids::{LoggedAnswerId, OrganId};
use crate::store::Office;
use crate::text::{contains, line};
use crate::versioned::{self, Page};

const PER_PAGE: u64 = 30;
/// Titles that are looked through for what somebody is about to ask for, the latest first; and most that are shown.
const LOOKED_THROUGH: u64 = 3_000;
const RESEMBLING: usize = 3;

/// An entry as anybody reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicAnswer {
    pub title: String,
    pub summary: String,
    pub outcome: TableThreeRow,
    pub replied_on: Date,
}

/// What of the log is looked for.
#[derive(Clone, Debug, Default)]
pub struct LogFilter {
    /// Words of title or summary; empty: all.
    pub words: String,
    /// Of the day of the answer.
    pub year: Option<i16>,
    /// From 1.
    pub page: u64,
}

/// A page of the log, the latest answer first.
pub async fn public_log(
    office: &Office,
    organ: OrganId,
    filter: &LogFilter,
) -> Result<Page<PublicAnswer>, OfficeError> {
    let mut query = shown(organ)
        .order_by_desc(Column::RepliedOn)
        .order_by_desc(Column::Id);
    if let Some(year) = filter.year {
        query = query.filter(Column::RepliedOn.between(format!("{year}-01-01"), format!("{year}-12-31")));
    }
    if !line(&filter.words).is_empty() {
        let either = Condition::any()
            .add(contains(Column::Title, &filter.words))
            .add(contains(Column::Summary, &filter.words));
        query = query.filter(either);
    }
    let found = versioned::page(office, query, filter.page, PER_PAGE).await?;
    let items = found.items.iter().map(read).collect::<Result<_, _>>()?;
    Ok(found.with(items))
}

/// Every entry of an organ's that was published, whether or not its case still says so: for the search, which asks
/// [`still_shown`] of each before anybody sees it.
pub async fn published_entries(
    office: &Office,
    organ: OrganId,
) -> Result<Vec<(LoggedAnswerId, PublicAnswer)>, OfficeError> {
    let rows = Entity::find()
        .filter(Column::OrganId.eq(organ))
        .filter(Column::State.eq(EntryState::Published.code()))
        .order_by_asc(Column::Id)
        .all(office.on())
        .await?;
    rows.iter().map(|row| Ok((row.id, read(row)?))).collect()
}

/// Which of these entries the public reads as this is asked.
pub async fn still_shown(
    office: &Office,
    organ: OrganId,
    ids: &[LoggedAnswerId],
) -> Result<Vec<LoggedAnswerId>, OfficeError> {
    let query = shown(organ)
        .select_only()
        .column(Column::Id)
        .filter(Column::Id.is_in(ids.iter().copied()));
    Ok(query.into_tuple().all(office.on()).await?)
}

/// The years of the log, the latest first.
pub async fn log_years(office: &Office, organ: OrganId) -> Result<Vec<i16>, OfficeError> {
    let days: Vec<String> = shown(organ)
        .select_only()
        .column(Column::RepliedOn)
        .distinct()
        .order_by_desc(Column::RepliedOn)
        .into_tuple()
        .all(office.on())
        .await?;
    let mut years = days
        .iter()
        .map(|one| day(one).map(Date::year))
        .collect::<Result<Vec<_>, _>>()?;
    years.dedup();
    Ok(years)
}

/// Titles of what was answered before and may be what these words ask for, the likeliest first.
pub async fn answers_resembling(
    office: &Office,
    organ: OrganId,
    wanted: &Wanted,
) -> Result<Vec<String>, OfficeError> {
    let titles: Vec<String> = shown(organ)
        .select_only()
        .column(Column::Title)
        .order_by_desc(Column::RepliedOn)
        .limit(LOOKED_THROUGH)
        .into_tuple()
        .all(office.on())
        .await?;
    let wanted = wanted.clone();
    let looking = move || wanted.likeliest(titles, String::as_str, RESEMBLING);
    office.limits().visitors.run(looking).await
}

fn shown(organ: OrganId) -> Select<Entity> {
    Entity::find()
        .filter(Column::OrganId.eq(organ))
        .filter(Column::State.eq(EntryState::Published.code()))
        .filter(is_current())
}

fn read(model: &Model) -> Result<PublicAnswer, OfficeError> {
    Ok(PublicAnswer {
        title: model.title.clone(),
        summary: model.summary.clone(),
        outcome: row(&model.outcome)?,
        replied_on: day(&model.replied_on)?,
    })
}
