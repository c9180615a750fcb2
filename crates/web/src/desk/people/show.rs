//! One account: what it is, and what the person looking may do with it.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use jiff::Timestamp;
use law::staff::{Act, Refusal, Role, Roles};
use office::staff::{self, Account};
use office::{AccountId, OfficeError};
use serde::Deserialize;

use super::HERE;
use super::closure::{takers, to_whom};
use super::list::{Mark, marks, roles};
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;
use crate::when::{full_minute, minute};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct NameForm {
    name: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct RolesForm {
    role: Vec<String>,
    /// Who takes the open cases, where the account may not handle them any more.
    successor: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct PostsForm {
    posts: String,
}

/// A role with what it is trusted with, as a box to tick.
struct RoleBox {
    code: &'static str,
    label: &'static str,
    trusted: String,
    is_held: bool,
}

/// The account in words.
struct Person {
    id: String,
    login: String,
    name: String,
    roles: String,
    marks: Vec<Mark>,
    disabled_at: Option<String>,
    /// Until when it is locked, where it is.
    locked_until: Option<String>,
    has_second_factor: bool,
    is_sample: bool,
    reset_asked_by: Option<String>,
}

/// What the person looking may do with it.
struct Powers {
    may_manage: bool,
    may_assign: bool,
    may_see_audit: bool,
}

#[derive(Template)]
#[template(path = "desk/people/show.html")]
struct PersonPage {
    frame: Frame,
    here: String,
    person: Person,
    powers: Powers,
    typed_name: String,
    boxes: Vec<RoleBox>,
    is_own: bool,
    /// The posts it holds as they are typed, and all that anybody holds.
    posts: String,
    known_posts: String,
    /// Its open cases, who may take them, and who is to.
    cases: u64,
    takers: Vec<Choice>,
    successor: String,
    errors: FieldErrors,
}

/// The account.
pub async fn show(desk: Desk, Path(id): Path<AccountId>) -> Result<Response, Problem> {
    let account = staff::find(desk.office(), &desk.actor, desk.moment, id).await?;
    desk.page(&page(&desk, &account, FieldErrors::none()).await?)
}

async fn page(desk: &Desk, account: &Account, errors: FieldErrors) -> Result<PersonPage, Problem> {
    let may_ask = desk.may(Act::ManageAccounts) || desk.may(Act::AssignRoles);
    let cases = if may_ask {
        staff::open_cases(desk.office(), &desk.actor, account.id).await?
    } else {
        0
    };
    let known = staff::posts(desk.office(), &desk.actor).await?;
    let held = known
        .iter()
        .filter(|(_, holders)| holders.contains(&account.id.0));
    let held: Vec<&str> = held.map(|(name, _)| name.as_str()).collect();
    let all: Vec<&str> = known.keys().map(String::as_str).collect();
    Ok(PersonPage {
        posts: held.join("、"),
        known_posts: all.join("、"),
        frame: desk.frame(&account.name, Section::People, &[]),
        here: format!("{HERE}/{}", account.id),
        person: Person::of(account, desk.moment.now),
        powers: Powers {
            may_manage: desk.may(Act::ManageAccounts),
            may_assign: desk.may(Act::AssignRoles),
            may_see_audit: desk.may(Act::SeeAudit),
        },
        typed_name: account.name.clone(),
        boxes: boxes(&account.roles),
        is_own: desk.actor.account == Some(account.id),
        takers: if cases > 0 {
            takers(desk, account.id).await?
        } else {
            Vec::new()
        },
        cases,
        successor: String::new(),
        errors,
    })
}

impl Person {
    fn of(account: &Account, now: Timestamp) -> Self {
        Self {
            id: account.id.to_string(),
            login: account.login.clone(),
            name: account.name.clone(),
            roles: roles(account),
            marks: marks(account, now),
            disabled_at: account.disabled_at.map(minute),
            locked_until: account
                .locked_until
                .filter(|until| *until > now)
                .map(|until| minute(full_minute(until))),
            has_second_factor: account.has_second_factor,
            is_sample: account.is_sample,
            reset_asked_by: account.reset_asked_by.clone(),
        }
    }
}

fn boxes(held: &Roles) -> Vec<RoleBox> {
    let everyone = |act: &Act| Role::ALL.iter().all(|role| trusted(*role, *act));
    let own = |role: Role| {
        let acts = Act::ALL
            .iter()
            .filter(|act| trusted(role, **act) && !everyone(act));
        acts.map(|act| act.label()).collect::<Vec<_>>().join("；")
    };
    let all = Role::ALL.iter().map(|role| RoleBox {
        code: role.code(),
        label: role.label(),
        trusted: own(*role),
        is_held: held.contains(role),
    });
    all.collect()
}

/// Whether the role alone is enough for the act.
pub fn trusted(role: Role, act: Act) -> bool {
    law::staff::may(&Roles::from([role]), act).is_ok()
}

/// Changes the name.
pub async fn rename(
    desk: Desk,
    Path(id): Path<AccountId>,
    ProtectedForm(form): ProtectedForm<NameForm>,
) -> Result<Response, Problem> {
    match staff::rename(desk.office(), &desk.actor, desk.moment, id, &form.name).await {
        Ok(()) => Ok(redirect_with(&format!("{HERE}/{id}"), "姓名已修改。")),
        Err(error) => {
            let errors = FieldErrors::from_office(error)?;
            let account = staff::find(desk.office(), &desk.actor, desk.moment, id).await?;
            let page = PersonPage {
                typed_name: form.name,
                ..page(&desk, &account, errors).await?
            };
            desk.again(&page)
        }
    }
}

/// Gives exactly the ticked roles.
pub async fn assign(
    desk: Desk,
    Path(id): Path<AccountId>,
    ProtectedForm(form): ProtectedForm<RolesForm>,
) -> Result<Response, Problem> {
    let ticked: Roles = form
        .role
        .iter()
        .filter_map(|code| Role::from_code(code))
        .collect();
    let (office, actor, moment) = (desk.office(), &desk.actor, desk.moment);
    let done = match to_whom(&form.successor) {
        Some(to) => staff::assign_roles_handing_over(office, actor, moment, id, &ticked, to).await,
        None => staff::assign_roles(office, actor, moment, id, &ticked).await,
    };
    match done {
        Ok(()) => Ok(redirect_with(
            &format!("{HERE}/{id}"),
            "角色已分配，本人重新登录后生效。",
        )),
        Err(error) => {
            let errors = refused(error)?;
            let account = staff::find(desk.office(), &desk.actor, desk.moment, id).await?;
            let page = PersonPage {
                boxes: boxes(&ticked),
                successor: form.successor,
                ..page(&desk, &account, errors).await?
            };
            desk.again(&page)
        }
    }
}

/// Gives exactly the posts that are typed.
pub async fn assign_posts(
    desk: Desk,
    Path(id): Path<AccountId>,
    ProtectedForm(form): ProtectedForm<PostsForm>,
) -> Result<Response, Problem> {
    let names: Vec<String> = form
        .posts
        .split(['、', '，', ',', '；', ';', '\n'])
        .map(str::to_owned)
        .collect();
    match staff::assign_posts(desk.office(), &desk.actor, desk.moment, id, &names).await {
        Ok(()) => Ok(redirect_with(&format!("{HERE}/{id}"), "岗位已保存。")),
        Err(error) => {
            let errors = FieldErrors::from_office(error)?;
            let account = staff::find(desk.office(), &desk.actor, desk.moment, id).await?;
            let page = PersonPage {
                posts: form.posts,
                ..page(&desk, &account, errors).await?
            };
            desk.again(&page)
        }
    }
}

/// Roles that can't stand together are a matter of the form; a missing permission is not.
fn refused(error: OfficeError) -> Result<FieldErrors, Problem> {
    match error {
        OfficeError::Refused(refusal @ (Refusal::Together(_, _) | Refusal::NoRole)) => {
            let mut errors = FieldErrors::none();
            errors.add("roles", refusal.to_string());
            Ok(errors)
        }
        error => FieldErrors::from_office(error),
    }
}
