//! The log at the desk: what may go in, what waits for review, what stands in public and what has to be mended.

use jiff::civil::Date;
use law::cases::State;
use law::cases::answer_log::EntryState;
use law::codes::TableThreeRow;
use law::staff::{Act, may};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Select};

use super::{is_current, state};
use crate::cases::stored::{day, row};
use crate::entity::logged_answer::{Column, Entity};
use crate::entity::request_case;
use crate::error::OfficeError;
use crate::ids::{CaseId, OrganId};
use crate::moment::Actor;
use crate::store::Office;
use crate::versioned::{self, Page};

const PER_PAGE: u64 = 30;

/// A case that is answered and not in the log.
#[derive(Clone, Debug)]
pub struct Loggable {
    pub case: CaseId,
    pub number: String,
    pub request: String,
    pub outcome: TableThreeRow,
    pub ended_on: Date,
}

/// An entry in a list.
#[derive(Clone, Debug)]
pub struct LoggedRow {
    pub case: CaseId,
    pub title: String,
    pub outcome: TableThreeRow,
    pub replied_on: Date,
    pub state: EntryState,
}

/// What waits for whoever writes entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unfinished {
    /// Not handed to review, or sent back.
    pub drafts: u64,
    /// Published, and the case has another answer since.
    pub overtaken: u64,
}

/// Answered cases that are not in the log, the latest answer first.
pub async fn loggable(office: &Office, actor: &Actor, page: u64) -> Result<Page<Loggable>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let unlogged = "NOT EXISTS (SELECT 1 FROM logged_answer WHERE logged_answer.case_id = request_case.id)";
    let named = "NOT EXISTS (SELECT 1 FROM application WHERE application.id = request_case.application_id \
                 AND application.anonymised_at IS NOT NULL)";
    let query = request_case::Entity::find()
        .filter(request_case::Column::OrganId.eq(actor.organ))
        .filter(request_case::Column::State.eq(State::Delivered.code()))
        .filter(request_case::Column::Outcome.is_not_null())
        .filter(Expr::cust(unlogged))
        .filter(Expr::cust(named))
        .order_by_desc(request_case::Column::EndedOn)
        .order_by_desc(request_case::Column::Id);
    let found = versioned::page(office, query, page, PER_PAGE).await?;
    let read = |model: &request_case::Model| {
        Ok::<_, OfficeError>(Loggable {
            case: model.id,
            number: model.number.clone(),
            request: model.request.clone(),
            outcome: row(model.outcome.as_deref().unwrap_or_default())?,
            ended_on: day(model.ended_on.as_deref().unwrap_or_default())?,
        })
    };
    let items = found.items.iter().map(read).collect::<Result<_, _>>()?;
    Ok(found.with(items))
}

/// Entries in one state, the latest answer first.
pub async fn entries(
    office: &Office,
    actor: &Actor,
    of: EntryState,
    page: u64,
) -> Result<Page<LoggedRow>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let query = of_state(actor.organ, of)
        .order_by_desc(Column::RepliedOn)
        .order_by_desc(Column::Id);
    let found = versioned::page(office, query, page, PER_PAGE).await?;
    let read = |model: &crate::entity::logged_answer::Model| {
        Ok::<_, OfficeError>(LoggedRow {
            case: model.case_id,
            title: model.title.clone(),
            outcome: row(&model.outcome)?,
            replied_on: day(&model.replied_on)?,
            state: state(&model.state)?,
        })
    };
    let items = found.items.iter().map(read).collect::<Result<_, _>>()?;
    Ok(found.with(items))
}

/// How many entries wait for this person's review: not what they wrote.
pub async fn waiting(office: &Office, actor: &Actor) -> Result<u64, OfficeError> {
    may(&actor.roles, Act::CheckCases)?;
    let mut query = of_state(actor.organ, EntryState::Submitted);
    if let Some(account) = actor.account {
        query = query.filter(Column::WrittenBy.ne(account));
    }
    Ok(query.count(office.on()).await?)
}

/// What waits for whoever writes entries.
pub async fn unfinished(office: &Office, actor: &Actor) -> Result<Unfinished, OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    let drafts = of_state(actor.organ, EntryState::Draft);
    let overtaken = of_state(actor.organ, EntryState::Published).filter(is_current().not());
    Ok(Unfinished {
        drafts: drafts.count(office.on()).await?,
        overtaken: overtaken.count(office.on()).await?,
    })
}

fn of_state(organ: OrganId, state: EntryState) -> Select<Entity> {
    Entity::find()
        .filter(Column::OrganId.eq(organ))
        .filter(Column::State.eq(state.code()))
}
