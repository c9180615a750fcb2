//! Working days (工作日): weekdays less announced days off, plus announced make-up days.
//! 条例 counts in 工作日 without defining them; days off follow 全国年节及纪念日放假办法 and the yearly notice of 国务院办公厅.
//! A day in a year whose notice is not published yet is tentative (暂定), never asserted: it is reckoned by 放假办法 alone, and
//! what somebody else may still do waits for the later reading ([`Calendar::latest_due`]).

pub mod notice;

mod latest;
mod meant;
mod statutory;
mod typed;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, OnceLock};

use jiff::civil::{Date, Weekday, date};
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};

use crate::codes::day_from;

use typed::{FIRST_TYPED, LAST_TYPED};

pub use meant::{FIRST_DAY, may_be_meant, meant_day};
pub use typed::{typed_count, typed_day};

const PUBLISHED: &str = include_str!("holidays.txt");

static BUILT_IN: LazyLock<Calendar> = LazyLock::new(|| Calendar::of(parse(PUBLISHED)));

/// The days one year's notice moves: days off and make-up working days, each with its name.
/// A notice may reach into the December before its year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolidayYear {
    #[serde(default)]
    pub year: i16,
    /// The notices it rests on: addresses or document numbers.
    #[serde(default)]
    pub papers: Vec<String>,
    pub off: BTreeMap<Date, String>,
    #[serde(default)]
    pub work: BTreeMap<Date, String>,
    /// The day its notice was first taken in where it is used; `None` where it was known from the beginning. Who was told a day
    /// before that keeps it ([`Calendar::latest_due`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_from: Option<Date>,
}

/// What is wrong with a year someone wants to import.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HolidayYearError {
    #[error("{0} 既列为放假又列为上班，请核对国务院办公厅通知")]
    Both(Date),
    #[error("{day} 不在 {year} 年内（只允许跨到上一年 12 月）")]
    OutsideYear { day: Date, year: i16 },
    #[error("{0} 是周一至周五，本来就要上班，不应列为调休上班日")]
    WorkOnWeekday(Date),
    #[error("{0} 年没有列出任何放假日，请核对")]
    Empty(i16),
}

impl HolidayYear {
    /// Checks that the days make a year: none both off and at work, none outside it, make-up days on weekends.
    pub fn validate(&self) -> Result<(), HolidayYearError> {
        if self.off.is_empty() {
            return Err(HolidayYearError::Empty(self.year));
        }
        for day in self.off.keys().chain(self.work.keys()) {
            let before = day.year() == self.year - 1 && day.month() == 12;
            if day.year() != self.year && !before {
                return Err(HolidayYearError::OutsideYear {
                    day: *day,
                    year: self.year,
                });
            }
        }
        for day in self.work.keys() {
            if self.off.contains_key(day) {
                return Err(HolidayYearError::Both(*day));
            }
            if !is_weekend(*day) {
                return Err(HolidayYearError::WorkOnWeekday(*day));
            }
        }
        Ok(())
    }
}

impl HolidayYear {
    /// What its notice says of that day.
    fn moves(&self, day: Date) -> Option<Moved<'_>> {
        let off = self.off.get(&day).map(|name| Moved::Off(name));
        off.or_else(|| self.work.get(&day).map(|name| Moved::Work(name)))
    }
}

/// Why a day is a working day or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayKind {
    Weekday,
    /// 调休上班
    MakeUp(String),
    Weekend,
    /// 放假
    Off(String),
}

/// A day that a notice moved, with its name.
enum Moved<'a> {
    Off(&'a str),
    Work(&'a str),
}

/// The last day of a period, and whether it rests on a year that is not published yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Due {
    pub on: Date,
    /// 暂定: some day counted falls in a year whose notice is not loaded.
    pub tentative: bool,
}

/// All loaded years. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Calendar {
    years: Arc<BTreeMap<i16, HolidayYear>>,
    /// How many working days whole years have, each counted when it is first asked for.
    whole: Arc<BTreeMap<i16, OnceLock<u32>>>,
}

impl Default for Calendar {
    fn default() -> Self {
        Self::built_in()
    }
}

impl Calendar {
    /// The years shipped with the program, 2019 to 2026.
    pub fn built_in() -> Self {
        BUILT_IN.clone()
    }

    /// A calendar of exactly these years.
    pub fn of(years: impl IntoIterator<Item = HolidayYear>) -> Self {
        Self::holding(years.into_iter().map(|year| (year.year, year)).collect())
    }

    /// This calendar with the given years put in place of, or beside, its own.
    #[must_use]
    pub fn with(&self, years: impl IntoIterator<Item = HolidayYear>) -> Self {
        let mut all = (*self.years).clone();
        all.extend(years.into_iter().map(|year| (year.year, year)));
        Self::holding(all)
    }

