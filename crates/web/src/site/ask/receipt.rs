//! The receipt: number and query code, shown again in the same session, and by when an answer is due. The code stands nowhere else.

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use law::codes::spoken;
use law::matters::ClockName;
use office::cases::RECEIPT_HOURS;
use office::matters::{self, Holder};

use super::session::Asking;
use super::{CHECK, HERE, NAME};
use crate::download::encoded;
use crate::errors::Problem;
use crate::site::layout::Frame;
use crate::site::visitor::Contact;
use crate::when::minute;

#[derive(Template)]
#[template(path = "site/ask/receipt.html")]
struct ReceiptPage {
    frame: Frame,
    organ_name: String,
    number: String,
    query_code: String,
    kind: String,
    title: String,
    words: String,
    sent_at: String,
    /// By when it is to be answered, and where that comes from.
    due: Option<(String, String)>,
    track: String,
    qr: Option<String>,
    csrf: String,
    hours: i64,
    contacts: Vec<Contact>,
}

/// What came of the matter that was sent in this session.
pub async fn show(asking: Asking) -> Result<Response, Problem> {
    let Some(sent) = &asking.draft.sent else {
        let path = if asking.is_begun() { CHECK } else { "/ask?ended=1" };
        return Ok(Redirect::to(path).into_response());
    };
    let visitor = &asking.visitor;
    let (office, organ) = (visitor.office(), visitor.site.organ.id);
    let found = matters::track(office, organ, &sent.number, &sent.query_code).await?;
    let who = Holder {
        organ,
        matter: found.ok_or(Problem::Missing)?,
        from: visitor.address.clone(),
    };
    let tracked = matters::tracked(office, &who, visitor.moment).await?;
    let tracked = tracked.ok_or(Problem::Missing)?;
    let clock = tracked.standing.clock(ClockName::Answer);
    let track = format!("/track?number={}", encoded(&sent.number));
    let first = tracked.timeline.first();
    visitor.page(&ReceiptPage {
        frame: visitor.private_frame("已提交", &[(NAME, HERE)]),
        organ_name: visitor.site.organ.name.clone(),
        number: sent.number.clone(),
        query_code: sent.query_code.clone(),
        kind: tracked.kind_label.clone(),
        title: tracked.title.clone(),
        words: tracked.words.clone(),
        sent_at: minute(first.map_or(visitor.moment.now, |entry| entry.recorded_at)),
        due: clock.map(|clock| (spoken(clock.due_on), clock.binding_article())),
        qr: paper::letters::qr_svg(&visitor.site.absolute(&track)).ok(),
        track,
        csrf: visitor.secret(),
        hours: RECEIPT_HOURS,
        contacts: visitor.contacts(),
    })
}
