//! 公众搜索: what visitors of the site searched for in a month, and what of it they did not find, for whoever writes. Nobody is
//! told by it (`law::searched`).

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use law::searched::READ_FROM;
use office::searched::{self, SearchMonth, month_of};
use serde::Deserialize;

use super::layout::{Desk, Frame};
use super::menu::Section;
use crate::errors::Problem;

/// Where it is.
pub const HERE: &str = "/desk/searched";

/// The month asked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    month: String,
}

#[derive(Template)]
#[template(path = "desk/searched.html")]
struct SearchedPage {
    frame: Frame,
    months: Vec<MonthLink>,
    here: String,
    month: SearchMonth,
    read_from: u32,
}

struct MonthLink {
    name: String,
    href: String,
    is_here: bool,
}

/// The page: the present month, where nothing is asked.
pub async fn show(desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let present = month_of(desk.moment.today);
    let mut months = searched::months(desk.office(), &desk.actor).await?;
    if months.first() != Some(&present) {
        months.insert(0, present.clone());
    }
    let chosen = months.iter().find(|month| **month == asked.month);
    let chosen = chosen.unwrap_or(&present).clone();
    let link = |month: &String| MonthLink {
        name: told(month),
        href: format!("{HERE}?month={month}"),
        is_here: *month == chosen,
    };
    desk.page(&SearchedPage {
        frame: desk.frame(Section::Searched.label(), Section::Searched, &[]),
        months: months.iter().map(link).collect(),
        here: told(&chosen),
        month: searched::of_month(desk.office(), &desk.actor, &chosen).await?,
        read_from: READ_FROM,
    })
}

/// `2026年3月`
fn told(month: &str) -> String {
    month.split_once('-').map_or_else(
        || month.to_owned(),
        |(year, month)| format!("{year}年{}月", month.trim_start_matches('0')),
    )
}
