//! What came in to a case and nobody has taken up since, on the first page of whoever handles it: a correction or reasons of the
//! applicant (they begin the clock anew, or are to be weighed), a withdrawal, a unit's answer.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use law::audit::Recorded;
use law::cases::Act as CaseAct;
use law::cases::askings::AskingState;
use law::staff::{Act, may};
use sea_orm::sea_query::{Expr, Query, SelectStatement, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::open::is_open;
use crate::cases::stored::{damaged, day};
use crate::entity::{asking, case_event, request_case};
use crate::error::OfficeError;
use crate::ids::{AskingId, CaseId};
use crate::moment::{APPLICANT, Actor, Moment};
use crate::store::Office;

/// More are no list for a first page.
const MOST: u64 = 20;

/// For how many days a withdrawal is told: it asks for nothing but to be known.
const WITHDRAWAL_IS_NEWS: i64 = 15;
const NOTHING_SINCE: &str = "NOT EXISTS (SELECT 1 FROM case_event later WHERE later.case_id = case_event.case_id \
                             AND later.seq > case_event.seq)";
/// An answer of an applicant that nobody has acted on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    pub case: CaseId,
    pub request: String,
    pub applicant_name: String,
    pub act: CaseAct,
    pub on: Date,
}

/// An answer of a unit that nobody has worked with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnsweredByUnit {
    pub asking: AskingId,
    pub request: String,
    pub unit_name: String,
    pub on: Date,
}

/// Those of the cases that this person handles or nobody does, the earliest first.
pub async fn answered_by_applicant(
    office: &Office,
    actor: &Actor,
    moment: Moment,
) -> Result<Vec<Answered>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let awaited = Condition::all()
        .add(case_event::Column::Act.is_in([CaseAct::Corrected.code(), CaseAct::ReasonsGiven.code()]))
        .add(case_event::Column::CaseId.in_subquery(theirs(actor).and_where(is_open()).take()));
    let since = moment.today.saturating_sub(WITHDRAWAL_IS_NEWS.days());
    let withdrawn = Condition::all()
        .add(case_event::Column::Act.eq(CaseAct::Withdrawn.code()))
        .add(case_event::Column::HappenedOn.gte(since.to_string()))
        .add(case_event::Column::CaseId.in_subquery(theirs(actor).take()))
        // Their own act on the site, as `is_applicant` says, not one that was recorded or imported.
        .add(case_event::Column::AccountId.is_null())
        .add(case_event::Column::Actor.eq(APPLICANT));
    let events = case_event::Entity::find()
        .filter(Condition::any().add(awaited).add(withdrawn))
        .filter(Expr::cust(NOTHING_SINCE))
        .order_by_asc(case_event::Column::Id)
        .limit(MOST)
        .all(office.on())
        .await?;
    let rows = rows(office, events.iter().map(|event| event.case_id)).await?;
    let answered = |event: case_event::Model| {
        let row = rows.get(&event.case_id).ok_or(OfficeError::Missing)?;
        Ok(Answered {
            case: row.id,
            request: row.request.clone(),
            applicant_name: row.applicant_name.clone(),
            act: CaseAct::from_code(&event.act).ok_or_else(|| damaged("case_event.act", &event.act))?,
            on: day(&event.happened_on)?,
        })
    };
    events.into_iter().map(answered).collect()
}

/// The answers of units to this person's open cases and to nobody's, the earliest first.
pub async fn answered_by_units(office: &Office, actor: &Actor) -> Result<Vec<AnsweredByUnit>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let askings = asking::Entity::find()
        .filter(asking::Column::State.eq(AskingState::Answered.code()))
        .filter(asking::Column::CaseId.in_subquery(theirs(actor).and_where(is_open()).take()))
        .filter(nobody_since())
        .order_by_asc(asking::Column::ChangedAt)
        .limit(MOST)
        .all(office.on())
        .await?;
    let rows = rows(office, askings.iter().map(|asking| asking.case_id)).await?;
    let answered = |asking: asking::Model| {
        let row = rows.get(&asking.case_id).ok_or(OfficeError::Missing)?;
        let on = asking.answered_on.as_deref().ok_or(OfficeError::Missing)?;
        Ok(AnsweredByUnit {
            asking: asking.id,
            request: row.request.clone(),
            unit_name: asking.unit_name,
            on: day(on)?,
        })
    };
    askings.into_iter().map(answered).collect()
}

/// Nobody with an account has worked on the case since the unit answered: decided, written, recorded, noted. Another unit's
/// answer is no work on it.
fn nobody_since() -> SimpleExpr {
    let answer = Recorded::CasesAskAnswer.code();
    Expr::cust(format!(
        "NOT EXISTS (SELECT 1 FROM audit_entry later WHERE later.subject = 'case ' || asking.case_id \
         AND later.account_id IS NOT NULL AND later.at > asking.changed_at AND later.act <> '{answer}')"
    ))
}

/// The cases that this person handles, and those that nobody does.
fn theirs(actor: &Actor) -> SelectStatement {
    let handled = Condition::any()
        .add(request_case::Column::AssignedTo.is_null())
        .add(request_case::Column::AssignedTo.eq(actor.account));
    Query::select()
        .column(request_case::Column::Id)
        .from(request_case::Entity)
        .and_where(request_case::Column::OrganId.eq(actor.organ))
        .cond_where(handled)
        .take()
}

async fn rows(
    office: &Office,
    ids: impl Iterator<Item = CaseId>,
) -> Result<BTreeMap<CaseId, request_case::Model>, OfficeError> {
    let query = request_case::Entity::find().filter(request_case::Column::Id.is_in(ids));
    let rows = query.all(office.on()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}
