//! The page for what can't be done at the desk, with a way on.

use std::pin::Pin;

use askama::Template;

use crate::app::App;
use crate::assets::asset;
use crate::csrf::Csrf;
use crate::error_pages::{FailedRequest, WayOn};
use crate::errors::Problem;

#[derive(Template)]
#[template(path = "desk/error.html")]
struct ErrorPage<'a> {
    heading: &'a str,
    explanation: String,
    style: String,
    is_signed_out: bool,
    is_password_due: bool,
    /// For signing out, where there is a session to end.
    csrf: Option<String>,
    way_on: WayOn,
}

/// Renders the problem in the desk's own plain layout, which needs no database.
pub fn error_page<'a>(
    _: &'a App,
    failed: &'a FailedRequest,
    problem: &'a Problem,
) -> Pin<Box<dyn Future<Output = String> + Send + 'a>> {
    Box::pin(async { render(failed, problem) })
}

fn render(failed: &FailedRequest, problem: &Problem) -> String {
    let is_signed_out = matches!(problem, Problem::SignedOut);
    let csrf = Csrf::expected(&failed.headers).filter(|_| !is_signed_out);
    let page = ErrorPage {
        heading: problem.heading(),
        explanation: problem.explanation(failed.is_form),
        style: asset("desk.css"),
        is_signed_out,
        is_password_due: matches!(problem, Problem::PasswordDue),
        csrf,
        way_on: WayOn::of(problem, failed),
    };
    page.render()
        .unwrap_or_else(|_| problem.explanation(failed.is_form))
}
