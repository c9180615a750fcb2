//! A letter as a file to save: PDF or DOCX, named by its number or its title. The PDF of a signed letter is the one that
//! was kept.

use axum::response::Response;
use office::cases::letters::CaseLetter;
use office::limits::Gate;
use office::papers::Printable;

use crate::app::App;
use crate::download::download;
use crate::errors::Problem;
use crate::papers;

/// The letter as a file of that extension. What must be made is made behind this gate: it takes a moment.
pub async fn file(app: &App, gate: &Gate, found: CaseLetter, extension: &str) -> Result<Response, Problem> {
    let letter = &found.letter;
    let number = letter.number.as_deref().unwrap_or_default();
    let name = format!("{}{number}.{extension}", letter.title);
    match extension {
        "pdf" => {
            let bytes = if found.state.is_signed() {
                papers::pdf(app, gate, Printable::Letter(Box::new(found))).await?
            } else {
                draft(app, gate, found).await?
            };
            Ok(download(&name, "application/pdf", bytes))
        }
        "docx" => {
            let media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
            let bytes = gate.run(move || paper::letters::docx(&found.letter)).await??;
            Ok(download(&name, media_type, bytes))
        }
        _ => Err(Problem::Missing),
    }
}

/// What a draft looks like so far; not kept.
async fn draft(app: &App, gate: &Gate, found: CaseLetter) -> Result<Vec<u8>, Problem> {
    let maker = app.clone();
    let made = gate.run(move || paper::letters::pdf(&found.letter, maker.fonts()?));
    Ok(made.await??)
}
