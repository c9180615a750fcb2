//! The vectors of the published years, counted by hand from the notices, and what must hold for any day.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn every_line_of_the_shipped_list_is_read_and_every_year_is_sound() {
    let years = parse(PUBLISHED);
    let days: usize = years.iter().map(|year| year.off.len() + year.work.len()).sum();
    let lines = PUBLISHED.lines().filter(|line| line.starts_with("20")).count();
    assert_eq!(days, lines);
    for year in &years {
        assert_eq!(year.validate(), Ok(()), "{}", year.year);
        assert!(!year.papers.is_empty(), "{}", year.year);
    }
}

#[test]
fn working_days_per_year_agree_with_the_notices() {
    let calendar = Calendar::built_in();
    let expected = [
        (2019, 250),
        (2020, 249),
        (2021, 250),
        (2022, 249),
        (2023, 249),
        (2024, 251),
        (2025, 248),
        (2026, 248),
    ];
    for (year, working_days) in expected {
        let last = date(year - 1, 12, 31);
        assert_eq!(
            calendar.working_days_between(last, date(year, 12, 31)),
            working_days,
            "{year}"
        );
    }
}

#[test]
fn due_days_agree_with_the_vectors() {
    let vectors = [
        (
            "2024-02-05",
            ["2024-02-20", "2024-03-01", "2024-03-08", "2024-04-08"],
        ),
        (
            "2024-09-10",
            ["2024-09-20", "2024-10-08", "2024-10-14", "2024-11-11"],
        ),
        (
            "2024-09-29",
            ["2024-10-14", "2024-10-24", "2024-10-31", "2024-11-28"],
        ),
        (
            "2025-01-23",
            ["2025-02-08", "2025-02-19", "2025-02-26", "2025-03-26"],
        ),
        (
            "2025-04-28",
            ["2025-05-12", "2025-05-22", "2025-05-29", "2025-06-27"],
        ),
        (
            "2025-09-25",
            ["2025-10-11", "2025-10-22", "2025-10-29", "2025-11-26"],
        ),
        (
            "2025-10-04",
            ["2025-10-16", "2025-10-28", "2025-11-04", "2025-12-02"],
        ),
        (
            "2025-12-12",
            ["2025-12-23", "2026-01-05", "2026-01-12", "2026-02-09"],
        ),
        (
            "2026-02-09",
            ["2026-02-25", "2026-03-06", "2026-03-13", "2026-04-13"],
        ),
        (
            "2026-04-30",
            ["2026-05-13", "2026-05-25", "2026-06-01", "2026-06-30"],
        ),
    ];
    let calendar = Calendar::built_in();
    for (received, dues) in vectors {
        for (length, due) in [7, 15, 20, 40].into_iter().zip(dues) {
            let expected = Due {
                on: day(due),
                tentative: false,
            };
            assert_eq!(
                calendar.due(day(received), length),
                expected,
                "{received} + {length}"
            );
        }
    }
}

#[test]
fn a_period_that_crosses_into_an_unpublished_year_is_tentative() {
    let calendar = Calendar::built_in();
    assert!(calendar.due(day("2026-12-10"), 20).tentative);
    assert!(!calendar.due(day("2026-12-10"), 5).tentative);
    assert_eq!(calendar.kind(day("2027-01-01")), DayKind::Off("元旦".into()));
    let loaded = calendar.with([HolidayYear {
        year: 2027,
        off: [(day("2027-01-01"), "元旦".to_owned())].into(),
        ..HolidayYear::default()
    }]);
    assert!(!loaded.due(day("2026-12-10"), 20).tentative);
}

#[test]
fn calendar_days_roll_to_the_first_working_day() {
    let calendar = Calendar::built_in();
    assert_eq!(calendar.due_in_days(day("2024-09-11"), 20).on, day("2024-10-08"));
    assert_eq!(calendar.due_in_days(day("2024-03-01"), 20).on, day("2024-03-21"));
}