    fn holding(years: BTreeMap<i16, HolidayYear>) -> Self {
        let whole = (FIRST_TYPED..=LAST_TYPED).map(|year| (year, OnceLock::new()));
        Self {
            years: Arc::new(years),
            whole: Arc::new(whole.collect()),
        }
    }

    /// The years whose notice is loaded.
    pub fn published(&self) -> BTreeSet<i16> {
        self.years.keys().copied().collect()
    }

    /// One loaded year.
    pub fn year(&self, year: i16) -> Option<&HolidayYear> {
        self.years.get(&year)
    }

    /// Whether the day rests on a year without a notice.
    pub fn is_tentative(&self, day: Date) -> bool {
        !self.years.contains_key(&day.year())
    }

    /// Whether the notice on that day's year is still to come: no later year is published either.
    pub fn is_awaited(&self, day: Date) -> bool {
        self.years
            .keys()
            .next_back()
            .is_none_or(|last| day.year() > *last)
    }

    /// What kind of day it is. In a year without a notice: weekends, and the statutory days with those made up for them
    /// (放假办法第二条、第六条).
    pub fn kind(&self, day: Date) -> DayKind {
        match self.moved(day) {
            Some(Moved::Off(name)) => return DayKind::Off(name.to_owned()),
            Some(Moved::Work(name)) => return DayKind::MakeUp(name.to_owned()),
            None => {}
        }
        let statutory = self.is_tentative(day).then(|| statutory::holiday(day)).flatten();
        match statutory {
            Some(name) => DayKind::Off(name),
            None if is_weekend(day) => DayKind::Weekend,
            None => DayKind::Weekday,
        }
    }

