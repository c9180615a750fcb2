//! What came of a registration: number and query code, to be handed to the applicant. A page of its own, so that nothing is
//! registered again when it is opened anew; the code stands in a cookie of this path for a while, and nowhere else.

use askama::Template;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use law::codes::spoken;
use office::CaseId;
use office::cases::{self, Receipt};

use crate::client;
use crate::desk::cases::shared::HERE;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;

const COOKIE: &str = "gongkai_receipt";
/// For how many seconds the code is shown again.
const SHOWN: u32 = 15 * 60;

#[derive(Template)]
#[template(path = "desk/cases/registered.html")]
struct RegisteredPage {
    frame: Frame,
    number: String,
    applicant: String,
    request: String,
    /// The day it counts as received and the last day to answer; empty while it waits to be confirmed.
    received_on: String,
    due_on: String,
    /// Where one asks.
    telephone: String,
    query_code: Option<String>,
    href: String,
}

/// Sends the clerk on to the receipt.
pub fn led_to(receipt: &Receipt) -> Response {
    let path = format!("{HERE}/{}/receipt", receipt.case);
    let code = receipt.query_code.as_str();
    let line = format!("{COOKIE}={code}; Path={path}; HttpOnly; SameSite=Strict; Max-Age={SHOWN}");
    let mut response = Redirect::to(&path).into_response();
    if let Ok(line) = HeaderValue::from_str(&line) {
        response.headers_mut().append(header::SET_COOKIE, line);
    }
    response
}

fn in_words(day: Option<Date>) -> String {
    day.map(spoken).unwrap_or_default()
}

/// Number and query code, as long as the code is at hand.
pub async fn show(desk: Desk, Path(id): Path<CaseId>, headers: HeaderMap) -> Result<Response, Problem> {
    let case = cases::get(desk.office(), &desk.actor, desk.moment, id).await?;
    desk.page(&RegisteredPage {
        frame: desk.frame("登记完成", Section::Cases, &[]),
        href: format!("{HERE}/{id}"),
        number: case.number,
        applicant: case.applicant_name,
        request: case.request,
        received_on: in_words(case.standing.received_on),
        due_on: in_words(case.standing.due_on),
        telephone: desk.organ.guide.phone.clone(),
        query_code: client::cookie(&headers, COOKIE).map(str::to_owned),
    })
}
