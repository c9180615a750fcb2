//! The halls side by side: open or not, who is at which window today, what came in today and this month; and what they ask of a person.

use askama::Template;
use axum::response::Response;
use law::halls::{OnDuty, on_duty};
use law::staff::Act;
use office::calendar;
use office::halls::{self, Hall, HallWindow, VisitFilter};

use super::{VISITS, address};
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::task::{Group, Task};
use crate::errors::Problem;
use crate::when::local;

const KIND: &str = "政务服务大厅";

struct WindowLine {
    name: String,
    href: String,
    duty: String,
    is_gap: bool,
}

struct Card {
    name: String,
    href: String,
    address: String,
    now: String,
    is_open: bool,
    hours: String,
    windows: Vec<WindowLine>,
    today: u64,
    month: u64,
    is_ended: bool,
}

#[derive(Template)]
#[template(path = "desk/halls/list.html")]
struct ListPage {
    frame: Frame,
    cards: Vec<Card>,
    may_manage: bool,
    may_register: bool,
}

fn window_line(hall: &Hall, window: &HallWindow, today: jiff::civil::Date) -> WindowLine {
    let duty = on_duty(&window.lines(), today);
    WindowLine {
        name: window.name.clone(),
        href: format!("{}/windows/{}", address(hall.id), window.id),
        is_gap: matches!(duty, OnDuty::Gap(_)),
        duty: duty.told(),
    }
}

/// The page.
pub async fn show(desk: Desk) -> Result<Response, Problem> {
    let (office, actor, today) = (desk.office(), &desk.actor, desk.moment.today);
    let calendar = calendar::holidays(office).await?;
    let windows = halls::windows(office, actor).await?;
    let mut cards = Vec::new();
    for hall in halls::halls(office, actor).await? {
        let now = hall
            .hours
            .at(local(desk.moment.now), &calendar, hall.closure.as_ref());
        let of_day = halls::month(office, actor, Some(hall.id), (today, today)).await?;
        let days = (today.first_of_month(), today.last_of_month());
        let of_month = halls::month(office, actor, Some(hall.id), days).await?;
        let own = windows
            .iter()
            .filter(|window| window.hall == hall.id && !window.is_ended);
        cards.push(Card {
            windows: own.map(|window| window_line(&hall, window, today)).collect(),
            href: address(hall.id),
            is_open: now.is_open(),
            now: now.told(),
            hours: hall.hours.told_on(today),
            today: of_day.sheet.total,
            month: of_month.sheet.total,
            is_ended: hall.is_ended,
            name: hall.name,
            address: hall.address,
        });
    }
    desk.page(&ListPage {
        frame: desk.frame(Section::Halls.label(), Section::Halls, &[]),
        cards,
        may_manage: desk.may(Act::ManageHalls),
        may_register: desk.may(Act::RegisterVisits),
    })
}

/// What this person has to do: windows where nobody is on a day of service, visits that were handed on and lead nowhere yet.
pub async fn tasks(desk: &Desk) -> Result<Vec<Task>, Problem> {
    let mut tasks = Vec::new();
    if desk.may(Act::ManageHalls) {
        tasks.extend(gaps(desk).await?);
    }
    if desk.may(Act::RegisterVisits) {
        let open = VisitFilter {
            is_open: true,
            ..VisitFilter::default()
        };
        let open = halls::visits(desk.office(), &desk.actor, &open).await?;
        if open.total > 0 {
            let words = format!("{} 次接待转办、受理后还没有填写", open.total);
            tasks.push(Task::new(Group::New, KIND, words, format!("{VISITS}?open=1")));
        }
    }
    Ok(tasks)
}

async fn gaps(desk: &Desk) -> Result<Vec<Task>, Problem> {
    let (office, actor, today) = (desk.office(), &desk.actor, desk.moment.today);
    let halls = halls::halls(office, actor).await?;
    if halls.is_empty() {
        return Ok(Vec::new());
    }
    let calendar = calendar::holidays(office).await?;
    let windows = halls::windows(office, actor).await?;
    let mut tasks = Vec::new();
    for hall in halls.iter().filter(|hall| !hall.is_ended) {
        let day = hall.hours.on(today, &calendar, hall.closure.as_ref());
        if !matches!(day, law::halls::Day::Open(_)) {
            continue;
        }
        for window in windows
            .iter()
            .filter(|window| window.hall == hall.id && !window.is_ended)
        {
            let line = window_line(hall, window, today);
            if line.is_gap {
                let words = format!("{}{}今天{}", hall.name, window.name, line.duty);
                tasks.push(Task::new(Group::Must, KIND, words, line.href));
            }
        }
    }
    Ok(tasks)
}
