//! The register on a tablet: one tap a visit. Without scripts each button is a form of its own; with them a tap is kept in the browser
//! first and sent from there (`frontend/src/desk/halls.js`), so that a network that is gone loses none and counts none twice.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Json, http::HeaderMap};
use jiff::Timestamp;
use law::halls::{VisitOutcome, kind_label, visit_kinds};
use office::halls::{self, Hall, Tap};
use office::{HallId, HallVisitId, HallWindowId, calendar};
use serde::{Deserialize, Serialize};

use super::{VISITS, address, found, refused};
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame, wants_part};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::when::local;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct TapForm {
    ticket: String,
    /// Made by the tablet; the ticket stands for it without scripts.
    mark: String,
    /// `reading answered`
    tap: String,
    window: String,
    /// What the tablet's clock said.
    tapped_at: String,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    window: String,
}

struct Kind {
    code: &'static str,
    label: &'static str,
    hint: &'static str,
}

#[derive(Template)]
#[template(path = "desk/halls/register.html")]
struct RegisterPage {
    frame: Frame,
    hall: Hall,
    action: String,
    /// How it stands now, told where it is not open.
    now: String,
    is_open: bool,
    window: String,
    windows: Vec<Choice>,
    kinds: Vec<Kind>,
    outcomes: Vec<Choice>,
    today: Today,
}

/// What came in today, as it is told beside the buttons.
#[derive(Serialize)]
struct Today {
    total: u64,
    told: String,
}

/// What a tap became, for the script that sent it.
#[derive(Serialize)]
struct Answer {
    mark: String,
    told: String,
    /// Where the visit stands, and what is yet to be done with it.
    href: String,
    next: Option<&'static str>,
    is_new: bool,
    today: Today,
}

async fn today(desk: &Desk, hall: HallId) -> Result<Today, Problem> {
    let days = (desk.moment.today, desk.moment.today);
    let sheet = halls::month(desk.office(), &desk.actor, Some(hall), days)
        .await?
        .sheet;
    let some = sheet.rows.iter().filter(|row| row.total > 0);
    let told: Vec<String> = some.map(|row| format!("{} {}", row.label, row.total)).collect();
    Ok(Today {
        total: sheet.total,
        told: told.join("，"),
    })
}

/// The page.
pub async fn show(
    desk: Desk,
    Path(id): Path<HallId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let hall = found(&desk, id).await?;
    let calendar = calendar::holidays(desk.office()).await?;
    let now = hall
        .hours
        .at(local(desk.moment.now), &calendar, hall.closure.as_ref());
    let windows = halls::windows(desk.office(), &desk.actor).await?;
    let own = windows
        .into_iter()
        .filter(|window| window.hall == id && !window.is_ended);
    let kinds = visit_kinds().iter().map(|kind| Kind {
        code: &kind.code,
        label: &kind.label,
        hint: &kind.hint,
    });
    desk.page(&RegisterPage {
        frame: desk.frame(&format!("{}接待登记", hall.name), Section::Halls, &[]),
        action: format!("{}/register", address(id)),
        is_open: now.is_open(),
        now: now.told(),
        window: asked.window,
        windows: own.map(|window| Choice::of(window.id, window.name)).collect(),
        kinds: kinds.collect(),
        outcomes: super::visits::outcomes(),
        today: today(&desk, id).await?,
        hall,
    })
}

/// 信息查阅，当场答复
fn told(kind: &str, outcome: &str) -> String {
    let outcome = VisitOutcome::from_code(outcome).map_or("", VisitOutcome::label);
    format!("{}，{outcome}", kind_label(kind))
}

fn visit_address(id: HallVisitId) -> String {
    format!("{VISITS}/{id}")
}

/// A tap, by the tablet's script (which gets what became of it) or by the page's own form.
pub async fn tap(
    desk: Desk,
    Path(id): Path<HallId>,
    headers: HeaderMap,
    ProtectedForm(form): ProtectedForm<TapForm>,
) -> Result<Response, Problem> {
    let (kind, outcome) = form.tap.split_once(' ').unwrap_or((form.tap.as_str(), ""));
    let window: Option<HallWindowId> = form.window.parse().ok();
    let tap = Tap {
        hall: id,
        window,
        mark: if form.mark.is_empty() {
            form.ticket.clone()
        } else {
            form.mark.clone()
        },
        kind: kind.to_owned(),
        outcome: outcome.to_owned(),
        tapped_at: form.tapped_at.parse::<Timestamp>().ok(),
    };
    let is_script = wants_part(&headers);
    let registered = match halls::register_visit(desk.office(), &desk.actor, desk.moment, &tap).await {
        Ok(registered) => registered,
        Err(error) => {
            let errors = refused(error)?;
            let why: Vec<&str> = errors.all().map(|(_, message)| message).collect();
            if is_script {
                let answer = serde_json::json!({ "mark": tap.mark, "refused": why.concat() });
                return Ok((axum::http::StatusCode::UNPROCESSABLE_ENTITY, Json(answer)).into_response());
            }
            return Ok(redirect_with(&format!("{}/register", address(id)), &why.concat()));
        }
    };
    let outcome_of = VisitOutcome::from_code(&tap.outcome);
    let href = visit_address(registered.visit);
    let next = outcome_of.and_then(VisitOutcome::leads_to);
    let words = told(&tap.kind, &tap.outcome);
    let today = today(&desk, id).await?;
    if is_script {
        return Ok(Json(Answer {
            mark: tap.mark,
            told: words,
            href,
            next,
            is_new: registered.is_new,
            today,
        })
        .into_response());
    }
    if next.is_some() {
        return Ok(Redirect::to(&href).into_response());
    }
    let back = match window {
        Some(window) => format!("{}/register?window={window}", address(id)),
        None => format!("{}/register", address(id)),
    };
    let message = format!("已登记：{words}。今天第 {} 次。", today.total);
    Ok(redirect_with(&back, &message))
}
