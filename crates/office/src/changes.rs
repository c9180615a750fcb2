//! What changed on the public site, in order: the page cache asks how far changes have come; an index reads what is new.

use law::audit::Subject;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::counter;
use crate::entity::{change, counter as counter_entity};
use crate::error::OfficeError;
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
