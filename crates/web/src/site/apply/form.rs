//! The form of an application: 条例第二十九条's fields and no others; no purpose is asked for.

use askama::Template;
use axum::response::Response;
use law::cases::{ApplicationForm, LONGEST_REQUEST};
use office::cases::{self, DRAFT_DAYS};

use super::fields::{Choices, Fields};
use super::ticket;
use crate::csrf::ProtectedForm;
use crate::errors::Problem;
use crate::forms::FieldErrors;
use crate::site::layout::Frame;
use crate::site::visitor::{Contact, Visitor};

/// What the page is filled with.
#[derive(Clone, Debug, Default)]
pub struct Filled {
    pub form: ApplicationForm,
    /// The return code of the draft it came from.
    pub draft: String,
    pub ticket: String,
}

#[derive(Template)]
#[template(path = "site/apply/form.html")]
struct FormPage {
    frame: Frame,
    csrf: String,
    organ_name: String,
    filled: Filled,
    choices: Choices,
    request_hint: String,
    draft_days: i64,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "site/apply/closed.html")]
struct ClosedPage {
    frame: Frame,
    organ_name: String,
    contacts: Vec<Contact>,
}

/// The empty form.
pub async fn new(visitor: Visitor) -> Result<Response, Problem> {
    match closed(&visitor).await? {
        Some(page) => Ok(page),
        None => visitor.page(&page(&visitor, Filled::default(), FieldErrors::none())?),
    }
}

/// The form again, to change what the preview showed.
pub async fn back(
    visitor: Visitor,
    ProtectedForm(fields): ProtectedForm<Fields>,
) -> Result<Response, Problem> {
    match closed(&visitor).await? {
        Some(page) => Ok(page),
        None => visitor.page(&page(&visitor, Filled::of(&fields), FieldErrors::none())?),
    }
}

/// Where the organ takes no applications online: the page that says where else to apply.
pub(super) async fn closed(visitor: &Visitor) -> Result<Option<Response>, Problem> {
    let settings = cases::settings(visitor.office(), visitor.site.organ.id).await?;
    if !settings.is_online_closed {
        return Ok(None);
    }
    let page = ClosedPage {
        frame: visitor.frame("依申请公开", &[]),
        organ_name: visitor.site.organ.name.clone(),
        contacts: visitor.contacts(),
    };
    visitor.page(&page).map(Some)
}

/// The form with what was typed.
pub(super) fn filled_in(visitor: &Visitor, filled: Filled) -> Result<Response, Problem> {
    visitor.page(&page(visitor, filled, FieldErrors::none())?)
}

/// The same with what is wrong.
pub(super) fn again(visitor: &Visitor, filled: Filled, errors: FieldErrors) -> Result<Response, Problem> {
    visitor.again(&page(visitor, filled, errors)?)
}

fn page(visitor: &Visitor, mut filled: Filled, errors: FieldErrors) -> Result<FormPage, Problem> {
    if filled.ticket.is_empty() {
        filled.ticket = ticket::issue(visitor.office(), visitor.moment)?;
    }
    Ok(FormPage {
        frame: visitor.frame("依申请公开", &[]),
        csrf: visitor.secret(),
        organ_name: visitor.site.organ.name.clone(),
        filled,
        choices: Choices::all(),
        request_hint: format!(
            "名称、文号，或者时间、事项等便于查询的特征；不超过 {LONGEST_REQUEST} 字。请勿填写涉密内容"
        ),
        draft_days: DRAFT_DAYS,
        errors,
    })
}

impl Filled {
    /// What was sent.
    pub fn of(fields: &Fields) -> Self {
        Self {
            form: fields.application(),
            draft: fields.get("draft").to_owned(),
            ticket: fields.get("ticket").to_owned(),
        }
    }
}
