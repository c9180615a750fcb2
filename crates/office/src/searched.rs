//! What visitors of the site search for (公众搜索), counted by the month and by no name: words stand here once enough visitors asked
//! for them ([`law::searched`]); until then only a keyed digest does, by which nobody reads them.

use jiff::ToSpan;
use jiff::civil::Date;
use law::searched::{KEPT_MONTHS, READ_FROM};
use law::staff::{Act, may};
use sea_orm::sea_query::Order;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Statement, Value,
};

use crate::entity::search_word::{Column, Entity, Model};
use crate::error::OfficeError;
use crate::ids::OrganId;
use crate::moment::{Actor, Moment, Program};
use crate::store::{Office, transaction};

/// Words that are listed.
const LISTED: u64 = 100;
/// Under which all is counted that may not be kept.
const UNKEPT: &str = "";

/// What was heard of some words since it was last kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    pub organ: OrganId,
    /// As [`law::searched::kept`] has them; `None` for what may not be kept.
    pub words: Option<String>,
    pub visitors: u32,
    /// How much was found for the last of them; `None` where it was not looked for anew.
    pub found: Option<u64>,
}

/// Words that several visitors searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Searched {
    pub words: String,
    pub visitors: u64,
    /// How much was found when they were last looked for.
    pub found: Option<u64>,
}

/// A month of the site's searches.
#[derive(Clone, Debug, Default)]
pub struct SearchMonth {
    /// What most asked for, first.
    pub most: Vec<Searched>,
    /// The same of what nothing was found for.
    pub missed: Vec<Searched>,
    /// Searches in all, each visitor counted once a day for the same words.
    pub all: u64,
    /// Those of them whose words nobody reads.
    pub unread: u64,
}

/// The month of a day as it is kept: `2026-11`.
pub fn month_of(day: Date) -> String {
    day.strftime("%Y-%m").to_string()
}

/// Adds what was heard to the month's counts.
pub async fn keep(office: &Office, _: Program, moment: Moment, tallies: &[Tally]) -> Result<(), OfficeError> {
    if tallies.is_empty() {
        return Ok(());
    }
    let month = month_of(moment.today);
    let statements: Vec<Statement> = tallies
        .iter()
        .map(|tally| add(office, &month, tally))
        .collect::<Result<_, _>>()?;
    transaction!(office, begin_bare, |tx| {
        for statement in &statements {
            tx.on().execute_raw(statement.clone()).await?;
        }
        Ok(())
    })
}

/// One statement, so that what several servers heard of the same words is added up.
fn add(office: &Office, month: &str, tally: &Tally) -> Result<Statement, OfficeError> {
    let sql = "INSERT INTO search_word (organ_id, month, mark, words, visitors, found) \
               VALUES ($1, $2, $3, CASE WHEN $5 >= $7 THEN $4 ELSE NULL END, $5, $6) \
               ON CONFLICT (organ_id, month, mark) DO UPDATE SET \
               visitors = search_word.visitors + $5, found = COALESCE($6, search_word.found), \
               words = CASE WHEN search_word.visitors + $5 >= $7 THEN $4 ELSE NULL END";
    let mark = match &tally.words {
        Some(words) => office
            .keys()?
            .blind(&format!("{}\n{words}", tally.organ), "search.words")?,
        None => UNKEPT.to_owned(),
    };
    let values: [Value; 7] = [
        tally.organ.into(),
        month.into(),
        mark.into(),
        tally.words.clone().into(),
        i64::from(tally.visitors).into(),
        tally
            .found
            .map(|found| i64::try_from(found).unwrap_or(i64::MAX))
            .into(),
        i64::from(READ_FROM).into(),
    ];
    Ok(Statement::from_sql_and_values(
        office.engine().backend(),
        sql,
        values,
    ))
}

/// Forgets the months that are past their time; gives how many counts went.
pub async fn forget_old(office: &Office, _: Program, moment: Moment) -> Result<u64, OfficeError> {
    let first = month_of(moment.today.saturating_sub(KEPT_MONTHS.months()));
    let gone = Entity::delete_many().filter(Column::Month.lt(first));
    Ok(gone.exec(office.on()).await?.rows_affected)
}

/// The months of the actor's organ that something is kept of, the latest first.
pub async fn months(office: &Office, actor: &Actor) -> Result<Vec<String>, OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    let months = Entity::find()
        .filter(Column::OrganId.eq(actor.organ))
        .select_only()
        .column(Column::Month)
        .distinct()
        .order_by(Column::Month, Order::Desc);
    Ok(months.into_tuple().all(office.on()).await?)
}

/// What visitors of the actor's organ searched for in a month.
pub async fn of_month(office: &Office, actor: &Actor, month: &str) -> Result<SearchMonth, OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    let rows = Entity::find()
        .filter(Column::OrganId.eq(actor.organ))
        .filter(Column::Month.eq(month));
    let read = rows
        .clone()
        .filter(Column::Words.is_not_null())
        .filter(Column::Mark.ne(UNKEPT))
        .order_by(Column::Visitors, Order::Desc)
        .order_by(Column::Words, Order::Asc)
        .limit(LISTED);
    let most = read.clone().all(office.on()).await?;
    let missed = read.filter(Column::Found.eq(0)).all(office.on()).await?;
    let sum = |rows: sea_orm::Select<Entity>| rows.select_only().column(Column::Visitors).into_tuple::<i64>();
    let all = sum(rows.clone()).all(office.on()).await?;
    let unread = sum(rows.filter(Column::Words.is_null())).all(office.on()).await?;
    let total = |counts: Vec<i64>| counts.into_iter().map(number).sum();
    Ok(SearchMonth {
        most: most.into_iter().filter_map(searched).collect(),
        missed: missed.into_iter().filter_map(searched).collect(),
        all: total(all),
        unread: total(unread),
    })
}

fn searched(row: Model) -> Option<Searched> {
    Some(Searched {
        words: row.words?,
        visitors: number(row.visitors),
        found: row.found.map(number),
    })
}

fn number(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}