#[test]
fn an_imported_year_that_contradicts_itself_is_refused() {
    let mut year = Calendar::built_in().year(2024).unwrap().clone();
    year.work.insert(day("2024-01-01"), "元旦".into());
    assert_eq!(year.validate(), Err(HolidayYearError::Both(day("2024-01-01"))));
    year.work.remove(&day("2024-01-01"));
    year.work.insert(day("2024-03-06"), "调休".into());
    assert_eq!(
        year.validate(),
        Err(HolidayYearError::WorkOnWeekday(day("2024-03-06")))
    );
    year.work.remove(&day("2024-03-06"));
    year.off.insert(day("2025-03-08"), "妇女节".into());
    assert!(matches!(
        year.validate(),
        Err(HolidayYearError::OutsideYear { .. })
    ));
}

#[test]
fn a_notice_may_reach_into_the_december_before() {
    let calendar = Calendar::built_in().with([HolidayYear {
        year: 2027,
        off: [(day("2026-12-31"), "元旦".to_owned())].into(),
        ..HolidayYear::default()
    }]);
    assert!(!calendar.is_working_day(day("2026-12-31")));
}

#[test]
fn the_time_left_is_counted_in_working_days() {
    let calendar = Calendar::built_in();
    let left = |due, today| calendar.time_left(day(due), day(today));
    assert_eq!(left("2025-10-09", "2025-09-30"), "还有 1 个工作日");
    assert_eq!(left("2025-10-11", "2025-09-30"), "还有 3 个工作日");
    assert_eq!(left("2025-09-30", "2025-09-30"), "今天到期");
    assert_eq!(left("2025-09-30", "2025-10-03"), "已逾期");
    assert_eq!(left("2025-09-30", "2025-10-10"), "已逾期 2 个工作日");
}

#[test]
fn a_due_day_is_named_in_a_list_and_a_late_one_counted() {
    let calendar = Calendar::built_in();
    let words = |due, today| calendar.due_words(day(due), day(today));
    assert_eq!(words("2025-09-30", "2025-10-10"), "已逾期 2 个工作日");
    assert_eq!(words("2025-09-30", "2025-09-30"), "今天到期");
    assert_eq!(words("2025-10-13", "2025-10-10"), "周一到期");
    assert_eq!(words("2025-10-30", "2025-10-10"), "10月30日到期");
    assert_eq!(words("2026-01-05", "2025-12-20"), "2026年1月5日到期");
}

#[test]
fn the_working_day_before_a_holidays_end_is_its_eve() {
    let calendar = Calendar::built_in();
    assert_eq!(calendar.working_day_before(day("2025-10-09")), day("2025-09-30"));
    assert_eq!(calendar.working_day_before(day("2026-03-03")), day("2026-03-02"));
}

#[test]
fn reports_are_due_at_the_end_of_january_or_march() {
    assert_eq!(annual_report_due(2024, false), day("2025-01-31"));
    assert_eq!(annual_report_due(2024, true), day("2025-03-31"));
}

proptest! {
    #[test]
    fn a_due_day_is_a_working_day_and_later_periods_end_later(offset in 0_i32..3650, length in 1_u16..60) {
        let calendar = Calendar::built_in();
        let from = date(2019, 1, 1).saturating_add(offset.days());
        let due = calendar.due(from, length);
        prop_assert!(calendar.is_working_day(due.on));
        prop_assert_eq!(calendar.working_days_between(from, due.on), u32::from(length));
        prop_assert!(calendar.due(from, length + 1).on > due.on);
    }
}

#[test]
fn the_later_reading_is_never_earlier_than_what_a_notice_came_to() {
    let published = Calendar::built_in();
    let mut earlier_than_reckoned = 0;
    for year in 2020..=2026 {
        let known = (2019..=2026).filter(|other| *other != year);
        let before = Calendar::of(known.filter_map(|year| published.year(year).cloned()));
        for offset in 0..400 {
            let from = date(year - 1, 11, 20).saturating_add(offset.days());
            for days in [7, 15, 20, 40] {
                let came_to = published.due(from, days).on;
                assert!(before.latest_due(from, days) >= came_to, "{from} + {days}");
                assert!(before.latest_due(from, days) >= before.due(from, days).on);
                earlier_than_reckoned += u32::from(came_to < before.due(from, days).on);
            }
        }
    }
    // A Saturday that a notice makes a working day brings a day forward: that is why it is called tentative.
    assert!(earlier_than_reckoned > 0);
}

