//! The open cases of which a letter is out that somebody's period or right waits for and that nobody knows to have come, once the
//! postal enterprise has had time to hand it over: whoever handles them asks for the receipt and records the day.

use jiff::civil::Date;
use law::cases::{Act as CaseAct, OnTheWay, Standing};
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

/// The acts that somebody answers, lets pass, or is told by.
const ASKING: [CaseAct; 5] = [
    CaseAct::CorrectionRequested,
    CaseAct::ConsultationSent,
    CaseAct::FeeNotified,
    CaseAct::ReasonsRequested,
    CaseAct::OverrideNotified,
];

/// A case with the letters that nobody knows to have come.
#[derive(Clone, Debug)]
pub struct CaseUnreceived {
    pub case: CaseId,
    pub request: String,
    pub applicant_name: String,
    pub letters: Vec<OnTheWay>,
    /// Whether the silence on one of them would end or decide the case, if it came.
    pub is_over: bool,
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
        let mut letters = standing
            .history
            .receipts_to_ask_for(&rules.calendar, moment.today);
        // Of a case that is decided only what it discloses over an objection waits.
        letters.retain(|letter| standing.outcome.is_none() || letter.letter == CaseAct::OverrideNotified);
        if let Some(since) = letters.iter().map(|letter| letter.sent_on).min() {
            found.push(CaseUnreceived {
                case: case.id,
                request: case.request,
                applicant_name: case.applicant_name,
                letters,
                is_over: !standing.unreceived.is_empty(),
                since,
            });
        }
    }
    Ok(found)
}
