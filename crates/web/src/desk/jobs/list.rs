//! The list of jobs that are not done, by the line each needs, and the form of the reminders beside it.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use office::jobs::{self, JobKind, JobState, Line, OpenJob, Queue};
use office::reminders::{self, ReminderForm};
use office::{JobId, OfficeError};
use serde::Deserialize;

use super::HERE;
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::{Choice, ticked};
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
    head: String,
    version: i64,
}

/// A form that carries nothing but its own secret.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Bare {}

/// The jobs of one line, or those the server does by itself.
struct Group {
    /// Its place on the page.
    id: &'static str,
    name: &'static str,
    /// What stands in the first column.
    of: &'static str,
    is_mail: bool,
    queue: Queue,
    rows: Vec<JobLine>,
}

struct JobLine {
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
    groups: Vec<Group>,
    people: Vec<Choice>,
    typed: Typed,
    errors: FieldErrors,
}

/// The list.
pub async fn list(desk: Desk) -> Result<Response, Problem> {
    let settled = reminders::settings(desk.office(), &desk.actor).await?;
    let typed = Typed {
        has_digest: settled.has_digest,
        digest_at: settled.digest_at_text(),
        has_arrivals: settled.has_arrivals,
        has_progress: settled.has_progress,
        desk_address: settled.desk_address.unwrap_or_default(),
        head: settled.head.map(|id| id.to_string()).unwrap_or_default(),
        version: settled.version,
    };
    let page = page(&desk, typed, FieldErrors::none()).await?;
    desk.page(&page)
}

async fn page(desk: &Desk, typed: Typed, errors: FieldErrors) -> Result<JobsPage, Problem> {
    let mut open = jobs::open_of_organ(desk.office(), &desk.actor, desk.moment, LISTED).await?;
    let people = reminders::heads(desk.office(), &desk.actor).await?;
    let mut groups = Vec::new();
    for line in Line::ALL.into_iter().map(Some).chain([None]) {
        let queue = jobs::queue_of_organ_and_line(desk.office(), &desk.actor, desk.moment, line).await?;
        let rows = open.extract_if(.., |job| job.line() == line).map(JobLine::from);
        let group = Group::of(line, queue, rows.collect());
        // What the server does by itself is mostly done at once: it stands here only while it is not.
        if line.is_some() || !group.rows.is_empty() {
            groups.push(group);
        }
    }
    Ok(JobsPage {
        frame: desk.frame("后台任务", Section::Jobs, &[]),
        way: desk.app.settings().mail_way.clone().unwrap_or_default(),
        groups,
        people: people
            .into_iter()
            .map(|(id, name)| Choice::of(id, name))
            .collect(),
        typed,
        errors,
    })
}

impl Group {
    fn of(line: Option<Line>, queue: Queue, rows: Vec<JobLine>) -> Self {
        let (id, of) = match line {
            Some(Line::Mail) => ("mail", "收件人"),
            None => ("here", "任务"),
        };
        Self {
            id,
            name: line.map_or("本机办理", Line::label),
            of,
            is_mail: line == Some(Line::Mail),
            queue,
            rows,
        }
    }
}

impl From<OpenJob> for JobLine {
    fn from(job: OpenJob) -> Self {
        let at = minute(job.at);
        let (running, waiting) = match job.line() {
            Some(Line::Mail) => ("正在发送", "等待发送"),
            None => ("正在办理", "等待办理"),
        };
        let (state, badge, when) = match job.state {
            JobState::GaveUp => ("已放弃", "is-withdrawn", format!("{at} 放弃")),
            JobState::Failing => ("失败后重试", "is-changed", format!("{at} 再试")),
            JobState::Running => (running, "is-published", String::new()),
            JobState::Waiting => (waiting, "is-draft", format!("{at} 起")),
        };
        Self {
            id: job.id.to_string(),
            kind: job.kind.map_or("未知", JobKind::label),
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
        Ok(()) if desk.app.settings().mail_way.is_none() => {
            "已安排重试；邮件没有设置，邮件类任务在设置后才会执行。"
        }
        Ok(()) => "已安排马上重试，结果请稍后刷新本页查看。",
        Err(OfficeError::Missing) => "这件任务正在执行或者已经完成，不需要重试。",
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
        head: typed.head.trim().parse().ok(),
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
