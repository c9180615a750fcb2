//! How one's own account is reached: the mail address that reminders go to, and the calendar to subscribe to.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use law::staff::Act;
use office::reminders;
use office::staff;
use serde::Deserialize;

use super::account;
use super::confirm::{Question, ask};
use super::layout::{Desk, Frame};
use super::menu::Section;
use crate::app::App;
use crate::client;
use crate::csrf::ProtectedForm;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;
use crate::routes::DeskRoutes;

const ACCOUNT: &str = "/desk/account";

/// The mail address as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct MailForm {
    mail: String,
    mail_password: String,
}

/// A form that carries nothing but its own secret.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Bare {}

#[derive(Template)]
#[template(path = "desk/contact/calendar.html")]
struct CalendarPage {
    frame: Frame,
    address: String,
    sees_all: bool,
}

/// The routes of this slice.
pub fn routes(routes: DeskRoutes<'_>) -> DeskRoutes<'_> {
    let own = Act::ManageOwnAccount;
    routes
        .post("/desk/account/mail", own, set_mail)
        .post("/desk/account/deputy", own, set_deputy)
        .post("/desk/account/calendar", own, open_calendar)
        .get("/desk/account/calendar/removal", own, ask_close_calendar)
        .post("/desk/account/calendar/removal", own, close_calendar)
}

async fn set_mail(desk: Desk, ProtectedForm(form): ProtectedForm<MailForm>) -> Result<Response, Problem> {
    let (mail, password) = (&form.mail, &form.mail_password);
    match staff::set_mail(desk.office(), &desk.actor, desk.moment, mail, password).await {
        Ok(()) if form.mail.trim().is_empty() => Ok(redirect_with(ACCOUNT, "邮箱已清空，不再发提醒。")),
        Ok(()) if desk.app.settings().mail_way.is_none() => Ok(redirect_with(
            ACCOUNT,
            "邮箱已保存。本系统还没有设置发送邮件，设置后才会收到提醒。",
        )),
        Ok(()) => Ok(redirect_with(
            ACCOUNT,
            "邮箱已保存，并发去一封邮件；几分钟内没有收到，请核对地址。",
        )),
        Err(error) => {
            let mut page = account::account_page(&desk, FieldErrors::from_office(error)?).await?;
            page.reached.mail = form.mail;
            desk.again(&page)
        }
    }
}

/// The deputy as chosen; blank for nobody.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct DeputyForm {
    deputy: String,
}

async fn set_deputy(desk: Desk, ProtectedForm(form): ProtectedForm<DeputyForm>) -> Result<Response, Problem> {
    let to = form.deputy.trim().parse().ok();
    match staff::set_deputy(desk.office(), &desk.actor, desk.moment, to).await {
        Ok(()) if to.is_none() => Ok(redirect_with(ACCOUNT, "没有代理人了。")),
        Ok(()) => Ok(redirect_with(ACCOUNT, "代理人已保存，您经办的件同时提醒代理人。")),
        Err(error) => {
            let page = account::account_page(&desk, FieldErrors::from_office(error)?).await?;
            desk.again(&page)
        }
    }
}

/// Makes the calendar's address, or makes it anew, and shows it once.
async fn open_calendar(
    State(app): State<App>,
    headers: HeaderMap,
    desk: Desk,
    _: ProtectedForm<Bare>,
) -> Result<Response, Problem> {
    let secret = staff::open_calendar(desk.office(), &desk.actor, desk.moment).await?;
    let path = format!("/calendar/{secret}.ics");
    let known = reminders::desk_link(desk.office(), &desk.actor, &path).await?;
    let address = known.unwrap_or_else(|| {
        let scheme = if app.is_https() { "https" } else { "http" };
        format!("{scheme}://{}{path}", client::host(&headers))
    });
    desk.page(&CalendarPage {
        frame: desk.frame("日历订阅地址", Section::Account, &[]),
        address,
        sees_all: desk.may(Act::SeeCases),
    })
}

async fn ask_close_calendar(desk: Desk) -> Result<Response, Problem> {
    let lines = vec!["已经订阅的手机和电脑不再更新，其中已有的日程可能要手动删除。".to_owned()];
    ask(
        &desk,
        &Question {
            section: Section::Account,
            steps: &[],
            title: "停用日历订阅",
            lines,
            action: "/desk/account/calendar/removal".to_owned(),
            button: "停用",
            back: ACCOUNT.to_owned(),
            hidden: Vec::new(),
            text: None,
        },
    )
}

async fn close_calendar(desk: Desk, _: ProtectedForm<Bare>) -> Result<Response, Problem> {
    staff::close_calendar(desk.office(), &desk.actor, desk.moment).await?;
    Ok(redirect_with(ACCOUNT, "日历订阅已停用。"))
}
