//! The page for what can't be shown: missing, withdrawn, or our fault; always with a way on.

use askama::Template;

use crate::app::App;
use crate::errors::{Asked, Problem};

#[derive(Template)]
#[template(path = "site/error.html")]
struct ErrorPage<'a> {
    heading: &'a str,
    explanation: String,
    is_large_text: bool,
    site_name: String,
}

/// Renders the problem in the site's own layout; without an organ, or without a database, in a plain one.
pub async fn error_page(app: &App, asked: &Asked, problem: &Problem) -> String {
    let organ = app.organ(asked.host()).await.ok();
    let page = ErrorPage {
        heading: problem.heading(),
        explanation: problem.explanation(),
        is_large_text: asked.wants_large_text(),
        site_name: organ.map(|organ| organ.site_name).unwrap_or_default(),
    };
    page.render().unwrap_or_else(|_| problem.explanation())
}
