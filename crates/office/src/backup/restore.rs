//! Restoring a backup into an empty place, on either engine. The whole archive is compared with its seals before
//! anything is touched; then files, then all records in one transaction: all of it comes back, or nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek};

use futures_util::StreamExt;
use law::audit::{Key, Recorded, Subject, SubjectKind};
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::Value as Json;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::sealed::Sealed;
use super::tables::{self, Table};
use super::{Contents, Progress, Restored, Stage, archive, damaged};
use crate::audit::Detail;
use crate::entity::{audit_head, counter};
use crate::error::OfficeError;
use crate::files::{self, room};
use crate::moment::{Actor, Moment, Program};
use crate::sealed::Use;
use crate::store::{Office, Tx, transaction};
use crate::{audit, documents, lease, organs, schema};

/// Rows put back by one statement: few enough for both engines' limits on values.
const ROWS: usize = 500;

type Entry = (String, Vec<u8>);

/// An archive that was read from end to end, is whole, and is of a release that this one knows.
#[derive(Debug)]
pub struct Whole<R> {
    source: R,
    contents: Contents,
    /// How many of our schema steps it stands at.
    steps: usize,
    sealed: Sealed,
}

impl<R> Whole<R> {
    /// Whether the last link of its audit log is sealed: restored under other keys, or none, it would not hold.
    pub const fn has_sealed_log(&self) -> bool {
        self.sealed.has_sealed_log()
    }

    /// Which keys its sealed values need.
    pub fn usage(&self) -> Vec<Use> {
        self.sealed.usage()
    }
}

/// Compares the whole archive with its seals: before there is anything to restore it into, so that one that is refused
/// leaves nothing behind.
pub async fn examine<R: Read + Seek + Send + 'static>(
    source: R,
    mut progress: impl FnMut(Progress),
) -> Result<Whole<R>, OfficeError> {
    let (source, contents, sealed) = checked(source, &mut progress).await?;
    let steps = known_steps(&contents)?;
    Ok(Whole {
        source,
        contents,
        steps,
        sealed,
    })
}

/// Restores an archive into this office, whose database and files folder must be empty. It has the keys: the restoration is
/// on record, and the record sealed.
pub async fn restore<R: Read + Seek + Send + 'static>(
    office: &Office,
    program: Program,
    moment: Moment,
    source: R,
    mut progress: impl FnMut(Progress),
) -> Result<Restored, OfficeError> {
    let whole = examine(source, &mut progress).await?;
    restore_whole(office, program, moment, whole, progress).await
}

/// The same of one that was examined.
pub async fn restore_whole<R: Read + Seek + Send + 'static>(
    office: &Office,
    program: Program,
    moment: Moment,
    whole: Whole<R>,
    mut progress: impl FnMut(Progress),
) -> Result<Restored, OfficeError> {
    let Whole {
        source,
        contents,
        steps,
        ..
    } = whole;
    office.keys()?;
    lease::with(office, "migrations", moment, async || {
        refuse_full(office).await?;
        schema::apply_first(office, moment, steps).await?;
        let mut placed = Vec::new();
        let outcome = put_back(office, moment, source, &contents, &mut placed, &mut progress).await;
        if outcome.is_err() {
            for place in placed {
                if let Err(error) = office.files().delete(&place).await {
                    tracing::warn!(%error, %place, "a restored file could not be taken away again");
                }
            }
        }
        outcome
    })
    .await?;
    if let Some(mark) = office.mark() {
        // It speaks of the log that was here before.
        mark.forget()?;
    }
    schema::apply(office, moment).await?;
    documents::render_missing(office).await?;
    let chain = audit::verify(office, program).await?;
    if let Ok(verified) = &chain
        && verified.hash != contents.audit_hash
    {
        return Err(damaged("审计链与备份登记的链头不符"));
    }
    record(office, moment, &contents).await?;
    Ok(Restored { contents, chain })
}

/// Reads all of it once, on a thread of its own, and goes back to its beginning.
async fn checked<R: Read + Seek + Send + 'static>(
    mut source: R,
    progress: &mut impl FnMut(Progress),
) -> Result<(R, Contents, Sealed), OfficeError> {
    let (to_here, mut entries) = channel::<()>(16);
    let thread = tokio::task::spawn_blocking(move || {
        let mut sealed = Sealed::default();
        let contents = archive::read(&mut source, |name, bytes| {
            if name.starts_with("tables/") {
                sealed.look(&bytes)?;
            }
            // Nobody listening any more is no reason to stop: the outcome is asked for below.
            to_here.blocking_send(()).ok();
            Ok(())
        })?;
        source.rewind()?;
        Ok::<_, OfficeError>((source, contents, sealed))
    });
    let mut done = 0;
    while entries.recv().await.is_some() {
        done += 1;
        progress(Progress {
            stage: Stage::Checking,
            done,
            total: 0,
        });
    }
    thread.await.map_err(interrupted)?
}

