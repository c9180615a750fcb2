//! Where a case stands on a day: its state, its clocks, what may be done next and why the rest may not, and how it was
//! worked out, line by line with articles. 条例第三十条至第三十六条.

use jiff::civil::Date;
use serde::Serialize;

use super::acts::Act;
use super::clock_name::ClockName;
use super::clocks::Clock;
use super::event::{Delivery, Event};
use super::explain::{Line, explain, for_applicant};
use super::gate::{Hindrance, Weight, before_arrival};
use super::history::History;
use super::ordered::{answering, is_of_reply, ordered_running};
use super::rules::Rules;
use super::state::State;
use super::unreceived::Unreceived;
use super::warnings::warn;
use crate::codes::TableThreeRow;

/// An act that may not be done today, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refused {
    pub act: Act,
    pub why: String,
    /// It can't have happened; otherwise it may be recorded where it did, with a warning.
    pub is_impossible: bool,
}

/// What is to be known of an act that may be done today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Caution {
    pub act: Act,
    pub why: String,
}

/// An outcome that what has happened does not allow, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RefusedOutcome {
    pub outcome: TableThreeRow,
    pub why: String,
}

/// Where a case counts in table 三: its row, and the day that says for which year (see [`History::counted`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Counted {
    pub row: TableThreeRow,
    pub on: Date,
}

/// What is to be said of an event on record: that it was against the rules, or came on the last day, or late.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    pub on: Date,
    pub act: Act,
    pub why: String,
}

impl Noted {
    /// In a line.
    pub fn line(&self) -> String {
        format!("{}“{}”：{}", self.on, self.act.label(), self.why)
    }
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
    /// The next day something is due, from whomever it is waited for; `None` when closed. Of a reply that came back the day
    /// that was known: by that alone nothing is late.
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
    /// What was decided, as it stands; `None` while undecided, and while a reply is ordered and not made yet.
    pub outcome: Option<TableThreeRow>,
    pub decided_on: Option<Date>,
    /// Where it counts in table 三; `None` while it never was decided.
    pub counted: Option<Counted>,
    /// What happened against the rules, and what is overdue.
    pub warnings: Vec<String>,
    /// What is to be known of today, where it is somebody's last day: before it is too late.
    pub cautions: Vec<Caution>,
    pub reasoning: Vec<Line>,
    /// The letters on whose silence it can't be decided until the day they were received is known.
    #[serde(skip)]
    pub unreceived: Vec<Unreceived>,
    /// The day on which a reply that was announced counts as delivered (公告送达).
    #[serde(skip)]
    pub announced_until: Option<Date>,
    /// The same for the applicant, who is not told the names of those consulted (条例第三十二条).
    #[serde(skip)]
    pub reasoning_for_applicant: Vec<Line>,
    /// What is to be said of single events; their lines stand among the warnings.
    #[serde(skip)]
    pub noted: Vec<Noted>,
    /// All that has happened.
    #[serde(skip)]
    pub history: History,
}

impl HistoryError {
    fn impossible(position: usize, event: &Event, hindrance: &Hindrance) -> Self {
        Self::Impossible {
            position,
            on: event.on,
            act: event.what.act(),
            why: hindrance.why.clone(),
        }
    }
}

/// The beginning of a history from its events in order: the arrival, which nothing comes before.
fn begin(order: &[(usize, &Event)]) -> Result<History, HistoryError> {
    let (position, event) = *order.first().ok_or(HistoryError::Empty)?;
    let impossible = |hindrance| HistoryError::impossible(position, event, &hindrance);
    if let Some(begun) = History::begin(event) {
        return begun.map_err(impossible);
    }
    // Something stands before the arrival, or there is none.
    let arrival = order.iter().find_map(|(_, event)| History::begin(event));
    let arrived_on = arrival.and_then(Result::ok).map(|history| history.arrived_on);
    match arrived_on.map(|arrived_on| before_arrival(event.what.act(), arrived_on)) {
        Some(Err(hindrance)) => Err(impossible(hindrance)),
        _ => Err(HistoryError::NoReceipt {
            position,
            on: event.on,
            act: event.what.act(),
        }),
    }
}

