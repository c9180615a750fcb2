//! What requests for information ask of a person today.

use law::cases::{MessageKind, REPLY_RULE};
use law::staff::Act;
use office::cases;

use crate::desk::layout::Desk;
use crate::desk::task::{Task, Weight};
use crate::errors::Problem;

/// What is due, what waits for a signature or to be sent, what applicants wrote.
pub async fn tasks(desk: &Desk) -> Result<Vec<Task>, Problem> {
    let mut tasks = Vec::new();
    if desk.may(Act::SeeCases) {
        tasks.extend(of_letters(desk).await?);
        tasks.extend(of_messages(desk).await?);
    }
    if !(desk.may(Act::HandleCases) || desk.may(Act::SignCases)) {
        return Ok(tasks);
    }
    let counts = cases::counts(desk.office(), &desk.actor, desk.moment).await?;
    tasks.extend(counts.into_iter().map(|(urgency, count)| Task {
        weight: Weight::of(urgency),
        title: format!("{count} 件依申请公开{}", urgency.label()),
        detail: REPLY_RULE.to_string(),
        href: "/desk/cases".to_owned(),
        action: "去办理",
    }));
    Ok(tasks)
}

/// What applicants wrote and nobody has answered yet.
async fn of_messages(desk: &Desk) -> Result<Option<Task>, Problem> {
    if !desk.may(Act::HandleCases) {
        return Ok(None);
    }
    let count = cases::messages::open_count(desk.office(), &desk.actor).await?;
    Ok((count > 0).then(|| Task {
        weight: Weight::Soon,
        title: format!("{count} 封申请人来信待答复"),
        detail: MessageKind::all_with_articles(),
        href: "/desk/cases/messages".to_owned(),
        action: "去答复",
    }))
}

/// Letters that wait for this person's check or signature, or to be sent out.
async fn of_letters(desk: &Desk) -> Result<Vec<Task>, Problem> {
    let mut tasks = Vec::new();
    let mut add = |count: usize, words: &str, detail: &str, action| {
        if count > 0 {
            tasks.push(Task {
                weight: Weight::Soon,
                title: format!("{count} 份依申请公开文书{words}"),
                detail: detail.to_owned(),
                href: "/desk/cases/letters".to_owned(),
                action,
            });
        }
    };
    let waiting = cases::letters::waiting(desk.office(), &desk.actor).await?;
    add(
        waiting.len(),
        "待您审签",
        "拟稿、审查、签发由不同的人办理。",
        "去审签",
    );
    if desk.may(Act::HandleCases) {
        let unsent = cases::letters::unsent(desk.office(), &desk.actor).await?;
        add(
            unsent.len(),
            "已签发、待送达",
            "送达之后答复才算完成，告知才起作用。",
            "去送达",
        );
    }
    Ok(tasks)
}
