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
    successor: String,
}

#[derive(Template)]
#[template(path = "desk/people/closure.html")]
struct ClosurePage {
    frame: Frame,
    here: String,
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
    let done = match form.successor.as_str() {
        "" => staff::disable(office, actor, moment, id).await,
        chosen => {
            let to = (chosen != NOBODY).then(|| chosen.parse().unwrap_or(AccountId(0)));
            staff::disable_handing_over(office, actor, moment, id, to).await
        }
    };
    match done {
        Ok(()) => Ok(redirect_with(&format!("{HERE}/{id}"), "账号已停用。")),
        Err(error) => {
            let page = page(&desk, id, form, FieldErrors::from_office(error)?).await?;
            desk.again(&page)
        }
    }
}

async fn page(
    desk: &Desk,
    id: AccountId,
    form: ClosureForm,
    errors: FieldErrors,
) -> Result<ClosurePage, Problem> {
    let account = staff::find(desk.office(), &desk.actor, desk.moment, id).await?;
    let cases = staff::open_cases(desk.office(), &desk.actor, id).await?;
    let people = staff::successors(desk.office(), &desk.actor, id).await?;
    let mut people: Vec<Choice> = people
        .into_iter()
        .map(|(id, name)| Choice::of(id, name))
        .collect();
    people.push(Choice::of(NOBODY, "暂不指定，由全体经办人看到"));
    Ok(ClosurePage {
        frame: desk.frame("停用账号", Section::People, &[]),
        here: format!("{HERE}/{id}"),
        name: account.name,
        login: account.login,
        cases,
        people,
        form,
        errors,
    })
}
