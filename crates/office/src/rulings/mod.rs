//! The register of licences, penalties, coercive measures and fees (行政许可、行政处罚、行政强制、行政事业性收费): entered or brought in from a
//! list, corrected and struck with the reason, never deleted. What a row must have and where it counts is `law::rulings`.

mod evidence;
mod list;
mod read;
mod take_in;
mod write;
mod year;

use jiff::Timestamp;
use jiff::civil::Date;
use law::rulings::{Counting, Entry};

use crate::ids::{RulingFileId, RulingId};

pub use evidence::{Evidence, evidence_named, open_evidence};
pub use list::{Filter, Sought, all_of_year, list};
pub use read::get;
pub use take_in::{MOST_ROWS, TakenIn, take_in};
pub use write::{correct, record, revoke, strike};
pub(crate) use year::count_into;
pub use year::{of_cell, year};

/// An entry of the register.
#[derive(Clone, Debug)]
pub struct Ruling {
    pub id: RulingId,
    pub entry: Entry,
    /// From which day it was revoked, and by what.
    pub revoked: Option<(Date, String)>,
    /// When it was struck, and why.
    pub struck: Option<(Date, String)>,
    pub file: Option<RulingFileId>,
    /// What was done to it, a line each, the earliest first.
    pub history: Vec<String>,
    pub version: i64,
    pub changed_by: String,
    pub changed_at: Timestamp,
}

impl Ruling {
    /// What decides where it counts.
    pub fn counting(&self) -> Counting {
        Counting {
            kind: self.entry.kind,
            on: self.entry.on,
            is_summary: self.entry.is_summary(),
            amount: self.entry.amount,
            revoked_on: self.revoked.as_ref().map(|(on, _)| *on),
            is_struck: self.struck.is_some(),
        }
    }
}
