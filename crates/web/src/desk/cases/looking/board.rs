//! The board: open cases by the day something is due, the most urgent first; all of them, or one's own.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use jiff::civil::Date;
use law::calendar::Calendar;
use law::cases::{Act as CaseAct, State, Urgency};
use law::staff::Act;
use office::calendar;
use office::cases::{self, CaseRow, Tallies, ViewOf};
use office::disputes::{self, DisputeRow, EVER};

use super::filter::{Asked, Filters, address};
use super::lines::{Line, Seen};
use crate::desk::askings::{AskingDue, askings_due};
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::task::When;
use crate::errors::Problem;

/// A case named on the page of another.
pub(in crate::desk::cases) struct CaseLine {
    pub id: String,
    pub number: String,
    pub request: String,
    pub state: &'static str,
    pub left: String,
    pub outcome: String,
}

#[derive(Template)]
#[template(path = "desk/cases/board.html")]
struct BoardPage {
    frame: Frame,
    tabs: Tabs,
    filters: Filters,
    /// Whether the list shows some of the open cases alone; what stands over it is of all.
    is_filtered: bool,
    /// The open cases, the most urgent first.
    lines: Vec<Line>,
    /// Cases whose content is still to be looked at, by the last day to ask for a correction.
    unclear: Vec<Line>,
    /// What the law says of that day, and the act that ends it.
    notice_rule: String,
    found_clear: &'static str,
    total: u64,
    shown: usize,
    may_handle: bool,
    may_settle: bool,
    /// Reconsiderations and suits that wait for the organ's answer.
    disputes: Vec<DisputeLine>,
    /// What units have yet to answer.
    askings: Vec<AskingDue>,
}

/// Which of the lists is looked at, and how many cases each holds.
pub(super) struct Tabs {
    pub here: Tab,
    pub tallies: Tallies,
    /// One's own filters under their names.
    pub views: Vec<ViewTab>,
    /// Where the filter that is asked for is kept under a name; none where none is, or where it has one.
    pub keep: Option<String>,
}

/// A filter under its name.
pub(super) struct ViewTab {
    pub name: String,
    pub href: String,
    pub is_here: bool,
}

/// The lists of cases.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tab {
    Open,
    Mine,
    All,
    /// A filter of one's own, or one that was just chosen.
    Filtered,
}

impl Tabs {
    /// Counted for this person, who asks for this.
    pub async fn of(desk: &Desk, list: ViewOf, asked: &Asked) -> Result<Self, Problem> {
        let tallies = cases::tallies(desk.office(), &desk.actor).await?;
        let views = cases::views(desk.office(), &desk.actor).await?;
        let codes = asked.codes();
        let here = match (list, asked.mine == "1", codes.is_empty()) {
            (ViewOf::Open, true, true) => Tab::Mine,
            (ViewOf::Open, false, true) => Tab::Open,
            (ViewOf::All, _, true) => Tab::All,
            (_, _, false) => Tab::Filtered,
        };
        let views: Vec<ViewTab> = views
            .into_iter()
            .map(|view| ViewTab {
                is_here: view.list == list && view.query == codes,
                href: format!("{}?{}", address(view.list), view.query),
                name: view.name,
            })
            .collect();
        let is_kept = codes.is_empty() || views.iter().any(|view| view.is_here);
        let keep = (!is_kept).then(|| format!("/desk/cases/views?list={}&{codes}", list.code()));
        Ok(Self {
            here,
            tallies,
            views,
            keep,
        })
    }
}

/// A reconsideration or a suit whose answer is due.
struct DisputeLine {
    href: String,
    number: String,
    authority: String,
    when: When,
}

impl DisputeLine {
    fn of(row: &DisputeRow, today: Date, calendar: &Calendar) -> Self {
        Self {
            href: format!("/desk/disputes/{}", row.id),
            number: row.number.clone(),
            authority: row.authority.clone(),
            when: When::due(row.due_on, today, calendar),
        }
    }
}

/// The board.
pub async fn board(desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let calendar = calendar::holidays(desk.office()).await?;
    let asked = asked.of_board(&desk);
    let is_mine = asked.mine == "1";
    let board = cases::board_of(desk.office(), &desk.actor, &asked.filter(&desk, &calendar)).await?;
    let today = desk.moment.today;
    let unclear = cases::notices_between(desk.office(), &desk.actor, (today, Date::MAX), is_mine).await?;
    let disputes = disputes::unanswered_between(desk.office(), &desk.actor, EVER).await?;
    let seen = Seen::of(&desk, board.rows.iter().chain(&unclear)).await?;
    desk.page(&BoardPage {
        frame: desk.frame("依申请公开", Section::Cases, &[]),
        tabs: Tabs::of(&desk, ViewOf::Open, &asked).await?,
        is_filtered: asked.is_filtered(),
        filters: Filters::of(&desk, ViewOf::Open, asked).await?,
        disputes: disputes
            .iter()
            .map(|row| DisputeLine::of(row, today, &calendar))
            .collect(),
        askings: askings_due(&desk, is_mine, &calendar).await?,
        notice_rule: CaseAct::CorrectionRequested.spec().rule.to_string(),
        found_clear: CaseAct::FoundClear.label(),
        unclear: seen.notices(&unclear),
        lines: seen.lines(&board.rows),
        total: board.total,
        shown: board.rows.len(),
        may_handle: desk.may(Act::HandleCases),
        may_settle: desk.may(Act::SettleCases),
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
    /// The case in words, seen from `today`.
    pub fn of(row: &CaseRow, today: Date, calendar: &Calendar) -> Self {
        Self {
            id: row.id.to_string(),
            number: row.number.clone(),
            request: row.request.clone(),
            state: row.state.label(),
            left: row
                .next_due_on
                .filter(|_| row.state != State::CameBack)
                .map(|due| calendar.time_left(due, today))
                .unwrap_or_default(),
            outcome: row
                .outcome
                .map(law::codes::TableThreeRow::full_label)
                .unwrap_or_default(),
        }
    }
}
