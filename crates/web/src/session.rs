//! Who is signed in, and the guard before every desk route: a live session, and the law's permission for the route's act.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use law::staff::{self, Act};
use office::Actor;
use office::staff::Session;

use crate::app::App;
use crate::client;
use crate::errors::Problem;
use crate::refusals::noted;

/// The cookie that holds the session's token; the store keeps only its hash.
pub const SESSION_COOKIE: &str = "gongkai_session";

/// The signed-in member of staff. Only guarded routes have one.
#[derive(Clone, Debug)]
pub struct Signed {
    pub actor: Actor,
    pub session: Session,
}

impl<S: Sync> FromRequestParts<S> for Signed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or(Problem::SignedOut)
    }
}

/// Lets a request through when its session lives and its roles are trusted with the act.
pub async fn guard(State((app, act)): State<(App, Act)>, mut request: Request, next: Next) -> Response {
    let token = client::cookie(request.headers(), SESSION_COOKIE).map(str::to_owned);
    let address = client::ClientAddress::of(&app, request.extensions(), request.headers());
    match signed(&app, token, address.0).await {
        Ok(Some(signed)) => {
            tracing::Span::current().record("account", signed.session.account.0);
            let actor = signed.actor.clone();
            if let Err(problem) = admits(&app, &signed, act) {
                let may_go_on = matches!(problem, Problem::PasswordDue | Problem::SecondFactorDue)
                    && *request.method() == Method::GET;
                if may_go_on {
                    return Redirect::to("/desk/account").into_response();
                }
                return noted(&app, &actor, act, problem.into_response()).await;
            }
            request.extensions_mut().insert(signed);
            let response = next.run(request).await;
            noted(&app, &actor, act, response).await
        }
        Ok(None) if *request.method() == Method::GET => Redirect::to(&sign_in_path(&request)).into_response(),
        Ok(None) => Problem::SignedOut.into_response(),
        Err(problem) => problem.into_response(),
    }
}

/// A first password opens the own account and nothing else, and so does a password alone where a second factor is required; an
/// account without roles opens nothing.
fn admits(app: &App, signed: &Signed, act: Act) -> Result<(), Problem> {
    if signed.actor.roles.is_empty() {
        return Err(Problem::NoRole);
    }
    if signed.session.must_change_password && act != Act::ManageOwnAccount {
        return Err(Problem::PasswordDue);
    }
    if is_second_factor_required(app, signed)
        && !signed.session.has_second_factor
        && act != Act::ManageOwnAccount
    {
        return Err(Problem::SecondFactorDue);
    }
    staff::may(&signed.actor.roles, act).map_err(Problem::Refused)
}

/// Whether this installation requires a second factor of them.
pub fn is_second_factor_required(app: &App, Signed { actor, session }: &Signed) -> bool {
    !session.is_sample && app.settings().second_factor.requires(&actor.roles)
}

async fn signed(app: &App, token: Option<String>, from: String) -> Result<Option<Signed>, Problem> {
    let Some(token) = token else { return Ok(None) };
    let session = office::staff::session(app.office(), &token, app.moment()).await?;
    Ok(session.map(|session| {
        let actor = Actor {
            from,
            ..session.actor.clone()
        };
        Signed { actor, session }
    }))
}

fn sign_in_path(request: &Request) -> String {
    let wanted = request
        .uri()
        .path_and_query()
        .map_or("/desk", axum::http::uri::PathAndQuery::as_str);
    if wanted == "/desk" {
        return "/desk/session".to_owned();
    }
    let query = serde_html_form::to_string([("next", wanted)]).unwrap_or_default();
    format!("/desk/session?{query}")
}

/// The cookie line that begins a session.
pub fn begun(token: &str) -> Option<HeaderValue> {
    let line = format!("{SESSION_COOKIE}={token}; Path=/desk; HttpOnly; SameSite=Lax");
    HeaderValue::from_str(&line).ok()
}

/// The cookie line that ends it.
pub fn ended() -> HeaderValue {
    HeaderValue::from_static("gongkai_session=; Path=/desk; HttpOnly; SameSite=Lax; Max-Age=0")
}
