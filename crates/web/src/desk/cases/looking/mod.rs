//! Cases looked at: the board of what is due, the month, the ledger, one case, all of them as a file.

pub mod board;
pub mod case_file;
mod case_notes;
mod course;
pub mod export;
mod filter;
pub mod ledger;
pub mod lines;
mod menu;
pub mod month;
pub mod performance;
pub mod register;
mod reordered;
mod resending;
pub mod show;
mod shown;
mod similar;
mod step;
pub mod tasks;
pub mod views;
mod waiting;
