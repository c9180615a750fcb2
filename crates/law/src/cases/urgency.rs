//! How near a case's due day is, in working days: what a clerk is reminded of, and in which order. The clocks of the
//! statute run in working days (条例第三十三条), so three of them reach over a holiday.

use std::ops::RangeInclusive;

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::calendar::Calendar;

/// How near a due day is, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Urgency {
    Overdue,
    Today,
    /// Within three working days.
    ThreeDays,
    /// Within seven days.
    Week,
    Later,
}

/// How many working days ahead a due day is near.
const NEAR: u16 = 3;
/// No due day is earlier.
const FIRST: Date = date(1, 1, 1);

impl Urgency {
    /// All, the most urgent first.
    pub const ALL: [Self; 5] = [
        Self::Overdue,
        Self::Today,
        Self::ThreeDays,
        Self::Week,
        Self::Later,
    ];

    /// Those a clerk is reminded of, the most urgent first.
    pub const TOLD: [Self; 4] = [Self::Overdue, Self::Today, Self::ThreeDays, Self::Week];

    /// Where a due day falls, seen from `today`.
    pub fn of(due_on: Date, today: Date, calendar: &Calendar) -> Self {
        let falls_in = |urgency: &Self| urgency.days(today, calendar).contains(&due_on);
        Self::ALL.into_iter().find(falls_in).unwrap_or(Self::Later)
    }

    /// The due days that are this urgent, seen from `today`, for whoever counts or lists them by day. Each day stands in
    /// one urgency; before a long holiday no day is left for [`Urgency::Week`], and the range is empty.
    pub fn days(self, today: Date, calendar: &Calendar) -> RangeInclusive<Date> {
        let after = |day: Date| day.tomorrow().unwrap_or(Date::MAX);
        match self {
            Self::Overdue => FIRST..=today.yesterday().unwrap_or(FIRST),
            Self::Today => today..=today,
            Self::ThreeDays => after(today)..=calendar.due(today, NEAR).on,
            Self::Week => after(calendar.due(today, NEAR).on)..=today.saturating_add(7.days()),
            Self::Later => after(Self::horizon(today, calendar))..=Date::MAX,
        }
    }

    /// The last day that is not later than a week or three working days.
    pub fn horizon(today: Date, calendar: &Calendar) -> Date {
        calendar.due(today, NEAR).on.max(today.saturating_add(7.days()))
    }

    /// 已逾期、今天到期 …
    pub const fn label(self) -> &'static str {
        match self {
            Self::Overdue => "已逾期",
            Self::Today => "今天到期",
            Self::ThreeDays => "三个工作日内到期",
            Self::Week => "一周内到期",
            Self::Later => "一周以后到期",
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn three_working_days_reach_over_a_holiday() {
        let calendar = Calendar::built_in();
        let of = |due, today| Urgency::of(due, today, &calendar);
        // A Monday without holidays near it.
        let monday = date(2026, 3, 2);
        for (due, urgency) in [
            (date(2026, 2, 27), Urgency::Overdue),
            (date(2026, 3, 2), Urgency::Today),
            (date(2026, 3, 3), Urgency::ThreeDays),
            (date(2026, 3, 5), Urgency::ThreeDays),
            (date(2026, 3, 6), Urgency::Week),
            (date(2026, 3, 9), Urgency::Week),
            (date(2026, 3, 10), Urgency::Later),
        ] {
            assert_eq!(of(due, monday), urgency, "{due}");
        }
        // The last working day before the National Day of 2025 (1 to 8 October off).
        let eve = date(2025, 9, 30);
        assert_eq!(of(date(2025, 10, 9), eve), Urgency::ThreeDays);
        assert_eq!(of(date(2025, 10, 11), eve), Urgency::ThreeDays);
        assert_eq!(of(date(2025, 10, 13), eve), Urgency::Later);
        assert_eq!(Urgency::horizon(eve, &calendar), date(2025, 10, 11));
        assert_eq!(Urgency::horizon(monday, &calendar), date(2026, 3, 9));
    }

    proptest! {
        #[test]
        fn every_due_day_stands_in_exactly_one_urgency(today in 0..2_500_i32, ahead in -40..60_i32) {
            let calendar = Calendar::built_in();
            let today = date(2019, 12, 1).saturating_add(today.days());
            let due = today.saturating_add(ahead.days());
            let found: Vec<Urgency> = Urgency::ALL
                .into_iter()
                .filter(|urgency| urgency.days(today, &calendar).contains(&due))
                .collect();
            prop_assert_eq!(&found, &[Urgency::of(due, today, &calendar)]);
            prop_assert_eq!(found != [Urgency::Later], due <= Urgency::horizon(today, &calendar));
        }
    }
}
