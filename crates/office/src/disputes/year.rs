//! Table 四 counted from the disputes, by the rule of `law::disputes::Dispute::counted_in`: every dispute that was open in
//! the year, by its result on 31 December. Every cell opens into its disputes.

use law::codes::{Route, Verdict};
use law::disputes::{Ending, Settings};
use law::reports::{Cell, Counted, Tables};
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Select};

use super::list::page;
use super::{DisputeRow, ending, route};
use crate::cases::{read_settings, settings};
use crate::counting::by_codes;
use crate::entity::dispute::{Column, Entity};
use crate::error::OfficeError;
use crate::ids::OrganId;
use crate::moment::Actor;
use crate::store::Office;
use crate::versioned::Page;

/// Table 四 of an organ and a year; the other tables stay as `tables` has them.
pub async fn year_tables(
    office: &Office,
    actor: &Actor,
    year: i16,
    tables: &mut Tables,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::SeeReports)?;
    table_four(office.on(), actor.organ, year, tables).await
}

/// The same, asked by another slice that has checked who asks, within its transaction where it has one.
pub(crate) async fn table_four(
    on: &impl ConnectionTrait,
    organ: OrganId,
    year: i16,
    tables: &mut Tables,
) -> Result<(), OfficeError> {
    let settings = read_settings(on, organ).await?.disputes;
    let mut counted = Counted::zeros();
    let pending = pending(of_year(organ, year, &settings), year);
    for (code, _, count) in by_codes(on, pending, Column::Route, Column::Ending).await? {
        counted.add(Cell::Four(route(&code)?, Verdict::Pending), count);
    }
    let ended = ended(of_year(organ, year, &settings), year);
    for (code, result, count) in by_codes(on, ended, Column::Route, Column::Ending).await? {
        let result = result.ok_or_else(|| OfficeError::Damaged("dispute.ending 的值为空".to_owned()))?;
        let verdict = settings.verdict(ending(&result)?);
        counted.add(Cell::Four(route(&code)?, verdict), count);
    }
    for cell in Cell::all().filter(|cell| matches!(cell, Cell::Four(..))) {
        tables.set(cell, counted.get(cell));
    }
    Ok(())
}

/// The disputes behind one cell of table 四, page `number` from 1.
pub async fn of_cell(
    office: &Office,
    actor: &Actor,
    year: i16,
    route: Route,
    verdict: Verdict,
    number: u64,
) -> Result<Page<DisputeRow>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let settings = settings(office, actor).await?.disputes;
    let query = of_year(actor.organ, year, &settings)
        .filter(Column::Route.eq(route.code()))
        .order_by_desc(Column::ReceivedOn);
    let query = match verdict {
        Verdict::Total => query,
        Verdict::Pending => pending(query, year),
        verdict => {
            let endings = Ending::ALL
                .iter()
                .filter(|ending| settings.verdict(**ending) == verdict);
            ended(query, year).filter(Column::Ending.is_in(endings.map(|ending| ending.code())))
        }
    };
    page(office, query, number).await
}

/// Those that count in the year: open in it, and where the organ counts only new ones, received in it.
fn of_year(organ: OrganId, year: i16, settings: &Settings) -> Select<Entity> {
    let (first, last) = (format!("{year}-01-01"), format!("{year}-12-31"));
    let query = Entity::find()
        .filter(Column::OrganId.eq(organ))
        .filter(Column::ReceivedOn.lte(&last))
        .filter(
            Condition::any()
                .add(Column::EndedOn.is_null())
                .add(Column::EndedOn.gte(&first)),
        );
    if settings.counts_only_new {
        query.filter(Column::ReceivedOn.gte(first))
    } else {
        query
    }
}

/// Of these, those that had not ended by the end of the year.
fn pending(query: Select<Entity>, year: i16) -> Select<Entity> {
    query.filter(
        Condition::any()
            .add(Column::EndedOn.is_null())
            .add(Column::EndedOn.gt(format!("{year}-12-31"))),
    )
}

/// Of these, those that had.
fn ended(query: Select<Entity>, year: i16) -> Select<Entity> {
    query.filter(Column::EndedOn.lte(format!("{year}-12-31")))
}
