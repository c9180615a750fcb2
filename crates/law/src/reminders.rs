//! Reminders (提醒): when the day's digest of due cases goes out, and what a mail address looks like. The statute asks for
//! a reply in time (条例第三十三条); how an office reminds itself is its own affair, so these are rules of the house.

use std::ops::RangeInclusive;

use jiff::civil::{Date, DateTime, Time};

use crate::calendar::Calendar;
use crate::cases::{REPLY_DAYS, Urgency};
use crate::hosts::host_name;
use crate::signs::plain_words;

/// Whether the digest of that day is due: a working day, at the set time or after it.
pub fn is_digest_time(now: DateTime, at: Time, calendar: &Calendar) -> bool {
    calendar.is_working_day(now.date()) && now.time() >= at
}

/// The reply days of the cases whose period is half over by today, when a search or a consultation must begin: ten or
/// fewer of the twenty working days are left (条例第三十三条第二款). Those that are near by now are reminded of by themselves.
pub fn half_way(today: Date, calendar: &Calendar) -> RangeInclusive<Date> {
    let after = Urgency::horizon(today, calendar).tomorrow().unwrap_or(Date::MAX);
    after..=calendar.due(today, REPLY_DAYS / 2).on
}

/// Whether it is still to be told that the period of a case with such a reply day is half over: on the first day the digest
/// goes out from that day on, whatever day off or outage lay between, and once. It is told again where the day has moved by
/// more than a week of work since, as by an extension or a period that began anew.
pub fn is_half_way_news(due_on: Date, told_on: Option<Date>, calendar: &Calendar) -> bool {
    const MOVED: u16 = 5;
    told_on.is_none_or(|told_on| due_on > calendar.due(told_on, REPLY_DAYS / 2 + MOVED).on)
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

/// Why mail can't go to an address, and what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoMailAddress {
    #[error("邮箱应写作“名称@域名”，例如 name@example.com，请核对。")]
    Shape,
    #[error(
        "邮箱“@”前面只能用英文字母、数字和 . _ - + 等符号，不能以“.”开头或结尾；用中文或者其他文字的邮箱寄不到，请换一个邮箱。"
    )]
    Name,
    #[error("邮箱“@”后面的域名不对，应当像 qq.com、163.com 这样，各段之间只有一个点，请核对。")]
    Host,
    #[error("邮箱太长，请核对。")]
    Long,
}

/// The address that mail goes to, when it can go there: one `@`, before it none of the signs that an unquoted address must
/// not have (RFC 5321; at most 254 octets), behind it a host with a dot. A host in Chinese or another script stands as the
/// ASCII it is known by to mail servers (RFC 5891): `zhang@例子.中国` is `zhang@xn--fsqu00a.xn--fiqs8s`.
pub fn mail_address(typed: &str) -> Result<String, NoMailAddress> {
    let address = plain_words(typed);
    let (name, host) = address.trim().split_once('@').ok_or(NoMailAddress::Shape)?;
    if name.is_empty() || host.is_empty() || host.contains('@') {
        return Err(NoMailAddress::Shape);
    }
    let of_name = |one: char| one.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(one);
    let is_dotted = |text: &str| text.split('.').all(|part| !part.is_empty());
    if !(name.chars().all(of_name) && is_dotted(name)) {
        return Err(NoMailAddress::Name);
    }
    let host = host_name(host).ok_or(NoMailAddress::Host)?;
    let address = format!("{name}@{host}");
    if name.len() > 64 || address.len() > 254 {
        return Err(NoMailAddress::Long);
    }
    Ok(address)
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
    fn half_of_the_period_is_told_once_on_the_first_day_from_it_on() {
        let calendar = Calendar::built_in();
        let due = calendar.due(date(2026, 3, 2), 20).on;
        let is_told = |today: Date, told_on| {
            half_way(today, &calendar).contains(&due) && is_half_way_news(due, told_on, &calendar)
        };
        assert!(!is_told(date(2026, 3, 13), None), "eleven working days are left");
        assert!(is_told(date(2026, 3, 16), None));
        // Nobody was told on the 16th: the next digest does.
        assert!(is_told(date(2026, 3, 18), None));
        assert!(!is_told(date(2026, 3, 17), Some(date(2026, 3, 16))), "once");
        // Near its day it is reminded of as what is due.
        assert!(!is_told(date(2026, 3, 24), None));
    }

    #[test]
    fn half_way_days_that_fall_on_days_off_are_told_after_them() {
        let calendar = Calendar::built_in();
        // Ten working days before the 14th of October lie within the holiday that ends on the 8th.
        let due = date(2025, 10, 21);
        let half = (1..=30)
            .map(|day| date(2025, 9, 20).saturating_add(jiff::Span::new().days(day)))
            .find(|day| half_way(*day, &calendar).contains(&due))
            .unwrap();
        assert_eq!(half, date(2025, 9, 30));
        assert!(
            half_way(date(2025, 10, 9), &calendar).contains(&due),
            "the first day after it"
        );
    }

    #[test]
    fn a_period_that_was_extended_is_told_again_and_one_that_moved_by_a_day_is_not() {
        let calendar = Calendar::built_in();
        let told = Some(date(2026, 3, 16));
        assert!(!is_half_way_news(date(2026, 3, 31), told, &calendar));
        assert!(is_half_way_news(date(2026, 4, 27), told, &calendar));
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
        for (typed, goes_to) in [
            (" li.si+gk@bj.example.gov.cn ", "li.si+gk@bj.example.gov.cn"),
            ("ｌｉ＠ｑｑ．ｃｏｍ", "li@qq.com"),
            ("zhang@例子.中国", "zhang@xn--fsqu00a.xn--fiqs8s"),
            ("zhang@例子。中国", "zhang@xn--fsqu00a.xn--fiqs8s"),
            ("li\u{200b}@qq.com", "li@qq.com"),
            ("Li@QQ.com", "Li@qq.com"),
        ] {
            assert_eq!(mail_address(typed).as_deref(), Ok(goes_to), "{typed}");
        }
        for (typed, why) in [
            ("zhang", NoMailAddress::Shape),
            ("a@b@c.cn", NoMailAddress::Shape),
            ("张三@例子.中国", NoMailAddress::Name),
            ("zhang@.com", NoMailAddress::Host),
            ("zhang@qq.com.", NoMailAddress::Host),
            ("zhang@127.0.0.1", NoMailAddress::Host),
        ] {
            assert_eq!(mail_address(typed), Err(why), "{typed}");
        }
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
            assert!(mail_address(wrong).is_err(), "{wrong}");
        }
    }
}