impl Standing {
    /// Works out the standing on `today` from the events, in their order within a day. Events after `today` have not
    /// happened yet and are named in a warning.
    pub fn of(events: &[Event], rules: &Rules, today: Date) -> Result<Self, HistoryError> {
        let mut order: Vec<(usize, &Event)> = (1..).zip(events).collect();
        order.sort_by_key(|(_, event)| event.on);
        let mut history = begin(&order)?;
        let mut warnings = Vec::new();
        let mut noted = Vec::new();
        for (position, event) in order.into_iter().skip(1) {
            let (on, act) = (event.on, event.what.act());
            if on > today {
                warnings.push(format!("{on} 的“{}”晚于 {today}，未计入。", act.label()));
                continue;
            }
            let objections = history.objections(event, rules);
            if let Some(hindrance) = objections.iter().find(|one| one.is_impossible()) {
                return Err(HistoryError::impossible(position, event, hindrance));
            }
            let told = objections.iter().map(Hindrance::warning);
            let told = told.chain(history.cautions(event, rules));
            noted.extend(told.map(|why| Noted { on, act, why }));
            if objections.iter().any(|one| one.weight == Weight::Void) {
                history.put_aside(event);
            } else {
                history.take(event);
            }
        }
        warnings.extend(noted.iter().map(Noted::line));
        Ok(Self {
            noted,
            ..Self::from_history(history, warnings, rules, today)
        })
    }

