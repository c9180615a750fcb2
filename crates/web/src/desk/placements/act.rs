//! What a person does with a placement, each a form of its page: refused, it comes back with all that was typed.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use office::placements::{self, Attempt, Checked, DoneForm, GoneForm};
use office::{OfficeError, PlacementId};

use super::show::{Typed, again};
use super::{address, refused};
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

/// Leads on, or shows the page again.
async fn answered(
    desk: &Desk,
    id: PlacementId,
    form: Typed,
    done: Result<String, OfficeError>,
) -> Result<Response, Problem> {
    match done {
        Ok(told) => Ok(redirect_with(&address(id), &told)),
        Err(error) => {
            let errors = refused_with(error, &form)?;
            again(desk, id, form, errors).await
        }
    }
}

/// Why it was refused. Where somebody else was first its form may be gone from the page: what was typed is told, so that it is not
/// lost.
fn refused_with(error: OfficeError, form: &Typed) -> Result<FieldErrors, Problem> {
    let is_stale = matches!(error, OfficeError::Stale { .. });
    let mut errors = refused(error)?;
    let typed = [
        ("链接", &form.link),
        ("凭证", &form.proof),
        ("说明", &form.reason),
    ];
    let typed = typed.into_iter().filter(|(_, text)| !text.trim().is_empty());
    let typed: Vec<String> = typed
        .map(|(label, text)| format!("{label} {}", text.trim()))
        .collect();
    if is_stale && !typed.is_empty() {
        errors.add("", format!("您填写的没有登记：{}。", typed.join("；")));
    }
    Ok(errors)
}

/// Takes the text, so that others see who is on it.
pub async fn take(
    desk: Desk,
    Path(id): Path<PlacementId>,
    ProtectedForm(form): ProtectedForm<Typed>,
) -> Result<Response, Problem> {
    let seen = (id, form.version);
    let done = placements::take(desk.office(), &desk.actor, desk.moment, seen).await;
    let done = done.map(|()| "已登记取稿，请按步骤发布后回填。".to_owned());
    answered(&desk, id, form, done).await
}

/// Says what came of sending it.
pub async fn attempt(
    desk: Desk,
    Path(id): Path<PlacementId>,
    ProtectedForm(form): ProtectedForm<Typed>,
) -> Result<Response, Problem> {
    let (attempt, told) = match form.attempt.as_str() {
        "sent" => (Attempt::Sent, "已登记，请尽快回填链接。"),
        "lost" => (
            Attempt::Lost,
            "已登记结果不明：请先到后台查看，查清之前不要再发。",
        ),
        "not_found" => (Attempt::NotFound, "已登记没有发出，可以重新发布。"),
        "failed" => (Attempt::Failed, "已登记没有发出，可以重新发布。"),
        _ => {
            let mut errors = FieldErrors::none();
            errors.add("attempt", "请选择这次的结果。");
            return again(&desk, id, form, errors).await;
        }
    };
    let (office, seen) = (desk.office(), (id, form.version));
    let done =
        placements::record_attempt(office, &desk.actor, desk.moment, seen, attempt, &form.reason).await;
    let error = match done {
        Ok(()) => return Ok(redirect_with(&address(id), told)),
        Err(error) => error,
    };
    // Reason and proof of a look are typed into one field.
    let mut errors = FieldErrors::none();
    for (field, message) in refused_with(error, &form)?.all() {
        let field = if field == "proof" { "reason" } else { field };
        errors.add(field, message);
    }
    again(&desk, id, form, errors).await
}

/// Says where it stands.
pub async fn done(
    desk: Desk,
    Path(id): Path<PlacementId>,
    ProtectedForm(form): ProtectedForm<Typed>,
) -> Result<Response, Problem> {
    let given = DoneForm {
        link: form.link.clone(),
        proof: form.proof.clone(),
        push: form.push.clone(),
        push_place: form.push_place.clone(),
        placed_on: form.placed_on.clone(),
    };
    let seen = (id, form.version);
    let done = placements::record_done(desk.office(), &desk.actor, desk.moment, seen, &given).await;
    let done = done.map(|()| "已登记，请打开核对一遍。".to_owned());
    answered(&desk, id, form, done).await
}

/// Holds what is public against what was approved.
pub async fn check(
    desk: Desk,
    Path(id): Path<PlacementId>,
    ProtectedForm(form): ProtectedForm<Typed>,
) -> Result<Response, Problem> {
    let given = Checked {
        pasted: form.pasted.clone(),
        is_same: !form.is_same.is_empty(),
    };
    let seen = (id, form.version);
    let done = placements::check(desk.office(), &desk.actor, desk.moment, seen, &given).await;
    let done = done.map(|found| match found.len() {
        0 => "已核对，与审定稿一致。".to_owned(),
        many => format!("核对结果已登记：与审定稿有 {many} 处不一致，请按页面上的提示处理。"),
    });
    answered(&desk, id, form, done).await
}

/// Says that it is gone.
pub async fn gone(
    desk: Desk,
    Path(id): Path<PlacementId>,
    ProtectedForm(form): ProtectedForm<Typed>,
) -> Result<Response, Problem> {
    let given = GoneForm {
        proof: form.proof.clone(),
    };
    let seen = (id, form.version);
    let done = placements::record_gone(desk.office(), &desk.actor, desk.moment, seen, &given).await;
    let done = done.map(|()| "已登记撤下。".to_owned());
    answered(&desk, id, form, done).await
}

#[derive(Template)]
#[template(path = "desk/placements/withdrawal.html")]
struct WithdrawalPage {
    frame: Frame,
    here: String,
    title: String,
    outlet: String,
    version: i64,
    has_gone_out: bool,
    removal: &'static str,
    reason: String,
    errors: FieldErrors,
}

async fn withdrawal_page(
    desk: &Desk,
    id: PlacementId,
    reason: String,
    errors: FieldErrors,
) -> Result<WithdrawalPage, Problem> {
    let (row, _) = placements::get(desk.office(), &desk.actor, id).await?;
    let here = address(id);
    Ok(WithdrawalPage {
        frame: desk.frame("撤下", Section::Placements, &[(&row.title, &here)]),
        has_gone_out: row.standing.stands_there(),
        removal: row.kind.removal(),
        version: row.version,
        outlet: row.outlet_name,
        title: row.title,
        here,
        reason,
        errors,
    })
}

/// Asks why it is to go.
pub async fn ask_withdrawal(desk: Desk, Path(id): Path<PlacementId>) -> Result<Response, Problem> {
    let page = withdrawal_page(&desk, id, String::new(), FieldErrors::none()).await?;
    desk.page(&page)
}

/// Asks for it to be taken down.
pub async fn withdraw(
    desk: Desk,
    Path(id): Path<PlacementId>,
    ProtectedForm(form): ProtectedForm<Typed>,
) -> Result<Response, Problem> {
    let seen = (id, form.version);
    let done = placements::ask_back(desk.office(), &desk.actor, desk.moment, seen, &form.reason).await;
    match done {
        Ok(()) => Ok(redirect_with(
            &address(id),
            "已登记。已经发出的，请撤下后登记凭据。",
        )),
        Err(error) => {
            let page = withdrawal_page(&desk, id, form.reason, refused(error)?).await?;
            desk.again(&page)
        }
    }
}
