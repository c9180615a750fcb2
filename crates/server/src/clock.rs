//! The only place that reads the clock. Everything else takes the moment as an argument.

use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ZonedDateTime};
use office::Moment;

/// The present instant.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the clock that all others are handed"
)]
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// The clock as the web crate takes it.
pub fn clock() -> web::Clock {
    Arc::new(now)
}

/// Chinese time (UTC+8, no summer time since 1991).
fn in_china(instant: Timestamp) -> ZonedDateTime {
    instant.to_zoned_datetime(TimeZone::fixed(Offset::constant(8)))
}

/// An instant as a Chinese clock shows it, to the minute.
pub fn shown(instant: Timestamp) -> String {
    in_china(instant).strftime("%Y-%m-%d %H:%M").to_string()
}

/// The civil day of an instant in China.
pub fn day(instant: Timestamp) -> Date {
    in_china(instant).date()
}

/// The present moment with its civil day in China.
pub fn moment() -> Moment {
    let now = now();
    Moment { now, today: day(now) }
}
