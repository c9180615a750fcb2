//! How the person at the desk is reached, as the page of their account shows it.

use law::staff::Act;
use office::cases;
use office::staff::{self, Contact};

use super::layout::Desk;
use super::options::Choice;
use crate::errors::Problem;

/// What the account page shows of it.
pub(super) struct Reached {
    /// The address as stored, or as typed when it was wrong.
    pub mail: String,
    pub has_calendar: bool,
    /// Whether there is anything that a calendar of theirs would list.
    pub sees_cases: bool,
    /// Whether reminders concern this person.
    pub is_reminded: bool,
    /// Who is told of their cases as well, and who may be.
    pub deputy: String,
    pub colleagues: Vec<Choice>,
}

/// How the person is reached.
pub(super) async fn reached(desk: &Desk) -> Result<Reached, Problem> {
    let Contact {
        mail,
        has_calendar,
        deputy,
    } = staff::contact(desk.office(), &desk.actor).await?;
    let colleagues = if desk.may(Act::HandleCases) {
        cases::handlers(desk.office(), &desk.actor).await?
    } else {
        Vec::new()
    };
    Ok(Reached {
        deputy: deputy.map(|id| id.to_string()).unwrap_or_default(),
        colleagues: colleagues
            .into_iter()
            .filter(|(id, _)| Some(*id) != desk.actor.account)
            .map(|(id, name)| Choice::of(id, name))
            .collect(),
        mail: mail.unwrap_or_default(),
        has_calendar,
        sees_cases: desk.may(Act::SeeCases),
        is_reminded: desk.may(Act::HandleCases),
    })
}
