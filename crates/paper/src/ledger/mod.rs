//! The ledger (登记表) as an Excel workbook: written for a year, read line by line, and an empty one to fill in.
//! What a line means is `law::cases::ledger`'s; here are cells, sheets and files.

mod read;
mod rows;
mod template;
mod write;

pub use read::{NotALedger, read};
pub use template::template;
pub(crate) use write::failed;
pub use write::write;

/// The largest file that is read, in bytes.
pub const LARGEST: usize = 40 << 20;

/// The most lines one file may have.
pub const MOST_LINES: u32 = 200_000;

/// The sheet that is written; read is any that has the headings.
const SHEET: &str = "登记表";

#[cfg(test)]
mod tests;
