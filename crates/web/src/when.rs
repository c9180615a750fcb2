//! Instants as people in China read them (UTC+8, no summer time since 1991), for the site and the desk alike.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};

/// The civil time in China of an instant.
pub fn local(at: Timestamp) -> DateTime {
    at.to_zoned_datetime(TimeZone::fixed(Offset::constant(8)))
        .datetime()
}

/// The civil day of an instant in China.
pub fn civil_day(at: Timestamp) -> Date {
    local(at).date()
}

/// `YYYY-MM-DD`
pub fn day(at: Timestamp) -> String {
    local(at).date().to_string()
}

/// `YYYY-MM-DD HH:MM`
pub fn minute(at: Timestamp) -> String {
    local(at).strftime("%Y-%m-%d %H:%M").to_string()
}

/// The next full minute, or the instant where it is one: what is told to be over at a minute is over by then.
pub fn full_minute(at: Timestamp) -> Timestamp {
    let seconds = at.as_second() + i64::from(at.subsec_nanosecond() > 0);
    let full = seconds + (-seconds).rem_euclid(60);
    Timestamp::from_second(full).unwrap_or(at)
}

/// `YYYY-MM-DD HH:MM:SS`
pub fn second(at: Timestamp) -> String {
    local(at).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// The instant a day begins in China; `None` at the edges of time.
pub fn start_of(day: Date) -> Option<Timestamp> {
    let zone = TimeZone::fixed(Offset::constant(8));
    day.to_zoned_datetime(zone).ok().map(|start| start.timestamp())
}
