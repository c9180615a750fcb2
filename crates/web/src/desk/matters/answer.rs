//! The answer: drafted with the question beside it and hints against answers that say nothing, checked by another, and let out.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::matters::Act as MatterAct;
use law::staff::Act;
use office::matters::{self, AnswerDraft, Matter};
use office::{MatterId, OfficeError};
use serde::Deserialize;

use super::address;
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

/// What is typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct AnswerForm {
    words: String,
    opinion: String,
    /// Which button was pressed.
    send: bool,
    version: i64,
}

#[derive(Template)]
#[template(path = "desk/matters/answer.html")]
struct AnswerPage {
    frame: Frame,
    here: String,
    matter: Matter,
    title: &'static str,
    may_write: bool,
    may_judge: bool,
    /// Why it can't be written today.
    why_not: Option<String>,
    form: AnswerForm,
    errors: FieldErrors,
}

/// The page.
pub async fn show(desk: Desk, Path(id): Path<MatterId>) -> Result<Response, Problem> {
    let page = page(&desk, id, None, FieldErrors::none()).await?;
    desk.page(&page)
}

/// Keeps what is typed, and hands it over for its check.
pub async fn save(
    desk: Desk,
    Path(id): Path<MatterId>,
    ProtectedForm(form): ProtectedForm<AnswerForm>,
) -> Result<Response, Problem> {
    let draft = AnswerDraft {
        words: &form.words,
        is_submitted: form.send,
    };
    let seen = (id, form.version);
    let done = matters::save_answer(desk.office(), &desk.actor, desk.moment, seen, draft).await;
    let told = if form.send {
        (address(id), "已送审，由其他人审核后发出。")
    } else {
        (format!("{}/answer", address(id)), "已保存，尚未送审。")
    };
    after(&desk, id, form, done, told).await
}

/// Lets it out.
pub async fn release(
    desk: Desk,
    Path(id): Path<MatterId>,
    ProtectedForm(form): ProtectedForm<AnswerForm>,
) -> Result<Response, Problem> {
    let seen = (id, form.version);
    let done = matters::release(desk.office(), &desk.actor, desk.moment, seen, &form.opinion).await;
    after(
        &desk,
        id,
        form,
        done,
        (address(id), "答复已发出，提出人可以查看。"),
    )
    .await
}

/// Sends it back.
pub async fn send_back(
    desk: Desk,
    Path(id): Path<MatterId>,
    ProtectedForm(form): ProtectedForm<AnswerForm>,
) -> Result<Response, Problem> {
    let seen = (id, form.version);
    let done = matters::send_back(desk.office(), &desk.actor, desk.moment, seen, &form.opinion).await;
    after(&desk, id, form, done, (address(id), "已退回承办人修改。")).await
}

async fn after(
    desk: &Desk,
    id: MatterId,
    form: AnswerForm,
    done: Result<(), OfficeError>,
    (path, told): (String, &str),
) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(redirect_with(&path, told)),
        Err(error) => {
            let errors = FieldErrors::from_office(error)?;
            let page = page(desk, id, Some(form), errors).await?;
            desk.again(&page)
        }
    }
}

async fn page(
    desk: &Desk,
    id: MatterId,
    form: Option<AnswerForm>,
    errors: FieldErrors,
) -> Result<AnswerPage, Problem> {
    let matter = matters::get(desk.office(), &desk.actor, desk.moment, id).await?;
    let is_first = matter.standing.history.answers.is_empty();
    let (act, title) = if is_first {
        (MatterAct::Answered, "答复")
    } else {
        (MatterAct::Redone, "重办答复")
    };
    let refused = matter.standing.refused.iter().find(|one| one.act == act);
    let why_not = refused.map(|one| one.why.clone());
    let stored = matter
        .draft()
        .map(|draft| draft.words.clone())
        .unwrap_or_default();
    let form = form.unwrap_or_else(|| AnswerForm {
        words: stored.clone(),
        ..AnswerForm::default()
    });
    Ok(AnswerPage {
        frame: desk.frame(title, Section::Matters, &[(&matter.number, &address(id))]),
        here: format!("{}/answer", address(id)),
        title,
        may_write: desk.may(Act::HandleMatters) && !matter.in_review && why_not.is_none(),
        may_judge: desk.may(Act::CheckMatters) && matter.in_review,
        why_not,
        form: AnswerForm {
            version: matter.version,
            ..form
        },
        matter,
        errors,
    })
}
