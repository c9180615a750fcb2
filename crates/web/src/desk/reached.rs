//! How the person at the desk is reached, as the page of their account shows it.

use law::staff::Act;
use office::staff::{self, Contact};

use super::layout::Desk;
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
}

/// How the person is reached.
pub(super) async fn reached(desk: &Desk) -> Result<Reached, Problem> {
    let Contact { mail, has_calendar } = staff::contact(desk.office(), &desk.actor).await?;
    Ok(Reached {
        mail: mail.unwrap_or_default(),
        has_calendar,
        sees_cases: desk.may(Act::SeeCases),
        is_reminded: desk.may(Act::HandleCases),
    })
}
