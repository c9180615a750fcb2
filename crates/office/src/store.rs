//! The open store: connections, files, ids; and the one way to write, a transaction that may run again.

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use law::screening::Screening;
use object_store::ObjectStore;
use object_store::local::LocalFileSystem;
use sea_orm::{
    ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbErr, Statement, TransactionTrait,
};

use crate::audit::{MarkFile, Noted};
use crate::dialect::{self, Engine, FileInPlace};
use crate::error::Fault;
use crate::error::OfficeError;
use crate::files::{Screener, plainly};
use crate::ids::IdSource;
use crate::limits::Limits;
use crate::moment::{Moment, Program};
use crate::sealed::Keys;
use crate::{documents, lease, schema};

/// How often an act is run again when others got in its way.
const ATTEMPTS: u32 = 12;
/// How long the database may take to show that it is there.
const PATIENCE: Duration = Duration::from_secs(2);

/// Finds the characters of a text that can't be printed on this machine. Faces are not the office's to know.
type Unprintable = Box<dyn Fn(&str) -> Vec<char> + Send + Sync>;

/// The store. Cheap to clone.
#[derive(Clone)]
pub struct Office(Arc<Inner>);

struct Inner {
    connection: DatabaseConnection,
    engine: Engine,
    url: String,
    /// SQLite's file, where it is one.
    file: Option<FileInPlace>,
    files: Arc<dyn ObjectStore>,
    files_folder: PathBuf,
    ids: IdSource,
    keys: OnceLock<Keys>,
    mark: OnceLock<MarkFile>,
    limits: Limits,
    unprintable: OnceLock<Unprintable>,
    screener: OnceLock<Screener>,
}

impl std::fmt::Debug for Office {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Office")
            .field("engine", &self.0.engine)
            .finish_non_exhaustive()
    }
}

/// A running write transaction.
pub struct Tx<'a> {
    transaction: DatabaseTransaction,
    office: &'a Office,
    noted: Mutex<Option<Noted>>,
}

