//! The board: open cases by the day something is due, the most urgent first; all of them, or one's own.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use jiff::civil::Date;
use law::calendar::Calendar;
use law::cases::{Act as CaseAct, Urgency};
use law::staff::Act;
use office::calendar;
use office::cases::{self, CaseRow};
use office::disputes::{self, DisputeRow, EVER};
use serde::Deserialize;

use crate::desk::cases::shared::badge;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;

/// What is asked of the board.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct BoardQuery {
    mine: String,
}

/// Open cases that are about as urgent.
struct Group {
    label: &'static str,
    class: &'static str,
    rows: Vec<CaseLine>,
}

/// A case in a list.
pub(in crate::desk::cases) struct CaseLine {
    pub id: String,
    pub number: String,
    pub request: String,
    pub applicant: String,
    pub state: &'static str,
    pub badge: &'static str,
    pub waits_for: &'static str,
    pub received_on: String,
    pub due_on: String,
    pub left: String,
    pub outcome: String,
    pub is_sample: bool,
}

#[derive(Template)]
#[template(path = "desk/cases/board.html")]
struct BoardPage {
    frame: Frame,
    groups: Vec<Group>,
    /// Cases whose content is still to be looked at, by the last day to ask for a correction.
    unclear: Vec<CaseLine>,
    /// What the law says of that day, and the act that ends it.
    notice_rule: String,
    found_clear: &'static str,
    total: u64,
    shown: usize,
    is_mine: bool,
    may_handle: bool,
    may_settle: bool,
    /// Messages of applicants that wait for an answer.
    messages: u64,
    /// Reconsiderations and suits that wait for the organ's answer.
    disputes: Vec<DisputeLine>,
}

/// A reconsideration or a suit whose answer is due.
struct DisputeLine {
    href: String,
    number: String,
    authority: String,
    due_on: String,
    left: String,
    class: &'static str,
}

impl DisputeLine {
    fn of(row: &DisputeRow, today: Date, calendar: &Calendar) -> Self {
        Self {
            href: format!("/desk/disputes/{}", row.id),
            number: row.number.clone(),
            authority: row.authority.clone(),
            due_on: row.due_on.to_string(),
            left: calendar.time_left(row.due_on, today),
            class: class(Urgency::of(row.due_on, today, calendar)),
        }
    }
}

/// The board.
pub async fn board(desk: Desk, Query(asked): Query<BoardQuery>) -> Result<Response, Problem> {
    let is_mine = asked.mine == "1";
    let board = cases::board(desk.office(), &desk.actor, is_mine).await?;
    let calendar = calendar::holidays(desk.office()).await?;
    let today = desk.moment.today;
    let mut groups: BTreeMap<Urgency, Vec<CaseLine>> = BTreeMap::new();
    for row in &board.rows {
        let urgency = row
            .next_due_on
            .map_or(Urgency::Later, |due| Urgency::of(due, today, &calendar));
        groups
            .entry(urgency)
            .or_default()
            .push(CaseLine::of(row, today, &calendar));
    }
    let whose = (today, Date::MAX);
    let unclear = cases::notices_between(desk.office(), &desk.actor, whose, is_mine).await?;
    let group = |(urgency, rows): (Urgency, Vec<CaseLine>)| Group {
        label: urgency.label(),
        class: class(urgency),
        rows,
    };
    let disputes = disputes::unanswered_between(desk.office(), &desk.actor, EVER).await?;
    desk.page(&BoardPage {
        disputes: disputes
            .iter()
            .map(|row| DisputeLine::of(row, today, &calendar))
            .collect(),
        frame: desk.frame("依申请公开", Section::Cases, &[]),
        notice_rule: CaseAct::CorrectionRequested.spec().rule.to_string(),
        found_clear: CaseAct::FoundClear.label(),
        unclear: unclear
            .iter()
            .map(|row| CaseLine::of_notice(row, today, &calendar))
            .collect(),
        groups: groups.into_iter().map(group).collect(),
        total: board.total,
        shown: board.rows.len(),
        is_mine,
        may_handle: desk.may(Act::HandleCases),
        may_settle: desk.may(Act::EditOrgan),
        messages: cases::messages::open_count(desk.office(), &desk.actor).await?,
    })
}

/// The class that marks what is this urgent.
pub(super) const fn class(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Overdue => "is-overdue",
        Urgency::Today | Urgency::ThreeDays => "is-soon",
        Urgency::Week | Urgency::Later => "",
    }
}

impl CaseLine {
    /// The same with the last day to ask for a correction as its day.
    pub fn of_notice(row: &CaseRow, today: Date, calendar: &Calendar) -> Self {
        let due = row.correction_notice_on;
        Self {
            due_on: due.map(|day| day.to_string()).unwrap_or_default(),
            left: due.map(|day| calendar.time_left(day, today)).unwrap_or_default(),
            ..Self::of(row, today, calendar)
        }
    }

    /// The case in words, seen from `today`.
    pub fn of(row: &CaseRow, today: Date, calendar: &Calendar) -> Self {
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let tentative = if row.is_tentative { "（暂定）" } else { "" };
        Self {
            id: row.id.to_string(),
            number: row.number.clone(),
            request: row.request.clone(),
            applicant: format!("{}（{}）", row.applicant_name, row.applicant_kind.label()),
            state: row.state.label(),
            badge: badge(row.state),
            waits_for: row.state.waits_for(),
            received_on: day(row.received_on),
            due_on: format!("{}{tentative}", day(row.next_due_on.or(row.due_on))),
            left: row
                .next_due_on
                .map(|due| calendar.time_left(due, today))
                .unwrap_or_default(),
            outcome: row
                .outcome
                .map(law::codes::TableThreeRow::full_label)
                .unwrap_or_default(),
            is_sample: row.is_sample,
        }
    }
}
