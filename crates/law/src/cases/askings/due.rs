//! When a unit has to answer, and when it is reminded. No article sets these days: the organ has 20 working days for all of it
//! (条例第三十三条第二款), and what a unit takes is missing for drafting, review and signature. All in working days.

use jiff::civil::Date;

use crate::calendar::Calendar;
use crate::codes::WhyNot;
use crate::labelled::labelled;

/// What a unit has at most.
const MOST: u32 = 5;
/// What is left for drafting, review and signature.
const LEFT: u32 = 5;
/// Between two reminders of one asking that is overdue.
const BETWEEN: u32 = 2;

/// The day an asking is due, and why that day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskingDue {
    pub on: Date,
    pub reason: String,
}

/// The day that is proposed for an asking of `asked_on`: at most 5 working days later, and so that 5 are left until the
/// reply is due; half of what there is where less is left. `reply_due` is the day the case's reply is due.
pub fn due(asked_on: Date, reply_due: Option<Date>, calendar: &Calendar) -> AskingDue {
    let Some(reply_due) = reply_due else {
        return AskingDue {
            on: calendar.due(asked_on, days(MOST)).on,
            reason: format!("本件的答复期限尚未确定，按 {MOST} 个工作日。"),
        };
    };
    let there = calendar.working_days_between(asked_on, reply_due);
    if there < 2 {
        let on = calendar.rolled(asked_on).on;
        let reason = format!("答复期限 {reply_due} 就在眼前或者已过，请当天答复。");
        return AskingDue { on, reason };
    }
    let given = if there > LEFT {
        MOST.min(there - LEFT)
    } else {
        there / 2
    };
    AskingDue {
        on: calendar.due(asked_on, days(given)).on,
        reason: format!(
            "距本件的答复期限 {reply_due} 还有 {there} 个工作日（条例第三十三条第二款），给 {given} 个工作日，留 {} 个工作日拟写、审查和签发。",
            there - given
        ),
    }
}

/// What is wrong with the day a clerk sets.
pub fn wrong_due(
    due_on: Date,
    asked_on: Date,
    reply_due: Option<Date>,
    calendar: &Calendar,
) -> Option<WhyNot> {
    let wrong = |message: String| Some(WhyNot::new("due_on", message));
    if due_on < asked_on {
        return wrong("答复日期已经过去，请填写今天或者以后的日期。".to_owned());
    }
    if !calendar.is_working_day(due_on) {
        return wrong(format!(
            "{due_on} 不是工作日，请改为工作日，例如 {}。",
            calendar.working_day_before(due_on).max(asked_on)
        ));
    }
    // A case that is due today, or was, has no earlier day left.
    let proposed = due(asked_on, reply_due, calendar).on;
    match reply_due {
        Some(reply_due) if due_on >= reply_due && due_on > proposed => wrong(format!(
            "应当早于本件的答复期限 {reply_due}，留出拟写、审查和签发的时间；建议 {proposed}。"
        )),
        _ => None,
    }
}

labelled! {
    /// A reminder to a unit.
    Chaser {
        Before = "before", "到期提醒";
        After = "after", "催办";
    }
}

/// The reminder that an open asking needs today: one from the working day before it is due on, and from the day after it one
/// every two working days. What no day brought (a weekend, an outage) the next one brings, once. `told_on` is the day of
/// the last reminder.
pub fn chaser(
    (asked_on, due_on): (Date, Date),
    told_on: Option<Date>,
    today: Date,
    calendar: &Calendar,
) -> Option<Chaser> {
    if today > due_on {
        let is_new = told_on.is_none_or(|told_on| {
            told_on <= due_on || calendar.working_days_between(told_on, today) >= BETWEEN
        });
        return is_new.then_some(Chaser::After);
    }
    let is_near = calendar.working_day_before(due_on) <= today && today > asked_on;
    (is_near && told_on.is_none()).then_some(Chaser::Before)
}

fn days(count: u32) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}
