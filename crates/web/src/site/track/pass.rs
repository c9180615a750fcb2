//! The pass of a tracked application: a cookie for `/track` alone, under a seal, bound to one application of one organ, good
//! for half an hour after the last page. Without it every page of the application leads back to the question for the code.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use office::cases::Tracked;
use office::cases::applicant::{self, Applicant};
use office::{ApplicationId, Office};

use crate::app::App;
use crate::client;
use crate::csrf::is_same;
use crate::errors::Problem;
use crate::site::visitor::Visitor;

const COOKIE: &str = "gongkai_track";
/// How long it is good, in milliseconds.
const SPAN: i64 = 30 * 60_000;

/// A visitor who has shown number and query code.
pub struct Pass {
    pub visitor: Visitor,
    pub who: Applicant,
    pub tracked: Tracked,
}

/// Why there is none: no cookie, an old one, or a failure of ours.
pub enum NoPass {
    Ask,
    Problem(Problem),
}

impl IntoResponse for NoPass {
    fn into_response(self) -> Response {
        match self {
            Self::Ask => Redirect::to("/track?ended=1").into_response(),
            Self::Problem(problem) => problem.into_response(),
        }
    }
}

impl<E: Into<Problem>> From<E> for NoPass {
    fn from(error: E) -> Self {
        Self::Problem(error.into())
    }
}

impl FromRequestParts<App> for Pass {
    type Rejection = NoPass;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, NoPass> {
        let visitor = Visitor::from_request_parts(parts, app).await?;
        let who = Applicant {
            organ: visitor.site.organ.id,
            application: application(&visitor, &parts.headers)?.ok_or(NoPass::Ask)?,
            from: visitor.address.clone(),
        };
        let tracked = applicant::tracked(visitor.office(), &who, visitor.moment).await?;
        Ok(Self {
            tracked: tracked.ok_or(NoPass::Ask)?,
            visitor,
            who,
        })
    }
}

/// The application that the request's cookie opens, while it is good.
fn application(visitor: &Visitor, headers: &HeaderMap) -> Result<Option<ApplicationId>, Problem> {
    let Some(cookie) = client::cookie(headers, COOKIE) else {
        return Ok(None);
    };
    let mut parts = cookie.splitn(3, '.');
    let (Some(id), Some(until), Some(sent)) = (parts.next(), parts.next(), parts.next()) else {
        return Ok(None);
    };
    let (Ok(id), Ok(until)) = (id.parse::<ApplicationId>(), until.parse::<i64>()) else {
        return Ok(None);
    };
    let expected = sealed(visitor.office(), visitor, id, until)?;
    Ok((until > visitor.moment.millis() && is_same(sent, &expected)).then_some(id))
}

fn sealed(office: &Office, visitor: &Visitor, id: ApplicationId, until: i64) -> Result<String, Problem> {
    let said = format!("{}|{id}|{until}", visitor.site.organ.id);
    Ok(office.keys()?.blind(&said, "site.track.pass")?)
}

/// The cookie that opens this application from now on.
pub fn begun(visitor: &Visitor, id: ApplicationId) -> Result<Option<HeaderValue>, Problem> {
    let until = visitor.moment.millis() + SPAN;
    let seal = sealed(visitor.office(), visitor, id, until)?;
    let secure = if visitor.app.is_https() { "; Secure" } else { "" };
    let seconds = SPAN / 1000;
    let line = format!(
        "{COOKIE}={id}.{until}.{seal}; Path=/track; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}"
    );
    Ok(HeaderValue::from_str(&line).ok())
}

/// The cookie that ends it.
pub fn ended() -> HeaderValue {
    HeaderValue::from_static("gongkai_track=; Path=/track; HttpOnly; SameSite=Strict; Max-Age=0")
}

impl Pass {
    /// Prolongs the pass with a page of its own.
    pub fn prolonged(&self, mut response: Response) -> Result<Response, Problem> {
        if let Some(cookie) = begun(&self.visitor, self.who.application)? {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        Ok(response)
    }
}
