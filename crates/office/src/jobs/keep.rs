//! The operator's side: how many jobs wait, which were given up and why, and letting go of those long done.

use jiff::{SignedDuration, Timestamp};
use law::staff::{Act, may};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::kind::{Line, needs};
use super::list::of_state;
use super::{DONE, GAVE_UP, WAITING};
use crate::audit::instant;
use crate::entity::job::{Column, Entity};
use crate::error::OfficeError;
use crate::ids::JobId;
use crate::moment::{Actor, Moment, Program};
use crate::store::Office;

/// The jobs at a glance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Queue {
    /// Not done yet, those of a later day among them.
    pub waiting: u64,
    /// Of these, tried at least once without success.
    pub failing: u64,
    /// Given up: an operator must look.
    pub gave_up: u64,
    /// Since when the longest waiting of those that are due could have been taken.
    pub due_since: Option<Timestamp>,
}

/// A job that was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GaveUp {
    pub id: JobId,
    pub kind: String,
    pub attempts: i64,
    /// Why, naming nobody.
    pub error: String,
    pub created_at: Timestamp,
    pub ended_at: Timestamp,
}

/// Counts the jobs of all organs.
pub async fn queue(office: &Office, _: Program, moment: Moment) -> Result<Queue, OfficeError> {
    counted(office, moment, |state| of_state(None, state)).await
}

/// Counts the jobs of all organs that need this line, or none.
pub async fn queue_of(
    office: &Office,
    _: Program,
    moment: Moment,
    line: Option<Line>,
) -> Result<Queue, OfficeError> {
    counted(office, moment, |state| of_state(None, state).filter(needs(line))).await
}

/// Counts the jobs of the actor's organ.
pub async fn queue_of_organ(office: &Office, actor: &Actor, moment: Moment) -> Result<Queue, OfficeError> {
    may(&actor.roles, Act::ManageJobs)?;
    counted(office, moment, |state| of_state(Some(actor.organ), state)).await
}

/// Counts the jobs of the actor's organ that need this line, or none.
pub async fn queue_of_organ_and_line(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    line: Option<Line>,
) -> Result<Queue, OfficeError> {
    may(&actor.roles, Act::ManageJobs)?;
    counted(office, moment, |state| {
        of_state(Some(actor.organ), state).filter(needs(line))
    })
    .await
}

async fn counted(
    office: &Office,
    moment: Moment,
    of: impl Fn(&'static str) -> Select<Entity>,
) -> Result<Queue, OfficeError> {
    let due = of(WAITING)
        .filter(Column::RunAfter.lte(moment.millis()))
        .order_by_asc(Column::RunAfter)
        .select_only()
        .column(Column::RunAfter)
        .into_tuple::<i64>()
        .one(office.on())
        .await?;
    Ok(Queue {
        waiting: of(WAITING).count(office.on()).await?,
        failing: of(WAITING)
            .filter(Column::LastError.is_not_null())
            .count(office.on())
            .await?,
        gave_up: of(GAVE_UP).count(office.on()).await?,
        due_since: due.map(instant).transpose()?,
    })
}

/// The latest jobs that were given up.
pub async fn gave_up(office: &Office, _: Program, limit: u64) -> Result<Vec<GaveUp>, OfficeError> {
    let rows = Entity::find()
        .filter(Column::State.eq(GAVE_UP))
        .order_by_desc(Column::EndedAt)
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(office.on())
        .await?;
    let of = |row: crate::entity::job::Model| {
        Ok(GaveUp {
            id: row.id,
            kind: row.kind,
            attempts: row.attempts,
            error: row.last_error.unwrap_or_default(),
            created_at: instant(row.created_at)?,
            ended_at: instant(row.ended_at.unwrap_or(row.created_at))?,
        })
    };
    rows.into_iter().map(of).collect()
}

/// Lets a job that was given up begin anew. Nobody else's row is touched.
pub async fn try_again(office: &Office, _: Program, moment: Moment, id: JobId) -> Result<(), OfficeError> {
    let updated = Entity::update_many()
        .col_expr(Column::State, Expr::value(WAITING))
        .col_expr(Column::RunAfter, Expr::value(moment.millis()))
        .col_expr(Column::Attempts, Expr::value(0_i64))
        .col_expr(Column::TriedAt, Expr::value(None::<i64>))
        .col_expr(Column::EndedAt, Expr::value(None::<i64>))
        .filter(Column::Id.eq(id).and(Column::State.eq(GAVE_UP)))
        .exec(office.on())
        .await?;
    if updated.rows_affected == 1 {
        Ok(())
    } else {
        Err(OfficeError::Missing)
    }
}

/// Removes jobs that were done this many days ago or earlier; gives how many. Those given up stay.
pub async fn remove_done(office: &Office, _: Program, moment: Moment, days: u16) -> Result<u64, OfficeError> {
    let kept_for = SignedDuration::from_hours(24 * i64::from(days)).as_millis();
    let oldest = moment
        .millis()
        .saturating_sub(i64::try_from(kept_for).unwrap_or(i64::MAX));
    let removed = Entity::delete_many()
        .filter(Column::State.eq(DONE))
        .filter(Column::EndedAt.lte(oldest))
        .exec(office.on())
        .await?;
    Ok(removed.rows_affected)
}
