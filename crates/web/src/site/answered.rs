//! 依申请公开答复目录: what was asked for before and how it was answered, in the organ's words and without anybody's name.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use office::cases::answer_log::{self, LogFilter, PublicAnswer};
use serde::Deserialize;

use super::columns::{PageLink, page_links};
use super::layout::Frame;
use super::visitor::Visitor;
use crate::errors::Problem;
use crate::forms::typed_year;

/// Its address.
pub const HERE: &str = "/answered";
/// What the page is called.
const NAME: &str = "依申请公开答复目录";

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    year: String,
    page: String,
}

struct Year {
    name: String,
    href: String,
    is_here: bool,
}

#[derive(Template)]
#[template(path = "site/answered.html")]
struct AnsweredPage {
    frame: Frame,
    words: String,
    /// The chosen year, which a search keeps.
    year: Option<i16>,
    years: Vec<Year>,
    rows: Vec<PublicAnswer>,
    total: u64,
    pages: Vec<PageLink>,
    number: u64,
}

/// The page.
pub async fn answered(visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let (office, organ) = (visitor.office(), visitor.site.organ.id);
    let years = answer_log::log_years(office, organ).await?;
    // Of an address that names a year without entries, all are shown: a search engine may know it still.
    let year = typed_year(&asked.year).filter(|year| years.contains(year));
    let filter = LogFilter {
        words: asked.q.clone(),
        year,
        page: asked.page.parse().unwrap_or(1),
    };
    let found = answer_log::public_log(office, organ, &filter).await?;
    let link = |year: Option<i16>, page: u64| address(&asked.q, year, page);
    let mut frame = visitor.frame(NAME, &[]);
    frame.canonical = visitor.site.absolute(&link(year, found.number));
    visitor.page(&AnsweredPage {
        frame,
        years: year_links(&years, year, &asked.q),
        pages: page_links(found.number, found.pages, |page| link(year, page)),
        number: found.number,
        total: found.total,
        rows: found.items,
        year,
        words: asked.q,
    })
}

fn address(words: &str, year: Option<i16>, page: u64) -> String {
    let mut query: Vec<(&str, String)> = Vec::new();
    if !words.trim().is_empty() {
        query.push(("q", words.trim().to_owned()));
    }
    query.extend(year.map(|year| ("year", year.to_string())));
    if page > 1 {
        query.push(("page", page.to_string()));
    }
    match serde_html_form::to_string(query) {
        Ok(query) if !query.is_empty() => format!("{HERE}?{query}"),
        _ => HERE.to_owned(),
    }
}

fn year_links(years: &[i16], chosen: Option<i16>, words: &str) -> Vec<Year> {
    if years.len() < 2 {
        return Vec::new();
    }
    let of = |year: Option<i16>| Year {
        name: year.map_or_else(|| "全部".to_owned(), |year| format!("{year}年")),
        href: address(words, year, 1),
        is_here: year == chosen,
    };
    std::iter::once(None)
        .chain(years.iter().copied().map(Some))
        .map(of)
        .collect()
}

/// Where the entry of this title stands.
pub fn found_by(title: &str) -> String {
    address(title, None, 1)
}
