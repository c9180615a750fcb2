//! What of disputes stands on the desk's first page: answers that are due.

use law::staff::Act;
use office::disputes;

use super::HERE;
use crate::desk::layout::Desk;
use crate::desk::task::{Task, Weight};
use crate::errors::Problem;

/// The answers that are due, for those who give them.
pub async fn tasks(desk: &Desk) -> Result<Vec<Task>, Problem> {
    if !desk.may(Act::HandleCases) {
        return Ok(Vec::new());
    }
    let counts = disputes::due_counts(desk.office(), &desk.actor, desk.moment).await?;
    Ok(counts
        .into_iter()
        .map(|(urgency, count)| Task {
            weight: Weight::of(urgency),
            title: format!("{count} 件复议、诉讼答复{}", urgency.label()),
            detail: "逾期不提交证据的，视为没有证据、依据（行政复议法第七十条，行政诉讼法第三十四条）。"
                .to_owned(),
            href: HERE.to_owned(),
            action: "去答复",
        })
        .collect())
}
