//! The log on its way out (GB/T 22239-2019 8.1.5.2): as JSON, which is verified alone (`law::audit::Exported`), and as lines
//! for a sheet. Exporting is itself on record, and the entry that says so is the last of what goes out.

use futures_util::{Stream, stream};
use jiff::Timestamp;
use law::audit::{Exported, Head, Key, Line, Recorded, Subject, SubjectKind};
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use super::search::search;
use super::{AuditFilter, Detail, append, instant, names};
use crate::entity::audit_entry::{Column, Entity, Model};
use crate::entity::audit_head;
use crate::error::OfficeError;
use crate::ids::OrganId;
use crate::moment::{Actor, Moment, Program};
use crate::store::{Office, transaction};

/// Entries read at once.
const PORTION: u64 = 1000;
/// Entries of a sheet, the newest: more make no sheet that anybody opens.
pub const LARGEST_SHEET: usize = 50_000;

/// What the log goes out as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Json,
    Xlsx,
}

impl Format {
    const fn label(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Xlsx => "XLSX",
        }
    }
}

/// The log as JSON, piece by piece: as long as it may be, little of it is in memory.
#[derive(Debug)]
pub struct JsonExport {
    office: Office,
    /// Whose entries stand in full; `None`: everybody's.
    organ: Option<OrganId>,
    head: Head,
    /// What goes out before the first entry; `None` once it has.
    beginning: Option<String>,
    after: i64,
    is_done: bool,
}

/// One entry for people.
#[derive(Clone, Debug)]
pub struct SheetLine {
    pub seq: i64,
    pub at: Timestamp,
    pub sentence: String,
    pub subject: String,
    pub particulars: String,
    pub address: String,
    pub act: String,
    pub hash: String,
}

/// The log of the actor's organ, for whoever may see it. Entries of other organs stand with their hashes alone.
pub async fn json(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    of: &str,
) -> Result<JsonExport, OfficeError> {
    may(&actor.roles, Act::SeeAudit)?;
    begun(office, actor, moment, of, Some(actor.organ)).await
}

/// The log of every organ, recorded in the log of `organ`.
pub async fn json_of_all(
    office: &Office,
    _: Program,
    moment: Moment,
    organ: OrganId,
) -> Result<JsonExport, OfficeError> {
    let actor = Actor::system(organ, "命令行");
    begun(office, &actor, moment, "全部机关", None).await
}

async fn begun(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    of: &str,
    organ: Option<OrganId>,
) -> Result<JsonExport, OfficeError> {
    record_whole(office, actor, moment, of, organ).await?;
    let head = audit_head::Entity::find_by_id(1).one(office.on()).await?;
    let head = head.ok_or_else(|| OfficeError::Damaged("audit_head 缺少第 1 行".to_owned()))?;
    let head = Head {
        seq: head.seq,
        hash: head.hash,
    };
    let file = text(&Exported::begun(moment.now, of, head.clone()))?;
    let beginning = file.strip_suffix("]}").unwrap_or(&file);
    Ok(JsonExport {
        office: office.clone(),
        organ,
        head,
        beginning: Some(beginning.to_owned()),
        after: i64::MIN,
        is_done: false,
    })
}

impl JsonExport {
    /// The next piece of the file; `None` after its last.
    pub async fn next(&mut self) -> Result<Option<String>, OfficeError> {
        if let Some(beginning) = self.beginning.take() {
            return Ok(Some(beginning));
        }
        if self.is_done {
            return Ok(None);
        }
        let is_first = self.after == i64::MIN;
        let rows = Entity::find()
            .filter(Column::Seq.gt(self.after))
            .filter(Column::Seq.lte(self.head.seq))
            .order_by_asc(Column::Seq)
            .limit(PORTION)
            .all(self.office.on())
            .await?;
        let Some(last) = rows.last() else {
            self.is_done = true;
            return Ok(Some("\n]}\n".to_owned()));
        };
        self.after = last.seq;
        let lines: Vec<String> = rows
            .into_iter()
            .map(|row| text(&self.line(row)?))
            .collect::<Result<_, _>>()?;
        let before = if is_first { "\n" } else { ",\n" };
        Ok(Some(format!("{before}{}", lines.join(",\n"))))
    }

