//! A matter while it is typed: under seal in the records; the browser holds its code alone, in a cookie for `/ask` that ends with it.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use office::matters::{self, AskDraft};
use office::visits::{self, Visit};
use office::{MatterId, Office};

use super::HERE;
use crate::app::App;
use crate::client;
use crate::csrf::is_same;
use crate::errors::Problem;
use crate::forms::FieldErrors;
use crate::site::apply::ticket;
use crate::site::visitor::Visitor;

const COOKIE: &str = "gongkai_ask";
/// Forms begun from one address in an hour.
const MOST_BEGUN: i64 = 200;

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
        let known = match code(office, &parts.headers)? {
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

/// The code that the request's cookie holds.
fn code(office: &Office, headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let cookie = client::cookie(headers, COOKIE).and_then(|cookie| cookie.split_once('.'));
    let Some((code, seal)) = cookie else {
        return Ok(None);
    };
    Ok(is_same(seal, &sealed(office, code)?).then(|| code.to_owned()))
}

fn sealed(office: &Office, code: &str) -> Result<String, Problem> {
    Ok(office.keys()?.blind(code, "site.ask.session")?)
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
            let counted = visits::note(office, moment, Visit::Begun, &self.visitor.address).await?;
            if counted.times > MOST_BEGUN {
                let mut errors = FieldErrors::none();
                errors.add(
                    "",
                    "从您的网络填写的留言过多，请过一小时再试，也可以打电话或者当面提出。",
                );
                return Ok(errors);
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
        let mut response = Redirect::to(path).into_response();
        let seal = sealed(self.visitor.office(), &self.code)?;
        let line = format!(
            "{COOKIE}={}.{seal}; Path=/ask; HttpOnly; SameSite=Strict",
            self.code
        );
        if let Ok(line) = HeaderValue::from_str(&line) {
            response.headers_mut().append(header::SET_COOKIE, line);
        }
        Ok(response)
    }

    /// Leaves nothing of it on this device.
    pub async fn ended(self) -> Result<Response, Problem> {
        if self.is_begun() {
            let organ = self.visitor.site.organ.id;
            matters::drop_ask(self.visitor.office(), organ, &self.code).await?;
        }
        let mut response = Redirect::to(HERE).into_response();
        let line = "gongkai_ask=; Path=/ask; HttpOnly; SameSite=Strict; Max-Age=0";
        response
            .headers_mut()
            .append(header::SET_COOKIE, HeaderValue::from_static(line));
        Ok(response)
    }
}
