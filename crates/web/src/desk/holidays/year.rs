//! One year as a calendar: days off, make-up days, the notice they rest on. A year without a notice is tentative.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use jiff::civil::date;
use law::calendar::Calendar;
use law::staff::Act;
use office::calendar;

use super::days::{Sheet, Spell, sheets, spells};
use super::list::origin;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;

#[derive(Template)]
#[template(path = "desk/holidays/year.html")]
struct YearPage {
    frame: Frame,
    year: i16,
    calendar: YearShown,
    papers: Vec<String>,
    /// Empty for a year without a notice.
    origin: String,
    may_import: bool,
}

/// A year's days as both pages show them.
pub struct YearShown {
    pub working_days: u32,
    pub off: Vec<Spell>,
    pub work: Vec<Spell>,
    pub sheets: Vec<Sheet>,
}

impl YearShown {
    /// The year by this calendar.
    pub fn of(calendar: &Calendar, year: i16) -> Self {
        let known = calendar.year(year);
        Self {
            working_days: calendar.working_days_between(date(year - 1, 12, 31), date(year, 12, 31)),
            off: known.map(|known| spells(&known.off)).unwrap_or_default(),
            work: known.map(|known| spells(&known.work)).unwrap_or_default(),
            sheets: sheets(calendar, year),
        }
    }
}

/// The year.
pub async fn show(desk: Desk, Path(year): Path<i16>) -> Result<Response, Problem> {
    if !(2019..=2100).contains(&year) {
        return Err(Problem::Missing);
    }
    let known = calendar::holidays(desk.office()).await?;
    let loaded = calendar::list(desk.office(), &desk.actor).await?;
    let loaded = loaded.into_iter().find(|loaded| loaded.year.year == year);
    let page = YearPage {
        frame: desk.frame(&format!("{year} 年"), Section::Holidays, &[]),
        year,
        calendar: YearShown::of(&known, year),
        origin: loaded.as_ref().map(origin).unwrap_or_default(),
        papers: loaded.map(|loaded| loaded.year.papers).unwrap_or_default(),
        may_import: desk.may(Act::ImportHolidays),
    };
    desk.page(&page)
}
