//! Where a case stands on a day: its state, its clocks, what may be done next and why the rest may not, and how it was
//! worked out, line by line with articles. 条例第三十条至第三十六条.

use jiff::civil::Date;
use serde::Serialize;

use super::acts::Act;
use super::clock_name::ClockName;
use super::clocks::{Clock, Rules};
use super::event::Event;
use super::explain::{Line, explain};
use super::gate::{Hindrance, before_arrival};
use super::history::History;
use crate::codes::TableThreeRow;
use crate::labelled::labelled;

labelled! {
    /// How far a case has come.
    State {
        Arrived = "arrived", "已到达、待确认";
        InProgress = "in_progress", "办理中";
        AwaitingCorrection = "awaiting_correction", "待申请人补正";
        Consulting = "consulting", "征求意见中";
        AwaitingFee = "awaiting_fee", "待申请人缴费";
        AwaitingReasons = "awaiting_reasons", "待申请人说明理由";
        Replied = "replied", "已作出答复、待送达";
        Delivered = "delivered", "已答复";
        Withdrawn = "withdrawn", "已撤回";
    }
}

impl State {
    /// Whether the case still has to be dealt with.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Delivered | Self::Withdrawn)
    }

    /// The clock that measures what is waited for now; `None` when nothing is.
    pub const fn clock(self) -> Option<ClockName> {
        match self {
            Self::Delivered | Self::Withdrawn => None,
            Self::Arrived => Some(ClockName::Confirmation),
            Self::AwaitingCorrection => Some(ClockName::Correction),
            Self::AwaitingFee => Some(ClockName::Payment),
            Self::InProgress | Self::Consulting | Self::AwaitingReasons | Self::Replied => {
                Some(ClockName::Reply)
            }
        }
    }

    /// Whom the next step is waited for from.
    pub const fn waits_for(self) -> &'static str {
        match self {
            Self::Arrived | Self::InProgress | Self::Replied => "本机关",
            Self::AwaitingCorrection | Self::AwaitingFee => "申请人",
            // 条例第三十五条 stops no clock.
            Self::AwaitingReasons => "申请人，答复期限不停",
            Self::Consulting => "被征求意见方",
            Self::Delivered | Self::Withdrawn => "无",
        }
    }
}

/// An act that may not be done today, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refused {
    pub act: Act,
    pub why: String,
}

/// An outcome that what has happened does not allow, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RefusedOutcome {
    pub outcome: TableThreeRow,
    pub why: String,
}

/// Why a series of events can't be the history of a case.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HistoryError {
    #[error("没有任何事件，至少要有一个“收到申请”（received）。")]
    Empty,
    #[error("第 {position} 个事件（{on} {}）：第一个事件应当是“收到申请”（received）。", .act.label())]
    NoReceipt { position: usize, on: Date, act: Act },
    #[error("第 {position} 个事件（{on} {}）不可能发生：{why}", .act.label())]
    Impossible {
        /// Counted from one, in the order given.
        position: usize,
        on: Date,
        act: Act,
        why: String,
    },
}

/// Where a case stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Standing {
    pub state: State,
    /// 收到申请之日; `None` until confirmed.
    pub received_on: Option<Date>,
    /// The last day to reply; `None` while that clock does not run.
    pub due_on: Option<Date>,
    /// The next day something is due, from whomever it is waited for; `None` when closed.
    pub next_due_on: Option<Date>,
    /// Some day above rests on a year whose holidays are not published yet.
    pub tentative: bool,
    /// The reply is late: not out by its day, or out after it.
    pub overdue: bool,
    pub waits_for: &'static str,
    pub clocks: Vec<Clock>,
    pub allowed: Vec<Act>,
    pub refused: Vec<Refused>,
    pub refused_outcomes: Vec<RefusedOutcome>,
    /// The row of table 三 it counts in; `None` while undecided.
    pub outcome: Option<TableThreeRow>,
    pub decided_on: Option<Date>,
    pub warnings: Vec<String>,
    pub reasoning: Vec<Line>,
    /// All that has happened.
    #[serde(skip)]
    pub history: History,
}

