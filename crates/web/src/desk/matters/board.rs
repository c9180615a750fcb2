//! The board: what has to be given to somebody, what somebody works on, what waits for a check, what is answered; in each the first
//! that is due first.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use jiff::civil::Date;
use law::calendar::Calendar;
use law::matters::{Lane, State};
use law::staff::Act;
use office::calendar;
use office::matters::{self, Board, ListFilter, MatterRow};
use serde::Deserialize;

use super::{HERE, address};
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::task::When;
use crate::errors::Problem;

/// What is looked for.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    kind: String,
    owner: String,
    page: String,
    /// Those that are over as well.
    all: String,
}

impl Asked {
    /// The filter of the office.
    pub fn filter(&self) -> ListFilter {
        ListFilter {
            kind: self.kind.clone(),
            words: self.q.clone(),
            owner: self.owner.clone(),
            with_ended: !self.all.is_empty(),
            page: self.page.parse().unwrap_or(1),
        }
    }

    /// The address of a page with the same filters, and this kind.
    fn of_kind(&self, path: &str, kind: &str) -> String {
        let all = [
            ("q", self.q.as_str()),
            ("kind", kind),
            ("owner", &self.owner),
            ("all", &self.all),
        ];
        let filled = all.into_iter().filter(|(_, value)| !value.is_empty());
        match serde_html_form::to_string(filled.collect::<Vec<_>>()) {
            Ok(query) if !query.is_empty() => format!("{path}?{query}"),
            _ => path.to_owned(),
        }
    }
}

/// A matter on a card or a line.
pub(super) struct Card {
    pub href: String,
    pub number: String,
    pub kind: String,
    pub title: String,
    /// Who asks, or who has it.
    pub who: String,
    pub state: &'static str,
    pub received_on: String,
    pub when: When,
}

/// Tabs and filters over board and list.
pub(super) struct Bar {
    pub tabs: Vec<Tab>,
    pub words: String,
    pub kind: String,
    pub owner: String,
    pub owners: Vec<String>,
    pub with_ended: bool,
    pub board: String,
    pub list: String,
    pub workbook: String,
    pub is_list: bool,
}

pub(super) struct Tab {
    pub name: String,
    pub count: u64,
    pub href: String,
    pub is_here: bool,
}

struct LaneShown {
    label: &'static str,
    total: u64,
    more: u64,
    cards: Vec<Card>,
}

#[derive(Template)]
#[template(path = "desk/matters/board.html")]
struct BoardPage {
    frame: Frame,
    bar: Bar,
    lanes: Vec<LaneShown>,
    published: u64,
    is_empty: bool,
    is_filtered: bool,
    may_handle: bool,
}

/// The page.
pub async fn show(desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let found = matters::board(desk.office(), &desk.actor, &asked.filter()).await?;
    let calendar = calendar::holidays(desk.office()).await?;
    let today = desk.moment.today;
    let bar = bar(&asked, &found, false);
    let lanes: Vec<LaneShown> = found
        .lanes
        .into_iter()
        .map(|laned| LaneShown {
            label: laned.lane.label(),
            total: laned.total,
            more: laned
                .total
                .saturating_sub(u64::try_from(laned.rows.len()).unwrap_or(0)),
            cards: laned.rows.iter().map(|row| card(row, today, &calendar)).collect(),
        })
        .collect();
    desk.page(&BoardPage {
        frame: desk.frame(Section::Matters.label(), Section::Matters, &[]),
        bar,
        is_empty: lanes.iter().all(|lane| lane.total == 0),
        is_filtered: !asked.q.is_empty() || !asked.kind.is_empty() || !asked.owner.is_empty(),
        lanes,
        published: found.published,
        may_handle: desk.may(Act::HandleMatters),
    })
}

pub(super) fn bar(asked: &Asked, found: &Board, is_list: bool) -> Bar {
    let path = if is_list { "/desk/matters/list" } else { HERE };
    let total = found.kinds.iter().map(|(_, _, count)| count).sum();
    let all = Tab {
        name: "全部".to_owned(),
        count: total,
        href: asked.of_kind(path, ""),
        is_here: asked.kind.is_empty(),
    };
    let of = found.kinds.iter().map(|(code, label, count)| Tab {
        name: label.clone(),
        count: *count,
        href: asked.of_kind(path, code),
        is_here: asked.kind == *code,
    });
    Bar {
        tabs: std::iter::once(all).chain(of).collect(),
        words: asked.q.clone(),
        kind: asked.kind.clone(),
        owner: asked.owner.clone(),
        owners: found.owners.clone(),
        with_ended: !asked.all.is_empty(),
        board: asked.of_kind(HERE, &asked.kind),
        list: asked.of_kind("/desk/matters/list", &asked.kind),
        workbook: asked.of_kind("/desk/matters/list/files/xlsx", &asked.kind),
        is_list,
    }
}

/// A row as it is shown: who asks until somebody has it, who has it from then on.
pub(super) fn card(row: &MatterRow, today: Date, calendar: &Calendar) -> Card {
    let who = match row.lane {
        Lane::ToAssign => row.asker_mask.clone(),
        _ => owner(row),
    };
    Card {
        href: address(row.id),
        number: row.number.clone(),
        kind: row.kind_label.clone(),
        title: row.title.clone(),
        who,
        state: row.state.label(),
        received_on: row.received_on.to_string(),
        when: when(row, today, calendar),
    }
}

/// Who has it, or was asked to take it.
pub(super) fn owner(row: &MatterRow) -> String {
    if let Some(to) = &row.offered_to {
        return format!("待{to}签收");
    }
    let owner = row.owner.clone().unwrap_or_default();
    match &row.owner_name {
        Some(name) => format!("{owner}　{name}"),
        None => owner,
    }
}

/// What is waited for and until when; what is answered says how it ended.
fn when(row: &MatterRow, today: Date, calendar: &Calendar) -> When {
    let plain = |words: &str, class| When {
        words: words.to_owned(),
        class,
    };
    match row.state {
        State::Closed | State::Answered | State::ToClose if row.is_published => plain("已公开", "is-done"),
        State::Closed => plain("已办结", "is-done"),
        State::Declined => plain("不予受理", ""),
        State::Withdrawn => plain("已撤回", ""),
        State::Answered => plain("待评价", ""),
        State::ToClose => plain("待办结", ""),
        State::AwaitingAsker => plain("待提出人补充", ""),
        _ if row.in_review => plain("待审核", ""),
        _ => match row.next_due_on {
            Some(day) => {
                let mut when = When::due(day, today, calendar);
                if row.is_tentative {
                    when.words.push_str("（暂定）");
                }
                when
            }
            None => When::default(),
        },
    }
}
