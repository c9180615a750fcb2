//! All that differs between SQLite and PostgreSQL: how a connection is opened, and which failures mean "run it again".

use std::fs::{DirBuilder, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use sea_orm::sqlx::pool::PoolOptions;
use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::sqlx::{self, ConnectOptions as _, Connection, PgConnection, Sqlite};
use sea_orm::{
    AccessMode, ConnectOptions, DbBackend, DbErr, IsolationLevel, RuntimeErr, SqliteTransactionMode,
    TransactionOptions,
};

use crate::error::{Fault, OfficeError};

/// The engine a store runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    /// The engine a database URL names.
    pub fn of_url(url: &str) -> Result<Self, OfficeError> {
        if url.starts_with("sqlite:") {
            Ok(Self::Sqlite)
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Ok(Self::Postgres)
        } else {
            Err(OfficeError::invalid(
                "database",
                "数据库地址应以 sqlite: 或 postgres:// 开头，例如 sqlite:data/gongkai.db、postgres://gongkai@127.0.0.1/gongkai。",
            ))
        }
    }

    /// The one SeaORM knows.
    pub const fn backend(self) -> DbBackend {
        match self {
            Self::Sqlite => DbBackend::Sqlite,
            Self::Postgres => DbBackend::Postgres,
        }
    }

    /// SQLite or PostgreSQL.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }

    /// How a transaction begins that reads everything as of one instant and holds up nobody.
    pub(crate) fn snapshot(self) -> TransactionOptions {
        match self {
            Self::Sqlite => TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Deferred),
                ..TransactionOptions::default()
            },
            Self::Postgres => TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                access_mode: Some(AccessMode::ReadOnly),
                ..TransactionOptions::default()
            },
        }
    }

    /// How a transaction begins that writes: on SQLite it is the one writer from its first statement on.
    pub(crate) fn writing(self) -> TransactionOptions {
        TransactionOptions {
            sqlite_transaction_mode: (self == Self::Sqlite).then_some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        }
    }

    /// What a writing transaction says first, so that acts wait for one another. SQLite does so by itself. A server
    /// that dies within an act holds up the others for a minute at most.
    pub(crate) const fn wait_for_other_writers(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some(
                "SET LOCAL idle_in_transaction_session_timeout = '60s'; SELECT seq FROM audit_head WHERE id = 1 FOR UPDATE",
            ),
        }
    }

    /// What an act says once it has written the first of a great many cases: PostgreSQL knows nothing yet of what new
    /// tables hold, and would read them from end to end for each of the rows that follow.
    pub(crate) const fn learning_of_cases(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some("ANALYZE application; ANALYZE request_case"),
        }
    }

    /// How a row is picked that no other worker is picking: theirs are passed over. SQLite has one writer anyway.
    pub(crate) const fn passing_over_taken_rows(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => "FOR UPDATE SKIP LOCKED",
        }
    }

    /// The query that finds a table by its name.
    pub(crate) const fn table_query(self) -> &'static str {
        match self {
            Self::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table' AND name = $1",
            Self::Postgres => {
                "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename = $1"
            }
        }
    }

    /// The query that gives the engine's version.
    pub(crate) const fn version_query(self) -> &'static str {
        match self {
            Self::Sqlite => "SELECT sqlite_version() AS version",
            Self::Postgres => "SELECT version() AS version",
        }
    }
}

/// Looks at every page of a SQLite database and names the first few that are no pages of it: `ok` where there are none.
pub(crate) const PAGES_QUERY: &str = "PRAGMA quick_check(5)";
/// The names of all tables of a PostgreSQL database.
pub(crate) const TABLES_QUERY: &str =
    "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename";

/// How long anybody waits for a connection: whoever asks a database that is gone is told so after that time.
const PATIENCE: Duration = Duration::from_secs(5);

