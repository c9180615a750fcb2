//! A message for the next page (已保存、已发布 …), carried over the redirect by a cookie that the next page takes away.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::client;

const COOKIE: &str = "gongkai_flash";

/// The message left for this page, if any.
#[derive(Clone, Debug, Default)]
pub struct Flash(pub Option<String>);

impl<S: Sync> FromRequestParts<S> for Flash {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::from_headers(&parts.headers))
    }
}

impl Flash {
    /// The message in the request's cookies.
    pub fn from_headers(headers: &HeaderMap) -> Self {
        let value = client::cookie(headers, COOKIE).and_then(|value| URL_SAFE_NO_PAD.decode(value).ok());
        Self(value.and_then(|bytes| String::from_utf8(bytes).ok()))
    }
}

/// Sends the reader on (303) with a message for the page that follows.
pub fn redirect_with(path: &str, message: &str) -> Response {
    let mut response = Redirect::to(path).into_response();
    let value = format!(
        "{COOKIE}={}; Path=/desk; HttpOnly; SameSite=Strict; Max-Age=60",
        URL_SAFE_NO_PAD.encode(message)
    );
    if let Ok(value) = HeaderValue::from_str(&value) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

/// The cookie line that takes the message away once it is shown.
pub fn taken() -> HeaderValue {
    HeaderValue::from_static("gongkai_flash=; Path=/desk; HttpOnly; SameSite=Strict; Max-Age=0")
}
