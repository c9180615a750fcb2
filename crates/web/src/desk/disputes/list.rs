//! Disputes by how far they have come, and the disputes behind a cell of table 四.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use jiff::civil::Date;
use law::calendar::Calendar;
use law::codes::{Route, Verdict};
use law::disputes::Stage;
use law::reports::Cell;
use law::staff::Act;
use office::Page;
use office::calendar;
use office::disputes::{self, DisputeFilter, DisputeRow};
use serde::Deserialize;

use super::{HERE, badge};
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::errors::Problem;
use crate::forms::typed_year;

/// What is asked of the list; `page` is that of the ended ones.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct DisputesQuery {
    q: String,
    route: String,
    page: String,
}

impl DisputesQuery {
    /// Those that have come as far as `stage`; only the ended ones are so many that they have pages.
    fn filter(&self, stage: Stage) -> DisputeFilter {
        let page = match stage {
            Stage::Ended => self.page.parse().unwrap_or(1),
            _ => 1,
        };
        DisputeFilter {
            stage: Some(stage),
            route: Route::from_code(&self.route),
            text: self.q.clone(),
            page,
        }
    }
}

/// Which cell is to be opened.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct AskedCell {
    year: String,
    route: String,
    verdict: String,
    page: String,
}

/// A dispute in a list.
pub(super) struct DisputeLine {
    pub id: String,
    pub number: String,
    pub route: &'static str,
    pub authority: String,
    pub claimant: String,
    pub subject: String,
    pub received_on: String,
    pub answer: String,
    pub left: String,
    pub stage: &'static str,
    pub badge: &'static str,
    pub ending: String,
    pub case: Option<(String, String)>,
}

/// Disputes that have come equally far.
struct Group {
    label: &'static str,
    class: &'static str,
    rows: Vec<DisputeLine>,
    total: u64,
}

impl Group {
    /// The first comes first because its answer is due first: when it is not late, none is.
    fn of(stage: Stage, found: &Page<DisputeRow>, today: Date, calendar: &Calendar) -> Self {
        let first = found.items.first();
        let is_late = stage == Stage::AwaitingAnswer && first.is_some_and(|row| row.due_on < today);
        let line = |row| DisputeLine::of(row, today, calendar);
        Self {
            label: stage.label(),
            class: if is_late { "is-overdue" } else { "" },
            total: found.total,
            rows: found.items.iter().map(line).collect(),
        }
    }
}

#[derive(Template)]
#[template(path = "desk/disputes/list.html")]
struct ListPage {
    frame: Frame,
    asked: DisputesQuery,
    routes: Vec<Choice>,
    groups: Vec<Group>,
    is_filtered: bool,
    pages: Page<()>,
    base: String,
    may_handle: bool,
    may_settle: bool,
}

#[derive(Template)]
#[template(path = "desk/disputes/counted.html")]
struct CountedPage {
    frame: Frame,
    cell: String,
    rows: Vec<DisputeLine>,
    pages: Page<()>,
    base: String,
}

/// The disputes: to answer, to be decided, ended.
pub async fn list(desk: Desk, Query(asked): Query<DisputesQuery>) -> Result<Response, Problem> {
    let today = desk.moment.today;
    let calendar = calendar::holidays(desk.office()).await?;
    let mut groups = Vec::new();
    let mut pages = Page {
        items: Vec::new(),
        number: 1,
        pages: 1,
        total: 0,
    };
    for stage in Stage::ALL {
        let found = disputes::list(desk.office(), &desk.actor, &asked.filter(*stage)).await?;
        if *stage == Stage::Ended {
            pages = without_items(&found);
        }
        groups.push(Group::of(*stage, &found, today, &calendar));
    }
    groups.retain(|group| !group.rows.is_empty());
    let query = serde_html_form::to_string([("q", &asked.q), ("route", &asked.route)]);
    desk.page(&ListPage {
        frame: desk.frame(Section::Disputes.label(), Section::Disputes, &[]),
        routes: routes(),
        groups,
        is_filtered: !asked.q.trim().is_empty() || !asked.route.is_empty(),
        asked,
        pages,
        base: format!("{HERE}?{}&", query.unwrap_or_default()),
        may_handle: desk.may(Act::HandleCases),
        may_settle: desk.may(Act::SettleCases),
    })
}

/// The disputes behind a cell of table 四.
pub async fn counted(desk: Desk, Query(asked): Query<AskedCell>) -> Result<Response, Problem> {
    let (Some(year), Some(route), Some(verdict)) = (
        typed_year(&asked.year),
        Route::from_code(&asked.route),
        Verdict::from_code(&asked.verdict),
    ) else {
        return Err(Problem::Missing);
    };
    let number = asked.page.parse().unwrap_or(1);
    let page = disputes::of_cell(desk.office(), &desk.actor, year, route, verdict, number).await?;
    let today = desk.moment.today;
    let calendar = calendar::holidays(desk.office()).await?;
    desk.page(&CountedPage {
        frame: desk.frame("计数的复议、诉讼", Section::Disputes, &[]),
        cell: format!("{year} 年{}", Cell::Four(route, verdict).label()),
        rows: page
            .items
            .iter()
            .map(|row| DisputeLine::of(row, today, &calendar))
            .collect(),
        pages: without_items(&page),
        base: format!(
            "{HERE}/counted?year={year}&route={}&verdict={}&",
            route.code(),
            verdict.code()
        ),
    })
}

/// The kinds of dispute.
pub(super) fn routes() -> Vec<Choice> {
    let choice = |route: &Route| Choice::of(route.code(), named(*route));
    Route::ALL.iter().map(choice).collect()
}

/// 行政复议, 行政诉讼（未经复议直接起诉） …
pub(super) const fn named(route: Route) -> &'static str {
    match route {
        Route::Reconsideration => "行政复议",
        Route::LitigationDirect => "行政诉讼（未经复议直接起诉）",
        Route::LitigationAfterReconsideration => "行政诉讼（复议后起诉）",
    }
}

fn without_items<T>(page: &Page<T>) -> Page<()> {
    Page {
        items: Vec::new(),
        number: page.number,
        pages: page.pages,
        total: page.total,
    }
}

impl DisputeLine {
    /// The dispute in words, seen from `today`.
    pub fn of(row: &DisputeRow, today: Date, calendar: &Calendar) -> Self {
        let stage = row.dispute.stage();
        let is_waiting = stage == Stage::AwaitingAnswer;
        let answer = match row.dispute.answered_on {
            Some(on) if on > row.due_on => format!("{on}（逾期）"),
            Some(on) => on.to_string(),
            None => row.due_on.to_string(),
        };
        let ending = row
            .dispute
            .ended
            .map(|(ending, on)| format!("{}，{on}", ending.label()));
        Self {
            id: row.id.to_string(),
            number: row.number.clone(),
            route: named(row.dispute.route),
            authority: row.authority.clone(),
            claimant: row.claimant.clone(),
            subject: row.subject.clone(),
            received_on: row.dispute.received_on.to_string(),
            answer: if stage == Stage::Ended && row.dispute.answered_on.is_none() {
                "—".to_owned()
            } else {
                answer
            },
            left: if is_waiting {
                calendar.time_left(row.due_on, today)
            } else {
                String::new()
            },
            stage: stage.label(),
            badge: badge(stage),
            ending: ending.unwrap_or_default(),
            case: row
                .case
                .as_ref()
                .map(|(id, number)| (id.to_string(), number.clone())),
        }
    }
}
