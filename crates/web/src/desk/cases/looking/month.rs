//! The month calendar: open cases on the days something is due, working days and days off told apart. On a phone it is a
//! list of the days that hold something.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use jiff::ToSpan;
use jiff::civil::Date;
use law::calendar::{Calendar, DayKind};
use law::cases::Urgency;
use office::cases::askings::{self, OpenAsking};
use office::cases::{self, CaseRow};
use office::disputes::{self, DisputeRow};
use serde::Deserialize;

use super::board::class;
use crate::desk::cases::shared::HERE;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;

/// How many cases a day shows; the rest is behind a link.
const SHOWN: usize = 4;
/// Months that are looked at: no calendar before or after.
const YEARS: std::ops::RangeInclusive<i16> = 2008..=2100;

/// What is asked of the calendar.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct MonthQuery {
    month: String,
    mine: String,
    /// A day whose cases are all shown.
    day: String,
}

/// One day of the month.
struct Day {
    /// Empty before the first and after the last of the month.
    number: String,
    /// For a phone and for a screen reader.
    spoken: String,
    class: &'static str,
    /// 休 or 班 and the holiday's name.
    mark: String,
    is_today: bool,
    cases: Vec<Entry>,
    /// How many more there are, and where.
    more: usize,
    more_href: String,
}

/// A case on its day.
struct Entry {
    href: String,
    number: String,
    request: String,
    waits_for: &'static str,
    /// How long there is, and the mark of what is urgent.
    left: String,
    class: &'static str,
    is_tentative: bool,
}

#[derive(Template)]
#[template(path = "desk/cases/month.html")]
struct MonthPage {
    frame: Frame,
    title: String,
    previous: String,
    next: String,
    weeks: Vec<Vec<Day>>,
    total: usize,
    /// Open cases that were due before this month, or before today where it is a later one.
    earlier: u64,
    is_mine: bool,
    is_tentative: bool,
    /// The address of the same month of everyone or of one's own.
    other: String,
}

/// The calendar of a month, the present one unless asked otherwise.
pub async fn month(desk: Desk, Query(asked): Query<MonthQuery>) -> Result<Response, Problem> {
    let today = desk.moment.today;
    let first = first_of(&asked.month).unwrap_or_else(|| today.first_of_month());
    let last = first.last_of_month();
    let is_mine = asked.mine == "1";
    let rows = cases::due_between(desk.office(), &desk.actor, (first, last), is_mine).await?;
    let disputes = disputes::unanswered_between(desk.office(), &desk.actor, (first, last)).await?;
    let mut askings = askings::due_until(desk.office(), &desk.actor, last, is_mine).await?;
    askings.retain(|one| one.due_on >= first);
    let ahead = (first.max(today), last);
    let unclear = cases::notices_between(desk.office(), &desk.actor, ahead, is_mine).await?;
    let earlier = cases::due_before(desk.office(), &desk.actor, first.min(today), is_mine).await?;
    let calendar = office::calendar::holidays(desk.office()).await?;
    let mine = if is_mine { "&mine=1" } else { "" };
    let address = |month: Date| format!("{HERE}/calendar?month={}{mine}", named(month));
    let title = format!("{} 年 {} 月到期日历", first.year(), first.month());
    let seen = Seen {
        today,
        calendar: &calendar,
        open: asked.day.parse().ok(),
        here: address(first),
        unclear: &unclear,
    };
    desk.page(&MonthPage {
        frame: desk.frame("到期日历", Section::Cases, &[]),
        title,
        previous: address(first.saturating_sub(1.month())),
        next: address(first.saturating_add(1.month())),
        weeks: weeks(
            first,
            last,
            &Due {
                rows: &rows,
                disputes: &disputes,
                askings: &askings,
            },
            &seen,
        ),
        total: rows.len() + disputes.len() + askings.len(),
        earlier,
        is_mine,
        is_tentative: calendar.is_tentative(first),
        other: format!(
            "{HERE}/calendar?month={}{}",
            named(first),
            if is_mine { "" } else { "&mine=1" }
        ),
    })
}

/// What is due in the month.
struct Due<'a> {
    rows: &'a [CaseRow],
    disputes: &'a [DisputeRow],
    askings: &'a [OpenAsking],
}

/// What a day is seen with.
struct Seen<'a> {
    today: Date,
    calendar: &'a Calendar,
    open: Option<Date>,
    here: String,
    /// Cases whose last day to ask for a correction lies in this month, from today on.
    unclear: &'a [CaseRow],
}

/// `2026-03`
fn named(month: Date) -> String {
    month.strftime("%Y-%m").to_string()
}

/// The first day of `2026-03`; `None` when it is no month.
fn first_of(typed: &str) -> Option<Date> {
    let first: Date = format!("{}-01", typed.trim()).parse().ok()?;
    YEARS.contains(&first.year()).then_some(first)
}

/// The weeks from Monday on; days of other months are empty.
fn weeks(first: Date, last: Date, due: &Due<'_>, seen: &Seen<'_>) -> Vec<Vec<Day>> {
    let before = i64::from(first.weekday().to_monday_zero_offset());
    let start = first.saturating_sub(before.days());
    let mut weeks = Vec::new();
    let mut monday = start;
    while monday <= last {
        let days = (0..7_i64).map(|offset| monday.saturating_add(offset.days()));
        weeks.push(
            days.map(|day| {
                if (first..=last).contains(&day) {
                    Day::of(day, due, seen)
                } else {
                    Day::empty()
                }
            })
            .collect(),
        );
        monday = monday.saturating_add(7.days());
    }
    weeks
}

