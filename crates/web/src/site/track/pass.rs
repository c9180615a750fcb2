//! The pass of a tracked application: a cookie for `/track` alone, under a seal, bound to one application of one organ, good
//! for half an hour after the last page and for a working day at most. However often it was prolonged it is one pass: ended
//! once it opens nothing any more, and who copied it has nothing. Without it every page of the application leads back to the
//! question for the code.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use office::ApplicationId;
use office::cases::Tracked;
use office::cases::applicant::{self, Applicant};
use office::visits::{self, Visit};

use crate::app::App;
use crate::client;
use crate::csrf::is_same;
use crate::errors::Problem;
use crate::site::visitor::Visitor;

const COOKIE: &str = "gongkai_track";
/// How long it is good, in milliseconds.
const SPAN: i64 = 30 * 60_000;
/// How long it can be prolonged, in milliseconds.
const LONGEST: i64 = 12 * 3_600_000;

/// A visitor who has shown number and query code.
pub struct Pass {
    pub visitor: Visitor,
    pub who: Applicant,
    pub tracked: Tracked,
    shown: Shown,
}

/// What a cookie says: whose it is, which pass, and since when and until when it is good.
#[derive(Clone)]
struct Shown {
    application: ApplicationId,
    /// By chance: two passes of one application are two.
    pass: String,
    begun: i64,
    until: i64,
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
        let shown = Shown::read(&visitor, &parts.headers)?.ok_or(NoPass::Ask)?;
        let (office, moment) = (visitor.office(), visitor.moment);
        if visits::seen(office, moment, Visit::PassEnded, &shown.pass)
            .await?
            .times
            > 0
        {
            return Err(NoPass::Ask);
        }
        let who = Applicant {
            organ: visitor.site.organ.id,
            application: shown.application,
            from: visitor.address.clone(),
        };
        let tracked = applicant::tracked(visitor.office(), &who, visitor.moment).await?;
        Ok(Self {
            tracked: tracked.ok_or(NoPass::Ask)?,
            visitor,
            who,
            shown,
        })
    }
}

impl Shown {
    /// What the request's cookie says, while it is good.
    fn read(visitor: &Visitor, headers: &HeaderMap) -> Result<Option<Self>, Problem> {
        let parts: Vec<&str> = client::cookie(headers, COOKIE)
            .map(|cookie| cookie.split('.').collect())
            .unwrap_or_default();
        let [id, pass, begun, until, sent] = parts.as_slice() else {
            return Ok(None);
        };
        let (Ok(application), Ok(begun), Ok(until)) = (id.parse(), begun.parse(), until.parse()) else {
            return Ok(None);
        };
        let shown = Self {
            application,
            pass: (*pass).to_owned(),
            begun,
            until,
        };
        let is_good = until > visitor.moment.millis() && is_same(sent, &shown.sealed(visitor)?);
        Ok(is_good.then_some(shown))
    }

    fn sealed(&self, visitor: &Visitor) -> Result<String, Problem> {
        let Self {
            application,
            pass,
            begun,
            until,
        } = self;
        let said = format!("{}|{application}|{pass}|{begun}|{until}", visitor.site.organ.id);
        Ok(visitor.office().keys()?.blind(&said, "site.track.pass")?)
    }

    fn cookie(&self, visitor: &Visitor) -> Result<Option<HeaderValue>, Problem> {
        let Self {
            application,
            pass,
            begun,
            until,
        } = self;
        let seal = self.sealed(visitor)?;
        let seconds = SPAN / 1000;
        let line = format!(
            "{COOKIE}={application}.{pass}.{begun}.{until}.{seal}; Path=/track; HttpOnly; SameSite=Strict; \
             Max-Age={seconds}"
        );
        Ok(HeaderValue::from_str(&line).ok())
    }
}

/// The cookie that opens this application from now on.
pub fn begun(visitor: &Visitor, application: ApplicationId) -> Result<Option<HeaderValue>, Problem> {
    let now = visitor.moment.millis();
    let shown = Shown {
        application,
        pass: hex::encode(rand::random::<[u8; 16]>()),
        begun: now,
        until: now + SPAN,
    };
    shown.cookie(visitor)
}

/// Ends the pass that the request shows: no cookie of it is good any more, whoever holds one.
pub async fn end(visitor: &Visitor, headers: &HeaderMap) -> Result<(), Problem> {
    if let Some(shown) = Shown::read(visitor, headers)? {
        visits::note(visitor.office(), visitor.moment, Visit::PassEnded, &shown.pass).await?;
    }
    Ok(())
}

/// The cookie that ends it.
pub fn ended() -> HeaderValue {
    HeaderValue::from_static("gongkai_track=; Path=/track; HttpOnly; SameSite=Strict; Max-Age=0")
}

impl Pass {
    /// Prolongs the pass with a page of its own.
    pub fn prolonged(&self, mut response: Response) -> Result<Response, Problem> {
        let until = (self.visitor.moment.millis() + SPAN).min(self.shown.begun + LONGEST);
        let prolonged = Shown {
            until,
            ..self.shown.clone()
        };
        if let Some(cookie) = prolonged.cookie(&self.visitor)? {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        Ok(response)
    }
}
