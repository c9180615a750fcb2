//! Freezing and publishing: what the checks find, what a correction changes, and the signer's reasons where they are due.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::reports::{Finding, has_errors};
use office::OfficeError;
use office::reports::{self, Draft, Freeze};
use serde::Deserialize;

use super::{HERE, counted, draft_of};
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;
use crate::when::minute;

/// What the signer typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    version: i64,
    exception: String,
    correction: String,
}

#[derive(Template)]
#[template(path = "desk/reports/publication.html")]
struct PublicationPage {
    frame: Frame,
    year: i16,
    title: String,
    next: i64,
    changed: String,
    findings: Vec<Finding>,
    counted: String,
    /// Whether an exception must be named.
    has_errors: bool,
    /// What differs from the edition that is out; `None` before the first.
    changes: Option<String>,
    has_changes: bool,
    form: Typed,
    errors: FieldErrors,
}

/// Asks; the correction's note begins with what has changed.
pub async fn ask(desk: Desk, Path(year): Path<i16>) -> Result<Response, Problem> {
    let draft = draft_of(&desk, year).await?;
    let changes = reports::changes_since(desk.office(), &desk.actor, &draft.reading.report).await?;
    let form = Typed {
        version: draft.version,
        correction: changes.unwrap_or_default(),
        ..Typed::default()
    };
    let page = page(&desk, draft, form, FieldErrors::none()).await?;
    desk.page(&page)
}

/// Freezes the draft and publishes it.
pub async fn publish(
    desk: Desk,
    Path(year): Path<i16>,
    ProtectedForm(mut form): ProtectedForm<Typed>,
) -> Result<Response, Problem> {
    let freeze = Freeze {
        version: form.version,
        exception: form.exception.clone(),
        correction: form.correction.clone(),
    };
    let done = reports::freeze_and_publish(desk.office(), &desk.actor, desk.moment, year, &freeze).await;
    let error = match done {
        Ok(number) => {
            let address = format!("{HERE}/{year}");
            return Ok(redirect_with(&address, &format!("第 {number} 版已定稿并公布。")));
        }
        Err(error) => error,
    };
    let draft = draft_of(&desk, year).await?;
    let errors = match error {
        OfficeError::Stale { .. } => {
            form.version = draft.version;
            let mut errors = FieldErrors::none();
            let (who, when) = (&draft.changed_by, minute(draft.changed_at));
            errors.add(
                "",
                format!("{who}于 {when} 又修改了草稿。请看过修改后的草稿和下面的检查结果再公布。"),
            );
            errors
        }
        // The reasons typed are kept for whoever may publish.
        OfficeError::Refused(refusal) => {
            let mut errors = FieldErrors::none();
            errors.add("", refusal.to_string());
            errors
        }
        error => FieldErrors::from_office(error)?,
    };
    let page = page(&desk, draft, form, errors).await?;
    desk.again(&page)
}

async fn page(
    desk: &Desk,
    draft: Draft,
    form: Typed,
    errors: FieldErrors,
) -> Result<PublicationPage, Problem> {
    let year = draft.year;
    let findings = reports::findings(desk.office(), &desk.actor, &draft.reading).await?;
    let changes = reports::changes_since(desk.office(), &desk.actor, &draft.reading.report).await?;
    let (step, back) = (format!("{year} 年度报告"), format!("{HERE}/{year}"));
    Ok(PublicationPage {
        frame: desk.frame("定稿公布", Section::Reports, &[(&step, &back)]),
        year,
        title: draft.reading.report.title(),
        next: draft.latest_edition + 1,
        changed: format!("{}于 {} 修改", draft.changed_by, minute(draft.changed_at)),
        counted: counted(&findings, 0),
        has_errors: has_errors(&findings),
        findings,
        changes,
        has_changes: draft.has_changes || draft.latest_edition == 0,
        form,
        errors,
    })
}
