//! Taking a backup while the office serves: all records as they stood at one instant, then the files they name.
//! Files are never changed, and what is let go of lies for a day more, so that they may be read after the records.

use std::collections::BTreeMap;
use std::io::Write;

use law::audit::{Recorded, Subject, SubjectKind};
use object_store::ObjectStoreExt;
use sea_orm::sea_query::{Alias, Expr, Query};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait};
use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::archive::Writer;
use super::tables::{self, Table};
use super::{Contents, Progress, Stage};
use crate::audit::Detail;
use crate::entity::audit_head;
use crate::error::OfficeError;
use crate::files::{self, HeldFile};
use crate::moment::{Actor, Moment, Program};
use crate::store::{Office, transaction};
use crate::{audit, organs, schema};

/// A part of a table is closed once it holds this many bytes.
const PART: usize = 4 << 20;

/// What goes to the thread that writes the archive.
enum Item {
    Entry(String, Vec<u8>),
    End(Box<Contents>),
}

/// Writes a backup of everything; gives back the sink, flushed, and what it now holds.
pub async fn write<W: Write + Send + 'static>(
    office: &Office,
    _: Program,
    moment: Moment,
    sink: W,
    mut progress: impl FnMut(Progress),
) -> Result<(W, Contents), OfficeError> {
    if !office.is_migrated().await? {
        return Err(OfficeError::Backup(
            "数据库还没有升级到本版本，请先运行 gongkai migrate。".to_owned(),
        ));
    }
    record(office, moment).await?;
    let (to_thread, from_here) = channel(4);
    let seconds = u64::try_from(moment.now.as_second()).unwrap_or(0);
    let thread = tokio::task::spawn_blocking(move || archive(sink, seconds, from_here));
    let poured = pour(office, moment, to_thread, &mut progress).await;
    let written = thread
        .await
        .map_err(|error| OfficeError::Backup(format!("备份中断：{error}")))??;
    poured?;
    written.ok_or_else(|| OfficeError::Backup("备份中断，请重新备份。".to_owned()))
}

/// The log says that all of it was copied.
async fn record(office: &Office, moment: Moment) -> Result<(), OfficeError> {
    let Some(organ) = organs::first(office).await? else {
        return Ok(());
    };
    let actor = Actor::system(organ.id, "命令行");
    transaction!(office, |tx| {
        audit::append(
            &tx,
            &actor,
            moment,
            Recorded::SystemBackup,
            Subject::any(SubjectKind::Office),
            Detail::none(),
        )
        .await
    })
}

/// Writes the archive on a thread of its own; `None` when what it was to hold never came to an end.
fn archive<W: Write>(
    sink: W,
    seconds: u64,
    mut items: Receiver<Item>,
) -> Result<Option<(W, Contents)>, OfficeError> {
    let mut writer = Writer::new(sink, seconds)?;
    while let Some(item) = items.blocking_recv() {
        match item {
            Item::Entry(name, bytes) => writer.add(&name, &bytes)?,
            Item::End(contents) => return writer.finish(*contents).map(Some),
        }
    }
    Ok(None)
}

async fn pour(
    office: &Office,
    moment: Moment,
    to_thread: Sender<Item>,
    progress: &mut impl FnMut(Progress),
) -> Result<(), OfficeError> {
    let snapshot = office.snapshot().await?;
    let head = audit_head::Entity::find_by_id(1).one(&snapshot).await?;
    let head = head.ok_or_else(|| OfficeError::Damaged("audit_head 缺少第 1 行".to_owned()))?;
    let mut contents = Contents {
        format: String::new(),
        layout: 0,
        made_at: moment.now.to_string(),
        engine: office.engine().name().to_owned(),
        steps: schema::names(),
        tables: BTreeMap::new(),
        files: 0,
        file_bytes: 0,
        damaged_files: Vec::new(),
        audit_entries: head.seq,
        audit_hash: head.hash,
        entries: Vec::new(),
    };
    let tables = tables::all()?;
    let mut total = 0;
    for table in &tables {
        total += count(&snapshot, table).await?;
    }
    let mut done = 0;
    for table in &tables {
        let mut step = |rows| {
            done += rows;
            progress(Progress {
                stage: Stage::Records,
                done,
                total,
            });
        };
        let rows = pour_table(&snapshot, table, &to_thread, &mut step).await?;
        contents.tables.insert(table.name.clone(), rows);
    }
    let files = files::held(&snapshot).await?;
    snapshot.rollback().await?;
    pour_files(office, &files, &to_thread, &mut contents, progress).await?;
    send(&to_thread, Item::End(Box::new(contents))).await
}

