//! Review: a document handed over, agreed to, sent back; the queue of what waits for this person, the longest first; and how it
//! reads to whoever judges it. After each verdict comes the next.

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use law::codes::day_from;
use law::review::{Level, Verdict};
use law::staff::Act;
use office::documents::{self, DeskDocument, Opinion, Waits};
use office::{DocumentId, OfficeError};
use serde::Deserialize;

use super::HERE;
use super::clockwork::Clockwork;
use super::comments::{self, CommentShown, TypedComment};
use super::edit::short;
use super::facts::{Fact, facts};
use super::pictures::shown_body;
use super::publication::{refused, told};
use super::questions::{Questions, Reasons};
use super::show::{File, Small, files};
use super::stepper::{MyLevel, Stepper, why_not};
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;
use crate::when;

/// Where the queue is.
pub const QUEUE: &str = "/desk/documents/review";
/// What agrees and publishes in one press.
const AND_PUBLISH: &str = "agreed_and_published";

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SubmissionForm {
    version: i64,
    words: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct VerdictForm {
    version: i64,
    verdict: String,
    opinion: String,
    /// From the reading view: the next one follows.
    #[serde(deserialize_with = "crate::desk::options::ticked")]
    queue: bool,
}

/// Hands the latest edition over to review.
pub async fn submit(
    desk: Desk,
    Path(id): Path<DocumentId>,
    ProtectedForm(form): ProtectedForm<SubmissionForm>,
) -> Result<Response, Problem> {
    crate::screenings::of_document(desk.office(), &desk.actor, desk.moment, id).await?;
    let (version, words) = (form.version, form.words.as_str());
    match documents::submit(desk.office(), &desk.actor, desk.moment, id, version, words).await {
        Ok(()) => Ok(redirect_with(&format!("{HERE}/{id}"), "已送审。")),
        Err(error) => refused(&desk, id, Small::default(), error).await,
    }
}

/// Agrees, asks for changes or sends it back, at the level it waits for; at the last one it may go out at once.
pub async fn judge(
    desk: Desk,
    Path(id): Path<DocumentId>,
    ProtectedForm(form): ProtectedForm<VerdictForm>,
) -> Result<Response, Problem> {
    let done = judged(&desk, id, &form).await;
    let told = match done {
        Ok(told) => told,
        Err(error) if form.queue => {
            let typed = Typed {
                opinion: form.opinion,
                ..Typed::default()
            };
            return read_again(&desk, id, typed, error).await;
        }
        Err(error) => {
            let small = Small {
                opinion: form.opinion,
                ..Small::default()
            };
            return refused(&desk, id, small, error).await;
        }
    };
    if form.queue {
        let next = documents::queue(desk.office(), &desk.actor).await?;
        let to = next
            .first()
            .map_or(QUEUE.to_owned(), |next| format!("{HERE}/{}/review", next.id));
        return Ok(redirect_with(&to, &told));
    }
    Ok(redirect_with(&format!("{HERE}/{id}"), &told))
}

async fn judged(desk: &Desk, id: DocumentId, form: &VerdictForm) -> Result<String, OfficeError> {
    let (office, actor, moment) = (desk.office(), &desk.actor, desk.moment);
    if form.verdict == AND_PUBLISH {
        if let Err(problem) = crate::screenings::of_document(office, actor, moment, id).await {
            tracing::warn!(?problem, "附件没有检查");
        }
        let out = documents::agree_and_publish(office, actor, moment, id, form.version, &form.opinion);
        return Ok(format!("已同意。{}", told(out.await?)));
    }
    let verdict = Verdict::from_code(&form.verdict)
        .ok_or_else(|| OfficeError::invalid("opinion", "请选择同意、请修改或者退回。"))?;
    let opinion = Opinion {
        verdict,
        words: &form.opinion,
    };
    let next = documents::give_verdict(office, actor, moment, id, form.version, opinion).await?;
    Ok(match (verdict, next) {
        (Verdict::Agreed, Some(level)) => {
            let document = documents::get_desk(office, actor, id).await?;
            format!("已同意，下一步：{}。", name_of(&document, level))
        }
        (Verdict::Agreed, None) => "已同意，各级审核校对都已通过，可以发布。".to_owned(),
        (Verdict::Returned, _) => "已退回编写人。".to_owned(),
        (Verdict::ChangesAsked, _) => "已请编写人修改。".to_owned(),
        (Verdict::Referred, _) => "已记录报请确定，确定以前不能发布。".to_owned(),
    })
}

fn name_of(document: &DeskDocument, level: Level) -> String {
    let setting = document
        .review
        .levels
        .as_ref()
        .and_then(|levels| levels.at(level));
    setting.map_or(level.label().to_owned(), |setting| setting.name.clone())
}

/// A row of the queue.
struct Row {
    href: String,
    title: String,
    column: String,
    index_number: String,
    level: String,
    is_secrecy: bool,
    by: String,
    since: String,
    age: String,
}

#[derive(Template)]
#[template(path = "desk/documents/queue.html")]
struct QueuePage {
    frame: Frame,
    rows: Vec<Row>,
    passed: Vec<(String, String, String)>,
    may_publish: bool,
    /// 2026-11, 2026
    month: String,
    year: i16,
}

/// What waits for this person's verdict, and what has passed and waits for publication.
pub async fn queue(desk: Desk) -> Result<Response, Problem> {
    let columns = office::columns::list(desk.office(), &desk.actor).await?;
    let waits = documents::queue(desk.office(), &desk.actor).await?;
    let row = |waits: Waits| Row {
        href: format!("{HERE}/{}/review", waits.id),
        column: columns
            .iter()
            .find(|column| column.id == waits.column)
            .map(|column| column.name.clone())
            .unwrap_or_default(),
        since: when::minute(waits.since),
        age: age(&desk, waits.since),
        title: waits.title,
        index_number: waits.index_number,
        level: waits.level,
        is_secrecy: waits.is_secrecy,
        by: waits.submitted_by,
    };
    let rows = waits.into_iter().map(row).collect();
    let may_publish = desk.may(Act::PublishDocuments);
    let passed = if may_publish {
        let filter = documents::DeskFilter {
            state: Some(documents::State::Passed),
            ..documents::DeskFilter::default()
        };
        documents::list_desk(desk.office(), &desk.actor, &filter)
            .await?
            .items
    } else {
        Vec::new()
    };
    desk.page(&QueuePage {
        frame: desk.frame("审校", Section::Review, &[]),
        rows,
        passed: passed
            .into_iter()
            .map(|row| (format!("{HERE}/{}", row.id), row.title, row.index_number))
            .collect(),
        may_publish,
        month: desk.moment.today.strftime("%Y-%m").to_string(),
        year: desk.moment.today.year(),
    })
}

/// 今天送到 / 已等 3 天
fn age(desk: &Desk, since: jiff::Timestamp) -> String {
    let on = when::local(since).date();
    let days = on.until(desk.moment.today).map_or(0, |span| span.get_days());
    if days < 1 {
        return format!("{}送到", day_from(on, desk.moment.today));
    }
    format!("已等 {days} 天")
}

/// What was typed into the forms of the reading view.
#[derive(Default)]
pub struct Typed {
    pub opinion: String,
    pub comment: TypedComment,
    pub reasons: Reasons,
}

/// Which way one came to the reading view.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ReadQuery {
    opinion: String,
}

