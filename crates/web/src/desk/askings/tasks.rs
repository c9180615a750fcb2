//! What askings ask of a person today: a clerk, whose case waits for a unit; a unit, that is asked.

use jiff::civil::Date;
use law::calendar::Calendar;
use law::cases::askings::AskingState;
use law::cases::{Urgency, headline};
use law::codes::day_from;
use law::staff::Act;
use office::cases::askings::{self, OpenAsking};
use office::cases::letters::{self, Assisting};
use office::{calendar, cases};

use crate::desk::layout::Desk;
use crate::desk::task::{Group, Task};
use crate::errors::Problem;

/// How such a task is called.
const KIND: &str = "内部征询";

/// Those that are near their day or past it, each by itself for the clerk; all together for the unit.
pub async fn tasks(desk: &Desk) -> Result<Vec<Task>, Problem> {
    let today = desk.moment.today;
    let calendar = calendar::holidays(desk.office()).await?;
    let mut tasks = Vec::new();
    let own = askings::of_account(desk.office(), &desk.actor).await?;
    let open: Vec<_> = own.iter().filter(|one| one.state == AskingState::Open).collect();
    if let Some(first) = open.first() {
        let words = format!("{} 件征询待本科室答复：写明是否掌握、能否提供", open.len());
        let task = Task::new(Group::Soon, KIND, words, "/desk/askings".to_owned());
        tasks.push(by_day(task, first.due_on, today, &calendar));
    }
    if !desk.may(Act::HandleCases) {
        return Ok(tasks);
    }
    let horizon = Urgency::horizon(today, &calendar);
    let task = |one: OpenAsking| {
        let words = format!("{}：尚未答复征询", one.case_number);
        let task = Task::new(Group::Soon, KIND, words, format!("/desk/askings/{}", one.id));
        by_day(task.about(one.unit_name), one.due_on, today, &calendar)
    };
    let due = askings::due_until(desk.office(), &desk.actor, horizon, false).await?;
    let theirs = |one: &OpenAsking| one.assigned_to.is_none() || one.assigned_to == desk.actor.account;
    tasks.extend(due.into_iter().filter(theirs).map(task));
    let answered = cases::answered_by_units(desk.office(), &desk.actor).await?;
    tasks.extend(answered.into_iter().map(|one| {
        let words = format!("收到科室答复：{}", headline(&one.request));
        let task = Task::new(Group::New, KIND, words, format!("/desk/askings/{}", one.asking));
        task.about(one.unit_name)
            .told(format!("{}收到", day_from(one.on, today)))
    }));
    let helping = letters::assisting_until(desk.office(), &desk.actor, horizon).await?;
    let theirs = |one: &Assisting| one.assigned_to.is_none() || one.assigned_to == desk.actor.account;
    let task = |one: Assisting| {
        let words = format!("{}：请协办，等回复；收到的请记在备注里", one.case_number);
        let task = Task::new(Group::Soon, "协办", words, format!("/desk/cases/{}", one.case));
        by_day(task.about(one.name), one.reply_by, today, &calendar)
    };
    tasks.extend(helping.into_iter().filter(theirs).map(task));
    Ok(tasks)
}

/// A task with its day.
fn by_day(task: Task, due_on: Date, today: Date, calendar: &Calendar) -> Task {
    Task {
        group: Group::of(Urgency::of(due_on, today, calendar)),
        ..task
    }
    .due(due_on, today, calendar)
}
