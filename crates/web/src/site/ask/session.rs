//! A matter while it is typed (`kept_form`).

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Response;
use office::MatterId;
use office::matters::{self, AskDraft};

use super::HERE;
use crate::app::App;
use crate::errors::Problem;
use crate::forms::FieldErrors;
use crate::site::apply::ticket;
use crate::site::kept_form::MATTER;
use crate::site::visitor::Visitor;

/// A visitor and what they have typed so far.
pub struct Asking {
    pub visitor: Visitor,
    pub draft: AskDraft,
    /// Empty while nothing is kept.
    code: String,
}

impl FromRequestParts<App> for Asking {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let visitor = Visitor::from_request_parts(parts, app).await?;
        let (office, organ) = (visitor.office(), visitor.site.organ.id);
        let known = match MATTER.code(office, &parts.headers)? {
            Some(code) => {
                let draft = matters::open_ask(office, organ, visitor.moment, &code).await?;
                draft.map(|draft| (code, draft))
            }
            None => None,
        };
        let (code, draft) = known.unwrap_or_default();
        Ok(Self { visitor, draft, code })
    }
}

/// Begins another matter that goes on from one whose code was shown; leads to its form.
pub async fn begun_again(visitor: Visitor, follows: MatterId, kind: &str) -> Result<Response, Problem> {
    let mut draft = AskDraft {
        follows: Some(follows),
        ..AskDraft::default()
    };
    kind.clone_into(&mut draft.form.kind);
    let mut asking = Asking {
        visitor,
        draft,
        code: String::new(),
    };
    let refused = asking.keep().await?;
    match refused.all().next() {
        Some((_, why)) => Err(Problem::Malformed(why.to_owned())),
        None => asking.led_to(HERE),
    }
}

impl Asking {
    /// Whether something is kept.
    pub fn is_begun(&self) -> bool {
        !self.code.is_empty()
    }

    /// Whether it was sent.
    pub fn is_sent(&self) -> bool {
        self.draft.sent.is_some()
    }

    /// Another than the one that was sent.
    pub fn anew(&mut self) {
        if self.is_sent() {
            self.draft = AskDraft::default();
            self.code = String::new();
        }
    }

    /// Keeps it, or says what is in the way.
    pub async fn keep(&mut self) -> Result<FieldErrors, Problem> {
        let (office, moment) = (self.visitor.office(), self.visitor.moment);
        if self.code.is_empty() && !self.is_sent() {
            let crowded = MATTER.begun(&self.visitor).await?;
            if !crowded.is_empty() {
                return Ok(crowded);
            }
        }
        if self.draft.ticket.is_empty() {
            self.draft.ticket = ticket::issue(office, moment)?;
        }
        let known = Some(self.code.as_str()).filter(|code| !code.is_empty());
        let organ = self.visitor.site.organ.id;
        match matters::keep_ask(office, organ, moment, &self.draft, known).await {
            Ok(code) => {
                self.code = code;
                Ok(FieldErrors::none())
            }
            Err(error) => FieldErrors::from_office(error),
        }
    }

    /// On to another page, with the cookie that opens what was kept.
    pub fn led_to(&self, path: &str) -> Result<Response, Problem> {
        MATTER.led_to(self.visitor.office(), &self.code, path)
    }

    /// Leaves nothing of it on this device.
    pub async fn ended(self) -> Result<Response, Problem> {
        if self.is_begun() {
            let organ = self.visitor.site.organ.id;
            matters::drop_ask(self.visitor.office(), organ, &self.code).await?;
        }
        Ok(MATTER.left())
    }
}
