//! What the outlets ask of a person today: to send, to say where it stands, to look, to take down; an account that is silent, a
//! verification that ends.

use law::outlets::{Limits, OutletKind, Standing, verification_left};
use law::staff::Act;
use office::placements::{self, Waiting};

use super::{HERE, OUTLETS, address};
use crate::desk::layout::Desk;
use crate::desk::task::{Group, Task, When};
use crate::errors::Problem;
use crate::when::day;

const KIND: &str = "发布去向";

/// What this person has to do.
pub async fn tasks(desk: &Desk) -> Result<Vec<Task>, Problem> {
    if !desk.may(Act::PlaceElsewhere) {
        return Ok(Vec::new());
    }
    let (office, actor) = (desk.office(), &desk.actor);
    let waiting = placements::waiting(office, actor).await?;
    let mut tasks: Vec<Task> = waiting.iter().map(of_placement).collect();
    for (name, silence) in placements::silence(office, actor, desk.moment).await? {
        let (group, class) = if silence.is_over {
            (Group::Must, "is-late")
        } else {
            (Group::Soon, "is-near")
        };
        let words = format!("{name}已 {} 天没有更新", silence.days);
        let mut task = Task::new(group, KIND, words, HERE.to_owned());
        task.when = When {
            words: format!("上次 {}", silence.last_on),
            class,
        };
        tasks.push(task);
    }
    tasks.extend(verifications(desk).await?);
    Ok(tasks)
}

fn of_placement(waiting: &Waiting) -> Task {
    let row = &waiting.row;
    let group = match row.standing {
        Standing::WithdrawalAsked | Standing::Unknown | Standing::Differs => Group::Must,
        Standing::AwaitingLink => Group::Soon,
        _ => Group::New,
    };
    let words = format!("{}：{}", row.standing.task(), row.title);
    Task::new(group, KIND, words, address(row.id))
        .about(&row.outlet_name)
        .told(format!("{} 提出", day(row.asked_at)))
}

async fn verifications(desk: &Desk) -> Result<Vec<Task>, Problem> {
    let (office, actor, today) = (desk.office(), &desk.actor, desk.moment.today);
    let limits = Limits {
        on: Some(today),
        ..Limits::default()
    };
    let mut tasks = Vec::new();
    for outlet in placements::outlets(office, actor).await? {
        if outlet.kind != OutletKind::OfficialAccount || outlet.is_closed {
            continue;
        }
        let account = placements::account(office, actor, outlet.id).await?;
        let Some(until) = account.verified_until else {
            continue;
        };
        let Some(left) = verification_left(until, today, &limits) else {
            continue;
        };
        let (group, words, class) = if left < 0 {
            (Group::Must, format!("{}的认证已过期", outlet.name), "is-late")
        } else {
            (
                Group::Soon,
                format!("{}的认证将到期，请办理年审", outlet.name),
                "is-near",
            )
        };
        let mut task = Task::new(group, KIND, words, format!("{OUTLETS}/{}/account", outlet.id));
        task.when = When {
            words: format!("有效期至 {until}"),
            class,
        };
        task.day = Some(until);
        tasks.push(task);
    }
    Ok(tasks)
}
