//! What passes between an applicant and the organ: what whoever holds the query code may do, files and supplements, and what
//! is written both ways.

pub(super) mod access;
pub(crate) mod files;
pub mod messages;
pub(super) mod supplements;

pub use access::{
    Applicant, FeeDue, correct, fee, give_reasons, items_to_correct, messages, send, send_once, tracked,
    withdraw,
};
