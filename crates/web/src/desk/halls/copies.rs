//! Paper copies to be read at a hall (查阅本).

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::staff::Act;
use office::halls::{self, CopyForm, Hall, ReadingCopy};
use office::{HallCopyId, HallId};
use serde::Deserialize;

use super::{address, found, refused};
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    ticket: String,
    title: String,
    document_number: String,
    copies: String,
    shelf: String,
    hand_over: String,
    received_on: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "desk/halls/copies.html")]
struct CopiesPage {
    frame: Frame,
    here: String,
    rows: Vec<ReadingCopy>,
    may_register: bool,
    form: Typed,
    errors: FieldErrors,
}

async fn page(desk: &Desk, hall: &Hall, form: Typed, errors: FieldErrors) -> Result<CopiesPage, Problem> {
    Ok(CopiesPage {
        frame: desk.frame(&format!("{}的查阅本", hall.name), Section::Halls, &[]),
        here: format!("{}/copies", address(hall.id)),
        rows: halls::copies(desk.office(), &desk.actor, hall.id).await?,
        may_register: desk.may(Act::RegisterVisits),
        form,
        errors,
    })
}

/// The copies, and the form for another.
pub async fn list(desk: Desk, Path(id): Path<HallId>) -> Result<Response, Problem> {
    let hall = found(&desk, id).await?;
    let page = page(&desk, &hall, Typed::default(), FieldErrors::none()).await?;
    desk.page(&page)
}

/// Registers one.
pub async fn create(
    desk: Desk,
    Path(id): Path<HallId>,
    ProtectedForm(form): ProtectedForm<Typed>,
) -> Result<Response, Problem> {
    let given = CopyForm {
        title: form.title.clone(),
        document_number: form.document_number.clone(),
        copies: form.copies.clone(),
        shelf: form.shelf.clone(),
        hand_over: form.hand_over.clone(),
        received_on: form.received_on.clone(),
    };
    let added = halls::add_copy(desk.office(), &desk.actor, desk.moment, id, &given, &form.ticket).await;
    match added {
        Ok(_) => Ok(redirect_with(&format!("{}/copies", address(id)), "已登记。")),
        Err(error) => {
            let hall = found(&desk, id).await?;
            let page = page(&desk, &hall, form, refused(error)?).await?;
            desk.again(&page)
        }
    }
}

/// Takes one away.
pub async fn end(
    desk: Desk,
    Path((id, copy)): Path<(HallId, HallCopyId)>,
    ProtectedForm(form): ProtectedForm<Typed>,
) -> Result<Response, Problem> {
    let ended = halls::end_copy(desk.office(), &desk.actor, desk.moment, (id, copy), &form.reason).await;
    match ended {
        Ok(()) => Ok(redirect_with(&format!("{}/copies", address(id)), "已撤下。")),
        Err(error) => {
            let hall = found(&desk, id).await?;
            let page = page(&desk, &hall, form, refused(error)?).await?;
            desk.again(&page)
        }
    }
}
