//! The first page: what needs doing today, one line each under the heading that says when, and apart from it what the organ
//! has not set up yet. Only what the person may do.

mod sources;

use std::collections::BTreeMap;

use askama::Template;
use axum::response::Response;
use law::codes::spoken_with_weekday;
use office::calendar;

use super::layout::{Desk, Frame};
use super::menu::Section;
use super::task::{Group, Task};
use crate::errors::Problem;

/// How many lines a heading has; the rest is in its own list.
const SHOWN: usize = 40;

#[derive(Template)]
#[template(path = "desk/today.html")]
struct TodayPage {
    frame: Frame,
    today: String,
    is_working_day: bool,
    total: usize,
    groups: Vec<Heading>,
}

/// A heading with its lines.
struct Heading {
    group: Group,
    count: usize,
    tasks: Vec<Task>,
}

impl Heading {
    fn of(group: Group, mut tasks: Vec<Task>) -> Self {
        // What has no day keeps its place behind what has one.
        tasks.sort_by_key(|task| (task.day.is_none(), task.day));
        let count = tasks.len();
        tasks.truncate(SHOWN);
        Self { group, count, tasks }
    }

    fn more(&self) -> usize {
        self.count.saturating_sub(self.tasks.len())
    }
}

/// What needs doing.
pub async fn show(desk: Desk) -> Result<Response, Problem> {
    let mut by_group: BTreeMap<Group, Vec<Task>> = BTreeMap::new();
    for task in tasks(&desk).await? {
        by_group.entry(task.group).or_default().push(task);
    }
    let groups: Vec<Heading> = by_group
        .into_iter()
        .map(|(group, tasks)| Heading::of(group, tasks))
        .collect();
    let daily = groups.iter().filter(|heading| heading.group != Group::Setup);
    let today = desk.moment.today;
    let calendar = calendar::holidays(desk.office()).await?;
    desk.page(&TodayPage {
        frame: desk.frame(Section::Today.label(), Section::Today, &[]),
        today: spoken_with_weekday(today),
        is_working_day: calendar.is_working_day(today),
        total: daily.map(|heading| heading.count).sum(),
        groups,
    })
}

async fn tasks(desk: &Desk) -> Result<Vec<Task>, Problem> {
    let mut tasks = super::cases::tasks(desk).await?;
    tasks.extend(super::matters::tasks(desk).await?);
    tasks.extend(super::placements::tasks(desk).await?);
    tasks.extend(super::halls::tasks(desk).await?);
    tasks.extend(super::askings::tasks(desk).await?);
    tasks.extend(super::answer_log::tasks(desk).await?);
    tasks.extend(super::disputes::tasks(desk).await?);
    tasks.extend(sources::of_documents(desk).await?);
    tasks.extend(super::documents::register_tasks(desk).await?);
    tasks.extend(sources::of_report(desk).await?);
    tasks.extend(sources::of_columns(desk).await?);
    tasks.extend(super::jobs::task(desk).await?);
    tasks.extend(sources::of_holidays(desk).await?);
    tasks.extend(sources::of_guide(desk));
    tasks.extend(sources::of_people(desk).await?);
    tasks.extend(sources::of_locked_handlers(desk).await?);
    tasks.extend(sources::of_own_account(desk));
    Ok(tasks)
}
