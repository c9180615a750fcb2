//! What the day's digest tells of matters (来信诉求): to whoever has them what is due and what is half over, to whoever checks answers what
//! is due today or late, to the head what is late by more than the organ bears (`law::matters::Escalation`). By number and kind alone:
//! who asked and what they wrote stay within.

use std::fmt::Write;

use jiff::civil::Date;
use law::calendar::Calendar;
use law::cases::Urgency;
use law::staff::{Act, may};

use super::recipients::{Recipient, is_asked};
use super::words::listed;
use crate::matters::{DueMatter, Offered};

/// What the digest of one person holds of matters.
#[derive(Default)]
pub(super) struct MatterContents<'a> {
    /// What is due of theirs, in order of its day.
    due: Vec<&'a DueMatter>,
    half_over: Vec<&'a DueMatter>,
    to_check: Vec<&'a DueMatter>,
    to_approve: Vec<&'a DueMatter>,
    /// Due today or late, of others, for the head of the section.
    pressed: Vec<&'a DueMatter>,
    /// Late by more than is borne, for the leader in charge.
    raised: Vec<&'a DueMatter>,
}

/// For whom what is told.
pub(super) struct Told<'a> {
    pub people: &'a [Recipient],
    pub person: &'a Recipient,
    pub is_head: bool,
    pub today: Date,
    pub calendar: &'a Calendar,
}

impl Told<'_> {
    /// Whether they have it or were asked to take it; what a unit was asked for and what nobody has is everybody's who handles.
    fn is_theirs(&self, one: &DueMatter) -> bool {
        let asked = |handler| is_asked(self.people, self.person, handler, Recipient::handles_matters);
        let has_it = one.owner_id.is_some() && asked(one.owner_id);
        match one.offered {
            Offered::Person(person) => has_it || asked(Some(person)),
            Offered::Unit => has_it || asked(None),
            Offered::Nobody => asked(one.owner_id),
        }
    }

    /// What of these is told to them.
    pub fn of<'m>(&self, matters: &'m [DueMatter]) -> MatterContents<'m> {
        let mut told = MatterContents::default();
        let horizon = Urgency::horizon(self.today, self.calendar);
        let may = |act| may(&self.person.roles, act).is_ok();
        let is_reached = |day: Option<Date>| day.is_some_and(|day| day <= self.today);
        for one in matters {
            let is_theirs = self.is_theirs(one);
            let is_near = one.next_due_on.is_some_and(|day| day <= horizon);
            if is_theirs && is_near {
                told.due.push(one);
            } else if is_theirs && one.is_half_over_news {
                told.half_over.push(one);
            }
            if one.in_review && may(Act::CheckMatters) {
                told.to_check.push(one);
            }
            if one.has_extension_asked && may(Act::ApproveMatters) {
                told.to_approve.push(one);
            }
            if self.is_head && is_reached(one.escalates_on) {
                told.raised.push(one);
            } else if may(Act::CheckMatters) && !is_theirs && is_reached(one.answer_due_on) {
                told.pressed.push(one);
            }
        }
        told
    }
}

impl MatterContents<'_> {
    /// Adds their lines to the text, and to the counts how many of which there are; whether there was anything.
    pub fn tell(
        &self,
        text: &mut String,
        counts: &mut Vec<String>,
        today: Date,
        calendar: &Calendar,
    ) -> bool {
        let before = counts.len();
        for urgency in Urgency::TOLD {
            let of = |one: &&&DueMatter| {
                one.next_due_on
                    .is_some_and(|due| Urgency::of(due, today, calendar) == urgency)
            };
            let rows: Vec<&DueMatter> = self.due.iter().filter(of).copied().collect();
            let label = urgency.label();
            add(
                text,
                counts,
                (&format!("来信诉求{label}"), label),
                &rows,
                (today, calendar),
            );
        }
        for (title, count, rows) in [
            ("来信诉求期限过半，请抓紧办理", "期限过半", &self.half_over),
            ("来信诉求的答复待您审核", "待审核", &self.to_check),
            ("来信诉求待您审批延期", "待审批延期", &self.to_approve),
            (
                "来信诉求今天到期或者已逾期，请科室负责人督办",
                "请督办",
                &self.pressed,
            ),
            ("来信诉求逾期未结，请分管负责人督办", "逾期未结", &self.raised),
        ] {
            add(text, counts, (title, count), rows, (today, calendar));
        }
        counts.len() > before
    }
}

fn add(
    text: &mut String,
    counts: &mut Vec<String>,
    (title, count): (&str, &str),
    rows: &[&DueMatter],
    (today, calendar): (Date, &Calendar),
) {
    if rows.is_empty() {
        return;
    }
    counts.push(format!("{} 件来信诉求{count}", rows.len()));
    let lines = rows.iter().map(|one| line(one, today, calendar));
    text.push_str(&listed(title, lines.collect()));
}

fn line(one: &DueMatter, today: Date, calendar: &Calendar) -> String {
    let mut line = format!("  {}  {}\n    ", one.number, one.kind_label);
    if let Some(due) = one.answer_due_on.filter(|due| *due < today).or(one.next_due_on) {
        let tentative = if one.is_tentative { "，暂定" } else { "" };
        // Writing to a String does not fail.
        let _ = write!(line, "{due}（{}{tentative}），", calendar.time_left(due, today));
    }
    line.push_str(one.state.label());
    if one.owner_id.is_none() && one.offered == Offered::Nobody {
        line.push_str("，尚未交办");
    }
    line
}
