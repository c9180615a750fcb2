//! Tracking: number and query code open one application for a short while; its page tells where it stands in plain words,
//! and every act of the applicant's is a page of its own.

mod act;
mod answer;
mod case;
mod enter;
mod files;
mod letter;
mod matter;
mod matter_act;
mod pass;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::response::Redirect;
use axum::routing::get;

use crate::app::App;
use crate::site::apply::LONGEST_BODY;

const HERE: &str = "/track";
const CASE: &str = "/track/case";
const MATTER: &str = "/track/matter";

/// The pages of this slice.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/track", get(enter::show).post(enter::enter))
        .route("/track/case", get(case::show))
        .route(MATTER, get(matter::show))
        .route(
            "/track/matter/{step}",
            get(matter_act::ask).post(matter_act::take),
        )
        .route("/track/case/letters/{letter}/{extension}", get(letter::file))
        .route(
            "/track/case/{id}/files",
            get(files::show)
                .post(files::take)
                .layer(DefaultBodyLimit::max(LONGEST_BODY)),
        )
        .route("/track/case/{id}/enclosures/{file}", get(answer::file))
        .route("/track/case/{id}/bundle/{letter}", get(answer::bundle))
        .route("/track/case/{id}/{step}", get(act::show).post(act::take))
        .route(
            "/track/end",
            get(|| async { Redirect::to(HERE) }).post(enter::leave),
        )
}