#[derive(Template)]
#[template(path = "desk/documents/read.html")]
struct ReadPage {
    frame: Frame,
    id: String,
    version: i64,
    title: String,
    edition: i64,
    /// The edition that is out, to compare with.
    published_edition: Option<i64>,
    writer: String,
    written_at: String,
    facts: Vec<Fact>,
    summary: Option<String>,
    body: String,
    files: Vec<File>,
    stepper: Stepper,
    mine: Option<MyLevel>,
    clockwork: Clockwork,
    why_not: Option<String>,
    unfit: Vec<law::codes::WhyNot>,
    /// What proofreading asks about: answered at each level.
    questions: Questions,
    hints: Vec<String>,
    comments: Vec<CommentShown>,
    open_comments: usize,
    typed: TypedComment,
    /// Place in the queue and how many there are; none where it does not wait for this person.
    position: Option<(usize, usize)>,
    next: Option<String>,
    opinion: String,
    errors: FieldErrors,
}

/// How it reads to whoever judges it.
pub async fn read(
    desk: Desk,
    Path(id): Path<DocumentId>,
    Query(asked): Query<ReadQuery>,
) -> Result<Response, Problem> {
    let typed = Typed {
        opinion: asked.opinion,
        ..Typed::default()
    };
    let page = read_page(&desk, id, typed, FieldErrors::none()).await?;
    desk.page(&page)
}

