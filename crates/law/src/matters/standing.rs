//! Where a matter stands on a day: its state, who is responsible, its clocks, what may be done next and why the rest may not, and
//! how it was worked out, line by line with where each rule comes from.

use jiff::civil::Date;
use serde::Serialize;

use super::act::Act;
use super::clock_name::ClockName;
use super::clocks::Clock;
use super::escalation::{Escalation, escalations};
use super::event::{Event, What, in_order};
use super::explain::{Line, explain};
use super::history::{End, Ended, History, Holder, INTAKE};
use super::rules::Rules;
use super::state::State;
use super::warnings::{late, overdue};
use crate::codes::{Hindrance, Moment, Weight};

/// An act that may not be done today, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refused {
    pub act: Act,
    pub why: String,
    /// It can't have happened; otherwise it may be recorded where it did, with a warning.
    pub is_impossible: bool,
}

/// Why a series of events can't be the history of a matter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HistoryError {
    #[error("没有任何事件，至少要有一个“收到”（received）。")]
    Empty,
    #[error("没有“{0}”这个类别。")]
    UnknownKind(String),
    #[error("第 {position} 个事件（{} {}）：第一个事件应当是“收到”（received）。", .on.told(), .act.label())]
    NoReceipt { position: usize, on: Moment, act: Act },
    #[error("第 {position} 个事件（{} {}）不可能发生：{why}", .on.told(), .act.label())]
    Impossible {
        /// Counted from one, in the order given.
        position: usize,
        on: Moment,
        act: Act,
        why: String,
    },
}

/// Where a matter stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Standing {
    pub state: State,
    /// Who is responsible; `None` once it is over.
    pub owner: Option<String>,
    pub kind: String,
    pub received: Moment,
    pub clocks: Vec<Clock>,
    /// The next day something is due, from whomever it is waited for; `None` where nothing is but to close it.
    pub next_due_on: Option<Date>,
    /// Who asked is without an answer past its day, or got one after it.
    pub overdue: bool,
    /// Some day above rests on a year whose holidays are not published yet.
    pub tentative: bool,
    /// Everybody who was responsible, from when on: without a gap from receipt to the end.
    pub responsible: Vec<Holder>,
    /// Who is asked to take it, and has not yet.
    pub offered_to: Option<String>,
    /// The score of the last answer, once its window has passed: nobody who handles the matter sees it before.
    pub score: Option<u8>,
    /// Whom the clock that runs goes to, and when.
    pub escalations: Vec<Escalation>,
    pub reasoning: Vec<Line>,
    pub allowed: Vec<Act>,
    pub refused: Vec<Refused>,
    /// What happened against the rules, and what is overdue.
    pub warnings: Vec<String>,
    /// All that has happened.
    #[serde(skip)]
    pub history: History,
}

impl HistoryError {
    fn impossible(position: usize, event: &Event, why: &str) -> Self {
        Self::Impossible {
            position,
            on: event.on,
            act: event.what.act(),
            why: why.to_owned(),
        }
    }
}

/// The beginning of a history: its arrival, which nothing comes before.
fn begin(order: &[(usize, &Event)], kind: &str) -> Result<History, HistoryError> {
    let (position, event) = *order.first().ok_or(HistoryError::Empty)?;
    if let Some(begun) = History::begin(event, kind) {
        return Ok(begun);
    }
    let is_receipt = |(_, event): &&(usize, &Event)| matches!(event.what, What::Received { .. });
    Err(match order.iter().find(is_receipt) {
        Some((_, received)) => {
            let why = format!("早于收到之时（{}）。", received.on.told());
            HistoryError::impossible(position, event, &why)
        }
        None => HistoryError::NoReceipt {
            position,
            on: event.on,
            act: event.what.act(),
        },
    })
}

impl Standing {
    /// Works out the standing on `today` of a matter that came in as that kind. Events after `today` have not happened yet and are
    /// named in a warning.
    pub fn of(events: &[Event], kind: &str, rules: &Rules, today: Date) -> Result<Self, HistoryError> {
        if rules.kind(kind).is_none() {
            return Err(HistoryError::UnknownKind(kind.to_owned()));
        }
        let order = in_order(events);
        let mut history = begin(&order, kind)?;
        let mut warnings = Vec::new();
        for (position, event) in order.into_iter().skip(1) {
            let (on, label) = (event.on, event.what.act().label());
            if on.on > today {
                warnings.push(format!("{} 的“{label}”晚于 {today}，未计入。", on.told()));
                continue;
            }
            let objections = history.objections(event, rules);
            if let Some(hindrance) = objections.iter().find(|one| one.is_impossible()) {
                return Err(HistoryError::impossible(position, event, &hindrance.why));
            }
            let told = objections.iter().map(Hindrance::warning);
            let told = told.chain(late(&history, event, rules));
            warnings.extend(told.map(|why| format!("{}“{label}”：{why}", on.told())));
            if objections.iter().all(|one| one.weight != Weight::Void) {
                history.take(event);
                if history.is_to_be_redone(rules) && matches!(event.what, What::Rated { .. }) {
                    history.reopen();
                }
            }
        }
        Ok(Self::from_history(history, warnings, rules, today))
    }

