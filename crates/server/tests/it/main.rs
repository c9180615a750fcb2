//! The integration tests of the `gongkai` program, one binary.

#![expect(
    clippy::indexing_slicing,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test that can't go on has failed"
)]

mod cases;
mod check_all;
mod clock_decided;
mod command;
mod crowd;
mod demo;
mod document_read;
mod documents;
mod ledger;
mod licences;
mod mail;
mod matters;
mod older_reports;
mod operating;
mod pages;
mod proof;
mod reads;
mod release;
mod reports;
mod search;
mod serving;
mod two_servers;
mod walls;
mod watched;
mod wording;
