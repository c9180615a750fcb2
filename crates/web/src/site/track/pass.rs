//! The pass of a tracked application, or of a matter: a cookie for `/track` alone, under a seal, bound to one of one organ, good
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

/// What a pass opens: its cookie, and what its seal is for.
#[derive(Clone, Copy)]
pub(super) struct Door {
    cookie: &'static str,
    purpose: &'static str,
}

/// An application.
pub(super) const APPLICATION: Door = Door {
    cookie: "gongkai_track",
    purpose: "site.track.pass",
};
/// A matter.
pub(super) const MATTER: Door = Door {
    cookie: "gongkai_matter",
    purpose: "site.track.matter",
};

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
pub(super) struct Shown {
    door: Door,
    pub id: i64,
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
        let shown = Shown::good(&visitor, &parts.headers, APPLICATION).await?;
        let shown = shown.ok_or(NoPass::Ask)?;
        let who = Applicant {
            organ: visitor.site.organ.id,
            application: ApplicationId(shown.id),
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
    /// What the request's cookie says, while it is good and was not ended.
    pub async fn good(visitor: &Visitor, headers: &HeaderMap, door: Door) -> Result<Option<Self>, Problem> {
        let Some(shown) = Self::read(visitor, headers, door)? else {
            return Ok(None);
        };
        let (office, moment) = (visitor.office(), visitor.moment);
        let ended = visits::seen(office, moment, Visit::PassEnded, &shown.pass).await?;
        Ok((ended.times == 0).then_some(shown))
    }

    /// What the request's cookie says, while it is good.
    fn read(visitor: &Visitor, headers: &HeaderMap, door: Door) -> Result<Option<Self>, Problem> {
        let parts: Vec<&str> = client::cookie(headers, door.cookie)
            .map(|cookie| cookie.split('.').collect())
            .unwrap_or_default();
        let [id, pass, begun, until, sent] = parts.as_slice() else {
            return Ok(None);
        };
        let (Ok(id), Ok(begun), Ok(until)) = (id.parse(), begun.parse(), until.parse()) else {
            return Ok(None);
        };
        let shown = Self {
            door,
            id,
            pass: (*pass).to_owned(),
            begun,
            until,
        };
        let is_good = until > visitor.moment.millis() && is_same(sent, &shown.sealed(visitor)?);
        Ok(is_good.then_some(shown))
    }

    fn sealed(&self, visitor: &Visitor) -> Result<String, Problem> {
        let Self {
            door,
            id,
            pass,
            begun,
            until,
        } = self;
        let said = format!("{}|{id}|{pass}|{begun}|{until}", visitor.site.organ.id);
        Ok(visitor.office().keys()?.blind(&said, door.purpose)?)
    }

    fn cookie(&self, visitor: &Visitor) -> Result<Option<HeaderValue>, Problem> {
        let Self {
            door: Door { cookie, .. },
            id,
            pass,
            begun,
            until,
        } = self;
        let seal = self.sealed(visitor)?;
        let seconds = SPAN / 1000;
        let line = format!(
            "{cookie}={id}.{pass}.{begun}.{until}.{seal}; Path=/track; HttpOnly; SameSite=Strict; \
             Max-Age={seconds}"
        );
        Ok(HeaderValue::from_str(&line).ok())
    }
}

/// The cookie that opens this application or matter from now on.
pub(super) fn begun(visitor: &Visitor, door: Door, id: i64) -> Result<Option<HeaderValue>, Problem> {
    let now = visitor.moment.millis();
    let shown = Shown {
        door,
        id,
        pass: hex::encode(rand::random::<[u8; 16]>()),
        begun: now,
        until: now + SPAN,
    };
    shown.cookie(visitor)
}

/// Ends the pass that the request shows: no cookie of it is good any more, whoever holds one.
pub async fn end(visitor: &Visitor, headers: &HeaderMap) -> Result<(), Problem> {
    for door in [APPLICATION, MATTER] {
        if let Some(shown) = Shown::read(visitor, headers, door)? {
            visits::note(visitor.office(), visitor.moment, Visit::PassEnded, &shown.pass).await?;
        }
    }
    Ok(())
}

/// The cookies that end them.
pub(super) fn ended() -> [HeaderValue; 2] {
    [
        HeaderValue::from_static("gongkai_track=; Path=/track; HttpOnly; SameSite=Strict; Max-Age=0"),
        HeaderValue::from_static("gongkai_matter=; Path=/track; HttpOnly; SameSite=Strict; Max-Age=0"),
    ]
}

impl Pass {
    /// Prolongs the pass with a page of its own.
    pub fn prolonged(&self, response: Response) -> Result<Response, Problem> {
        self.shown.prolonged(&self.visitor, response)
    }
}

impl Shown {
    /// Prolongs the pass with a page of its own.
    pub fn prolonged(&self, visitor: &Visitor, mut response: Response) -> Result<Response, Problem> {
        let until = (visitor.moment.millis() + SPAN).min(self.begun + LONGEST);
        let prolonged = Self {
            until,
            ..self.clone()
        };
        if let Some(cookie) = prolonged.cookie(visitor)? {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        Ok(response)
    }
}
