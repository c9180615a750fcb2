//! The page for what can't be done at the desk, with a way on.

use askama::Template;

use crate::app::App;
use crate::errors::{Asked, Problem};

#[derive(Template)]
#[template(path = "desk/error.html")]
struct ErrorPage<'a> {
    heading: &'a str,
    explanation: String,
    path: &'a str,
    is_signed_out: bool,
}

/// Renders the problem in the desk's layout.
pub async fn error_page(_app: &App, asked: &Asked, problem: &Problem) -> String {
    let page = ErrorPage {
        heading: problem.heading(),
        explanation: problem.explanation(),
        path: &asked.path,
        is_signed_out: matches!(problem, Problem::SignedOut),
    };
    page.render().unwrap_or_else(|_| problem.explanation())
}
