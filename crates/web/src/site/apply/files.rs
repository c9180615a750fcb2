//! Papers to keep: the blank application form for those who hand it in or post it, and the receipt as a PDF.

use axum::extract::Path;
use axum::response::Response;
use office::cases;
use paper::letters::{FormSheet, ReceiptSheet};
use serde::Deserialize;

use crate::csrf::ProtectedForm;
use crate::download::{download, encoded};
use crate::errors::Problem;
use crate::site::visitor::Visitor;

/// What opens an application.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Codes {
    number: String,
    code: String,
}

/// The blank application form (条例第二十九条第二款).
pub async fn blank(visitor: Visitor, Path(name): Path<String>) -> Result<Response, Problem> {
    let organ = &visitor.site.organ;
    let sheet = FormSheet::of(&organ.name, &organ.guide, &visitor.site.absolute(super::HERE));
    let app = visitor.app.clone();
    let (extension, media_type) = match name.as_str() {
        "form.pdf" => ("pdf", "application/pdf"),
        "form.docx" => (
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        _ => return Err(Problem::Missing),
    };
    let made = visitor.office().limits().visitors.run(move || {
        if extension == "pdf" {
            paper::letters::application_form_pdf(&sheet, app.fonts()?)
        } else {
            paper::letters::application_form_docx(&sheet)
        }
    });
    let bytes = made.await??;
    Ok(download(
        &format!("政府信息公开申请表.{extension}"),
        media_type,
        bytes,
    ))
}

/// The receipt as a PDF, for whoever holds its number and query code.
pub async fn receipt(
    visitor: Visitor,
    ProtectedForm(codes): ProtectedForm<Codes>,
) -> Result<Response, Problem> {
    let organ = &visitor.site.organ;
    let found = cases::track(
        visitor.office(),
        organ.id,
        visitor.moment,
        &codes.number,
        &codes.code,
    );
    let tracked = found.await?.ok_or(Problem::Missing)?;
    let case = tracked.cases.first().ok_or(Problem::Missing)?;
    let track = format!("/track?number={}", encoded(&tracked.number));
    let sheet = ReceiptSheet {
        organ: organ.name.clone(),
        number: tracked.number.clone(),
        query_code: codes.code.clone(),
        arrived_on: tracked.arrived_on,
        // Whoever holds number and code is the applicant, and a receipt without a name proves nothing.
        applicant_name: tracked.applicant_name.clone(),
        request: tracked.request.clone(),
        way_to_follow: visitor.site.absolute("/track"),
        how_long: case.standing.next_step(visitor.moment.today).text,
        qr: visitor.site.absolute(&track),
    };
    let app = visitor.app.clone();
    let gate = &visitor.office().limits().visitors;
    let made = gate.run(move || paper::letters::receipt_pdf(&sheet, app.fonts()?));
    let bytes = made.await??;
    Ok(download(
        &format!("申请回执{}.pdf", tracked.number),
        "application/pdf",
        bytes,
    ))
}