impl Standing {
    /// Works out the standing on `today` from the events, in their order within a day. Events after `today` have not
    /// happened yet and are named in a warning.
    pub fn of(events: &[Event], rules: &Rules, today: Date) -> Result<Self, HistoryError> {
        let mut order: Vec<(usize, &Event)> = (1..).zip(events).collect();
        order.sort_by_key(|(_, event)| event.on);
        let first = order.first().ok_or(HistoryError::Empty)?;
        let (position, event) = *first;
        let mut history = History::begin(event).ok_or(HistoryError::NoReceipt {
            position,
            on: event.on,
            act: event.what.act(),
        })?;
        let mut warnings = Vec::new();
        for (position, event) in order.into_iter().skip(1) {
            let (on, act) = (event.on, event.what.act());
            if on > today {
                warnings.push(format!("{on} 的“{}”晚于 {today}，未计入。", act.label()));
                continue;
            }
            match history.may_take(event, rules) {
                Err(hindrance) if hindrance.is_impossible => {
                    let why = hindrance.why;
                    return Err(HistoryError::Impossible {
                        position,
                        on,
                        act,
                        why,
                    });
                }
                Err(hindrance) => warnings.push(format!("{on}“{}”：{}", act.label(), hindrance.why)),
                Ok(()) => {}
            }
            history.take(event);
        }
        Ok(Self::from_history(history, warnings, rules, today))
    }

    /// The standing once one more event is recorded, or why it may not be: it can't have happened, or it is against the
    /// rules (which someone may record all the same where it did happen).
    pub fn with(events: &[Event], event: Event, rules: &Rules, today: Date) -> Result<Self, Hindrance> {
        let impossible = |error: &HistoryError| Hindrance {
            why: match error {
                HistoryError::Impossible { why, .. } => why.clone(),
                HistoryError::Empty | HistoryError::NoReceipt { .. } => error.to_string(),
            },
            is_impossible: true,
        };
        // Asked first: of the days before the arrival there is no history to ask.
        if let Some(arrived_on) = events
            .iter()
            .map(|one| one.on)
            .min()
            .filter(|first| event.on < *first)
        {
            before_arrival(arrived_on)?;
        }
        let (earlier, later): (Vec<Event>, Vec<Event>) =
            events.iter().cloned().partition(|one| one.on <= event.on);
        let before = Self::of(&earlier, rules, event.on).map_err(|error| impossible(&error))?;
        let allowed = before.history.may_take(&event, rules);
        let all: Vec<Event> = earlier.into_iter().chain([event]).chain(later).collect();
        let after = Self::of(&all, rules, today).map_err(|error| impossible(&error))?;
        allowed.map(|()| after)
    }

    fn from_history(history: History, mut warnings: Vec<String>, rules: &Rules, today: Date) -> Self {
        let clocks = history.clocks(rules);
        let state = state(&history, rules, today);
        let reply = clocks.iter().find(|clock| clock.name == ClockName::Reply);
        let running = || clocks.iter().filter(|clock| clock.is_running());
        warnings.extend(running().filter_map(|clock| warn(clock, today)));
        let outcome = history.outcome();
        let (allowed, refused) = acts(&history, rules, today);
        Self {
            state,
            received_on: history.received_on,
            due_on: reply.map(|clock| clock.due_on),
            next_due_on: next_due(state, &clocks, &history),
            tentative: clocks.iter().any(|clock| clock.tentative),
            overdue: reply.is_some_and(|clock| clock.is_missed(today)),
            waits_for: state.waits_for(),
            reasoning: explain(&history, &clocks, rules, today),
            refused_outcomes: outcomes(&history, rules, today),
            clocks,
            allowed,
            refused,
            outcome: outcome.map(|(row, _)| row),
            decided_on: outcome.map(|(_, on)| on),
            warnings,
            history,
        }
    }

    /// The clock that measures what is waited for now; `None` when nothing is, or that clock does not run.
    pub fn awaited_clock(&self) -> Option<&Clock> {
        awaited(self.state, &self.clocks)
    }

