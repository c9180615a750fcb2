//! What requests for information ask of a person today, case by case.

use jiff::civil::Date;
use law::calendar::Calendar;
use law::cases::{ClockName, State, Urgency, headline};
use law::codes::day_from;
use law::staff::Act;
use office::cases::{self, CaseRow};
use office::{calendar, jobs};

use super::resending::Resending;
use crate::desk::layout::Desk;
use crate::desk::task::{Group, Task, When};
use crate::errors::Problem;
use crate::when;

const KIND: &str = "依申请公开";

/// What is due, what waits for a signature or to be sent, what applicants wrote.
pub async fn tasks(desk: &Desk) -> Result<Vec<Task>, Problem> {
    let mut tasks = Vec::new();
    if !desk.may(Act::SeeCases) {
        return Ok(tasks);
    }
    tasks.extend(waiting_letters(desk).await?);
    tasks.extend(to_be_announced(desk).await?);
    tasks.extend(to_be_struck(desk).await?);
    let mut unsent = Vec::new();
    if desk.may(Act::HandleCases) {
        unsent = cases::letters::unsent(desk.office(), &desk.actor).await?;
        tasks.extend(own_letters(desk, &unsent, &Resending::of(desk).await?).await?);
        tasks.extend(of_undelivered(desk).await?);
        tasks.extend(of_answers(desk).await?);
        tasks.extend(of_refusals(desk).await?);
        tasks.extend(of_crowd(desk).await?);
    }
    if desk.may(Act::HandleCases) || desk.may(Act::SignCases) {
        tasks.extend(of_messages(desk).await?);
        let calendar = calendar::holidays(desk.office()).await?;
        tasks.extend(of_notices(desk, &calendar).await?);
        tasks.extend(of_orders(desk, &calendar).await?);
        let unreceived = cases::unreceived(desk.office(), &desk.actor, desk.moment).await?;
        tasks.extend(unreceived.iter().map(|one| of_unreceived(one, desk.moment.today)));
        tasks.extend(of_returned(desk, &unsent, &Resending::of(desk).await?).await?);
        let mut of_cases = of_cases(desk, &calendar, &unsent, &unreceived).await?;
        tasks.append(&mut of_cases);
    }
    Ok(tasks)
}

/// More by the public form than usual.
async fn of_crowd(desk: &Desk) -> Result<Option<Task>, Problem> {
    let crowd = cases::crowd(desk.office(), &desk.actor, desk.moment).await?;
    let task = |words| Task::new(Group::New, KIND, words, "/desk/cases".to_owned());
    Ok(crowd.map(|crowd| task(crowd.words()).told("比平常多，请核对是否有人滥用")))
}

/// The open cases that are due soon or not confirmed yet, each on its day.
async fn of_cases(
    desk: &Desk,
    calendar: &Calendar,
    unsent: &[cases::letters::CaseLetter],
    unreceived: &[cases::CaseUnreceived],
) -> Result<Vec<Task>, Problem> {
    let today = desk.moment.today;
    let until = Urgency::horizon(today, calendar);
    let first = *Urgency::Overdue.days(today, calendar).start();
    let rows = cases::due_between(desk.office(), &desk.actor, (first, until), false).await?;
    // A signed reply stands by its letter, where it is sent from.
    let is_sent_from_letter =
        |row: &CaseRow| row.state == State::Replied && unsent.iter().any(|letter| letter.case == row.id);
    // What nobody knows to have come ends nothing: its own line asks for that day.
    let is_unreceived = |row: &CaseRow| {
        let mut asked = unreceived.iter().filter(|one| one.is_over);
        period_over(row.state).is_some() && asked.any(|one| one.case == row.id)
    };
    Ok(rows
        .iter()
        .filter(|row| !is_sent_from_letter(row) && !is_unreceived(row))
        .filter_map(|row| of_case(row, today, calendar))
        .collect())
}

