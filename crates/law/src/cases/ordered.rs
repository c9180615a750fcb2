//! A reply that a reconsideration or a judgment orders: revoked and to be made anew, or refused unlawfully and to be made at
//! last. 行政复议法第六十四条、第六十六条、第七十五条、第七十七条; 行政诉讼法第七十条至第七十二条. The decision sets the period; the organ
//! can neither extend it nor let it stand still.

use std::fmt;

use jiff::civil::Date;

use super::acts::Act;
use super::clock_name::ClockName;
use super::clocks::{Clock, REPLY_DAYS};
use super::event::{Event, What};
use super::gate::{Hindrance, Weight};
use super::history::{History, Reply};
use super::rules::Rules;
use super::standing::Standing;
use crate::calendar::Calendar;
use crate::codes::{Ending, ReplyOrder, Rule, TableThreeRow};

/// What may not be done again in a reply made anew, told where it is decided.
pub const NOT_THE_SAME: Rule = Rule::new(
    "被责令重新作出的，不得以同一事实和理由作出与原答复相同或者基本相同的答复；仅因违反法定程序被撤销的除外",
    "行政复议法第六十四条第二款、行政诉讼法第七十一条",
);

/// An order on record: received on a day, and met by the reply that went out after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ordered {
    pub order: ReplyOrder,
    /// The day the organ received it: from then on it has effect (行政复议法第七十五条第二款).
    pub on: Date,
    /// The day the reply went out, or the application was withdrawn.
    pub met_on: Option<Date>,
}

impl ReplyOrder {
    /// Its period in words.
    pub fn period(&self) -> String {
        match (self.by, self.days) {
            (Some(by), _) => format!("载明于 {by} 前答复"),
            (None, Some(days)) => format!("载明 {days} 个工作日内答复"),
            (None, None) => {
                format!("没有载明期限，按法定的 {REPLY_DAYS} 个工作日计算（条例第三十三条第二款）")
            }
        }
    }
}

impl Ordered {
    /// The clock it sets: to the day it names, which rolls on where it is a day off (行政复议法第八十八条、民事诉讼法第八十五条第三款); else so
    /// many working days, the day they run from not counted.
    pub(super) fn clock(&self, calendar: &Calendar) -> Clock {
        let (order, name) = (&self.order, ClockName::OrderedReply);
        let from = order.from.unwrap_or(self.on);
        let days = order.days.unwrap_or(REPLY_DAYS);
        let mut clock = Clock::plain(name, order.article(), from, days, calendar);
        if let Some(by) = order.by {
            let days = calendar.working_days_between(from, by);
            clock.working_days = u16::try_from(days).unwrap_or(u16::MAX);
            let due = calendar.rolled(by);
            clock.due_on = due.on;
            clock.tentative = due.tentative;
        }
        clock.latest_on = clock.due_on;
        clock.met(self.met_on)
    }

    /// How its due day came about.
    pub(super) fn told(&self, clock: &Clock) -> String {
        let order = &self.order;
        let tentative = if clock.tentative { "（暂定）" } else { "" };
        let from = match order.by {
            Some(by) if by < clock.due_on => format!(
                "，该日是休息日，顺延至其后的第一个工作日（参照民事诉讼法第八十五条第三款、行政复议法第八十八条；稳妥的，在 {by} 以前送出）"
            ),
            Some(_) => String::new(),
            None => format!("，自 {} 的次日起算", clock.from),
        };
        let met = self
            .met_on
            .map_or_else(String::new, |on| format!("；{on} 已经答复"));
        format!(
            "{} 收到{}{}（{}，{}），结果为{}，要求作出答复；{}{from}，至 {} 届满{tentative}{met}。",
            self.on,
            order.authority.trim(),
            order.decision(),
            order.number.trim(),
            order.dated,
            order.ending.label(),
            order.period(),
            clock.due_on,
        )
    }
}

impl History {
    /// The order that still waits for its reply: of several the last.
    pub fn awaited_order(&self) -> Option<&Ordered> {
        self.orders.iter().rfind(|ordered| ordered.met_on.is_none())
    }

    /// Whether a reply is being made in the place of one that was revoked.
    pub fn replaces_a_revoked(&self) -> bool {
        let is_revoked = |ordered: &Ordered| ordered.order.ending != Ending::OrderedToAct;
        self.reply.is_none() && !self.replies_before.is_empty() && self.last_order().is_some_and(is_revoked)
    }

