//! Filing a closed case (归档): the day, the number, the place.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::calendar::meant_day;
use office::CaseId;
use office::cases::{self, Case};
use serde::Deserialize;

use crate::csrf::ProtectedForm;
use crate::desk::cases::shared::HERE;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::forms::FieldErrors;
use crate::when::minute;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct ArchiveForm {
    archived_on: String,
    reference: String,
    place: String,
}

/// How a case was filed.
pub(in crate::desk::cases) struct ArchivedLine {
    pub on: String,
    pub reference: String,
    pub place: Option<String>,
    pub by: String,
}

#[derive(Template)]
#[template(path = "desk/cases/archive.html")]
struct ArchivePage {
    frame: Frame,
    back: String,
    form: ArchiveForm,
    errors: FieldErrors,
}

/// How it was filed, where it was.
pub(in crate::desk::cases) async fn line(desk: &Desk, id: CaseId) -> Result<Option<ArchivedLine>, Problem> {
    let archived = cases::archived(desk.office(), &desk.actor, id).await?;
    Ok(archived.map(|archived| ArchivedLine {
        on: archived.on.to_string(),
        by: format!("{} {}", archived.by, minute(archived.at)),
        reference: archived.reference,
        place: archived.place,
    }))
}

/// The form, with what was said before.
pub async fn show(desk: Desk, Path(id): Path<CaseId>) -> Result<Response, Problem> {
    let case = cases::get(desk.office(), &desk.actor, desk.moment, id).await?;
    let before = line(&desk, id).await?;
    let form = match before {
        Some(before) => ArchiveForm {
            archived_on: before.on,
            reference: before.reference,
            place: before.place.unwrap_or_default(),
        },
        None => ArchiveForm {
            archived_on: desk.moment.today.to_string(),
            ..ArchiveForm::default()
        },
    };
    desk.page(&page(&desk, &case, form, FieldErrors::none()))
}

/// Files it.
pub async fn save(
    desk: Desk,
    Path(id): Path<CaseId>,
    ProtectedForm(form): ProtectedForm<ArchiveForm>,
) -> Result<Response, Problem> {
    let case = cases::get(desk.office(), &desk.actor, desk.moment, id).await?;
    let on = match meant_day(&form.archived_on, desk.moment.today) {
        Ok(on) => on,
        Err(message) => {
            let mut errors = FieldErrors::none();
            errors.add("archived_on", message);
            return desk.again(&page(&desk, &case, form, errors));
        }
    };
    let (office, actor) = (desk.office(), &desk.actor);
    match cases::archive(office, actor, desk.moment, id, on, &form.reference, &form.place).await {
        Ok(()) => Ok(desk.done(&case.number, &format!("{HERE}/{id}"), "归档已登记。")),
        Err(error) => desk.again(&page(&desk, &case, form, FieldErrors::from_office(error)?)),
    }
}

fn page(desk: &Desk, case: &Case, form: ArchiveForm, errors: FieldErrors) -> ArchivePage {
    let back = format!("{HERE}/{}", case.id);
    ArchivePage {
        frame: desk.frame("归档", Section::Cases, &[(&case.number, &back)]),
        back,
        form,
        errors,
    }
}