/// How to connect. SQLite: WAL, foreign keys, 5 s of patience, and every commit on disk before it is acknowledged.
pub(crate) fn options(url: &str, engine: Engine) -> ConnectOptions {
    let mut options = ConnectOptions::new(url.to_owned());
    options
        .sqlx_logging(false)
        .acquire_timeout(PATIENCE)
        .connect_timeout(PATIENCE);
    match engine {
        Engine::Sqlite => {
            options
                .max_connections(8)
                .map_sqlx_sqlite_pool_opts(without_open_ends)
                .map_sqlx_sqlite_opts(|sqlite| {
                    sqlite
                        .create_if_missing(false)
                        .foreign_keys(true)
                        .busy_timeout(Duration::from_secs(5))
                        .pragma("journal_mode", "WAL")
                        .pragma("synchronous", "FULL")
                        // What is deleted or written over leaves nothing behind in the file.
                        .pragma("secure_delete", "ON")
                });
        }
        Engine::Postgres => {
            options
                .max_connections(16)
                .idle_timeout(Duration::from_mins(5))
                .set_application_name("gongkai");
        }
    }
    options
}

/// On a full disk SQLite ends a transaction by itself, which sqlx does not see: the rollback that follows fails, and the
/// connection is taken to be within a transaction for ever after. The next act on it would begin a savepoint instead, and
/// what is rolled back to a savepoint keeps the lock of the one writer. Such a connection is closed, not used again.
fn without_open_ends(pool: PoolOptions<Sqlite>) -> PoolOptions<Sqlite> {
    pool.after_release(|connection, _| {
        Box::pin(async move {
            // A rollback that was put off comes first.
            connection.ping().await?;
            Ok(!connection.is_in_transaction())
        })
    })
}

/// Whether the database answers on a connection of its own, whatever those of the pool are waiting for.
pub(crate) async fn answers(url: &str, engine: Engine) -> bool {
    match engine {
        Engine::Sqlite => match url.parse::<SqliteConnectOptions>() {
            Ok(options) => options.create_if_missing(false).connect().await.is_ok(),
            Err(_) => false,
        },
        Engine::Postgres => match PgConnection::connect(url).await {
            Ok(connection) => connection.close().await.is_ok(),
            Err(_) => false,
        },
    }
}

/// The file of a SQLite database, known again by its number: one that was moved or removed under a running server still
/// takes what is written, and loses it with the last connection.
#[derive(Debug)]
pub(crate) struct FileInPlace {
    path: PathBuf,
    known: (u64, u64),
}

impl FileInPlace {
    /// The file that this URL names, as it is now; `None` for PostgreSQL and for memory.
    pub(crate) fn of_url(url: &str) -> Option<Self> {
        let path = sqlite_file(url)?;
        let file = path.metadata().ok()?;
        Some(Self {
            path: path.to_owned(),
            known: (file.dev(), file.ino()),
        })
    }

    /// Whether it is still there.
    pub(crate) fn is_there(&self) -> bool {
        let now = self.path.metadata();
        now.is_ok_and(|file| (file.dev(), file.ino()) == self.known)
    }
}

