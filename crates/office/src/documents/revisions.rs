//! What the public is told of a document's changes (修订历史): every time it was given another edition, with how much that changed.

use jiff::Timestamp;
use law::documents::{Change, WithdrawalKind};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::audit::instant;
use crate::entity::{edition, publication};
use crate::error::OfficeError;
use crate::ids::{DocumentId, EditionId};

/// One time the public was given a new edition (修订历史).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    pub on: Timestamp,
    /// How much it changed; nothing for the first publication, and where nobody said so.
    pub change: Option<Change>,
    pub note: Option<String>,
    pub is_first: bool,
}

/// Every time the public was given an edition, the latest first; but for those of which nothing stays public.
pub(super) async fn revisions(
    on: &impl ConnectionTrait,
    id: DocumentId,
) -> Result<Vec<Revision>, OfficeError> {
    let rows = publication::Entity::find()
        .filter(publication::Column::DocumentId.eq(id))
        .order_by_asc(publication::Column::PublishedAt)
        .order_by_asc(publication::Column::Id)
        .all(on)
        .await?;
    let editions = edition::Entity::find()
        .select_only()
        .column(edition::Column::Id)
        .column(edition::Column::Change)
        .column(edition::Column::ChangeNote)
        .filter(edition::Column::DocumentId.eq(id))
        .into_tuple::<(EditionId, Option<String>, Option<String>)>()
        .all(on)
        .await?;
    let is_told = |row: &publication::Model| {
        let kind = row.withdrawal_kind.as_deref().and_then(WithdrawalKind::from_code);
        kind.is_none_or(WithdrawalKind::is_told)
    };
    let mut revisions = Vec::new();
    for row in rows.iter().filter(|row| is_told(row)) {
        let of = editions.iter().find(|(edition, ..)| *edition == row.edition_id);
        revisions.push(Revision {
            on: instant(row.published_at)?,
            change: of.and_then(|(_, change, _)| Change::from_code(change.as_deref()?)),
            note: of.and_then(|(.., note)| note.clone()),
            is_first: revisions.is_empty(),
        });
    }
    revisions.reverse();
    Ok(revisions)
}
