//! An account is closed: who takes its open cases is asked first, so that none is left with somebody who does not see it.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use office::AccountId;
use office::staff;
use serde::Deserialize;

use super::HERE;
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

/// What stands for nobody in the list.
const NOBODY: &str = "nobody";

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ClosureForm {
    pub successor: String,
}

/// Who is to take the cases: nobody in particular is a choice; `None` where none was made.
#[expect(
    clippy::option_option,
    reason = "not chosen, and chosen to be nobody, are two things"
)]
pub(super) fn to_whom(successor: &str) -> Option<Option<AccountId>> {
    match successor {
        "" => None,
        NOBODY => Some(None),
        chosen => Some(Some(chosen.parse().unwrap_or(AccountId(0)))),
    }
}

/// The page that asks who takes the open cases of an account.
#[derive(Template)]
#[template(path = "desk/people/closure.html")]
pub(super) struct Successors {
    frame: Frame,
    here: String,
    title: &'static str,
    /// Where the answer goes, and what it does.
    action: String,
    button: &'static str,
    then: &'static str,
    /// Something is ended by it, and not only handed on.
    is_ending: bool,
    name: String,
    login: String,
    /// Open cases of the account.
    cases: u64,
    people: Vec<Choice>,
    form: ClosureForm,
    errors: FieldErrors,
}

/// Asks before an account is closed.
pub async fn ask(desk: Desk, Path(id): Path<AccountId>) -> Result<Response, Problem> {
    let page = page(&desk, id, ClosureForm::default(), FieldErrors::none()).await?;
    desk.page(&page)
}

/// Closes it.
pub async fn close(
    desk: Desk,
    Path(id): Path<AccountId>,
    ProtectedForm(form): ProtectedForm<ClosureForm>,
) -> Result<Response, Problem> {
    let (office, actor, moment) = (desk.office(), &desk.actor, desk.moment);
    let done = match to_whom(&form.successor) {
        None => staff::disable(office, actor, moment, id).await,
        Some(to) => staff::disable_handing_over(office, actor, moment, id, to).await,
    };
    match done {
        Ok(()) => Ok(redirect_with(&format!("{HERE}/{id}"), "账号已停用。")),
        Err(error) => {
            let page = page(&desk, id, form, FieldErrors::from_office(error)?).await?;
            desk.again(&page)
        }
    }
}

/// Those who may take the cases of an account, and nobody in particular.
pub(super) async fn takers(desk: &Desk, of: AccountId) -> Result<Vec<Choice>, Problem> {
    let people = staff::successors(desk.office(), &desk.actor, of).await?;
    let people = people.into_iter().map(|(id, name)| Choice::of(id, name));
    let nobody = Choice::of(NOBODY, "暂不指定，由全体经办人看到");
    Ok(people.chain([nobody]).collect())
}

impl Successors {
    /// Whether there is something to do: an account to close, or cases to give away.
    fn has_something(&self) -> bool {
        self.cases > 0 || self.action.ends_with("/closure")
    }

    async fn of(
        desk: &Desk,
        id: AccountId,
        (title, place): (&'static str, &str),
        form: ClosureForm,
        errors: FieldErrors,
    ) -> Result<Self, Problem> {
        let account = staff::find(desk.office(), &desk.actor, desk.moment, id).await?;
        let here = format!("{HERE}/{id}");
        Ok(Self {
            frame: desk.frame(title, Section::People, &[]),
            title,
            action: format!("{here}/{place}"),
            here,
            button: "停用",
            is_ending: true,
            then: "停用后不能登录，正在使用的会话立即结束。账号和办理记录都保留，可以恢复。",
            name: account.name,
            login: account.login,
            cases: staff::open_cases(desk.office(), &desk.actor, id).await?,
            people: takers(desk, id).await?,
            form,
            errors,
        })
    }

    /// Of an account that stays.
    pub async fn of_handing_over(
        desk: &Desk,
        id: AccountId,
        form: ClosureForm,
        errors: FieldErrors,
    ) -> Result<Self, Problem> {
        Ok(Self {
            button: "转交",
            is_ending: false,
            then: "只转交没有办结的申请，账号照旧；被锁定的账号，解除锁定以后也不再经办这些申请。",
            ..Self::of(desk, id, ("转交在办申请", "cases"), form, errors).await?
        })
    }
}

async fn page(
    desk: &Desk,
    id: AccountId,
    form: ClosureForm,
    errors: FieldErrors,
) -> Result<Successors, Problem> {
    Successors::of(desk, id, ("停用账号", "closure"), form, errors).await
}
