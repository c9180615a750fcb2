//! A letter as a file to save: PDF or DOCX, named by its number or its title.

use axum::response::Response;
use law::cases::letters::Letter;
use office::limits::Gate;

use crate::app::App;
use crate::download::download;
use crate::errors::Problem;

/// The letter as a file of that extension, made behind this gate: it takes a moment.
pub async fn file(app: &App, gate: &Gate, letter: &Letter, extension: &str) -> Result<Response, Problem> {
    let media_type = match extension {
        "pdf" => "application/pdf",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _ => return Err(Problem::Missing),
    };
    let is_pdf = extension == "pdf";
    let (maker, source) = (app.clone(), letter.clone());
    let made = gate.run(move || {
        if is_pdf {
            paper::letters::pdf(&source, maker.fonts()?)
        } else {
            paper::letters::docx(&source)
        }
    });
    let bytes = made.await??;
    let number = letter.number.as_deref().unwrap_or_default();
    let name = format!("{}{number}.{extension}", letter.title);
    Ok(download(&name, media_type, bytes))
}
