//! Table 三 counted from the cases: a case is new in the year of its receipt, stands in one leaf row in the year it was decided,
//! and is carried forward while it is open at the end of 31 December. Every cell opens into its cases.

use law::codes::{ApplicantKind, TableThreeRow};
use law::reports::{Cell, Tables};
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, Select, Statement};

use super::list::{CaseRow, page};
use crate::cases::stored::{damaged, kind, row};
use crate::documents::Page;
use crate::entity::request_case::{Column, Entity};
use crate::error::OfficeError;
use crate::ids::OrganId;
use crate::moment::Actor;
use crate::store::Office;

/// Table 三 of an organ and a year; the other tables stay as `tables` has them.
pub async fn year_tables(
    office: &Office,
    actor: &Actor,
    year: i16,
    tables: &mut Tables,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::SeeReports)?;
    table_three(office.on(), actor.organ, year, tables).await
}

/// The same, asked by another slice that has checked who asks, within its transaction where it has one.
pub(crate) async fn table_three(
    on: &impl ConnectionTrait,
    organ: OrganId,
    year: i16,
    tables: &mut Tables,
) -> Result<(), OfficeError> {
    for row in TableThreeRow::printed() {
        for kind in ApplicantKind::ALL {
            tables.set(Cell::Three(row, *kind), 0_u32);
        }
    }
    let (first, last) = (format!("{year}-01-01"), format!("{year}-12-31"));
    let mut add = |row: TableThreeRow, kind: ApplicantKind, count: u32| {
        for kind in [kind, ApplicantKind::Total] {
            let cell = Cell::Three(row, kind);
            let sum = tables.get(cell).unwrap_or_default() + rust_decimal::Decimal::from(count);
            tables.set(cell, sum);
        }
    };
    let new = "received_on BETWEEN $2 AND $3";
    let brought = "received_on < $2 AND (decided_on IS NULL OR decided_on >= $2) AND $3 = $3";
    let carried = "received_on <= $3 AND (decided_on IS NULL OR decided_on > $3) AND $2 = $2";
    for (row, condition) in [
        (TableThreeRow::New, new),
        (TableThreeRow::BroughtForward, brought),
        (TableThreeRow::CarriedForward, carried),
    ] {
        for (kind, _, count) in counted(on, organ, condition, &first, &last).await? {
            add(row, kind, count);
        }
    }
    let decided = "decided_on BETWEEN $2 AND $3 AND received_on IS NOT NULL";
    for (kind, outcome, count) in counted(on, organ, decided, &first, &last).await? {
        let outcome = outcome.ok_or_else(|| damaged("request_case.outcome", "NULL"))?;
        add(outcome, kind, count);
        add(TableThreeRow::Total, kind, count);
    }
    Ok(())
}

/// Whether any case was received, open or decided in the year.
pub(crate) async fn has_cases(
    on: &impl ConnectionTrait,
    organ: OrganId,
    year: i16,
) -> Result<bool, OfficeError> {
    for row in [TableThreeRow::New, TableThreeRow::BroughtForward] {
        if behind(organ, year, row).one(on).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// How many cases decided in the year had a correction asked for (补正通知).
pub(crate) async fn correction_notices(
    on: &impl ConnectionTrait,
    organ: OrganId,
    year: i16,
) -> Result<u32, OfficeError> {
    let sql = "SELECT COUNT(*) AS notices FROM request_case WHERE organ_id = $1 AND decided_on BETWEEN $2 AND $3 \
               AND EXISTS (SELECT 1 FROM case_event WHERE case_event.case_id = request_case.id AND act = $4)";
    let act = law::cases::Act::CorrectionRequested.code();
    let (first, last) = (format!("{year}-01-01"), format!("{year}-12-31"));
    let values = [organ.into(), first.into(), last.into(), act.into()];
    let query = Statement::from_sql_and_values(on.get_database_backend(), sql, values);
    let Some(found) = on.query_one_raw(query).await? else {
        return Ok(0);
    };
    let count: i64 = found.try_get("", "notices")?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

async fn counted(
    on: &impl ConnectionTrait,
    organ: OrganId,
    condition: &str,
    first: &str,
    last: &str,
) -> Result<Vec<(ApplicantKind, Option<TableThreeRow>, u32)>, OfficeError> {
    let sql = format!(
        "SELECT applicant_kind, outcome, COUNT(*) AS cases FROM request_case \
         WHERE organ_id = $1 AND {condition} GROUP BY applicant_kind, outcome"
    );
    let values = [organ.into(), first.into(), last.into()];
    let query = Statement::from_sql_and_values(on.get_database_backend(), sql, values);
    let mut counts = Vec::new();
    for found in on.query_all_raw(query).await? {
        let applicant: String = found.try_get("", "applicant_kind")?;
        let outcome: Option<String> = found.try_get("", "outcome")?;
        let count: i64 = found.try_get("", "cases")?;
        counts.push((
            kind(&applicant)?,
            outcome.as_deref().map(row).transpose()?,
            u32::try_from(count).unwrap_or(u32::MAX),
        ));
    }
    Ok(counts)
}

/// The cases behind one cell of table 三.
pub async fn of_cell(
    office: &Office,
    actor: &Actor,
    year: i16,
    row: TableThreeRow,
    kind: ApplicantKind,
    number: u64,
) -> Result<Page<CaseRow>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let mut query = behind(actor.organ, year, row);
    if kind != ApplicantKind::Total {
        query = query.filter(Column::ApplicantKind.eq(kind.code()));
    }
    page(office, query, number).await
}

fn behind(organ: OrganId, year: i16, row: TableThreeRow) -> Select<Entity> {
    let (first, last) = (format!("{year}-01-01"), format!("{year}-12-31"));
    let open_at = |day: &str, is_on: bool| {
        let later = if is_on {
            Column::DecidedOn.gte(day)
        } else {
            Column::DecidedOn.gt(day)
        };
        Condition::any().add(Column::DecidedOn.is_null()).add(later)
    };
    let query = Entity::find().filter(Column::OrganId.eq(organ));
    match row {
        TableThreeRow::New => query.filter(Column::ReceivedOn.between(first, last)),
        TableThreeRow::BroughtForward => query
            .filter(Column::ReceivedOn.lt(&first))
            .filter(open_at(&first, true)),
        TableThreeRow::CarriedForward => query
            .filter(Column::ReceivedOn.lte(&last))
            .filter(open_at(&last, false)),
        TableThreeRow::Total => query
            .filter(Column::DecidedOn.between(first, last))
            .filter(Column::ReceivedOn.is_not_null()),
        leaf => query
            .filter(Column::DecidedOn.between(first, last))
            .filter(Column::ReceivedOn.is_not_null())
            .filter(Column::Outcome.eq(leaf.code())),
    }
}
