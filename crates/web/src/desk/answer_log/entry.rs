//! One entry of the log: written beside what was asked for, judged by another, taken down with a reason.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::cases::answer_log::{EntryState, LONGEST_SUMMARY, LONGEST_TITLE, hint, not_in_log};
use law::codes::TableThreeRow;
use law::review::Level;
use law::staff::Act;
use office::cases::answer_log::{self, LoggedAnswer, Writing};
use office::cases::{self, Case};
use office::{CaseId, OfficeError};
use serde::Deserialize;

use super::HERE;
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::stale::{Meanwhile, differing};
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;
use crate::when::minute;

/// What is typed of an entry.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct EntryForm {
    title: String,
    summary: String,
    /// Which button was pressed.
    send: bool,
    version: i64,
}

/// What is said of it.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Judgement {
    opinion: String,
    reason: String,
    version: i64,
}

/// A step of its review, in words.
struct StepLine {
    what: String,
    who: String,
    opinion: String,
}

/// What this person may do with it.
struct May {
    write: bool,
    judge: bool,
    take_down: bool,
}

#[derive(Template)]
#[template(path = "desk/answer_log/entry.html")]
struct EntryPage {
    frame: Frame,
    here: String,
    case: String,
    number: String,
    request: String,
    outcome: String,
    replied_on: String,
    /// Why it can't stand in the log.
    unfit: Option<String>,
    state: Option<EntryState>,
    is_overtaken: bool,
    withdrawal_reason: Option<String>,
    hint: Option<&'static str>,
    may: May,
    form: EntryForm,
    judgement: Judgement,
    steps: Vec<StepLine>,
    meanwhile: Option<Meanwhile>,
    errors: FieldErrors,
}

impl EntryPage {
    fn title_hint() -> String {
        format!("用本机关的话概括申请的信息，不写申请人、第三方的姓名名称，不超过 {LONGEST_TITLE} 字")
    }

    fn summary_hint() -> String {
        format!("答复了什么，例如：已提供方案全文。不超过 {LONGEST_SUMMARY} 字")
    }
}

/// What comes back to its reader with the page.
#[derive(Default)]
struct Back {
    form: Option<EntryForm>,
    judgement: Judgement,
    meanwhile: Option<Meanwhile>,
    errors: FieldErrors,
}

/// The entry of a case, or the form of a new one.
pub async fn show(desk: Desk, Path(id): Path<CaseId>) -> Result<Response, Problem> {
    let page = page(&desk, id, Back::default()).await?;
    desk.page(&page)
}

/// Keeps what is typed, and hands it to review.
pub async fn save(
    desk: Desk,
    Path(id): Path<CaseId>,
    ProtectedForm(form): ProtectedForm<EntryForm>,
) -> Result<Response, Problem> {
    let writing = Writing {
        title: &form.title,
        summary: &form.summary,
        is_submitted: form.send,
        version: form.version,
    };
    match answer_log::save(desk.office(), &desk.actor, desk.moment, id, writing).await {
        Ok(()) if form.send => Ok(redirect_with(HERE, "已送审。由其他人审核后公布。")),
        Ok(()) => Ok(redirect_with(&address(id), "已保存，尚未送审。")),
        Err(error) => {
            let meanwhile = meanwhile(&desk, id, &error, &form).await?;
            let back = Back {
                form: Some(EntryForm {
                    version: seen(&error, form.version),
                    ..form
                }),
                meanwhile,
                errors: FieldErrors::from_office(error)?,
                ..Back::default()
            };
            let page = page(&desk, id, back).await?;
            desk.again(&page)
        }
    }
}

/// Agrees: it is public.
pub async fn agree(
    desk: Desk,
    Path(id): Path<CaseId>,
    ProtectedForm(form): ProtectedForm<Judgement>,
) -> Result<Response, Problem> {
    let entry = known(&desk, id).await?;
    let (office, actor) = (desk.office(), &desk.actor);
    let done = answer_log::agree(office, actor, desk.moment, entry.id, form.version, &form.opinion).await;
    let told = ("/desk/answers?of=submitted".to_owned(), "已公布，公众可以查到。");
    after(&desk, id, form, done, told).await
}

/// Sends it back.
pub async fn send_back(
    desk: Desk,
    Path(id): Path<CaseId>,
    ProtectedForm(form): ProtectedForm<Judgement>,
) -> Result<Response, Problem> {
    let entry = known(&desk, id).await?;
    let (office, actor) = (desk.office(), &desk.actor);
    let done = answer_log::send_back(office, actor, desk.moment, entry.id, form.version, &form.opinion).await;
    let told = ("/desk/answers?of=submitted".to_owned(), "已退回经办人修改。");
    after(&desk, id, form, done, told).await
}

/// Takes it down.
pub async fn take_down(
    desk: Desk,
    Path(id): Path<CaseId>,
    ProtectedForm(form): ProtectedForm<Judgement>,
) -> Result<Response, Problem> {
    let entry = known(&desk, id).await?;
    let (office, actor) = (desk.office(), &desk.actor);
    let done = answer_log::take_down(office, actor, desk.moment, entry.id, form.version, &form.reason).await;
    after(&desk, id, form, done, (address(id), "已撤下，公众不再看到。")).await
}

