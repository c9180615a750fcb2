//! The entries behind a number of table 二: decisions one by one, and apart from them what the organ has only as a number.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use law::reports::{Cell, Table2};
use law::rulings::{RulingKind, printed};
use office::Page;
use office::rulings;
use serde::Deserialize;

use super::{HERE, Line};
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::forms::typed_year;

/// Which number is to be opened; `page` is that of the single decisions, `more` that of the summaries.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct AskedCell {
    year: String,
    cell: String,
    page: String,
    #[serde(rename = "more-page")]
    more: String,
}

#[derive(Template)]
#[template(path = "desk/rulings/counted.html")]
struct CountedPage {
    frame: Frame,
    cell: String,
    total: String,
    year: i16,
    rows: Vec<Line>,
    pages: Page<()>,
    base: String,
    summaries: Vec<Line>,
    of_summaries: String,
    more: Page<()>,
    more_base: String,
    is_empty: bool,
}

/// The entries.
pub async fn show(desk: Desk, Query(asked): Query<AskedCell>) -> Result<Response, Problem> {
    let cell = Table2::from_code(&asked.cell);
    let kind = cell.and_then(RulingKind::of_cell);
    let (Some(year), Some(kind)) = (typed_year(&asked.year), kind) else {
        return Err(Problem::Missing);
    };
    let (office, actor) = (desk.office(), &desk.actor);
    let number = |text: &str| text.parse().unwrap_or(1);
    let singles = rulings::of_cell(office, actor, (year, kind), false, number(&asked.page)).await?;
    let summaries = rulings::of_cell(office, actor, (year, kind), true, number(&asked.more)).await?;
    let tallies = rulings::year(office, actor, year).await?;
    let tally = tallies.get(&kind).copied().unwrap_or_default();
    let base = format!("{HERE}/counted?year={year}&cell={}&", kind.cell().code());
    desk.page(&CountedPage {
        frame: desk.frame("计数的登记", Section::Rulings, &[]),
        cell: format!("{year} 年{}", Cell::Two(kind.cell()).label()),
        total: format!("{} {}", printed(kind, tally.amount), kind.unit()),
        year,
        rows: singles.items.iter().map(Line::of).collect(),
        pages: singles.with(Vec::new()),
        more_base: format!("{base}page={}&more-", singles.number),
        base,
        summaries: summaries.items.iter().map(Line::of).collect(),
        of_summaries: format!("{} {}", printed(kind, tally.of_summaries), kind.unit()),
        more: summaries.with(Vec::new()),
        is_empty: singles.total + summaries.total == 0,
    })
}
