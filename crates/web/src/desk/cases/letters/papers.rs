//! The office's own forms of a case, as PDF to print: registration, catalogue of the file, opinions, proof of delivery.

use axum::extract::Path;
use axum::response::Response;
use law::cases::letters::{Letter, LetterKind};
use office::cases::letters;
use office::{CaseId, LetterId, OfficeError};

use super::show::find;
use crate::csrf::ProtectedForm;
use crate::desk::account::Bare;
use crate::desk::layout::Desk;
use crate::download::download;
use crate::errors::Problem;

/// The catalogue of the file.
pub async fn catalogue(desk: Desk, Path(id): Path<CaseId>) -> Result<Response, Problem> {
    let made = letters::file_catalogue(desk.office(), &desk.actor, desk.moment, id).await;
    printed(&desk, made).await
}

/// What was given, to be handed to archive and library.
pub async fn transfers(desk: Desk, Path(id): Path<CaseId>) -> Result<Response, Problem> {
    let made = letters::transfer_list(desk.office(), &desk.actor, desk.moment, id).await;
    printed(&desk, made).await
}

/// The registration, with identity and contacts: the look is on record.
pub async fn registration(
    desk: Desk,
    Path(id): Path<CaseId>,
    _: ProtectedForm<Bare>,
) -> Result<Response, Problem> {
    let made = letters::registration_form(desk.office(), &desk.actor, desk.moment, id).await;
    printed(&desk, made).await
}

/// The opinions on a letter, the form that goes with it, or the proof of its delivery.
pub async fn of_letter(
    desk: Desk,
    Path((id, letter, kind)): Path<(CaseId, LetterId, String)>,
) -> Result<Response, Problem> {
    find(&desk, id, letter).await?;
    let (office, actor, moment) = (desk.office(), &desk.actor, desk.moment);
    let made = match LetterKind::from_code(&kind) {
        Some(LetterKind::ReviewForm) => letters::review_form(office, actor, moment, letter).await,
        Some(LetterKind::ThirdPartyOpinion) => letters::form_to_fill(office, actor, moment, letter).await,
        Some(LetterKind::DeliveryRecord) => letters::delivery_record(office, actor, moment, letter).await,
        _ => return Err(Problem::Missing),
    };
    printed(&desk, made).await
}

async fn printed(desk: &Desk, made: Result<Letter, OfficeError>) -> Result<Response, Problem> {
    let letter = made?;
    let name = format!("{}.pdf", letter.title);
    let app = desk.app.clone();
    let gate = &desk.office().limits().staff;
    let bytes = gate
        .run(move || paper::letters::pdf(&letter, app.fonts()?))
        .await??;
    Ok(download(&name, "application/pdf", bytes))
}
