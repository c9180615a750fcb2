//! The only place that reads the clock. Everything else takes the moment as an argument.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
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

/// The present moment with its civil day in China.
pub fn moment() -> Moment {
    let now = now();
    Moment {
        now,
        today: now.to_zoned_datetime(TimeZone::fixed(Offset::constant(8))).date(),
    }
}
