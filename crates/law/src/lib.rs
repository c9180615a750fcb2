//! What the law decides, as pure functions: values in, values out, each with its article.
//! No IO, no async, no clock. Other crates ask; they never decide.

pub mod reports;
