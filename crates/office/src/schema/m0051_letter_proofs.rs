//! Why a letter left in spite of what was told stood in two fields of its sending; it stands in one. It reads by its own statements
//! and not by the entities, which go on to change.

use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Statement, Value};
use serde_json::Value as Json;

const SENT: &str = "SELECT id, delivery AS text FROM case_letter WHERE delivery LIKE '%\"released\"%'";
const WRITE: &str = "UPDATE case_letter SET delivery = $1 WHERE id = $2";

/// A row with a text.
#[derive(FromQueryResult)]
struct Row {
    id: i64,
    text: String,
}

/// Brings them together.
pub(super) async fn join_reasons(on: &impl ConnectionTrait) -> Result<(), DbErr> {
    let backend = on.get_database_backend();
    let rows = Row::find_by_statement(Statement::from_string(backend, SENT))
        .all(on)
        .await?;
    for row in rows {
        let Ok(mut sent) = serde_json::from_str::<Json>(&row.text) else {
            continue;
        };
        let Some(fields) = sent.as_object_mut() else {
            continue;
        };
        let released = fields.remove("released");
        let reasons = [released.as_ref(), fields.get("despite")];
        let words = |reason: Option<&Json>| {
            reason
                .and_then(Json::as_str)
                .unwrap_or_default()
                .trim()
                .to_owned()
        };
        let mut reasons: Vec<String> = reasons.into_iter().map(words).collect();
        reasons.retain(|reason| !reason.is_empty());
        fields.insert("despite".to_owned(), Json::from(reasons.join("；")));
        let written =
            Statement::from_sql_and_values(backend, WRITE, [Value::from(sent.to_string()), row.id.into()]);
        on.execute_raw(written).await?;
    }
    Ok(())
}
