//! 留言、诉求: one form without an account or a script, a page to look it over, a receipt with number and query code. What is typed
//! rests as a draft under seal, as an application's does; every page is the answer to a GET.

mod check;
mod form;
mod receipt;
mod session;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;

use crate::app::App;
use crate::site::apply::LONGEST_BODY;

pub(super) use session::begun_again;

/// Its address.
pub const HERE: &str = "/ask";
/// What the page is called.
pub const NAME: &str = "我要留言";
const CHECK: &str = "/ask/check";
const RECEIPT: &str = "/ask/receipt";

/// The pages of this slice.
pub fn routes() -> Router<App> {
    let with_files = Router::new()
        .route(HERE, get(form::show).post(form::take))
        .layer(DefaultBodyLimit::max(LONGEST_BODY));
    Router::new()
        .merge(with_files)
        .route(CHECK, get(check::show).post(check::send))
        .route(RECEIPT, get(receipt::show))
        .route("/ask/end", get(form::leave).post(form::end))
}
