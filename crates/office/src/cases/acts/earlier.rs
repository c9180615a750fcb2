//! The reply that a decision names as the earlier one of a repeated application (条例第三十六条第（六）项), looked up in the
//! records: one of this organ's, to the same applicant, of that day. Replies of an imported ledger count as well.

use jiff::civil::Date;
use law::cases::Act as CaseAct;
use law::cases::decision::{Decision, EarlierFound, EarlierReply};
use law::codes::Outcome;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::entity::{application, case_event, case_letter, request_case};
use crate::error::OfficeError;
use crate::ids::{CaseId, OrganId};
use crate::moment::day_of;
use crate::text::holding;

/// An applicant has few applications beside this one; of more only so many are looked at.
const MOST: u64 = 1_000;

/// What the records say of it; nothing is looked up for another outcome.
pub(in crate::cases) async fn found(
    on: &impl ConnectionTrait,
    case: &request_case::Model,
    application: &application::Model,
    decision: Option<&Decision>,
) -> Result<EarlierFound, OfficeError> {
    let named = decision.filter(|decision| decision.outcome == Outcome::NotProcessedRepeated);
    let Some(earlier) = named.map(|decision| &decision.earlier) else {
        return Ok(EarlierFound::Unknown);
    };
    let number = earlier.number.trim();
    if number.is_empty() {
        return Ok(EarlierFound::Unknown);
    }
    let theirs = cases_of(on, case, application).await?;
    let days = replied_on(on, theirs, number).await?;
    if !days.is_empty() {
        return Ok(judged(earlier, &days));
    }
    let letter = case_letter::Entity::find()
        .filter(case_letter::Column::OrganId.eq(case.organ_id))
        .filter(case_letter::Column::Number.eq(number))
        .one(on)
        .await?;
    Ok(match letter {
        Some(_) => EarlierFound::OtherApplicant,
        None => EarlierFound::Unknown,
    })
}

/// The day the first application of the organ was taken into this system.
pub(in crate::cases) async fn kept_since(
    on: &impl ConnectionTrait,
    organ: OrganId,
) -> Result<Option<Date>, OfficeError> {
    let first: Option<Option<i64>> = request_case::Entity::find()
        .select_only()
        .column_as(request_case::Column::CreatedAt.min(), "first")
        .filter(request_case::Column::OrganId.eq(organ))
        .into_tuple()
        .one(on)
        .await?;
    Ok(first.flatten().and_then(day_of))
}

fn judged(earlier: &EarlierReply, days: &[String]) -> EarlierFound {
    match earlier.on {
        Some(on) if days.contains(&on.to_string()) => EarlierFound::SameApplicant,
        _ => EarlierFound::OtherDay,
    }
}

/// The other cases of the same applicant: of the same identity number, or where none is known of the same name.
async fn cases_of(
    on: &impl ConnectionTrait,
    case: &request_case::Model,
    application: &application::Model,
) -> Result<Vec<CaseId>, OfficeError> {
    let is_theirs = match &application.identity_key {
        Some(key) => Condition::any()
            .add(application::Column::IdentityKey.eq(key))
            .add(
                Condition::all()
                    .add(application::Column::IdentityKey.is_null())
                    .add(application::Column::ApplicantName.eq(&application.applicant_name)),
            ),
        None => Condition::all().add(application::Column::ApplicantName.eq(&application.applicant_name)),
    };
    let applications = application::Entity::find()
        .select_only()
        .column(application::Column::Id)
        .filter(application::Column::OrganId.eq(case.organ_id))
        .filter(is_theirs)
        .limit(MOST)
        .into_tuple::<crate::ids::ApplicationId>()
        .all(on)
        .await?;
    let cases = request_case::Entity::find()
        .select_only()
        .column(request_case::Column::Id)
        .filter(request_case::Column::ApplicationId.is_in(applications))
        .filter(request_case::Column::Id.ne(case.id))
        .into_tuple()
        .all(on)
        .await?;
    Ok(cases)
}

/// The days on which these cases were replied to under that number.
async fn replied_on(
    on: &impl ConnectionTrait,
    cases: Vec<CaseId>,
    number: &str,
) -> Result<Vec<String>, OfficeError> {
    let days = case_event::Entity::find()
        .select_only()
        .column(case_event::Column::HappenedOn)
        .filter(case_event::Column::CaseId.is_in(cases))
        .filter(case_event::Column::Act.eq(CaseAct::Replied.code()))
        .filter(case_event::Column::Note.like(holding(number)))
        .into_tuple()
        .all(on)
        .await?;
    Ok(days)
}
