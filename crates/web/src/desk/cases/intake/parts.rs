//! 一事一申请: dividing a case into several, each with its own words. The applicant's own numbering is proposed.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::cases::split::{self, MOST_PARTS};
use office::CaseId;
use office::cases::{self, Case, Division};
use serde::Deserialize;

use crate::csrf::ProtectedForm;
use crate::desk::cases::shared::HERE;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct PartsForm {
    version: i64,
    parts: Vec<String>,
    left_out: String,
    /// Pressed for one more field.
    more: String,
}

/// One field.
struct Part {
    id: String,
    label: String,
    words: String,
}

#[derive(Template)]
#[template(path = "desk/cases/parts.html")]
struct PartsPage {
    frame: Frame,
    here: String,
    whole: String,
    version: i64,
    parts: Vec<Part>,
    /// What the request names and no part has, or why.
    left_out: String,
    may_add: bool,
    refusal: Option<String>,
    errors: FieldErrors,
}

/// The form, with the parts that the request seems to list.
pub async fn show(desk: Desk, Path(id): Path<CaseId>) -> Result<Response, Problem> {
    let case = cases::get(desk.office(), &desk.actor, desk.moment, id).await?;
    let form = PartsForm {
        version: case.version,
        parts: split::offered(&case.request),
        ..PartsForm::default()
    };
    let page = page(&desk, &case, form, FieldErrors::none()).await?;
    desk.page(&page)
}

/// Divides the case, or offers one more field.
pub async fn divide(
    desk: Desk,
    Path(id): Path<CaseId>,
    ProtectedForm(mut form): ProtectedForm<PartsForm>,
) -> Result<Response, Problem> {
    let case = cases::get(desk.office(), &desk.actor, desk.moment, id).await?;
    if !form.more.is_empty() {
        if form.parts.len() < MOST_PARTS {
            form.parts.push(String::new());
        }
        let page = page(&desk, &case, form, FieldErrors::none()).await?;
        return desk.page(&page);
    }
    if let Err(errors) = form.checked() {
        let page = page(&desk, &case, form, errors).await?;
        return desk.again(&page);
    }
    let division = Division {
        parts: form.parts.clone(),
        left_out: form.left_out.clone(),
    };
    let done = cases::split(
        desk.office(),
        &desk.actor,
        desk.moment,
        id,
        form.version,
        &division,
    );
    match done.await {
        Ok(divided) => Ok(redirect_with(
            &format!("{HERE}/{id}"),
            &format!("已拆分为 {} 件，分别办理和统计。", divided.len()),
        )),
        Err(error) => {
            let errors = FieldErrors::from_office(error)?;
            // Whoever saw what changed may send the same words again.
            form.version = case.version;
            let page = page(&desk, &case, form, errors).await?;
            desk.again(&page)
        }
    }
}

async fn page(desk: &Desk, case: &Case, form: PartsForm, errors: FieldErrors) -> Result<PartsPage, Problem> {
    let refusal = cases::hindered_split(desk.office(), &desk.actor, case).await?;
    let mut words = form.parts;
    while words.len() < 2 {
        words.push(String::new());
    }
    Ok(PartsPage {
        frame: desk.frame("一事一申请拆分", Section::Cases, &[]),
        here: format!("{HERE}/{}", case.id),
        whole: case.request.clone(),
        version: form.version,
        may_add: words.len() < MOST_PARTS,
        parts: (0_usize..)
            .zip(words)
            .map(|(at, words)| Part {
                id: field(at),
                label: format!("第 {} 项", at.saturating_add(1)),
                words,
            })
            .collect(),
        left_out: form.left_out,
        refusal,
        errors,
    })
}

impl PartsForm {
    /// What is wrong, each beside its field.
    fn checked(&self) -> Result<(), FieldErrors> {
        let Err(wrong) = split::parts(&self.parts) else {
            return Ok(());
        };
        let mut errors = FieldErrors::none();
        for one in wrong {
            errors.add(&one.part.map_or_else(String::new, field), one.why);
        }
        Err(errors)
    }
}

fn field(at: usize) -> String {
    format!("part-{at}")
}