impl Tx<'_> {
    /// What statements run on.
    pub(crate) fn on(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    /// The office's keys.
    pub(crate) fn keys(&self) -> Result<&Keys, OfficeError> {
        self.office.keys()
    }

    /// The mark of the audit log, where one is kept.
    pub(crate) fn mark(&self) -> Option<&MarkFile> {
        self.office.mark()
    }

    /// What this attempt appended to the log last.
    pub(crate) fn noted(&self) -> Option<Noted> {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Notes what it appended.
    pub(crate) fn note(&self, noted: Noted) {
        *self.noted.lock().unwrap_or_else(PoisonError::into_inner) = Some(noted);
    }

    /// The next id at this moment.
    pub(crate) fn next_id<T: From<i64>>(&self, moment: Moment) -> T {
        self.office.0.ids.next(moment.now)
    }
}

impl Office {
    /// Opens the store at a database URL (`sqlite:PATH` or `postgres://…`) with its files in a folder; makes both
    /// folders where they are missing. Migrations are a step of their own: [`Office::migrate`].
    pub async fn open(url: &str, files_folder: &Path) -> Result<Self, OfficeError> {
        let engine = Engine::of_url(url)?;
        dialect::make_sqlite_file(url)?;
        let files = files_at(files_folder)?;
        let connection = connect(url, engine).await?;
        Ok(Self(Arc::new(Inner {
            connection,
            engine,
            url: url.to_owned(),
            file: FileInPlace::of_url(url),
            files,
            files_folder: files_folder.to_owned(),
            ids: IdSource::new(rand::random()),
            keys: OnceLock::new(),
            mark: OnceLock::new(),
            limits: Limits::of_this_machine(),
            unprintable: OnceLock::new(),
            screener: OnceLock::new(),
        })))
    }

    /// Gives it the keys that personal numbers and the audit log are sealed with, once; without them it is read, and nothing
    /// that is on record can be done.
    #[must_use]
    pub fn with_keys(self, keys: Keys) -> Self {
        self.0.keys.get_or_init(|| keys);
        self
    }

    /// Tells it where to mark how far the audit log has come, once: outside the database.
    #[must_use]
    pub fn with_mark(self, file: PathBuf) -> Self {
        self.0.mark.get_or_init(|| MarkFile::at(file));
        self
    }

    pub(crate) fn mark(&self) -> Option<&MarkFile> {
        self.0.mark.get()
    }

    /// Tells it how to find what can't be printed, once; without it everything can.
    #[must_use]
    pub fn with_printer<F>(self, unprintable: F) -> Self
    where
        F: Fn(&str) -> Vec<char> + Send + Sync + 'static,
    {
        self.0.unprintable.get_or_init(|| Box::new(unprintable));
        self
    }

    /// Tells it how to look through a file before it is stored, once; without it names and plain texts are looked through, and
    /// nothing else.
    #[must_use]
    pub fn with_screener<F>(self, screener: F) -> Self
    where
        F: Fn(&str, &[u8]) -> Screening + Send + Sync + 'static,
    {
        self.0.screener.get_or_init(|| Arc::new(screener));
        self
    }

    pub(crate) fn screener(&self) -> Screener {
        let given = self.0.screener.get().cloned();
        given.unwrap_or_else(|| Arc::new(plainly))
    }

    /// The characters of a text that can't be printed here, each once.
    pub(crate) fn unprintable(&self, text: &str) -> Vec<char> {
        let find = self.0.unprintable.get();
        find.map_or_else(Vec::new, |find| find(text))
    }

    /// The keys it was given.
    pub fn keys(&self) -> Result<&Keys, OfficeError> {
        let none = || OfficeError::Keys("没有打开密钥文件，不能读写加密的内容。".to_owned());
        self.0.keys.get().ok_or_else(none)
    }

    /// The gates before costly work.
    pub fn limits(&self) -> &Limits {
        &self.0.limits
    }

    /// The engine underneath.
    pub fn engine(&self) -> Engine {
        self.0.engine
    }

    /// The database URL it was opened with, its password and all: never to be shown.
    pub fn url(&self) -> &str {
        &self.0.url
    }

    /// The folder of uploaded files.
    pub fn files_folder(&self) -> &Path {
        &self.0.files_folder
    }

    pub(crate) fn files(&self) -> &Arc<dyn ObjectStore> {
        &self.0.files
    }

    /// What reading statements run on.
    pub(crate) fn on(&self) -> &DatabaseConnection {
        &self.0.connection
    }

    /// Brings the schema up to date, one server at a time; gives the names of the steps taken now.
    pub async fn migrate(&self, _: Program, moment: Moment) -> Result<Vec<String>, OfficeError> {
        lease::with(self, "migrations", moment, async || {
            let taken = schema::apply(self, moment).await?;
            documents::render_missing(self).await?;
            Ok(taken)
        })
        .await
    }

    /// Whether every schema step is applied: readiness.
    pub async fn is_migrated(&self) -> Result<bool, OfficeError> {
        schema::is_complete(self).await
    }

    /// The engine's version text; also shows that the database answers.
    pub async fn database_version(&self, _: Program) -> Result<String, OfficeError> {
        self.version().await
    }

    async fn version(&self) -> Result<String, OfficeError> {
        let query = Statement::from_string(self.0.engine.backend(), self.0.engine.version_query());
        let row = self
            .on()
            .query_one_raw(query)
            .await?
            .ok_or(OfficeError::Missing)?;
        Ok(row.try_get("", "version")?)
    }

    /// Whether the database is there, known within a few seconds: it answers on one of the connections or, where all of
    /// them are busy or broken, on a new one; and SQLite's file lies where it was opened.
    pub async fn is_there(&self) -> bool {
        if !self.is_in_place() {
            return false;
        }
        let asked = tokio::time::timeout(PATIENCE, self.version()).await;
        if matches!(asked, Ok(Ok(_))) {
            return true;
        }
        let apart = dialect::answers(&self.0.url, self.0.engine);
        tokio::time::timeout(PATIENCE, apart).await.unwrap_or(false)
    }

    fn is_in_place(&self) -> bool {
        self.0.file.as_ref().is_none_or(FileInPlace::is_there)
    }

    /// Closes all connections; what was acknowledged is on disk already.
    pub async fn close(&self, _: Program) -> Result<(), OfficeError> {
        Ok(self.0.connection.clone().close().await?)
    }

    /// Begins one attempt at an act; see [`transaction!`]. One act is written at a time, on PostgreSQL as on SQLite:
    /// what an act reads stays true until it ends.
    pub(crate) async fn begin(&self) -> Result<Tx<'_>, OfficeError> {
        let tx = self.begin_bare().await?;
        if let Some(wait) = self.0.engine.wait_for_other_writers() {
            tx.on().execute_unprepared(wait).await?;
        }
        Ok(tx)
    }

    /// Begins a write transaction that does not wait for acts: before there is a schema, or in place of all of it.
    pub(crate) async fn begin_bare(&self) -> Result<Tx<'_>, OfficeError> {
        if !self.is_in_place() {
            return Err(OfficeError::Away);
        }
        Ok(Tx {
            transaction: self
                .on()
                .begin_with_options(self.0.engine.writing())
                .await
                .map_err(busy_or)?,
            office: self,
            noted: Mutex::new(None),
        })
    }
}

impl Office {
    /// All records as they stand at one instant, to be read while others write.
    pub(crate) async fn snapshot(&self) -> Result<DatabaseTransaction, OfficeError> {
        Ok(self.on().begin_with_options(self.0.engine.snapshot()).await?)
    }
}

