//! The page for what can't be done at the desk, with a way on.

use std::pin::Pin;

use askama::Template;

use crate::app::App;
use crate::assets::asset;
use crate::csrf::Csrf;
use crate::display::Display;
use crate::error_pages::{FailedRequest, WayOn};
use crate::errors::Problem;

use super::sign_in::SignInFields;

#[derive(Template)]
#[template(path = "desk/error.html")]
struct ErrorPage<'a> {
    heading: &'a str,
    explanation: String,
    style: String,
    display: Display,
    is_signed_out: bool,
    /// Signing in on this very page, where a form waits for it.
    sign_in: Option<SignInFields>,
    is_password_due: bool,
    is_second_factor_due: bool,
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
    let mut way_on = WayOn::of(problem, failed);
    let sign_in = if is_signed_out { way_on.form.take() } else { None };
    let page = ErrorPage {
        heading: problem.heading(),
        explanation: failed.explain(problem),
        style: asset("desk.css"),
        display: Display::of(&failed.headers),
        is_signed_out,
        is_password_due: matches!(problem, Problem::PasswordDue),
        is_second_factor_due: matches!(problem, Problem::SecondFactorDue),
        sign_in: sign_in.as_ref().map(SignInFields::carrying),
        csrf,
        way_on,
    };
    page.render().unwrap_or_else(|_| failed.explain(problem))
}
