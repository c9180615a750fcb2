//! The ledger (登记表): every case, sought by number, applicant, words, state, outcome and year; and the cases behind a cell of table 三.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use law::codes::{ApplicantKind, TableThreeRow};
use law::reports::Cell;
use law::staff::Act;
use office::Page;
use office::cases::{self, ViewOf};
use serde::Deserialize;

use super::board::Tabs;
use super::filter::{Asked, Filters};
use super::lines::{Line, Seen};
use crate::desk::cases::shared::HERE;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::errors::Problem;
use crate::forms::typed_year;

/// Which cell is to be opened.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct AskedCell {
    year: String,
    row: String,
    kind: String,
    page: String,
}

#[derive(Template)]
#[template(path = "desk/cases/ledger.html")]
struct LedgerPage {
    frame: Frame,
    filters: Filters,
    /// The cell these cases are counted in, in words.
    cell: Option<String>,
    is_filtered: bool,
    tabs: Tabs,
    lines: Vec<Line>,
    pages: Page<()>,
    base: String,
    may_handle: bool,
    may_import: bool,
}

/// The ledger.
pub async fn list(desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let calendar = office::calendar::holidays(desk.office()).await?;
    let page = cases::list(desk.office(), &desk.actor, &asked.filter(&desk, &calendar)).await?;
    let base = format!(
        "{HERE}/ledger?{}&{}&",
        serde_html_form::to_string([("q", &asked.q)]).unwrap_or_default(),
        asked.codes()
    );
    let frame = desk.frame("登记表", Section::Cases, &[]);
    desk.page(&ledger(&desk, frame, asked, None, page, base).await?)
}

/// The cases behind a cell of table 三.
pub async fn counted(desk: Desk, Query(asked): Query<AskedCell>) -> Result<Response, Problem> {
    let (Some(year), Some(row), Some(kind)) = (
        typed_year(&asked.year),
        TableThreeRow::from_code(&asked.row),
        ApplicantKind::from_code(&asked.kind),
    ) else {
        return Err(Problem::Missing);
    };
    let number = asked.page.parse().unwrap_or(1);
    let page = cases::of_cell(desk.office(), &desk.actor, year, row, kind, number).await?;
    let base = format!(
        "{HERE}/counted?year={year}&row={}&kind={}&",
        row.code(),
        kind.code()
    );
    let frame = desk.frame("计数的申请", Section::Cases, &[("登记表", "/desk/cases/ledger")]);
    let words = format!("{year} 年{}", Cell::Three(row, kind).label());
    desk.page(&ledger(&desk, frame, Asked::default(), Some(words), page, base).await?)
}

async fn ledger(
    desk: &Desk,
    frame: Frame,
    asked: Asked,
    cell: Option<String>,
    page: Page<cases::CaseRow>,
    base: String,
) -> Result<LedgerPage, Problem> {
    let seen = Seen::of(desk, &page.items).await?;
    Ok(LedgerPage {
        tabs: Tabs::of(desk, ViewOf::All, &asked).await?,
        lines: seen.lines(&page.items),
        frame,
        cell,
        is_filtered: asked.is_filtered(),
        filters: Filters::of(desk, ViewOf::All, asked).await?,
        pages: Page {
            items: Vec::new(),
            number: page.number,
            pages: page.pages,
            total: page.total,
        },
        base,
        may_handle: desk.may(Act::HandleCases),
        may_import: desk.may(Act::ImportCases),
    })
}

/// The outcomes a case may have, in the order of table 三.
pub(in crate::desk::cases) fn outcomes() -> Vec<Choice> {
    TableThreeRow::leaves()
        .filter(|row| *row != TableThreeRow::OtherwiseMerged)
        .map(|row| Choice::of(row.code(), row.full_label()))
        .collect()
}
