//! Everything that was filled in, once more before it is sent.

use askama::Template;
use axum::response::Response;
use office::cases;
use office::visits::{self, Visit};

use super::fields::Fields;
use super::filled::Filled;
use super::form;
use super::sent::{self, Sent};
use crate::download::size;
use crate::errors::Problem;
use crate::forms::FieldErrors;
use crate::site::layout::Frame;
use crate::site::question::{self, Question};
use crate::site::visitor::Visitor;

/// Applications from one address in an hour after which a question is asked.
const FREELY: i64 = 5;

#[derive(Template)]
#[template(path = "site/apply/preview.html")]
struct PreviewPage {
    frame: Frame,
    csrf: String,
    facts: Vec<(&'static str, String)>,
    carried: Vec<(&'static str, String)>,
    ticket: String,
    draft: String,
    /// Why it was not sent yet.
    notice: Option<String>,
    question: Option<Question>,
    errors: FieldErrors,
}

/// Shows it, or the form with what is wrong.
pub async fn show(visitor: Visitor, sent: Sent) -> Result<Response, Problem> {
    if let Some(page) = form::closed(&visitor).await? {
        return Ok(page);
    }
    let (filled, fields, mut errors) = sent::take(&visitor, sent).await?;
    if let Err(error) = cases::check(&filled.form) {
        let wrong = FieldErrors::from_office(error)?;
        errors = wrong.and(errors);
    }
    if !errors.is_empty() {
        return form::again(&visitor, filled, errors).await;
    }
    let is_asked = needs_question(&visitor, &fields).await?;
    visitor.page(&page(&visitor, filled, is_asked, None, FieldErrors::none())?)
}

/// The same again, saying why it was not sent.
pub(super) fn again(
    visitor: &Visitor,
    filled: Filled,
    is_asked: bool,
    notice: Option<&str>,
    errors: FieldErrors,
) -> Result<Response, Problem> {
    let notice = notice.map(str::to_owned);
    visitor.again(&page(visitor, filled, is_asked, notice, errors)?)
}

/// Whether the visitor is asked to show that they are a person: much came from their address of late, or a field was filled
/// in that people do not see.
pub(super) async fn needs_question(visitor: &Visitor, fields: &Fields) -> Result<bool, Problem> {
    if !fields.get("website").is_empty() {
        return Ok(true);
    }
    let seen = visits::seen(visitor.office(), visitor.moment, Visit::Applied, &visitor.address).await?;
    Ok(seen.times >= FREELY)
}

/// What an answered question is good for: these words under this ticket.
pub(super) fn bound(filled: &Filled) -> String {
    let words: Vec<String> = filled
        .carried()
        .into_iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    format!("{}\n{}", filled.ticket, words.join("\n"))
}

/// What was filled in, and the files.
fn facts(filled: &Filled) -> Vec<(&'static str, String)> {
    let mut facts: Vec<_> = filled.form.shown().collect();
    let files = filled
        .files
        .iter()
        .map(|file| format!("{}（{}）", file.name, size(file.bytes)));
    facts.extend(files.map(|file| ("附件", file)));
    facts
}

fn page(
    visitor: &Visitor,
    filled: Filled,
    is_asked: bool,
    notice: Option<String>,
    errors: FieldErrors,
) -> Result<PreviewPage, Problem> {
    let question = is_asked
        .then(|| question::ask(visitor.office(), visitor.moment, &bound(&filled)))
        .transpose()?;
    Ok(PreviewPage {
        frame: visitor.private_frame("核对申请", &[("依申请公开", super::HERE)]),
        csrf: visitor.secret(),
        facts: facts(&filled),
        carried: filled.carried(),
        ticket: filled.ticket,
        draft: filled.draft,
        notice,
        question,
        errors,
    })
}
