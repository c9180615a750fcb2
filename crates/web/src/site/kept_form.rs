//! A long form that a visitor fills in over several pages. What is typed rests under seal in the records; the browser holds its code
//! alone, in a cookie for the form's own pages that ends with the browser and that nobody can make up. So every page is an answer
//! to a GET, and a reload, the back button or another look of the pages loses nothing.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use office::Office;
use office::visits::{self, Visit};

use super::visitor::Visitor;
use crate::client;
use crate::csrf::is_same;
use crate::errors::Problem;
use crate::forms::FieldErrors;

/// Forms begun from one address in an hour, whichever they are.
const MOST_BEGUN: i64 = 200;

/// Such a form: its pages, its cookie, what the cookie's seal is for, and what is said where too many are begun.
#[derive(Clone, Copy)]
pub struct KeptForm {
    home: &'static str,
    cookie: &'static str,
    purpose: &'static str,
    crowded: &'static str,
}

/// An application (依申请公开).
pub const APPLICATION: KeptForm = KeptForm {
    home: "/apply",
    cookie: "gongkai_apply",
    purpose: "site.apply.session",
    crowded: "从您的网络填写的申请过多，请过一小时再试，也可以当面或者邮寄提交。",
};
/// A matter (来信和诉求).
pub const MATTER: KeptForm = KeptForm {
    home: "/ask",
    cookie: "gongkai_ask",
    purpose: "site.ask.session",
    crowded: "从您的网络填写的留言过多，请过一小时再试，也可以打电话或者当面提出。",
};

impl KeptForm {
    /// The code that the request's cookie holds; `None` where there is none, or one that somebody made up.
    pub fn code(self, office: &Office, headers: &HeaderMap) -> Result<Option<String>, Problem> {
        let cookie = client::cookie(headers, self.cookie).and_then(|cookie| cookie.split_once('.'));
        let Some((code, seal)) = cookie else {
            return Ok(None);
        };
        Ok(is_same(seal, &self.sealed(office, code)?).then(|| code.to_owned()))
    }

    fn sealed(self, office: &Office, code: &str) -> Result<String, Problem> {
        Ok(office.keys()?.blind(code, self.purpose)?)
    }

    /// Counts one that is begun, so that nobody fills the store with forms: what is said to whoever began too many.
    pub async fn begun(self, visitor: &Visitor) -> Result<FieldErrors, Problem> {
        let counted = visits::note(visitor.office(), visitor.moment, Visit::Begun, &visitor.address).await?;
        let mut errors = FieldErrors::none();
        if counted.times > MOST_BEGUN {
            errors.add("", self.crowded);
        }
        Ok(errors)
    }

    /// On to another page, with the cookie that opens what was kept under that code.
    pub fn led_to(self, office: &Office, code: &str, path: &str) -> Result<Response, Problem> {
        let seal = self.sealed(office, code)?;
        Ok(self.with_cookie(path, &format!("{code}.{seal}"), ""))
    }

    /// Back to where the form begins, with nothing of it left on this device.
    pub fn left(self) -> Response {
        self.with_cookie(self.home, "", "; Max-Age=0")
    }

    fn with_cookie(self, path: &str, value: &str, age: &str) -> Response {
        let Self { cookie, home, .. } = self;
        let mut response = Redirect::to(path).into_response();
        let line = format!("{cookie}={value}; Path={home}; HttpOnly; SameSite=Strict{age}");
        if let Ok(line) = HeaderValue::from_str(&line) {
            response.headers_mut().append(header::SET_COOKIE, line);
        }
        response
    }
}
