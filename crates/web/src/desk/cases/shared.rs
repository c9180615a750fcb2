//! What the pages of cases have in common: their address, the mark of a state, a day in short.

use jiff::civil::Date;
use law::cases::{Noted, State, Urgency};

/// Where cases stand at the desk.
pub const HERE: &str = "/desk/cases";

/// The class of a state's mark.
pub fn badge(state: State) -> &'static str {
    match state {
        State::Arrived | State::Replied | State::CameBack | State::Reopened => "is-changed",
        State::InProgress | State::Consulting => "is-published",
        State::AwaitingCorrection
        | State::AwaitingFee
        | State::AwaitingReasons
        | State::Delivered
        | State::Withdrawn => "is-draft",
    }
}

/// What is to be said of an event once it is on record, in the message after it.
pub fn told<'a>(noted: impl Iterator<Item = &'a Noted>) -> String {
    let words: Vec<String> = noted.map(|noted| format!("注意：{}", noted.why)).collect();
    words.concat()
}

/// The class of how near a day is.
pub const fn near(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Overdue | Urgency::Today => "is-late",
        Urgency::ThreeDays => "is-near",
        Urgency::Week | Urgency::Later => "",
    }
}

/// A day of this year as month and day, any other in full.
pub fn short_day(day: Date, today: Date) -> String {
    if day.year() == today.year() {
        day.strftime("%m-%d").to_string()
    } else {
        day.to_string()
    }
}
