//! Matters (办件): what a person asked for, outside of 依申请公开: from what happened to where it stands, who is responsible, what is
//! due when, and what may be done next. Kinds and periods are rows (`kinds.txt`, `rules.txt`), not code. Events are facts with
//! their moments; no rule here reads a clock or a record.

mod act;
mod arrival;
mod asking;
mod clock_name;
mod clocks;
mod escalation;
mod event;
mod explain;
mod gate;
mod ground;
mod hiding;
mod history;
mod hollow;
mod kind;
mod lane;
mod mask;
mod meant;
mod next;
mod plain;
mod publication;
mod rates;
mod rule_name;
mod rules;
mod slips;
mod standing;
mod state;
mod turning;
mod warnings;
mod words;
mod work_order;

pub use crate::codes::Moment;
pub use crate::rule_rows::{RuleBook, RuleRow, Severity, Threshold, Unit};
pub use act::Act;
pub use arrival::{Arrival, Stated};
pub use asking::{Asker, Asking, AskingForm, LONGEST_TEXT, LONGEST_TITLE};
pub use clock_name::ClockName;
pub use clocks::{Clock, Span};
pub use escalation::{Escalation, Level, Step, is_half_over_news};
pub use event::{Event, SCORES, What, channel_label, score_label};
pub use explain::Line;
pub use ground::Ground;
pub use hiding::{Hide, as_typed, proposed, spans_of, typed};
pub use history::{End, Ended, Extension, History, Holder, INTAKE, Offer, Pause, Rating};
pub use hollow::hints;
pub use kind::{Kind, kinds};
pub use lane::Lane;
pub use mask::masked;
pub use publication::Showing;
pub use rates::{Counted, Rate, RateName, Table, Tally, average_days};
pub use rule_name::{RuleName, rule_book, shipped_rules, typed_rule};
pub use rules::Rules;
pub use slips::{Slip, SlipFacts, SlipKind, SlipRow, slip};
pub use standing::{HistoryError, Refused, Standing};
pub use state::State;
pub use turning::{CountedFrom, Decided, Really, Turning};
pub use words::{HIDDEN, HiddenSpan, HideGround, HideReason, OwnWords, RedactedCopy};
pub use work_order::{Headings, WorkOrder};

/// The JSON Schema of a matter given as events.
pub const EVENTS_SCHEMA: &str = include_str!("events.schema.json");

#[cfg(test)]
mod tests;
