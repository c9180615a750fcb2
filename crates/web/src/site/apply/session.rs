//! An application while it is filled in (`kept_form`): its code is the return code, which opens it elsewhere where it was saved.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Response;
use office::cases::{self, Draft};

use super::ticket;
use crate::app::App;
use crate::errors::Problem;
use crate::forms::FieldErrors;
use crate::site::kept_form::APPLICATION;
use crate::site::visitor::Visitor;

/// A visitor and what they have filled in so far.
pub struct Filling {
    pub visitor: Visitor,
    pub draft: Draft,
    /// The return code; empty while nothing is kept.
    code: String,
}

impl FromRequestParts<App> for Filling {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let visitor = Visitor::from_request_parts(parts, app).await?;
        let (office, organ) = (visitor.office(), visitor.site.organ.id);
        let known = match APPLICATION.code(office, &parts.headers)? {
            Some(code) => {
                let draft = cases::open_draft(office, organ, visitor.moment, &code).await?;
                draft.map(|draft| (code, draft))
            }
            None => None,
        };
        let (code, draft) = known.unwrap_or_default();
        Ok(Self { visitor, draft, code })
    }
}

impl Filling {
    /// Whether something is kept.
    pub fn is_begun(&self) -> bool {
        !self.code.is_empty()
    }

    /// Whether it was sent.
    pub fn is_sent(&self) -> bool {
        self.draft.sent.is_some()
    }

    /// The return code.
    pub fn return_code(&self) -> &str {
        &self.code
    }

    /// The draft that this return code opens, from now on the one that is filled in.
    pub fn of_draft(visitor: Visitor, code: String, draft: Draft) -> Self {
        Self { visitor, draft, code }
    }

    /// Another application than the one that was sent.
    pub fn anew(&mut self) {
        if self.is_sent() {
            self.draft = Draft::default();
            self.code = String::new();
        }
    }

    /// Keeps it, or says what is in the way. What is begun is counted, so that nobody fills the store with forms.
    pub async fn keep(&mut self) -> Result<FieldErrors, Problem> {
        let (office, moment) = (self.visitor.office(), self.visitor.moment);
        if self.code.is_empty() && !self.is_sent() {
            let crowded = APPLICATION.begun(&self.visitor).await?;
            if !crowded.is_empty() {
                return Ok(crowded);
            }
        }
        if self.draft.ticket.is_empty() {
            self.draft.ticket = ticket::issue(office, moment)?;
        }
        let known = Some(self.code.as_str()).filter(|code| !code.is_empty());
        let organ = self.visitor.site.organ.id;
        match cases::keep_draft(office, organ, moment, &self.draft, known).await {
            Ok(kept) => {
                self.code = kept.return_code;
                Ok(FieldErrors::none())
            }
            Err(error) => FieldErrors::from_office(error),
        }
    }

    /// On to another page, with the cookie that opens what was kept.
    pub fn led_to(&self, path: &str) -> Result<Response, Problem> {
        APPLICATION.led_to(self.visitor.office(), &self.code, path)
    }

    /// Leaves nothing of it on this device; a saved draft stays for whoever has its code.
    pub async fn ended(self) -> Result<Response, Problem> {
        if self.is_begun() && !self.draft.is_saved {
            let organ = self.visitor.site.organ.id;
            cases::drop_draft(self.visitor.office(), organ, &self.code).await?;
        }
        Ok(APPLICATION.left())
    }
}
