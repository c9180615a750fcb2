//! What the public may read: published editions only.

use jiff::Timestamp;
use law::documents::{Ending, Validity, WithdrawalKind};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::ended::{self, Ended};
use super::related::{Relation, both_sides};
use super::revisions::{Revision, revisions};
use super::{Attachment, Edition};
use crate::audit::instant;
use crate::columns::{self, Column};
use crate::entity::{attachment, column, document, edition, edition_attachment};
use crate::error::OfficeError;
use crate::ids::{ColumnId, DocumentId, EditionId, OrganId};
use crate::store::Office;
use crate::text::line;
use crate::versioned::Page;

/// Rows on a page of a list.
pub const LISTED_PER_PAGE: u64 = 20;

/// A published document as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub id: DocumentId,
    pub index_number: String,
    pub title: String,
    pub column: ColumnId,
    /// With which day it is listed: the first publication's, or the last major change's.
    pub published_at: Timestamp,
    /// How it has ended, where it has.
    pub ended: Option<Ending>,
    pub is_sample: bool,
}

/// A published document with all that its page shows.
#[derive(Clone, Debug)]
pub struct PublishedDocument {
    pub id: DocumentId,
    pub index_number: String,
    pub edition: Edition,
    pub column: Column,
    /// When the first edition went out.
    pub published_at: Timestamp,
    /// When the edition that is shown went out.
    pub changed_at: Timestamp,
    /// With which day lists and feeds show it.
    pub listed_at: Timestamp,
    /// What was changed since it first went out, the latest first.
    pub revisions: Vec<Revision>,
    pub attachments: Vec<Attachment>,
    /// Whether it binds.
    pub validity: Validity,
    /// How and from which day it no longer does, or will not.
    pub ended: Option<Ended>,
    /// What it has to do with others, said by it and by them.
    pub relations: Vec<Relation>,
    pub is_sample: bool,
}

/// What stands under an index number.
#[derive(Clone, Debug)]
pub enum Found {
    Published(Box<PublishedDocument>),
    Withdrawn {
        title: String,
        reason: String,
        at: Option<Timestamp>,
    },
    /// It went into another that is public, by its index number.
    Merged {
        into: String,
    },
    /// It is gone, and nothing of it stays public.
    Gone,
}

/// Published documents of these columns, newest first; of one year where given. Counting and finding the page read
/// an index alone, so that the last of thousands of pages comes as quickly as a list of years.
pub async fn published_list(
    office: &Office,
    columns: &[ColumnId],
    year: Option<i16>,
    page: u64,
) -> Result<Page<Listed>, OfficeError> {
    let mut query = document::Entity::find()
        .filter(document::Column::ColumnId.is_in(columns.iter().copied()))
        .filter(document::Column::PublishedEdition.is_not_null());
    if let Some(year) = year {
        query = query.filter(document::Column::PublishedYear.eq(i64::from(year)));
    } else if let [first, _, ..] = columns {
        // Several columns in one order: the organ's own index has it.
        let column = column::Entity::find_by_id(*first).one(office.on()).await?;
        let organ = column.map(|column| column.organ_id).ok_or(OfficeError::Missing)?;
        query = query.filter(document::Column::OrganId.eq(organ));
    }
    let total = count(office, &query).await?;
    let (mut page, before) = Page::place(page, total, LISTED_PER_PAGE);
    let ids: Vec<DocumentId> = query
        .select_only()
        .column(document::Column::Id)
        .order_by_desc(document::Column::ListedAt)
        .order_by_desc(document::Column::Id)
        .limit(LISTED_PER_PAGE)
        .offset(before)
        .into_tuple()
        .all(office.on())
        .await?;
    let rows = document::Entity::find()
        .filter(document::Column::Id.is_in(ids))
        .order_by_desc(document::Column::ListedAt)
        .order_by_desc(document::Column::Id)
        .all(office.on())
        .await?;
    page.items = rows.into_iter().map(Listed::try_from).collect::<Result<_, _>>()?;
    Ok(page)
}

async fn count(office: &Office, query: &Select<document::Entity>) -> Result<u64, OfficeError> {
    let counting = query
        .clone()
        .select_only()
        .column_as(document::Column::Id.count(), "count");
    let found: Option<i64> = counting.into_tuple().one(office.on()).await?;
    Ok(u64::try_from(found.unwrap_or(0)).unwrap_or(0))
}

#[derive(FromQueryResult)]
struct YearCount {
    year: i64,
    count: i64,
}

