//! The visits one by one: what a number of the month's sheet opens into; and a visit's own page, where it is amended, handed on as a
//! matter, led to an application, or struck.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use jiff::civil::Date;
use law::calendar::typed_day;
use law::halls::{VisitOutcome, kind_label, visit_kinds};
use law::matters::AskingForm;
use law::staff::Act;
use office::halls::{self, Amended, Hall, VisitFilter, VisitRow};
use office::{HallVisitId, Page};

use serde::Deserialize;

use super::{VISITS, refused};
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;
use crate::when::{minute, second};

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    hall: String,
    from: String,
    to: String,
    kind: String,
    outcome: String,
    open: String,
    page: String,
}

struct Line {
    href: String,
    at: String,
    hall: String,
    kind: String,
    outcome: &'static str,
    topic: String,
    by: String,
    is_struck: bool,
    is_doubtful: bool,
}

#[derive(Template)]
#[template(path = "desk/halls/visits.html")]
struct VisitsPage {
    frame: Frame,
    asked: Asked,
    halls: Vec<Choice>,
    kinds: Vec<Choice>,
    outcomes: Vec<Choice>,
    page: Page<Line>,
    /// The same choice, up to the number of its page.
    base: String,
}

fn kinds() -> Vec<Choice> {
    let kinds = visit_kinds().iter();
    kinds
        .map(|kind| Choice::of(&kind.code, kind.label.as_str()))
        .collect()
}

/// The outcomes, as a form offers them.
pub fn outcomes() -> Vec<Choice> {
    let all = VisitOutcome::ALL.iter();
    all.map(|one| Choice::of(one.code(), one.label())).collect()
}

fn hall_name(halls: &[Hall], row: &VisitRow) -> String {
    let hall = halls.iter().find(|hall| hall.id == row.hall);
    hall.map_or_else(String::new, |hall| hall.name.clone())
}

fn line(row: &VisitRow, halls: &[Hall]) -> Line {
    Line {
        href: format!("{VISITS}/{}", row.id),
        at: minute(row.counted_at),
        hall: hall_name(halls, row),
        kind: kind_label(&row.kind).to_owned(),
        outcome: row.outcome.label(),
        topic: row.topic.clone(),
        by: row.by.clone(),
        is_struck: row.struck.is_some(),
        is_doubtful: row.is_doubtful,
    }
}

/// The list.
pub async fn list(desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let (office, actor, today) = (desk.office(), &desk.actor, desk.moment.today);
    let is_open = !asked.open.is_empty();
    let usual: (Date, Date) = (today.first_of_month(), today);
    let (from, to) = (
        typed_day(&asked.from).unwrap_or(usual.0),
        typed_day(&asked.to).unwrap_or(usual.1),
    );
    let filter = VisitFilter {
        hall: asked.hall.parse().ok(),
        days: (!is_open).then_some((from, to)),
        kind: asked.kind.clone(),
        outcome: asked.outcome.clone(),
        is_open,
        page: asked.page.parse().unwrap_or(1),
    };
    let halls = halls::halls(office, actor).await?;
    let found = halls::visits(office, actor, &filter).await?;
    let lines = found.items.iter().map(|row| line(row, &halls)).collect();
    let query = [
        ("hall", asked.hall.clone()),
        ("from", from.to_string()),
        ("to", to.to_string()),
        ("kind", asked.kind.clone()),
        ("outcome", asked.outcome.clone()),
        ("open", asked.open.clone()),
    ];
    let query = serde_html_form::to_string(query).unwrap_or_default();
    desk.page(&VisitsPage {
        frame: desk.frame("接待登记", Section::Halls, &[]),
        halls: halls
            .iter()
            .map(|hall| Choice::of(hall.id, hall.name.as_str()))
            .collect(),
        kinds: kinds(),
        outcomes: outcomes(),
        page: found.with(lines),
        base: format!("{VISITS}?{query}&"),
        asked: Asked {
            from: from.to_string(),
            to: to.to_string(),
            ..asked
        },
    })
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    ticket: String,
    version: i64,
    kind: String,
    outcome: String,
    topic: String,
    /// What is handed on.
    title: String,
    text: String,
    name: String,
    phone: String,
    /// The number of an application.
    number: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "desk/halls/visit.html")]
struct VisitPage {
    frame: Frame,
    here: String,
    row: VisitRow,
    hall: String,
    kind: String,
    tapped: String,
    received: String,
    counted: String,
    /// What it led to: number and address.
    led: Option<(String, String)>,
    kinds: Vec<Choice>,
    outcomes: Vec<Choice>,
    may_register: bool,
    may_refer: bool,
    may_lead: bool,
    form: Typed,
    errors: FieldErrors,
}

