//! A new account: its first password is shown once, to be handed over and changed at the first sign-in.

use askama::Template;
use axum::response::Response;
use office::staff::{self, NewAccount};
use serde::Deserialize;

use super::HERE;
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::forms::FieldErrors;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    login: String,
    name: String,
    ticket: String,
}

#[derive(Template)]
#[template(path = "desk/people/new.html")]
struct NewPage {
    frame: Frame,
    form: Typed,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "desk/people/password.html")]
struct PasswordPage {
    frame: Frame,
    title: String,
    login: String,
    password: String,
    back: String,
    /// What the person can do only after this.
    next: &'static str,
}

/// The form.
pub async fn new(desk: Desk) -> Result<Response, Problem> {
    let prefix = staff::login_prefix(desk.office(), &desk.actor).await?;
    let form = Typed {
        login: prefix.unwrap_or_default(),
        ..Typed::default()
    };
    desk.page(&new_page(&desk, form, FieldErrors::none()))
}

fn new_page(desk: &Desk, form: Typed, errors: FieldErrors) -> NewPage {
    NewPage {
        frame: desk.frame("开通账号", Section::People, &[]),
        form,
        errors,
    }
}

/// Opens it.
pub async fn create(desk: Desk, ProtectedForm(form): ProtectedForm<Typed>) -> Result<Response, Problem> {
    let new = NewAccount {
        login: form.login.clone(),
        name: form.name.clone(),
    };
    match staff::create_once(desk.office(), &desk.actor, desk.moment, &new, &form.ticket).await {
        Ok((id, password)) => {
            let account = staff::find(desk.office(), &desk.actor, desk.moment, id).await?;
            let title = format!("{}的账号已开通", account.name);
            let next = "账号还没有角色，请安全管理员分配后才能办理事项。";
            show_password(
                &desk,
                &title,
                &account.login,
                password.0,
                &format!("{HERE}/{id}"),
                next,
            )
        }
        Err(error) => {
            let page = new_page(&desk, form, FieldErrors::from_office(error)?);
            desk.again(&page)
        }
    }
}

/// The one page that shows a first password. It is in no address, no message and no log.
pub fn show_password(
    desk: &Desk,
    title: &str,
    login: &str,
    password: String,
    back: &str,
    next: &'static str,
) -> Result<Response, Problem> {
    desk.page(&PasswordPage {
        frame: desk.frame(title, Section::People, &[]),
        title: title.to_owned(),
        login: login.to_owned(),
        password,
        back: back.to_owned(),
        next,
    })
}
