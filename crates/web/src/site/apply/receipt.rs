//! The receipt: number and query code, shown once, and what happens next. The query code stands nowhere else.

use askama::Template;
use axum::response::Response;
use law::cases::NextStep;
use office::cases::{self, ApplicationFile, Receipt};
use office::sealed::mask;

use crate::download::encoded;
use crate::errors::Problem;
use crate::site::layout::Frame;
use crate::site::visitor::{Contact, Visitor};
use crate::when::minute;

#[derive(Template)]
#[template(path = "site/apply/receipt.html")]
struct ReceiptPage {
    frame: Frame,
    organ_name: String,
    number: String,
    query_code: String,
    applicant: String,
    request: String,
    sent_at: String,
    /// Names of the files that came with it.
    files: Vec<String>,
    next: NextStep,
    track: String,
    qr: Option<String>,
    csrf: String,
    contacts: Vec<Contact>,
}

/// Shows what came of an application.
pub async fn show(
    visitor: &Visitor,
    receipt: &Receipt,
    files: &[ApplicationFile],
) -> Result<Response, Problem> {
    let organ = &visitor.site.organ;
    let tracked = cases::track(
        visitor.office(),
        organ.id,
        visitor.moment,
        &receipt.number,
        &receipt.query_code,
    )
    .await?
    .ok_or(Problem::Missing)?;
    let case = tracked.cases.first().ok_or(Problem::Missing)?;
    let sent_at = case
        .timeline
        .first()
        .map_or(visitor.moment.now, |entry| entry.recorded_at);
    let track = format!("/track?number={}", encoded(&receipt.number));
    visitor.page(&ReceiptPage {
        frame: visitor.private_frame("申请已提交", &[("依申请公开", super::HERE)]),
        organ_name: organ.name.clone(),
        number: receipt.number.clone(),
        query_code: receipt.query_code.clone(),
        applicant: mask(&tracked.applicant_name),
        request: tracked.request.clone(),
        sent_at: minute(sent_at),
        files: files.iter().map(|file| file.name.clone()).collect(),
        next: case.standing.next_step(visitor.moment.today),
        qr: paper::letters::qr_svg(&visitor.site.absolute(&track)).ok(),
        csrf: visitor.secret(),
        track,
        contacts: visitor.contacts(),
    })
}
