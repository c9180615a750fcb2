//! What is not published of the organ's own accord, looked at again every year (条例第十八条): which documents are due, and what was found.
//! What is due and when is the law's (`law::documents::reassessment`).

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::audit::{Key, Recorded};
use law::cases::reasons::is_wordless;
use law::documents::Publicity;
use law::documents::reassessment::{due_since, is_due, is_reassessed};
use law::staff::{Act, may};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::write::edition_row;
use crate::audit::{self, Detail};
use crate::cases::stored_day;
use crate::cases::typed::written;
use crate::entity::document_reassessment::{ActiveModel, Column, Entity, Model};
use crate::entity::{document, edition};
use crate::error::OfficeError;
use crate::ids::{DocumentId, ReassessmentId};
use crate::moment::{Actor, Moment, day_of};
use crate::once::Sending;
use crate::store::{Office, transaction};

/// As many as a statement takes without trouble.
const AT_ONCE: usize = 500;

/// A look that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reassessment {
    pub on: Date,
    pub may_be_public: bool,
    pub reason: String,
    pub by: String,
}

/// A document that is to be looked at again, or was found to be one that may be public and is not made so yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToReassess {
    pub document: DocumentId,
    pub title: String,
    pub index_number: String,
    pub publicity: Publicity,
    /// What was stated for that.
    pub reason: Option<String>,
    /// Since when it is marked so.
    pub marked_on: Date,
    pub last: Option<Reassessment>,
}

impl ToReassess {
    /// The last look found that it may be public: there is nothing more to look at, it is to be made so.
    pub fn may_be_public(&self) -> bool {
        self.last
            .as_ref()
            .is_some_and(|look| look.may_be_public && look.on >= self.marked_on)
    }
}

/// Those that are due, or wait for being made public; what is marked so the longest comes first.
pub async fn to_reassess(
    office: &Office,
    actor: &Actor,
    moment: Moment,
) -> Result<Vec<ToReassess>, OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    let latest = candidates(office, actor, moment).await?;
    let ids: Vec<DocumentId> = latest.iter().map(|(document, ..)| *document).collect();
    let mut marked = marks(office, &ids).await?;
    let mut looks = looks(office, actor, &ids).await?;
    let mut numbers = index_numbers(office, &ids).await?;
    let mut due = Vec::new();
    for (document, title, publicity, reason) in latest {
        let publicity = publicity.as_deref().and_then(Publicity::from_code);
        let Some((publicity, marked_on)) = publicity.zip(marked.remove(&document)) else {
            continue;
        };
        let one = ToReassess {
            document,
            title,
            index_number: numbers.remove(&document).unwrap_or_default(),
            publicity,
            reason,
            marked_on,
            last: looks.remove(&document),
        };
        let looked_on = one.last.as_ref().map(|look| look.on);
        if one.may_be_public() || is_due(marked_on, looked_on, moment.today) {
            due.push(one);
        }
    }
    due.sort_by_key(|one| (one.marked_on, one.document));
    Ok(due)
}

/// A document with the title, the publicity and its reason of its latest edition.
type Latest = (DocumentId, String, Option<String>, Option<String>);

/// The latest editions of documents that are not 主动公开, as far as a look at them can be due: made a year ago, and not looked at since,
/// or found to be ones that may be public.
async fn candidates(office: &Office, actor: &Actor, moment: Moment) -> Result<Vec<Latest>, OfficeError> {
    let codes = Publicity::ALL.iter().filter(|one| is_reassessed(**one));
    let since = due_since(moment.today);
    // Numbers and days of our own making, and no word of anybody's.
    let is_latest = format!(
        "EXISTS (SELECT 1 FROM document WHERE document.id = edition.document_id \
         AND document.latest_edition = edition.number AND document.organ_id = {})",
        actor.organ.0
    );
    let not_looked_at = format!(
        "NOT EXISTS (SELECT 1 FROM document_reassessment WHERE document_reassessment.document_id = edition.document_id \
         AND document_reassessment.assessed_on > '{since}' AND NOT document_reassessment.may_be_public)"
    );
    let rows = edition::Entity::find()
        .select_only()
        .column(edition::Column::DocumentId)
        .column(edition::Column::Title)
        .column(edition::Column::Publicity)
        .column(edition::Column::PublicityReason)
        .filter(edition::Column::Publicity.is_in(codes.map(|one| one.code())))
        .filter(Expr::cust(is_latest))
        .filter(Expr::cust(not_looked_at))
        .into_tuple()
        .all(office.on())
        .await?;
    Ok(rows)
}

