//! The outermost layer: a number for the request, security headers on every answer, and what is measured.
//! Content comes from this host alone: no inline script or style, no frame, no third party.

use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;

use crate::app::App;
use crate::measures::{self, AtHand};

const POLICY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; \
                      form-action 'self'; frame-ancestors 'none'";
const PERMISSIONS: &str = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

const FIXED: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (HeaderName::from_static("permissions-policy"), PERMISSIONS),
];

/// Numbers, measures and dresses every answer.
pub async fn outermost(State(app): State<App>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = app.next_request_id();
    let name = format!("{id:016x}");
    let is_desk = request.uri().path().starts_with("/desk");
    let is_write = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let path = told(request.uri().path());
    let span = tracing::info_span!("request", id = name, method = %request.method(), path);
    let mut response = next.run(request).instrument(span.clone()).await;
    if is_desk && is_write && !response.status().is_server_error() {
        app.refresh_position().await;
    }
    dress(&mut response, id, is_desk, app.is_https());
    let elapsed = started.elapsed();
    let status = response.status().as_u16();
    measures::count_request(if is_desk { "desk" } else { "site" }, status, elapsed);
    let milliseconds = elapsed.as_secs_f64() * 1000.0;
    let _entered = span.enter();
    if is_desk || status >= 500 {
        tracing::info!(status, milliseconds, "answered");
    } else {
        tracing::debug!(status, milliseconds, "answered");
    }
    response
}

/// The path as it may be told: that of a calendar is its secret.
fn told(path: &str) -> &str {
    const CALENDARS: &str = "/calendar/";
    if path.starts_with(CALENDARS) {
        CALENDARS
    } else {
        path
    }
}

/// The same for a page at hand, which is dressed already.
pub fn finish_at_hand(app: &App, uri: &Uri, response: &mut Response, started: Instant) {
    let id = app.next_request_id();
    number(response, id);
    let elapsed = started.elapsed();
    let status = response.status().as_u16();
    AtHand::get().count(response.status() == StatusCode::NOT_MODIFIED, elapsed);
    let milliseconds = elapsed.as_secs_f64() * 1000.0;
    tracing::debug!(
        id = format!("{id:016x}"),
        path = uri.path(),
        status,
        milliseconds,
        "answered"
    );
}

/// Puts the security headers where they are not yet.
pub fn secure(headers: &mut HeaderMap, is_https: bool) {
    for (name, value) in FIXED {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if is_https {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
}

fn dress(response: &mut Response, id: u64, is_desk: bool, is_https: bool) {
    secure(response.headers_mut(), is_https);
    if is_desk {
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    number(response, id);
}

fn number(response: &mut Response, id: u64) {
    if let Ok(id) = HeaderValue::from_str(&format!("{id:016x}")) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn the_secret_of_a_calendar_is_not_told() {
        assert_eq!(told("/calendar/f92a0881d5aa.ics"), "/calendar/");
        assert_eq!(told("/desk/cases/calendar"), "/desk/cases/calendar");
    }
}
