//! The last day to ask for a correction, for the cases that are open when the column comes: 7 working days after receipt
//! (条例第三十条), by the holidays that are known. It reads by its own statements and not by the entities, which go on to change.

use jiff::civil::Date;
use law::calendar::{Calendar, HolidayYear};
use law::cases::CORRECTION_NOTICE_DAYS;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Statement};

const OPEN: &str = "SELECT id, received_on AS text FROM request_case \
    WHERE received_on IS NOT NULL AND outcome IS NULL \
      AND state IN ('in_progress', 'consulting', 'awaiting_fee', 'awaiting_reasons') \
      AND NOT EXISTS (SELECT 1 FROM case_event \
        WHERE case_event.case_id = request_case.id AND case_event.act = 'correction_requested')";

/// A row with one text.
#[derive(FromQueryResult)]
struct Row {
    id: i64,
    text: String,
}

/// Sets it.
pub(super) async fn reckon(on: &impl ConnectionTrait) -> Result<(), DbErr> {
    let calendar = Calendar::built_in().with(years(on).await?);
    for row in rows(on, OPEN).await? {
        let Ok(received_on) = row.text.parse::<Date>() else {
            continue;
        };
        let due = calendar.due(received_on, CORRECTION_NOTICE_DAYS);
        let update = Statement::from_sql_and_values(
            on.get_database_backend(),
            "UPDATE request_case SET correction_notice_on = $1 WHERE id = $2",
            [due.on.to_string().into(), row.id.into()],
        );
        on.execute_raw(update).await?;
    }
    Ok(())
}

async fn years(on: &impl ConnectionTrait) -> Result<Vec<HolidayYear>, DbErr> {
    let rows = rows(on, "SELECT year AS id, content AS text FROM holiday_year").await?;
    let read = |row: &Row| {
        let year: HolidayYear = serde_json::from_str(&row.text).ok()?;
        let number = i16::try_from(row.id).ok()?;
        Some(HolidayYear { year: number, ..year })
    };
    Ok(rows.iter().filter_map(read).collect())
}

async fn rows(on: &impl ConnectionTrait, sql: &str) -> Result<Vec<Row>, DbErr> {
    let statement = Statement::from_string(on.get_database_backend(), sql);
    Row::find_by_statement(statement).all(on).await
}