/// Since when each is marked as it is now: the day of the first edition after which none said otherwise.
async fn marks(office: &Office, ids: &[DocumentId]) -> Result<BTreeMap<DocumentId, Date>, OfficeError> {
    type Row = (DocumentId, Option<String>, i64);
    let mut marks: BTreeMap<DocumentId, (Option<String>, i64)> = BTreeMap::new();
    for some in ids.chunks(AT_ONCE) {
        let rows: Vec<Row> = edition::Entity::find()
            .select_only()
            .column(edition::Column::DocumentId)
            .column(edition::Column::Publicity)
            .column(edition::Column::WrittenAt)
            .filter(edition::Column::DocumentId.is_in(some.iter().copied()))
            .order_by_asc(edition::Column::DocumentId)
            .order_by_asc(edition::Column::Number)
            .into_tuple()
            .all(office.on())
            .await?;
        for (document, publicity, written_at) in rows {
            let mark = marks.entry(document).or_insert((publicity.clone(), written_at));
            if mark.0 != publicity {
                *mark = (publicity, written_at);
            }
        }
    }
    let days = marks
        .into_iter()
        .filter_map(|(document, (_, at))| Some((document, day_of(at)?)));
    Ok(days.collect())
}

/// The last look at each.
async fn looks(
    office: &Office,
    actor: &Actor,
    ids: &[DocumentId],
) -> Result<BTreeMap<DocumentId, Reassessment>, OfficeError> {
    let mut looks = BTreeMap::new();
    for some in ids.chunks(AT_ONCE) {
        let rows = Entity::find()
            .filter(Column::OrganId.eq(actor.organ))
            .filter(Column::DocumentId.is_in(some.iter().copied()))
            .order_by_asc(Column::Id)
            .all(office.on())
            .await?;
        for row in rows {
            looks.insert(row.document_id, Reassessment::try_from(row)?);
        }
    }
    Ok(looks)
}

async fn index_numbers(
    office: &Office,
    ids: &[DocumentId],
) -> Result<BTreeMap<DocumentId, String>, OfficeError> {
    let mut numbers = BTreeMap::new();
    for some in ids.chunks(AT_ONCE) {
        let rows: Vec<(DocumentId, String)> = document::Entity::find()
            .select_only()
            .column(document::Column::Id)
            .column(document::Column::IndexNumber)
            .filter(document::Column::Id.is_in(some.iter().copied()))
            .into_tuple()
            .all(office.on())
            .await?;
        numbers.extend(rows);
    }
    Ok(numbers)
}

/// The looks that were taken at a document, the latest first.
pub async fn reassessments(
    office: &Office,
    actor: &Actor,
    id: DocumentId,
) -> Result<Vec<Reassessment>, OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    let rows = Entity::find()
        .filter(Column::OrganId.eq(actor.organ))
        .filter(Column::DocumentId.eq(id))
        .order_by_desc(Column::Id)
        .all(office.on())
        .await?;
    rows.into_iter().map(Reassessment::try_from).collect()
}

/// Records what a look came to: whether it may be public by now, and why. Due or not: a look too many does no harm.
pub async fn reassess(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: DocumentId,
    (may_be_public, reason): (bool, &str),
    ticket: &str,
) -> Result<(), OfficeError> {
    const MISSING: &str = "请写明评估的理由。";
    may(&actor.roles, Act::WriteDocuments)?;
    let reason = written(reason, "reason", MISSING)?;
    if is_wordless(&reason) {
        return Err(OfficeError::invalid("reason", MISSING));
    }
    let words = (id, may_be_public, &reason);
    let sending = Sending::of(office, actor, Recorded::DocumentsReassess.code(), ticket, &words)?;
    transaction!(office, |tx| {
        if sending.made(&tx, moment).await?.is_some() {
            return Ok(());
        }
        let row = document::Entity::find_by_id(id).filter(document::Column::OrganId.eq(actor.organ));
        let row = row.one(tx.on()).await?.ok_or(OfficeError::Missing)?;
        let latest = edition_row(&tx, id, row.latest_edition).await?;
        let publicity = latest.publicity.as_deref().and_then(Publicity::from_code);
        let Some(publicity) = publicity.filter(|one| is_reassessed(*one)) else {
            let message = "只有依申请公开、不予公开的信息需要评估审查。";
            return Err(OfficeError::invalid("", message));
        };
        let look: ReassessmentId = tx.next_id(moment);
        let model = ActiveModel {
            id: Set(look),
            organ_id: Set(actor.organ),
            document_id: Set(id),
            assessed_on: Set(moment.today.to_string()),
            publicity: Set(publicity.code().to_owned()),
            may_be_public: Set(may_be_public),
            reason: Set(reason.clone()),
            account_id: Set(actor.account),
            assessed_by: Set(actor.name.clone()),
            recorded_at: Set(moment.millis()),
        };
        Entity::insert(model).exec_without_returning(tx.on()).await?;
        sending.keep(&tx, moment, look.0).await?;
        let detail = Detail::none().with(Key::On, moment.today.to_string());
        audit::append(&tx, actor, moment, Recorded::DocumentsReassess, id, detail).await
    })
}

impl TryFrom<Model> for Reassessment {
    type Error = OfficeError;

    fn try_from(row: Model) -> Result<Self, OfficeError> {
        Ok(Self {
            on: stored_day(&row.assessed_on)?,
            may_be_public: row.may_be_public,
            reason: row.reason,
            by: row.assessed_by,
        })
    }
}
