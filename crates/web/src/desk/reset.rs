//! A new password by the code that was mailed to whoever forgot theirs. The page tells nobody whether a login exists.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use office::{OfficeError, staff};
use serde::Deserialize;

use crate::app::App;
use crate::assets::asset;
use crate::client::{self, ClientAddress};
use crate::csrf::{Csrf, ProtectedForm};
use crate::display::Display;
use crate::errors::Problem;
use crate::flash;
use crate::forms::FieldErrors;

/// After how many seconds to try again where too many passwords are looked at at once.
const BUSY: i64 = 5;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ResetForm {
    login: String,
    code: String,
    new_password: String,
    new_password_again: String,
}

#[derive(Template)]
#[template(path = "desk/reset.html")]
struct ResetPage {
    style: String,
    display: Display,
    organ_name: String,
    csrf: String,
    login: String,
    code: String,
    errors: FieldErrors,
}

/// The form.
pub async fn show(State(app): State<App>, csrf: Csrf, headers: HeaderMap) -> Result<Response, Problem> {
    page(&app, csrf, &headers, ResetForm::default(), FieldErrors::none()).await
}

/// The new password.
pub async fn set(
    State(app): State<App>,
    ClientAddress(address): ClientAddress,
    csrf: Csrf,
    headers: HeaderMap,
    ProtectedForm(form): ProtectedForm<ResetForm>,
) -> Result<Response, Problem> {
    let mut errors = FieldErrors::none();
    if form.new_password == form.new_password_again {
        let holder = (form.login.as_str(), form.code.as_str());
        let set =
            staff::set_password_by_code(app.office(), app.moment(), holder, &form.new_password, &address)
                .await;
        match set {
            Ok(()) => {
                return Ok(flash::redirect_with(
                    "/desk/session",
                    "新密码已设置，请用新密码登录。",
                ));
            }
            Err(OfficeError::Busy) => return busy(&app, csrf, &headers, form).await,
            Err(error) => errors = FieldErrors::from_office(error)?,
        }
    } else {
        errors.add("new_password_again", "两次输入的新密码不一致，请重新输入。");
    }
    let mut response = page(&app, csrf, &headers, form, errors).await?;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

async fn busy(app: &App, csrf: Csrf, headers: &HeaderMap, form: ResetForm) -> Result<Response, Problem> {
    let mut errors = FieldErrors::none();
    errors.add("", "同时登录的人较多，这次没有核对。请等几秒钟再提交。");
    let mut response = page(app, csrf, headers, form, errors).await?;
    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, HeaderValue::from(BUSY));
    Ok(response)
}

async fn page(
    app: &App,
    csrf: Csrf,
    headers: &HeaderMap,
    form: ResetForm,
    errors: FieldErrors,
) -> Result<Response, Problem> {
    let page = ResetPage {
        style: asset("desk.css"),
        display: Display::of(headers),
        organ_name: app.organ(client::host(headers)).await?.name,
        csrf: csrf.token,
        login: form.login,
        code: form.code,
        errors,
    };
    let mut response = Html(page.render()?).into_response();
    if let Some(cookie) = csrf.new_visit {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
