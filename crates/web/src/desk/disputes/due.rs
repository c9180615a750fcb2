//! What of disputes stands on the desk's first page: answers that are due.

use law::cases::Urgency;
use law::staff::Act;
use office::calendar;
use office::disputes::{self, EVER};

use super::HERE;
use crate::desk::layout::Desk;
use crate::desk::task::{Group, Task};
use crate::errors::Problem;

/// The answers that are due, for those who give them; without evidence in time there is none (行政复议法第七十条，
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
    Ok(rows.into_iter().filter_map(task).collect())
}
