//! The text that the public is shown: what is hidden of which words and why, shown as it will be, checked and published by another.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::matters::{HideReason, as_typed};
use law::staff::Act;
use office::matters::{self, CopyState, Matter};
use office::{MatterId, OfficeError};
use serde::Deserialize;

use super::address;
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

/// Empty lines that a page offers beyond those that are filled.
const SPARE: usize = 3;
/// Most lines of a page.
const MOST: usize = 40;

/// What is typed: words and the reason of each line.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct CopyForm {
    words: Vec<String>,
    reason: Vec<String>,
    opinion: String,
    send: bool,
    version: i64,
}

impl CopyForm {
    fn lines(&self) -> Vec<(String, String)> {
        let reasons = self
            .reason
            .iter()
            .cloned()
            .chain(std::iter::repeat(String::new()));
        self.words.iter().cloned().zip(reasons).take(MOST).collect()
    }
}

#[derive(Template)]
#[template(path = "desk/matters/copy.html")]
struct CopyPage {
    frame: Frame,
    here: String,
    matter: Matter,
    lines: Vec<(String, String)>,
    reasons: Vec<Choice>,
    may_write: bool,
    may_judge: bool,
    opinion: String,
    errors: FieldErrors,
}

impl CopyPage {
    fn answer(&self) -> String {
        self.matter
            .sent()
            .last()
            .map(|answer| answer.words.clone())
            .unwrap_or_default()
    }
}

/// The page.
pub async fn show(desk: Desk, Path(id): Path<MatterId>) -> Result<Response, Problem> {
    let page = page(&desk, id, None, FieldErrors::none()).await?;
    desk.page(&page)
}

/// Keeps it, and hands it over for its check.
pub async fn save(
    desk: Desk,
    Path(id): Path<MatterId>,
    ProtectedForm(form): ProtectedForm<CopyForm>,
) -> Result<Response, Problem> {
    let seen = (id, form.version);
    let (office, actor) = (desk.office(), &desk.actor);
    let done = matters::save_copy(office, actor, desk.moment, seen, &form.lines(), form.send).await;
    let told = if form.send {
        (address(id), "已送审，由其他人审核后公开。")
    } else {
        (format!("{}/copy", address(id)), "已保存，尚未送审。")
    };
    after(&desk, id, form, done, told).await
}

/// Publishes it.
pub async fn publish(
    desk: Desk,
    Path(id): Path<MatterId>,
    ProtectedForm(form): ProtectedForm<CopyForm>,
) -> Result<Response, Problem> {
    let seen = (id, form.version);
    let done = matters::publish(desk.office(), &desk.actor, desk.moment, seen, &form.opinion).await;
    after(&desk, id, form, done, (address(id), "已公开，公众可以查到。")).await
}

/// Sends it back.
pub async fn send_back(
    desk: Desk,
    Path(id): Path<MatterId>,
    ProtectedForm(form): ProtectedForm<CopyForm>,
) -> Result<Response, Problem> {
    let seen = (id, form.version);
    let done = matters::send_copy_back(desk.office(), &desk.actor, desk.moment, seen, &form.opinion).await;
    after(&desk, id, form, done, (address(id), "已退回修改。")).await
}

async fn after(
    desk: &Desk,
    id: MatterId,
    form: CopyForm,
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
    form: Option<CopyForm>,
    errors: FieldErrors,
) -> Result<CopyPage, Problem> {
    let matter = matters::get(desk.office(), &desk.actor, desk.moment, id).await?;
    let is_waiting = matter
        .copy
        .as_ref()
        .is_some_and(|copy| copy.state == CopyState::Submitted);
    let may_handle = desk.may(Act::HandleMatters);
    let (mut lines, opinion) = match (form, &matter.copy) {
        (Some(form), _) if !form.words.is_empty() => (form.lines(), form.opinion),
        (Some(form), Some(copy)) => (as_typed(&copy.hides), form.opinion),
        (_, Some(copy)) => (as_typed(&copy.hides), String::new()),
        (_, None) if may_handle => {
            let proposed = matters::proposed_copy(desk.office(), &desk.actor, id).await?;
            (as_typed(&proposed), String::new())
        }
        _ => (Vec::new(), String::new()),
    };
    lines.retain(|(words, _)| !words.trim().is_empty());
    lines.extend(std::iter::repeat_n((String::new(), String::new()), SPARE));
    Ok(CopyPage {
        frame: desk.frame("公开文本", Section::Matters, &[(&matter.number, &address(id))]),
        here: format!("{}/copy", address(id)),
        may_write: may_handle && !is_waiting && !matter.is_published,
        may_judge: desk.may(Act::CheckMatters) && is_waiting,
        reasons: HideReason::ALL
            .iter()
            .map(|reason| Choice::of(reason.code(), reason.label()))
            .collect(),
        lines,
        opinion,
        matter,
        errors,
    })
}
