//! Applying online (条例第二十七条、第二十九条): one page to fill in, one to look it over, a receipt. It works without a
//! script and without an account; what is typed travels with the pages, or rests as a draft under a return code.

mod drafts;
mod fields;
mod files;
mod filled;
mod form;
mod help;
mod preview;
mod receipt;
mod send;
mod sent;
mod ticket;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::response::Redirect;
use axum::routing::{get, post};

use crate::app::App;

pub use sent::{LONGEST_BODY, MOST_KEPT};

const HERE: &str = "/apply";

/// The pages of this slice.
pub fn routes() -> Router<App> {
    let begin = || async { Redirect::to(HERE) };
    let with_files = Router::new()
        .route("/apply/preview", get(begin).post(preview::show))
        .route("/apply/drafts", get(drafts::enter).post(drafts::keep))
        .layer(DefaultBodyLimit::max(sent::LONGEST_BODY));
    Router::new()
        .merge(with_files)
        .route("/apply", get(form::new).post(send::send))
        .route("/apply/form", get(begin).post(form::back))
        .route(
            "/apply/drafts/opening",
            get(|| async { Redirect::to("/apply/drafts") }).post(drafts::open),
        )
        .route("/apply/help", get(help::help))
        .route("/apply/blank/{name}", get(files::blank))
        .route("/apply/receipt", post(files::receipt))
}
