//! Whom a clock that runs goes to (提醒、催办、上报): to who handles the matter at half time, to the head of the section on the day,
//! to the leader in charge some days after.

use jiff::civil::Date;
use serde::Serialize;

use super::clock_name::ClockName;
use super::clocks::Clock;
use super::history::History;
use super::rule_name::RuleName;
use super::rules::Rules;
use super::standing::Standing;
use crate::labelled::labelled;

labelled! {
    /// How urgent it has become.
    Step {
        Half = "half", "期限过半";
        Due = "due", "今天到期";
        After = "after", "逾期";
    }
}

labelled! {
    /// Who is told.
    Level {
        Handler = "handler", "承办人";
        Section = "section", "科室负责人";
        Leader = "leader", "分管领导";
    }
}

impl Step {
    /// Who is told of it.
    pub const fn level(self) -> Level {
        match self {
            Self::Half => Level::Handler,
            Self::Due => Level::Section,
            Self::After => Level::Leader,
        }
    }
}

/// Somebody who is told on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Escalation {
    pub clock: ClockName,
    pub step: Step,
    pub to: Level,
    pub on: Date,
    pub is_reached: bool,
}

impl Standing {
    /// From which day on that step is told; `None` where no clock of an answer runs.
    pub fn told_from(&self, step: Step) -> Option<Date> {
        let found = self.escalations.iter().find(|one| one.step == step);
        found.map(|one| one.on)
    }
}

/// Whether it is still to be told that half of a period is over: from that day on and once, whatever day off or outage lay between;
/// again where the day has moved since, as by an extension.
pub fn is_half_over_news(half_on: Date, told_on: Option<Date>, today: Date) -> bool {
    half_on <= today && told_on.is_none_or(|told_on| told_on < half_on)
}

/// The three steps of the clock that the asker waits for; none where none runs, or it stands still.
pub(super) fn escalations(
    history: &History,
    clocks: &[Clock],
    rules: &Rules,
    today: Date,
) -> Vec<Escalation> {
    let awaited = |name| {
        let mut running = clocks.iter().filter(|clock| clock.is_running());
        running.find(|clock| clock.name == name && !clock.is_paused())
    };
    let Some(clock) = awaited(ClockName::Answer).or_else(|| awaited(ClockName::Redo)) else {
        return Vec::new();
    };
    let after = history.rule(RuleName::Escalation, rules);
    let after = after.map(|row| rules.calendar.due(clock.due_on, row.limit.days()).on);
    let days = [
        (Step::Half, Some(clock.early_on)),
        (Step::Due, Some(clock.due_on)),
        (Step::After, after),
    ];
    let steps = days.into_iter().filter_map(|(step, on)| {
        Some(Escalation {
            clock: clock.name,
            step,
            to: step.level(),
            on: on?,
            is_reached: on? <= today,
        })
    });
    steps.collect()
}
