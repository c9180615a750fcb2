//! Table 三 counted from the cases. What counts where is `law::cases::CountingRule`; here it becomes the one condition that
//! counts a cell and lists the cases behind it.

use law::cases::{CountingRule, Days, Decided};
use law::codes::{ApplicantKind, TableThreeRow};
use law::reports::{Cell, Counted, Tables};
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, Select, Statement};

use super::list::{CaseRow, page};
use crate::cases::stored::{damaged, kind, row};
use crate::counting::by_codes;
use crate::entity::request_case::{Column, Entity};
use crate::error::OfficeError;
use crate::ids::OrganId;
use crate::moment::Actor;
use crate::store::Office;
use crate::versioned::Page;

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
    let mut counted = Counted::zeros();
    for row in [
        TableThreeRow::New,
        TableThreeRow::BroughtForward,
        TableThreeRow::CarriedForward,
    ] {
        for (kind, _, count) in counts(on, organ, year, row).await? {
            counted.add(Cell::Three(row, kind), count);
        }
    }
    // Every row of an outcome at once: the total is what they share.
    for (kind, outcome, count) in counts(on, organ, year, TableThreeRow::Total).await? {
        let outcome = outcome.ok_or_else(|| damaged("request_case.counted_as", "NULL"))?;
        counted.add(Cell::Three(outcome, kind), count);
        counted.add(Cell::Three(TableThreeRow::Total, kind), count);
    }
    for cell in Cell::all().filter(|cell| matches!(cell, Cell::Three(..))) {
        tables.set(cell, counted.get(cell));
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
        if behind(organ, year, row)?.one(on).await?.is_some() {
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
    decided_after(on, organ, year, law::cases::Act::CorrectionRequested).await
}

/// How many cases decided in the year had a fee asked for (收费通知).
pub(crate) async fn fee_notices(
    on: &impl ConnectionTrait,
    organ: OrganId,
    year: i16,
) -> Result<u32, OfficeError> {
    decided_after(on, organ, year, law::cases::Act::FeeNotified).await
}

/// How many cases decided in the year have this act in their course.
async fn decided_after(
    on: &impl ConnectionTrait,
    organ: OrganId,
    year: i16,
    act: law::cases::Act,
) -> Result<u32, OfficeError> {
    let sql = "SELECT COUNT(*) AS notices FROM request_case WHERE organ_id = $1 AND counted_on BETWEEN $2 AND $3 \
               AND EXISTS (SELECT 1 FROM case_event WHERE case_event.case_id = request_case.id AND act = $4)";
    let (first, last) = (format!("{year}-01-01"), format!("{year}-12-31"));
    let values = [organ.into(), first.into(), last.into(), act.code().into()];
    let query = Statement::from_sql_and_values(on.get_database_backend(), sql, values);
    let Some(found) = on.query_one_raw(query).await? else {
        return Ok(0);
    };
    let count: i64 = found.try_get("", "notices")?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// How many cases a row counts, by the kind of their applicant and the row of their outcome.
async fn counts(
    on: &impl ConnectionTrait,
    organ: OrganId,
    year: i16,
    counted: TableThreeRow,
) -> Result<Vec<(ApplicantKind, Option<TableThreeRow>, u32)>, OfficeError> {
    let query = behind(organ, year, counted)?;
    let found = by_codes(on, query, Column::ApplicantKind, Column::CountedAs).await?;
    let read = |(applicant, outcome, count): (String, Option<String>, u32)| {
        Ok((kind(&applicant)?, outcome.as_deref().map(row).transpose()?, count))
    };
    found.into_iter().map(read).collect()
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
    let mut query = behind(actor.organ, year, row)?;
    if kind != ApplicantKind::Total {
        query = query.filter(Column::ApplicantKind.eq(kind.code()));
    }
    page(office, query, number).await
}

/// The cases a row counts for a year.
fn behind(organ: OrganId, year: i16, row: TableThreeRow) -> Result<Select<Entity>, OfficeError> {
    let rule = CountingRule::of(row, year).ok_or(OfficeError::Missing)?;
    let of_organ = Entity::find().filter(Column::OrganId.eq(organ));
    Ok(of_organ.filter(takes(&rule)))
}

/// Law's rule as a condition.
fn takes(rule: &CountingRule) -> Condition {
    let condition = within(Column::ReceivedOn, rule.received);
    let condition = match rule.decided {
        Decided::Whenever => condition,
        Decided::Within(days) => condition.add(within(Column::CountedOn, days)),
        Decided::NotBy(day) => condition.add(
            Condition::any()
                .add(Column::CountedOn.is_null())
                .add(Column::CountedOn.gt(day.to_string())),
        ),
    };
    condition.add_option(rule.outcome.map(|outcome| Column::CountedAs.eq(outcome.code())))
}

fn within(column: Column, days: Days) -> Condition {
    let from = days.from.map(|from| column.gte(from.to_string()));
    let until = days.until.map(|until| column.lte(until.to_string()));
    let is_open = from.is_none() && until.is_none();
    Condition::all()
        .add_option(from)
        .add_option(until)
        .add_option(is_open.then(|| column.is_not_null()))
}
