//! Applying online (条例第二十七条、第二十九条): three steps to fill in, a page to look everything over, a receipt. It works
//! without a script and without an account. What is typed rests as a draft under seal; every page is the answer to a GET.

mod blank;
mod check;
mod closed;
mod drafts;
pub(in crate::site) mod fields;
pub(in crate::site) mod filled;
mod form;
mod help;
mod published;
mod receipt;
mod send;
pub(in crate::site) mod sent;
mod session;
mod step;
pub(in crate::site) mod ticket;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::response::Redirect;
use axum::routing::get;

use crate::app::App;

pub use sent::{LONGEST_BODY, MOST_KEPT};

const HERE: &str = "/apply";
const CHECK: &str = "/apply/check";
const RECEIPT: &str = "/apply/receipt";
/// The first page, where what was filled in is gone.
const ENDED: &str = "/apply?ended=1";

/// The pages of this slice.
pub fn routes() -> Router<App> {
    let with_files = Router::new()
        .route("/apply/{step}", get(form::show).post(form::take))
        .layer(DefaultBodyLimit::max(sent::LONGEST_BODY));
    Router::new()
        .merge(with_files)
        .route("/apply", get(form::begin).post(send::send))
        .route(
            "/apply/published",
            get(|| async { Redirect::to("/apply/what") }).post(published::list),
        )
        .route("/apply/check", get(check::show))
        .route("/apply/end", get(send::begin).post(send::end))
        .route("/apply/drafts", get(drafts::enter).post(drafts::keep))
        .route("/apply/drafts/kept", get(drafts::kept))
        .route(
            "/apply/drafts/opening",
            get(|| async { Redirect::to("/apply/drafts") }).post(drafts::open),
        )
        .route("/apply/help", get(help::help))
        .route("/apply/blank/{name}", get(blank::blank))
        .route("/apply/receipt", get(receipt::show))
        .route("/apply/receipt/file.pdf", get(receipt::file))
}
