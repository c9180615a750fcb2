//! The register (登记表) of a year as a sheet to print: A4 across, every case a row, nothing folded.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use office::cases;
use serde::Deserialize;

use super::lines::{Line, Seen};
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::forms::typed_year;

/// Which year's.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    year: String,
}

#[derive(Template)]
#[template(path = "desk/cases/register_sheet.html")]
struct RegisterPage {
    frame: Frame,
    year: i16,
    today: String,
    lines: Vec<Line>,
}

/// The sheet; of this year unless asked otherwise.
pub async fn sheet(desk: Desk, Query(wanted): Query<Wanted>) -> Result<Response, Problem> {
    let today = desk.moment.today;
    let year = typed_year(&wanted.year).unwrap_or(today.year());
    let rows = cases::register_of_year(desk.office(), &desk.actor, year).await?;
    let seen = Seen::by(&desk).await?;
    desk.page(&RegisterPage {
        frame: desk.frame("打印登记表", Section::Cases, &[("登记表", "/desk/cases/ledger")]),
        year,
        today: today.to_string(),
        lines: rows.iter().map(|row| seen.line(row)).collect(),
    })
}
