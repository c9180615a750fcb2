//! Sending the application. Pressed twice it is sent once; too quick, too much or suspicious it is asked about again, and
//! nobody who answers is turned away. What is sent leads to its receipt.

use axum::response::{IntoResponse, Redirect, Response};
use office::cases::{self, Draft, SentDraft};
use office::{Fault, OfficeError};

use super::check::{self, Counted, Told, bound};
use super::closed::closed;
use super::fields::Fields;
use super::filled::{Filled, kept_files};
use super::session::Filling;
use super::step::unfinished;
use super::ticket::{self, Age};
use super::{CHECK, RECEIPT};
use crate::csrf::ProtectedForm;
use crate::errors::Problem;
use crate::site::question;
use crate::site::visitor::Visitor;

/// Sends it and leads to the receipt.
pub async fn send(
    mut filling: Filling,
    ProtectedForm(fields): ProtectedForm<Fields>,
) -> Result<Response, Problem> {
    if let Some(page) = closed(&filling.visitor).await? {
        return Ok(page);
    }
    let filled = Filled::of(&fields);
    let visitor = &filling.visitor;
    let counted = Counted::one_more(visitor).await?;
    let told = match ticket::age(visitor.office(), visitor.moment, &filled.ticket)? {
        Age::TooQuick => Some(Told::Quick),
        Age::Gone => Some(Told::Late),
        Age::Right if counted.needs_question(&fields) && !is_answered(visitor, &fields, &filled)? => {
            Some(Told::Sum)
        }
        Age::Right if counted.is_full(visitor) => Some(Told::Full),
        Age::Right => None,
    };
    if let Some(told) = told {
        Counted::take_back(visitor).await?;
        return looked_over_again(filling, filled, Some(told)).await;
    }
    match submitted(visitor, &filled).await {
        Ok(receipt) => {
            filling.draft = Draft::sent(SentDraft {
                number: receipt.number,
                query_code: receipt.query_code,
            });
            // It is stored, whatever became of its receipt: the same words give the same receipt again.
            let kept = filling.keep().await.map_err(unsure)?;
            if kept.is_empty() {
                filling.led_to(RECEIPT)
            } else {
                Err(Problem::Fault(Fault::Unsure))
            }
        }
        Err(OfficeError::Invalid(_) | OfficeError::Blocked(_)) => {
            Counted::take_back(visitor).await?;
            looked_over_again(filling, filled, None).await
        }
        Err(error) => Err(error.into()),
    }
}

fn unsure(problem: Problem) -> Problem {
    match problem {
        Problem::Fault(_) => Problem::Fault(Fault::Unsure),
        problem => problem,
    }
}

/// What was sent, kept once more, and its page with the reason why it was not taken.
async fn looked_over_again(
    mut filling: Filling,
    mut filled: Filled,
    told: Option<Told>,
) -> Result<Response, Problem> {
    filling.anew();
    if told == Some(Told::Late) {
        // One that is too old, or none of ours, is given out anew; an early one is the one that will be right.
        filled.ticket = ticket::issue(filling.visitor.office(), filling.visitor.moment)?;
    }
    filling.draft.form = filled.form.clone();
    filling.draft.batch.clone_from(&filled.batch);
    filling.draft.ticket.clone_from(&filled.ticket);
    if !filling.keep().await?.is_empty() {
        filled.files = kept_files(&filling.visitor, &filled.batch).await?;
        return check::again(&filling.visitor, filled, told);
    }
    let path = match (told, unfinished(&filling.draft)?) {
        (_, Some(step)) => format!("{}?wrong=1&then=check", step.path()),
        (Some(told), None) => format!("{CHECK}?told={}", told.code()),
        (None, None) => CHECK.to_owned(),
    };
    filling.led_to(&path)
}

async fn submitted(visitor: &Visitor, filled: &Filled) -> Result<cases::Receipt, OfficeError> {
    let sent = cases::SentForm {
        form: &filled.form,
        ticket: &filled.ticket,
        batch: &filled.batch,
    };
    let organ = visitor.site.organ.id;
    cases::submit(visitor.office(), organ, visitor.moment, &sent, &visitor.address).await
}

fn is_answered(visitor: &Visitor, fields: &Fields, filled: &Filled) -> Result<bool, Problem> {
    question::is_answered(
        visitor.office(),
        visitor.moment,
        &bound(filled),
        fields.get("answer"),
        fields.get("seal"),
    )
}

/// Leaves nothing of what was filled in, or of the receipt, on this device.
pub async fn end(filling: Filling, _: ProtectedForm<Fields>) -> Result<Response, Problem> {
    filling.ended().await
}

/// What a page that can't be asked for leads to.
pub async fn begin() -> Response {
    Redirect::to(super::HERE).into_response()
}