/// Makes SQLite's file where it is missing: when a store is opened, and never later. A connection that made it would put
/// an empty database in the place of one that was moved away under the running server. Applications and accounts are in it:
/// nobody but its owner may read it.
pub(crate) fn make_sqlite_file(url: &str) -> std::io::Result<()> {
    if let Some(folder) = sqlite_folder(url) {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    let Some(file) = sqlite_file(url) else {
        return Ok(());
    };
    // SQLite gives what it lays beside the file the mode of the file.
    let made = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file);
    match made {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// The file a SQLite URL names; `None` for PostgreSQL and for memory.
pub fn sqlite_file(url: &str) -> Option<&Path> {
    let path = url
        .strip_prefix("sqlite://")
        .or_else(|| url.strip_prefix("sqlite:"))?;
    let path = path.split('?').next().unwrap_or(path);
    (!path.contains(":memory:")).then(|| Path::new(path))
}

/// The folder a SQLite URL needs; `None` for PostgreSQL, for memory, and for the working folder.
pub(crate) fn sqlite_folder(url: &str) -> Option<&Path> {
    sqlite_file(url)?
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
}

/// Whether running the whole transaction again may succeed: a serialisation failure, a deadlock, a lost race for a
/// unique number or for making a table, or SQLite busy with another writer.
pub(crate) fn is_worth_retrying(error: &DbErr) -> bool {
    is_busy(error)
        || matches!(
            code(error).as_deref(),
            Some("23505" | "42710" | "42P07" | "2067" | "1555")
        )
        || matches!(error, DbErr::RecordNotUpdated)
}

/// Whether others are in the way: a serialisation failure, a deadlock, SQLite's one writer, or no free connection.
pub(crate) fn is_busy(error: &DbErr) -> bool {
    let is_held = matches!(
        code(error).as_deref(),
        Some("40001" | "40P01" | "5" | "6" | "261" | "262" | "517")
    );
    is_held || matches!(error, DbErr::ConnectionAcquire(_))
}

/// Which fault of the database it is; `None` where the statement is at fault.
pub(crate) fn fault(error: &DbErr) -> Option<Fault> {
    if is_busy(error) {
        return Some(Fault::Busy);
    }
    if let Some(code) = code(error) {
        return fault_of_code(&code);
    }
    let is_lost = matches!(
        cause(error)?,
        sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
    );
    is_lost.then_some(Fault::Away)
}

/// PostgreSQL's codes have five letters and digits; SQLite's are numbers whose last byte tells the kind.
fn fault_of_code(code: &str) -> Option<Fault> {
    if code.len() == 5 {
        return match code {
            // disk_full, io_error, read_only_sql_transaction (a standby took over)
            "53100" | "58030" | "25006" => Some(Fault::Full),
            "53200" | "53300" => Some(Fault::Busy),
            _ => (code.starts_with("08") || code.starts_with("57P")).then_some(Fault::Away),
        };
    }
    let code: u32 = code.parse().ok()?;
    match (code & 0xff, code >> 8) {
        // FULL, READONLY; IOERR of writing, of cutting off and of making room
        (13 | 8, _) | (10, 3 | 6 | 19) => Some(Fault::Full),
        // IOERR, CANTOPEN
        (10 | 14, _) => Some(Fault::Away),
        _ => None,
    }
}

/// Whether the engine found its own data spoilt: SQLite's CORRUPT and NOTADB, PostgreSQL's data_corrupted and index_corrupted.
pub(crate) fn is_damage(error: &DbErr) -> bool {
    let Some(code) = code(error) else {
        return false;
    };
    match code.parse::<u32>() {
        Ok(code) if code < 100_000 => matches!(code & 0xff, 11 | 26),
        _ => matches!(code.as_str(), "XX001" | "XX002"),
    }
}

fn cause(error: &DbErr) -> Option<&sqlx::Error> {
    let (DbErr::Exec(RuntimeErr::SqlxError(cause))
    | DbErr::Query(RuntimeErr::SqlxError(cause))
    | DbErr::Conn(RuntimeErr::SqlxError(cause))) = error
    else {
        return None;
    };
    Some(cause)
}

/// The engine's own code of a failure.
fn code(error: &DbErr) -> Option<String> {
    cause(error)?
        .as_database_error()
        .and_then(sea_orm::sqlx::error::DatabaseError::code)
        .map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_both_engines_tell_the_fault() {
        let told = [
            ("13", Some(Fault::Full)),    // SQLITE_FULL
            ("778", Some(Fault::Full)),   // SQLITE_IOERR_WRITE
            ("4874", Some(Fault::Full)),  // SQLITE_IOERR_SHMSIZE
            ("1032", Some(Fault::Full)),  // SQLITE_READONLY_DBMOVED
            ("266", Some(Fault::Away)),   // SQLITE_IOERR_READ
            ("1034", Some(Fault::Away)),  // SQLITE_IOERR_FSYNC
            ("14", Some(Fault::Away)),    // SQLITE_CANTOPEN
            ("2067", None),               // SQLITE_CONSTRAINT_UNIQUE
            ("1", None),                  // SQLITE_ERROR
            ("53100", Some(Fault::Full)), // disk_full
            ("57P01", Some(Fault::Away)), // admin_shutdown
            ("57P03", Some(Fault::Away)), // cannot_connect_now
            ("08006", Some(Fault::Away)), // connection_failure
            ("53300", Some(Fault::Busy)), // too_many_connections
            ("23505", None),              // unique_violation
        ];
        for (code, fault) in told {
            assert_eq!(fault_of_code(code), fault, "{code}");
        }
    }
}
