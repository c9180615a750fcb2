//! How the reader wants the pages, and the answers for those who watch over the server.

use axum::Extension;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use office::OfficeError;

use crate::app::App;
use crate::display::{Wish, kept};
use crate::errors::AsItIs;

/// Keeps how the reader wants the pages, and goes back to the page.
pub async fn display(Query(wish): Query<Wish>) -> Response {
    kept(wish, "/")
}

/// Keeps how the reader wanted the pages while a form was filled in: without scripts the wish travels with the form.
pub fn keep_look(size: &str, mut response: Response) -> Response {
    let line = match size {
        "large" => "gongkai_text=large; Path=/; Max-Age=31536000; SameSite=Lax",
        "normal" => "gongkai_text=normal; Path=/; Max-Age=31536000; SameSite=Lax",
        _ => return response,
    };
    response
        .headers_mut()
        .append(header::SET_COOKIE, HeaderValue::from_static(line));
    response
}

/// The program is alive.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// The database answers, its schema is up to date, and the last reading of all its pages found none damaged.
pub async fn ready(State(app): State<App>) -> Response {
    let no_store = HeaderMap::from_iter([(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))]);
    let asked = if app.is_away() {
        Err(OfficeError::Away)
    } else {
        app.office().is_migrated().await
    };
    match asked {
        Ok(true) if app.is_damaged() => (
            StatusCode::SERVICE_UNAVAILABLE,
            no_store,
            Extension(AsItIs),
            "pages of the database are damaged: run gongkai doctor\n",
        )
            .into_response(),
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