fn interrupted(error: tokio::task::JoinError) -> OfficeError {
    OfficeError::Backup(format!("恢复中断：{error}"))
}

/// How many of our schema steps the backup stands at.
fn known_steps(contents: &Contents) -> Result<usize, OfficeError> {
    if schema::names().starts_with(&contents.steps) {
        return Ok(contents.steps.len());
    }
    Err(OfficeError::Backup(
        "这份备份来自更新的版本，请先升级本程序，再恢复。".to_owned(),
    ))
}

/// Nothing that anyone keeps may be overwritten.
async fn refuse_full(office: &Office) -> Result<(), OfficeError> {
    if office.files().list(None).next().await.transpose()?.is_some() {
        let folder = office.files_folder().display();
        return Err(OfficeError::Backup(format!(
            "附件目录 {folder} 不是空的，不能恢复到这里。请换一个空目录。"
        )));
    }
    for table in tables::all()? {
        if !schema::has_table(office, &table.name).await? {
            continue;
        }
        let mut query = Query::select();
        query
            .expr_as(Expr::val(1), "one")
            .from(Alias::new(&table.name))
            .limit(1);
        match table.name.as_str() {
            // A new database has a chain of no entries and counters at 0.
            "audit_head" => query.and_where(Expr::col("seq").gt(0)),
            "counter" => query.and_where(Expr::col("value").gt(0)),
            _ => &mut query,
        };
        if office.on().query_one(&query).await?.is_some() {
            return Err(OfficeError::Backup(
                "数据库里已有数据，不能恢复到这里。请换一个空的数据库（例如新的 SQLite 文件或者新建的 PostgreSQL 数据库）。"
                    .to_owned(),
            ));
        }
    }
    Ok(())
}

async fn put_back<R: Read + Send + 'static>(
    office: &Office,
    moment: Moment,
    source: R,
    contents: &Contents,
    placed: &mut Vec<Path>,
    progress: &mut impl FnMut(Progress),
) -> Result<(), OfficeError> {
    let (to_here, entries) = channel(4);
    let thread = tokio::task::spawn_blocking(move || hand_over(source, &to_here));
    let tx = office.begin_bare().await?;
    let mut filling = Filling {
        known: tables::known()?,
        counts: BTreeMap::new(),
        late: Vec::new(),
    };
    let outcome = async {
        empty_seeds(&tx).await?;
        take(office, &tx, entries, contents, &mut filling, placed, progress).await?;
        refuse_missing(&tx, contents, placed).await?;
        filling.finish(&tx).await
    };
    let outcome = outcome.await;
    let read = thread.await.map_err(interrupted)?;
    let outcome = match (outcome, read) {
        (Ok(()), Ok(read)) if read != *contents || filling.counts != contents.tables => {
            Err(damaged("恢复期间备份文件被改动"))
        }
        (Ok(()), read) => read.map(|_| ()),
        (Err(error), _) => Err(error),
    };
    tracing::debug!(at = %moment.now, "restoring ends");
    tx.end(outcome, u32::MAX).await.unwrap_or(Err(OfficeError::Busy))
}

/// Reads the archive on a thread of its own; stops when nobody takes its entries any more.
fn hand_over(source: impl Read, to_here: &Sender<Entry>) -> Result<Contents, OfficeError> {
    archive::read(source, |name, bytes| {
        to_here
            .blocking_send((name.to_owned(), bytes))
            .map_err(|_closed| OfficeError::Backup("恢复中断。".to_owned()))
    })
}

/// What a new schema holds from the start comes back with the backup.
async fn empty_seeds(tx: &Tx<'_>) -> Result<(), OfficeError> {
    audit_head::Entity::delete_many().exec(tx.on()).await?;
    counter::Entity::delete_many().exec(tx.on()).await?;
    Ok(())
}

/// Rows on their way back.
struct Filling {
    known: BTreeSet<String>,
    counts: BTreeMap<String, u64>,
    /// Columns that point into their own table: table, column, row, what it points to.
    late: Vec<(String, String, i64, i64)>,
}

