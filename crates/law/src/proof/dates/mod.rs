//! Days as they are written, and what can't be right about them (GB/T 15835, GB/T 7408).

pub(super) mod impossible;
pub(super) mod title_year;
pub(super) mod weekday;

use std::ops::Range;

use super::patterns::{group, number, patterns, span};
use crate::numerals;

patterns! {
    WRITTEN = r"(?:([0-9０-９]{4})\s*年\s*)?([0-9０-９]{1,2})\s*月\s*([0-9０-９]{1,2})\s*[日号]";
    MONTH = r"([0-9０-９]{4})\s*年\s*([0-9０-９]{1,2})\s*月";
    DASHED = r"(?:^|[^0-9A-Za-z./-])((?:19|20)[0-9]{2})([-/.])([0-9]{1,2})([-/.])([0-9]{1,2})(?:$|[^0-9A-Za-z./-])";
    IN_WORDS = r"(?:([〇零○一二三四五六七八九]{4})年)?([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日";
}

/// A day as it is written.
pub(super) struct Written {
    pub span: Range<usize>,
    /// Where nobody says the year, none.
    pub year: Option<i64>,
    pub month: i64,
    pub day: i64,
}

/// All days of a text, in order.
pub(super) fn days(text: &str) -> Vec<Written> {
    let mut days = Vec::new();
    for found in WRITTEN.captures_iter(text) {
        let of = |index| number(group(&found, index));
        if let (Some(month), Some(day)) = (of(2), of(3)) {
            days.push(Written {
                span: span(&found, 0),
                year: of(1),
                month,
                day,
            });
        }
    }
    for found in DASHED.captures_iter(text) {
        let of = |index| number(group(&found, index));
        let is_one_sign = group(&found, 2) == group(&found, 4);
        // Version numbers, too, are parted by points.
        let is_day = group(&found, 2) != "." || group(&found, 5).len() == 2;
        if let (true, Some(month), Some(day)) = (is_one_sign && is_day, of(3), of(5)) {
            days.push(Written {
                span: span(&found, 1).start..span(&found, 5).end,
                year: of(1),
                month,
                day,
            });
        }
    }
    days.extend(in_words(text));
    days.sort_by_key(|day| day.span.start);
    days
}

fn in_words(text: &str) -> Vec<Written> {
    let read = |found: regex::Captures<'_>| {
        let year = match group(&found, 1) {
            "" => None,
            words => Some(
                words
                    .chars()
                    .try_fold(0, |year, sign| Some(year * 10 + numeral(sign)?))?,
            ),
        };
        Some(Written {
            span: span(&found, 0),
            year,
            month: numerals::number(group(&found, 2))?,
            day: numerals::number(group(&found, 3))?,
        })
    };
    IN_WORDS.captures_iter(text).filter_map(read).collect()
}

fn numeral(sign: char) -> Option<i64> {
    let numerals = "零一二三四五六七八九";
    let sign = if matches!(sign, '〇' | '○') {
        '零'
    } else {
        sign
    };
    numerals
        .chars()
        .position(|one| one == sign)
        .and_then(|place| i64::try_from(place).ok())
}

/// Years with a month: `2024年13月`.
pub(super) fn months(text: &str) -> Vec<(Range<usize>, i64)> {
    let read = |found: regex::Captures<'_>| Some((span(&found, 0), number(group(&found, 2))?));
    MONTH.captures_iter(text).filter_map(read).collect()
}