async fn page(
    desk: &Desk,
    id: HallVisitId,
    form: Option<Typed>,
    errors: FieldErrors,
) -> Result<VisitPage, Problem> {
    let (office, actor) = (desk.office(), &desk.actor);
    let (row, number) = halls::visit(office, actor, id).await?.ok_or(Problem::Missing)?;
    let halls = halls::halls(office, actor).await?;
    let led = match (row.matter, row.case, number) {
        (_, Some(case), Some(number)) => Some((number, format!("/desk/cases/{case}"))),
        (Some(matter), _, Some(number)) => Some((number, format!("/desk/matters/{matter}"))),
        _ => None,
    };
    let is_free = row.struck.is_none() && led.is_none();
    let may_register = desk.may(Act::RegisterVisits) && row.struck.is_none();
    let form = Typed {
        version: row.version,
        ..form.unwrap_or_else(|| Typed {
            kind: row.kind.clone(),
            outcome: row.outcome.code().to_owned(),
            topic: row.topic.clone(),
            title: row.topic.clone(),
            ..Typed::default()
        })
    };
    Ok(VisitPage {
        frame: desk.frame("接待", Section::Halls, &[("接待登记", VISITS)]),
        here: format!("{VISITS}/{id}"),
        hall: hall_name(&halls, &row),
        kind: kind_label(&row.kind).to_owned(),
        tapped: row.tapped_at.map(second).unwrap_or_default(),
        received: second(row.received_at),
        counted: second(row.counted_at),
        led,
        kinds: kinds(),
        outcomes: outcomes(),
        may_register,
        may_refer: is_free && may_register && desk.may(Act::HandleMatters),
        may_lead: is_free && may_register && desk.may(Act::SeeCases),
        row,
        form,
        errors,
    })
}

/// One visit.
pub async fn show(desk: Desk, Path(id): Path<HallVisitId>) -> Result<Response, Problem> {
    let page = page(&desk, id, None, FieldErrors::none()).await?;
    desk.page(&page)
}

async fn done(
    desk: &Desk,
    id: HallVisitId,
    form: Typed,
    result: Result<String, office::OfficeError>,
) -> Result<Response, Problem> {
    match result {
        Ok(message) => Ok(redirect_with(&format!("{VISITS}/{id}"), &message)),
        Err(error) => {
            let page = page(desk, id, Some(form), refused(error)?).await?;
            desk.again(&page)
        }
    }
}

/// Amends it.
pub async fn amend(
    desk: Desk,
    Path(id): Path<HallVisitId>,
    ProtectedForm(form): ProtectedForm<Typed>,
) -> Result<Response, Problem> {
    let given = Amended {
        kind: form.kind.clone(),
        outcome: form.outcome.clone(),
        topic: form.topic.clone(),
    };
    let seen = (id, form.version);
    let amended = halls::amend_visit(desk.office(), &desk.actor, desk.moment, seen, &given).await;
    done(&desk, id, form, amended.map(|()| "已保存。".to_owned())).await
}

/// Hands it on as a matter; its query code is told once.
pub async fn refer(
    desk: Desk,
    Path(id): Path<HallVisitId>,
    ProtectedForm(form): ProtectedForm<Typed>,
) -> Result<Response, Problem> {
    let asking = AskingForm {
        title: form.title.clone(),
        text: form.text.clone(),
        name: form.name.clone(),
        phone: form.phone.clone(),
        ..AskingForm::default()
    };
    let seen = (id, form.version);
    let ticket = form.ticket.clone();
    let referred = halls::refer(desk.office(), &desk.actor, desk.moment, seen, &asking, &ticket).await;
    let told = referred.map(|receipt| {
        format!(
            "已转办，编号 {}，查询码 {}。查询码只显示这一次，请告知来访人。",
            receipt.number, receipt.query_code
        )
    });
    done(&desk, id, form, told).await
}

/// Leads it to an application.
pub async fn lead(
    desk: Desk,
    Path(id): Path<HallVisitId>,
    ProtectedForm(form): ProtectedForm<Typed>,
) -> Result<Response, Problem> {
    let seen = (id, form.version);
    let number = form.number.clone();
    let led = halls::lead_to_case(desk.office(), &desk.actor, desk.moment, seen, &number).await;
    done(&desk, id, form, led.map(|()| "已关联。".to_owned())).await
}

/// Strikes it.
pub async fn strike(
    desk: Desk,
    Path(id): Path<HallVisitId>,
    ProtectedForm(form): ProtectedForm<Typed>,
) -> Result<Response, Problem> {
    let seen = (id, form.version);
    let why = form.reason.clone();
    let struck = halls::strike_visit(desk.office(), &desk.actor, desk.moment, seen, &why).await;
    done(&desk, id, form, struck.map(|()| "已作废，不再计入。".to_owned())).await
}
