//! Notes on a case, for the people of the desk alone.

use axum::extract::Path;
use axum::response::Response;
use office::CaseId;
use office::cases;
use serde::Deserialize;

use crate::csrf::ProtectedForm;
use crate::desk::cases::looking::show;
use crate::desk::cases::shared::HERE;
use crate::desk::layout::Desk;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct NoteForm {
    note: String,
    ticket: String,
}

/// Adds one.
pub async fn add(
    desk: Desk,
    Path(id): Path<CaseId>,
    ProtectedForm(form): ProtectedForm<NoteForm>,
) -> Result<Response, Problem> {
    match cases::add_note_once(
        desk.office(),
        &desk.actor,
        desk.moment,
        id,
        &form.note,
        &form.ticket,
    )
    .await
    {
        Ok(()) => Ok(redirect_with(&format!("{HERE}/{id}#notes"), "备注已添加。")),
        Err(error) => show::with_note(&desk, id, form.note, FieldErrors::from_office(error)?).await,
    }
}
