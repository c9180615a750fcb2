//! What was refused, looked at again every year (条例第十八条).

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::cases::reassessment::REASSESSMENT_RULE;
use law::staff::Act;
use office::CaseId;
use office::cases::{self, ToReassess};
use serde::Deserialize;

use crate::csrf::ProtectedForm;
use crate::desk::cases::shared::HERE;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ReassessForm {
    finding: String,
    reason: String,
    ticket: String,
}

/// A refusal on the page.
struct Refusal {
    id: String,
    number: String,
    request: String,
    outcome: String,
    decided_on: String,
}

#[derive(Template)]
#[template(path = "desk/cases/reassess.html")]
struct ReassessPage {
    frame: Frame,
    rule: String,
    due: u64,
    rows: Vec<Refusal>,
    may_handle: bool,
    /// The case whose form came back, and what was typed.
    typed: String,
    form: ReassessForm,
    errors: FieldErrors,
}

/// Those that are due.
pub async fn list(desk: Desk) -> Result<Response, Problem> {
    let page = page(&desk, String::new(), ReassessForm::default(), FieldErrors::none()).await?;
    desk.page(&page)
}

/// Records what a look came to.
pub async fn save(
    desk: Desk,
    Path(id): Path<CaseId>,
    ProtectedForm(form): ProtectedForm<ReassessForm>,
) -> Result<Response, Problem> {
    let may_be_given = match form.finding.as_str() {
        "given" => Some(true),
        "withheld" => Some(false),
        _ => None,
    };
    let errors = match may_be_given {
        None => {
            let mut errors = FieldErrors::none();
            errors.add(&format!("finding-{id}"), "请选择评估结果。");
            errors
        }
        Some(may_be_given) => {
            let found = (may_be_given, form.reason.as_str());
            let (office, actor) = (desk.office(), &desk.actor);
            match cases::reassess(office, actor, desk.moment, id, found, &form.ticket).await {
                Ok(()) => {
                    let told = if may_be_given {
                        "已登记。可以公开的，请主动公开，或者告知申请人。"
                    } else {
                        "已登记，一年后再评估。"
                    };
                    return Ok(redirect_with(&format!("{HERE}/reassessment"), told));
                }
                Err(error) => beside(id, error)?,
            }
        }
    };
    let page = page(&desk, id.to_string(), form, errors).await?;
    desk.again(&page)
}

/// The fields of the page are numbered by their cases.
fn beside(id: CaseId, error: office::OfficeError) -> Result<FieldErrors, Problem> {
    let mut errors = FieldErrors::none();
    for (field, message) in FieldErrors::from_office(error)?.all() {
        let field = if field.is_empty() {
            String::new()
        } else {
            format!("{field}-{id}")
        };
        errors.add(&field, message);
    }
    Ok(errors)
}

async fn page(
    desk: &Desk,
    typed: String,
    form: ReassessForm,
    errors: FieldErrors,
) -> Result<ReassessPage, Problem> {
    let rows = cases::to_reassess(desk.office(), &desk.actor, desk.moment).await?;
    Ok(ReassessPage {
        frame: desk.frame("不予公开信息的评估审查", Section::Cases, &[]),
        rule: REASSESSMENT_RULE.to_string(),
        due: cases::reassessments_due(desk.office(), &desk.actor, desk.moment).await?,
        rows: rows.into_iter().map(Refusal::of).collect(),
        may_handle: desk.may(Act::HandleCases),
        typed,
        form,
        errors,
    })
}

impl Refusal {
    fn of(row: ToReassess) -> Self {
        Self {
            id: row.case.to_string(),
            outcome: row.outcome.full_label(),
            decided_on: row.decided_on.map(|day| day.to_string()).unwrap_or_default(),
            number: row.number,
            request: row.request,
        }
    }
}
