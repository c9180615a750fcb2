//! The site on a terminal that stands in a hall (查阅终端; 条例第二十五条): to be read and searched, nothing else. The browser that opened `/kiosk`
//! is known by a cookie that ends with it: its pages are large, lead to no desk and to no form, keep no way back (`site/kiosk.js`), go
//! back to the start when nobody touches them, and offer their address to be taken along.

use askama::Template;
use axum::extract::{Query, Request};
use axum::http::{HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::app::App;
use crate::display::{Display, KIOSK_COOKIE, is_own_path};
use crate::errors::Problem;
use crate::site::layout::Frame;
use crate::site::visitor::Visitor;

/// Its start.
pub const HERE: &str = "/kiosk";

/// Where one types, signs in, or changes how pages look: not on a terminal that everybody uses after each other.
const ELSEWHERE: [&str; 9] = [
    "/desk",
    "/apply",
    "/ask",
    "/track",
    "/unit-answer",
    "/calendar",
    "/display",
    "/check",
    "/matters",
];

#[derive(Template)]
#[template(path = "site/kiosk.html")]
struct KioskPage {
    frame: Frame,
    /// Where the reader wanted to go and can't from here.
    wanted: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    path: String,
}

/// The start; from here on this browser is a terminal's.
pub async fn start(visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let mut frame = visitor.frame("查阅终端", &[]);
    frame.display.is_kiosk = true;
    frame.display.is_large = true;
    let wanted = Some(asked.path).filter(|path| is_own_path(path) && !path.starts_with("/desk"));
    let mut response = visitor.page(&KioskPage { frame, wanted })?;
    let line = format!("{KIOSK_COOKIE}=on; Path=/; HttpOnly; SameSite=Lax");
    if let Ok(line) = HeaderValue::from_str(&line) {
        response.headers_mut().append(header::SET_COOKIE, line);
    }
    Ok(response)
}

/// The address of a page of this site as a QR code.
pub async fn code(visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    if !is_own_path(&asked.path) || asked.path.len() > 500 {
        return Err(Problem::Missing);
    }
    let picture = paper::letters::qr_svg(&visitor.site.absolute(&asked.path))?;
    let kind = HeaderValue::from_static("image/svg+xml");
    Ok(([(header::CONTENT_TYPE, kind)], picture).into_response())
}

/// Keeps a terminal on what is to be read there: nothing is sent from it, and what lies elsewhere leads back to its start.
pub async fn stay(request: Request, next: Next) -> Response {
    if !Display::of(request.headers()).is_kiosk {
        return next.run(request).await;
    }
    let path = request.uri().path();
    let is_elsewhere = ELSEWHERE.iter().any(|place| {
        let rest = path.strip_prefix(place);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    let is_read = *request.method() == Method::GET || *request.method() == Method::HEAD;
    if is_read && !is_elsewhere {
        return next.run(request).await;
    }
    let query = serde_html_form::to_string([("path", path)]).unwrap_or_default();
    Redirect::to(&format!("{HERE}?{query}")).into_response()
}

/// The routes of this slice.
pub fn routes() -> axum::Router<App> {
    axum::Router::new()
        .route(HERE, axum::routing::get(start))
        .route("/kiosk/code", axum::routing::get(code))
}
