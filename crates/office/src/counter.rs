//! Running numbers without gaps: each is a row that the transaction holds until it ends.

use sea_orm::{ConnectionTrait, EntityTrait, Statement};

use crate::entity::counter::Entity;
use crate::error::OfficeError;
use crate::store::Tx;

/// The next number of that name, from 1.
pub(crate) async fn next(tx: &Tx<'_>, name: &str) -> Result<i64, OfficeError> {
    let sql = "INSERT INTO counter (name, value) VALUES ($1, 1) \
               ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value";
    let backend = tx.on().get_database_backend();
    let row = tx
        .on()
        .query_one_raw(Statement::from_sql_and_values(backend, sql, [name.into()]))
        .await?;
    Ok(row.ok_or(OfficeError::Missing)?.try_get("", "value")?)
}

/// The next numbers of that name come after this one.
pub(crate) async fn at_least(tx: &Tx<'_>, name: &str, value: i64) -> Result<(), OfficeError> {
    let sql = "INSERT INTO counter (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE \
               SET value = CASE WHEN counter.value < excluded.value THEN excluded.value ELSE counter.value END";
    let backend = tx.on().get_database_backend();
    tx.on()
        .execute_raw(Statement::from_sql_and_values(
            backend,
            sql,
            [name.into(), value.into()],
        ))
        .await?;
    Ok(())
}

/// The last number of that name; 0 before the first.
pub(crate) async fn value(on: &impl ConnectionTrait, name: &str) -> Result<i64, OfficeError> {
    let row = Entity::find_by_id(name.to_owned()).one(on).await?;
    Ok(row.map_or(0, |row| row.value))
}