    /// The order that the reply being made, or made last, answers to.
    pub fn last_order(&self) -> Option<&Ordered> {
        self.orders.last()
    }

    /// What is neither answered nor late is no matter of a dispute (行政复议法第十一条第（十一）项), but who decides it does not ask us.
    pub(super) fn may_be_ordered(&self, on: Date, rules: &Rules) -> Result<(), Hindrance> {
        let is_late = self.reply_clock(rules).is_some_and(|clock| clock.is_missed(on));
        let is_answered = self.reply.is_some_and(|reply| reply.delivered.is_some());
        if is_answered || self.last_order().is_some() || is_late {
            return Ok(());
        }
        let why = if self.reply.is_some() {
            "答复已经签发、还没有送出，不能登记责令答复；确有决定、判决的，据实补记：签发的答复不再送出，请签发人撤回签发，重新办理。"
        } else {
            "答复期限未满，尚未作出答复，不能登记责令答复；确有决定、判决的，据实补记。"
        };
        Err(Hindrance {
            why: why.to_owned(),
            weight: Weight::Unlawful,
        })
    }

    pub(super) fn take_order(&mut self, on: Date, order: &ReplyOrder) {
        // What is set aside before any reply went out is what a third party was told: it is told anew before anything is disclosed
        // over its objection (条例第三十二条).
        let sets_aside = order.ending.may_order_reply() && order.ending != Ending::OrderedToAct;
        if sets_aside && self.replies().all(|reply| reply.first_sent().is_none()) {
            for notice in &mut self.overrides {
                notice.is_revoked = true;
            }
        }
        // A reply that has not gone out stays until its signature is taken back: it is no answer to the order.
        if self.reply.is_some_and(|reply| reply.delivered.is_some()) {
            self.replies_before.extend(self.reply.take());
        }
        self.orders.push(Ordered {
            order: order.clone(),
            on,
            met_on: None,
        });
    }

    pub(super) fn meet_orders(&mut self, on: Date) {
        for ordered in self.orders.iter_mut().filter(|one| one.met_on.is_none()) {
            ordered.met_on = Some(on);
        }
    }

    /// Whether an act asks for time, or of the applicant, what an order no longer leaves room for.
    pub(super) fn is_closed_by_order(&self, act: Act) -> bool {
        let is_of_period = matches!(
            act,
            Act::CorrectionRequested
                | Act::Extended
                | Act::FeeNotified
                | Act::ReasonsRequested
                | Act::Delayed
                | Act::FoundClear
        );
        is_of_period && self.awaited_order().is_some()
    }

    /// Every reply, in order, those that were revoked included.
    pub fn replies(&self) -> impl Iterator<Item = Reply> {
        self.replies_before.iter().copied().chain(self.reply)
    }

    /// The first day on or after that one on which the case was decided, by a reply or a withdrawal.
    pub(super) fn decided_since(&self, day: Date) -> Option<Date> {
        let replied = self.replies().map(|reply| reply.on);
        replied.chain(self.withdrawn_on).filter(|on| *on >= day).min()
    }

    /// The row of table 三 it counts in, and the day that says for which year. A case counts once: in the year it was first
    /// decided, which that year's report has told, under the last decision made in it (国办公开办函〔2021〕30号附件: 本年度办理结果,
    /// 总计 = 新收 + 结转 − 结转下年). A reply that a later year's decision has made anew is told by table 四 (结果纠正): counted in
    /// 表三 once more, the same request would be settled twice, and 上年结转 would not be what last year carried forward.
    pub fn counted(&self) -> Option<(TableThreeRow, Date)> {
        let replied = self.replies().map(|reply| (reply.outcome, reply.on));
        let withdrawn = self.withdrawn_on.map(|on| (TableThreeRow::OtherwiseOther, on));
        let ended: Vec<(TableThreeRow, Date)> = match withdrawn {
            // 撤回 is what the case ended by, also where a letter (终止办理告知书) said so afterwards.
            Some(withdrawn) => {
                let before = replied.filter(|(_, on)| *on <= withdrawn.1);
                before.chain([withdrawn]).collect()
            }
            None => replied.collect(),
        };
        let year = ended.first()?.1.year();
        ended.into_iter().rfind(|(_, on)| on.year() == year)
    }
}

