//! The seal of the last link, under a key that is not in the database: whoever has the database alone can cut the tail of the
//! log off and name another head, but not seal it. Every head of a log that holds something is sealed, from the schema step
//! on that sealed the one it found; a head without a seal is a fault, and no later entry heals it.

use sea_orm::{ConnectionTrait, FromQueryResult, Statement};

use super::Link;
use crate::error::OfficeError;
use crate::sealed::Keys;
use crate::store::{Office, Tx};
use crate::{Program, schema};

/// What the seal of this link is.
pub(super) fn of(keys: &Keys, link: &Link) -> Result<String, OfficeError> {
    keys.blind(&format!("{} {}", link.seq, link.hash), "audit.head")
}

/// The seal of the head that follows another; none behind a head that has none, another's behind one that bears another's.
pub(super) fn next(
    keys: &Keys,
    before: Option<String>,
    was: &Link,
    is: &Link,
) -> Result<Option<String>, OfficeError> {
    let is_first = was.seq == 0;
    match before {
        Some(before) if before == of(keys, was)? => of(keys, is).map(Some),
        _ if is_first => of(keys, is).map(Some),
        broken => Ok(broken),
    }
}

/// Whether the log's head bears a seal, which nobody can carry on without the key it was made with. A schema of before seals
/// has none.
pub async fn head_is_sealed(office: &Office, _: Program) -> Result<bool, OfficeError> {
    if !schema::has_table(office, "audit_head").await? {
        return Ok(false);
    }
    let sql = "SELECT seq, hash FROM audit_head WHERE id = 1 AND seal IS NOT NULL";
    let query = Statement::from_string(office.engine().backend(), sql);
    // Where the column is not there yet, the question fails.
    let head = office.on().query_one_raw(query).await;
    Ok(head.is_ok_and(|head| head.is_some()))
}

#[derive(FromQueryResult)]
struct Unsealed {
    seq: i64,
    hash: String,
}

/// Seals the head as the schema step finds it, where no entry was made since heads are sealed. By its own statements: the
/// entities go on to change.
pub(crate) async fn seal_head(tx: &Tx<'_>) -> Result<(), OfficeError> {
    let backend = tx.on().get_database_backend();
    let sql = "SELECT seq, hash FROM audit_head WHERE id = 1 AND seq > 0 AND seal IS NULL";
    let query = Statement::from_string(backend, sql);
    let Some(Unsealed { seq, hash }) = Unsealed::find_by_statement(query).one(tx.on()).await? else {
        return Ok(());
    };
    let seal = of(tx.keys()?, &Link { seq, hash })?;
    let sql = "UPDATE audit_head SET seal = $1 WHERE id = 1";
    let update = Statement::from_sql_and_values(backend, sql, [seal.into()]);
    tx.on().execute_raw(update).await?;
    Ok(())
}