fn address(id: CaseId) -> String {
    format!("/desk/cases/{id}/answer")
}

async fn known(desk: &Desk, id: CaseId) -> Result<LoggedAnswer, Problem> {
    let entry = answer_log::of_case(desk.office(), &desk.actor, id).await?;
    entry.ok_or(Problem::Missing)
}

/// The version to go on from: what somebody else saved has been shown.
const fn seen(error: &OfficeError, before: i64) -> i64 {
    match error {
        OfficeError::Stale { version, .. } => *version,
        _ => before,
    }
}

async fn meanwhile(
    desk: &Desk,
    id: CaseId,
    error: &OfficeError,
    form: &EntryForm,
) -> Result<Option<Meanwhile>, Problem> {
    if !matches!(error, OfficeError::Stale { .. }) {
        return Ok(None);
    }
    let stands = answer_log::of_case(desk.office(), &desk.actor, id).await?;
    let stands = stands.map(|found| found.entry).unwrap_or_default();
    let fields = [
        ("标题", stands.title, form.title.clone()),
        ("答复要点", stands.summary, form.summary.clone()),
    ];
    Ok(Some(Meanwhile::of(desk, id, differing(fields)).await?))
}

async fn after(
    desk: &Desk,
    id: CaseId,
    form: Judgement,
    done: Result<(), OfficeError>,
    (path, told): (String, &str),
) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(redirect_with(&path, told)),
        Err(error) => {
            let back = Back {
                judgement: form,
                errors: FieldErrors::from_office(error)?,
                ..Back::default()
            };
            let page = page(desk, id, back).await?;
            desk.again(&page)
        }
    }
}

async fn page(desk: &Desk, id: CaseId, back: Back) -> Result<EntryPage, Problem> {
    let case = cases::get(desk.office(), &desk.actor, desk.moment, id).await?;
    let found = answer_log::of_case(desk.office(), &desk.actor, id).await?;
    let state = found.as_ref().map(|found| found.state);
    let unfit = unfit(&case);
    let form = match back.form {
        Some(typed) => typed,
        None => stored(desk, id, found.as_ref()).await?,
    };
    let may_handle = desk.may(Act::HandleCases);
    let may_check = desk.may(Act::CheckCases);
    let is_published = state == Some(EntryState::Published);
    Ok(EntryPage {
        frame: desk.frame("列入答复目录", Section::AnswerLog, &[]),
        here: address(id),
        case: format!("/desk/cases/{id}"),
        may: May {
            write: may_handle && !is_published && unfit.is_none(),
            judge: may_check && state == Some(EntryState::Submitted),
            take_down: (may_handle || may_check) && is_published,
        },
        is_overtaken: found.as_ref().is_some_and(|found| !found.is_current),
        hint: case.standing.outcome.and_then(hint),
        outcome: case
            .standing
            .outcome
            .map(TableThreeRow::in_words)
            .unwrap_or_default(),
        replied_on: case
            .standing
            .ended_on()
            .map(|day| day.to_string())
            .unwrap_or_default(),
        unfit,
        state,
        withdrawal_reason: found.as_ref().and_then(|found| found.withdrawal_reason.clone()),
        steps: found.as_ref().map(steps).unwrap_or_default(),
        judgement: Judgement {
            version: form.version,
            ..back.judgement
        },
        form,
        meanwhile: back.meanwhile,
        errors: back.errors,
        number: case.number,
        request: case.request,
    })
}

fn unfit(case: &Case) -> Option<String> {
    let why = not_in_log(case.standing.state, case.standing.outcome);
    let nameless = case.anonymised_at.map(|_| answer_log::NAMELESS);
    why.or(nameless).map(str::to_owned)
}

/// What stands in the records, or is proposed.
async fn stored(desk: &Desk, id: CaseId, found: Option<&LoggedAnswer>) -> Result<EntryForm, Problem> {
    if let Some(found) = found {
        return Ok(EntryForm {
            title: found.entry.title.clone(),
            summary: found.entry.summary.clone(),
            version: found.version,
            send: false,
        });
    }
    if !desk.may(Act::HandleCases) {
        return Ok(EntryForm::default());
    }
    Ok(EntryForm {
        title: answer_log::proposed_title(desk.office(), &desk.actor, id).await?,
        ..EntryForm::default()
    })
}

fn steps(found: &LoggedAnswer) -> Vec<StepLine> {
    let line = |step: &law::review::Step| StepLine {
        what: match step.level {
            Level::Writing => step.level.label().to_owned(),
            level => format!("{}：{}", level.label(), step.verdict.label()),
        },
        who: format!("{}，{}", step.name, minute(step.taken_at)),
        opinion: step.opinion.clone().unwrap_or_default(),
    };
    found.steps.iter().map(line).collect()
}
