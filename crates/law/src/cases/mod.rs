//! Cases (依申请公开的件): from what happened to where a case stands, what is due when, and what may be done next.
//! 条例第二十七条至第四十五条. Events are facts with dates; no rule here reads a clock or a record.

pub mod answer_log;
pub mod askings;
pub mod case_file;
pub mod decision;
pub mod enclosures;
pub mod ledger;
pub mod letters;
pub mod next_act;
pub mod outcomes;
pub mod performance;
pub mod reasons;
pub mod reassessment;
pub mod reconsiderer;
pub mod remedies;
pub mod retention;
pub mod signing;
pub mod similar;
pub mod split;

mod acts;
mod announced;
mod application;
mod cautions;
mod choices;
mod clock_name;
mod clocks;
mod confirmation;
mod consultations;
mod correcting;
mod counted;
mod credit_code;
mod event;
mod event_words;
mod explain;
mod fields;
mod gate;
mod headline;
mod history;
mod matters;
mod meant;
mod mending;
mod messages;
mod objectors;
mod ordered;
mod outdated;
mod outward;
mod plain;
mod progress;
mod reached;
mod registration;
mod rules;
mod same_content;
mod standing;
mod state;
mod undelivered;
mod unreceived;
mod urgency;
mod warnings;

pub use crate::codes::ReplyOrder;
pub use acts::{Act, ActSpec, Note};
pub use announced::{ANNOUNCEMENT_DAYS, MOST_ANNOUNCEMENT_DAYS};
pub use application::{Application, LONGEST_REQUEST, may_lack, told_to_clerk};
pub use choices::{Form, IdentityKind, Way};
pub use clock_name::ClockName;
pub use clocks::{
    CONFIRMATION_RULE, CORRECTION_NOTICE_DAYS, Clock, LONGEST_EXTENSION, OPINION_DAYS, PAYMENT_DAYS,
    REPLY_DAYS, REPLY_RULE, Span,
};
pub use confirmation::{Confirmation, ConfirmedBy, Registered};
pub use consultations::{Answer, Consultation, Override, Word, lacks_paper, opinion_in_words};
pub use correcting::{answered_items, as_corrected, asked_items, in_own_words, unanswered};
pub use counted::{CountingRule, Days, Decided, counted_in};
pub use event::{Channel, Delivery, Event, Party, What};
pub use explain::Line;
pub use fields::{ApplicationForm, FIELDS, Field, HELP_HINT, Input, Part, Particulars};
pub use gate::{Hindrance, Weight};
pub use headline::headline;
pub use history::{Correction, Delayed, Extension, FeeNotice, History, Reasons, Reply};
pub use matters::matters;
pub use meant::LONGEST_PERIOD;
pub use mending::{Mending, forgives, loosens, may_mend, needs_proof};
pub use messages::{LONGEST_MESSAGE, MessageKind};
pub use objectors::Objector;
pub use ordered::{NOT_THE_SAME, Ordered, ReplyDay, replies_set_aside};
pub use outdated::OUTDATED;
pub use outward::{
    Field as OutwardField, Leaving, Somebody, contacts, named_in, nameless, outward, tells, tells_of,
    without_people,
};
pub use plain::NextStep;
pub use progress::{Reached, Stage};
pub use registration::{Bound, MendedRegistration};
pub use rules::{MOST_EXCESSIVE_FROM, MOST_RESEND_DAYS, Rules, Settings};
pub use standing::{Caution, Counted, HistoryError, Noted, Refused, RefusedOutcome, Standing};
pub use state::State;
pub use undelivered::OnTheWay;
pub use unreceived::Unreceived;
pub use urgency::Urgency;

/// The JSON Schema of a case given as events.
pub const EVENTS_SCHEMA: &str = include_str!("events.schema.json");

#[cfg(test)]
mod tests;
