//! Names and numbers that SQL can't fold: other widths, interpuncts, dashes, capitals beyond ASCII. It reads by its own
//! statements and not by the entities, which go on to change.

use law::signs::sought;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Statement};

/// Rows read at once.
const ROWS: i64 = 1000;

#[derive(FromQueryResult)]
struct Case {
    id: i64,
    number: String,
    applicant_name: String,
    sought: String,
}

/// Folds those that are not.
pub(super) async fn fold(on: &impl ConnectionTrait) -> Result<(), DbErr> {
    let backend = on.get_database_backend();
    let mut last = 0_i64;
    loop {
        let sql =
            "SELECT id, number, applicant_name, sought FROM request_case WHERE id > $1 ORDER BY id LIMIT $2";
        let page = Statement::from_sql_and_values(backend, sql, [last.into(), ROWS.into()]);
        let rows = Case::find_by_statement(page).all(on).await?;
        let Some(end) = rows.last() else { return Ok(()) };
        last = end.id;
        for row in rows {
            let folded = sought(&row.applicant_name, &row.number);
            if folded != row.sought {
                let sql = "UPDATE request_case SET sought = $2 WHERE id = $1";
                let update = Statement::from_sql_and_values(backend, sql, [row.id.into(), folded.into()]);
                on.execute_raw(update).await?;
            }
        }
    }
}