#[test]
fn where_all_is_published_both_readings_agree() {
    let calendar = Calendar::built_in();
    for offset in 0..2_000 {
        let from = date(2020, 1, 1).saturating_add(offset.days());
        assert_eq!(calendar.latest_due(from, 20), calendar.due(from, 20).on);
        assert_eq!(calendar.latest_rolled(from, from), calendar.rolled(from).on);
    }
}

#[test]
fn a_period_over_a_spring_that_nobody_published_is_reckoned_by_the_statute() {
    let calendar = Calendar::built_in();
    let due = calendar.due(day("2027-01-18"), 20);
    assert_eq!((due.on, due.tentative), (day("2027-02-19"), true));
    assert!(calendar.latest_due(day("2027-01-18"), 20) > due.on);
    // 2026-12-31 is published, but the notice of 2027 may still reach into that December.
    assert!(calendar.latest_due(day("2026-12-24"), 5) > day("2026-12-31"));
}

/// Kept in one place so that the test below can hold the quick count against it.
fn walked(calendar: &Calendar, from: Date, to: Date) -> u32 {
    let days = from.series(1.day()).skip(1).take_while(|day| *day <= to);
    days.filter(|day| matches!(calendar.kind(*day), DayKind::Weekday | DayKind::MakeUp(_)))
        .fold(0, |count, _| count + 1)
}

#[test]
fn a_long_span_counts_as_day_by_day() {
    let calendar = Calendar::built_in();
    for (from, to) in [
        ("1999-12-31", "2000-12-31"),
        ("2000-01-01", "2003-01-01"),
        ("2018-12-30", "2027-01-01"),
        ("2025-12-31", "2026-12-30"),
        ("2026-11-29", "2026-11-28"),
        ("2199-06-01", "2202-03-01"),
    ] {
        let (from, to) = (day(from), day(to));
        assert_eq!(
            calendar.working_days_between(from, to),
            walked(&calendar, from, to),
            "{from} {to}"
        );
    }
}

/// Must show 4 of the requests: a later day that was told stands when the notice on the year comes in.
#[test]
fn a_day_that_was_told_before_a_notice_came_in_stands_where_the_notice_makes_it_earlier() {
    let without = Calendar::of(["2025", "2026"].map(|year| off(year, "01-01")));
    let sent = day("2026-12-14");
    let told = without.latest_due(sent, 20);
    let notice = |known_from| {
        without.with([HolidayYear {
            known_from,
            ..off("2027", "01-01")
        }])
    };
    let before = notice(None);
    assert!(
        before.latest_due(sent, 20) < told,
        "it was known from the beginning"
    );
    let came_in = Some(day("2027-01-13"));
    let after = notice(came_in);
    assert_eq!(
        after.due(sent, 20),
        before.due(sent, 20),
        "the day itself is the notice's"
    );
    assert_eq!(after.latest_due(sent, 20), told);
    assert_eq!(
        after.latest_due(day("2027-01-14"), 20),
        before.latest_due(day("2027-01-14"), 20)
    );
    // Where the tentative day had not passed yet, that one was told, and no later one.
    let early = notice(Some(day("2027-01-05")));
    assert_eq!(early.latest_due(sent, 20), without.due(sent, 20).on);
    let holiday = day("2027-01-01");
    assert_eq!(
        after.latest_rolled(holiday, sent),
        without.latest_rolled(holiday, sent)
    );
}

fn off(year: &str, days: &str) -> HolidayYear {
    let on = day(&format!("{year}-{days}"));
    HolidayYear {
        year: on.year(),
        off: [(on, "元旦".to_owned())].into(),
        ..HolidayYear::default()
    }
}
