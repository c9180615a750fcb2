//! A page that asks again before an act that is hard to undo; it works without a script.

use askama::Template;
use axum::response::Response;

use super::layout::{Desk, Frame};
use super::menu::Section;
use crate::errors::Problem;
use crate::forms::FieldErrors;

/// What is asked, and where the answers lead.
pub struct Question<'a> {
    pub section: Section,
    pub steps: &'a [(&'a str, &'a str)],
    pub title: &'a str,
    /// What will happen, a sentence a line.
    pub lines: Vec<String>,
    /// Where the form goes.
    pub action: String,
    pub button: &'static str,
    /// Where 取消 leads.
    pub back: String,
    /// Fields that travel with the form, such as the version that was read.
    pub hidden: Vec<(&'static str, String)>,
    /// A text that must be given, such as a reason.
    pub text: Option<TextAsked>,
}

/// A text asked for on the page.
pub struct TextAsked {
    pub name: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    pub value: String,
}

#[derive(Template)]
#[template(path = "desk/confirm.html")]
struct ConfirmPage<'a> {
    frame: Frame,
    question: &'a Question<'a>,
    errors: FieldErrors,
}

/// Asks.
pub fn ask(desk: &Desk, question: &Question<'_>) -> Result<Response, Problem> {
    desk.page(&page(desk, question, FieldErrors::none()))
}

/// Asks again, saying what was wrong.
pub fn ask_again(desk: &Desk, question: &Question<'_>, errors: FieldErrors) -> Result<Response, Problem> {
    desk.again(&page(desk, question, errors))
}

fn page<'a>(desk: &Desk, question: &'a Question<'a>, errors: FieldErrors) -> ConfirmPage<'a> {
    ConfirmPage {
        frame: desk.frame(question.title, question.section, question.steps),
        question,
        errors,
    }
}
