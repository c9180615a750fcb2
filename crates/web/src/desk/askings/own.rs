//! What the units of the signed-in account are asked.

use askama::Template;
use axum::response::Response;
use office::calendar;
use office::cases::askings;

use super::part::{AskingLine, lines};
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;

#[derive(Template)]
#[template(path = "desk/askings/own.html")]
struct OwnPage {
    frame: Frame,
    lines: Vec<AskingLine>,
}

/// The list.
pub async fn list(desk: Desk) -> Result<Response, Problem> {
    let all = askings::of_account(desk.office(), &desk.actor).await?;
    let calendar = calendar::holidays(desk.office()).await?;
    let page = OwnPage {
        frame: desk.frame("本科室的征询", Section::Today, &[]),
        lines: lines(&all, desk.moment.today, &calendar),
    };
    desk.page(&page)
}