    fn from_history(history: History, mut warnings: Vec<String>, rules: &Rules, today: Date) -> Self {
        let clocks = history.clocks(rules, today);
        let state = state(&history, rules, today);
        let (allowed, refused) = acts(&history, rules, today);
        warnings.extend(overdue(&history, &clocks, state, today));
        Self {
            state,
            owner: state.is_open().then(|| history.holder().to_owned()),
            kind: history.kind().to_owned(),
            received: history.received,
            next_due_on: next_due(state, &clocks),
            overdue: clocks
                .iter()
                .any(|clock| clock.name.is_of_answer() && clock.is_missed(today)),
            tentative: clocks.iter().any(|clock| clock.is_running() && clock.tentative),
            responsible: history.holders().to_vec(),
            offered_to: history.pending().map(|offer| offer.to.clone()),
            score: score(&history, rules, today),
            escalations: escalations(&history, &clocks, rules, today),
            reasoning: explain(&history, &clocks, rules),
            allowed,
            refused,
            warnings,
            clocks,
            history,
        }
    }

    /// Who was responsible at a moment; `None` before receipt and after the end.
    pub fn responsible_at(&self, moment: Moment) -> Option<&str> {
        if self.history.ended.as_ref().is_some_and(|(on, _)| *on <= moment) {
            return None;
        }
        let before = self.responsible.iter().take_while(|holder| holder.from <= moment);
        before.last().map(|holder| holder.who.as_str())
    }

    /// The first clock with that name that still runs, else the last.
    pub fn clock(&self, name: ClockName) -> Option<&Clock> {
        let of_name = || self.clocks.iter().filter(|clock| clock.name == name);
        of_name()
            .find(|clock| clock.is_running())
            .or_else(|| of_name().next_back())
    }

    /// What may not be done today, and why, as it is shown to people: a matter that is over is not told what it may not.
    pub fn refusals(&self) -> &[Refused] {
        if self.state.is_open() { &self.refused } else { &[] }
    }
}

fn state(history: &History, rules: &Rules, today: Date) -> State {
    let is_in_window = || {
        let window = history.rating_window(rules);
        window.is_some_and(|window| window.is_running() && today <= window.due_on)
    };
    let is_returned = || {
        let last = history.offers.last();
        last.is_some_and(|offer| matches!(offer.ended, Some((_, Ended::HandedBack))))
    };
    match &history.ended {
        Some((_, End::Closed)) => State::Closed,
        Some((_, End::Withdrawn)) => State::Withdrawn,
        Some((_, End::Declined(_))) => State::Declined,
        None if history.is_to_be_redone(rules) => State::Redoing,
        None if !history.answers.is_empty() && is_in_window() => State::Answered,
        None if !history.answers.is_empty() => State::ToClose,
        None if history.is_paused() => State::AwaitingAsker,
        None if history.pending().is_some() && history.holder() == INTAKE => State::Assigned,
        None if history.pending().is_some() => State::HandingOver,
        None if history.holder() != INTAKE => State::InProgress,
        None if is_returned() => State::Returned,
        None => State::Received,
    }
}

/// The day the board sorts by: the first that is due of what is waited for now.
fn next_due(state: State, clocks: &[Clock]) -> Option<Date> {
    let first = |names: &[ClockName]| {
        let running = clocks.iter().filter(|clock| clock.is_running());
        let awaited = running.filter(|clock| names.contains(&clock.name));
        awaited.map(|clock| clock.due_on).min()
    };
    match state {
        State::Closed | State::Declined | State::Withdrawn => None,
        State::Redoing => first(&[ClockName::Redo]),
        State::Answered => first(&[ClockName::RatingWindow]),
        State::ToClose => first(&[ClockName::PublishAnswer]),
        _ => first(&[ClockName::Accept, ClockName::HandBack, ClockName::Answer])
            .or_else(|| first(&[ClockName::RedLine])),
    }
}

fn score(history: &History, rules: &Rules, today: Date) -> Option<u8> {
    let window = history.rating_window(rules);
    let is_open = window.is_some_and(|window| today <= window.due_on);
    history
        .last_rating()
        .filter(|_| !is_open)
        .map(|rating| rating.score)
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
