//! What an act wants done elsewhere (a mail sent): a row written in the act's own transaction, so that it is asked for
//! exactly when the act happened. The server's worker takes jobs, carries them out and says how it went. A job is done
//! at least once: a worker that dies between doing and saying leaves it to be done again.

mod keep;
mod kind;
mod list;
mod undelivered;
mod work;

use std::fmt;

use jiff::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, TryInsertResult};
use serde::{Deserialize, Serialize};

use crate::cases::askings::AskingMail;
use crate::entity::job::{ActiveModel, Column, Entity};
use crate::error::OfficeError;
use crate::ids::{ApplicationId, JobId, MatterId, OrganId, RegistrationMendingId};
use crate::moment::{Moment, Program};
use crate::papers::of::PaperJob;
use crate::staff::ResetMail;
use crate::store::{Office, Tx, transaction};

pub use keep::{
    GaveUp, Queue, gave_up, queue, queue_of, queue_of_organ, queue_of_organ_and_line, remove_done, try_again,
};
pub use kind::{JobKind, Line};
pub use list::{JobState, OpenJob, open, open_of_organ, retry, worker_name};
pub use undelivered::{Undelivered, settle_undelivered, undelivered, undelivered_of_case};
pub use work::{Claim, Retried, claim, finish, give_up, retry_later};

const WAITING: &str = "waiting";
const DONE: &str = "done";
const GAVE_UP: &str = "gave_up";

/// Something to be done elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Job {
    Mail(Mail),
    /// A mail to an applicant, whose address is looked up when it goes out.
    Notice(Notice),
    /// A mail to whoever asked a matter, whose address is looked up when it goes out.
    MatterNotice(MatterNotice),
    /// The file of what was signed or frozen.
    Paper(PaperJob),
    /// A mail to a unit that is asked; its link is made when it goes out.
    Asking(AskingMail),
    /// A mail to whoever forgot their password; its code is made when it goes out.
    Reset(ResetMail),
}

impl Job {
    /// Its kind.
    pub const fn kind(&self) -> JobKind {
        match self {
            Self::Mail(_) => JobKind::Mail,
            Self::Notice(_) => JobKind::Notice,
            Self::MatterNotice(_) => JobKind::MatterNotice,
            Self::Paper(_) => JobKind::Paper,
            Self::Asking(_) => JobKind::Asking,
            Self::Reset(_) => JobKind::Reset,
        }
    }
}

/// A mail in plain text. Whom it goes to and what it says is never logged.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// The address alone, without a name.
    pub to: String,
    pub subject: String,
    pub text: String,
}

impl fmt::Debug for Mail {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Mail").finish_non_exhaustive()
    }
}

/// A mail to the applicant of this application, without the address: that stays under seal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    pub application: ApplicationId,
    /// To the address that stood before this mending, where it was mended away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated: Option<RegistrationMendingId>,
    pub subject: String,
    pub text: String,
}

/// A mail to whoever asked this matter, without the address: that stays under seal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatterNotice {
    pub matter: MatterId,
    pub subject: String,
    pub text: String,
}

/// Asks for a job of an organ within an act's transaction, to be taken at that instant or later.
pub async fn enqueue(
    tx: &Tx<'_>,
    moment: Moment,
    organ: OrganId,
    job: &Job,
    run_after: Timestamp,
) -> Result<JobId, OfficeError> {
    insert(tx, moment, Some(organ), job, run_after, None)
        .await?
        .ok_or(OfficeError::Missing)
}

/// Keeps a job that can't be carried out and is given up at once, so that people see it; the error names nobody.
pub(crate) async fn enqueue_given_up(
    tx: &Tx<'_>,
    moment: Moment,
    organ: OrganId,
    job: &Job,
    error: &str,
) -> Result<JobId, OfficeError> {
    let id = enqueue(tx, moment, organ, job, moment.now).await?;
    Entity::update_many()
        .col_expr(Column::State, Expr::value(GAVE_UP))
        .col_expr(Column::LastError, Expr::value(error))
        .col_expr(Column::EndedAt, Expr::value(moment.millis()))
        .filter(Column::Id.eq(id))
        .exec(tx.on())
        .await?;
    Ok(id)
}

/// Asks for a job unless one of this key was asked for already (and is still kept): then nothing, and `None`.
pub async fn enqueue_once(
    tx: &Tx<'_>,
    moment: Moment,
    organ: OrganId,
    job: &Job,
    run_after: Timestamp,
    key: &str,
) -> Result<Option<JobId>, OfficeError> {
    insert(tx, moment, Some(organ), job, run_after, Some(key)).await
}

/// Asks for a job on its own, where there is no act that it belongs to; of an organ, or of none.
pub async fn submit(
    office: &Office,
    _: Program,
    moment: Moment,
    organ: Option<OrganId>,
    job: &Job,
    run_after: Timestamp,
    key: Option<&str>,
) -> Result<Option<JobId>, OfficeError> {
    transaction!(office, begin_bare, |tx| {
        insert(&tx, moment, organ, job, run_after, key).await
    })
}

async fn insert(
    tx: &Tx<'_>,
    moment: Moment,
    organ: Option<OrganId>,
    job: &Job,
    run_after: Timestamp,
    key: Option<&str>,
) -> Result<Option<JobId>, OfficeError> {
    let id: JobId = tx.next_id(moment);
    let payload = serde_json::to_string(job).map_err(|error| OfficeError::Damaged(format!("job {error}")))?;
    let row = ActiveModel {
        id: Set(id),
        kind: Set(job.kind().code().to_owned()),
        payload: Set(Some(payload)),
        dedup_key: Set(key.map(str::to_owned)),
        state: Set(WAITING.to_owned()),
        run_after: Set(run_after.as_millisecond()),
        attempts: Set(0),
        created_at: Set(moment.millis()),
        organ_id: Set(organ),
        ..ActiveModel::default()
    };
    let inserted = Entity::insert(row)
        .on_conflict_do_nothing_on([Column::DedupKey])
        .exec_without_returning(tx.on())
        .await?;
    Ok(matches!(inserted, TryInsertResult::Inserted(rows) if rows > 0).then_some(id))
}
