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
    let form = Typed {
        year: (desk.moment.today.year() - 1).to_string(),
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
