//! The clock of 条例第二十六条 on 今日待办: what was formed or changed and is not public yet, by when it has to be, whose turn it is.

use law::cases::Urgency;
use office::calendar;
use office::documents::{self, Unpublished};

use super::HERE;
use crate::desk::layout::Desk;
use crate::desk::task::{Group, Task};
use crate::errors::Problem;

/// What is overdue or near its day; the rest has time, and its own list.
pub async fn tasks(desk: &Desk) -> Result<Vec<Task>, Problem> {
    let today = desk.moment.today;
    let calendar = calendar::holidays(desk.office()).await?;
    let unpublished = documents::unpublished(desk.office(), &desk.actor).await?;
    let task = |one: Unpublished| {
        let urgency = Urgency::of(one.due.on, today, &calendar);
        let group = match Group::of(urgency) {
            Group::Other => return None,
            group => group,
        };
        let what = if one.is_change {
            "修改后尚未公开"
        } else {
            "尚未公开"
        };
        let words = format!("{what}：{}", one.title);
        let task = Task::new(group, "主动公开", words, format!("{HERE}/{}", one.id));
        Some(task.about(one.owed_by).due(one.due.on, today, &calendar))
    };
    Ok(unpublished.into_iter().filter_map(task).collect())
}
