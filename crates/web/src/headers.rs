//! The outermost layer: a number for the request, security headers on every answer, and what is measured.
//! Content comes from this host alone: no inline script or style, no frame, no third party.

use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;

use crate::app::App;

const POLICY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; \
                      form-action 'self'; frame-ancestors 'none'";
const PERMISSIONS: &str = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

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
    let is_desk = request.uri().path().starts_with("/desk");
    let is_write = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let span = tracing::info_span!("request", id, method = %request.method(), path = request.uri().path());
    let mut response = next.run(request).instrument(span.clone()).await;
    if is_desk && is_write {
        app.refresh_position().await;
    }
    dress(&mut response, &id, is_desk, app.is_https());
    measure(&response, started, is_desk, &span);
    response
}

fn dress(response: &mut Response, id: &str, is_desk: bool, is_https: bool) {
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if is_https {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    if is_desk {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
}

fn measure(response: &Response, started: Instant, is_desk: bool, span: &tracing::Span) {
    let elapsed = started.elapsed();
    let surface = if is_desk { "desk" } else { "site" };
    let status = match response.status().as_u16() {
        ..=299 => "2xx",
        300..=399 => "3xx",
        400..=499 => "4xx",
        _ => "5xx",
    };
    metrics::counter!("gongkai_http_requests_total", "surface" => surface, "status" => status).increment(1);
    metrics::histogram!("gongkai_http_request_seconds", "surface" => surface).record(elapsed.as_secs_f64());
    let code = response.status().as_u16();
    let milliseconds = elapsed.as_secs_f64() * 1000.0;
    let _entered = span.enter();
    if is_desk || code >= 500 {
        tracing::info!(status = code, milliseconds, "answered");
    } else {
        tracing::debug!(status = code, milliseconds, "answered");
    }
}
