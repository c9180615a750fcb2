//! What askings of nameless cases keep: which unit was asked and answered when, and what kind of answer it gave. Their texts lose
//! what is known of the applicant, their files go.

use law::cases::askings::UnitAnswer;
use law::cases::retention::ANONYMOUS;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::files;
use crate::cases::letters::json_of;
use crate::entity::asking;
use crate::error::OfficeError;
use crate::ids::CaseId;
use crate::store::Tx;

/// Makes the askings of cases nameless.
pub(in crate::cases) async fn forget(tx: &Tx<'_>, cases: &[CaseId]) -> Result<(), OfficeError> {
    let rows = asking::Entity::find()
        .filter(asking::Column::CaseId.is_in(cases.iter().copied()))
        .all(tx.on())
        .await?;
    for row in rows {
        files::forget(tx, row.id).await?;
        let answer = row.answer.as_deref().map(nameless).transpose()?;
        let reason = row.ended_reason.as_ref().map(|_| ANONYMOUS.to_owned());
        let mut changed = row.into_active_model();
        changed.content = Set(ANONYMOUS.to_owned());
        changed.answer = Set(answer);
        changed.ended_reason = Set(reason);
        changed.update(tx.on()).await?;
    }
    Ok(())
}

fn nameless(answer: &str) -> Result<String, OfficeError> {
    let mut answer: UnitAnswer =
        serde_json::from_str(answer).map_err(|error| OfficeError::Damaged(format!("asking：{error}")))?;
    for text in [
        &mut answer.holding,
        &mut answer.reason,
        &mut answer.search.systems,
        &mut answer.search.keywords,
        &mut answer.search.result,
    ] {
        if !text.is_empty() {
            ANONYMOUS.clone_into(text);
        }
    }
    json_of(&answer)
}