async fn take(
    office: &Office,
    tx: &Tx<'_>,
    mut entries: Receiver<Entry>,
    contents: &Contents,
    filling: &mut Filling,
    placed: &mut Vec<Path>,
    progress: &mut impl FnMut(Progress),
) -> Result<(), OfficeError> {
    let mut expected = None;
    while let Some((name, bytes)) = entries.recv().await {
        if name.starts_with("tables/") {
            filling.part(tx, &bytes).await?;
            progress(Progress {
                stage: Stage::Records,
                done: filling.counts.values().sum(),
                total: contents.rows(),
            });
            continue;
        }
        // Files come after all records.
        let expected = match &expected {
            Some(expected) => expected,
            None => expected.insert(of_the_room(tx, contents).await?),
        };
        placed.push(put_file(office, expected, &name, bytes).await?);
        progress(Progress {
            stage: Stage::Files,
            done: u64::try_from(placed.len()).unwrap_or(0),
            total: contents.files,
        });
    }
    Ok(())
}

/// Every file that the records hold in the room came back, but for those the backup says it could not take.
async fn refuse_missing(tx: &Tx<'_>, contents: &Contents, placed: &[Path]) -> Result<(), OfficeError> {
    let placed: BTreeSet<&Path> = placed.iter().collect();
    let excused: BTreeSet<&str> = contents.damaged_files.iter().map(String::as_str).collect();
    let expected = of_the_room(tx, contents).await?;
    let missing = |place: &&Path| !placed.contains(place) && !excused.contains(place.as_ref());
    match expected.keys().find(missing) {
        Some(place) => Err(damaged(&format!("缺少 files/{place}"))),
        None => Ok(()),
    }
}

/// Puts back a file: what lies in the file room is known to the records, which came before it; the rest is named by its SM3.
async fn put_file(
    office: &Office,
    expected: &BTreeMap<Path, String>,
    name: &str,
    bytes: Vec<u8>,
) -> Result<Path, OfficeError> {
    let path = Path::from(name.strip_prefix("files/").unwrap_or_default());
    let sm3 = match expected.get(&path) {
        Some(sm3) => Some(sm3.as_str()),
        None => path.filename().filter(|digest| files::place_of(digest) == path),
    };
    if sm3.is_none_or(|sm3| !files::is_of(sm3, &bytes)) {
        return Err(damaged(&format!("{name} 不是备份的内容")));
    }
    office.files().put(&path, bytes.into()).await?;
    Ok(path)
}

/// What has to come back into the file room; a backup of before it holds nothing of it.
async fn of_the_room(tx: &Tx<'_>, contents: &Contents) -> Result<BTreeMap<Path, String>, OfficeError> {
    if !contents.tables.contains_key("stored_file") {
        return Ok(BTreeMap::new());
    }
    let held = room::held(tx.on()).await?;
    Ok(held.into_iter().map(|(id, sm3)| (room::place(id), sm3)).collect())
}

impl Filling {
    /// Puts back one part of a table: the table itself on the first line, a row on each line after it.
    async fn part(&mut self, tx: &Tx<'_>, bytes: &[u8]) -> Result<(), OfficeError> {
        let unreadable = |error: serde_json::Error| damaged(&error.to_string());
        let mut lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        let table: Table = serde_json::from_slice(lines.next().unwrap_or_default()).map_err(unreadable)?;
        if !self.known.contains(&table.name) {
            return Err(damaged(&format!("{} 不是本系统的数据表", table.name)));
        }
        let rows: Vec<Vec<Json>> = lines
            .map(serde_json::from_slice)
            .collect::<Result<_, _>>()
            .map_err(unreadable)?;
        for some in rows.chunks(ROWS) {
            tx.on().execute(&table.insert(some)?).await?;
        }
        for row in &rows {
            if let (Some(column), Some((id, to))) = (&table.late, table.late_value(row)?) {
                self.late.push((table.name.clone(), column.clone(), id, to));
            }
        }
        *self.counts.entry(table.name).or_default() += u64::try_from(rows.len()).unwrap_or(0);
        Ok(())
    }

    async fn finish(&mut self, tx: &Tx<'_>) -> Result<(), OfficeError> {
        for (table, column, id, to) in self.late.drain(..) {
            let mut update = Query::update();
            update
                .table(Alias::new(table))
                .value(Alias::new(column), to)
                .and_where(Expr::col("id").eq(id));
            tx.on().execute(&update).await?;
        }
        Ok(())
    }
}

async fn record(office: &Office, moment: Moment, contents: &Contents) -> Result<(), OfficeError> {
    let Some(organ) = organs::first(office).await? else {
        return Ok(());
    };
    let actor = Actor::system(organ.id, "命令行");
    let detail = Detail::none()
        .with(Key::MadeAt, contents.made_at.as_str())
        .with(Key::Engine, contents.engine.as_str())
        .with(Key::Rows, contents.rows())
        .with(Key::Files, contents.files);
    transaction!(office, |tx| {
        let subject = Subject::any(SubjectKind::Office);
        audit::append(
            &tx,
            &actor,
            moment,
            Recorded::SystemRestore,
            subject,
            detail.clone(),
        )
        .await
    })
}