fn of_case(row: &CaseRow, today: Date, calendar: &Calendar) -> Option<Task> {
    let due = row.next_due_on?;
    let group = match Group::of(Urgency::of(due, today, calendar)) {
        // It came in, and its reply clock does not run yet.
        Group::Soon if row.state == State::Arrived => Group::New,
        group => group,
    };
    let first = match row.state {
        State::Arrived => "确认收到：",
        State::Replied => "送达答复：",
        State::Consulting => "征求意见中：",
        State::AwaitingCorrection => "待申请人补正：",
        State::AwaitingFee => "待申请人缴费：",
        State::AwaitingReasons => "待申请人说明理由：",
        // A line of its own says so, however far its day is.
        State::CameBack | State::Reopened => return None,
        State::InProgress | State::Delivered | State::Withdrawn => "",
    };
    let mut when = When::due(due, today, calendar);
    if row.is_tentative {
        when.words.push_str("（暂定）");
    }
    let words = format!("{first}{}", headline(&row.request));
    let task = Task::new(group, KIND, words, format!("/desk/cases/{}", row.id)).about(&row.applicant_name);
    // An applicant's period that is over is no delay of ours: the case is to be ended.
    if let Some(over) = period_over(row.state).filter(|_| due < today) {
        let words = format!("{over}已满，请办结：{}", headline(&row.request));
        let task = Task { words, ..task };
        return Some(task.told(format!("{}届满", day_from(due, today))));
    }
    Some(Task {
        when,
        day: Some(due),
        ..task
    })
}

/// A letter that somebody's period or right waits for, and of which nobody knows when it came; where its silence would end or
/// decide the case it comes first.
fn of_unreceived(one: &cases::CaseUnreceived, today: Date) -> Task {
    let words = format!("登记收到之日：{}", headline(&one.request));
    let group = if one.is_over { Group::Must } else { Group::Soon };
    let task = Task::new(group, KIND, words, format!("/desk/cases/{}", one.case));
    task.about(&one.applicant_name)
        .told(format!("{}送出", day_from(one.since, today)))
}

/// The applicant's own period, where it is what the case waits for: reasons are waited for while the reply's clock runs on.
const fn period_over(state: State) -> Option<&'static str> {
    match state.clock() {
        Some(ClockName::Correction) => Some("补正期限"),
        Some(ClockName::Payment) => Some("缴费期限"),
        _ => None,
    }
}

/// Applications whose content is still to be looked at: the last day to ask for a correction runs from receipt on.
async fn of_notices(desk: &Desk, calendar: &Calendar) -> Result<Vec<Task>, Problem> {
    let today = desk.moment.today;
    let rows = cases::notices_between(desk.office(), &desk.actor, (today, Date::MAX), false).await?;
    let mut tasks = Vec::new();
    for row in &rows {
        let Some(due) = row.correction_notice_on else {
            continue;
        };
        let group = match Group::of(Urgency::of(due, today, calendar)) {
            Group::Other => Group::New,
            group => group,
        };
        // What the case's page puts first is asked for here alike.
        let first = match cases::not_given(desk.office(), &desk.actor, row.id)
            .await?
            .as_slice()
        {
            [] => "认定内容是否明确".to_owned(),
            missing => {
                let missing: Vec<&str> = missing.iter().map(|ground| ground.thing()).collect();
                format!("告知补正（没有{}）", missing.join("、"))
            }
        };
        let words = format!("{first}：{}", headline(&row.request));
        let task = Task::new(group, KIND, words, format!("/desk/cases/{}", row.id));
        tasks.push(task.about(&row.applicant_name).due(due, today, calendar));
    }
    Ok(tasks)
}

/// Replies that came back and wait to go out once more; one of this program stands by its letter.
async fn of_returned(
    desk: &Desk,
    unsent: &[cases::letters::CaseLetter],
    resending: &Resending,
) -> Result<Vec<Task>, Problem> {
    let rows = cases::came_back(desk.office(), &desk.actor).await?;
    let is_by_letter = |row: &CaseRow| {
        let mut letters = unsent.iter();
        letters.any(|letter| letter.case == row.id && letter.returned.is_some())
    };
    let task = |row: CaseRow| {
        let words = format!("重新送达答复：{}", headline(&row.request));
        let task = Task::new(Group::Must, KIND, words, format!("/desk/cases/{}", row.id));
        let back_on = row.next_due_on;
        let task = task.about(row.applicant_name);
        match back_on {
            Some(on) => resending.waits(task, on),
            None => task.told("被退回"),
        }
    };
    Ok(rows
        .into_iter()
        .filter(|row| !is_by_letter(row))
        .map(task)
        .collect())
}