/// The years in which these columns published, latest first, with how many.
pub async fn years(office: &Office, columns: &[ColumnId]) -> Result<Vec<(i16, i64)>, OfficeError> {
    let rows = document::Entity::find()
        .select_only()
        .column_as(document::Column::PublishedYear, "year")
        .column_as(document::Column::Id.count(), "count")
        .filter(document::Column::ColumnId.is_in(columns.iter().copied()))
        .filter(document::Column::PublishedEdition.is_not_null())
        .group_by(document::Column::PublishedYear)
        .order_by_desc(document::Column::PublishedYear)
        .into_model::<YearCount>()
        .all(office.on())
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| Some((i16::try_from(row.year).ok()?, row.count)))
        .collect())
}

/// The newest published documents of an organ, in the given columns where any are given.
pub async fn latest(
    office: &Office,
    organ: OrganId,
    columns: &[ColumnId],
    count: u64,
) -> Result<Vec<Listed>, OfficeError> {
    let mut query = document::Entity::find()
        .filter(document::Column::OrganId.eq(organ))
        .filter(document::Column::PublishedEdition.is_not_null());
    if !columns.is_empty() {
        query = query.filter(document::Column::ColumnId.is_in(columns.iter().copied()));
    }
    let rows = query
        .order_by_desc(document::Column::ListedAt)
        .order_by_desc(document::Column::Id)
        .limit(count)
        .all(office.on())
        .await?;
    rows.into_iter().map(Listed::try_from).collect()
}

/// What stands under an index number; `None` when nothing was ever published there.
pub async fn published(
    office: &Office,
    organ: OrganId,
    index_number: &str,
) -> Result<Option<Found>, OfficeError> {
    let row = document::Entity::find()
        .filter(document::Column::OrganId.eq(organ))
        .filter(document::Column::IndexNumber.eq(line(index_number)))
        .one(office.on())
        .await?;
    let Some(row) = row else { return Ok(None) };
    if let Some(number) = row.published_edition {
        let document = Box::new(whole(office, row, number).await?);
        return Ok(Some(Found::Published(document)));
    }
    let Some(reason) = row.withdrawal_reason.clone() else {
        return Ok(None);
    };
    let kind = row.withdrawal_kind.as_deref().and_then(WithdrawalKind::from_code);
    if kind.is_some_and(|kind| !kind.is_told()) {
        return Ok(Some(Found::Gone));
    }
    if let Some(into) = row.merged_into
        && let Some(into) = leads_to(office, into).await?
    {
        return Ok(Some(Found::Merged { into }));
    }
    Ok(Some(Found::Withdrawn {
        title: row.published_title.unwrap_or_default(),
        reason,
        at: row.withdrawn_at.map(instant).transpose()?,
    }))
}

/// The index number of a document, where the public can read it.
async fn leads_to(office: &Office, id: DocumentId) -> Result<Option<String>, OfficeError> {
    let other = document::Entity::find_by_id(id).one(office.on()).await?;
    let other = other.filter(|other| other.published_edition.is_some() || other.merged_into.is_some());
    Ok(other.map(|other| other.index_number))
}

/// The newest published documents with their text, for feeds.
pub async fn feed(
    office: &Office,
    organ: OrganId,
    columns: &[ColumnId],
    count: u64,
) -> Result<Vec<PublishedDocument>, OfficeError> {
    let mut documents = Vec::new();
    for listed in latest(office, organ, columns, count).await? {
        if let Some(Found::Published(document)) = published(office, organ, &listed.index_number).await? {
            documents.push(*document);
        }
    }
    Ok(documents)
}

/// Published documents of all organs with their texts, by their ids, those after one: for the search.
pub async fn published_after(
    office: &Office,
    after: DocumentId,
    count: u64,
) -> Result<Vec<PublishedDocument>, OfficeError> {
    let rows = document::Entity::find()
        .filter(document::Column::PublishedEdition.is_not_null())
        .filter(document::Column::Id.gt(after))
        .order_by_asc(document::Column::Id)
        .limit(count)
        .all(office.on())
        .await?;
    let mut documents = Vec::with_capacity(rows.len());
    for row in rows {
        if let Some(number) = row.published_edition {
            documents.push(whole(office, row, number).await?);
        }
    }
    Ok(documents)
}

