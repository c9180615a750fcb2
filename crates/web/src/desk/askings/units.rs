//! The list of units that are asked (科室、所属单位名单).

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::staff::Act;
use office::cases::askings::{self, UnitForm};
use office::{AccountId, UnitId};
use serde::Deserialize;

use crate::csrf::ProtectedForm;
use crate::desk::account::Bare;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

const HERE: &str = "/desk/units";

/// A unit as it is typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    pub name: String,
    pub person: String,
    pub mail: String,
    pub telephone: String,
    pub account: String,
    pub ticket: String,
}

struct UnitLine {
    id: String,
    fields: Fields,
    is_closed: bool,
    /// Its form was refused: it stays open with what is wrong.
    errors: FieldErrors,
}

impl UnitLine {
    /// The name of one of its fields, as the errors know it.
    fn field(&self, name: &str) -> String {
        format!("{name}-{}", self.id)
    }
}

#[derive(Template)]
#[template(path = "desk/askings/units.html")]
struct UnitsPage {
    frame: Frame,
    units: Vec<UnitLine>,
    form: Fields,
    accounts: Vec<Choice>,
    may_change: bool,
    errors: FieldErrors,
}

/// The list.
pub async fn list(desk: Desk) -> Result<Response, Problem> {
    let page = page(&desk, Fields::default(), None, FieldErrors::none()).await?;
    desk.page(&page)
}

/// Adds a unit.
pub async fn create(desk: Desk, ProtectedForm(form): ProtectedForm<Fields>) -> Result<Response, Problem> {
    keep(&desk, None, form).await
}

/// Changes one.
pub async fn save(
    desk: Desk,
    Path(id): Path<UnitId>,
    ProtectedForm(form): ProtectedForm<Fields>,
) -> Result<Response, Problem> {
    keep(&desk, Some(id), form).await
}

/// Closes one.
pub async fn close(desk: Desk, Path(id): Path<UnitId>, _: ProtectedForm<Bare>) -> Result<Response, Problem> {
    askings::close_unit(desk.office(), &desk.actor, desk.moment, id).await?;
    Ok(redirect_with(HERE, "已停用。以前的征询和答复照旧保留。"))
}

async fn keep(desk: &Desk, id: Option<UnitId>, form: Fields) -> Result<Response, Problem> {
    let unit = UnitForm {
        name: form.name.clone(),
        person: form.person.clone(),
        mail: form.mail.clone(),
        telephone: form.telephone.clone(),
        account: form.account.parse().ok().map(AccountId),
    };
    match askings::save_unit_once(desk.office(), &desk.actor, desk.moment, id, &unit, &form.ticket).await {
        Ok(_) => Ok(redirect_with(HERE, "已保存。")),
        Err(error) => {
            let page = page(desk, form, id, FieldErrors::from_office(error)?).await?;
            desk.again(&page)
        }
    }
}

async fn page(
    desk: &Desk,
    typed: Fields,
    of: Option<UnitId>,
    errors: FieldErrors,
) -> Result<UnitsPage, Problem> {
    let all = askings::units(desk.office(), &desk.actor).await?;
    let accounts = askings::answerers(desk.office(), &desk.actor).await?;
    let units = all.into_iter().map(|unit| {
        let is_typed = of == Some(unit.id);
        let stored = Fields {
            name: unit.name,
            person: unit.person,
            mail: unit.mail.unwrap_or_default(),
            telephone: unit.telephone,
            account: unit.account.map(|id| id.to_string()).unwrap_or_default(),
            ticket: String::new(),
        };
        UnitLine {
            id: unit.id.to_string(),
            fields: if is_typed { typed.clone() } else { stored },
            is_closed: unit.is_closed,
            errors: if is_typed {
                errors.clone().of_row(&unit.id)
            } else {
                FieldErrors::none()
            },
        }
    });
    let units = units.collect();
    Ok(UnitsPage {
        frame: desk.frame("科室、单位名单", Section::Units, &[]),
        units,
        form: if of.is_none() { typed } else { Fields::default() },
        accounts: accounts
            .into_iter()
            .map(|(id, name)| Choice::of(id, name))
            .collect(),
        may_change: desk.may(Act::HandleCases),
        errors: if of.is_none() { errors } else { FieldErrors::none() },
    })
}
