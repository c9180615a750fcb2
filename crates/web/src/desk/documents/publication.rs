//! The gate: publication, withdrawal with a reason. What stands in the way is office's list, here and on
//! the page alike.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use law::review::Level;
use office::documents::{self, DeskDocument};
use office::{DocumentId, OfficeError};
use serde::Deserialize;

use super::HERE;
use super::edit::short;
use super::show::{Small, again};
use crate::csrf::ProtectedForm;
use crate::desk::confirm::{Question, TextAsked, ask, ask_again};
use crate::desk::layout::Desk;
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;
use crate::when::minute;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct PublicationForm {
    version: i64,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct WithdrawalForm {
    version: i64,
    reason: String,
}

/// Publishes the latest edition.
pub async fn publish(
    desk: Desk,
    Path(id): Path<DocumentId>,
    ProtectedForm(form): ProtectedForm<PublicationForm>,
) -> Result<Response, Problem> {
    crate::screenings::of_document(desk.office(), &desk.actor, desk.moment, id).await?;
    match documents::publish(desk.office(), &desk.actor, desk.moment, id, form.version).await {
        Ok(()) => Ok(redirect_with(
            &format!("{HERE}/{id}"),
            "已发布，网站上可以看到了。",
        )),
        Err(error) => refused(&desk, id, Small::default(), error).await,
    }
}

/// The document's page with the reason why the act was not done.
pub async fn refused(
    desk: &Desk,
    id: DocumentId,
    small: Small,
    error: OfficeError,
) -> Result<Response, Problem> {
    let mut errors = FieldErrors::none();
    let status = match error {
        OfficeError::Refused(refusal) => {
            errors.add("", refusal.to_string());
            StatusCode::FORBIDDEN
        }
        OfficeError::Stale { .. } => {
            let now = documents::get_desk(desk.office(), &desk.actor, id).await?;
            errors.add("", changed_meanwhile(&now));
            StatusCode::UNPROCESSABLE_ENTITY
        }
        error => {
            errors = FieldErrors::from_office(error)?;
            StatusCode::UNPROCESSABLE_ENTITY
        }
    };
    let mut response = again(desk, id, small, errors).await?;
    *response.status_mut() = status;
    Ok(response)
}

/// What happened while somebody looked.
pub fn changed_meanwhile(now: &DeskDocument) -> String {
    let last = now
        .review
        .steps
        .iter()
        .rev()
        .find(|step| step.level != Level::Writing);
    if let Some(step) = last.filter(|step| step.taken_at > now.latest.written_at) {
        return format!(
            "在您查看期间，{}于 {} 办理了“{}”。下面是最新情况，请看过后再办理。",
            step.name,
            minute(step.taken_at),
            step.level_name()
        );
    }
    format!(
        "在您查看期间，{}于 {} 保存了第 {} 版。下面是最新内容，请看过后再办理。",
        now.latest.writer,
        minute(now.latest.written_at),
        now.latest.number
    )
}

/// Asks for the reason before a document is taken back.
pub async fn ask_withdraw(desk: Desk, Path(id): Path<DocumentId>) -> Result<Response, Problem> {
    let document = documents::get_desk(desk.office(), &desk.actor, id).await?;
    let steps = steps(&document);
    ask(&desk, &question(&document, &borrowed(&steps), String::new()))
}

/// Takes it back.
pub async fn withdraw(
    desk: Desk,
    Path(id): Path<DocumentId>,
    ProtectedForm(form): ProtectedForm<WithdrawalForm>,
) -> Result<Response, Problem> {
    let done = documents::withdraw(
        desk.office(),
        &desk.actor,
        desk.moment,
        id,
        form.version,
        &form.reason,
    )
    .await;
    let error = match done {
        Ok(()) => {
            return Ok(redirect_with(
                &format!("{HERE}/{id}"),
                "已撤回，网页上显示撤回原因。",
            ));
        }
        Err(error) => error,
    };
    let document = documents::get_desk(desk.office(), &desk.actor, id).await?;
    let mut errors = FieldErrors::none();
    if matches!(error, OfficeError::Stale { .. }) {
        errors.add("", changed_meanwhile(&document));
    } else {
        errors = FieldErrors::from_office(error)?;
    }
    let steps = steps(&document);
    ask_again(
        &desk,
        &question(&document, &borrowed(&steps), form.reason),
        errors,
    )
}

fn steps(document: &DeskDocument) -> [(String, String); 1] {
    [(short(&document.latest.title), format!("{HERE}/{}", document.id))]
}

fn borrowed(steps: &[(String, String); 1]) -> [(&str, &str); 1] {
    let [(name, href)] = steps;
    [(name, href)]
}

fn question<'a>(document: &DeskDocument, steps: &'a [(&'a str, &'a str)], reason: String) -> Question<'a> {
    Question {
        section: Section::Documents,
        steps,
        title: "撤回政府信息",
        lines: vec![
            format!("撤回“{}”？", document.latest.title),
            "撤回后，公众打开原网址会看到“已撤回”和撤回原因；改正后可以再次发布。".to_owned(),
        ],
        action: format!("{HERE}/{}/withdrawal", document.id),
        button: "撤回",
        back: format!("{HERE}/{}", document.id),
        hidden: vec![("version", document.version.to_string())],
        text: Some(TextAsked {
            name: "reason",
            label: "撤回原因",
            hint: "会向公众显示，请写清楚，例如：内容有误，正在核实。",
            value: reason,
        }),
    }
}
