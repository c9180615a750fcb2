//! What the log of answers asks of a person today.

use law::staff::Act;
use office::cases::answer_log;

use super::HERE;
use crate::desk::layout::Desk;
use crate::desk::task::{Group, Task};
use crate::errors::Problem;

const KIND: &str = "答复目录";

/// Entries for this person's review; entries that were sent back, and those whose case has another answer since.
pub async fn tasks(desk: &Desk) -> Result<Vec<Task>, Problem> {
    let mut tasks = Vec::new();
    let mut add = |group, count: u64, words: &str, of: &str| {
        if count > 0 {
            let words = format!("{count} 条{words}");
            tasks.push(Task::new(group, KIND, words, format!("{HERE}?of={of}")));
        }
    };
    if desk.may(Act::CheckCases) {
        let waiting = answer_log::waiting(desk.office(), &desk.actor).await?;
        add(Group::Sign, waiting, "待审核公布", "submitted");
    }
    if desk.may(Act::HandleCases) {
        let unfinished = answer_log::unfinished(desk.office(), &desk.actor).await?;
        add(Group::Other, unfinished.drafts, "尚未送审", "draft");
        let words = "所述答复已经变更，公众暂时看不到：请撤下后改写";
        add(Group::Other, unfinished.overtaken, words, "published");
    }
    Ok(tasks)
}
