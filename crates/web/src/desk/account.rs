//! One's own account: password, second factor, and where one is signed in.

use askama::Template;
use axum::response::Response;
use office::staff::{self, Enrolment, OpenSession, PasswordState};
use serde::Deserialize;

use super::confirm::{Question, ask};
use super::layout::{Desk, Frame};
use super::menu::Section;
use super::reached::{Reached, reached};
use crate::csrf::ProtectedForm;
use crate::errors::{Problem, internal};
use crate::flash::redirect_with;
use crate::forms::FieldErrors;
use crate::when::minute;

const HERE: &str = "/desk/account";

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct PasswordForm {
    old_password: String,
    new_password: String,
    new_password_again: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct CodeForm {
    code: String,
    /// Travels with the form, so that a wrong code shows the same picture again.
    secret: String,
    url: String,
}

/// The password again, before the second factor is touched.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct PasswordAgain {
    password: String,
}

/// A form that carries nothing but its own secret.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Bare {}

struct SessionRow {
    address: String,
    client: String,
    begun_at: String,
    seen_at: String,
    is_this: bool,
}

#[derive(Template)]
#[template(path = "desk/account.html")]
pub(super) struct AccountPage {
    frame: Frame,
    login: String,
    pub(super) reached: Reached,
    must_change_password: bool,
    has_second_factor: bool,
    /// Whether this installation requires one of them.
    is_second_factor_required: bool,
    sessions: Vec<SessionRow>,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "desk/second_factor.html")]
struct SecondFactorPage {
    frame: Frame,
    secret: String,
    url: String,
    /// The QR code as SVG, drawn here from nothing but the address.
    picture: String,
    errors: FieldErrors,
}

/// The account.
pub async fn show(desk: Desk) -> Result<Response, Problem> {
    let page = account_page(&desk, FieldErrors::none()).await?;
    desk.page(&page)
}

pub(super) async fn account_page(desk: &Desk, errors: FieldErrors) -> Result<AccountPage, Problem> {
    let account = desk.session.account;
    let known = staff::find(desk.office(), &desk.actor, desk.moment, account).await?;
    let sessions = staff::list_sessions(desk.office(), &desk.actor, desk.moment, account).await?;
    Ok(AccountPage {
        frame: desk.frame("本人账号", Section::Account, &[]),
        login: known.login,
        reached: reached(desk).await?,
        must_change_password: known.password != PasswordState::InUse,
        has_second_factor: known.has_second_factor,
        is_second_factor_required: desk.is_second_factor_required(),
        sessions: sessions
            .into_iter()
            .map(|session| row(session, &desk.session.id))
            .collect(),
        errors,
    })
}

fn row(session: OpenSession, this: &str) -> SessionRow {
    SessionRow {
        is_this: session.id == this,
        address: session.address,
        client: browser(&session.client).to_owned(),
        begun_at: minute(session.begun_at),
        seen_at: minute(session.seen_at),
    }
}

/// What a person calls the browser that calls itself so.
fn browser(client: &str) -> &'static str {
    let names = [
        ("MicroMessenger", "微信"),
        ("Edg/", "Edge 浏览器"),
        ("Firefox/", "Firefox 浏览器"),
        ("360SE", "360 浏览器"),
        ("QQBrowser", "QQ 浏览器"),
        ("Chrome/", "Chrome 内核浏览器"),
        ("Safari/", "Safari 浏览器"),
    ];
    let known = names.into_iter().find(|(mark, _)| client.contains(mark));
    known.map_or("其他程序", |(_, name)| name)
}

/// A new password.
pub async fn set_password(
    desk: Desk,
    ProtectedForm(form): ProtectedForm<PasswordForm>,
) -> Result<Response, Problem> {
    let mut errors = FieldErrors::none();
    if form.new_password != form.new_password_again {
        errors.add("new_password_again", "两次输入的新密码不一致，请重新输入。");
    } else if let Err(error) = staff::set_password(
        desk.office(),
        &desk.actor,
        desk.moment,
        &form.old_password,
        &form.new_password,
        &desk.session.id,
    )
    .await
    {
        errors = FieldErrors::from_office(error)?;
    }
    if errors.is_empty() {
        let next = if desk.session.must_change_password {
            "/desk"
        } else {
            HERE
        };
        return Ok(redirect_with(
            next,
            "密码已修改，其他地方的登录已全部退出，日历订阅地址同时失效。",
        ));
    }
    let page = account_page(&desk, errors).await?;
    desk.again(&page)
}

