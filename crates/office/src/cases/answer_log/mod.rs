//! The log of answered requests (依申请公开答复目录): entries written by the clerk, published by another (三审三校), and what the
//! public reads of them. What an entry may not say is `law::cases::answer_log`'s.

mod forget;
mod listed;
mod public;
mod publish;
mod write;

use jiff::Timestamp;
use jiff::civil::Date;
use law::cases::State;
use law::cases::answer_log::{Entry, EntryState};
use law::codes::TableThreeRow;
use law::review::{Judged, Step};
use law::staff::{Act, may};
use sea_orm::sea_query::{Expr, SimpleExpr};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::audit::instant;
use crate::cases::looking::read::of_organ;
use crate::cases::stored::{damaged, day, row};
use crate::entity::logged_answer::{Column, Entity, Model};
use crate::entity::request_case;
use crate::error::OfficeError;
use crate::ids::{CaseId, LoggedAnswerId};
use crate::moment::Actor;
use crate::review;
use crate::store::Office;

pub(in crate::cases) use forget::forget;
pub use listed::{Loggable, LoggedRow, Unfinished, entries, loggable, unfinished, waiting};
pub use public::{
    LogFilter, PublicAnswer, answers_resembling, log_years, public_log, published_entries, still_shown,
};
pub(in crate::cases) use publish::take_down_naming;
pub use publish::{agree, send_back, take_down};
pub(in crate::cases) use write::third_party;
pub use write::{NAMELESS, Writing, proposed_title, save};

/// An entry as the desk sees it.
#[derive(Clone, Debug)]
pub struct LoggedAnswer {
    pub id: LoggedAnswerId,
    pub case: CaseId,
    pub entry: Entry,
    /// The answer that it tells.
    pub outcome: TableThreeRow,
    pub replied_on: Date,
    pub state: EntryState,
    /// Whether the case still says so. What does not is not shown to the public until it is judged anew.
    pub is_current: bool,
    pub withdrawal_reason: Option<String>,
    pub steps: Vec<Step>,
    pub version: i64,
    pub changed_at: Timestamp,
}

/// The entry of a case, if there is one.
pub async fn of_case(
    office: &Office,
    actor: &Actor,
    case: CaseId,
) -> Result<Option<LoggedAnswer>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let (of, _) = of_organ(office, actor.organ, case).await?;
    let Some(found) = row_of(office.on(), case).await? else {
        return Ok(None);
    };
    let is_current = tells_of(&found, &of);
    Ok(Some(LoggedAnswer {
        id: found.id,
        case,
        entry: words(&found),
        outcome: row(&found.outcome)?,
        replied_on: day(&found.replied_on)?,
        state: state(&found.state)?,
        is_current,
        steps: review::steps(office.on(), found.id).await?,
        withdrawal_reason: found.withdrawal_reason,
        version: found.version,
        changed_at: instant(found.changed_at)?,
    }))
}

async fn row_of(on: &impl ConnectionTrait, case: CaseId) -> Result<Option<Model>, OfficeError> {
    Ok(Entity::find().filter(Column::CaseId.eq(case)).one(on).await?)
}

fn words(row: &Model) -> Entry {
    Entry {
        title: row.title.clone(),
        summary: row.summary.clone(),
    }
}

fn state(code: &str) -> Result<EntryState, OfficeError> {
    EntryState::from_code(code).ok_or_else(|| damaged("logged_answer.state", code))
}

/// What is judged of an entry. Whoever wrote any of it since it was last published has written it.
fn judged(row_of: &Model) -> Result<Judged, OfficeError> {
    Ok(Judged {
        hash: words(row_of).hash(row(&row_of.outcome)?, &row_of.replied_on),
        round: row_of.round,
        written_since: row_of.published_round.unwrap_or(0) + 1,
    })
}

/// Whether the case of an entry still says what the entry tells.
fn tells_of(entry: &Model, of: &request_case::Model) -> bool {
    of.state == State::Delivered.code()
        && of.outcome.as_deref() == Some(entry.outcome.as_str())
        && of.ended_on.as_deref() == Some(entry.replied_on.as_str())
}

/// The same ([`tells_of`]) asked of the store: no word of anybody's in it.
fn is_current() -> SimpleExpr {
    Expr::cust(
        "EXISTS (SELECT 1 FROM request_case WHERE request_case.id = logged_answer.case_id \
         AND request_case.state = 'delivered' AND request_case.outcome = logged_answer.outcome \
         AND request_case.ended_on = logged_answer.replied_on)",
    )
}
