//! The jobs that are not done, one by one, for those who look after them: what waits since when, what fails and why.
//! A recipient's address is masked; what a mail says is not shown.

use jiff::Timestamp;
use law::audit::Recorded;
use law::staff::{Act, may};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::{GAVE_UP, Job, JobKind, Line, WAITING};
use crate::audit::Detail;
use crate::audit::{self, instant};
use crate::entity::job::{Column, Entity, Model};
use crate::error::OfficeError;
use crate::ids::{JobId, OrganId};
use crate::moment::{Actor, Moment, Program};
use crate::sealed::mask_email;
use crate::store::{Office, transaction};

/// How far a job has come that is not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum JobState {
    GaveUp,
    /// Tried without success; it is tried again.
    Failing,
    /// A worker has it.
    Running,
    Waiting,
}

/// A job that is not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenJob {
    pub id: JobId,
    /// `None` where a newer program asked for it.
    pub kind: Option<JobKind>,
    /// Whom it goes to, masked; empty where its content does not read.
    pub to: String,
    pub state: JobState,
    pub attempts: i64,
    /// Why the last attempt failed, naming nobody.
    pub error: String,
    pub created_at: Timestamp,
    /// When it is tried next, or, given up, when that was.
    pub at: Timestamp,
}

impl OpenJob {
    /// The line it needs, if any.
    pub fn line(&self) -> Option<Line> {
        self.kind.and_then(JobKind::line)
    }
}

/// The name of a worker that no other goes by.
pub fn worker_name() -> String {
    hex::encode(rand::random::<[u8; 8]>())
}

/// The jobs of all organs that are not done: those given up first, the latest of them first, then the others in the order
/// they are due.
pub async fn open(
    office: &Office,
    _: Program,
    moment: Moment,
    limit: u64,
) -> Result<Vec<OpenJob>, OfficeError> {
    not_done(office, None, moment, limit).await
}

/// The same of the actor's organ alone.
pub async fn open_of_organ(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    limit: u64,
) -> Result<Vec<OpenJob>, OfficeError> {
    may(&actor.roles, Act::ManageJobs)?;
    not_done(office, Some(actor.organ), moment, limit).await
}

async fn not_done(
    office: &Office,
    organ: Option<OrganId>,
    moment: Moment,
    limit: u64,
) -> Result<Vec<OpenJob>, OfficeError> {
    let given_up = of_state(organ, GAVE_UP)
        .order_by_desc(Column::EndedAt)
        .limit(limit)
        .all(office.on())
        .await?;
    let waiting = of_state(organ, WAITING)
        .order_by_asc(Column::RunAfter)
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(office.on())
        .await?;
    let all = given_up.into_iter().chain(waiting);
    all.map(|row| read(row, moment)).collect()
}

fn read(row: Model, moment: Moment) -> Result<OpenJob, OfficeError> {
    let state = match (row.state.as_str(), &row.owner) {
        (GAVE_UP, _) => JobState::GaveUp,
        (_, Some(_)) if row.run_after > moment.millis() => JobState::Running,
        _ if row.last_error.is_some() => JobState::Failing,
        _ => JobState::Waiting,
    };
    let to = row
        .payload
        .as_deref()
        .and_then(|payload| serde_json::from_str(payload).ok());
    Ok(OpenJob {
        id: row.id,
        kind: JobKind::from_code(&row.kind),
        to: match to {
            Some(Job::Mail(mail)) => mask_email(&mail.to),
            Some(Job::Notice(_)) => "申请人".to_owned(),
            Some(Job::MatterNotice(_)) => "提出人".to_owned(),
            Some(Job::Asking(_)) => "科室、单位".to_owned(),
            Some(Job::Reset(_)) => "本人".to_owned(),
            Some(Job::Paper(_)) | None => String::new(),
        },
        state,
        attempts: row.attempts,
        error: row.last_error.unwrap_or_default(),
        created_at: instant(row.created_at)?,
        at: instant(row.ended_at.unwrap_or(row.run_after))?,
    })
}

/// The jobs of that state, an organ's or everybody's.
pub(super) fn of_state(organ: Option<OrganId>, state: &str) -> Select<Entity> {
    let query = Entity::find().filter(Column::State.eq(state));
    match organ {
        Some(organ) => query.filter(Column::OrganId.eq(organ)),
        None => query,
    }
}

/// Has a job of the actor's organ tried again at once: one that was given up begins anew, one that waits need not wait longer. One that a
/// worker has, or that is done, is missing.
pub async fn retry(office: &Office, actor: &Actor, moment: Moment, id: JobId) -> Result<(), OfficeError> {
    may(&actor.roles, Act::ManageJobs)?;
    let now = moment.millis();
    transaction!(office, |tx| {
        let is_free = Condition::any()
            .add(Column::Owner.is_null())
            .add(Column::RunAfter.lte(now));
        let is_waiting = Condition::all().add(Column::State.eq(WAITING)).add(is_free);
        let updated = Entity::update_many()
            .col_expr(Column::State, Expr::value(WAITING))
            .col_expr(Column::RunAfter, Expr::value(now))
            .col_expr(Column::Attempts, Expr::value(0_i64))
            .col_expr(Column::TriedAt, Expr::value(None::<i64>))
            .col_expr(Column::EndedAt, Expr::value(None::<i64>))
            .col_expr(Column::Owner, Expr::value(None::<String>))
            .filter(Column::Id.eq(id))
            .filter(Column::OrganId.eq(actor.organ))
            .filter(Condition::any().add(Column::State.eq(GAVE_UP)).add(is_waiting))
            .exec(tx.on())
            .await?;
        if updated.rows_affected != 1 {
            return Err(OfficeError::Missing);
        }
        audit::append(&tx, actor, moment, Recorded::JobsRetry, id, Detail::none()).await
    })
}
