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
    lines: Vec<Registered>,
}

/// A case, with its replies that an order set aside: they were answers too, and are told before the one that stands.
struct Registered {
    line: Line,
    before: Vec<ReplyBefore>,
    /// 发文字号 of its replies, the earliest first.
    numbers: Vec<String>,
    /// The day it was due, and how late it was, where it is closed.
    against: String,
}

struct ReplyBefore {
    on: String,
    outcome: String,
}

/// The sheet; of this year unless asked otherwise.
pub async fn sheet(desk: Desk, Query(wanted): Query<Wanted>) -> Result<Response, Problem> {
    let today = desk.moment.today;
    let year = typed_year(&wanted.year).unwrap_or(today.year());
    let rows = cases::register_of_year(desk.office(), &desk.actor, year).await?;
    let mut before = cases::replies_before(desk.office(), &desk.actor, &rows).await?;
    let mut numbers = cases::letters::reply_numbers(desk.office(), &desk.actor, &rows).await?;
    let mut registered = |(line, against): (Line, String), id| Registered {
        against,
        numbers: numbers.remove(&id).unwrap_or_default(),
        line,
        before: before
            .remove(&id)
            .unwrap_or_default()
            .into_iter()
            .map(|(on, outcome)| ReplyBefore {
                on: on.to_string(),
                outcome: outcome.full_label(),
            })
            .collect(),
    };
    let seen = Seen::by(&desk).await?;
    desk.page(&RegisterPage {
        frame: desk.frame("打印登记表", Section::Cases, &[("登记表", "/desk/cases/ledger")]),
        year,
        today: today.to_string(),
        lines: rows
            .iter()
            .map(|row| registered((seen.line(row), seen.against(row)), row.id))
            .collect(),
    })
}
