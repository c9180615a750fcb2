//! What is counted of matters in a period, each share with its numerator, denominator and definition printed beside it.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use jiff::civil::Date;
use law::calendar::meant_day;
use law::matters::Table;
use office::matters::{self, Statistics};
use serde::Deserialize;

use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::forms::FieldErrors;

/// The period.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    from: String,
    until: String,
}

#[derive(Template)]
#[template(path = "desk/matters/statistics.html")]
struct StatisticsPage {
    frame: Frame,
    asked: Asked,
    /// `None` where the period can't be meant.
    found: Option<Statistics>,
    errors: FieldErrors,
}

/// The page: this year up to today, where nothing is asked.
pub async fn show(desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let today = desk.moment.today;
    let mut errors = FieldErrors::none();
    let mut day = |text: &str, field: &str, usual: Date| {
        if text.trim().is_empty() {
            return Some(usual);
        }
        let day = meant_day(text, today);
        day.map_err(|why| errors.add(field, why)).ok()
    };
    let from = day(&asked.from, "from", today.first_of_year());
    let until = day(&asked.until, "until", today);
    let found = match (from, until) {
        (Some(from), Some(until)) => {
            let found = matters::statistics(desk.office(), &desk.actor, desk.moment, (from, until));
            Some(found.await?)
        }
        _ => None,
    };
    let shown = |day: Option<Date>, typed: &str| day.map_or_else(|| typed.to_owned(), |day| day.to_string());
    let page = StatisticsPage {
        frame: desk.frame("来信和诉求统计", Section::Matters, &[]),
        asked: Asked {
            from: shown(from, &asked.from),
            until: shown(until, &asked.until),
        },
        found,
        errors,
    };
    if page.errors.is_empty() {
        desk.page(&page)
    } else {
        desk.again(&page)
    }
}

impl StatisticsPage {
    fn parts(table: &Table) -> [(&'static str, &[(String, u64)]); 2] {
        [("按类别", &table.by_kind), ("按现在由谁负责", &table.by_unit)]
    }
}
