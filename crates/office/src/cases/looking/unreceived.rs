//! The open cases that a letter's silence would end or decide, if anybody knew that it came (`law::cases::Unreceived`): whoever
//! handles them asks the postal enterprise and records the day.

use jiff::civil::Date;
use law::cases::{Act as CaseAct, Standing, Unreceived};
use law::staff::{Act, may};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::export::{events_of, read};
use super::open::is_open;
use crate::cases::settings::rules;
use crate::entity::{case_event, request_case};
use crate::error::OfficeError;
use crate::ids::CaseId;
use crate::moment::{Actor, Moment};
use crate::store::Office;

/// More are no list for a first page.
const MOST: u64 = 200;

/// The acts that somebody answers, or lets pass.
const ASKING: [CaseAct; 4] = [
    CaseAct::CorrectionRequested,
    CaseAct::ConsultationSent,
    CaseAct::FeeNotified,
    CaseAct::ReasonsRequested,
];

/// A case with the letters that nobody knows to have come.
#[derive(Clone, Debug)]
pub struct CaseUnreceived {
    pub case: CaseId,
    pub request: String,
    pub applicant_name: String,
    pub letters: Vec<Unreceived>,
    /// The day the first of them was sent.
    pub since: Date,
}

/// The organ's open cases with such letters, the earliest first.
pub async fn unreceived(
    office: &Office,
    actor: &Actor,
    moment: Moment,
) -> Result<Vec<CaseUnreceived>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let asked = Query::select()
        .column(case_event::Column::CaseId)
        .from(case_event::Entity)
        .and_where(case_event::Column::Act.is_in(ASKING.map(CaseAct::code)))
        .and_where(case_event::Column::HappenedOn.lt(moment.today.to_string()))
        // The day is written where it is known alone.
        .and_where(case_event::Column::Event.not_like("%\"received_on\"%"))
        .take();
    let cases = request_case::Entity::find()
        .filter(request_case::Column::OrganId.eq(actor.organ))
        .filter(is_open())
        .filter(request_case::Column::Outcome.is_null())
        .filter(request_case::Column::Id.in_subquery(asked))
        .order_by_asc(request_case::Column::Id)
        .limit(MOST)
        .all(office.on())
        .await?;
    let ids: Vec<CaseId> = cases.iter().map(|case| case.id).collect();
    let mut histories = events_of(office.on(), &ids).await?;
    let rules = rules(office, actor.organ).await?;
    let mut found = Vec::new();
    for case in cases {
        let rows = histories.remove(&case.id).unwrap_or_default();
        let history = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        let standing = Standing::of(&history, &rules, moment.today)
            .map_err(|error| OfficeError::Damaged(error.to_string()))?;
        if let Some(since) = standing.unreceived.iter().map(|letter| letter.sent_on).min() {
            found.push(CaseUnreceived {
                case: case.id,
                request: case.request,
                applicant_name: case.applicant_name,
                letters: standing.unreceived,
                since,
            });
        }
    }
    Ok(found)
}