/// The reading view with the reason why something was not done, and with what was typed.
pub async fn read_again(
    desk: &Desk,
    id: DocumentId,
    typed: Typed,
    error: OfficeError,
) -> Result<Response, Problem> {
    let mut errors = FieldErrors::none();
    let status = match error {
        OfficeError::Refused(refusal) => {
            errors.add("", refusal.to_string());
            StatusCode::FORBIDDEN
        }
        OfficeError::Stale { .. } => {
            errors.add(
                "",
                "在您查看期间，内容或者审核情况有变化。下面是最新的，请看过后再办理。",
            );
            StatusCode::UNPROCESSABLE_ENTITY
        }
        error => {
            errors = FieldErrors::from_office(error)?;
            StatusCode::UNPROCESSABLE_ENTITY
        }
    };
    let page = read_page(desk, id, typed, errors).await?;
    let mut response = desk.again(&page)?;
    *response.status_mut() = status;
    Ok(response)
}

/// The reading view with what is wrong with these explanations.
pub async fn read_with(
    desk: &Desk,
    id: DocumentId,
    reasons: Reasons,
    errors: FieldErrors,
) -> Result<Response, Problem> {
    let typed = Typed {
        reasons,
        ..Typed::default()
    };
    let page = read_page(desk, id, typed, errors).await?;
    desk.again(&page)
}

async fn read_page(
    desk: &Desk,
    id: DocumentId,
    typed: Typed,
    errors: FieldErrors,
) -> Result<ReadPage, Problem> {
    crate::screenings::of_document(desk.office(), &desk.actor, desk.moment, id).await?;
    let document = documents::get_desk(desk.office(), &desk.actor, id).await?;
    let gate = documents::at_the_gate(desk.office(), &desk.actor, desk.moment, id).await?;
    let waits = documents::queue(desk.office(), &desk.actor).await?;
    let place = waits.iter().position(|one| one.id == id);
    let next = waits
        .iter()
        .cycle()
        .skip(place.map_or(0, |place| place + 1))
        .take(waits.len())
        .find(|one| one.id != id);
    let column = office::columns::find(desk.office(), &desk.actor, document.latest.column).await?;
    let outlets = office::placements::outlets(desk.office(), &desk.actor).await?;
    let latest = &document.latest;
    let is_out = document.published_edition == Some(latest.number);
    let may_publish = desk.may(Act::PublishDocuments) && gate.unfit.is_empty() && !is_out;
    let comments = comments::of_document(desk, id).await?;
    let html = shown_body(latest, &desk.office().limits().staff).await?;
    Ok(ReadPage {
        frame: desk.frame(&short(&latest.title), Section::Review, &[]),
        id: id.to_string(),
        version: document.version,
        title: latest.title.clone(),
        edition: latest.number,
        published_edition: document.published_edition,
        writer: latest.writer.clone(),
        written_at: when::minute(latest.written_at),
        facts: facts(&document.index_number, &column.name, latest, &outlets),
        summary: latest.summary.clone(),
        body: comments::marked(&html, &comments),
        files: files(&document, &[]),
        open_comments: comments.iter().filter(|one| one.resolved.is_empty()).count(),
        comments,
        typed: typed.comment,
        stepper: Stepper::of(desk, &document).await?,
        mine: MyLevel::of(&document, may_publish),
        clockwork: Clockwork::of(desk, &document),
        why_not: why_not(&document),
        unfit: gate.unfit,
        questions: Questions::of(desk, gate.questions, &typed.reasons, true),
        hints: gate.hints,
        position: place.map(|place| (place + 1, waits.len())),
        next: next.map(|next| format!("{HERE}/{}/review", next.id)),
        opinion: typed.opinion,
        errors,
    })
}
