//! All that differs between SQLite and PostgreSQL: how a connection is opened, and which failures mean "run it again".

use std::path::Path;
use std::time::Duration;

use sea_orm::{
    AccessMode, ConnectOptions, DbBackend, DbErr, IsolationLevel, RuntimeErr, SqliteTransactionMode,
    TransactionOptions,
};

use crate::error::OfficeError;

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

    /// How a row is picked that no other worker is picking: theirs are passed over. SQLite has one writer anyway.
    pub(crate) const fn passing_over_taken_rows(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => "FOR UPDATE SKIP LOCKED",
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

/// How to connect. SQLite: WAL, foreign keys, 5 s of patience, and every commit on disk before it is acknowledged.
pub(crate) fn options(url: &str, engine: Engine) -> ConnectOptions {
    let mut options = match engine {
        Engine::Sqlite => ConnectOptions::new(with_create(url)),
        Engine::Postgres => ConnectOptions::new(url.to_owned()),
    };
    options
        .sqlx_logging(false)
        .acquire_timeout(Duration::from_secs(10))
        .connect_timeout(Duration::from_secs(10));
    match engine {
        Engine::Sqlite => {
            options.max_connections(8).map_sqlx_sqlite_opts(|sqlite| {
                sqlite
                    .create_if_missing(true)
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

fn with_create(url: &str) -> String {
    if url.contains("mode=") || url.contains(":memory:") {
        url.to_owned()
    } else if url.contains('?') {
        format!("{url}&mode=rwc")
    } else {
        format!("{url}?mode=rwc")
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

/// The engine's own code of a failure.
fn code(error: &DbErr) -> Option<String> {
    let (DbErr::Exec(RuntimeErr::SqlxError(cause))
    | DbErr::Query(RuntimeErr::SqlxError(cause))
    | DbErr::Conn(RuntimeErr::SqlxError(cause))) = error
    else {
        return None;
    };
    cause
        .as_database_error()
        .and_then(sea_orm::sqlx::error::DatabaseError::code)
        .map(std::borrow::Cow::into_owned)
}