/// Letters that clerks ask whoever signs to announce.
async fn to_be_announced(desk: &Desk) -> Result<Vec<Task>, Problem> {
    let letters = cases::letters::to_be_announced(desk.office(), &desk.actor).await?;
    let task = |letter: &cases::letters::CaseLetter| {
        let task = of_letter(letter, Group::Sign, "公告送达", "提请公告送达：");
        let asked = letter.waits_to_be_announced();
        let who = asked
            .map(|asked| format!("提请 {}", asked.by))
            .unwrap_or_default();
        let on = when::local(letter.changed_at).date();
        let href = format!("{}#announce", task.href);
        Task { href, ..task }
            .about(who)
            .told(format!("{}提请", day_from(on, desk.moment.today)))
    };
    Ok(letters.iter().map(task).collect())
}

/// Letters whose returns clerks ask whoever signs to strike.
async fn to_be_struck(desk: &Desk) -> Result<Vec<Task>, Problem> {
    let letters = cases::letters::to_be_struck(desk.office(), &desk.actor).await?;
    let task = |letter: &cases::letters::CaseLetter| {
        let task = of_letter(letter, Group::Sign, "退回登记", "提请撤销退回的登记：");
        let asked = letter.waits_to_be_struck();
        let who = asked
            .map(|asked| format!("提请 {}", asked.by))
            .unwrap_or_default();
        let on = when::local(letter.changed_at).date();
        let href = format!("{}#returned", task.href);
        Task { href, ..task }
            .about(who)
            .told(format!("{}提请", day_from(on, desk.moment.today)))
    };
    Ok(letters.iter().map(task).collect())
}

/// What applicants handed in online and nobody has acted on yet: it begins the clock anew, or is to be weighed.
async fn of_answers(desk: &Desk) -> Result<Vec<Task>, Problem> {
    let all = cases::answered_by_applicant(desk.office(), &desk.actor, desk.moment).await?;
    let task = |one: cases::Answered| {
        let words = format!("{}：{}", one.act.label(), headline(&one.request));
        let task = Task::new(Group::New, KIND, words, format!("/desk/cases/{}", one.case));
        task.about(one.applicant_name)
            .told(format!("{}收到", day_from(one.on, desk.moment.today)))
    };
    Ok(all.into_iter().map(task).collect())
}

/// Replies that reconsiderations and judgments ordered and that are not made yet.
async fn of_orders(desk: &Desk, calendar: &Calendar) -> Result<Vec<Task>, Problem> {
    let today = desk.moment.today;
    let rows = cases::ordered(desk.office(), &desk.actor).await?;
    let task = |row: cases::CaseRow| {
        let due = row.next_due_on?;
        let words = format!("被责令作出答复：{}", headline(&row.request));
        // It came in, however far its day is.
        let group = match Group::of(Urgency::of(due, today, calendar)) {
            Group::Other => Group::New,
            group => group,
        };
        let task = Task::new(group, KIND, words, format!("/desk/cases/{}", row.id));
        Some(task.about(row.applicant_name).due(due, today, calendar))
    };
    Ok(rows.into_iter().filter_map(task).collect())
}

/// What applicants wrote and nobody has answered yet.
async fn of_messages(desk: &Desk) -> Result<Vec<Task>, Problem> {
    let all = cases::messages::open(desk.office(), &desk.actor).await?;
    let today = desk.moment.today;
    let task = |one: cases::messages::Waiting| {
        let words = format!("{}：{}", one.message.kind.label(), one.message.content);
        let href = format!("/desk/cases/{}/messages", one.message.case);
        let on = when::local(one.message.created_at).date();
        let task = Task::new(Group::New, "来信", words, href).about(one.applicant_name);
        task.told(format!("{}收到", day_from(on, today)))
    };
    // The head answers complaints; the rest is the clerks'.
    let theirs =
        |one: &cases::messages::Waiting| desk.may(Act::HandleCases) || one.message.kind.is_for_the_head();
    Ok(all.into_iter().filter(theirs).map(task).collect())
}

