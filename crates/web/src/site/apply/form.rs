//! The form of an application: 条例第二十九条's fields and no others; no purpose is asked for.

use askama::Template;
use axum::response::Response;
use law::cases::{LONGEST_EXTENSION, Part, REPLY_DAYS};
use office::cases::{self, DRAFT_DAYS};

use super::fields::{BESIDE, Fields};
use super::filled::{Filled, kept_files};
use super::{sent, ticket};
use crate::application_fields::FormField;
use crate::csrf::ProtectedForm;
use crate::errors::Problem;
use crate::forms::FieldErrors;
use crate::site::layout::Frame;
use crate::site::visitor::{Contact, Visitor};

#[derive(Template)]
#[template(path = "site/apply/form.html")]
struct FormPage {
    frame: Frame,
    csrf: String,
    organ_name: String,
    filled: Filled,
    applicant: Vec<FormField>,
    organisation: Vec<FormField>,
    contact: Vec<FormField>,
    information: Vec<FormField>,
    delivery: Vec<FormField>,
    files_hint: String,
    draft_days: i64,
    reply_days: u16,
    longest_extension: u16,
    contacts: Vec<Contact>,
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
        None => filled_in(&visitor, Filled::default()).await,
    }
}

/// The form again, to change what the preview showed.
pub async fn back(
    visitor: Visitor,
    ProtectedForm(fields): ProtectedForm<Fields>,
) -> Result<Response, Problem> {
    match closed(&visitor).await? {
        Some(page) => Ok(page),
        None => filled_in(&visitor, Filled::of(&fields)).await,
    }
}

/// Where the organ takes no applications online: the page that says where else to apply.
pub(super) async fn closed(visitor: &Visitor) -> Result<Option<Response>, Problem> {
    if !cases::is_online_closed(visitor.office(), visitor.site.organ.id).await? {
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
pub(super) async fn filled_in(visitor: &Visitor, filled: Filled) -> Result<Response, Problem> {
    visitor.page(&page(visitor, filled, FieldErrors::none()).await?)
}

/// The same with what is wrong.
pub(super) async fn again(
    visitor: &Visitor,
    filled: Filled,
    errors: FieldErrors,
) -> Result<Response, Problem> {
    visitor.again(&page(visitor, filled, errors).await?)
}

async fn page(visitor: &Visitor, mut filled: Filled, errors: FieldErrors) -> Result<FormPage, Problem> {
    if filled.ticket.is_empty() {
        filled.ticket = ticket::issue(visitor.office(), visitor.moment)?;
    }
    filled.files = kept_files(visitor, &filled.batch).await?;
    let fields = |part| FormField::of(&filled.form, &[part], BESIDE);
    Ok(FormPage {
        frame: visitor.frame("依申请公开", &[]),
        csrf: visitor.secret(),
        organ_name: visitor.site.organ.name.clone(),
        applicant: fields(Part::Applicant),
        organisation: fields(Part::Organisation),
        contact: fields(Part::Contact),
        information: fields(Part::Information),
        delivery: fields(Part::Delivery),
        filled,
        files_hint: sent::hint(),
        draft_days: DRAFT_DAYS,
        reply_days: REPLY_DAYS,
        longest_extension: LONGEST_EXTENSION,
        contacts: visitor.contacts(),
        errors,
    })
}
