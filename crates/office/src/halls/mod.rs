//! Halls (政务服务大厅): where they are and when they are open, who is at their windows, the register of visits, what they give out in
//! writing and what lies there to be read (条例第二十五条). What a day, a tap or a sheet comes to is `law::halls`.

mod copies;
mod hall;
mod look;
mod notices;
mod refer;
mod register;
mod window;

use crate::error::OfficeError;

pub use copies::{CopyForm, ReadingCopy, add_copy, copies, end_copy};
pub use hall::{Hall, HallForm, add_hall, hall, halls, halls_for_public, save_hall};
pub(crate) use look::visits_counted;
pub use look::{MonthOf, VisitFilter, VisitRow, month, visit, visits};
pub use notices::{GivenNotice, give_notice, notice, notices};
pub(crate) use refer::lead_to_matter;
pub use refer::{lead_to_case, refer};
pub use register::{Amended, Registered, Tap, amend_visit, register_visit, strike_visit};
pub use window::{
    HallWindow, RosterEntry, TurnForm, WindowForm, add_turn, add_window, end_turn, save_window, windows,
};

/// A row that holds what the law does not know.
fn damaged(table: &str, row: i64, what: &str) -> OfficeError {
    OfficeError::Damaged(format!("{table}.{what}，第 {row} 行"))
}
