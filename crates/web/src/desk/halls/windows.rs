//! The windows of a hall, and who is at each of them on which days (A/B 角).

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use jiff::civil::Date;
use law::halls::{OnDuty, Turn, on_duty};
use law::staff::Act;
use office::halls::{self, Hall, HallWindow, TurnForm, WindowForm};
use office::{HallId, HallRosterId, HallWindowId};
use serde::Deserialize;

use super::{address, found, refused};
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

/// How many days ahead the roster is told.
const AHEAD: i64 = 14;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    ticket: String,
    version: i64,
    name: String,
    is_ended: String,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct TypedTurn {
    ticket: String,
    turn: String,
    person: String,
    from: String,
    to: String,
}

#[derive(Clone, Deserialize)]
pub struct Nothing {}

struct Line {
    name: String,
    href: String,
    duty: String,
    is_gap: bool,
    is_ended: bool,
}

#[derive(Template)]
#[template(path = "desk/halls/windows.html")]
struct WindowsPage {
    frame: Frame,
    action: String,
    lines: Vec<Line>,
    may_manage: bool,
    form: Typed,
    errors: FieldErrors,
}

/// A line of the roster on the page.
struct RosterLine {
    turn: &'static str,
    person: String,
    days: String,
    removal: String,
}

/// A day ahead.
struct DayLine {
    day: String,
    duty: String,
    is_gap: bool,
}

#[derive(Template)]
#[template(path = "desk/halls/window.html")]
struct WindowPage {
    frame: Frame,
    action: String,
    roster: Vec<RosterLine>,
    days: Vec<DayLine>,
    turns: Vec<Choice>,
    may_manage: bool,
    form: Typed,
    turn: TypedTurn,
    errors: FieldErrors,
}

async fn windows_page(
    desk: &Desk,
    hall: &Hall,
    form: Typed,
    errors: FieldErrors,
) -> Result<WindowsPage, Problem> {
    let windows = halls::windows(desk.office(), &desk.actor).await?;
    let line = |window: HallWindow| {
        let duty = on_duty(&window.lines(), desk.moment.today);
        Line {
            href: format!("{}/windows/{}", address(hall.id), window.id),
            is_gap: matches!(duty, OnDuty::Gap(_)),
            duty: duty.told(),
            is_ended: window.is_ended,
            name: window.name,
        }
    };
    let own = windows.into_iter().filter(|window| window.hall == hall.id);
    Ok(WindowsPage {
        frame: desk.frame(&format!("{}的窗口", hall.name), Section::Halls, &[]),
        action: format!("{}/windows", address(hall.id)),
        lines: own.map(line).collect(),
        may_manage: desk.may(Act::ManageHalls),
        form,
        errors,
    })
}

/// The windows, and the form for another.
pub async fn list(desk: Desk, Path(id): Path<HallId>) -> Result<Response, Problem> {
    let hall = found(&desk, id).await?;
    let page = windows_page(&desk, &hall, Typed::default(), FieldErrors::none()).await?;
    desk.page(&page)
}

/// Adds one.
pub async fn create(
    desk: Desk,
    Path(id): Path<HallId>,
    ProtectedForm(form): ProtectedForm<Typed>,
) -> Result<Response, Problem> {
    let hall = found(&desk, id).await?;
    let given = WindowForm {
        name: form.name.clone(),
        is_ended: false,
    };
    let added = halls::add_window(desk.office(), &desk.actor, desk.moment, id, &given, &form.ticket).await;
    match added {
        Ok(window) => {
            let page = format!("{}/windows/{window}", address(id));
            Ok(redirect_with(&page, "已添加。请安排 A角、B角。"))
        }
        Err(error) => {
            let page = windows_page(&desk, &hall, form, refused(error)?).await?;
            desk.again(&page)
        }
    }
}

async fn window(desk: &Desk, id: HallId, window: HallWindowId) -> Result<(Hall, HallWindow), Problem> {
    let hall = found(desk, id).await?;
    let windows = halls::windows(desk.office(), &desk.actor).await?;
    let mut own = windows
        .into_iter()
        .filter(|one| one.hall == id && one.id == window);
    Ok((hall, own.next().ok_or(Problem::Missing)?))
}

fn ahead(window: &HallWindow, today: Date) -> Vec<DayLine> {
    let lines = window.lines();
    let day = |offset: i64| {
        let day = today.saturating_add(jiff::Span::new().days(offset));
        let duty = on_duty(&lines, day);
        DayLine {
            day: law::codes::spoken_with_weekday(day),
            is_gap: matches!(duty, OnDuty::Gap(_)),
            duty: duty.told(),
        }
    };
    (0..AHEAD).map(day).collect()
}

