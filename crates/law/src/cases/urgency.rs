//! How near a case's due day is, in working days: what a clerk is reminded of, and in which order. The clocks of the
//! statute run in working days (条例第三十三条), so three of them reach over a holiday.

use jiff::ToSpan;
use jiff::civil::Date;

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

impl Urgency {
    /// Those a clerk is reminded of, the most urgent first.
    pub const TOLD: [Self; 4] = [Self::Overdue, Self::Today, Self::ThreeDays, Self::Week];

    /// Where a due day falls, seen from `today`.
    pub fn of(due_on: Date, today: Date, calendar: &Calendar) -> Self {
        if due_on < today {
            Self::Overdue
        } else if due_on == today {
            Self::Today
        } else if due_on <= calendar.due(today, NEAR).on {
            Self::ThreeDays
        } else if due_on <= today.saturating_add(7.days()) {
            Self::Week
        } else {
            Self::Later
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
    use jiff::civil::date;

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
}
