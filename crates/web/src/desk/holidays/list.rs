//! The years whose notice is known, and a due day reckoned with them (条例第三十三条 counts in 工作日).

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use law::calendar::{Calendar, typed_count, typed_day};
use law::staff::Act;
use office::calendar::{self, LoadedYear};
use serde::Deserialize;

use super::days::{Spell, spells};
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::forms::FieldErrors;
use law::codes::spoken_with_weekday;

/// From which day, and how many working days.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct HolidaysQuery {
    from: String,
    working_days: String,
}

struct HolidayLine {
    year: i16,
    off: Vec<Spell>,
    work: Vec<Spell>,
    origin: String,
}

/// A due day as it is told.
struct Reckoned {
    sentence: String,
    is_tentative: bool,
}

#[derive(Template)]
#[template(path = "desk/holidays/list.html")]
struct ListPage {
    frame: Frame,
    rows: Vec<HolidayLine>,
    last: i16,
    next: i16,
    may_import: bool,
    asked: HolidaysQuery,
    reckoned: Option<Reckoned>,
    errors: FieldErrors,
}

/// The list.
pub async fn list(desk: Desk, Query(mut asked): Query<HolidaysQuery>) -> Result<Response, Problem> {
    let years = calendar::list(desk.office(), &desk.actor).await?;
    let known = calendar::holidays(desk.office()).await?;
    let mut errors = FieldErrors::none();
    let is_asked = !(asked.from.is_empty() && asked.working_days.is_empty());
    let reckoned = if is_asked {
        asked.reckon(&known, &mut errors)
    } else {
        asked.from = desk.moment.today.to_string();
        "20".clone_into(&mut asked.working_days);
        None
    };
    let last = years.first().map_or(0, |loaded| loaded.year.year);
    let page = ListPage {
        frame: desk.frame("节假日", Section::Holidays, &[]),
        rows: years.into_iter().map(row).collect(),
        last,
        next: last + 1,
        may_import: desk.may(Act::ImportHolidays),
        asked,
        reckoned,
        errors,
    };
    if page.errors.is_empty() {
        desk.page(&page)
    } else {
        desk.again(&page)
    }
}

fn row(loaded: LoadedYear) -> HolidayLine {
    HolidayLine {
        year: loaded.year.year,
        off: spells(&loaded.year.off),
        work: spells(&loaded.year.work),
        origin: origin(&loaded),
    }
}

/// Where a year comes from.
pub fn origin(loaded: &LoadedYear) -> String {
    match &loaded.imported_by {
        Some(name) if loaded.version > 1 => format!("{name}导入（第 {} 次）", loaded.version),
        Some(name) => format!("{name}导入"),
        None => "系统自带".to_owned(),
    }
}

impl HolidaysQuery {
    fn reckon(&self, calendar: &Calendar, errors: &mut FieldErrors) -> Option<Reckoned> {
        let from = typed_day(&self.from);
        let from = from.filter(|day| (2019..=2100).contains(&day.year()));
        if from.is_none() {
            errors.add("from", "请填写 2019 年至 2100 年之间的日期，例如 2024-02-05。");
        }
        let working_days: Option<u16> = typed_count(&self.working_days);
        let working_days = working_days.filter(|days| (1..=999).contains(days));
        if working_days.is_none() {
            errors.add("working_days", "请填写 1 至 999 的整数，例如 20。");
        }
        let (from, working_days) = (from?, working_days?);
        let due = calendar.due(from, working_days);
        Some(Reckoned {
            sentence: format!(
                "自 {from} 起 {working_days} 个工作日，届满日为 {}",
                spoken_with_weekday(due.on)
            ),
            is_tentative: due.tentative,
        })
    }
}
