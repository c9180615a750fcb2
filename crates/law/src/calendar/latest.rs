//! What somebody else may still do while a notice on holidays is awaited, and once it came in: by the later reading of what
//! nobody published, and by the day that was told before. Nobody's right lapses earlier.

use jiff::civil::Date;

use super::{Calendar, HolidayYear, statutory};

impl Calendar {
    /// This calendar as it was before the notices that came in on that day; `None` where none did.
    pub fn before(&self, day: Date) -> Option<Self> {
        let came_in = |year: &HolidayYear| year.known_from == Some(day);
        if !self.years.values().any(came_in) {
            return None;
        }
        let kept = self.years.iter().filter(|(_, year)| !came_in(year));
        Some(Self::holding(
            kept.map(|(number, year)| (*number, year.clone())).collect(),
        ))
    }

    /// The last day of the same period by the later reading: of days that nobody published only those count that no notice
    /// can give off. Before it has passed, nobody's right lapses. A day that was told before a notice came in stands, where the
    /// notice makes it earlier. The same as [`Calendar::due`] where all was published when the period began.
    pub fn latest_due(&self, from: Date, working_days: u16) -> Date {
        let counted = |on| Self::counted(from, working_days, |day| self.is_surely_worked_as_of(day, on));
        let now = counted(None);
        let then = Some(from);
        let due = || Self::counted(from, working_days, |day| self.is_worked_as_of(day, then));
        now.max(self.told_before((from, now), due, || counted(then)))
    }

    /// The day on which the last of so many days falls that count.
    fn counted(from: Date, days: u16, counts: impl Fn(Date) -> bool) -> Date {
        let mut last = from;
        let mut left = days;
        while left > 0 {
            let Ok(next) = last.tomorrow() else { return last };
            last = next;
            left -= u16::from(counts(last));
        }
        last
    }

    /// The day that was told of a period from one day to another before its notice came in: the tentative one, and once that had
    /// passed the later reading. The first of the two where no notice came in since it began.
    fn told_before(
        &self,
        (from, to): (Date, Date),
        due: impl Fn() -> Date,
        latest: impl Fn() -> Date,
    ) -> Date {
        let years = self.years.range(from.year()..=to.year().saturating_add(1));
        let came_in = years
            .filter_map(|(_, year)| year.known_from)
            .filter(|known_from| *known_from >= from);
        match came_in.max() {
            None => from,
            Some(came_in) => {
                let due = due();
                if came_in > due { latest() } else { due }
            }
        }
    }

    /// The same by the later reading, of a day that was told on another.
    pub fn latest_rolled(&self, day: Date, told_on: Date) -> Date {
        let latest = |on| self.rolled_to(day, |day| self.is_surely_worked_as_of(day, on)).on;
        let now = latest(None);
        let then = Some(told_on);
        let due = || self.rolled_to(day, |day| self.is_worked_as_of(day, then)).on;
        now.max(self.told_before((told_on, now), due, || latest(then)))
    }

    /// Whether offices work on that day whatever a notice still to come may say.
    fn is_surely_worked_as_of(&self, day: Date, on: Option<Date>) -> bool {
        let is_open = self.year_as_of(day.year(), on).is_none()
            || (day.month() == 12 && self.year_as_of(day.year() + 1, on).is_none());
        self.is_worked_as_of(day, on) && !(is_open && statutory::may_be_off(day))
    }
}