    /// The standing once one more event is recorded, or why it may not be: it can't have happened, or it is against the
    /// rules (which someone may record all the same where it did happen).
    pub fn with(events: &[Event], event: Event, rules: &Rules, today: Date) -> Result<Self, Hindrance> {
        let impossible = |error: &HistoryError| Hindrance {
            why: match error {
                HistoryError::Impossible { why, .. } => why.clone(),
                HistoryError::Empty | HistoryError::NoReceipt { .. } => error.to_string(),
            },
            weight: Weight::Impossible,
        };
        // Asked first: of the days before the arrival there is no history to ask.
        if let Some(arrived_on) = events
            .iter()
            .map(|one| one.on)
            .min()
            .filter(|first| event.on < *first)
        {
            before_arrival(event.what.act(), arrived_on)?;
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
        let announced = history.reply.and_then(|reply| reply.delivered);
        let announced = announced.filter(|(_, how)| *how == Delivery::Announced);
        let announced_until = announced.map(|(on, _)| rules.settings.announced_until(on));
        let reply = answering(&clocks);
        let running = || clocks.iter().filter(|clock| clock.is_running());
        let unreceived = if history.is_undecided() {
            history.unreceived(rules, today)
        } else {
            Vec::new()
        };
        warnings.extend(running().filter_map(|clock| warn(clock, &unreceived, today)));
        warnings.extend(history.told_of_waiting_again(today, rules));
        let outcome = history.outcome();
        let awaited = awaited(state, &clocks);
        let (allowed, refused) = acts(&history, rules, today);
        Self {
            state,
            received_on: history.received_on,
            due_on: reply.map(|clock| clock.due_on),
            next_due_on: next_due(state, &clocks, &history),
            tentative: reply.into_iter().chain(awaited).any(|clock| clock.tentative),
            overdue: clocks
                .iter()
                .any(|clock| is_of_reply(clock) && clock.is_missed(today)),
            waits_for: state.waits_for(),
            unreceived,
            reasoning: explain(&history, &clocks, rules, today),
            reasoning_for_applicant: for_applicant(&history, rules, today),
            refused_outcomes: outcomes(&history, rules, today),
            cautions: allowed
                .iter()
                .filter_map(|act| {
                    let why = history.last_day(*act, today, rules)?;
                    Some(Caution { act: *act, why })
                })
                .collect(),
            clocks,
            allowed,
            refused,
            outcome: outcome.map(|(row, _)| row),
            decided_on: outcome.map(|(_, on)| on),
            counted: history.counted().map(|(row, on)| Counted { row, on }),
            warnings,
            noted: Vec::new(),
            announced_until,
            history,
        }
    }

    /// The clock that measures what is waited for now; `None` when nothing is, or that clock does not run.
    pub fn awaited_clock(&self) -> Option<&Clock> {
        awaited(self.state, &self.clocks)
    }

    /// The last day to ask for a correction (条例第三十条), until the content is found clear, the notice goes out, or the case
    /// is answered. Once it has passed there is nothing left to remind of.
    pub fn correction_notice_due(&self) -> Option<Date> {
        let mut clocks = self.clocks.iter();
        let clock = clocks.find(|clock| clock.name == ClockName::CorrectionNotice)?;
        (self.state.is_open() && clock.is_running()).then_some(clock.due_on)
    }

    /// What may not be done today, and why, as it is shown to people: a case that is over is not told what it may not.
    pub fn refusals(&self) -> &[Refused] {
        if self.state.is_open() { &self.refused } else { &[] }
    }

    /// What is to be known before the act is done today, where it is its last day.
    pub fn caution(&self, act: Act) -> Option<&str> {
        let caution = self.cautions.iter().find(|caution| caution.act == act);
        caution.map(|caution| caution.why.as_str())
    }

    /// What is to be known before an answer of the applicant's is recorded as of today, where its period is over: a correction,
    /// a payment, reasons (条例第三十条、第三十五条、第四十二条).
    pub fn late_answer(&self, act: Act, today: Date) -> Option<String> {
        self.history.late_answer_before(act, today, &self.clocks)
    }

    /// What is to be known today, each thing once.
    pub fn cautions_once(&self) -> Vec<&str> {
        let mut told: Vec<&str> = Vec::new();
        for caution in &self.cautions {
            if !told.contains(&caution.why.as_str()) {
                told.push(&caution.why);
            }
        }
        told
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
    // While the clock runs on it is the reply that is waited for.
    let is_pending = |asked: &super::Consultation| {
        asked.asked_before.is_none() && asked.is_pending(&rules.calendar, today)
    };
    match &history.reply {
        _ if history.withdrawn_on.is_some() => State::Withdrawn,
        Some(reply) if reply.delivered.is_some() => State::Delivered,
        Some(_) if history.reply_came_back().is_some() => State::CameBack,
        Some(_) => State::Replied,
        None if history.awaited_order().is_some() => State::Reopened,
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
    if matches!(state, State::Reopened | State::Replied) {
        let ordered = ordered_running(clocks);
        if ordered.is_some() {
            return ordered;
        }
    }
    clocks.iter().find(|clock| clock.name == name)
}

/// The day the board sorts by: what is waited for now, from the office or from others.
/// A reply whose clock no longer runs (an application that lapsed) goes out the day it was decided; one that came back has no
/// day of the law, since its clock was met by the first sending, and stands where that was known.
fn next_due(state: State, clocks: &[Clock], history: &History) -> Option<Date> {
    if state == State::CameBack {
        return history.reply_came_back();
    }
    state.clock()?;
    awaited(state, clocks)
        .map(Clock::last_on)
        .or(history.reply.map(|reply| reply.on))
}

fn acts(history: &History, rules: &Rules, today: Date) -> (Vec<Act>, Vec<Refused>) {
    let mut allowed = Vec::new();
    let mut refused = Vec::new();
    for act in Act::ALL.iter().copied().filter(|act| *act != Act::Received) {
        match history.may(act, today, rules) {
            Ok(()) => allowed.push(act),
            Err(hindrance) => refused.push(Refused {
                act,
                is_impossible: hindrance.is_impossible(),
                why: hindrance.why,
            }),
        }
    }
    (allowed, refused)
}

/// Every outcome that what has happened does not allow, each with its own reason before that of all.
fn outcomes(history: &History, rules: &Rules, today: Date) -> Vec<RefusedOutcome> {
    if !history.is_undecided() {
        return Vec::new();
    }
    let any = history.may(Act::Replied, today, rules).err();
    TableThreeRow::leaves()
        .filter(|row| *row != TableThreeRow::OtherwiseMerged)
        .filter_map(|outcome| {
            let own = history.may_reply_with(outcome, today, rules).err();
            let why = own.or_else(|| any.clone())?.why;
            Some(RefusedOutcome { outcome, why })
        })
        .collect()
}
