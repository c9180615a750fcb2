//! Reminders (提醒): the day's digest of due cases to each clerk, a mail when an application arrives online, and the cases
//! that an account's calendar lists. They are jobs written with the acts they belong to; whether mail goes out is the
//! server's. Nothing that leaves here names a natural person (`law::cases::outward`).

mod arrival;
mod digest;
mod matter_digest;
mod matters;
mod moved;
mod progress;
mod recipients;
mod settings;
mod units;
mod words;

pub(crate) use arrival::{
    announce, announce_act, announce_earlier, announce_order, announce_supplement, announce_unit,
};
pub use digest::{Digests, run_due};
pub use matters::matter_addressed;
pub(crate) use matters::{announce_matter, ask_heads, tell_asker, tell_handler};
pub(crate) use moved::{Moved, OwnDay, tell_moved};
pub use progress::{Addressed, addressed};
pub(crate) use progress::{tell_applicant, tell_applicant_as_stated};
pub(crate) use settings::digest_time;
pub use settings::{ReminderForm, Reminders, desk_link, heads, save_settings, settings};
pub(crate) use units::unit_mail;
pub(crate) use words::{address_entered, address_left, reset_code};