impl Office {
    fn raise_mark(&self, noted: Option<&Noted>) {
        if let (Some(noted), Some(file), Ok(keys)) = (noted, self.mark(), self.keys()) {
            file.stored(keys, noted);
        }
    }

    /// What a commit's outcome means: one whose answer is lost may have been stored, and what went into a file that is
    /// no longer in its place is not.
    fn stored(&self, committed: Result<(), DbErr>) -> Result<(), OfficeError> {
        match committed {
            Err(error) if dialect::fault(&error) == Some(Fault::Away) => Err(OfficeError::Unsure(error)),
            Err(error) => Err(error.into()),
            Ok(()) if self.is_in_place() => Ok(()),
            Ok(()) => Err(OfficeError::Away),
        }
    }
}

impl Tx<'_> {
    /// Ends the attempt: stores all of it, or nothing. `None` means others got in its way and it may run again.
    pub(crate) async fn end<T>(
        self,
        outcome: Result<T, OfficeError>,
        attempt: u32,
    ) -> Option<Result<T, OfficeError>> {
        let noted = self.noted();
        let outcome = match outcome {
            Ok(value) => {
                let committed = self.transaction.commit().await;
                let stored = self.office.stored(committed);
                if stored.is_ok() {
                    self.office.raise_mark(noted.as_ref());
                }
                stored.map(|()| value)
            }
            Err(error) => {
                if let Err(second) = self.transaction.rollback().await {
                    tracing::warn!(%second, "a rollback failed");
                }
                Err(error)
            }
        };
        match outcome {
            Err(OfficeError::Database(error)) if attempt < ATTEMPTS && dialect::is_worth_retrying(&error) => {
                pause(attempt, &error).await;
                None
            }
            Err(OfficeError::Database(error)) => Some(Err(busy_or(error))),
            outcome => Some(outcome),
        }
    }
}

/// Too long in others' way is said as such: trying again later helps.
fn busy_or(error: DbErr) -> OfficeError {
    let is_busy = dialect::is_busy(&error);
    if is_busy {
        tracing::warn!(%error, "the database was busy for too long");
        OfficeError::Busy
    } else {
        OfficeError::Database(error)
    }
}

/// The object store of all files: a folder, made where it is missing. The one place that knows which store it is.
///
/// A bucket would need object_store's feature `aws`, a setting beside the data folder for its address, its name and a key
/// pair, and here `AmazonS3Builder` in place of the folder; a rule of the bucket that ends uploads left half way (the folder's
/// are files whose names end in `#1`, which no listing shows); and in `backup::restore` another word for "附件目录".
fn files_at(folder: &Path) -> Result<Arc<dyn ObjectStore>, OfficeError> {
    let failed = |why: &dyn std::fmt::Display| {
        OfficeError::FilesPlace(format!(
            "不能建立或者打开附件目录 {}（{why}）。",
            folder.display()
        ))
    };
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|error| failed(&error))?;
    let store = LocalFileSystem::new_with_prefix(folder).map_err(|error| failed(&error))?;
    Ok(Arc::new(store.with_fsync(true)))
}

/// Connects; several servers that open a new SQLite file at once get in one another's way while it turns to WAL.
pub(crate) async fn connect(url: &str, engine: Engine) -> Result<DatabaseConnection, OfficeError> {
    let mut attempt = 0;
    loop {
        attempt += 1;
        match Database::connect(dialect::options(url, engine)).await {
            Err(error) if attempt < ATTEMPTS && dialect::is_busy(&error) => pause(attempt, &error).await,
            outcome => return outcome.map_err(busy_or),
        }
    }
}

async fn pause(attempt: u32, error: &DbErr) {
    tracing::debug!(attempt, %error, "a transaction runs again");
    let pause = u64::from(rand::random::<u8>()) / 8 + 2;
    tokio::time::sleep(Duration::from_millis(pause * u64::from(attempt))).await;
}

/// Runs an act's steps in one transaction: all of it is stored, or nothing. When another writer got in the way the
/// steps run again, so they must do everything through the transaction and consume nothing from outside.
macro_rules! transaction {
    ($office:expr, |$tx:ident| $steps:block) => {
        crate::store::transaction!($office, begin, |$tx| $steps)
    };
    ($office:expr, $begin:ident, |$tx:ident| $steps:block) => {{
        let mut attempt = 0;
        loop {
            attempt += 1;
            let $tx = $office.$begin().await?;
            let outcome: Result<_, crate::error::OfficeError> = async { $steps }.await;
            if let Some(outcome) = $tx.end(outcome, attempt).await {
                break outcome;
            }
        }
    }};
}

pub(crate) use transaction;

#[cfg(test)]
mod tests;