/// Notices that reached nobody: the applicants wait for a word.
async fn of_undelivered(desk: &Desk) -> Result<Vec<Task>, Problem> {
    let all = jobs::undelivered(desk.office(), &desk.actor).await?;
    let today = desk.moment.today;
    let task = |one: jobs::Undelivered| {
        let words = format!("邮件通知没有送达，请打电话告知申请人：{}", one.case_number);
        let href = format!("/desk/cases/{}/undelivered/{}", one.case, one.id);
        let on = when::local(one.at).date();
        let task = Task::new(Group::New, "通知", words, href).about(one.why);
        task.told(format!("{}退回", day_from(on, today)))
    };
    Ok(all.into_iter().map(task).collect())
}

/// Refusals that are to be looked at again (条例第十八条).
async fn of_refusals(desk: &Desk) -> Result<Option<Task>, Problem> {
    let count = cases::reassessments_due(desk.office(), &desk.actor, desk.moment).await?;
    let words = format!("{count} 件不予公开的信息待评估审查");
    let href = "/desk/cases/reassessment".to_owned();
    Ok((count > 0).then(|| Task::new(Group::Other, KIND, words, href).told("作出决定满一年")))
}

/// Letters that wait for this person's check or signature.
async fn waiting_letters(desk: &Desk) -> Result<Vec<Task>, Problem> {
    let waiting = cases::letters::waiting(desk.office(), &desk.actor).await?;
    Ok(waiting
        .iter()
        .map(|letter| {
            let kind = letter.next_level.map_or("文书", law::review::Level::label);
            let on = when::local(letter.changed_at).date();
            of_letter(letter, Group::Sign, kind, "").told(format!("{}送审", day_from(on, desk.moment.today)))
        })
        .collect())
}

/// Letters of this person's cases that were sent back, or are signed and not sent out.
async fn own_letters(
    desk: &Desk,
    unsent: &[cases::letters::CaseLetter],
    resending: &Resending,
) -> Result<Vec<Task>, Problem> {
    let returned = cases::letters::returned(desk.office(), &desk.actor).await?;
    let on = |at| day_from(when::local(at).date(), desk.moment.today);
    let returned = returned.iter().map(|letter| {
        of_letter(letter, Group::New, "文书", "修改后重新送审：")
            .told(format!("{}退回", on(letter.changed_at)))
    });
    let rows = cases::came_back(desk.office(), &desk.actor).await?;
    let back_on = |letter: &cases::letters::CaseLetter| {
        let kept = letter.returned.as_ref().and_then(|sent| sent.back.as_ref());
        let of_reply = || {
            let mut rows = rows.iter().filter(|_| letter.kind.is_reply());
            rows.find(|row| row.id == letter.case)
                .and_then(|row| row.next_due_on)
        };
        kept.map(|back| back.on).or_else(of_reply)
    };
    let unsent = unsent.iter().map(|letter| match &letter.returned {
        Some(_) => {
            let task = of_letter(letter, Group::Must, "文书", "被退回，重新送达：");
            match back_on(letter) {
                Some(day) => resending.waits(task, day),
                None => task.told(format!("{}登记退回", on(letter.changed_at))),
            }
        }
        None => {
            of_letter(letter, Group::Must, "文书", "送达：").told(format!("{}签发", on(letter.changed_at)))
        }
    });
    Ok(returned.chain(unsent).collect())
}

fn of_letter(letter: &cases::letters::CaseLetter, group: Group, kind: &'static str, first: &str) -> Task {
    let words = format!("{first}{}（{}）", letter.letter.title, letter.case_number);
    let href = format!("/desk/cases/{}/letters/{}", letter.case, letter.id);
    Task::new(group, kind, words, href).about(format!("拟稿 {}", letter.written_by))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_state_with_a_running_reply_is_called_an_applicants_period() {
        for state in State::ALL {
            let is_applicants = matches!(state, State::AwaitingCorrection | State::AwaitingFee);
            assert_eq!(period_over(*state).is_some(), is_applicants, "{state:?}");
        }
    }
}
