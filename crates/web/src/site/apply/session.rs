//! An application while it is filled in. What is typed rests under seal as a draft; the browser holds its return code alone,
//! in a cookie for `/apply` that ends with the browser and that nobody can make up. So every page is an answer to a GET, and
//! a reload, the back button or another look of the pages loses nothing.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use office::Office;
use office::cases::{self, Draft};
use office::visits::{self, Visit};

use super::ticket;
use crate::app::App;
use crate::client;
use crate::csrf::is_same;
use crate::errors::Problem;
use crate::forms::FieldErrors;
use crate::site::visitor::Visitor;

const COOKIE: &str = "gongkai_apply";
/// Forms begun from one address in an hour.
const MOST_BEGUN: i64 = 200;

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
        let known = match code(office, &parts.headers)? {
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

/// The return code that the request's cookie holds.
fn code(office: &Office, headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let cookie = client::cookie(headers, COOKIE).and_then(|cookie| cookie.split_once('.'));
    let Some((code, seal)) = cookie else {
        return Ok(None);
    };
    Ok(is_same(seal, &sealed(office, code)?).then(|| code.to_owned()))
}

fn sealed(office: &Office, code: &str) -> Result<String, Problem> {
    Ok(office.keys()?.blind(code, "site.apply.session")?)
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
            let counted = visits::note(office, moment, Visit::Begun, &self.visitor.address).await?;
            if counted.times > MOST_BEGUN {
                let mut errors = FieldErrors::none();
                errors.add(
                    "",
                    "从您的网络填写的申请过多，请过一小时再试，也可以当面或者邮寄提交。",
                );
                return Ok(errors);
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
        let mut response = Redirect::to(path).into_response();
        let seal = sealed(self.visitor.office(), &self.code)?;
        let line = format!(
            "{COOKIE}={}.{seal}; Path=/apply; HttpOnly; SameSite=Strict",
            self.code
        );
        if let Ok(line) = HeaderValue::from_str(&line) {
            response.headers_mut().append(header::SET_COOKIE, line);
        }
        Ok(response)
    }

    /// Leaves nothing of it on this device; a saved draft stays for whoever has its code.
    pub async fn ended(self) -> Result<Response, Problem> {
        if self.is_begun() && !self.draft.is_saved {
            let organ = self.visitor.site.organ.id;
            cases::drop_draft(self.visitor.office(), organ, &self.code).await?;
        }
        let mut response = Redirect::to(super::HERE).into_response();
        let line = "gongkai_apply=; Path=/apply; HttpOnly; SameSite=Strict; Max-Age=0";
        response
            .headers_mut()
            .append(header::SET_COOKIE, HeaderValue::from_static(line));
        Ok(response)
    }
}
