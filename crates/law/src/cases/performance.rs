//! How well cases were answered (办理情况), in figures for whoever answers for it: how many in time, and the median of the working
//! days that it took. Nobody is ranked by them. In time is what went out by its due day, extensions and all
//! (条例第三十三条至第三十五条).

use jiff::civil::Date;

use crate::calendar::Calendar;

/// A case that was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answered {
    /// 收到申请之日
    pub received_on: Date,
    pub replied_on: Date,
    /// Whether the reply went out after its due day.
    pub is_late: bool,
}

/// Figures of some answered cases.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    pub answered: usize,
    pub in_time: usize,
    /// Twice the median of the working days from receipt to reply, so that it is whole; `None` without any case.
    twice_median: Option<u32>,
}

impl Figures {
    /// Of these cases, in any order.
    pub fn of(cases: &[Answered], calendar: &Calendar) -> Self {
        let mut days: Vec<u32> = cases
            .iter()
            .map(|case| calendar.working_days_between(case.received_on, case.replied_on))
            .collect();
        days.sort_unstable();
        let upper = days.get(days.len() / 2).copied();
        let lower = days
            .len()
            .checked_sub(1)
            .and_then(|last| days.get(last / 2).copied());
        Self {
            answered: cases.len(),
            in_time: cases.iter().filter(|case| !case.is_late).count(),
            twice_median: upper.zip(lower).map(|(upper, lower)| upper + lower),
        }
    }

    /// `12.5`; a dash where nothing was answered.
    pub fn median(&self) -> String {
        self.twice_median.map_or_else(
            || "—".to_owned(),
            |twice| match twice % 2 {
                0 => (twice / 2).to_string(),
                _ => format!("{}.5", twice / 2),
            },
        )
    }

    /// The share of those in time, cut to a tenth of a per cent, so that 100% means all of them: `99.9%`; a dash where
    /// nothing was answered.
    pub fn share(&self) -> String {
        match (self.in_time * 1000).checked_div(self.answered) {
            None => "—".to_owned(),
            Some(1000) => "100%".to_owned(),
            Some(share) => format!("{}.{}%", share / 10, share % 10),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn answered(day: i8, is_late: bool) -> Answered {
        Answered {
            received_on: date(2024, 3, 4),
            replied_on: date(2024, 3, day),
            is_late,
        }
    }

    #[test]
    fn the_median_is_of_working_days_and_lies_between_two_where_they_are_even() {
        let calendar = Calendar::built_in();
        let of = |days: &[i8]| {
            let cases: Vec<Answered> = days.iter().map(|day| answered(*day, false)).collect();
            Figures::of(&cases, &calendar).median()
        };
        assert_eq!(of(&[]), "—");
        assert_eq!(of(&[11]), "5", "the weekend between does not count");
        assert_eq!(of(&[11, 5]), "3");
        assert_eq!(of(&[11, 6]), "3.5");
        assert_eq!(of(&[29, 5, 11]), "5");
    }

    #[test]
    fn all_in_time_is_said_only_where_all_were() {
        let calendar = Calendar::built_in();
        let mut cases = vec![answered(11, false); 1999];
        assert_eq!(Figures::of(&cases, &calendar).share(), "100%");
        cases.push(answered(29, true));
        assert_eq!(Figures::of(&cases, &calendar).share(), "99.9%");
        assert_eq!(Figures::of(&[], &calendar).share(), "—");
        assert_eq!(Figures::of(&[answered(29, true)], &calendar).share(), "0.0%");
    }
}
