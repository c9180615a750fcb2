//! The larger-text mode, kept in a cookie, and the answers for those who watch over the server.

use axum::Extension;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use office::OfficeError;
use serde::Deserialize;

use crate::app::App;

use crate::client::TEXT_SIZE_COOKIE;
use crate::errors::AsItIs;

#[derive(Deserialize)]
pub struct Wish {
    size: Option<String>,
    back: Option<String>,
}

/// Turns larger text on or off and goes back to the page.
pub async fn text_size(Query(wish): Query<Wish>) -> Response {
    let size = if wish.size.as_deref() == Some("large") {
        "large"
    } else {
        "normal"
    };
    let back = wish
        .back
        .filter(|path| is_own_path(path))
        .unwrap_or_else(|| "/".to_owned());
    let mut response = Redirect::to(&back).into_response();
    let cookie = format!("{TEXT_SIZE_COOKIE}={size}; Path=/; Max-Age=31536000; SameSite=Lax");
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
    response
}

/// A path on this site, not an address elsewhere.
pub fn is_own_path(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && !path.chars().any(char::is_control)
}

/// The program is alive.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// The database answers and its schema is up to date.
pub async fn ready(State(app): State<App>) -> Response {
    let no_store = HeaderMap::from_iter([(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))]);
    let asked = if app.is_away() {
        Err(OfficeError::Away)
    } else {
        app.office().is_migrated().await
    };
    match asked {
        Ok(true) => (no_store, "ready\n").into_response(),
        Ok(false) => (
            StatusCode::SERVICE_UNAVAILABLE,
            no_store,
            Extension(AsItIs),
            "the schema is not up to date\n",
        )
            .into_response(),
        Err(error) => {
            tracing::error!(%error, "not ready");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                no_store,
                Extension(AsItIs),
                "the database does not answer\n",
            )
                .into_response()
        }
    }
}
