//! Everyone with an account, and what is open with them.

use askama::Template;
use axum::response::Response;
use jiff::Timestamp;
use law::staff::Act;
use office::staff::{self, Account, PasswordState};

use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::when::{full_minute, minute};

struct PersonLine {
    id: String,
    login: String,
    name: String,
    roles: String,
    marks: Vec<Mark>,
}

/// A word about an account, and the class of its badge.
pub struct Mark {
    pub word: String,
    pub class: &'static str,
}

#[derive(Template)]
#[template(path = "desk/people/list.html")]
struct ListPage {
    frame: Frame,
    rows: Vec<PersonLine>,
    may_open: bool,
}

/// The list.
pub async fn list(desk: Desk) -> Result<Response, Problem> {
    let accounts = staff::list(desk.office(), &desk.actor, desk.moment).await?;
    let now = desk.moment.now;
    let page = ListPage {
        frame: desk.frame("人员", Section::People, &[]),
        rows: accounts.into_iter().map(|account| row(account, now)).collect(),
        may_open: desk.may(Act::ManageAccounts),
    };
    desk.page(&page)
}

fn row(account: Account, now: Timestamp) -> PersonLine {
    PersonLine {
        id: account.id.to_string(),
        marks: marks(&account, now),
        roles: roles(&account),
        login: account.login,
        name: account.name,
    }
}

/// The roles in words.
pub fn roles(account: &Account) -> String {
    let labels: Vec<&str> = account.roles.iter().map(|role| role.label()).collect();
    labels.join("、")
}

/// What is open with an account; nothing where all is as it should be.
pub fn marks(account: &Account, now: Timestamp) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut mark = |word: &str, class| {
        marks.push(Mark {
            word: word.to_owned(),
            class,
        });
    };
    if account.disabled_at.is_some() {
        mark("已停用", "is-withdrawn");
        return marks;
    }
    if let Some(until) = account.locked_until.filter(|until| *until > now) {
        mark(&format!("锁定至 {}", minute(full_minute(until))), "is-withdrawn");
    }
    if account.roles.is_empty() {
        mark("待分配角色", "is-changed");
    }
    if account.reset_asked_by.is_some() {
        mark("重置密码待确认", "is-changed");
    }
    match account.password {
        PasswordState::InUse => {}
        PasswordState::Due => mark("密码待本人修改", "is-changed"),
        PasswordState::RunOut => mark("一次性密码已过期", "is-withdrawn"),
    }
    if account.has_second_factor {
        mark("动态口令", "is-published");
    }
    marks
}