    /// What a notice says of that day.
    fn moved(&self, day: Date) -> Option<Moved<'_>> {
        self.moved_as_of(day, None)
    }

    /// The same by the notices that were there on a day; by all of them for `None`.
    fn moved_as_of(&self, day: Date, on: Option<Date>) -> Option<Moved<'_>> {
        // A notice that reaches into the December before is newer than that December's own year.
        let next = if day.month() == 12 {
            self.year_as_of(day.year().saturating_add(1), on)
        } else {
            None
        };
        next.into_iter()
            .chain(self.year_as_of(day.year(), on))
            .find_map(|year| year.moves(day))
    }

    /// A year whose notice was there on a day: what came in on that very day may have been told before it did.
    fn year_as_of(&self, year: i16, on: Option<Date>) -> Option<&HolidayYear> {
        let was_there = |year: &&HolidayYear| match (year.known_from, on) {
            (Some(known_from), Some(on)) => known_from < on,
            _ => true,
        };
        self.years.get(&year).filter(was_there)
    }

    /// Whether offices work on that day: by the same rule as [`Calendar::kind`], without its name.
    pub fn is_working_day(&self, day: Date) -> bool {
        self.is_worked_as_of(day, None)
    }

    fn is_worked_as_of(&self, day: Date, on: Option<Date>) -> bool {
        match self.moved_as_of(day, on) {
            Some(Moved::Off(_)) => false,
            Some(Moved::Work(_)) => true,
            None if self.year_as_of(day.year(), on).is_none() => {
                !is_weekend(day) && !statutory::is_holiday(day)
            }
            None => !is_weekend(day),
        }
    }

    /// The last day of a period of `working_days` that begins with `from`: day 0 is `from`, day 1 the next working
    /// day (期间开始的日不计算在期间内). Zero working days end on `from` itself.
    pub fn due(&self, from: Date, working_days: u16) -> Due {
        self.due_outside(from, working_days, |_| false)
    }

    /// The same where the days that are left out (a clock that stood still) do not count.
    pub fn due_outside(&self, from: Date, working_days: u16, is_left_out: impl Fn(Date) -> bool) -> Due {
        let mut due = Due {
            on: from,
            tentative: false,
        };
        let mut left = working_days;
        while left > 0 {
            let Ok(next) = due.on.tomorrow() else { return due };
            due.on = next;
            due.tentative |= self.is_tentative(next);
            if self.is_working_day(next) && !is_left_out(next) {
                left -= 1;
            }
        }
        due
    }

    /// The day itself where it is worked on, else the next working day (民事诉讼法第八十五条第三款).
    pub fn rolled(&self, day: Date) -> Due {
        self.rolled_to(day, |day| self.is_working_day(day))
    }

    fn rolled_to(&self, day: Date, is_worked: impl Fn(Date) -> bool) -> Due {
        let mut on = day;
        let mut tentative = self.is_tentative(on);
        while !is_worked(on) {
            let Ok(next) = on.tomorrow() else { break };
            on = next;
            tentative |= self.is_tentative(on);
        }
        Due { on, tentative }
    }

    /// The last day of a period of `days` calendar days; where it is a day off it moves to the first working day after
    /// (民事诉讼法第八十五条第三款).
    pub fn due_in_days(&self, from: Date, days: u16) -> Due {
        self.rolled(from.saturating_add(Span::new().days(days)))
    }

    /// The last working day before `day`: when somebody at work can still be reminded of it.
    pub fn working_day_before(&self, day: Date) -> Date {
        let mut before = day;
        while let Ok(yesterday) = before.yesterday() {
            before = yesterday;
            if self.is_working_day(before) {
                break;
            }
        }
        before
    }

    /// How many working days lie after `from`, up to and with `to`; zero when `to` is not later.
    pub fn working_days_between(&self, from: Date, to: Date) -> u32 {
        let mut count = 0;
        let mut counted = from;
        while counted < to {
            let Ok(next) = counted.tomorrow() else { break };
            let last = next.last_of_year();
            // Of a long span the whole years are looked up.
            let whole = (next.day_of_year() == 1 && last <= to)
                .then(|| self.whole_year(next.year()))
                .flatten();
            (count, counted) = match whole {
                Some(days) => (count + days, last),
                None => (count + u32::from(self.is_working_day(next)), next),
            };
        }
        count
    }

    /// How many working days that year has; `None` of a year that nobody can type.
    fn whole_year(&self, year: i16) -> Option<u32> {
        let first = Date::new(year, 1, 1).ok()?;
        let days = first.series(1.day()).take_while(|day| day.year() == year);
        let count = || {
            days.filter(|day| self.is_working_day(*day))
                .fold(0, |count, _| count + 1)
        };
        Some(*self.whole.get(&year)?.get_or_init(count))
    }

    /// How long there is until a due day, in the words every list, mail and calendar says it in: 今天到期, 还有 2 个工作日,
    /// 已逾期 3 个工作日. The clocks of the statute run in working days (条例第三十三条).
    pub fn time_left(&self, due_on: Date, today: Date) -> String {
        match due_on.cmp(&today) {
            Ordering::Equal => "今天到期".to_owned(),
            Ordering::Greater => format!("还有 {} 个工作日", self.working_days_between(today, due_on)),
            Ordering::Less => match self.working_days_between(due_on, today) {
                // It ran out on Friday, and today is Saturday.
                0 => "已逾期".to_owned(),
                days => format!("已逾期 {days} 个工作日"),
            },
        }
    }

    /// How long there is until a day that is counted in calendar days (公告送达: 民事诉讼法第九十五条): 还有 30 日.
    pub fn days_left(until: Date, today: Date) -> String {
        match (until - today).get_days() {
            0 => "今天期满".to_owned(),
            days @ 1.. => format!("还有 {days} 日"),
            _ => "已经期满".to_owned(),
        }
    }

    /// The same where the day itself is named, in a list: 已逾期 3 个工作日, 今天到期, 周一到期, 12月15日到期.
    pub fn due_words(&self, due_on: Date, today: Date) -> String {
        if due_on < today {
            return self.time_left(due_on, today);
        }
        format!("{}到期", day_from(due_on, today))
    }
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// Reads the shipped list. A line that does not parse is left out; a test counts that none is.
fn parse(list: &str) -> Vec<HolidayYear> {
    let mut years: BTreeMap<i16, HolidayYear> = BTreeMap::new();
    for line in list.lines() {
        let mut words = line.splitn(3, ' ');
        let (Some(first), Some(second), Some(third)) = (words.next(), words.next(), words.next()) else {
            continue;
        };
        if first == "notice" {
            if let Ok(year) = second.parse() {
                let entry = years.entry(year).or_default();
                entry.year = year;
                entry.papers.push(third.to_owned());
            }
        } else if let Ok(day) = first.parse::<Date>() {
            let year = years.entry(day.year()).or_default();
            let days = if second == "work" {
                &mut year.work
            } else {
                &mut year.off
            };
            days.insert(day, third.to_owned());
        }
    }
    years.into_values().collect()
}

/// The last day by which an annual report is due, unless the place sets an earlier one: a department's by 31 January,
/// a government's by 31 March of the year after (条例第四十九条).
pub fn annual_report_due(year: i16, is_government: bool) -> Date {
    let (month, day) = if is_government { (3, 31) } else { (1, 31) };
    date(year.saturating_add(1).min(9999), month, day)
}

#[cfg(test)]
mod tests;
