//! What is asked of units: all that is open, for whoever may see cases; and what the units of the signed-in account are asked.

use askama::Template;
use axum::response::Response;
use law::staff::Act;
use office::calendar;
use office::cases::askings;

use super::part::{AskingDue, AskingLine, askings_due, lines};
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;

#[derive(Template)]
#[template(path = "desk/askings/own.html")]
struct OwnPage {
    frame: Frame,
    /// Whether all that is open is shown.
    with_all: bool,
    askings: Vec<AskingDue>,
    lines: Vec<AskingLine>,
}

/// The list.
pub async fn list(desk: Desk) -> Result<Response, Problem> {
    let all = askings::of_account(desk.office(), &desk.actor).await?;
    let calendar = calendar::holidays(desk.office()).await?;
    let with_all = desk.may(Act::SeeCases);
    let page = OwnPage {
        frame: desk.frame(Section::Askings.label(), Section::Askings, &[]),
        askings: if with_all {
            askings_due(&desk, false, &calendar).await?
        } else {
            Vec::new()
        },
        with_all,
        lines: lines(&all, desk.moment.today, &calendar),
    };
    desk.page(&page)
}
