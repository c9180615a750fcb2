//! The open cases of an account that stays: it is locked, or its person is away for long. Who takes them is asked as it is when an
//! account is closed.

use axum::extract::Path;
use axum::response::Response;
use office::AccountId;
use office::staff;

use super::HERE;
use super::closure::{ClosureForm, Successors, to_whom};
use crate::csrf::ProtectedForm;
use crate::desk::layout::Desk;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

/// Asks who takes them.
pub async fn ask(desk: Desk, Path(id): Path<AccountId>) -> Result<Response, Problem> {
    let page = Successors::of_handing_over(&desk, id, ClosureForm::default(), FieldErrors::none()).await?;
    desk.page(&page)
}

/// Gives them away.
pub async fn hand_over(
    desk: Desk,
    Path(id): Path<AccountId>,
    ProtectedForm(form): ProtectedForm<ClosureForm>,
) -> Result<Response, Problem> {
    let mut errors = FieldErrors::none();
    match to_whom(&form.successor) {
        None => errors.add("successor", "请选择由谁接办。"),
        Some(to) => {
            let done = staff::hand_over_cases(desk.office(), &desk.actor, desk.moment, id, to).await;
            match done {
                Ok(()) => return Ok(redirect_with(&format!("{HERE}/{id}"), "在办的申请已转交。")),
                Err(error) => errors = FieldErrors::from_office(error)?,
            }
        }
    }
    let page = Successors::of_handing_over(&desk, id, form, errors).await?;
    desk.again(&page)
}
