//! Disputes over disclosure: reconsiderations (行政复议) and suits (行政诉讼), with the case they are about where there is
//! one, their answer clocks, and table 四 counted from them. What the law decides is `law::disputes`.

mod end;
mod list;
mod read;
mod reckon;
mod write;
mod year;

use jiff::Timestamp;
use jiff::civil::Date;
use law::cases::History;
use law::codes::Route;
use law::disputes::{AnswerClock, Dispute, Ending, Ordered, Procedure};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::entity::dispute::{Column, Entity, Model};
use crate::entity::request_case;
use crate::error::OfficeError;
use crate::ids::{CaseId, DisputeId};

pub use end::{end, order};
pub(crate) use list::unanswered_until;
pub use list::{
    DisputeFilter, DisputeRow, EVER, due_counts, list, of_case, unanswered_between, unanswered_count, unasked,
};
pub use read::{get, letters_to_dispute, reconsiderations};
pub(crate) use reckon::reckon;
pub use write::{answer, correct, open, open_once};
pub(crate) use year::table_four;
pub use year::{of_cell, year_tables};

/// What is typed about a dispute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Particulars {
    pub route: Route,
    /// Of a reconsideration.
    pub procedure: Option<Procedure>,
    /// 案号
    pub number: String,
    /// 行政复议机关或者人民法院
    pub authority: String,
    /// 复议申请人或者原告
    pub claimant: String,
    /// What is disputed.
    pub subject: String,
    /// The day the copy of the application or of the complaint was received.
    pub received_on: Date,
    /// The number of the case it is about; blank where it is about none.
    pub case_number: String,
    /// The reconsideration before a suit, where it is on record.
    pub parent: Option<DisputeId>,
    pub note: String,
}

/// How a dispute ended, and what it orders of the reply it was about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    pub ending: Ending,
    /// The day the decision or the judgment bears.
    pub on: Date,
    /// Asked of a result that may order a reply.
    pub ordered: Option<Ordered>,
}

/// A dispute as the desk works on it.
#[derive(Clone, Debug)]
pub struct DisputeRecord {
    pub id: DisputeId,
    pub particulars: Particulars,
    /// What the law needs of it.
    pub dispute: Dispute,
    pub clock: AnswerClock,
    pub case: Option<CaseId>,
    /// Whether its result ordered a reply; `None` where nobody was asked.
    pub has_ordered: Option<bool>,
    /// The reconsideration before it.
    pub before: Option<DisputeRow>,
    /// The suits after it.
    pub after: Vec<DisputeRow>,
    pub version: i64,
    pub changed_by: String,
    pub changed_at: Timestamp,
}

/// What a stored row says to the law, for whoever reads disputes beside a case.
pub(crate) fn read_dispute(row: &Model) -> Result<Dispute, OfficeError> {
    dispute(row)
}

/// Takes the notices to third parties as not given that their own disputes over this case set aside (`History::revoke_notices`).
pub(crate) async fn heed_revoked_notices(
    on: &impl ConnectionTrait,
    case: &request_case::Model,
    history: &mut History,
) -> Result<(), OfficeError> {
    if history.overrides.is_empty() {
        return Ok(());
    }
    let query = Entity::find().filter(Column::CaseId.eq(case.id));
    for row in query.all(on).await? {
        let whose = (row.claimant.as_str(), case.applicant_name.as_str());
        if let Some(set_aside_on) = dispute(&row)?.revoked_notices_on(whose) {
            history.revoke_notices(&row.claimant, set_aside_on);
        }
    }
    Ok(())
}

/// What a stored row says to the law.
fn dispute(row: &Model) -> Result<Dispute, OfficeError> {
    let procedure = row.procedure.as_deref().map(procedure).transpose()?;
    let ended = match (&row.ending, &row.ended_on) {
        (Some(ending), Some(on)) => Some((self::ending(ending)?, day(on)?)),
        _ => None,
    };
    Ok(Dispute {
        route: route(&row.route)?,
        procedure,
        received_on: day(&row.received_on)?,
        answered_on: row.answered_on.as_deref().map(day).transpose()?,
        ended,
    })
}

fn route(code: &str) -> Result<Route, OfficeError> {
    Route::from_code(code).ok_or_else(|| damaged("dispute.route", code))
}

fn procedure(code: &str) -> Result<Procedure, OfficeError> {
    Procedure::from_code(code).ok_or_else(|| damaged("dispute.procedure", code))
}

fn ending(code: &str) -> Result<Ending, OfficeError> {
    Ending::from_code(code).ok_or_else(|| damaged("dispute.ending", code))
}

fn day(text: &str) -> Result<Date, OfficeError> {
    text.parse()
        .map_err(|error| OfficeError::Damaged(format!("日期 {text}：{error}")))
}

fn damaged(place: &str, value: &str) -> OfficeError {
    OfficeError::Damaged(format!("{place} 的值“{value}”不认识"))
}
