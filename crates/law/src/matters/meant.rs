//! Which days can be meant by whoever writes down what happened to a matter: a slip of the year is told before it becomes a period of
//! a century. Asked at the door alone; what stands on record is read whatever it says.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::event::Event;

/// No county had a site that takes messages before.
const FIRST_DAY: Date = date(2000, 1, 1);
const YEARS_AHEAD: i32 = 2;

impl Event {
    /// What of its day can't be meant, with what to do about it.
    pub fn unmeant(&self, today: Date) -> Option<String> {
        let on = self.on.on;
        if on < FIRST_DAY {
            return Some(format!("{on} 早于 {FIRST_DAY}，请核对年份。"));
        }
        (on > today.saturating_add(YEARS_AHEAD.years()))
            .then(|| format!("{on} 在{YEARS_AHEAD}年以后，请核对年份。"))
    }
}
