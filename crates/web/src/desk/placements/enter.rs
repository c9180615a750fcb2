//! The form for what renders no document of the site, and for what went where no outlet is set up.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use law::counts::Origin;
use law::outlets::Push;
use office::placements::{self, DoneForm, EntryForm};
use serde::Deserialize;

use super::{address, refused};
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    ticket: String,
    outlet: String,
    title: String,
    origin: String,
    source: String,
    approval: String,
    place: String,
    link: String,
    proof: String,
    push: String,
    push_place: String,
    placed_on: String,
}

#[derive(Template)]
#[template(path = "desk/placements/enter.html")]
struct EnterPage {
    frame: Frame,
    outlets: Vec<Choice>,
    origins: Vec<Choice>,
    pushes: Vec<Choice>,
    form: Typed,
    errors: FieldErrors,
}

async fn page(desk: &Desk, form: Typed, errors: FieldErrors) -> Result<EnterPage, Problem> {
    let outlets = placements::outlets(desk.office(), &desk.actor).await?;
    let open = outlets.into_iter().filter(|one| !one.is_closed);
    let named = open.map(|one| Choice::of(one.id, format!("{}（{}）", one.name, one.kind.label())));
    Ok(EnterPage {
        frame: desk.frame("登记其他发布", Section::Placements, &[]),
        outlets: named.collect(),
        origins: Origin::ALL
            .iter()
            .map(|one| Choice::of(one.code(), one.label()))
            .collect(),
        pushes: Push::ALL
            .iter()
            .map(|one| Choice::of(one.code(), one.label()))
            .collect(),
        form,
        errors,
    })
}

/// The empty form.
pub async fn new(desk: Desk, Query(form): Query<Typed>) -> Result<Response, Problem> {
    let form = Typed {
        outlet: form.outlet,
        ..Typed::default()
    };
    let page = page(&desk, form, FieldErrors::none()).await?;
    desk.page(&page)
}

/// Enters it.
pub async fn create(desk: Desk, ProtectedForm(form): ProtectedForm<Typed>) -> Result<Response, Problem> {
    let given = EntryForm {
        outlet: form.outlet.clone(),
        title: form.title.clone(),
        origin: form.origin.clone(),
        source: form.source.clone(),
        approval: form.approval.clone(),
        place: form.place.clone(),
        done: DoneForm {
            link: form.link.clone(),
            proof: form.proof.clone(),
            push: form.push.clone(),
            push_place: form.push_place.clone(),
            placed_on: form.placed_on.clone(),
        },
    };
    let made = placements::enter(desk.office(), &desk.actor, desk.moment, &given, &form.ticket).await;
    match made {
        Ok(id) => Ok(redirect_with(&address(id), "已登记。")),
        Err(error) => {
            let page = page(&desk, form, refused(error)?).await?;
            desk.again(&page)
        }
    }
}
