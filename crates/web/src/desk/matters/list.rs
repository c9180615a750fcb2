//! The list: a line a matter, the first that is due first; on demand those that are over as well.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use law::staff::Act;
use office::matters::{self, MatterRow};
use office::{Page, calendar};

use super::board::{Asked, Bar, Card, bar, card, owner};
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;

#[derive(Template)]
#[template(path = "desk/matters/list.html")]
struct ListPage {
    frame: Frame,
    bar: Bar,
    pages: Page<()>,
    base: String,
    lines: Vec<Card>,
    may_handle: bool,
}

/// Who has it; what nobody was given yet lies with whoever takes matters in.
fn has_it(row: &MatterRow) -> String {
    let owner = owner(row);
    if owner.trim().is_empty() {
        "受理岗".to_owned()
    } else {
        owner
    }
}

/// The page.
pub async fn show(desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let filter = asked.filter();
    let found = matters::list(desk.office(), &desk.actor, &filter).await?;
    let board = matters::board(desk.office(), &desk.actor, &filter).await?;
    let calendar = calendar::holidays(desk.office()).await?;
    let today = desk.moment.today;
    let bar = bar(&asked, &board, true);
    let joint = if bar.list.contains('?') { "&" } else { "?" };
    desk.page(&ListPage {
        frame: desk.frame("来信和诉求列表", Section::Matters, &[]),
        base: format!("{}{joint}", bar.list),
        pages: found.with(Vec::new()),
        lines: found
            .items
            .iter()
            .map(|row| Card {
                who: has_it(row),
                ..card(row, today, &calendar)
            })
            .collect(),
        bar,
        may_handle: desk.may(Act::HandleMatters),
    })
}