async fn count(snapshot: &DatabaseTransaction, table: &Table) -> Result<u64, OfficeError> {
    let mut query = Query::select();
    query
        .expr_as(Expr::cust("COUNT(*)"), "rows")
        .from(Alias::new(&table.name));
    let row = snapshot.query_one(&query).await?.ok_or(OfficeError::Missing)?;
    Ok(u64::try_from(row.try_get::<i64>("", "rows")?).unwrap_or(0))
}

/// Writes the table in parts, at least one; gives the number of its rows.
async fn pour_table(
    snapshot: &DatabaseTransaction,
    table: &Table,
    to_thread: &Sender<Item>,
    step: &mut impl FnMut(u64),
) -> Result<u64, OfficeError> {
    let head = line(table)?;
    let (mut part, mut lines, mut rows) = (1, head.clone(), 0);
    let mut last = None;
    let most = table.rows_at_once();
    loop {
        let page = snapshot.query_all(&table.page(last.as_deref(), most)?).await?;
        for result in &page {
            let row = table.row(result)?;
            lines.extend(line(&row)?);
            last = Some(row);
        }
        let length = u64::try_from(page.len()).unwrap_or(0);
        rows += length;
        step(length);
        let is_last = length < most;
        if is_last || lines.len() > PART {
            let full = std::mem::replace(&mut lines, head.clone());
            send(to_thread, Item::Entry(part_name(table, part), full)).await?;
            part += 1;
        }
        if is_last {
            return Ok(rows);
        }
    }
}

fn part_name(table: &Table, part: u32) -> String {
    format!("tables/{}-{part:06}.jsonl", table.name)
}

fn line(value: &impl serde::Serialize) -> Result<Vec<u8>, OfficeError> {
    let mut text = serde_json::to_vec(value).map_err(std::io::Error::from)?;
    text.push(b'\n');
    Ok(text)
}

/// Writes each file once, as it lies; one that is missing or is no longer what the records say is left out and named.
async fn pour_files(
    office: &Office,
    files: &[HeldFile],
    to_thread: &Sender<Item>,
    contents: &mut Contents,
    progress: &mut impl FnMut(Progress),
) -> Result<(), OfficeError> {
    let total = u64::try_from(files.len()).unwrap_or(0);
    for (HeldFile { place, sm3 }, done) in files.iter().zip(1..) {
        let bytes = match office.files().get(place).await {
            Ok(found) => Some(found.bytes().await?),
            Err(object_store::Error::NotFound { .. }) => None,
            Err(error) => return Err(error.into()),
        };
        match bytes.filter(|bytes| files::is_of(sm3, bytes)) {
            Some(bytes) => {
                contents.files += 1;
                contents.file_bytes += u64::try_from(bytes.len()).unwrap_or(0);
                send(to_thread, Item::Entry(format!("files/{place}"), bytes.to_vec())).await?;
            }
            None => contents.damaged_files.push(place.to_string()),
        }
        progress(Progress {
            stage: Stage::Files,
            done,
            total,
        });
    }
    Ok(())
}

/// When the thread has ended, what it ended with says why.
async fn send(to_thread: &Sender<Item>, item: Item) -> Result<(), OfficeError> {
    to_thread
        .send(item)
        .await
        .map_err(|closed| OfficeError::Backup(format!("备份文件无法写入（{closed}）。")))
}
