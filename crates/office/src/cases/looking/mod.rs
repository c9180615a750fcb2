//! Cases looked at: one, the list, what is due, a year's counts, what is like it, and all of them as a file. Nothing here
//! changes a case.

pub(super) mod course;
pub(super) mod crowd;
pub(super) mod due;
pub(super) mod export;
pub(super) mod list;
pub(super) mod open;
pub(super) mod performance;
pub(super) mod read;
pub(super) mod reckoned;
pub(super) mod similar;
pub(super) mod taken_up;
pub(super) mod unreceived;
pub(super) mod views;
pub(super) mod year;
