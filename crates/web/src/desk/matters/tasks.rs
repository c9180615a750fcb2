//! What matters ask of a person today, beside cases and like them: whose each is, and when it is due.

use jiff::civil::Date;
use law::calendar::Calendar;
use law::cases::Urgency;
use law::matters::State;
use law::staff::Act;
use office::matters::{self, MatterRow};
use office::{Actor, calendar};

use super::address;
use super::board::owner;
use crate::desk::layout::Desk;
use crate::desk::task::{Group, Task};
use crate::errors::Problem;

const KIND: &str = "来信诉求";

/// What this person has to do, and what nobody was given yet.
pub async fn tasks(desk: &Desk) -> Result<Vec<Task>, Problem> {
    if !desk.may(Act::SeeMatters) {
        return Ok(Vec::new());
    }
    let rows = matters::tasks(desk.office(), &desk.actor).await?;
    let calendar = calendar::holidays(desk.office()).await?;
    let today = desk.moment.today;
    let may = |act| desk.may(act);
    let of = |row: &MatterRow| {
        let to_check = may(Act::CheckMatters) && row.in_review;
        let to_approve = may(Act::ApproveMatters) && row.has_extension_asked;
        if to_check || to_approve {
            return Some(to_sign(row, to_check));
        }
        let is_theirs = may(Act::HandleMatters) && is_of(row, &desk.actor);
        is_theirs.then(|| to_handle(row, today, &calendar))
    };
    Ok(rows.iter().filter_map(of).collect())
}

/// Whether it waits for this person: they have it, were asked to take it, or nobody was.
fn is_of(row: &MatterRow, actor: &Actor) -> bool {
    match (row.offered_to.is_some(), row.offered_id) {
        (true, Some(asked)) => Some(asked) == actor.account || row.owner_id == actor.account,
        (true, None) => true,
        (false, _) => row.owner_id.is_none() || row.owner_id == actor.account,
    }
}

fn to_sign(row: &MatterRow, is_answer: bool) -> Task {
    let first = if is_answer {
        "审核答复："
    } else {
        "审批延期："
    };
    let words = format!("{first}{}", row.title);
    Task::new(Group::Sign, KIND, words, address(row.id)).about(owner(row))
}

fn to_handle(row: &MatterRow, today: Date, calendar: &Calendar) -> Task {
    let first = match row.state {
        State::Received => "交办：",
        State::Returned => "重新交办：",
        State::Assigned | State::HandingOver => "签收：",
        State::AwaitingAsker => "待提出人补充：",
        State::Redoing => "重办：",
        State::ToClose => "办结：",
        _ if row.in_review => "答复待审核：",
        _ => "答复：",
    };
    let words = format!("{first}{}", row.title);
    let group = match row.next_due_on {
        Some(due) => Group::of(Urgency::of(due, today, calendar)),
        None => Group::Other,
    };
    let group = match (group, row.state) {
        (Group::Soon | Group::Other, State::Received | State::Returned) => Group::New,
        // It is the checker's now.
        (Group::Soon, _) if row.in_review => Group::Other,
        (group, _) => group,
    };
    let task = Task::new(group, KIND, words, address(row.id)).about(&row.asker_mask);
    match row.next_due_on {
        Some(due) => task.due(due, today, calendar),
        None => task,
    }
}
