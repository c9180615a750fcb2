//! When a holiday year becomes known, the answers that are still due are reckoned anew.

use law::calendar::Calendar;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::dispute;
use crate::entity::dispute::{Column, Entity};
use crate::error::OfficeError;
use crate::store::Tx;

/// Puts the due day of every unanswered dispute, of every organ, where this calendar has it.
pub(crate) async fn reckon(tx: &Tx<'_>, calendar: &Calendar) -> Result<(), OfficeError> {
    let rows = Entity::find()
        .filter(Column::AnsweredOn.is_null())
        .filter(Column::EndedOn.is_null())
        .all(tx.on())
        .await?;
    for row in rows {
        let due_on = dispute(&row)?.answer_clock(calendar).due_on.to_string();
        if row.due_on != due_on {
            let mut changed = row.into_active_model();
            changed.due_on = Set(due_on);
            changed.update(tx.on()).await?;
        }
    }
    Ok(())
}
