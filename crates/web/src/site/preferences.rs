//! How the reader wants the pages, and the answers for those who watch over the server.

use axum::Extension;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use office::OfficeError;
use serde::Deserialize;

use crate::app::App;

use crate::display::{SIZE_COOKIE, THEME_COOKIE, Theme};
use crate::errors::AsItIs;

#[derive(Deserialize)]
pub struct Wish {
    size: Option<String>,
    theme: Option<String>,
    back: Option<String>,
}

/// Keeps how the reader wants the pages, and goes back to the page.
pub async fn display(Query(wish): Query<Wish>) -> Response {
    let back = wish
        .back
        .filter(|path| is_own_path(path))
        .unwrap_or_else(|| "/".to_owned());
    let mut response = Redirect::to(&back).into_response();
    let size = wish
        .size
        .map(|size| if size == "large" { "large" } else { "normal" });
    let theme = wish
        .theme
        .map(|theme| Theme::from_code(&theme).code().unwrap_or("default"));
    for (name, value) in [(SIZE_COOKIE, size), (THEME_COOKIE, theme)] {
        let line = value.map(|value| format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax"));
        if let Some(Ok(line)) = line.map(|line| HeaderValue::from_str(&line)) {
            response.headers_mut().append(header::SET_COOKIE, line);
        }
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
