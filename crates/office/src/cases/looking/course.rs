//! How far a case is that the lists call 办理中 alone: whether a letter of it is in sign-off, and whether its period was extended.

use std::collections::BTreeSet;

use law::cases::Act as CaseAct;
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::cases::letters::LetterState;
use crate::entity::{case_event, case_letter};
use crate::error::OfficeError;
use crate::ids::CaseId;
use crate::moment::Actor;
use crate::store::Office;

/// Of several cases, those that are in sign-off and those whose period was extended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Course {
    pub in_sign_off: BTreeSet<CaseId>,
    pub extended: BTreeSet<CaseId>,
}

/// The course of these cases, which the actor's lists show.
pub async fn courses(office: &Office, actor: &Actor, cases: &[CaseId]) -> Result<Course, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let cases = || cases.iter().copied();
    let letters = case_letter::Entity::find()
        .select_only()
        .column(case_letter::Column::CaseId)
        .filter(case_letter::Column::OrganId.eq(actor.organ))
        .filter(case_letter::Column::CaseId.is_in(cases()))
        .filter(case_letter::Column::State.eq(LetterState::Submitted.code()))
        .into_tuple::<CaseId>();
    let extensions = case_event::Entity::find()
        .select_only()
        .column(case_event::Column::CaseId)
        .filter(case_event::Column::CaseId.is_in(cases()))
        .filter(case_event::Column::Act.eq(CaseAct::Extended.code()))
        .into_tuple::<CaseId>();
    Ok(Course {
        in_sign_off: letters.all(office.on()).await?.into_iter().collect(),
        extended: extensions.all(office.on()).await?.into_iter().collect(),
    })
}
