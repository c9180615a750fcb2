//! What changed on the public site, in order: the page cache asks how far changes have come; an index reads what is new.

use std::collections::BTreeSet;

use law::audit::Subject;
use sea_orm::sea_query::Query;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::counter;
use crate::entity::{change, counter as counter_entity, document, edition, edition_relation};
use crate::error::OfficeError;
use crate::ids::{ColumnId, DocumentId, EditionId};
use crate::moment::Moment;
use crate::store::{Office, Tx};

const COUNTER: &str = "change";

/// How far changes have come. It grows with every act that changes a public page.
pub async fn position(office: &Office) -> Result<i64, OfficeError> {
    let row = counter_entity::Entity::find_by_id(COUNTER)
        .one(office.on())
        .await?;
    Ok(row.map_or(0, |row| row.value))
}

/// What changed on the public site since a position, in order: how far that is, and of what; none for what a newer program
/// noted.
pub async fn since(
    office: &Office,
    position: i64,
    most: u64,
) -> Result<Vec<(i64, Option<Subject>)>, OfficeError> {
    let rows = change::Entity::find()
        .filter(change::Column::Id.gt(position))
        .order_by_asc(change::Column::Id)
        .limit(most)
        .all(office.on())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.id, Subject::read(&row.subject)))
        .collect())
}

/// What pages show of documents that changed: they themselves and those they have to do with, and the columns they stand or stood
/// in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    pub documents: BTreeSet<DocumentId>,
    pub columns: BTreeSet<ColumnId>,
    /// Whether the tree of columns may show another one, or one less: a column shows with its first document (空白栏目).
    pub is_of_tree: bool,
}

/// How far a change of these documents reaches.
pub async fn reach(office: &Office, changed: &[DocumentId]) -> Result<Reach, OfficeError> {
    let mut reach = Reach {
        documents: changed.iter().copied().collect(),
        columns: BTreeSet::new(),
        is_of_tree: false,
    };
    if changed.is_empty() {
        return Ok(reach);
    }
    let on = office.on();
    let ids: Vec<DocumentId> = reach.documents.iter().copied().collect();
    let changed = || ids.iter().copied();
    let placed: Vec<ColumnId> = document::Entity::find()
        .filter(document::Column::Id.is_in(changed()))
        .select_only()
        .column(document::Column::ColumnId)
        .into_tuple()
        .all(on)
        .await?;
    let editions: Vec<(EditionId, ColumnId)> = edition::Entity::find()
        .filter(edition::Column::DocumentId.is_in(changed()))
        .select_only()
        .columns([edition::Column::Id, edition::Column::ColumnId])
        .into_tuple()
        .all(on)
        .await?;
    reach.columns.extend(placed);
    reach.columns.extend(editions.iter().map(|(_, column)| *column));
    let said: Vec<Option<DocumentId>> = edition_relation::Entity::find()
        .filter(edition_relation::Column::EditionId.is_in(editions.iter().map(|(id, _)| *id)))
        .select_only()
        .column(edition_relation::Column::DocumentId)
        .into_tuple()
        .all(on)
        .await?;
    let by_others = Query::select()
        .column(edition_relation::Column::EditionId)
        .from(edition_relation::Entity)
        .and_where(edition_relation::Column::DocumentId.is_in(changed()))
        .to_owned();
    let heard: Vec<DocumentId> = edition::Entity::find()
        .filter(edition::Column::Id.in_subquery(by_others))
        .select_only()
        .column(edition::Column::DocumentId)
        .into_tuple()
        .all(on)
        .await?;
    for column in &reach.columns {
        // One that stood there before and stands there still: the column shows as it did.
        let other = document::Entity::find()
            .select_only()
            .column(document::Column::Id)
            .filter(document::Column::ColumnId.eq(*column))
            .filter(document::Column::PublishedEdition.is_not_null())
            .filter(document::Column::Id.is_not_in(changed()))
            .limit(1);
        let other: Option<DocumentId> = other.into_tuple().one(on).await?;
        reach.is_of_tree |= other.is_none();
    }
    reach.documents.extend(said.into_iter().flatten().chain(heard));
    Ok(reach)
}

/// Notes that something public changed, within the act's transaction.
pub(crate) async fn note(
    tx: &Tx<'_>,
    moment: Moment,
    subject: impl Into<Subject>,
) -> Result<(), OfficeError> {
    let id = counter::next(tx, COUNTER).await?;
    let row = change::ActiveModel {
        id: Set(id),
        at: Set(moment.millis()),
        subject: Set(subject.into().to_string()),
    };
    change::Entity::insert(row).exec(tx.on()).await?;
    Ok(())
}
