//! What was formed or changed and is not public yet (条例第二十六条), by when it has to be and who owes it next.

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::calendar::{Calendar, Due};
use law::documents::{Category, Publicity, change_due, publish_due};
use law::review::Level;
use law::staff::{Act, may};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, Select};

use super::in_review::Stage;
use crate::calendar;
use crate::chains::Chains;
use crate::entity::{document, edition};
use crate::error::OfficeError;
use crate::ids::{ColumnId, DocumentId};
use crate::moment::{Actor, day_of};
use crate::store::Office;

/// A document that is to be public and is not, or not as it now is.
#[derive(Clone, Debug)]
pub struct Unpublished {
    pub id: DocumentId,
    pub title: String,
    pub index_number: String,
    /// Something of it is public, and it was changed since.
    pub is_change: bool,
    /// Formed or changed on that day.
    pub since: Date,
    pub due: Due,
    /// What sets the period.
    pub source: String,
    /// Whose turn it is: the writer, a level, the signer.
    pub owed_by: String,
}

/// An edition as far as its clock needs it.
struct Written {
    number: i64,
    column: ColumnId,
    formed_on: Option<Date>,
    category: Option<Category>,
    is_public: bool,
    writer: String,
    on: Option<Date>,
}

type Row = (
    DocumentId,
    i64,
    ColumnId,
    Option<String>,
    String,
    Option<String>,
    String,
    i64,
);

/// What is to be public and is not, the earliest due first. What is not 主动公开, what states a later time of its own in due time and
/// what was taken back and not written anew is none of it.
pub async fn unpublished(office: &Office, actor: &Actor) -> Result<Vec<Unpublished>, OfficeError> {
    of_these(office, actor, document::Entity::find()).await
}

/// The same of one document; nothing where no clock runs.
pub async fn unpublished_one(
    office: &Office,
    actor: &Actor,
    id: DocumentId,
) -> Result<Option<Unpublished>, OfficeError> {
    let found = of_these(office, actor, document::Entity::find_by_id(id)).await?;
    Ok(found.into_iter().next())
}

async fn of_these(
    office: &Office,
    actor: &Actor,
    these: Select<document::Entity>,
) -> Result<Vec<Unpublished>, OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    let rows = these
        .filter(document::Column::OrganId.eq(actor.organ))
        .filter(
            Condition::any()
                .add(document::Column::PublishedEdition.is_null())
                .add(
                    Expr::col(document::Column::PublishedEdition)
                        .ne(Expr::col(document::Column::LatestEdition)),
                ),
        )
        .all(office.on())
        .await?;
    let ids: Vec<DocumentId> = rows.iter().map(|row| row.id).collect();
    let mut editions = written(office, &ids).await?;
    let chains = Chains::of(office.on(), actor.organ).await?;
    let calendar = calendar::holidays(office).await?;
    let mut unpublished = Vec::new();
    for row in rows {
        let editions = editions.remove(&row.id).unwrap_or_default();
        unpublished.extend(clock(&calendar, &chains, row, &editions));
    }
    unpublished.sort_by_key(|one| (one.due.on, one.id));
    Ok(unpublished)
}

async fn written(
    office: &Office,
    ids: &[DocumentId],
) -> Result<BTreeMap<DocumentId, Vec<Written>>, OfficeError> {
    /// As many as a statement takes without trouble.
    const AT_ONCE: usize = 500;
    let mut found: BTreeMap<DocumentId, Vec<Written>> = BTreeMap::new();
    for some in ids.chunks(AT_ONCE) {
        use edition::Column::{
            Category as Item, ColumnId, DocumentId, FormedOn, Number, Publicity as How, WriterName, WrittenAt,
        };
        let rows: Vec<Row> = edition::Entity::find()
            .select_only()
            .columns([
                DocumentId, Number, ColumnId, FormedOn, Item, How, WriterName, WrittenAt,
            ])
            .filter(DocumentId.is_in(some.iter().copied()))
            .into_tuple()
            .all(office.on())
            .await?;
        for (id, number, column, formed_on, category, publicity, writer, written_at) in rows {
            let publicity = publicity.as_deref().and_then(Publicity::from_code);
            found.entry(id).or_default().push(Written {
                number,
                column,
                formed_on: formed_on.and_then(|day| day.parse().ok()),
                category: Category::from_code(&category),
                is_public: publicity.is_none_or(|one| one == Publicity::Proactive),
                writer,
                on: day_of(written_at),
            });
        }
    }
    Ok(found)
}

fn clock(
    calendar: &Calendar,
    chains: &Chains,
    row: document::Model,
    editions: &[Written],
) -> Option<Unpublished> {
    let of = |number: i64| editions.iter().find(|one| one.number == number);
    let latest = of(row.latest_edition).filter(|latest| latest.is_public)?;
    let taken_back = row
        .withdrawn_at
        .filter(|_| row.published_edition.is_none())
        .and_then(day_of);
    if taken_back.is_some_and(|day| latest.on.is_none_or(|on| on <= day)) {
        return None;
    }
    let out = row.published_edition.and_then(of);
    let since = match out {
        // Another day of forming is the day of the change; otherwise it was changed when somebody began to.
        Some(out) if latest.formed_on != out.formed_on => latest.formed_on?,
        Some(out) => of(out.number + 1)?.on?,
        None => latest.formed_on?,
    };
    let category = latest.category?;
    let (due, source) = match out {
        Some(_) => change_due(calendar, category, since)?,
        None => publish_due(calendar, category, since)?,
    };
    let goes_out = row.confirmed_at.and(row.planned_at).and_then(day_of);
    if goes_out.is_some_and(|day| day <= due.on) {
        return None;
    }
    Some(Unpublished {
        owed_by: owed_by(chains, &row, latest),
        id: row.id,
        is_change: out.is_some(),
        title: row.title,
        index_number: row.index_number,
        since,
        due,
        source,
    })
}

fn owed_by(chains: &Chains, row: &document::Model, latest: &Written) -> String {
    let named = |level: Level| {
        let levels = chains.of_column(latest.column);
        let setting = levels.and_then(|(levels, _)| levels.at(level));
        setting.map_or_else(|| level.label().to_owned(), |setting| setting.name.clone())
    };
    match Stage::of(row) {
        Some(Stage::At(level)) => named(level),
        Some(Stage::Passed) => "签发人（发布）".to_owned(),
        Some(Stage::Back) => format!("{}（退回修改）", latest.writer),
        None => format!("{}（编写）", latest.writer),
    }
}
