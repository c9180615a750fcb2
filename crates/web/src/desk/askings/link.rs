//! A link that a clerk just made, shown once: its secret goes over the redirect in a cookie that the page takes away, so that
//! a reload neither makes a new one nor shows this one again.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use office::AskingId;
use office::cases::askings::LINK_PATH;

use super::address as page_of;
use crate::client;
use crate::desk::layout::Desk;

const COOKIE: &str = "gongkai_link";

/// The secret left for the page of this asking.
pub fn left(headers: &HeaderMap, id: AskingId) -> Option<String> {
    let (of, secret) = client::cookie(headers, COOKIE)?.split_once('.')?;
    let is_secret = secret.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (of == id.to_string() && is_secret).then(|| secret.to_owned())
}

/// Leaves a secret for the page that follows.
pub fn leave(response: &mut Response, id: AskingId, secret: &str) {
    set(response, id, &format!("{id}.{secret}"), 60);
}

/// Takes it away.
pub fn take(response: &mut Response, id: AskingId) {
    set(response, id, "", 0);
}

/// What is sent to the unit.
pub fn address(desk: &Desk, secret: &str) -> String {
    format!("{}{LINK_PATH}{secret}", desk.origin.trim_end_matches('/'))
}

fn set(response: &mut Response, id: AskingId, value: &str, age: u32) {
    let path = page_of(id);
    let line = format!("{COOKIE}={value}; Path={path}; HttpOnly; SameSite=Strict; Max-Age={age}");
    if let Ok(line) = HeaderValue::from_str(&line) {
        response.headers_mut().append(header::SET_COOKIE, line);
    }
}
