//! The calculator of the information processing fee (国办函〔2020〕109号): both tariffs, with what each step costs.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use law::calendar::typed_count;
use law::fees::{self, Band, Fen, Tariff};
use serde::Deserialize;

use super::layout::Frame;
use super::visitor::Visitor;
use crate::errors::Problem;
use crate::forms::FieldErrors;

/// More than anyone asks for in a month, or in one request.
const MOST_ITEMS: u32 = 500;
const MOST_PAGES: u32 = 1_000_000;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct FeesQuery {
    tariff: String,
    before: String,
    count: String,
    pages: String,
}

/// One step of the result.
struct Step {
    range: String,
    rate: String,
    count: u32,
    sum: String,
}

/// What it comes to.
struct Reckoned {
    tariff: &'static str,
    reckoning: String,
    amount: String,
    is_free: bool,
    steps: Vec<Step>,
}

#[derive(Template)]
#[template(path = "site/fees.html")]
struct FeesPage {
    frame: Frame,
    asked: FeesQuery,
    free_items: u32,
    free_pages: u32,
    reckoned: Option<Reckoned>,
    errors: FieldErrors,
}

/// The form, and what was reckoned.
pub async fn fees(visitor: Visitor, Query(asked): Query<FeesQuery>) -> Result<Response, Problem> {
    let mut errors = FieldErrors::none();
    let reckoned = match Tariff::from_code(&asked.tariff) {
        Some(Tariff::Items) => by_items(&asked, &mut errors),
        Some(Tariff::Pages) => by_pages(&asked, &mut errors),
        None => None,
    };
    let is_wrong = !errors.is_empty();
    let page = FeesPage {
        frame: visitor.frame("信息处理费测算", &[("依申请公开", "/apply")]),
        asked,
        free_items: fees::FREE_ITEMS,
        free_pages: fees::FREE_PAGES,
        reckoned,
        errors,
    };
    if is_wrong {
        visitor.again(&page)
    } else {
        visitor.page(&page)
    }
}

fn by_items(asked: &FeesQuery, errors: &mut FieldErrors) -> Option<Reckoned> {
    let before = number(
        ("before", "本月此前已申请的件数"),
        &asked.before,
        0,
        MOST_ITEMS,
        errors,
    );
    let count = number(("count", "这次申请的件数"), &asked.count, 1, MOST_ITEMS, errors);
    let (before, count) = (before?, count?);
    let earlier = if before == 0 {
        String::new()
    } else {
        format!("此前已申请 {before} 件，")
    };
    Some(Reckoned::of(
        Tariff::Items,
        format!("同一申请人在同一自然月内{earlier}再申请 {count} 件："),
        fees::items_after(before, count),
        fees::item_bands(before, count),
        "件",
    ))
}

fn by_pages(asked: &FeesQuery, errors: &mut FieldErrors) -> Option<Reckoned> {
    let count = number(("pages", "提供的页数"), &asked.pages, 1, MOST_PAGES, errors)?;
    Some(Reckoned::of(
        Tariff::Pages,
        format!("一件申请提供 {count} 页："),
        fees::pages(count),
        fees::page_bands(count),
        "页",
    ))
}

fn number(
    (field, label): (&str, &str),
    text: &str,
    least: u32,
    most: u32,
    errors: &mut FieldErrors,
) -> Option<u32> {
    let text = text.trim();
    let number = if text.is_empty() && least == 0 {
        Some(0)
    } else {
        typed_count(text)
    };
    let number = number.filter(|number| (least..=most).contains(number));
    if number.is_none() {
        errors.add(field, format!("“{label}”请填写 {least} 至 {most} 之间的整数。"));
    }
    number
}

impl Reckoned {
    fn of(tariff: Tariff, reckoning: String, amount: Fen, bands: Vec<Band>, unit: &'static str) -> Self {
        let step = |band: Band| Step {
            range: band.through.map_or_else(
                || format!("第 {} {unit}起", band.from),
                |through| format!("第 {} 至 {through} {unit}", band.from),
            ),
            rate: format!("{} 元", band.rate),
            count: band.count,
            sum: format!("{} 元", band.fen()),
        };
        Self {
            tariff: tariff.label(),
            reckoning,
            amount: amount.to_string(),
            is_free: amount == Fen::default(),
            steps: bands.into_iter().map(step).collect(),
        }
    }
}
