//! The statutory days off of a year whose notice is not published: 全国年节及纪念日放假办法第二条, thirteen days, those of 春节,
//! 端午 and 中秋 by the lunar calendar, 清明 by the sun's; one that falls on a weekend is made up on the next working day (第六条).
//! 调休 is not foreseen: which days a notice may move beyond these is what [`may_be_off`] says, generously.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{LazyLock, OnceLock};

use icu_calendar::types::Month;
use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::is_weekend;
use super::typed::{FIRST_TYPED, LAST_TYPED};

/// Years that can be typed, and the one after the last: each is reckoned when it is first asked for, and kept, so that
/// walking over days costs a look-up. Any other is reckoned whenever it is asked for.
const KEPT: std::ops::RangeInclusive<i16> = FIRST_TYPED..=LAST_TYPED + 1;

static YEARS: LazyLock<BTreeMap<i16, OnceLock<Year>>> =
    LazyLock::new(|| KEPT.map(|year| (year, OnceLock::new())).collect());

/// What 放假办法 says of a year.
#[derive(Clone, Debug, Default)]
struct Year {
    /// Days off by their names, those made up among them.
    off: BTreeMap<Date, String>,
    /// Days that a notice may give off beside these.
    perhaps_off: BTreeSet<Date>,
}

/// The name of the holiday on which that day is off by 放假办法 alone.
pub(super) fn holiday(day: Date) -> Option<String> {
    of(day.year(), |year| year.off.get(&day).cloned())
}

/// Whether that day is off by 放假办法 alone.
pub(super) fn is_holiday(day: Date) -> bool {
    of(day.year(), |year| year.off.contains_key(&day))
}

/// Whether a notice might give that day off: it is a statutory day, or near enough to one to become part of a long
/// holiday. Wider than any notice since 2019, that of the spring of 2020 included.
pub(super) fn may_be_off(day: Date) -> bool {
    let may_be = |year: &Year| year.off.contains_key(&day) || year.perhaps_off.contains(&day);
    // 元旦 reaches into the December before.
    of(day.year(), may_be) || of(day.year().saturating_add(1), may_be)
}

fn of<T>(number: i16, read: impl FnOnce(&Year) -> T) -> T {
    match YEARS.get(&number) {
        Some(kept) => read(kept.get_or_init(|| Year::reckoned(number))),
        None => read(&Year::reckoned(number)),
    }
}

#[cfg(test)]
thread_local! {
    /// How many years were reckoned for this thread.
    static RECKONED: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}

impl Year {
    fn reckoned(number: i16) -> Self {
        #[cfg(test)]
        RECKONED.set(RECKONED.get() + 1);
        let mut year = Self::default();
        let Some(holidays) = holidays(number) else {
            return year;
        };
        let mut statutory = BTreeMap::new();
        for holiday in &holidays {
            for day in holiday.days() {
                statutory.entry(day).or_insert(holiday.name);
            }
            year.perhaps_off.extend(holiday.reach());
        }
        for (day, name) in &statutory {
            year.off.insert(*day, (*name).to_owned());
        }
        for (day, name) in statutory.iter().filter(|(day, _)| is_weekend(**day)) {
            if let Some(made_up) = year.next_working_day(*day) {
                year.off.insert(made_up, format!("{name}补假"));
            }
        }
        year
    }

    /// The first weekday after `day` that is no holiday itself (放假办法第六条).
    fn next_working_day(&self, day: Date) -> Option<Date> {
        let later = day.series(1.day()).skip(1);
        later
            .take(14)
            .find(|day| !is_weekend(*day) && !self.off.contains_key(day))
    }
}

/// A holiday of 放假办法第二条.
struct Holiday {
    name: &'static str,
    first: Date,
    days: i32,
    /// How many days before its first and after its first a notice may reach.
    reach: (i32, i32),
}

impl Holiday {
    fn days(&self) -> impl Iterator<Item = Date> {
        (0..self.days).map(|offset| self.first.saturating_add(offset.days()))
    }

    fn reach(&self) -> impl Iterator<Item = Date> {
        (-self.reach.0..=self.reach.1).map(|offset| self.first.saturating_add(offset.days()))
    }
}

/// The seven holidays of a year; `None` where the lunar calendar does not reach so far.
fn holidays(year: i16) -> Option<[Holiday; 7]> {
    let holiday = |name, first, days, reach| Holiday {
        name,
        first,
        days,
        reach,
    };
    // The day before the first of the first month: the last month may have 29 days or 30.
    let eve = lunar(year, 1, 1)?.yesterday().ok()?;
    Some([
        holiday("元旦", date(year, 1, 1), 1, (3, 3)),
        holiday("春节", eve, 4, (3, 11)),
        holiday("清明节", qingming(year), 1, (3, 3)),
        holiday("劳动节", date(year, 5, 1), 2, (3, 5)),
        holiday("端午节", lunar(year, 5, 5)?, 1, (3, 3)),
        holiday("中秋节", lunar(year, 8, 15)?, 1, (3, 3)),
        holiday("国庆节", date(year, 10, 1), 3, (3, 9)),
    ])
}

/// A day of the lunar year that begins in this year; no leap month.
fn lunar(year: i16, month: u8, day: u8) -> Option<Date> {
    let lunar =
        icu_calendar::Date::try_new_chinese_traditional(i32::from(year), Month::new(month), day).ok()?;
    let solar = lunar.to_calendar(icu_calendar::Iso);
    let number = i16::try_from(solar.year().extended_year()).ok()?;
    let month = i8::try_from(solar.month().number()).ok()?;
    let day = i8::try_from(solar.day_of_month().0).ok()?;
    Date::new(number, month, day).ok()
}

/// 清明: 4 or 5 April. The sun comes back to 15° 0.2422 days later every year, and a whole day earlier after a leap day; in
/// 2000 it stood there at 4.81 April. Right for every year of this century.
fn qingming(year: i16) -> Date {
    let years = i32::from(year) - 2000;
    let day = (years * 2_422 + 48_100).div_euclid(10_000) - years.div_euclid(4);
    date(year, 4, i8::try_from(day.clamp(3, 6)).unwrap_or(5))
}

#[cfg(test)]
mod tests;
