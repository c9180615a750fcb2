//! The years: where each report stands, the numbers of all years with their chart, and the way to a new one.

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use law::calendar::typed_count;
use law::codes::{ApplicantKind, TableThreeRow};
use law::reports::{Cell, Format, Report};
use law::staff::Act;
use office::reports;
use rust_decimal::Decimal;
use serde::Deserialize;

use super::{HERE, counted, standing};
use crate::assets::asset;
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::forms::FieldErrors;
use crate::when::minute;

/// The first year that is written in today's format (国办公开办函〔2021〕30号).
const FIRST: i16 = 2021;

/// The year to begin.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    year: String,
}

struct Line {
    year: i16,
    state: String,
    badge: &'static str,
    /// The format, where it is not today's.
    format: Option<&'static str>,
    found: String,
    changed: String,
}

/// A year's sums in table 三.
struct Sums {
    year: i16,
    received: String,
    closed: String,
    carried: String,
}

#[derive(Template)]
#[template(path = "desk/reports/list.html")]
struct ListPage {
    frame: Frame,
    lines: Vec<Line>,
    sums: Vec<Sums>,
    chart_script: String,
    may_write: bool,
    form: Typed,
    errors: FieldErrors,
}

/// The list; the year that is due next stands ready to be begun.
pub async fn list(desk: Desk) -> Result<Response, Problem> {
    let begun = reports::years(desk.office(), &desk.actor).await?;
    let begun: Vec<i16> = begun.iter().map(|draft| draft.year).collect();
    let year = to_begin(desk.moment.today.year(), &begun);
    let form = Typed {
        year: year.map_or_else(String::new, |year| year.to_string()),
    };
    let page = page(&desk, form, FieldErrors::none()).await?;
    desk.page(&page)
}

/// Begins a year's report, or leads to the one already begun.
pub async fn start(desk: Desk, ProtectedForm(form): ProtectedForm<Typed>) -> Result<Response, Problem> {
    let mut errors = FieldErrors::none();
    if let Some(year) = typed_count(&form.year) {
        match reports::start(desk.office(), &desk.actor, desk.moment, year).await {
            Ok(_) => return Ok(Redirect::to(&format!("{HERE}/{year}/draft")).into_response()),
            Err(error) => errors = FieldErrors::from_office(error)?,
        }
    } else {
        errors.add("year", "年度请填四位数字，例如 2025。");
    }
    let page = page(&desk, form, errors).await?;
    desk.again(&page)
}

/// The year to begin: last year's, which is due; then this year's; then the latest that is missing.
fn to_begin(this: i16, begun: &[i16]) -> Option<i16> {
    let earlier = (FIRST..this - 1).rev();
    let mut years = [this - 1, this].into_iter().chain(earlier);
    years.find(|year| !begun.contains(year))
}

async fn page(desk: &Desk, form: Typed, errors: FieldErrors) -> Result<ListPage, Problem> {
    let years = reports::years(desk.office(), &desk.actor).await?;
    let mut lines = Vec::with_capacity(years.len());
    for draft in &years {
        let findings = reports::findings(desk.office(), &desk.actor, &draft.reading).await?;
        let (state, badge) = standing(draft);
        lines.push(Line {
            year: draft.year,
            state,
            badge,
            format: (draft.reading.report.format != Format::Of2021)
                .then(|| draft.reading.report.format.label()),
            found: counted(&findings, 0),
            changed: format!("{}，{}", draft.changed_by, minute(draft.changed_at)),
        });
    }
    Ok(ListPage {
        frame: desk.frame("年度报告", Section::Reports, &[]),
        lines,
        sums: years
            .iter()
            .rev()
            .filter(|draft| draft.reading.report.format.has_tables())
            .map(|draft| sums(&draft.reading.report))
            .collect(),
        chart_script: asset("chart.js"),
        may_write: desk.may(Act::WriteReports),
        form,
        errors,
    })
}

fn sums(report: &Report) -> Sums {
    let total = |row| report.tables.get(Cell::Three(row, ApplicantKind::Total));
    let shown = |number: Option<Decimal>| number.map_or_else(String::new, |number| number.to_string());
    Sums {
        year: report.year,
        received: shown(total(TableThreeRow::New)),
        closed: shown(total(TableThreeRow::Total)),
        carried: shown(total(TableThreeRow::CarriedForward)),
    }
}

#[cfg(test)]
mod tests {
    use super::to_begin;

    #[test]
    fn the_year_that_stands_ready_is_the_first_without_a_report_that_is_due() {
        assert_eq!(to_begin(2026, &[]), Some(2025));
        assert_eq!(to_begin(2026, &[2021, 2025]), Some(2026));
        assert_eq!(to_begin(2026, &[2018, 2021, 2022, 2023, 2025, 2026]), Some(2024));
        assert_eq!(to_begin(2026, &[2021, 2022, 2023, 2024, 2025, 2026]), None);
    }
}
