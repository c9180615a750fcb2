//! Days and counts as people type them.

use std::str::FromStr;

use jiff::civil::Date;

use crate::signs::{plain_number, plain_words};

/// The years a day can be typed in.
pub(super) const FIRST_TYPED: i16 = 1900;
pub(super) const LAST_TYPED: i16 = 2200;

/// The day typed as 2025-03-03, 2025/3/3, 2025.3.3, 2025年3月3日 or 20250303, in full width or with other dashes too, with or
/// without a time of day behind it; `None` when it is none, or lies before 1900 or after 2200.
pub fn typed_day(text: &str) -> Option<Date> {
    let text = plain_words(text);
    let text = text.trim();
    let is_digit = |one: char| one.is_ascii_digit();
    if text.len() == 8 && text.chars().all(is_digit) {
        let whole: u32 = text.parse().ok()?;
        return civil(whole / 10_000, whole / 100 % 100, whole % 100);
    }
    let is_spelt = text.starts_with(is_digit)
        && text
            .chars()
            .all(|one| is_digit(one) || " -/.年月日号:时分秒T".contains(one));
    let mut parts = text
        .split(|one: char| !one.is_ascii_digit())
        .filter(|part| !part.is_empty());
    let mut next = || parts.next()?.parse::<u32>().ok();
    let (year, month, day) = (next()?, next()?, next()?);
    is_spelt.then(|| civil(year, month, day)).flatten()
}

/// A count typed in digits of either width; `None` when it is none.
pub fn typed_count<N: FromStr>(text: &str) -> Option<N> {
    plain_number(text).parse().ok()
}

fn civil(year: u32, month: u32, day: u32) -> Option<Date> {
    let year = i16::try_from(year)
        .ok()
        .filter(|year| (FIRST_TYPED..=LAST_TYPED).contains(year))?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_is_read_in_every_usual_spelling() {
        for text in [
            "2025-03-03",
            " 2025/3/3 ",
            "2025.3.3",
            "2025年3月3日",
            "20250303",
            "２０２５－０３－０３",
            "２０２５年３月３日",
            "2025—03—03",
            "2025–3–3",
            "2025-03-03 10:00",
            "2025-03-03T10:00:00",
            "2025年 3月 3日",
        ] {
            assert_eq!(typed_day(text), Some(date(2025, 3, 3)), "{text}");
        }
        for text in [
            "",
            "去年",
            "2025-13-01",
            "2025-02-30",
            "3月3日",
            "45719",
            "12025-03-03",
            "-2025-03-03",
        ] {
            assert_eq!(typed_day(text), None, "{text}");
        }
        assert_eq!(typed_count(" ２０ "), Some(20_u16));
        assert_eq!(typed_count::<u16>("二十"), None);
    }
}
