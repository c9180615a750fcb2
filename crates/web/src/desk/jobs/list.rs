//! The list of jobs that are not done, and the form of the reminders beside it.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use office::jobs::{self, JobState, OpenJob, Queue};
use office::reminders::{self, ReminderForm};
use office::{JobId, OfficeError};
use serde::Deserialize;

use super::HERE;
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::ticked;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;
use crate::when::minute;

/// Jobs on the page.
const LISTED: u64 = 100;

/// The reminders as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    #[serde(deserialize_with = "ticked")]
    has_digest: bool,
    digest_at: String,
    #[serde(deserialize_with = "ticked")]
    has_arrivals: bool,
    #[serde(deserialize_with = "ticked")]
    has_progress: bool,
    desk_address: String,
    version: i64,
}

/// A form that carries nothing but its own secret.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Bare {}

struct Row {
    id: String,
    kind: &'static str,
    to: String,
    state: &'static str,
    badge: &'static str,
    /// When it is tried next, or was given up.
    when: String,
    attempts: i64,
    error: String,
    created_at: String,
    may_retry: bool,
}

#[derive(Template)]
#[template(path = "desk/jobs/list.html")]
struct JobsPage {
    frame: Frame,
    /// Where mail goes; empty where mail is off.
    way: String,
    queue: Queue,
    rows: Vec<Row>,
    typed: Typed,
    errors: FieldErrors,
}

/// The list.
pub async fn list(desk: Desk) -> Result<Response, Problem> {
    let settled = reminders::settings(desk.office(), desk.organ.id).await?;
    let typed = Typed {
        has_digest: settled.has_digest,
        digest_at: settled.digest_at_text(),
        has_arrivals: settled.has_arrivals,
        has_progress: settled.has_progress,
        desk_address: settled.desk_address.unwrap_or_default(),
        version: settled.version,
    };
    let page = page(&desk, typed, FieldErrors::none()).await?;
    desk.page(&page)
}

async fn page(desk: &Desk, typed: Typed, errors: FieldErrors) -> Result<JobsPage, Problem> {
    let open = jobs::open(desk.office(), Some(desk.organ.id), desk.moment, LISTED).await?;
    Ok(JobsPage {
        frame: desk.frame("待发邮件", Section::Jobs, &[]),
        way: desk.app.settings().mail_way.clone().unwrap_or_default(),
        queue: jobs::queue(desk.office(), Some(desk.organ.id), desk.moment).await?,
        rows: open.into_iter().map(Row::from).collect(),
        typed,
        errors,
    })
}

impl From<OpenJob> for Row {
    fn from(job: OpenJob) -> Self {
        let at = minute(job.at);
        let (state, badge, when) = match job.state {
            JobState::GaveUp => ("已放弃", "is-withdrawn", format!("{at} 放弃")),
            JobState::Failing => ("失败后重试", "is-changed", format!("{at} 再试")),
            JobState::Running => ("正在发送", "is-published", String::new()),
            JobState::Waiting => ("等待发送", "is-draft", format!("{at} 起")),
        };
        Self {
            id: job.id.to_string(),
            kind: match job.kind.as_str() {
                "mail" => "邮件",
                "notice" => "进展通知",
                _ => "其他",
            },
            to: job.to,
            state,
            badge,
            when,
            attempts: job.attempts,
            error: job.error,
            created_at: minute(job.created_at),
            may_retry: job.state != JobState::Running,
        }
    }
}

/// Has one tried again.
pub async fn retry(desk: Desk, Path(id): Path<JobId>, _: ProtectedForm<Bare>) -> Result<Response, Problem> {
    let said = match jobs::retry(desk.office(), &desk.actor, desk.moment, id).await {
        Ok(()) if desk.app.settings().mail_way.is_none() => "已安排重试；邮件没有设置，设置后才会发出。",
        Ok(()) => "已安排马上重试，结果请稍后刷新本页查看。",
        Err(OfficeError::Missing) => "这件邮件正在发送或者已经发出，不需要重试。",
        Err(error) => return Err(error.into()),
    };
    Ok(redirect_with(HERE, said))
}

/// Settles the organ's reminders.
pub async fn save_reminders(
    desk: Desk,
    ProtectedForm(typed): ProtectedForm<Typed>,
) -> Result<Response, Problem> {
    let form = ReminderForm {
        has_digest: typed.has_digest,
        digest_at: typed.digest_at.clone(),
        has_arrivals: typed.has_arrivals,
        has_progress: typed.has_progress,
        desk_address: typed.desk_address.clone(),
    };
    let saved = reminders::save_settings(desk.office(), &desk.actor, desk.moment, typed.version, &form).await;
    match saved {
        Ok(()) => Ok(redirect_with(HERE, "提醒设置已保存。")),
        Err(error) => {
            let page = page(&desk, typed, FieldErrors::from_office(error)?).await?;
            desk.again(&page)
        }
    }
}
