//! The letters that were sent to the applicant, to read and to keep.

use axum::extract::Path;
use axum::response::Response;
use office::cases::letters::{self, CaseLetter};
use office::{LetterId, OfficeError};

use super::CASE;
use super::pass::{NoPass, Pass};
use crate::download::download_opened;
use crate::errors::Problem;
use crate::letter_files;

/// A letter in the list.
pub(super) struct Sent {
    pub title: String,
    pub number: String,
    pub on: String,
    pub pdf: String,
    /// Where an application for reconsideration is filed online, told with what went out online.
    pub filing_address: String,
}

impl Sent {
    pub fn of(letter: &CaseLetter) -> Self {
        let on = letter.sent.as_ref().map(|(on, _)| on.to_string());
        let filing_address = letter.sent.as_ref().map(|(_, sent)| sent.filing_address.clone());
        Self {
            title: letter.letter.title.clone(),
            number: letter.letter.number.clone().unwrap_or_default(),
            on: on.unwrap_or_default(),
            pdf: href(letter),
            filing_address: filing_address.unwrap_or_default(),
        }
    }
}

/// Where the copy that was handed over is: the sealed scan, where there is one, or the PDF that was kept.
pub(super) fn href(letter: &CaseLetter) -> String {
    let copy = if letter.scan.is_some() { "scan" } else { "pdf" };
    format!("{CASE}/letters/{}/{copy}", letter.id)
}

/// Where the letter is as it was signed: a scan replaces nothing of its text.
pub(super) fn signed_href(letter: &CaseLetter) -> String {
    format!("{CASE}/letters/{}/pdf", letter.id)
}

/// A letter of the tracked application as the PDF that was kept; no other letter is there, and nothing that can be edited. The
/// fetch is on record.
pub async fn file(
    pass: Pass,
    Path((letter, extension)): Path<(LetterId, String)>,
) -> Result<Response, NoPass> {
    let office = pass.visitor.office();
    if extension == "scan" {
        return Ok(scan(&pass, letter).await?);
    }
    if extension != "pdf" {
        return Err(Problem::Missing.into());
    }
    for case in &pass.tracked.cases {
        let letters = office::cases::letters::for_applicant(office, &pass.who, case.id).await?;
        if let Some(found) = letters.into_iter().find(|one| one.id == letter) {
            let app = &pass.visitor.app;
            let gate = &app.office().limits().visitors;
            let handed_out = letter_files::file(app, gate, found, &extension).await?;
            let (who, moment) = (&pass.who, pass.visitor.moment);
            letters::record_fetch(office, who, moment, case.id, letter, false).await?;
            return Ok(handed_out);
        }
    }
    Err(Problem::Missing.into())
}

/// The sealed scan of a letter of the tracked application.
async fn scan(pass: &Pass, letter: LetterId) -> Result<Response, Problem> {
    for case in &pass.tracked.cases {
        let office = pass.visitor.office();
        let mut opened = match letters::scan_for_applicant(office, &pass.who, case.id, letter).await {
            Err(OfficeError::Missing) => continue,
            opened => opened?,
        };
        // By its title and number, whatever the scanner called it.
        let moment = pass.visitor.moment;
        letters::record_fetch(office, &pass.who, moment, case.id, letter, true).await?;
        let sent = letters::for_applicant(office, &pass.who, case.id).await?;
        if let Some(sent) = sent.into_iter().find(|one| one.id == letter) {
            let number = sent.letter.number.unwrap_or_default();
            let ending = opened.name.rsplit_once('.').map_or("pdf", |(_, ending)| ending);
            opened.name = format!("{}{number}.{ending}", sent.letter.title);
        }
        return Ok(download_opened(opened));
    }
    Err(Problem::Missing)
}
