//! Days and counts of the command line, as people type them: in full width, with other dashes.

use std::str::FromStr;

use jiff::civil::Date;
use law::calendar::{typed_count, typed_day};

/// A day.
pub fn day(text: &str) -> Result<Date, &'static str> {
    typed_day(text).ok_or("日期请按“年-月-日”填写，例如 2024-02-05")
}

/// A count.
pub fn count<N: FromStr>(text: &str) -> Result<N, &'static str> {
    typed_count(text).ok_or("请填写整数，例如 20")
}
