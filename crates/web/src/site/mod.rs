//! The public site: what every visitor may read, without a script and without signing in.

mod error_page;

use axum::Router;
use axum::routing::get;

use crate::app::App;

pub use error_page::error_page;

/// Pages of the public site; the page cache stands before them.
pub fn routes() -> Router<App> {
    Router::new()
}

/// What both listeners answer.
pub fn common_routes() -> Router<App> {
    Router::new().route("/healthz", get(|| async { "ok" }))
}
