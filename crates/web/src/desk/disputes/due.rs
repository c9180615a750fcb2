//! What of disputes stands on the desk's first page: answers that are due, results of which nobody has said what they order.

use law::cases::Urgency;
use law::staff::Act;
use office::calendar;
use office::disputes::{self, EVER};

use super::HERE;
use crate::desk::layout::Desk;
use crate::desk::task::{Group, Task};
use crate::errors::Problem;

/// What is to be done, for those who answer disputes; without evidence in time there is none (行政复议法第七十条，
/// 行政诉讼法第三十四条).
pub async fn tasks(desk: &Desk) -> Result<Vec<Task>, Problem> {
    if !desk.may(Act::HandleCases) {
        return Ok(Vec::new());
    }
    let today = desk.moment.today;
    let calendar = calendar::holidays(desk.office()).await?;
    let rows = disputes::unanswered_between(desk.office(), &desk.actor, EVER).await?;
    let task = |row: disputes::DisputeRow| {
        let urgency = Urgency::of(row.due_on, today, &calendar);
        let words = format!("答复{}：{}", row.authority, row.number);
        let href = format!("{HERE}/{}", row.id);
        let task = Task::new(Group::of(urgency), "复议和诉讼", words, href);
        (urgency != Urgency::Later).then(|| task.about(row.claimant).due(row.due_on, today, &calendar))
    };
    let mut tasks: Vec<Task> = rows.into_iter().filter_map(task).collect();
    let unasked = disputes::unasked(desk.office(), &desk.actor).await?;
    tasks.extend(unasked.into_iter().map(|row| {
        let words = format!("登记是否责令重新答复：{} {}", row.authority, row.number);
        Task::new(Group::New, "复议和诉讼", words, format!("{HERE}/{}", row.id)).about(row.claimant)
    }));
    Ok(tasks)
}
