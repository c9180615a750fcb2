//! Cases looked at: the board of what is due, the month, the ledger, one case, all of them as a file.

pub mod board;
mod case_notes;
pub mod export;
pub mod ledger;
pub mod month;
pub mod show;
mod similar;
pub mod tasks;
pub mod timeline;
