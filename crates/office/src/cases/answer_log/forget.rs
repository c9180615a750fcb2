//! What the log keeps of nameless cases: what is public, which was judged and names nobody. Everything else goes: drafts, also
//! those of an entry that was public once, and what was taken down, with its reason.

use law::cases::answer_log::EntryState;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::entity::logged_answer::{Column, Entity};
use crate::error::OfficeError;
use crate::ids::CaseId;
use crate::review;
use crate::store::Tx;

/// Drops what is not public of these cases, and what was said in review.
pub(in crate::cases) async fn forget(tx: &Tx<'_>, cases: &[CaseId]) -> Result<(), OfficeError> {
    let of_cases = Column::CaseId.is_in(cases.iter().copied());
    let rows = Entity::find().filter(of_cases.clone()).all(tx.on()).await?;
    review::forget(tx, rows.iter().map(|row| row.id)).await?;
    Entity::delete_many()
        .filter(of_cases)
        .filter(Column::State.ne(EntryState::Published.code()))
        .exec(tx.on())
        .await?;
    Ok(())
}
