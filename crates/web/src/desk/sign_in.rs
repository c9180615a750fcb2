//! Signing in: login and password, then the code of the second factor where it is on; signing out. What the page says
//! never tells whether a login exists (GB/T 22239-2019 8.1.4.1).

use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use jiff::Timestamp;
use office::OfficeError;
use office::staff::{self, Entrance, SignIn};
use serde::Deserialize;

use crate::app::App;
use crate::assets::asset;
use crate::client::{self, ClientAddress};
use crate::csrf::{Csrf, ProtectedForm};
use crate::display::Display;
use crate::error_pages::WayOn;
use crate::errors::Problem;
use crate::flash::{self, Flash};
use crate::sent::SentForm;
use crate::session::{self, SESSION_COOKIE};
use crate::when;

/// After how many seconds to try again where too many sign in at once.
const BUSY: i64 = 5;
/// Holds the token of a sign-in that waits for its code.
const CODE_COOKIE: &str = "gongkai_code";

/// Where the person wanted to go.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    next: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PasswordForm {
    login: String,
    password: String,
    next: String,
    carried: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct CodeForm {
    code: String,
    next: String,
    carried: String,
}

/// Which of the two steps the page asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Password,
    Code,
}

#[derive(Template)]
#[template(path = "desk/sign_in.html")]
struct SignInPage {
    style: String,
    display: Display,
    organ_name: String,
    is_code: bool,
    fields: SignInFields,
    flash: Option<String>,
    fault: Option<String>,
}

/// What a form of either step carries, and what was typed.
#[derive(Clone, Debug, Default)]
pub struct SignInFields {
    pub csrf: String,
    pub login: String,
    /// Where the person wanted to go.
    pub next: String,
    /// The form that the end of a session held up, in JSON; empty where there is none.
    pub carried: String,
}

impl SignInFields {
    /// Those of a page that says that the session ended while this form was written; the form holds its secret.
    pub fn carrying(form: &SentForm) -> Self {
        Self {
            csrf: form.secret().to_owned(),
            carried: serde_json::to_string(form).unwrap_or_default(),
            ..Self::default()
        }
    }
}

/// What a page of either step is made of.
struct SignInStep<'a> {
    app: &'a App,
    headers: &'a HeaderMap,
    csrf: Csrf,
}

/// The page for login and password.
pub async fn show(
    State(app): State<App>,
    Query(wanted): Query<Wanted>,
    csrf: Csrf,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if let Some(token) = client::cookie(&headers, SESSION_COOKIE)
        && staff::session(app.office(), token, app.moment()).await?.is_some()
    {
        return Ok(Redirect::to(&safe(&wanted.next)).into_response());
    }
    let fields = SignInFields {
        next: wanted.next,
        ..SignInFields::default()
    };
    SignInStep::of(&app, &headers, csrf)
        .page(Step::Password, fields, None)
        .await
}

/// Login and password.
pub async fn enter(
    State(app): State<App>,
    ClientAddress(address): ClientAddress,
    csrf: Csrf,
    headers: HeaderMap,
    ProtectedForm(form): ProtectedForm<PasswordForm>,
) -> Result<Response, Problem> {
    let browser = browser(&headers);
    let entrance = entrance(&app, &headers, &address, &browser);
    let tried = staff::sign_in(app.office(), app.moment(), &form.login, &form.password, entrance).await;
    let wrong = "登录名或者密码不对，请核对后重新输入。";
    let fields = SignInFields {
        login: form.login,
        next: form.next,
        carried: form.carried,
        ..SignInFields::default()
    };
    SignInStep::of(&app, &headers, csrf)
        .lead_on(Step::Password, tried, fields, wrong)
        .await
}

/// Whence this request signs in; the session it has already ends with that.
fn entrance<'a>(app: &App, headers: &'a HeaderMap, address: &'a str, browser: &'a str) -> Entrance<'a> {
    Entrance {
        address,
        client: browser,
        former: client::cookie(headers, SESSION_COOKIE),
        most_sessions: app.settings().most_sessions,
    }
}