/// A last day to reply: the statute's (条例第三十三条) or that of an order (行政复议法第七十七条、行政诉讼法第七十条).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReplyDay {
    pub is_ordered: bool,
    pub on: Date,
    /// 暂定
    pub tentative: bool,
}

impl ReplyDay {
    pub const fn label(self) -> &'static str {
        if self.is_ordered {
            "责令答复期限"
        } else {
            "答复期限"
        }
    }
}

/// The day, and whether it is tentative.
impl fmt::Display for ReplyDay {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tentative = if self.tentative { "（暂定）" } else { "" };
        write!(formatter, "{}{tentative}", self.on)
    }
}

impl Standing {
    /// The day the case was over: its reply went out, by the day of posting or of receipt (国办公开办函〔2016〕235号), or the
    /// application was withdrawn. `None` while it is open.
    pub fn ended_on(&self) -> Option<Date> {
        let went_out = self.history.reply.and_then(|reply| reply.delivered);
        let ended = self.history.withdrawn_on.or(went_out.map(|(on, _)| on));
        ended.filter(|_| !self.state.is_open())
    }

    /// Of each reply that went out after its last day, that it did, by how many working days: where nothing waits any more,
    /// nothing else says so.
    pub fn late_replies(&self, calendar: &Calendar) -> Vec<String> {
        let late = |clock: &Clock| {
            let on = clock.met_on.filter(|on| *on > clock.last_on())?;
            let due = clock.last_on();
            let by = match calendar.working_days_between(due, on) {
                // It ran out before days off, and went out on one.
                0 => String::new(),
                days => format!(" {days} 个工作日"),
            };
            let day = match clock.name {
                ClockName::OrderedReply => "责令答复的期限",
                _ => "答复期限",
            };
            Some(format!(
                "答复逾期{by}：{day} {due} 届满，答复 {on} 发出（{}）。",
                clock.article
            ))
        };
        let clocks = self.clocks.iter().filter(|clock| is_of_reply(clock));
        clocks.filter_map(late).collect()
    }

    /// Every last day to reply, the statute's first: an order sets a day of its own beside it and takes nothing back.
    /// None while no such clock has begun.
    pub fn reply_days(&self) -> Vec<ReplyDay> {
        let of = |name: ClockName| self.clocks.iter().filter(move |clock| clock.name == name);
        let statutory = of(ClockName::Reply);
        let ordered = of(ClockName::OrderedReply);
        let day = |clock: &Clock| ReplyDay {
            is_ordered: clock.name == ClockName::OrderedReply,
            on: clock.due_on,
            tentative: clock.tentative,
        };
        statutory.chain(ordered).map(day).collect()
    }
}

/// The replies that orders set aside, each with the day it went out: a register tells them beside the one that stands.
pub fn replies_set_aside(events: &[Event]) -> Vec<(Date, TableThreeRow)> {
    let mut stands = None;
    let mut before = Vec::new();
    for event in events {
        match &event.what {
            What::Replied { outcome, .. } => stands = Some((event.on, *outcome)),
            What::Delivered { .. } => stands = stands.map(|(_, outcome)| (event.on, outcome)),
            What::ReplyOrdered(_) => before.extend(stands.take()),
            _ => {}
        }
    }
    before
}

/// Whether it measures the organ's reply.
pub(super) fn is_of_reply(clock: &Clock) -> bool {
    matches!(clock.name, ClockName::Reply | ClockName::OrderedReply)
}

/// What is ordered and not met: of several orders the earliest day binds.
pub(super) fn ordered_running(clocks: &[Clock]) -> Option<&Clock> {
    let ordered = clocks
        .iter()
        .filter(|clock| clock.name == ClockName::OrderedReply);
    ordered
        .filter(|clock| clock.is_running())
        .min_by_key(|clock| clock.due_on)
}

/// The clock of the reply as it stands: of what was ordered, else of the statute.
pub(super) fn answering(clocks: &[Clock]) -> Option<&Clock> {
    let last = clocks.iter().rfind(|clock| is_of_reply(clock));
    ordered_running(clocks).or(last)
}

#[cfg(test)]
mod tests;
