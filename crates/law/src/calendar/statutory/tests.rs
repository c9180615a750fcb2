//! 放假办法 held against the notices of the years that have one, and against almanacs of years to come.

use super::*;
use crate::calendar::{Calendar, DayKind};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn first_of(year: i16, name: &str) -> Date {
    let holidays = holidays(year).unwrap();
    holidays.iter().find(|one| one.name == name).unwrap().first
}

#[test]
fn a_year_has_thirteen_statutory_days_and_its_weekends_are_made_up() {
    for year in 2025..=2100 {
        let reckoned = Year::reckoned(year);
        let statutory: BTreeSet<Date> = holidays(year).unwrap().iter().flat_map(Holiday::days).collect();
        // 中秋 may fall into 国庆, as in 2028.
        assert!((12..=13).contains(&statutory.len()), "{year}");
        let weekends = statutory.iter().filter(|day| is_weekend(**day)).count();
        assert_eq!(reckoned.off.len(), statutory.len() + weekends, "{year}");
        let weekdays = reckoned.off.keys().filter(|day| !is_weekend(**day)).count();
        assert_eq!(
            weekdays,
            statutory.len(),
            "{year}: as many weekdays off as statutory days"
        );
    }
}

#[test]
fn the_moving_holidays_fall_where_the_almanac_has_them() {
    for (year, eve, qingming, dragon_boat, mid_autumn) in [
        (2019, "2019-02-04", "2019-04-05", "2019-06-07", "2019-09-13"),
        (2020, "2020-01-24", "2020-04-04", "2020-06-25", "2020-10-01"),
        (2023, "2023-01-21", "2023-04-05", "2023-06-22", "2023-09-29"),
        (2024, "2024-02-09", "2024-04-04", "2024-06-10", "2024-09-17"),
        (2025, "2025-01-28", "2025-04-04", "2025-05-31", "2025-10-06"),
        (2026, "2026-02-16", "2026-04-05", "2026-06-19", "2026-09-25"),
        (2027, "2027-02-05", "2027-04-05", "2027-06-09", "2027-09-15"),
        (2028, "2028-01-25", "2028-04-04", "2028-05-28", "2028-10-03"),
        (2033, "2033-01-30", "2033-04-04", "2033-06-01", "2033-09-08"),
    ] {
        assert_eq!(first_of(year, "春节"), day(eve));
        assert_eq!(first_of(year, "清明节"), day(qingming));
        assert_eq!(first_of(year, "端午节"), day(dragon_boat));
        assert_eq!(first_of(year, "中秋节"), day(mid_autumn));
    }
}

#[test]
fn every_notice_gives_the_statutory_days_of_its_time_off() {
    let calendar = Calendar::built_in();
    for year in 2019..=2026 {
        for holiday in holidays(year).unwrap() {
            // Until 2024 there were eleven: 除夕 and 2 May came with the change of that autumn.
            let is_new = |day: &Date| {
                year < 2025 && ((holiday.name == "春节" && *day == holiday.first) || *day == date(year, 5, 2))
            };
            for day in holiday.days().filter(|day| !is_new(day)) {
                let kind = calendar.kind(day);
                assert!(
                    matches!(kind, DayKind::Off(_) | DayKind::Weekend),
                    "{day} {kind:?}"
                );
            }
        }
    }
}

#[test]
fn no_notice_gave_a_weekday_off_that_the_later_reading_does_not_foresee() {
    let calendar = Calendar::built_in();
    for number in 2019..=2026 {
        for day in calendar.year(number).unwrap().off.keys() {
            assert!(is_weekend(*day) || may_be_off(*day), "{day}");
        }
    }
}

#[test]
fn spring_of_2027_is_made_up_on_the_days_after_it() {
    for (text, name) in [
        ("2027-01-01", "元旦"),
        ("2027-02-05", "春节"),
        ("2027-02-08", "春节"),
        ("2027-02-09", "春节补假"),
        ("2027-02-10", "春节补假"),
        ("2027-05-03", "劳动节补假"),
        ("2027-05-04", "劳动节补假"),
        ("2027-10-05", "国庆节补假"),
    ] {
        assert_eq!(holiday(day(text)).as_deref(), Some(name), "{text}");
    }
    assert_eq!(holiday(day("2027-02-11")), None);
    assert!(may_be_off(day("2027-02-11")) && may_be_off(day("2026-12-31")));
    assert!(!may_be_off(day("2027-03-10")));
}

#[test]
fn a_year_without_a_notice_is_reckoned_once_however_often_its_days_are_walked() {
    let calendar = Calendar::of([]);
    let (from, to) = (date(1900, 1, 1), date(2200, 12, 31));
    let walk = || {
        let mut on = from;
        while on < to {
            on = on.tomorrow().unwrap();
            let _ = (calendar.is_working_day(on), calendar.kind(on), may_be_off(on));
        }
        calendar.working_days_between(from, to)
    };
    let before = RECKONED.get();
    let days = walk();
    let first = RECKONED.get() - before;
    assert!(first <= 302, "{first} reckonings of 302 years");
    assert_eq!(walk(), days);
    calendar.due(date(2150, 1, 1), 999);
    calendar.latest_due(date(1950, 1, 1), 999);
    assert_eq!(
        RECKONED.get() - before,
        first,
        "nothing is reckoned a second time"
    );
}