/// Begins turning the second factor on.
pub async fn start_second_factor(
    desk: Desk,
    ProtectedForm(form): ProtectedForm<PasswordAgain>,
) -> Result<Response, Problem> {
    match staff::start_totp(desk.office(), &desk.actor, desk.moment, &form.password).await {
        Ok(enrolment) => {
            let page = second_factor_page(&desk, enrolment, FieldErrors::none())?;
            desk.page(&page)
        }
        Err(error) => {
            let page = account_page(&desk, FieldErrors::from_office(error)?).await?;
            desk.again(&page)
        }
    }
}

/// Turns it on, when the code is right.
pub async fn confirm_second_factor(
    desk: Desk,
    ProtectedForm(form): ProtectedForm<CodeForm>,
) -> Result<Response, Problem> {
    match staff::confirm_totp(desk.office(), &desk.actor, desk.moment, &form.code).await {
        Ok(()) => Ok(redirect_with(
            HERE,
            "动态口令已启用，下次登录须输入手机上的 6 位数字。",
        )),
        Err(error) => {
            let enrolment = Enrolment {
                secret: form.secret,
                url: form.url,
            };
            let page = second_factor_page(&desk, enrolment, FieldErrors::from_office(error)?)?;
            desk.again(&page)
        }
    }
}

fn second_factor_page(
    desk: &Desk,
    enrolment: Enrolment,
    errors: FieldErrors,
) -> Result<SecondFactorPage, Problem> {
    let picture = paper::letters::qr_svg(&enrolment.url).map_err(|error| internal(&error))?;
    Ok(SecondFactorPage {
        frame: desk.frame("启用动态口令", Section::Account, &[]),
        secret: enrolment.secret,
        url: enrolment.url,
        picture,
        errors,
    })
}

/// Turns it off.
pub async fn remove_second_factor(
    desk: Desk,
    ProtectedForm(form): ProtectedForm<PasswordAgain>,
) -> Result<Response, Problem> {
    if desk.is_second_factor_required() {
        let mut errors = FieldErrors::none();
        errors.add(
            "password",
            "本单位要求您的账号使用动态口令，不能停用。更换手机的，请由安全管理员取消后重新启用。",
        );
        let page = account_page(&desk, errors).await?;
        return desk.again(&page);
    }
    match staff::remove_totp(desk.office(), &desk.actor, desk.moment, &form.password).await {
        Ok(()) => Ok(redirect_with(HERE, "动态口令已停用。")),
        Err(error) => {
            let page = account_page(&desk, FieldErrors::from_office(error)?).await?;
            desk.again(&page)
        }
    }
}

/// Asks before all sessions end.
pub async fn ask_end_sessions(desk: Desk) -> Result<Response, Problem> {
    let lines =
        vec!["所有电脑和手机上的登录（包括这一个）都会退出，需要重新登录；日历订阅地址同时失效。".to_owned()];
    ask(
        &desk,
        &Question {
            section: Section::Account,
            steps: &[],
            title: "全部退出登录",
            lines,
            action: "/desk/account/sessions/end".to_owned(),
            button: "全部退出",
            back: HERE.to_owned(),
            hidden: Vec::new(),
            text: None,
        },
    )
}

/// Ends them, this one too.
pub async fn end_sessions(desk: Desk, _: ProtectedForm<Bare>) -> Result<Response, Problem> {
    staff::sign_out_everywhere(desk.office(), &desk.actor, desk.moment).await?;
    Ok(redirect_with(
        "/desk/session",
        "已在所有地方退出登录，日历订阅地址同时失效。",
    ))
}

#[cfg(test)]
mod tests {
    use super::browser;

    #[test]
    fn a_browser_is_called_what_people_call_it() {
        let edge = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0";
        assert_eq!(browser(edge), "Edge 浏览器");
        assert_eq!(browser("curl/8.0"), "其他程序");
    }
}
