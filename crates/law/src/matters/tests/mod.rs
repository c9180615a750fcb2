//! Matters as they are told, day by day.

mod clocks;
mod gates;
mod invariants;
mod publication;
mod rates;
mod slips;
mod story;

use jiff::civil::Date;
use serde_json::{Value, json};

use super::*;

/// A day written as 2024-09-23.
fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Rules of one's own beside the program's.
fn rules(own: &[&str]) -> Rules {
    let book = own
        .iter()
        .fold(rule_book(), |book, text| book.with(typed_rule(text).unwrap()));
    Rules {
        book,
        ..Rules::default()
    }
}

/// An event in its JSON: `("2024-09-23", "assigned", {"to": "甲科"})`.
fn event(on: &str, name: &str, fields: Value) -> Event {
    let mut event = json!({"on": on, "event": name});
    let more = fields.as_object().cloned().unwrap_or_default();
    event.as_object_mut().unwrap().extend(more);
    serde_json::from_value(event).unwrap()
}

fn received(on: &str) -> Event {
    event(on, "received", json!({"channel": "website"}))
}

fn plain(on: &str, name: &str) -> Event {
    event(on, name, json!({}))
}

fn standing(events: &[Event], own: &[&str], today: &str) -> Standing {
    Standing::of(events, "consultation", &rules(own), day(today)).unwrap()
}

fn due(standing: &Standing, name: ClockName) -> String {
    standing
        .clock(name)
        .map(|clock| clock.due_on.to_string())
        .unwrap_or_default()
}
