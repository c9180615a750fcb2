//! The askings of a case, and the form by which a clerk asks one or several units.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::calendar::meant_day;
use law::staff::Act;
use office::cases::askings::{self, NewAsking, Unit};
use office::{CaseId, OfficeError, UnitId, calendar, cases};
use serde::Deserialize;

use super::part::{AskingLine, lines};
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::ticked;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

/// What is typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct AskForm {
    units: Vec<UnitId>,
    content: String,
    due_on: String,
    #[serde(deserialize_with = "ticked")]
    is_seen: bool,
    #[serde(deserialize_with = "ticked")]
    is_mailed: bool,
    ticket: String,
}

struct UnitLine {
    id: String,
    name: String,
    contact: String,
    is_ticked: bool,
}

#[derive(Template)]
#[template(path = "desk/askings/case.html")]
struct CasePage {
    frame: Frame,
    here: String,
    back: String,
    request: String,
    lines: Vec<AskingLine>,
    units: Vec<UnitLine>,
    form: AskForm,
    due_hint: String,
    may_ask: bool,
    errors: FieldErrors,
}

/// The page.
pub async fn list(desk: Desk, Path(id): Path<CaseId>) -> Result<Response, Problem> {
    let page = page(&desk, id, None, FieldErrors::none()).await?;
    desk.page(&page)
}

/// Asks.
pub async fn ask(
    desk: Desk,
    Path(id): Path<CaseId>,
    ProtectedForm(form): ProtectedForm<AskForm>,
) -> Result<Response, Problem> {
    let done = match read(&form, &desk) {
        Ok(asked) => askings::ask(desk.office(), &desk.actor, desk.moment, id, &asked, &form.ticket).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(redirect_with(
            &here(id),
            "已发出征询。没有邮箱的科室，请打开那一件，复制链接发给对方。",
        )),
        Err(error) => {
            let page = page(&desk, id, Some(form), FieldErrors::from_office(error)?).await?;
            desk.again(&page)
        }
    }
}

fn here(id: CaseId) -> String {
    format!("/desk/cases/{id}/askings")
}

fn read(form: &AskForm, desk: &Desk) -> Result<NewAsking, OfficeError> {
    let due_on = match form.due_on.trim() {
        "" => None,
        typed => {
            Some(meant_day(typed, desk.moment.today).map_err(|why| OfficeError::invalid("due_on", why))?)
        }
    };
    Ok(NewAsking {
        units: form.units.clone(),
        content: form.content.clone(),
        due_on,
        is_seen: form.is_seen,
        is_mailed: form.is_mailed,
        site: Some(desk.origin.clone()),
    })
}

async fn page(
    desk: &Desk,
    id: CaseId,
    typed: Option<AskForm>,
    errors: FieldErrors,
) -> Result<CasePage, Problem> {
    let (office, actor) = (desk.office(), &desk.actor);
    let case = cases::get(office, actor, desk.moment, id).await?;
    let all = askings::of_case(office, actor, id).await?;
    let calendar = calendar::holidays(office).await?;
    let is_open = case.standing.outcome.is_none() && case.anonymised_at.is_none();
    let may_ask = is_open && desk.may(Act::HandleCases);
    let (form, due_hint) = if may_ask {
        let (content, due) = askings::proposed(office, actor, desk.moment, id).await?;
        let proposed = AskForm {
            content,
            due_on: due.on.to_string(),
            is_mailed: true,
            ..AskForm::default()
        };
        (
            typed.unwrap_or(proposed),
            format!("建议 {}：{}", due.on, due.reason),
        )
    } else {
        (AskForm::default(), String::new())
    };
    let back = format!("/desk/cases/{id}");
    let units = askings::units(office, actor).await?;
    Ok(CasePage {
        frame: desk.frame("内部征询", Section::Cases, &[(&case.number, &back)]),
        here: here(id),
        back,
        request: case.as_corrected(),
        lines: lines(&all, desk.moment.today, &calendar),
        units: units
            .into_iter()
            .filter(|unit| !unit.is_closed)
            .map(|unit| UnitLine::of(unit, &form.units))
            .collect(),
        form,
        due_hint,
        may_ask,
        errors,
    })
}

impl UnitLine {
    fn of(unit: Unit, ticked: &[UnitId]) -> Self {
        let way = match (&unit.mail, unit.account) {
            (Some(_), _) => "有邮箱",
            (None, Some(_)) => "有账号",
            (None, None) => "没有邮箱，需要转交链接",
        };
        let contact = [unit.person.as_str(), unit.telephone.as_str(), way];
        let contact: Vec<&str> = contact.into_iter().filter(|one| !one.is_empty()).collect();
        Self {
            is_ticked: ticked.contains(&unit.id),
            id: unit.id.to_string(),
            contact: contact.join("，"),
            name: unit.name,
        }
    }
}
