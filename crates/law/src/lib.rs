//! What the law decides, as pure functions: values in, values out, each with its article.
//! No IO, no async, no clock. Other crates ask; they never decide.

mod labelled;
mod numerals;
mod wording;

pub mod audit;
pub mod calendar;
pub mod cases;
pub mod codes;
pub mod columns;
pub mod counts;
pub mod disputes;
pub mod documents;
pub mod fees;
pub mod framed;
pub mod halls;
pub mod hosts;
pub mod matters;
pub mod organs;
pub mod outlets;
pub mod passwords;
pub mod proof;
pub mod reminders;
pub mod reports;
pub mod review;
pub mod rule_rows;
pub mod rulings;
pub mod screening;
pub mod searched;
pub mod signs;
pub mod staff;
pub mod synonyms;
