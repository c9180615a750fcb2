//! A day of receipt or return that is mended has a proof of its own; what proved the day before stays on record with it.

use law::cases::reasons::is_wordless;
use law::cases::{What, needs_proof};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::Rewritten;
use super::follow::delivery_of;
use crate::cases::letters::json_of;
use crate::entity::case_letter;
use crate::error::OfficeError;
use crate::ids::CaseId;
use crate::moment::Moment;
use crate::store::Tx;
use crate::versioned::bump;

/// Whether a proof that is needed is there.
pub(super) fn refuse_unproved(mended: &Rewritten, proof: &str) -> Result<(), OfficeError> {
    if !needs_proof(&mended.stated, mended.now.as_ref()) || !is_wordless(proof) {
        return Ok(());
    }
    let why = "这一天另有凭证的，才能更正：请写明更正后的日期凭什么，例如“邮政回执，3月9日本人签收”；原来的凭证随原登记保留。";
    Err(OfficeError::invalid("proof", why))
}

/// Puts the new proof in the place of the one before, which is given back; `None` where nothing proved is moved.
pub(super) async fn prove(
    tx: &Tx<'_>,
    moment: Moment,
    case: CaseId,
    mended: &mut Rewritten,
    proof: &str,
) -> Result<Option<String>, OfficeError> {
    if !needs_proof(&mended.stated, mended.now.as_ref()) {
        return Ok(None);
    }
    let proof = proof.trim().to_owned();
    if matches!(mended.stated.what, What::Reached(_) | What::Undelivered(_)) {
        return Ok(mended.stored.note.replace(proof));
    }
    // The day stands in the sending itself: its letter has the proof, or what was noted of it.
    let letters = case_letter::Entity::find()
        .filter(case_letter::Column::CaseId.eq(case))
        .filter(case_letter::Column::DeliveredOn.is_not_null())
        .all(tx.on())
        .await?;
    for letter in letters {
        let Some(mut sent) = letter.delivery.as_deref().map(delivery_of).transpose()? else {
            continue;
        };
        if sent.event != Some(mended.stored.seq) {
            continue;
        }
        let before = std::mem::replace(&mut sent.receipt, proof);
        let before = if before.trim().is_empty() {
            sent.proof.clone()
        } else {
            before
        };
        let mut changed = letter.into_active_model();
        changed.delivery = Set(Some(json_of(&sent)?));
        bump(&mut changed.version);
        changed.changed_at = Set(moment.millis());
        changed.update(tx.on()).await?;
        return Ok(Some(before));
    }
    let before = mended.stored.note.clone().unwrap_or_default();
    let with = if before.is_empty() {
        format!("收到凭证：{proof}")
    } else {
        format!("{before}；收到凭证：{proof}")
    };
    mended.stored.note = Some(with);
    Ok(Some(before))
}
