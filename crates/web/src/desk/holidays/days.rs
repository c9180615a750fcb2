//! Days as the notice lists them (`元旦 1月1日至3日`), and a year as twelve sheets of a wall calendar.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use law::calendar::{Calendar, DayKind};

/// Days in a row, with the festival they belong to.
pub struct Spell {
    pub name: String,
    pub days: String,
}

/// The days gathered into rows without gaps; the first day's name stands for all.
pub fn spells(days: &BTreeMap<Date, String>) -> Vec<Spell> {
    let mut rows: Vec<(Date, Date, &str)> = Vec::new();
    for (day, name) in days {
        match rows.last_mut() {
            Some((_, last, _)) if last.tomorrow().is_ok_and(|next| next == *day) => *last = *day,
            _ => rows.push((*day, *day, name)),
        }
    }
    let spell = |(first, last, name): (Date, Date, &str)| Spell {
        name: name.to_owned(),
        days: range(first, last),
    };
    rows.into_iter().map(spell).collect()
}

/// `2月10日至17日`
fn range(first: Date, last: Date) -> String {
    let start = format!("{}月{}日", first.month(), first.day());
    if first == last {
        start
    } else if first.month() == last.month() {
        format!("{start}至{}日", last.day())
    } else {
        format!("{start}至{}月{}日", last.month(), last.day())
    }
}

/// One month on a sheet, its weeks from Monday.
pub struct Sheet {
    pub month: i8,
    pub weeks: Vec<[Option<Square>; 7]>,
}

/// One day of a sheet.
#[derive(Clone, Copy)]
pub struct Square {
    pub day: i8,
    /// 休 or 班 where the notice moves the day.
    pub mark: &'static str,
    pub class: &'static str,
}

/// The twelve sheets of a year.
pub fn sheets(calendar: &Calendar, year: i16) -> Vec<Sheet> {
    (1..=12).map(|month| sheet(calendar, year, month)).collect()
}

fn sheet(calendar: &Calendar, year: i16, month: i8) -> Sheet {
    let mut weeks = Vec::new();
    let mut week = [None; 7];
    let days = date(year, month, 1).series(1.day());
    for day in days.take_while(|day| day.month() == month) {
        let place = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
        if place == 0 && day.day() > 1 {
            weeks.push(std::mem::take(&mut week));
        }
        if let Some(square) = week.get_mut(place) {
            *square = Some(Square::of(calendar, day));
        }
    }
    weeks.push(week);
    Sheet { month, weeks }
}

impl Square {
    fn of(calendar: &Calendar, day: Date) -> Self {
        let (mark, class) = match calendar.kind(day) {
            DayKind::Weekday => ("", ""),
            DayKind::Weekend => ("", "is-weekend"),
            DayKind::Off(_) => ("休", "is-off"),
            DayKind::MakeUp(_) => ("班", "is-make-up"),
        };
        Self {
            day: day.day(),
            mark,
            class,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_a_row_are_one_spell() {
        let calendar = Calendar::built_in();
        let spoken: Vec<String> = spells(&calendar.year(2025).unwrap().off)
            .into_iter()
            .map(|spell| format!("{} {}", spell.name, spell.days))
            .collect();
        assert_eq!(
            spoken,
            [
                "元旦 1月1日",
                "春节 1月28日至2月4日",
                "清明节 4月4日至6日",
                "劳动节 5月1日至5日",
                "端午节 5月31日至6月2日",
                "国庆节、中秋节 10月1日至8日"
            ]
        );
    }

    #[test]
    fn every_day_of_a_year_stands_once_on_its_sheet_under_its_weekday() {
        let calendar = Calendar::built_in();
        for year in [2024, 2025, 2026, 2027] {
            let mut count = 0;
            for sheet in sheets(&calendar, year) {
                for (place, square) in sheet.weeks.iter().flat_map(|week| week.iter().enumerate()) {
                    let Some(square) = square else { continue };
                    let day = date(year, sheet.month, square.day);
                    assert_eq!(usize::try_from(day.weekday().to_monday_zero_offset()), Ok(place));
                    count += 1;
                }
            }
            assert_eq!(count, date(year, 1, 1).days_in_year());
        }
    }
}
