//! Sending the application. Pressed twice it is sent once; too quick, too much or suspicious it is asked about again, and
//! nobody who answers is turned away.

use axum::response::Response;
use office::cases;
use office::visits::{self, Visit};
use office::{Fault, OfficeError};

use super::fields::Fields;
use super::filled::{Filled, kept_files};
use super::form;
use super::preview::{self, bound, needs_question};
use super::receipt;
use super::ticket::{self, Age};
use crate::csrf::ProtectedForm;
use crate::errors::Problem;
use crate::forms::FieldErrors;
use crate::site::question;
use crate::site::visitor::Visitor;

/// Sends it and shows the receipt.
pub async fn send(
    visitor: Visitor,
    ProtectedForm(fields): ProtectedForm<Fields>,
) -> Result<Response, Problem> {
    if let Some(page) = form::closed(&visitor).await? {
        return Ok(page);
    }
    let mut filled = Filled::of(&fields);
    filled.files = kept_files(&visitor, &filled.batch).await?;
    let is_asked = needs_question(&visitor, &fields).await?;
    if let Some(page) = hurried(&visitor, &filled, is_asked)? {
        return Ok(page);
    }
    if is_asked && !is_answered(&visitor, &fields, &filled)? {
        let mut errors = FieldErrors::none();
        errors.add("answer", "请回答下面的算术题，用数字填写，然后再次提交。");
        let told = "为防止程序自动提交，需要您多做一步。您填写的内容都在。";
        return preview::again(&visitor, filled, true, Some(told), errors);
    }
    match submitted(&visitor, &filled).await {
        Ok(receipt) => {
            after(&visitor, &filled).await;
            let shown = receipt::show(&visitor, &receipt, &filled.files).await;
            // It is stored, whatever became of its page: the same words give the same receipt again.
            shown.map_err(|problem| match problem {
                Problem::Fault(_) => Problem::Fault(Fault::Unsure),
                problem => problem,
            })
        }
        Err(error) => form::again(&visitor, filled, FieldErrors::from_office(error)?).await,
    }
}

/// What follows an application that is stored. Nothing of it is worth the receipt.
async fn after(visitor: &Visitor, filled: &Filled) {
    let (office, moment) = (visitor.office(), visitor.moment);
    if let Err(error) = visits::note(office, moment, Visit::Applied, &visitor.address).await {
        tracing::error!(%error, "an application was not counted");
    }
    if filled.draft.is_empty() {
        return;
    }
    if let Err(error) = cases::drop_draft(office, visitor.site.organ.id, &filled.draft).await {
        tracing::error!(%error, "the draft of an application that was sent stays until its day");
    }
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

/// The page again where the form came back faster than anyone reads, or after a day.
fn hurried(visitor: &Visitor, filled: &Filled, is_asked: bool) -> Result<Option<Response>, Problem> {
    let (ticket, told) = match ticket::age(visitor.office(), visitor.moment, &filled.ticket)? {
        Age::Right => return Ok(None),
        Age::TooQuick => (
            filled.ticket.clone(),
            "提交得太快，请核对一遍，再按“提交申请”。您填写的内容都在。",
        ),
        Age::Gone => (
            ticket::issue(visitor.office(), visitor.moment)?,
            "页面打开的时间太长，请核对一遍，再按“提交申请”。您填写的内容都在。",
        ),
    };
    let filled = Filled {
        ticket,
        ..filled.clone()
    };
    preview::again(visitor, filled, is_asked, Some(told), FieldErrors::none()).map(Some)
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
