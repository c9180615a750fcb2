//! What requests for information ask of a person today.

use jiff::civil::Date;
use law::cases::reassessment::REASSESSMENT_RULE;
use law::cases::{Act as CaseAct, CONFIRMATION_RULE, MessageKind, REPLY_RULE, Urgency};
use law::staff::Act;
use office::{calendar, cases, jobs};

use crate::desk::layout::Desk;
use crate::desk::task::{Task, Weight};
use crate::errors::Problem;

/// What is due, what waits for a signature or to be sent, what applicants wrote.
pub async fn tasks(desk: &Desk) -> Result<Vec<Task>, Problem> {
    let mut tasks = Vec::new();
    if desk.may(Act::SeeCases) {
        tasks.extend(of_letters(desk).await?);
        tasks.extend(of_messages(desk).await?);
        tasks.extend(of_undelivered(desk).await?);
        tasks.extend(of_refusals(desk).await?);
    }
    if !(desk.may(Act::HandleCases) || desk.may(Act::SignCases)) {
        return Ok(tasks);
    }
    tasks.extend(of_notices(desk).await?);
    tasks.extend(of_answers(desk).await?);
    let unconfirmed = cases::unconfirmed_counts(desk.office(), &desk.actor, desk.moment).await?;
    let counts = cases::counts(desk.office(), &desk.actor, desk.moment).await?;
    let task = |urgency: Urgency, title: String, rule: String, action| Task {
        weight: Weight::of(urgency),
        title: format!("{title}{}", urgency.label()),
        detail: rule,
        href: "/desk/cases".to_owned(),
        action,
    };
    for (urgency, count) in counts {
        let arrived = unconfirmed.get(&urgency).copied().unwrap_or(0);
        let running = count.saturating_sub(arrived);
        if arrived > 0 {
            let title = format!("{arrived} 件申请待与申请人确认收到，");
            tasks.push(task(urgency, title, CONFIRMATION_RULE.to_string(), "去确认"));
        }
        if running > 0 {
            let title = format!("{running} 件依申请公开");
            tasks.push(task(urgency, title, REPLY_RULE.to_string(), "去办理"));
        }
    }
    Ok(tasks)
}

/// What applicants handed in online and nobody has acted on yet: it begins the clock anew, or is to be weighed.
async fn of_answers(desk: &Desk) -> Result<Vec<Task>, Problem> {
    if !desk.may(Act::HandleCases) {
        return Ok(Vec::new());
    }
    let all = cases::answered_by_applicant(desk.office(), &desk.actor).await?;
    let task = |one: cases::Answered| Task {
        weight: Weight::Soon,
        title: format!("{}：{}", one.number, one.act.label()),
        detail: format!("{} 收到，请接着办理。", one.on),
        href: format!("/desk/cases/{}", one.case),
        action: "去办理",
    };
    Ok(all.into_iter().map(task).collect())
}

/// Applications whose content is still to be looked at: the last day to ask for a correction runs from receipt on.
async fn of_notices(desk: &Desk) -> Result<Option<Task>, Problem> {
    let today = desk.moment.today;
    let rows = cases::notices_between(desk.office(), &desk.actor, (today, Date::MAX), false).await?;
    let Some(due) = rows.first().and_then(|row| row.correction_notice_on) else {
        return Ok(None);
    };
    let calendar = calendar::holidays(desk.office()).await?;
    Ok(Some(Task {
        weight: Weight::of(Urgency::of(due, today, &calendar)),
        title: format!(
            "{} 件申请待认定内容是否明确，告知补正最早的期限 {due}（{}）",
            rows.len(),
            calendar.time_left(due, today)
        ),
        detail: CaseAct::CorrectionRequested.spec().rule.to_string(),
        href: "/desk/cases".to_owned(),
        action: "去认定",
    }))
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

/// Refusals that are to be looked at again.
async fn of_refusals(desk: &Desk) -> Result<Option<Task>, Problem> {
    if !desk.may(Act::HandleCases) {
        return Ok(None);
    }
    let count = cases::reassessments_due(desk.office(), &desk.actor, desk.moment).await?;
    Ok((count > 0).then(|| Task {
        weight: Weight::Open,
        title: format!("{count} 件不予公开的信息待评估审查"),
        detail: REASSESSMENT_RULE.to_string(),
        href: "/desk/cases/reassessment".to_owned(),
        action: "去评估",
    }))
}

/// Notices that reached nobody: the applicants wait for a word.
async fn of_undelivered(desk: &Desk) -> Result<Vec<Task>, Problem> {
    if !desk.may(Act::HandleCases) {
        return Ok(Vec::new());
    }
    let all = jobs::undelivered(desk.office(), &desk.actor).await?;
    let task = |one: jobs::Undelivered| Task {
        weight: Weight::Soon,
        title: format!("{} 的邮件通知没有送达", one.case_number),
        detail: format!("{}。请打电话告知申请人，并登记。", one.why),
        href: format!("/desk/cases/{}/undelivered/{}", one.case, one.id),
        action: "去登记",
    };
    Ok(all.into_iter().map(task).collect())
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
        let returned = cases::letters::returned(desk.office(), &desk.actor).await?;
        add(
            returned.len(),
            "被退回、待修改",
            "审查人写明了退回的原因，改好后重新送审。",
            "去修改",
        );
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
