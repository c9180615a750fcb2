//! The page for what can't be done at the desk, with a way on.

use askama::Template;

use crate::app::App;
use crate::assets::asset;
use crate::csrf::Csrf;
use crate::errors::{Asked, Problem};
use crate::faults::WayOn;

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
pub async fn error_page(_app: &App, asked: &Asked, problem: &Problem) -> String {
    let is_signed_out = matches!(problem, Problem::SignedOut);
    let csrf = Csrf::expected(&asked.headers).filter(|_| !is_signed_out);
    let page = ErrorPage {
        heading: problem.heading(),
        explanation: problem.explanation(asked.is_form),
        style: asset("desk.css"),
        is_signed_out,
        is_password_due: matches!(problem, Problem::PasswordDue),
        csrf,
        way_on: WayOn::of(problem, asked),
    };
    page.render()
        .unwrap_or_else(|_| problem.explanation(asked.is_form))
}
