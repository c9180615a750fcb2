//! The numbers of a year as `law::rulings` counts them, for the register's page, for table 二 and for the list behind each of them.

use std::collections::BTreeMap;

use law::reports::{Cell, Counted};
use law::rulings::{Counting, RulingKind, Tally, printed, tally};
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::Ruling;
use super::list::of_year;
use super::read::{day, kind};
use crate::entity::ruling::{Column, Entity};
use crate::error::OfficeError;
use crate::ids::OrganId;
use crate::moment::Actor;
use crate::store::Office;
use crate::versioned::{self, Page};

const PER_PAGE: u64 = 30;

/// A row as it counts: kind, day, first day of a summary, amount, day of revocation.
type CountingRow = (String, String, Option<String>, i64, Option<String>);

/// The numbers of a year, of the kinds that have entries of it.
pub async fn year(
    office: &Office,
    actor: &Actor,
    year: i16,
) -> Result<BTreeMap<RulingKind, Tally>, OfficeError> {
    may(&actor.roles, Act::SeeRulings)?;
    tallies(office.on(), actor.organ, year).await
}

async fn tallies(
    on: &impl ConnectionTrait,
    organ: OrganId,
    year: i16,
) -> Result<BTreeMap<RulingKind, Tally>, OfficeError> {
    let (first, last) = (format!("{year}-01-01"), format!("{year}-12-31"));
    let touched = Condition::any()
        .add(Column::DecidedOn.between(&first, &last))
        .add(Column::RevokedOn.between(&first, &last));
    let rows: Vec<CountingRow> = Entity::find()
        .filter(Column::OrganId.eq(organ))
        .filter(Column::StruckOn.is_null())
        .filter(touched)
        .select_only()
        .column(Column::Kind)
        .column(Column::DecidedOn)
        .column(Column::SummaryFrom)
        .column(Column::Amount)
        .column(Column::RevokedOn)
        .into_tuple()
        .all(on)
        .await?;
    let entries: Result<Vec<Counting>, OfficeError> = rows.into_iter().map(counting).collect();
    Ok(tally(year, entries?))
}

fn counting((code, on, from, amount, revoked_on): CountingRow) -> Result<Counting, OfficeError> {
    Ok(Counting {
        kind: kind(&code)?,
        on: day(&on)?,
        is_summary: from.is_some(),
        amount,
        revoked_on: revoked_on.as_deref().map(day).transpose()?,
        is_struck: false,
    })
}

/// Puts what the register counts of a year into its cells; a kind without an entry of the year is not counted here.
pub(crate) async fn count_into(
    on: &impl ConnectionTrait,
    organ: OrganId,
    year: i16,
    counted: &mut Counted,
) -> Result<(), OfficeError> {
    for (kind, tally) in tallies(on, organ, year).await? {
        let cell = kind.cell();
        counted.rulings.insert(cell, printed(kind, tally.of_summaries));
        counted.tables.set(Cell::Two(cell), printed(kind, tally.amount));
    }
    Ok(())
}

/// The entries behind a number of table 二, those of single decisions or the summaries; page `number` from 1.
pub async fn of_cell(
    office: &Office,
    actor: &Actor,
    (year, kind): (i16, RulingKind),
    is_summary: bool,
    number: u64,
) -> Result<Page<Ruling>, OfficeError> {
    may(&actor.roles, Act::SeeRulings)?;
    // A revocation takes a decision off where it is in force by the end of the same year (`law::rulings::Counting::counts_in`).
    let counts = Condition::any()
        .add(Column::RevokedOn.is_null())
        .add(Column::RevokedOn.gt(format!("{year}-12-31")));
    let query = of_year(actor.organ, year)
        .filter(Column::Kind.eq(kind.code()))
        .filter(Column::StruckOn.is_null())
        .filter(counts);
    let query = if is_summary {
        query.filter(Column::SummaryFrom.is_not_null())
    } else {
        query.filter(Column::SummaryFrom.is_null())
    };
    let query = query.order_by_desc(Column::DecidedOn).order_by_desc(Column::Id);
    versioned::page(office, query, number, PER_PAGE).await?.read()
}