/// The page for the code.
pub async fn show_code(
    State(app): State<App>,
    Query(wanted): Query<Wanted>,
    csrf: Csrf,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if client::cookie(&headers, CODE_COOKIE).is_none() {
        return Ok(Redirect::to("/desk/session").into_response());
    }
    let fields = SignInFields {
        next: wanted.next,
        ..SignInFields::default()
    };
    SignInStep::of(&app, &headers, csrf)
        .page(Step::Code, fields, None)
        .await
}

/// The code.
pub async fn enter_code(
    State(app): State<App>,
    ClientAddress(address): ClientAddress,
    csrf: Csrf,
    headers: HeaderMap,
    ProtectedForm(form): ProtectedForm<CodeForm>,
) -> Result<Response, Problem> {
    let token = client::cookie(&headers, CODE_COOKIE).unwrap_or("");
    let browser = browser(&headers);
    let entrance = entrance(&app, &headers, &address, &browser);
    let tried = staff::confirm_code(app.office(), app.moment(), token, &form.code, entrance).await;
    let wrong = "动态口令不对或者已过期。请核对手机时间后输入新的口令；超过五分钟的，请重新登录。";
    let fields = SignInFields {
        next: form.next,
        carried: form.carried,
        ..SignInFields::default()
    };
    SignInStep::of(&app, &headers, csrf)
        .lead_on(Step::Code, tried, fields, wrong)
        .await
}

/// Signs out; without a session there is nothing to end.
pub async fn leave(
    State(app): State<App>,
    headers: HeaderMap,
    ProtectedForm(Wanted { .. }): ProtectedForm<Wanted>,
) -> Result<Response, Problem> {
    let moment = app.moment();
    if let Some(token) = client::cookie(&headers, SESSION_COOKIE)
        && let Some(session) = staff::session(app.office(), token, moment).await?
    {
        staff::sign_out(app.office(), &session.actor, moment, token).await?;
    }
    let mut response = flash::redirect_with("/desk/session", "已退出登录。");
    response
        .headers_mut()
        .append(header::SET_COOKIE, session::ended());
    Ok(response)
}

enum Fault {
    Wrong(&'static str),
    Locked(Timestamp),
    /// Too many at once: it was not looked at, and not counted.
    Busy,
}

impl<'a> SignInStep<'a> {
    fn of(app: &'a App, headers: &'a HeaderMap, csrf: Csrf) -> Self {
        Self { app, headers, csrf }
    }

    /// Where a try leads: onward, or back to the form with what was at fault; `wrong` is said of a wrong secret.
    async fn lead_on(
        self,
        step: Step,
        tried: Result<SignIn, OfficeError>,
        fields: SignInFields,
        wrong: &'static str,
    ) -> Result<Response, Problem> {
        match tried {
            Ok(SignIn::Done { token }) => begun(Display::of(self.headers), &token, &fields),
            Ok(SignIn::NeedsCode { token }) => self.ask_code(&token, fields).await,
            Ok(SignIn::Wrong) => self.again(step, fields, Fault::Wrong(wrong)).await,
            Ok(SignIn::Locked { until }) => self.again(step, fields, Fault::Locked(until)).await,
            Err(OfficeError::Busy) => self.again(step, fields, Fault::Busy).await,
            Err(error) => Err(error.into()),
        }
    }

    async fn page(
        self,
        step: Step,
        fields: SignInFields,
        fault: Option<String>,
    ) -> Result<Response, Problem> {
        let organ = self.app.organ(client::host(self.headers)).await?;
        let Flash(flash) = Flash::from_headers(self.headers);
        let has_flash = flash.is_some();
        let page = SignInPage {
            style: asset("desk.css"),
            display: Display::of(self.headers),
            organ_name: organ.name,
            is_code: step == Step::Code,
            fields: SignInFields {
                csrf: self.csrf.token,
                ..fields
            },
            flash,
            fault,
        };
        let mut response = Html(page.render()?).into_response();
        let cookies = self.csrf.new_visit.into_iter();
        for cookie in cookies.chain(has_flash.then(flash::taken)) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        Ok(response)
    }

