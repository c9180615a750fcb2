//! Reading the audit log: newest first, page by page, by who, what, when and which record.

use jiff::Timestamp;
use law::audit::Subject;
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::instant;
use crate::entity::audit_entry::{Column, Entity, Model};
use crate::error::OfficeError;
use crate::ids::AccountId;
use crate::moment::Actor;
use crate::store::Office;
use crate::text::{contains, filled};

/// Which entries; what is `None` or empty is not asked.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    pub account: Option<AccountId>,
    /// Begins with this act's code.
    pub act: String,
    /// Exactly this record, such as `document 5102…`.
    pub subject: String,
    /// Part of the actor's name, of the record or of the detail; or what names a record, as the desk's search finds it
    /// (number, 发文字号, applicant, title).
    pub text: String,
    pub from: Option<Timestamp>,
    pub until: Option<Timestamp>,
    /// Only entries older than this place in the chain: the next page.
    pub before: Option<i64>,
}

/// One entry as it is shown.
#[derive(Clone, Debug)]
pub struct Entry {
    pub seq: i64,
    pub at: Timestamp,
    /// `None` for the program itself.
    pub account: Option<AccountId>,
    pub actor: String,
    pub act: String,
    pub subject: String,
    pub detail: String,
    pub address: String,
    pub hash: String,
}

/// A page of entries, and where the next one begins.
#[derive(Clone, Debug)]
pub struct AuditPage {
    pub entries: Vec<Entry>,
    pub next_before: Option<i64>,
}

/// Who changed a record last, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastChange {
    pub actor: String,
    pub at: Timestamp,
}

/// Who last changed a record of the actor's organ, for whoever may see that record: name and time, and nothing else of the
/// log. `None` when nothing was recorded of it.
pub async fn last_change(
    office: &Office,
    actor: &Actor,
    subject: impl Into<Subject>,
) -> Result<Option<LastChange>, OfficeError> {
    let subject = subject.into();
    may(&actor.roles, subject.kind.is_seen_with())?;
    let query = Entity::find()
        .filter(Column::OrganId.eq(actor.organ))
        .filter(Column::Subject.eq(subject.to_string()))
        .order_by_desc(Column::Seq);
    let Some(row) = query.one(office.on()).await? else {
        return Ok(None);
    };
    Ok(Some(LastChange {
        at: instant(row.at)?,
        actor: row.actor,
    }))
}

/// Entries of the actor's organ, newest first, at most `length` of them.
pub async fn search(
    office: &Office,
    actor: &Actor,
    filter: &AuditFilter,
    length: u64,
) -> Result<AuditPage, OfficeError> {
    may(&actor.roles, Act::SeeAudit)?;
    let subjects = named_by(office, actor, &filter.text).await?;
    let query = matching(actor, filter, subjects).order_by_desc(Column::Seq);
    let rows = query.limit(length + 1).all(office.on()).await?;
    let keep = usize::try_from(length).unwrap_or(usize::MAX);
    let has_more = rows.len() > keep;
    let entries: Vec<Entry> = rows
        .into_iter()
        .take(keep)
        .map(Entry::try_from)
        .collect::<Result<_, _>>()?;
    let next_before = if has_more {
        entries.last().map(|entry| entry.seq)
    } else {
        None
    };
    Ok(AuditPage { entries, next_before })
}

/// The records that the words name: entries hold their own numbers only, and people know them by others.
async fn named_by(office: &Office, actor: &Actor, text: &str) -> Result<Vec<String>, OfficeError> {
    if filled(text).is_none() {
        return Ok(Vec::new());
    }
    let found = crate::search::search(office, actor, text).await?;
    Ok(found.subjects().iter().map(Subject::to_string).collect())
}

/// The entries of the actor's organ that the filter lets through; the text may stand in an entry, or name one of the subjects.
fn matching(actor: &Actor, filter: &AuditFilter, subjects: Vec<String>) -> Select<Entity> {
    let mut query = Entity::find().filter(Column::OrganId.eq(actor.organ));
    if let Some(account) = filter.account {
        query = query.filter(Column::AccountId.eq(account));
    }
    if let Some(act) = filled(&filter.act) {
        query = query.filter(Column::Act.starts_with(act));
    }
    if let Some(subject) = filled(&filter.subject) {
        query = query.filter(Column::Subject.eq(subject));
    }
    if filled(&filter.text).is_some() {
        let any = Condition::any()
            .add(contains(Column::Actor, &filter.text))
            .add(contains(Column::Subject, &filter.text))
            .add(contains(Column::Detail, &filter.text))
            .add(Column::Subject.is_in(subjects));
        query = query.filter(any);
    }
    if let Some(from) = filter.from {
        query = query.filter(Column::At.gte(from.as_millisecond()));
    }
    if let Some(until) = filter.until {
        query = query.filter(Column::At.lt(until.as_millisecond()));
    }
    if let Some(before) = filter.before {
        query = query.filter(Column::Seq.lt(before));
    }
    query
}

impl TryFrom<Model> for Entry {
    type Error = OfficeError;

    fn try_from(row: Model) -> Result<Self, OfficeError> {
        Ok(Self {
            seq: row.seq,
            at: instant(row.at)?,
            account: row.account_id,
            actor: row.actor,
            act: row.act,
            subject: row.subject,
            detail: row.detail,
            // An entry of an earlier release says it in English, and never changes.
            address: row.address.replace("command line", "本机"),
            hash: row.hash,
        })
    }
}