    /// What may not be done today, and why, as it is shown to people: a case that is over is not told what it may not.
    pub fn refusals(&self) -> &[Refused] {
        if self.state.is_open() { &self.refused } else { &[] }
    }

    /// Whether the act may be done today; the reason where it may not.
    pub fn may(&self, act: Act) -> Result<(), &str> {
        match self.refused.iter().find(|refused| refused.act == act) {
            Some(refused) => Err(&refused.why),
            None => Ok(()),
        }
    }
}

fn state(history: &History, rules: &Rules, today: Date) -> State {
    let is_pending = |asked: &super::Consultation| asked.is_pending(&rules.calendar, today);
    match &history.reply {
        _ if history.withdrawn_on.is_some() => State::Withdrawn,
        Some(reply) if reply.delivered.is_some() => State::Delivered,
        Some(_) => State::Replied,
        None if history.received_on.is_none() => State::Arrived,
        None if history.awaits_correction() => State::AwaitingCorrection,
        None if history.awaits_fee() => State::AwaitingFee,
        None if history.consultations.iter().any(is_pending) => State::Consulting,
        None if history.reasons.is_some_and(|reasons| reasons.given_on.is_none()) => State::AwaitingReasons,
        None => State::InProgress,
    }
}

/// The clock that measures what is waited for now.
fn awaited(state: State, clocks: &[Clock]) -> Option<&Clock> {
    let name = state.clock()?;
    clocks.iter().find(|clock| clock.name == name)
}

/// The day the board sorts by: what is waited for now, from the office or from others.
/// A reply whose clock no longer runs (an application that lapsed) goes out the day it was decided.
fn next_due(state: State, clocks: &[Clock], history: &History) -> Option<Date> {
    state.clock()?;
    awaited(state, clocks)
        .map(|clock| clock.due_on)
        .or(history.reply.map(|reply| reply.on))
}

fn warn(clock: &Clock, today: Date) -> Option<String> {
    if today <= clock.due_on {
        return None;
    }
    let due_on = clock.due_on;
    Some(match clock.name {
        ClockName::Confirmation => format!(
            "申请自 {} 到达后一直未与申请人确认，应当于 {due_on} 前确认；请立即确认，以免拖延（{}）。",
            clock.from, clock.article
        ),
        ClockName::FromArrival => {
            format!("即使自到达之日起算，20个工作日也已于 {due_on} 届满；未确认收到不是拖延的理由。")
        }
        ClockName::Correction => format!(
            "补正期限已于 {due_on} 届满，申请人没有补正；无正当理由的视为放弃申请，请办结（条例第三十条）。"
        ),
        ClockName::Payment => {
            format!("缴费期限已于 {due_on} 届满，申请人没有缴费；请办结（条例第四十二条）。")
        }
        ClockName::Consultation => format!("{}的期限已于 {due_on} 届满，没有收到意见。", clock.label),
        ClockName::Reply => format!("答复期限已于 {due_on} 届满，答复尚未送达（条例第三十三条）。"),
        ClockName::CorrectionNotice => return None,
    })
}

fn acts(history: &History, rules: &Rules, today: Date) -> (Vec<Act>, Vec<Refused>) {
    let mut allowed = Vec::new();
    let mut refused = Vec::new();
    for act in Act::ALL.iter().copied().filter(|act| *act != Act::Received) {
        match history.may(act, today, rules) {
            Ok(()) => allowed.push(act),
            Err(hindrance) => refused.push(Refused {
                act,
                why: hindrance.why,
            }),
        }
    }
    (allowed, refused)
}

fn outcomes(history: &History, rules: &Rules, today: Date) -> Vec<RefusedOutcome> {
    if history.may(Act::Replied, today, rules).is_err() {
        return Vec::new();
    }
    TableThreeRow::leaves()
        .filter(|row| *row != TableThreeRow::OtherwiseMerged)
        .filter_map(|outcome| {
            let why = history.may_reply_with(outcome, today, rules).err()?.why;
            Some(RefusedOutcome { outcome, why })
        })
        .collect()
}