fn window_page(
    desk: &Desk,
    (hall, window): (&Hall, &HallWindow),
    form: Typed,
    turn: TypedTurn,
    errors: FieldErrors,
) -> WindowPage {
    let action = format!("{}/windows/{}", address(hall.id), window.id);
    let roster = window.roster.iter().map(|entry| RosterLine {
        turn: entry.line.turn.label(),
        person: entry.line.person.clone(),
        days: match entry.line.to {
            Some(to) => format!("{} 至 {to}", entry.line.from),
            None => format!("{} 起", entry.line.from),
        },
        removal: format!("{action}/roster/{}/removal", entry.id),
    });
    let windows = format!("{}/windows", address(hall.id));
    let name = format!("{}的窗口", hall.name);
    WindowPage {
        frame: desk.frame(&window.name, Section::Halls, &[(name.as_str(), windows.as_str())]),
        roster: roster.collect(),
        days: ahead(window, desk.moment.today),
        turns: Turn::ALL
            .iter()
            .map(|turn| Choice::of(turn.code(), turn.label()))
            .collect(),
        may_manage: desk.may(Act::ManageHalls),
        action,
        form,
        turn,
        errors,
    }
}

fn typed(window: &HallWindow) -> Typed {
    Typed {
        ticket: String::new(),
        version: window.version,
        name: window.name.clone(),
        is_ended: if window.is_ended { "true" } else { "" }.to_owned(),
    }
}

/// One window with its roster and the days ahead.
pub async fn show(desk: Desk, Path((id, of)): Path<(HallId, HallWindowId)>) -> Result<Response, Problem> {
    let (hall, window) = window(&desk, id, of).await?;
    let turn = TypedTurn {
        from: desk.moment.today.to_string(),
        ..TypedTurn::default()
    };
    let form = typed(&window);
    desk.page(&window_page(
        &desk,
        (&hall, &window),
        form,
        turn,
        FieldErrors::none(),
    ))
}

/// Renames it, ends it.
pub async fn save(
    desk: Desk,
    Path((id, of)): Path<(HallId, HallWindowId)>,
    ProtectedForm(form): ProtectedForm<Typed>,
) -> Result<Response, Problem> {
    let given = WindowForm {
        name: form.name.clone(),
        is_ended: !form.is_ended.is_empty(),
    };
    let seen = (of, form.version);
    match halls::save_window(desk.office(), &desk.actor, desk.moment, seen, &given).await {
        Ok(()) => Ok(redirect_with(&format!("{}/windows", address(id)), "已保存。")),
        Err(error) => {
            let (hall, window) = window(&desk, id, of).await?;
            let form = Typed {
                version: window.version,
                ..form
            };
            let errors = refused(error)?;
            desk.again(&window_page(
                &desk,
                (&hall, &window),
                form,
                TypedTurn::default(),
                errors,
            ))
        }
    }
}

/// Says who is there, or away, on which days.
pub async fn add_turn(
    desk: Desk,
    Path((id, of)): Path<(HallId, HallWindowId)>,
    ProtectedForm(turn): ProtectedForm<TypedTurn>,
) -> Result<Response, Problem> {
    let given = TurnForm {
        turn: turn.turn.clone(),
        person: turn.person.clone(),
        from: turn.from.clone(),
        to: turn.to.clone(),
    };
    match halls::add_turn(desk.office(), &desk.actor, desk.moment, of, &given, &turn.ticket).await {
        Ok(_) => Ok(redirect_with(
            &format!("{}/windows/{of}", address(id)),
            "已安排。",
        )),
        Err(error) => {
            let (hall, window) = window(&desk, id, of).await?;
            let errors = refused(error)?;
            desk.again(&window_page(
                &desk,
                (&hall, &window),
                typed(&window),
                turn,
                errors,
            ))
        }
    }
}

/// Takes a line back.
pub async fn end_turn(
    desk: Desk,
    Path((id, of, turn)): Path<(HallId, HallWindowId, HallRosterId)>,
    ProtectedForm(_): ProtectedForm<Nothing>,
) -> Result<Response, Problem> {
    halls::end_turn(desk.office(), &desk.actor, desk.moment, (of, turn)).await?;
    Ok(redirect_with(
        &format!("{}/windows/{of}", address(id)),
        "已撤销。",
    ))
}
