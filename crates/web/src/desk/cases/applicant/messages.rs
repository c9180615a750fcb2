//! What applicants wrote: all that waits for an answer, and the messages of one case with their answers.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::cases::{MessageKind, headline};
use law::staff::Act;
use office::cases::messages::{self, Message};
use office::{AccountId, CaseId, CaseMessageId, OfficeError};
use serde::Deserialize;

use crate::csrf::ProtectedForm;
use crate::desk::cases::shared::HERE;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::forms::FieldErrors;
use crate::when::minute;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct AnswerForm {
    answer: String,
}

/// A message that waits.
struct Waiting {
    href: String,
    number: String,
    applicant: String,
    request: String,
    phone: Option<String>,
    kind: &'static str,
    at: String,
    content: String,
}

#[derive(Template)]
#[template(path = "desk/cases/messages_open.html")]
struct OpenPage {
    frame: Frame,
    waiting: Vec<Waiting>,
}

/// A message on the case's page of messages.
struct Shown {
    id: String,
    kind: &'static str,
    article: &'static str,
    at: String,
    content: String,
    answer: Option<(String, String)>,
    may_answer: bool,
    /// Why somebody who answers others may not answer this.
    why_not: Option<String>,
}

#[derive(Template)]
#[template(path = "desk/cases/messages.html")]
struct MessagesPage {
    frame: Frame,
    back: String,
    /// Of whom and of what the messages are.
    applicant: String,
    request: String,
    phone: Option<String>,
    /// The telephone may be opened, which goes on record.
    may_reveal: bool,
    messages: Vec<Shown>,
    /// The message that was being answered, and what was typed.
    answering: String,
    form: AnswerForm,
    errors: FieldErrors,
}

/// Everything of the organ's that waits, the longest waiting first.
pub async fn open(desk: Desk) -> Result<Response, Problem> {
    let waiting = messages::open(desk.office(), &desk.actor).await?;
    desk.page(&OpenPage {
        frame: desk.frame("申请人来信", Section::Messages, &[]),
        waiting: waiting
            .into_iter()
            .map(|one| Waiting {
                href: of_case(one.message.case),
                number: one.case_number,
                applicant: one.applicant_name,
                request: headline(&one.request),
                phone: one.phone,
                kind: one.message.kind.label(),
                at: minute(one.message.created_at),
                content: one.message.content,
            })
            .collect(),
    })
}

/// The messages of a case.
pub async fn list(desk: Desk, Path(id): Path<CaseId>) -> Result<Response, Problem> {
    desk.page(
        &page(
            &desk,
            id,
            String::new(),
            AnswerForm::default(),
            FieldErrors::none(),
        )
        .await?,
    )
}

/// Answers one.
pub async fn answer(
    desk: Desk,
    Path(id): Path<CaseMessageId>,
    ProtectedForm(form): ProtectedForm<AnswerForm>,
) -> Result<Response, Problem> {
    let message = messages::get(desk.office(), &desk.actor, id).await?;
    match messages::answer(desk.office(), &desk.actor, desk.moment, id, &form.answer).await {
        Ok(()) => {
            let case = office::cases::get(desk.office(), &desk.actor, desk.moment, message.case).await?;
            let told = "答复已保存，申请人查询进度时可以看到。";
            Ok(desk.done(&case.number, &of_case(message.case), told))
        }
        Err(error) => {
            let errors = beside(id, error)?;
            desk.again(&page(&desk, message.case, id.to_string(), form, errors).await?)
        }
    }
}

/// The fields of the page are numbered by their messages.
fn beside(id: CaseMessageId, error: OfficeError) -> Result<FieldErrors, Problem> {
    let found = FieldErrors::from_office(error)?;
    let mut errors = FieldErrors::none();
    for (field, message) in found.all() {
        let field = if field == "answer" {
            format!("answer-{id}")
        } else {
            String::new()
        };
        errors.add(&field, message);
    }
    Ok(errors)
}

fn of_case(id: CaseId) -> String {
    format!("{HERE}/{id}/messages")
}

async fn page(
    desk: &Desk,
    id: CaseId,
    answering: String,
    form: AnswerForm,
    errors: FieldErrors,
) -> Result<MessagesPage, Problem> {
    let case = office::cases::get(desk.office(), &desk.actor, desk.moment, id).await?;
    let back = format!("{HERE}/{id}");
    let handlers = messages::handled_by(desk.office(), &desk.actor, id).await?;
    let messages = messages::list(desk.office(), &desk.actor, id).await?;
    Ok(MessagesPage {
        frame: desk.frame("申请人来信", Section::Cases, &[(&case.number, &back)]),
        back,
        applicant: format!("{}（{}）", case.applicant_name, case.applicant_kind.label()),
        request: headline(&case.as_corrected()),
        phone: office::cases::masked_phone(desk.office(), &desk.actor, id).await?,
        may_reveal: desk.may(Act::RevealApplicants) && case.anonymised_at.is_none(),
        messages: messages
            .iter()
            .map(|message| Shown::of(desk, message, &handlers))
            .collect(),
        answering,
        form,
        errors,
    })
}

/// Whether this person may answer such a message, and who does where they may not for a reason of their own. Who may not
/// answer anything is not told why not this.
pub(in crate::desk::cases) fn answerable(
    desk: &Desk,
    kind: MessageKind,
    handlers: &[AccountId],
) -> (bool, Option<String>) {
    match messages::may_answer(&desk.actor, kind, handlers) {
        Ok(()) => (true, None),
        Err(OfficeError::Invalid(why)) => (false, why.into_iter().next().map(|why| why.message)),
        Err(_) => (false, None),
    }
}

impl Shown {
    fn of(desk: &Desk, message: &Message, handlers: &[AccountId]) -> Self {
        let answer = message.answer.as_ref();
        let (may_answer, why_not) = answerable(desk, message.kind, handlers);
        Self {
            may_answer,
            why_not,
            id: message.id.to_string(),
            kind: message.kind.label(),
            article: message.kind.article(),
            at: minute(message.created_at),
            content: message.content.clone(),
            answer: answer.map(|answer| {
                (
                    format!("{} {}", answer.by, minute(answer.at)),
                    answer.text.clone(),
                )
            }),
        }
    }
}
