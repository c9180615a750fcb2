//! The seeds of second factors, under the seal of their own places. It reads by its own statements and not by the entities,
//! which go on to change.

use sea_orm::{ConnectionTrait, FromQueryResult, Statement};

use crate::error::OfficeError;
use crate::sealed::{Place, SECOND_FACTORS};
use crate::store::Tx;

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    seed: String,
}

/// Seals those that are not; without any it asks for no key.
pub(super) async fn seal(tx: &Tx<'_>) -> Result<(), OfficeError> {
    let backend = tx.on().get_database_backend();
    let open = "SELECT id, totp_secret AS seed FROM account \
        WHERE totp_secret IS NOT NULL AND totp_secret NOT LIKE 'v1:%'";
    let rows = Row::find_by_statement(Statement::from_string(backend, open))
        .all(tx.on())
        .await?;
    for Row { id, seed } in rows {
        let place: Place = SECOND_FACTORS.of_row(id);
        let sealed = tx.keys()?.seal(place, &seed)?;
        let sql = "UPDATE account SET totp_secret = $2 WHERE id = $1";
        let update = Statement::from_sql_and_values(backend, sql, [id.into(), sealed.into()]);
        tx.on().execute_raw(update).await?;
    }
    Ok(())
}
