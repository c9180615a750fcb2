//! The catalogue of what is public of its own accord (政府信息公开目录): by the fifteen items of 条例第二十条, with index number, name, summary
//! and day of making as 条例第十二条 asks. Read from what is out; of one year or of all.

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::documents::{Category, Validity};
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::ended;
use crate::columns;
use crate::entity::{document, edition};
use crate::error::OfficeError;
use crate::ids::{ColumnId, DocumentId};
use crate::moment::{Actor, day_of};
use crate::store::Office;

/// A line of the catalogue.
#[derive(Clone, Debug)]
pub struct CatalogueRow {
    pub id: DocumentId,
    pub index_number: String,
    pub title: String,
    pub summary: Option<String>,
    pub formed_on: Option<Date>,
    pub document_number: Option<String>,
    pub issuer: String,
    pub category: Category,
    pub subject: Option<String>,
    pub validity: Validity,
    pub published_on: Date,
    /// The day of the edition that is out.
    pub changed_on: Date,
    pub column: String,
}

type Row = (
    DocumentId,
    i64,
    Option<String>,
    Option<String>,
    Option<String>,
    String,
    String,
    Option<String>,
    String,
);

/// As many as a statement takes without trouble.
const AT_ONCE: usize = 500;

/// What is public, by item and day; of those first published in one year where given.
pub async fn catalogue(
    office: &Office,
    actor: &Actor,
    year: Option<i16>,
) -> Result<Vec<CatalogueRow>, OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    let documents = document::Entity::find()
        .filter(document::Column::OrganId.eq(actor.organ))
        .filter(document::Column::PublishedEdition.is_not_null())
        .order_by_asc(document::Column::PublishedAt)
        .order_by_asc(document::Column::Id)
        .all(office.on())
        .await?;
    let of_year = documents.into_iter().filter(|row| {
        let day = row.published_at.and_then(day_of);
        year.is_none_or(|year| day.is_some_and(|day| day.year() == year))
    });
    let documents: Vec<document::Model> = of_year.collect();
    let names = columns::list(office, actor).await?;
    let names: BTreeMap<ColumnId, String> = names.into_iter().map(|one| (one.id, one.name)).collect();
    let mut rows = Vec::with_capacity(documents.len());
    for some in documents.chunks(AT_ONCE) {
        rows.extend(read(office, some, &names).await?);
    }
    rows.sort_by_key(|row| row.category.number());
    Ok(rows)
}

async fn read(
    office: &Office,
    documents: &[document::Model],
    names: &BTreeMap<ColumnId, String>,
) -> Result<Vec<CatalogueRow>, OfficeError> {
    use edition::Column::{
        Category as Item, DocumentId as Of, DocumentNumber, FormedOn, Issuer, Number, Subject, Summary,
        Validity as Stated,
    };
    let editions: Vec<Row> = edition::Entity::find()
        .select_only()
        .columns([
            Of,
            Number,
            Summary,
            FormedOn,
            DocumentNumber,
            Issuer,
            Item,
            Subject,
            Stated,
        ])
        .filter(Of.is_in(documents.iter().map(|row| row.id)))
        .into_tuple()
        .all(office.on())
        .await?;
    let line = |row: &document::Model| {
        let out = editions
            .iter()
            .find(|(id, number, ..)| *id == row.id && Some(*number) == row.published_edition)?;
        let (_, _, summary, formed_on, document_number, issuer, category, subject, stated) = out.clone();
        let published_on = day_of(row.published_at?)?;
        Some(CatalogueRow {
            id: row.id,
            index_number: row.index_number.clone(),
            title: row.published_title.clone().unwrap_or_default(),
            summary,
            formed_on: formed_on.and_then(|day| day.parse().ok()),
            document_number,
            issuer,
            category: Category::from_code(&category)?,
            subject,
            validity: ended::validity(row)
                .or_else(|| Validity::from_code(&stated))
                .unwrap_or(Validity::NotApplicable),
            published_on,
            changed_on: row.edition_published_at.and_then(day_of).unwrap_or(published_on),
            column: names.get(&row.column_id).cloned().unwrap_or_default(),
        })
    };
    Ok(documents.iter().filter_map(line).collect())
}
