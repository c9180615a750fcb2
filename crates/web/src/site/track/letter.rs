//! The letters that were sent to the applicant, to read and to keep.

use axum::extract::Path;
use axum::response::Response;
use office::LetterId;
use office::cases::letters::CaseLetter;

use super::CASE;
use super::pass::{NoPass, Pass};
use crate::errors::Problem;
use crate::letter_files;

/// A letter in the list.
pub(super) struct Sent {
    pub title: String,
    pub number: String,
    pub on: String,
    pub pdf: String,
    pub docx: String,
}

impl Sent {
    pub fn of(letter: &CaseLetter) -> Self {
        let file = |extension: &str| format!("{CASE}/letters/{}/{extension}", letter.id);
        let on = letter.sent.as_ref().map(|(on, _)| on.to_string());
        Self {
            title: letter.letter.title.clone(),
            number: letter.letter.number.clone().unwrap_or_default(),
            on: on.unwrap_or_default(),
            pdf: file("pdf"),
            docx: file("docx"),
        }
    }
}

/// A letter of the tracked application as a file; no other letter is there.
pub async fn file(
    pass: Pass,
    Path((letter, extension)): Path<(LetterId, String)>,
) -> Result<Response, NoPass> {
    let office = pass.visitor.office();
    for case in &pass.tracked.cases {
        let letters = office::cases::letters::for_applicant(office, &pass.who, case.id).await?;
        if let Some(found) = letters.into_iter().find(|one| one.id == letter) {
            let app = &pass.visitor.app;
            let gate = &app.office().limits().visitors;
            return Ok(letter_files::file(app, gate, found, &extension).await?);
        }
    }
    Err(Problem::Missing.into())
}
