//! What is told before a signed letter leaves, and is gone past with a reason alone: days it states that moved since, and a
//! dispute of somebody else over its case (条例第三十二条、第三十三条; 行政复议法第四十二条).

use law::cases::letters::told_of_moved_days;
use law::cases::reasons::is_wordless;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::facts::{House, Matter};
use super::{CaseLetter, LetterState, Sent};
use crate::disputes::read_dispute;
use crate::entity::dispute::{Column, Entity};
use crate::error::OfficeError;
use crate::moment::Moment;

/// Everything that is told before this letter leaves; empty where nothing is in its way.
pub(super) async fn held_back(
    on: &impl ConnectionTrait,
    house: &House,
    moment: Moment,
    matter: &Matter,
    letter: &CaseLetter,
) -> Result<Vec<String>, OfficeError> {
    if letter.state != LetterState::Signed {
        return Ok(Vec::new());
    }
    if !letter.kind.is_reply() {
        let facts = matter.facts(house, moment, &letter.basis);
        let moved = told_of_moved_days(&letter.letter, letter.kind, &facts);
        return Ok(moved.into_iter().collect());
    }
    disputed(on, matter, letter).await
}

/// The disputes of somebody else over the case of a reply that have not ended, each as it is told.
pub(super) async fn disputed(
    on: &impl ConnectionTrait,
    matter: &Matter,
    letter: &CaseLetter,
) -> Result<Vec<String>, OfficeError> {
    let disputes = Entity::find()
        .filter(Column::OrganId.eq(matter.row.organ_id))
        .filter(Column::CaseId.eq(letter.case))
        .filter(Column::EndedOn.is_null())
        .order_by_asc(Column::ReceivedOn)
        .all(on)
        .await?;
    let mut told = Vec::new();
    for row in disputes {
        let dispute = read_dispute(&row)?;
        told.extend(dispute.holds_back(&row.number, &row.claimant, &matter.row.applicant_name));
    }
    Ok(told)
}

/// What is told is gone past with a reason.
pub(super) async fn refuse_unexplained(
    on: &impl ConnectionTrait,
    house: &House,
    moment: Moment,
    matter: &Matter,
    letter: &CaseLetter,
    sent: &Sent,
) -> Result<(), OfficeError> {
    if !is_wordless(&sent.despite) {
        return Ok(());
    }
    let told = held_back(on, house, moment, matter, letter).await?;
    if told.is_empty() {
        return Ok(());
    }
    Err(OfficeError::invalid("despite", told.join("")))
}
