//! Whether the database can be read from end to end: a page that a disk has spoilt is found before somebody needs it, and
//! while there is still a backup of before. SQLite looks at its pages; PostgreSQL's tables are read row by row.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, Statement};

use crate::dialect::{self, Engine};
use crate::error::OfficeError;
use crate::moment::Program;
use crate::store::{self, Office};

/// What of the database can't be read, in the engine's own words: at most some lines, none where all of it can. It reads
/// on connections of its own, which have seen none of its pages before, and holds up nobody.
pub async fn damage(office: &Office, _: Program) -> Result<Vec<String>, OfficeError> {
    let engine = office.engine();
    let apart = match store::connect(office.url(), engine).await {
        Err(OfficeError::Database(error)) => return of_error(error).map(|line| vec![line]),
        outcome => outcome?,
    };
    let found = match engine {
        Engine::Sqlite => pages(&apart).await,
        Engine::Postgres => tables(&apart).await,
    };
    apart.close().await?;
    found
}

async fn pages(database: &DatabaseConnection) -> Result<Vec<String>, OfficeError> {
    let rows = database
        .query_all_raw(asked(database, dialect::PAGES_QUERY))
        .await;
    let rows = match rows {
        Ok(rows) => rows,
        Err(error) => return of_error(error).map(|line| vec![line]),
    };
    let mut lines = Vec::new();
    for row in rows {
        let line: String = row.try_get_by_index(0)?;
        lines.extend((line != "ok").then_some(line));
    }
    Ok(lines)
}

async fn tables(database: &DatabaseConnection) -> Result<Vec<String>, OfficeError> {
    let mut lines = Vec::new();
    for row in database
        .query_all_raw(asked(database, dialect::TABLES_QUERY))
        .await?
    {
        let table: String = row.try_get_by_index(0)?;
        let whole = format!("SELECT count(whole::text) FROM \"{table}\" AS whole");
        if let Err(error) = database.query_one_raw(asked(database, &whole)).await {
            lines.push(format!("{table}：{}", of_error(error)?));
        }
    }
    Ok(lines)
}

fn asked(database: &DatabaseConnection, sql: &str) -> Statement {
    Statement::from_string(database.get_database_backend(), sql)
}

/// An error that tells of damage, as a line of what was found; any other stays one.
fn of_error(error: DbErr) -> Result<String, OfficeError> {
    if dialect::is_damage(&error) {
        Ok(error.to_string())
    } else {
        Err(error.into())
    }
}
