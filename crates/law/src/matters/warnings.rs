//! What is said of what was done late, and of what is not done and overdue. A unit that takes nothing is told of; it is no error.

use jiff::civil::Date;

use super::clock_name::ClockName;
use super::clocks::Clock;
use super::event::{Event, What};
use super::history::History;
use super::rules::Rules;
use super::state::State;
use crate::rule_rows::Severity;

/// What is to be said of an event that came after the day it was due on.
pub(super) fn late(history: &History, event: &Event, rules: &Rules) -> Option<String> {
    let on = event.on.on;
    let name = match event.what {
        What::Answered {} if history.answers.is_empty() => ClockName::Answer,
        What::Redone {} => ClockName::Redo,
        _ if history.first_act.is_none() && event.what.act().is_ours() => ClockName::Accept,
        _ => return None,
    };
    let clocks = history.clocks(rules, on);
    let running = clocks.iter().filter(|clock| clock.is_running());
    let clock = running.rev().find(|clock| clock.name == name)?;
    clock
        .is_missed(on)
        .then(|| format!("{}期限已于 {} 届满，逾期办理。", clock.label, clock.due_on))
}

/// What is overdue today.
pub(super) fn overdue(history: &History, clocks: &[Clock], state: State, today: Date) -> Vec<String> {
    let mut told = Vec::new();
    for clock in clocks
        .iter()
        .filter(|clock| clock.is_running() && clock.is_missed(today))
    {
        told.extend(said(clock, history, state));
    }
    let answered = clocks.iter().find(|clock| clock.name == ClockName::RedLine);
    let crossed = answered.filter(|clock| clock.met_on.is_some() && clock.is_missed(today));
    told.extend(crossed.map(|clock| {
        format!(
            "超过{}（{}）才答复，{}（{}）。",
            clock.limit,
            clock.due_on,
            clock.severity.label(),
            clock.article
        )
    }));
    told
}

fn said(clock: &Clock, history: &History, state: State) -> Option<String> {
    let due_on = clock.due_on;
    match clock.name {
        ClockName::Accept => Some(format!("应当于 {due_on} 前受理交办，尚未受理。")),
        ClockName::HandBack => {
            let offer = history.pending()?;
            Some(format!(
                "{}一直没有签收，退回期限已于 {due_on} 届满；仍由{}负责。",
                offer.to, offer.held_by
            ))
        }
        ClockName::Answer => Some(format!(
            "答复期限已于 {due_on} 届满，尚未答复（{}）。",
            clock.article
        )),
        ClockName::Redo => Some(format!(
            "重办期限已于 {due_on} 届满，尚未再次答复（{}）。",
            clock.article
        )),
        ClockName::RedLine if clock.severity == Severity::Veto => Some(format!(
            "超过{}没有答复（{due_on}），{}（{}）。",
            clock.limit,
            clock.severity.label(),
            clock.article
        )),
        ClockName::RedLine => Some(format!("超过{}没有答复（{due_on}）。", clock.limit)),
        ClockName::PublishAnswer if state.is_open() => {
            Some(format!("应当于 {due_on} 前公开答复，尚未公开。"))
        }
        ClockName::RatingWindow | ClockName::PublishAnswer => None,
    }
}
