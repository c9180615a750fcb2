//! The day that a notice to a third party reached it, which was kept with its letter, moves into the event of its case: what is
//! disclosed over an objection goes out by it (条例第三十二条). It reads by its own statements and not by the entities, which go on
//! to change.

use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Statement, Value};
use serde_json::Value as Json;

/// One that came back was not received, whatever was kept of it.
const SENT: &str = "SELECT case_id AS id, delivered_on AS day, delivery AS text FROM case_letter \
    WHERE kind = 'override_notice' AND state = 'delivered' AND delivered_on IS NOT NULL AND delivery IS NOT NULL \
      AND NOT EXISTS (SELECT 1 FROM case_event \
        WHERE case_event.case_id = case_letter.case_id AND case_event.act = 'undelivered')";
const EVENTS: &str = "SELECT id, happened_on AS day, event AS text FROM case_event \
    WHERE case_id = $1 AND act = 'override_notified' AND ($2 = 0 OR seq = $2) AND happened_on = $3 ORDER BY seq";
const WRITE: &str = "UPDATE case_event SET event = $1 WHERE id = $2";

/// A row with a day and a text.
#[derive(FromQueryResult)]
struct Row {
    id: i64,
    day: String,
    text: String,
}

/// Moves them.
pub(super) async fn move_days(on: &impl ConnectionTrait) -> Result<(), DbErr> {
    for letter in rows(on, SENT, []).await? {
        let Ok(sent) = serde_json::from_str::<Json>(&letter.text) else {
            continue;
        };
        let word = |name: &str| sent.get(name).and_then(Json::as_str);
        let is_carried = matches!(word("how"), Some("post" | "entrusted"));
        let day = word("reached_on").or((!is_carried).then_some(letter.day.as_str()));
        let Some(day) = day else {
            continue;
        };
        let seq = sent.get("event").and_then(Json::as_i64).unwrap_or(0);
        let events = rows(
            on,
            EVENTS,
            [letter.id.into(), seq.into(), letter.day.as_str().into()],
        )
        .await?;
        let open = events.into_iter().find_map(|row| {
            let event: Json = serde_json::from_str(&row.text).ok()?;
            let is_open = event.get("received_on").is_none_or(Json::is_null);
            is_open.then_some((row.id, event))
        });
        let Some((id, mut event)) = open else {
            continue;
        };
        if let Some(event) = event.as_object_mut() {
            event.insert("received_on".to_owned(), Json::from(day));
        }
        let written = Statement::from_sql_and_values(
            on.get_database_backend(),
            WRITE,
            [Value::from(event.to_string()), id.into()],
        );
        on.execute_raw(written).await?;
    }
    Ok(())
}

async fn rows<const N: usize>(
    on: &impl ConnectionTrait,
    sql: &str,
    values: [Value; N],
) -> Result<Vec<Row>, DbErr> {
    let statement = Statement::from_sql_and_values(on.get_database_backend(), sql, values);
    Row::find_by_statement(statement).all(on).await
}
