//! What applicants handed in and nobody has acted on since: a correction, reasons. It begins the clock anew, or is to be
//! weighed, and whoever handles the case sees it on their first page until something more happens.

use jiff::civil::Date;
use law::cases::Act as CaseAct;
use law::staff::{Act, may};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::open::is_open;
use crate::cases::stored::{damaged, day};
use crate::entity::{case_event, request_case};
use crate::error::OfficeError;
use crate::ids::CaseId;
use crate::moment::Actor;
use crate::store::Office;

/// More are no list for a first page.
const MOST: u64 = 20;

/// An answer of an applicant that nobody has acted on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    pub case: CaseId,
    pub number: String,
    pub act: CaseAct,
    pub on: Date,
}

/// Those of the cases that this person handles or nobody does, the earliest first.
pub async fn answered_by_applicant(office: &Office, actor: &Actor) -> Result<Vec<Answered>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let theirs = Condition::any()
        .add(request_case::Column::AssignedTo.is_null())
        .add(request_case::Column::AssignedTo.eq(actor.account));
    let cases = Query::select()
        .column(request_case::Column::Id)
        .from(request_case::Entity)
        .and_where(request_case::Column::OrganId.eq(actor.organ))
        .and_where(is_open())
        .cond_where(theirs)
        .take();
    let nothing_since = "NOT EXISTS (SELECT 1 FROM case_event later WHERE later.case_id = case_event.case_id \
                         AND later.seq > case_event.seq)";
    let events = case_event::Entity::find()
        .filter(case_event::Column::Act.is_in([CaseAct::Corrected.code(), CaseAct::ReasonsGiven.code()]))
        .filter(case_event::Column::CaseId.in_subquery(cases))
        .filter(Expr::cust(nothing_since))
        .order_by_asc(case_event::Column::Id)
        .limit(MOST)
        .all(office.on())
        .await?;
    let rows = request_case::Entity::find()
        .filter(request_case::Column::Id.is_in(events.iter().map(|event| event.case_id)))
        .all(office.on())
        .await?;
    let answered = |event: case_event::Model| {
        let row = rows
            .iter()
            .find(|row| row.id == event.case_id)
            .ok_or(OfficeError::Missing)?;
        Ok(Answered {
            case: row.id,
            number: row.number.clone(),
            act: CaseAct::from_code(&event.act).ok_or_else(|| damaged("case_event.act", &event.act))?,
            on: day(&event.happened_on)?,
        })
    };
    events.into_iter().map(answered).collect()
}
