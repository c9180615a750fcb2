//! The register of 规章 and 行政规范性文件: read from the documents that are out, counted by `law::documents::Registered` for the register,
//! for table 二 and for the list behind each of its numbers alike.

use jiff::civil::Date;
use law::documents::{Ending, Norm, REGISTERED_CELLS, Registered, Validity, as_of, expiry_told_from};
use law::reports::{Cell, Counted, Table2};
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::ended::{term, validity};
use crate::entity::{document, edition};
use crate::error::OfficeError;
use crate::ids::{DocumentId, OrganId};
use crate::moment::{Actor, Moment};
use crate::store::Office;

/// A document of the register.
#[derive(Clone, Debug)]
pub struct RegisterRow {
    pub id: DocumentId,
    pub index_number: String,
    pub title: String,
    pub document_number: Option<String>,
    pub registered: Registered,
    /// What the public is told.
    pub validity: Validity,
    pub basis: Option<String>,
}

/// A year of the register.
#[derive(Clone, Debug)]
pub struct RegisterYear {
    /// The cells of table 二 that it counts, with their numbers.
    pub cells: Vec<(Table2, usize)>,
    /// What turned 失效 by its own term, which table 二 does not print.
    pub expired: usize,
    /// What is in force at the end of the year, or today: the list of a yearly 清理.
    pub in_force: Vec<RegisterRow>,
    /// What was repealed or expired in the year.
    pub ended: Vec<RegisterRow>,
}

/// Every document of the register, the earliest made first.
async fn rows(on: &impl ConnectionTrait, organ: OrganId) -> Result<Vec<RegisterRow>, OfficeError> {
    let documents = document::Entity::find()
        .filter(document::Column::OrganId.eq(organ))
        .filter(document::Column::Norm.is_not_null())
        .filter(document::Column::PublishedEdition.is_not_null())
        .order_by_asc(document::Column::MadeOn)
        .order_by_asc(document::Column::Id)
        .all(on)
        .await?;
    let mut rows = Vec::new();
    for row in documents {
        rows.extend(read(on, row).await?);
    }
    Ok(rows)
}

async fn read(on: &impl ConnectionTrait, row: document::Model) -> Result<Option<RegisterRow>, OfficeError> {
    let made_on = row.made_on.as_deref().and_then(|day| day.parse::<Date>().ok());
    let norm = row.norm.as_deref().and_then(Norm::from_code);
    let (Some(norm), Some(made_on)) = (norm, made_on) else {
        return Ok(None);
    };
    let out = edition::Entity::find()
        .filter(edition::Column::DocumentId.eq(row.id))
        .filter(edition::Column::Number.eq(row.published_edition))
        .one(on)
        .await?;
    Ok(Some(RegisterRow {
        registered: Registered {
            norm,
            made_on,
            term: term(&row)?,
            is_led_elsewhere: row.is_led_elsewhere,
        },
        validity: validity(&row).unwrap_or(Validity::InForce),
        document_number: out.and_then(|out| out.document_number),
        title: row.published_title.unwrap_or(row.title),
        basis: row.ended_basis,
        id: row.id,
        index_number: row.index_number,
    }))
}

/// Puts what the register counts of a year into its cells; an organ without one counts nothing.
pub(crate) async fn count_into(
    on: &impl ConnectionTrait,
    organ: OrganId,
    year: i16,
    counted: &mut Counted,
) -> Result<(), OfficeError> {
    let rows = rows(on, organ).await?;
    counted.has_register = !rows.is_empty();
    for cell in REGISTERED_CELLS {
        let count = rows
            .iter()
            .filter(|row| row.registered.counts_in(cell, year, Date::MAX))
            .count();
        counted
            .tables
            .set(Cell::Two(cell), u32::try_from(count).unwrap_or(u32::MAX));
    }
    Ok(())
}

/// The documents behind a cell of table 二. `today` ends a year that has not ended yet.
pub async fn of_cell(
    office: &Office,
    actor: &Actor,
    cell: Table2,
    year: i16,
    today: Date,
) -> Result<Vec<RegisterRow>, OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    let mut rows = rows(office.on(), actor.organ).await?;
    rows.retain(|row| row.registered.counts_in(cell, year, today));
    Ok(rows)
}

/// A year of the register as it stands today.
pub async fn register(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    year: i16,
) -> Result<RegisterYear, OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    let rows = rows(office.on(), actor.organ).await?;
    let today = moment.today;
    let count = |cell: Table2| {
        let counting = rows
            .iter()
            .filter(|row| row.registered.counts_in(cell, year, today));
        (cell, counting.count())
    };
    let cells = REGISTERED_CELLS.into_iter().map(count).collect();
    let expired = rows
        .iter()
        .filter(|row| row.registered.expired_in(year, today))
        .count();
    let day = as_of(year, today);
    let end = |row: &RegisterRow| row.registered.term.ended_by(day);
    let ended_in = |row: &&RegisterRow| end(row).is_some_and(|(_, from)| from.year() == year);
    let ended = rows.iter().filter(ended_in).cloned().collect();
    let is_in_force = |row: &RegisterRow| row.registered.made_on <= day && end(row).is_none();
    Ok(RegisterYear {
        cells,
        expired,
        ended,
        in_force: rows.into_iter().filter(is_in_force).collect(),
    })
}

/// What runs out soon by its own term and is not ended otherwise before, the soonest first, with its last day: from when on is told is
/// a rule row.
pub async fn expiring(
    office: &Office,
    actor: &Actor,
    moment: Moment,
) -> Result<Vec<(RegisterRow, Date)>, OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    let mut expiring = Vec::new();
    for row in rows(office.on(), actor.organ).await? {
        let term = row.registered.term;
        let Some(last) = term.valid_until else { continue };
        let is_told = expiry_told_from(last).is_some_and(|from| from <= moment.today);
        let is_soon = last >= moment.today && is_told;
        if is_soon && term.end().is_some_and(|(how, _)| how == Ending::Expired) {
            expiring.push((row, last));
        }
    }
    expiring.sort_by_key(|(_, last)| *last);
    Ok(expiring)
}
