//! Notes on a case, for the people of the desk alone.

use axum::extract::Path;
use axum::response::Response;
use law::staff::Act;
use office::CaseId;
use office::cases::{self, Case};
use serde::Deserialize;

use crate::csrf::ProtectedForm;
use crate::desk::cases::HERE;
use crate::desk::cases::looking::show;
use crate::desk::layout::Desk;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;
use crate::when::minute;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct NoteForm {
    note: String,
}

/// The notes of a case, and the form for one more.
pub(in crate::desk::cases) struct Notes {
    pub lines: Vec<NoteLine>,
    pub may_add: bool,
    /// What was typed and not taken.
    pub draft: String,
}

/// One note.
pub(in crate::desk::cases) struct NoteLine {
    pub content: String,
    pub by: String,
}

impl Notes {
    pub async fn of(desk: &Desk, case: &Case) -> Result<Self, Problem> {
        let notes = cases::notes(desk.office(), &desk.actor, case.id).await?;
        let line = |note: cases::Note| NoteLine {
            by: format!("{} {}", note.by, minute(note.at)),
            content: note.content,
        };
        let is_trusted = [Act::HandleCases, Act::CheckCases, Act::SignCases]
            .into_iter()
            .any(|act| desk.may(act));
        Ok(Self {
            lines: notes.into_iter().map(line).collect(),
            may_add: is_trusted && case.anonymised_at.is_none(),
            draft: String::new(),
        })
    }
}

/// Adds one.
pub async fn add(
    desk: Desk,
    Path(id): Path<CaseId>,
    ProtectedForm(form): ProtectedForm<NoteForm>,
) -> Result<Response, Problem> {
    match cases::add_note(desk.office(), &desk.actor, desk.moment, id, &form.note).await {
        Ok(()) => Ok(redirect_with(&format!("{HERE}/{id}#notes"), "备注已添加。")),
        Err(error) => show::with_note(&desk, id, form.note, FieldErrors::from_office(error)?).await,
    }
}
