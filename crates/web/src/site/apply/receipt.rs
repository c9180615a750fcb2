//! The receipt: number, query code and the applicant's full name, shown again in the same session, and what happens next. The
//! query code stands nowhere else.

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use law::cases::NextStep;
use office::cases::applicant::Applicant;
use office::cases::{self, RECEIPT_HOURS, SentDraft, Tracked};
use paper::letters::ReceiptSheet;

use super::session::Filling;
use crate::download::{download, encoded};
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
    hours: i64,
    contacts: Vec<Contact>,
}

/// What came of the application that was sent in this session.
pub async fn show(filling: Filling) -> Result<Response, Problem> {
    let Some(sent) = &filling.draft.sent else {
        return Ok(nowhere(&filling));
    };
    let visitor = &filling.visitor;
    let tracked = tracked(visitor, sent).await?;
    let case = tracked.cases.first().ok_or(Problem::Missing)?;
    let sent_at = case
        .timeline
        .first()
        .map_or(visitor.moment.now, |entry| entry.recorded_at);
    let applicant = Applicant {
        organ: visitor.site.organ.id,
        application: tracked.application,
        from: visitor.address.clone(),
    };
    let files = cases::supplements(visitor.office(), &applicant).await?;
    let track = format!("/track?number={}", encoded(&sent.number));
    visitor.page(&ReceiptPage {
        frame: visitor.private_frame("申请已提交", &[("依申请公开", super::HERE)]),
        organ_name: visitor.site.organ.name.clone(),
        number: sent.number.clone(),
        query_code: sent.query_code.clone(),
        applicant: tracked.applicant_name.clone(),
        request: tracked.request.clone(),
        sent_at: minute(sent_at),
        files: files.into_iter().map(|file| file.name).collect(),
        next: case
            .standing
            .next_step(visitor.moment.today)
            .said_to(tracked.is_person),
        qr: paper::letters::qr_svg(&visitor.site.absolute(&track)).ok(),
        csrf: visitor.secret(),
        track,
        hours: RECEIPT_HOURS,
        contacts: visitor.contacts(),
    })
}

/// The receipt as a PDF.
pub async fn file(filling: Filling) -> Result<Response, Problem> {
    let Some(sent) = &filling.draft.sent else {
        return Ok(nowhere(&filling));
    };
    let visitor = &filling.visitor;
    let tracked = tracked(visitor, sent).await?;
    let case = tracked.cases.first().ok_or(Problem::Missing)?;
    let track = format!("/track?number={}", encoded(&tracked.number));
    let sheet = ReceiptSheet {
        organ: visitor.site.organ.name.clone(),
        number: tracked.number.clone(),
        query_code: sent.query_code.clone(),
        arrived_on: tracked.arrived_on,
        // Whoever holds number and code is the applicant, and a receipt without a name proves nothing.
        applicant_name: tracked.applicant_name.clone(),
        request: tracked.request.clone(),
        way_to_follow: visitor.site.absolute("/track"),
        how_long: case
            .standing
            .next_step(visitor.moment.today)
            .said_to(tracked.is_person)
            .text,
        wanted: wanted(&tracked),
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

/// In which form and by which way it is wanted (条例第二十九条第二款第（三）项).
fn wanted(tracked: &Tracked) -> String {
    let [form, way] = [
        tracked.form.map(law::cases::Form::label),
        tracked.way.map(law::cases::Way::label),
    ];
    let told: Vec<&str> = [form, way].into_iter().flatten().collect();
    told.join("，")
}

/// Where there is no receipt to show: what is still to be sent, or what to do.
fn nowhere(filling: &Filling) -> Response {
    let path = if filling.is_begun() {
        super::CHECK
    } else {
        super::ENDED
    };
    Redirect::to(path).into_response()
}

async fn tracked(visitor: &Visitor, sent: &SentDraft) -> Result<Tracked, Problem> {
    let (office, organ) = (visitor.office(), visitor.site.organ.id);
    let found = cases::track(office, organ, visitor.moment, &sent.number, &sent.query_code);
    found.await?.ok_or(Problem::Missing)
}