/// A document as it is published; `None` where it is not.
pub async fn published_one(
    office: &Office,
    id: DocumentId,
) -> Result<Option<PublishedDocument>, OfficeError> {
    let row = document::Entity::find_by_id(id).one(office.on()).await?;
    match row.and_then(|row| row.published_edition.map(|number| (row, number))) {
        Some((row, number)) => Ok(Some(whole(office, row, number).await?)),
        None => Ok(None),
    }
}

/// Which of these documents of an organ are published as this is asked.
pub async fn still_published(
    office: &Office,
    organ: OrganId,
    ids: &[DocumentId],
) -> Result<Vec<DocumentId>, OfficeError> {
    let query = document::Entity::find()
        .select_only()
        .column(document::Column::Id)
        .filter(document::Column::Id.is_in(ids.iter().copied()))
        .filter(document::Column::OrganId.eq(organ))
        .filter(document::Column::PublishedEdition.is_not_null());
    Ok(query.into_tuple().all(office.on()).await?)
}

/// Index number and last change of every published document of an organ, for the site map.
pub async fn sitemap(office: &Office, organ: OrganId) -> Result<Vec<(String, Timestamp)>, OfficeError> {
    let rows: Vec<(String, Option<i64>)> = document::Entity::find()
        .select_only()
        .column(document::Column::IndexNumber)
        .column(document::Column::EditionPublishedAt)
        .filter(document::Column::OrganId.eq(organ))
        .filter(document::Column::PublishedEdition.is_not_null())
        .order_by_desc(document::Column::ListedAt)
        .limit(50_000)
        .into_tuple()
        .all(office.on())
        .await?;
    rows.into_iter()
        .map(|(number, at)| Ok((number, instant(at.unwrap_or_default())?)))
        .collect()
}

async fn whole(office: &Office, row: document::Model, number: i64) -> Result<PublishedDocument, OfficeError> {
    let edition = edition::Entity::find()
        .filter(edition::Column::DocumentId.eq(row.id))
        .filter(edition::Column::Number.eq(number))
        .one(office.on())
        .await?
        .ok_or_else(|| OfficeError::Damaged(format!("document {} 缺少第 {number} 版", row.id)))?;
    let attachments = attachments_of(office, edition.id).await?;
    let relations = Box::pin(both_sides(office.on(), row.id, edition.id, true)).await?;
    let stated = Validity::from_code(&edition.validity).unwrap_or(Validity::NotApplicable);
    Ok(PublishedDocument {
        validity: ended::validity(&row).unwrap_or(stated),
        ended: ended::told(&row)?,
        relations,
        id: row.id,
        index_number: row.index_number,
        edition: Edition::try_from(edition)?,
        column: columns::read(office, row.organ_id, row.column_id).await?,
        published_at: instant(row.published_at.unwrap_or(row.changed_at))?,
        changed_at: instant(row.edition_published_at.unwrap_or(row.changed_at))?,
        listed_at: instant(row.listed_at.or(row.published_at).unwrap_or(row.changed_at))?,
        revisions: revisions(office.on(), row.id).await?,
        attachments,
        is_sample: row.is_sample,
    })
}

/// The files of an edition in order.
pub(super) async fn attachments_of(
    office: &Office,
    edition: EditionId,
) -> Result<Vec<Attachment>, OfficeError> {
    let files = files_of(office.on(), edition).await?;
    Ok(files.into_iter().map(Attachment::from).collect())
}

/// The same as their rows.
pub(super) async fn files_of(
    on: &impl ConnectionTrait,
    edition: EditionId,
) -> Result<Vec<attachment::Model>, OfficeError> {
    let places = edition_attachment::Entity::find()
        .filter(edition_attachment::Column::EditionId.eq(edition))
        .order_by_asc(edition_attachment::Column::Position)
        .all(on)
        .await?;
    let ids = places.iter().map(|place| place.attachment_id);
    let mut files = attachment::Entity::find()
        .filter(attachment::Column::Id.is_in(ids))
        .all(on)
        .await?;
    files.sort_by_key(|file| places.iter().position(|place| place.attachment_id == file.id));
    Ok(files)
}

impl TryFrom<document::Model> for Listed {
    type Error = OfficeError;

    fn try_from(row: document::Model) -> Result<Self, OfficeError> {
        Ok(Self {
            id: row.id,
            title: row.published_title.unwrap_or(row.title),
            index_number: row.index_number,
            column: row.column_id,
            published_at: instant(row.listed_at.or(row.published_at).unwrap_or(row.changed_at))?,
            ended: row.validity.as_deref().and_then(Ending::from_code),
            is_sample: row.is_sample,
        })
    }
}
