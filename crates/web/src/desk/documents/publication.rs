//! The gate: publication. What stands in the way is office's list, here and on the page alike.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use law::review::Level;
use office::documents::{self, DeskDocument, GoesOut};
use office::{DocumentId, OfficeError};
use serde::Deserialize;

use super::HERE;
use super::show::{Small, again};
use crate::csrf::ProtectedForm;
use crate::desk::layout::Desk;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;
use crate::when::minute;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct PublicationForm {
    version: i64,
}

/// Publishes the latest edition.
pub async fn publish(
    desk: Desk,
    Path(id): Path<DocumentId>,
    ProtectedForm(form): ProtectedForm<PublicationForm>,
) -> Result<Response, Problem> {
    crate::screenings::of_document(desk.office(), &desk.actor, desk.moment, id).await?;
    match documents::publish(desk.office(), &desk.actor, desk.moment, id, form.version).await {
        Ok(out) => Ok(redirect_with(&format!("{HERE}/{id}"), &told(out))),
        Err(error) => refused(&desk, id, Small::default(), error).await,
    }
}

/// What was done, in words.
pub fn told(out: GoesOut) -> String {
    match out {
        GoesOut::Now => "已发布，网站上可以看到了。".to_owned(),
        GoesOut::At(at) => format!("已确认，{} 自动发布。", minute(at)),
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
        "在您查看期间，{}于 {} 保存了第 {} 稿。下面是最新内容，请看过后再办理。",
        now.latest.writer,
        minute(now.latest.written_at),
        now.latest.number
    )
}
