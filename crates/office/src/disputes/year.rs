//! Table 四 counted from the disputes, by the rule of `law::disputes::Dispute::counted_in`: every dispute that was open in
//! the year, by its result on 31 December. Every cell opens into its disputes.

use law::codes::{Route, Verdict};
use law::disputes::{Ending, Settings};
use law::reports::{Cell, Counted, Tables};
use law::staff::{Act, may};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Select, Statement,
};

use super::list::page;
use super::{DisputeRow, ending, route};
use crate::cases::{read_settings, settings};
use crate::documents::Page;
use crate::entity::dispute::{Column, Entity};
use crate::error::OfficeError;
use crate::ids::OrganId;
use crate::moment::Actor;
use crate::store::Office;

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
    for (route, ending, count) in counts(on, organ, year, &settings).await? {
        let verdict = ending.map_or(Verdict::Pending, |ending| settings.verdict(ending));
        counted.add(Cell::Four(route, verdict), count);
    }
    for cell in Cell::all().filter(|cell| matches!(cell, Cell::Four(..))) {
        tables.set(cell, counted.get(cell));
    }
    Ok(())
}

/// How many disputes of each route ended so in the year; `None` for those pending at its end.
async fn counts(
    on: &impl ConnectionTrait,
    organ: OrganId,
    year: i16,
    settings: &Settings,
) -> Result<Vec<(Route, Option<Ending>, u32)>, OfficeError> {
    let new = if settings.counts_only_new {
        "AND received_on >= $2"
    } else {
        ""
    };
    let sql = format!(
        "SELECT route, result, COUNT(*) AS disputes FROM \
         (SELECT route, CASE WHEN ended_on <= $3 THEN ending END AS result FROM dispute \
          WHERE organ_id = $1 AND received_on <= $3 AND (ended_on IS NULL OR ended_on >= $2) {new}) AS of_year \
         GROUP BY route, result"
    );
    let (first, last) = (format!("{year}-01-01"), format!("{year}-12-31"));
    let values = [organ.into(), first.into(), last.into()];
    let query = Statement::from_sql_and_values(on.get_database_backend(), sql, values);
    let mut found = Vec::new();
    for row in on.query_all_raw(query).await? {
        let code: String = row.try_get("", "route")?;
        let result: Option<String> = row.try_get("", "result")?;
        let count: i64 = row.try_get("", "disputes")?;
        found.push((
            route(&code)?,
            result.as_deref().map(ending).transpose()?,
            u32::try_from(count).unwrap_or(u32::MAX),
        ));
    }
    Ok(found)
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
    let settings = settings(office, actor.organ).await?.disputes;
    let query = behind(actor.organ, year, &settings)
        .filter(Column::Route.eq(route.code()))
        .order_by_desc(Column::ReceivedOn);
    let last = format!("{year}-12-31");
    let query = match verdict {
        Verdict::Total => query,
        Verdict::Pending => query.filter(
            Condition::any()
                .add(Column::EndedOn.is_null())
                .add(Column::EndedOn.gt(last)),
        ),
        verdict => {
            let endings = Ending::ALL
                .iter()
                .filter(|ending| settings.verdict(**ending) == verdict);
            query
                .filter(Column::EndedOn.lte(last))
                .filter(Column::Ending.is_in(endings.map(|ending| ending.code())))
        }
    };
    page(office, query, number).await
}

fn behind(organ: OrganId, year: i16, settings: &Settings) -> Select<Entity> {
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
