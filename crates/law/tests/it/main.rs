//! The law as properties: what must hold for every report, not only for the ones we know.

#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod generated;
mod reports;
