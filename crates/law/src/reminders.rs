//! Reminders (提醒): when the day's digest of due cases goes out, and what a mail address looks like. The statute asks for
//! a reply in time (条例第三十三条); how an office reminds itself is its own affair, so these are rules of the house.

use jiff::civil::{DateTime, Time};

use crate::calendar::Calendar;

/// Whether the digest of that day is due: a working day, at the set time or after it.
pub fn is_digest_time(now: DateTime, at: Time, calendar: &Calendar) -> bool {
    calendar.is_working_day(now.date()) && now.time() >= at
}

/// A time of the day as `HH:MM` (full-width colons count too); `None` when it is none.
pub fn time_of_day(typed: &str) -> Option<Time> {
    let typed = typed.trim().replace('：', ":");
    let (hour, minute) = typed.split_once(':')?;
    let is_number =
        |part: &str| (1..=2).contains(&part.len()) && part.chars().all(|one| one.is_ascii_digit());
    if !is_number(hour) || minute.len() != 2 || !is_number(minute) {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// The mail address as typed, without blanks at its ends, when it can be one: one `@`, a host with a dot, and none of
/// the characters that an unquoted address must not have (RFC 5321; at most 254 octets).
pub fn mail_address(typed: &str) -> Option<&str> {
    let address = typed.trim();
    let (name, host) = address.split_once('@')?;
    let of_name = |one: char| one.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(one);
    let is_dotted = |text: &str| text.split('.').all(|part| !part.is_empty());
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.chars().all(|one| one.is_ascii_alphanumeric() || one == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let is_name = (1..=64).contains(&name.len()) && name.chars().all(of_name) && is_dotted(name);
    let is_host = host.contains('.') && host.split('.').all(is_label);
    (address.len() <= 254 && is_name && is_host).then_some(address)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_digest_goes_out_on_working_days_from_its_time_on() {
        let calendar = Calendar::built_in();
        let eight = Time::constant(8, 0, 0, 0);
        let is = |day: jiff::civil::Date, hour, minute| {
            is_digest_time(day.at(hour, minute, 0, 0), eight, &calendar)
        };
        assert!(!is(date(2026, 3, 2), 7, 59) && is(date(2026, 3, 2), 8, 0) && is(date(2026, 3, 2), 17, 5));
        assert!(!is(date(2026, 3, 1), 9, 0), "a Sunday");
        assert!(!is(date(2025, 10, 3), 9, 0), "a holiday on a Friday");
        assert!(is(date(2025, 10, 11), 9, 0), "a Saturday that is worked");
    }

    #[test]
    fn a_time_is_read_as_people_type_it() {
        assert_eq!(time_of_day(" 8:30 "), Some(Time::constant(8, 30, 0, 0)));
        assert_eq!(time_of_day("08：00"), Some(Time::constant(8, 0, 0, 0)));
        for wrong in ["", "8", "24:00", "8:60", "8:5", "8:30:00", "-1:00", "八点"] {
            assert_eq!(time_of_day(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_mail_address_is_told_from_what_is_none() {
        assert_eq!(
            mail_address(" li.si+gk@bj.example.gov.cn "),
            Some("li.si+gk@bj.example.gov.cn")
        );
        let long = format!("{}@example.com", "a".repeat(65));
        for wrong in [
            "",
            "li",
            "li@",
            "@a.cn",
            "li@localhost",
            "li@a..cn",
            "li..si@a.cn",
            "li si@a.cn",
            "李四@a.cn",
            "a@b@c.cn",
            "li@-a.cn",
            "li@a.cn\r\nBcc: x@b.cn",
            "li,wu@a.cn",
            "<li@a.cn>",
            &long,
        ] {
            assert_eq!(mail_address(wrong), None, "{wrong}");
        }
    }
}