    /// On to the code. What waits for the end of signing in stays on the page, which is then no redirect.
    async fn ask_code(self, token: &str, fields: SignInFields) -> Result<Response, Problem> {
        let cookie = code_cookie(token, 300);
        let mut response = if fields.carried.is_empty() {
            let query = serde_html_form::to_string([("next", safe(&fields.next))]).unwrap_or_default();
            Redirect::to(&format!("/desk/session/code?{query}")).into_response()
        } else {
            self.page(Step::Code, fields, None).await?
        };
        if let Some(cookie) = cookie {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        Ok(response)
    }

    async fn again(self, step: Step, fields: SignInFields, fault: Fault) -> Result<Response, Problem> {
        let (status, words, wait) = match fault {
            Fault::Wrong(words) => (StatusCode::UNPROCESSABLE_ENTITY, words.to_owned(), None),
            Fault::Locked(until) => {
                let seconds = until.as_second() - self.app.moment().now.as_second();
                let words = format!(
                    "登录失败次数过多，已暂停登录。请在 {} 分钟后（{} 起）再试，或者联系安全管理员解除锁定。",
                    (seconds.max(1) + 59) / 60,
                    when::local(when::full_minute(until)).strftime("%H:%M"),
                );
                (StatusCode::TOO_MANY_REQUESTS, words, Some(seconds.max(1)))
            }
            Fault::Busy => {
                let words =
                    "同时登录的人较多，这次没有核对，也不计入失败次数。请等几秒钟，重新输入后再登录。";
                (StatusCode::SERVICE_UNAVAILABLE, words.to_owned(), Some(BUSY))
            }
        };
        let mut response = self.page(step, fields, Some(words)).await?;
        *response.status_mut() = status;
        if let Some(wait) = wait {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(wait));
        }
        Ok(response)
    }
}

/// Signed in: on to where the person wanted to go, or to the form that waited for it.
fn begun(display: Display, token: &str, fields: &SignInFields) -> Result<Response, Problem> {
    let mut response = match carried(&fields.carried, token) {
        Some(form) => Html(CarriedPage::of(form, &fields.next, display).render()?).into_response(),
        None => Redirect::to(&safe(&fields.next)).into_response(),
    };
    let cookies = session::begun(token).into_iter();
    for cookie in cookies.chain([code_cookie("", 0)].into_iter().flatten()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// The form that the end of a session held up, with the secret of the new one; only a form of the desk.
fn carried(text: &str, token: &str) -> Option<SentForm> {
    let mut form: SentForm = serde_json::from_str(text).ok()?;
    (safe(&form.action) == form.action).then(|| {
        form.seal(&Csrf::of_session(token));
        form
    })
}

#[derive(Template)]
#[template(path = "desk/carried.html")]
struct CarriedPage {
    style: String,
    display: Display,
    next: String,
    way_on: WayOn,
}

impl CarriedPage {
    fn of(form: SentForm, next: &str, display: Display) -> Self {
        Self {
            style: asset("desk.css"),
            display,
            next: safe(next),
            way_on: WayOn::of_stale(&form),
        }
    }
}

fn code_cookie(token: &str, seconds: u32) -> Option<HeaderValue> {
    let line =
        format!("{CODE_COOKIE}={token}; Path=/desk/session; HttpOnly; SameSite=Strict; Max-Age={seconds}");
    HeaderValue::from_str(&line).ok()
}

/// Only pages of the desk itself: never another site.
fn safe(next: &str) -> String {
    let is_desk = next == "/desk" || next.starts_with("/desk/") || next.starts_with("/desk?");
    let is_plain = next
        .chars()
        .all(|one| one.is_ascii_graphic() && one != '\\' && one != '"');
    if is_desk && is_plain && !next.starts_with("/desk/session") {
        next.to_owned()
    } else {
        "/desk".to_owned()
    }
}

fn browser(headers: &HeaderMap) -> String {
    let name = headers
        .get(header::USER_AGENT)
        .and_then(|name| name.to_str().ok());
    name.unwrap_or("").to_owned()
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn sign_in_leads_nowhere_but_to_the_desk() {
        assert_eq!(safe("/desk/reports/2024?x=1"), "/desk/reports/2024?x=1");
        for other in [
            "",
            "//evil.example",
            "https://evil.example",
            "/\\evil",
            "/desk/session",
            "/deskevil",
            "/desk/\r\nx",
        ] {
            assert_eq!(safe(other), "/desk", "{other}");
        }
    }
}