impl Day {
    fn empty() -> Self {
        Self {
            number: String::new(),
            spoken: String::new(),
            class: "is-other",
            mark: String::new(),
            is_today: false,
            cases: Vec::new(),
            more: 0,
            more_href: String::new(),
        }
    }

    fn of(day: Date, due: &Due<'_>, seen: &Seen<'_>) -> Self {
        const NAMES: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
        let weekday = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
        let name = NAMES.get(weekday).unwrap_or(&"");
        let (class, mark) = match seen.calendar.kind(day) {
            DayKind::Weekday => ("", String::new()),
            DayKind::Weekend => ("is-free", String::new()),
            DayKind::Off(name) => ("is-free", format!("休 {name}")),
            DayKind::MakeUp(_) => ("is-make-up", "班".to_owned()),
        };
        let answers = due.disputes.iter().filter(|row| row.due_on == day);
        let cases = due.rows.iter().filter(|row| row.next_due_on == Some(day));
        let unclear = seen.unclear.iter();
        let unclear = unclear.filter(|row| row.correction_notice_on == Some(day));
        let askings = due.askings.iter().filter(|one| one.due_on == day);
        let of_day: Vec<Entry> = answers
            .map(|row| Entry::of_dispute(row, seen))
            .chain(cases.map(|row| Entry::of(row, day, seen)))
            .chain(askings.map(|one| Entry::of_asking(one, seen)))
            .chain(unclear.map(|row| Entry::of_notice(row, day, seen)))
            .collect();
        let count = of_day.len();
        let shown = if seen.open == Some(day) { count } else { SHOWN };
        Self {
            number: day.day().to_string(),
            spoken: format!("{} 月 {} 日 星期{name}", day.month(), day.day()),
            class,
            mark,
            is_today: day == seen.today,
            cases: of_day.into_iter().take(shown).collect(),
            more: count.saturating_sub(shown),
            more_href: format!("{}&day={day}", seen.here),
        }
    }
}

impl Entry {
    fn of_dispute(row: &DisputeRow, seen: &Seen<'_>) -> Self {
        Self {
            href: format!("/desk/disputes/{}", row.id),
            number: row.number.clone(),
            request: format!("答复{}", row.authority),
            waits_for: "本机关",
            left: seen.calendar.time_left(row.due_on, seen.today),
            class: class(Urgency::of(row.due_on, seen.today, seen.calendar)),
            is_tentative: false,
        }
    }

    fn of_asking(one: &OpenAsking, seen: &Seen<'_>) -> Self {
        Self {
            href: format!("/desk/askings/{}", one.id),
            number: one.case_number.clone(),
            request: "内部征询".to_owned(),
            waits_for: "科室",
            left: seen.calendar.time_left(one.due_on, seen.today),
            class: class(Urgency::of(one.due_on, seen.today, seen.calendar)),
            is_tentative: false,
        }
    }

    /// The last day to ask for a correction.
    fn of_notice(row: &CaseRow, due_on: Date, seen: &Seen<'_>) -> Self {
        Self {
            request: format!("告知补正期限：{}", row.request),
            waits_for: "本机关",
            is_tentative: false,
            ..Self::of(row, due_on, seen)
        }
    }

    fn of(row: &CaseRow, due_on: Date, seen: &Seen<'_>) -> Self {
        Self {
            href: format!("{HERE}/{}", row.id),
            number: row.number.clone(),
            request: row.request.clone(),
            waits_for: row.state.waits_for(),
            left: seen.calendar.time_left(due_on, seen.today),
            class: class(Urgency::of(due_on, seen.today, seen.calendar)),
            is_tentative: row.is_tentative,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_month_is_read_and_nothing_else() {
        assert_eq!(first_of(" 2026-03 "), Some(date(2026, 3, 1)));
        for wrong in ["", "2026", "2026-13", "2026-03-01", "1999-01", "三月"] {
            assert_eq!(first_of(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn weeks_begin_on_monday_and_tell_days_off() {
        let calendar = Calendar::built_in();
        let seen = Seen {
            today: date(2025, 10, 9),
            calendar: &calendar,
            open: None,
            here: String::new(),
            unclear: &[],
        };
        let weeks = weeks(
            date(2025, 10, 1),
            date(2025, 10, 31),
            &Due {
                rows: &[],
                disputes: &[],
                askings: &[],
            },
            &seen,
        );
        assert_eq!(weeks.len(), 5);
        assert!(weeks.iter().all(|week| week.len() == 7));
        let days: Vec<&Day> = weeks.iter().flatten().collect();
        let day = |number: &str| days.iter().find(|day| day.number == number).unwrap();
        assert_eq!(
            days.iter().position(|day| day.number == "1"),
            Some(2),
            "a Wednesday"
        );
        assert!(day("3").mark.starts_with("休 ") && day("3").class == "is-free");
        assert_eq!((day("11").class, day("11").mark.as_str()), ("is-make-up", "班"));
        assert!(day("9").is_today && day("9").mark.is_empty());
    }
}
