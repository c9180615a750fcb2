//! The outermost layer: a number for the request, security headers on every answer, and what is measured. Which half of the
//! house answers is said by whoever puts its routes together, not read from the address.

use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;

use crate::app::App;
use crate::measures::{self, CachedPages};
use crate::security::{receive, secure};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The halves of the house: everybody's, and the staff's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    Site,
    Desk,
}

impl Half {
    /// Its name in what is measured.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Desk => "desk",
        }
    }
}

/// Numbers, measures and dresses every answer.
pub async fn outermost(State((app, half)): State<(App, Half)>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    receive(request.headers_mut(), app.is_https());
    let id = app.next_request_id();
    let name = format!("{id:016x}");
    let is_desk = half == Half::Desk;
    let is_write = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let path = loggable(request.uri().path());
    // Who it is the desk's guard writes in, once it knows.
    let account = tracing::field::Empty;
    let span = tracing::info_span!("request", id = name, method = %request.method(), path, account);
    let mut response = next.run(request).instrument(span.clone()).await;
    if is_desk && is_write && !response.status().is_server_error() {
        app.refresh_position().await;
    }
    dress(&mut response, id, is_desk, app.is_https());
    let elapsed = started.elapsed();
    let status = response.status().as_u16();
    measures::count_request(half.name(), status, elapsed);
    let milliseconds = elapsed.as_secs_f64() * 1000.0;
    let _entered = span.enter();
    if is_desk || status >= 500 {
        tracing::info!(status, milliseconds, "answered");
    } else {
        tracing::debug!(status, milliseconds, "answered");
    }
    response
}

/// The path as it may stand in a log: that of a calendar is its secret, and that of a unit's link.
pub fn loggable(path: &str) -> &str {
    const SECRET: [&str; 2] = ["/calendar/", office::cases::askings::LINK_PATH];
    let is_secret = |start: &&str| path.starts_with(*start);
    SECRET.into_iter().find(is_secret).unwrap_or(path)
}

/// The same for a page from the cache, which is dressed already.
pub fn finish_cached(app: &App, uri: &Uri, response: &mut Response, started: Instant) {
    let id = app.next_request_id();
    number(response, id);
    let elapsed = started.elapsed();
    let status = response.status().as_u16();
    CachedPages::get().count(response.status() == StatusCode::NOT_MODIFIED, elapsed);
    let milliseconds = elapsed.as_secs_f64() * 1000.0;
    tracing::debug!(
        id = format!("{id:016x}"),
        path = uri.path(),
        status,
        milliseconds,
        "answered"
    );
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
    use super::loggable;

    #[test]
    fn the_secret_of_a_calendar_is_not_loggable() {
        assert_eq!(loggable("/calendar/f92a0881d5aa.ics"), "/calendar/");
        assert_eq!(loggable("/unit-answer/K7M2"), "/unit-answer/");
        assert_eq!(loggable("/desk/cases/calendar"), "/desk/cases/calendar");
    }
}
