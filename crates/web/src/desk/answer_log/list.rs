//! The lists of the log: what may go in, and the entries by state.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use law::cases::answer_log::EntryState;
use law::cases::headline;
use law::staff::Act;
use office::Page;
use office::cases::answer_log::{self, Loggable, LoggedRow};
use serde::Deserialize;

use super::HERE;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;

/// What of the log is looked at.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    of: String,
    page: String,
}

struct Tab {
    name: &'static str,
    href: String,
    is_here: bool,
}

/// A line of a list: a case that may go in, or an entry.
struct Line {
    href: String,
    title: String,
    outcome: String,
    replied_on: String,
    number: String,
}

#[derive(Template)]
#[template(path = "desk/answer_log/list.html")]
struct ListPage {
    frame: Frame,
    tabs: Vec<Tab>,
    caption: &'static str,
    lines: Vec<Line>,
    pages: Page<()>,
    base: String,
    /// Whether these are cases, each with its number.
    with_numbers: bool,
}

const LOGGABLE: (&str, &str) = ("loggable", "可列入");

/// The list.
pub async fn list(desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let number = asked.page.parse().unwrap_or(1);
    let first = if desk.may(Act::CheckCases) && !desk.may(Act::HandleCases) {
        Some(EntryState::Submitted)
    } else {
        None
    };
    let of = match asked.of.as_str() {
        "" => first,
        code => EntryState::from_code(code),
    };
    let (lines, pages) = if let Some(state) = of {
        let found = answer_log::entries(desk.office(), &desk.actor, state, number).await?;
        let lines = found.items.iter().map(Line::of_entry).collect();
        (lines, found.with(Vec::new()))
    } else {
        let found = answer_log::loggable(desk.office(), &desk.actor, number).await?;
        let lines = found.items.iter().map(Line::of_case).collect();
        (lines, found.with(Vec::new()))
    };
    let code = of.map_or(LOGGABLE.0, EntryState::code);
    let tab = |(one, name): (&'static str, &'static str)| Tab {
        name,
        href: format!("{HERE}?of={one}"),
        is_here: one == code,
    };
    let states = EntryState::ALL.iter().map(|state| (state.code(), state.label()));
    desk.page(&ListPage {
        frame: desk.frame("答复目录", Section::AnswerLog, &[]),
        tabs: std::iter::once(LOGGABLE).chain(states).map(tab).collect(),
        caption: of.map_or(LOGGABLE.1, EntryState::label),
        lines,
        pages,
        base: format!("{HERE}?of={code}&"),
        with_numbers: of.is_none(),
    })
}

impl Line {
    fn of_entry(row: &LoggedRow) -> Self {
        Self {
            href: format!("/desk/cases/{}/answer", row.case),
            title: row.title.clone(),
            outcome: row.outcome.in_words(),
            replied_on: row.replied_on.to_string(),
            number: String::new(),
        }
    }

    fn of_case(row: &Loggable) -> Self {
        Self {
            href: format!("/desk/cases/{}/answer", row.case),
            title: headline(&row.request),
            outcome: row.outcome.in_words(),
            replied_on: row.ended_on.to_string(),
            number: row.number.clone(),
        }
    }
}