    /// All pieces, as a download takes them.
    pub fn pieces(self) -> impl Stream<Item = Result<String, OfficeError>> + Send + 'static {
        stream::try_unfold(self, |mut export| async move {
            let piece = export.next().await?;
            Ok(piece.map(|piece| (piece, export)))
        })
    }

    fn line(&self, row: Model) -> Result<Line, OfficeError> {
        if self.organ.is_some_and(|organ| organ != row.organ_id) {
            return Ok(Line::sealed(row.seq, row.hash));
        }
        let entry = law::audit::Entry {
            seq: row.seq,
            at: instant(row.at)?,
            organ: row.organ_id.0,
            account: row.account_id.map(|account| account.0),
            actor: row.actor,
            act: row.act,
            subject: row.subject,
            detail: row.detail,
            from: row.address,
        };
        Ok(Line::full(entry, row.hash))
    }
}

/// The newest entries of the actor's organ as lines for people, at most [`LARGEST_SHEET`]; and whether there are older ones.
pub async fn sheet(
    office: &Office,
    actor: &Actor,
    moment: Moment,
) -> Result<(Vec<SheetLine>, bool), OfficeError> {
    may(&actor.roles, Act::SeeAudit)?;
    record(office, actor, moment, Format::Xlsx).await?;
    let mut lines = Vec::new();
    let mut filter = AuditFilter::default();
    loop {
        let page = search(office, actor, &filter, PORTION).await?;
        let names = names(office, actor, &page.entries).await?;
        for entry in page.entries {
            let told = names.told(&entry.actor, &entry.act, &entry.subject, &entry.detail);
            let particulars = told.particulars.into_iter();
            let particulars: Vec<String> = particulars
                .map(|(label, value)| format!("{label} {value}"))
                .collect();
            lines.push(SheetLine {
                seq: entry.seq,
                at: entry.at,
                sentence: told.sentence,
                subject: names.subject(&entry.subject),
                particulars: particulars.join("；"),
                address: entry.address,
                act: entry.act,
                hash: entry.hash,
            });
        }
        filter.before = page.next_before;
        if filter.before.is_none() || lines.len() >= LARGEST_SHEET {
            return Ok((lines, filter.before.is_some()));
        }
    }
}

/// The export of the whole log, with whose it is and how many entries are to be seen in it: by that the file is verified.
async fn record_whole(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    of: &str,
    organ: Option<OrganId>,
) -> Result<(), OfficeError> {
    transaction!(office, |tx| {
        let mut seen = Entity::find();
        if let Some(organ) = organ {
            seen = seen.filter(Column::OrganId.eq(organ));
        }
        let before = seen.count(tx.on()).await?;
        let detail = Detail::none()
            .with(Key::File, Format::Json.label())
            .with(Key::Name, of.to_owned())
            .with(
                Key::Rows,
                i64::try_from(before).unwrap_or(i64::MAX).saturating_add(1),
            );
        let subject = Subject::any(SubjectKind::Office);
        append(&tx, actor, moment, Recorded::AuditExport, subject, detail).await
    })
}

async fn record(office: &Office, actor: &Actor, moment: Moment, format: Format) -> Result<(), OfficeError> {
    let detail = Detail::none().with(Key::File, format.label());
    transaction!(office, |tx| {
        let subject = Subject::any(SubjectKind::Office);
        append(&tx, actor, moment, Recorded::AuditExport, subject, detail.clone()).await
    })
}

fn text(value: &impl serde::Serialize) -> Result<String, OfficeError> {
    serde_json::to_string(value).map_err(|error| OfficeError::Damaged(error.to_string()))
}
