//! Askings as lists show them: on the page of a case, on their own page, and to the units.

use law::calendar::Calendar;
use law::cases::Urgency;
use law::cases::askings::AskingState;
use law::staff::Act;
use office::calendar;
use office::cases::Case;
use office::cases::askings::{self, Asking, OpenAsking};

use super::address;
use crate::desk::layout::Desk;
use crate::errors::Problem;
use jiff::civil::Date;

/// One asking in a list.
pub struct AskingLine {
    pub href: String,
    pub unit: String,
    pub case_number: String,
    pub state: String,
    /// The class of the state's mark.
    pub badge: &'static str,
    pub asked_on: String,
    /// By when it is to be answered, or when it was.
    pub until: String,
    /// How long there is, while it is open.
    pub left: String,
    pub told: String,
    pub files: usize,
}

/// The part of a case's page.
pub struct AskingsPart {
    pub href: String,
    pub lines: Vec<AskingLine>,
    pub may_ask: bool,
}

impl AskingsPart {
    /// That of a case.
    pub async fn of(desk: &Desk, case: &Case) -> Result<Self, Problem> {
        let all = askings::of_case(desk.office(), &desk.actor, case.id).await?;
        let is_open = case.standing.outcome.is_none() && case.anonymised_at.is_none();
        let calendar = calendar::holidays(desk.office()).await?;
        Ok(Self {
            href: format!("/desk/cases/{}/askings", case.id),
            lines: lines(&all, desk.moment.today, &calendar),
            may_ask: is_open && desk.may(Act::HandleCases),
        })
    }
}

/// The lines of askings.
pub fn lines(all: &[Asking], today: Date, calendar: &Calendar) -> Vec<AskingLine> {
    all.iter().map(|one| line(one, today, calendar)).collect()
}

fn line(one: &Asking, today: Date, calendar: &Calendar) -> AskingLine {
    let says = one.answered.as_ref().map(|answered| answered.answer.says.label());
    let urgency = Urgency::of(one.due_on, today, calendar);
    AskingLine {
        href: address(one.id),
        unit: one.unit_name.clone(),
        case_number: one.case_number.clone(),
        state: says.unwrap_or(one.state.label()).to_owned(),
        badge: match one.state {
            AskingState::Answered => "is-published",
            AskingState::Withdrawn => "is-draft",
            AskingState::Open if matches!(urgency, Urgency::Overdue | Urgency::Today) => "is-withdrawn",
            AskingState::Open => "is-changed",
        },
        asked_on: one.asked_on.to_string(),
        until: match (one.state, &one.answered) {
            (AskingState::Open, _) => format!("{} 前答复", one.due_on),
            (_, Some(answered)) => format!("{} 答复", answered.on),
            (_, None) => String::new(),
        },
        left: if one.state == AskingState::Open {
            calendar.time_left(one.due_on, today)
        } else {
            String::new()
        },
        told: one.told_on.map(|day| format!("{day} 提醒过")).unwrap_or_default(),
        files: one.files.len(),
    }
}

/// An open asking on the board.
pub struct AskingDue {
    pub href: String,
    pub unit: String,
    pub number: String,
    pub due_on: String,
    pub left: String,
    pub class: &'static str,
}

/// All that units have yet to answer, the earliest day first; of one's own cases where only they are asked for.
pub async fn askings_due(desk: &Desk, is_mine: bool, calendar: &Calendar) -> Result<Vec<AskingDue>, Problem> {
    let today = desk.moment.today;
    let open = askings::due_until(desk.office(), &desk.actor, Date::MAX, is_mine).await?;
    let line = |one: OpenAsking| AskingDue {
        href: address(one.id),
        left: calendar.time_left(one.due_on, today),
        class: match Urgency::of(one.due_on, today, calendar) {
            Urgency::Overdue => "is-overdue",
            Urgency::Today | Urgency::ThreeDays => "is-soon",
            Urgency::Week | Urgency::Later => "",
        },
        unit: one.unit_name,
        number: one.case_number,
        due_on: one.due_on.to_string(),
    };
    Ok(open.into_iter().map(line).collect())
}
