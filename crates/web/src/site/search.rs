//! 搜索: what the organ has published, by any words of it. Works without scripts; every choice is an address.

mod choice;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::Request;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use law::documents::{Category, Validity};
use office::columns::ColumnNode;
use search::{Asked, Dimension, Facets, Found, Hit, Sort, Span};

pub use choice::address;
use choice::{Choice, OFFERED_DIMENSIONS};

use super::columns::{PageLink, page_links};
use super::layout::{Crumb, Frame, Site, home_crumb, meta, page};
use crate::app::App;
use crate::client::{self, ClientAddress};
use crate::errors::Problem;
use crate::searching::{self, Answer, Shown};

/// Its address, and where the words come from that are offered while somebody types.
pub const HERE: &str = "/search";
const WORDS: &str = "/search/words";
/// Words that are offered.
const OFFERED: usize = 8;
/// Values of a dimension that are shown.
const SHOWN: usize = 12;

/// The page and what belongs to it.
pub fn routes() -> Router<App> {
    Router::new().route(HERE, get(search)).route(WORDS, get(words))
}

/// What a group of choices offers.
struct Group {
    name: &'static str,
    values: Vec<Value>,
}

struct Value {
    name: String,
    count: u64,
    href: String,
    is_here: bool,
}

/// A hit as it is shown.
struct Row {
    title: Vec<Span>,
    href: String,
    snippet: Vec<Span>,
    /// `附件 名单.pdf 第3页`
    file: Option<String>,
    has_ended: bool,
    validity: Option<&'static str>,
    facts: Vec<String>,
    day: Option<String>,
}

#[derive(Template)]
#[template(path = "site/search.html")]
struct SearchPage {
    frame: Frame,
    words: String,
    /// The column that is searched, where it is one.
    within: Option<String>,
    everywhere: String,
    results: Option<Results>,
    /// Titles, while the index is being made.
    listed: Option<Vec<(String, String)>>,
    phone: String,
}

struct Results {
    total: u64,
    rows: Vec<Row>,
    groups: Vec<Group>,
    also: Vec<String>,
    exact: String,
    meant: Option<(String, String)>,
    is_loosened: bool,
    has_filters: bool,
    by_relevance: String,
    by_date: String,
    is_by_date: bool,
    pages: Vec<PageLink>,
    number: usize,
    last: usize,
}

async fn search(
    State(app): State<App>,
    site: Site,
    ClientAddress(from): ClientAddress,
    Query(choice): Query<Choice>,
) -> Result<Response, Problem> {
    let words = choice.q.trim().to_owned();
    let name = if words.is_empty() {
        "搜索".to_owned()
    } else {
        format!("搜索：{words}")
    };
    let mut frame = frame(&site, &name);
    frame.search_words.clone_from(&words);
    frame.search_href = address(&words);
    let mut shown = SearchPage {
        frame,
        within: site.node(&choice.column).map(|node| node.column.name.clone()),
        everywhere: choice.with(|choice| choice.column.clear()),
        results: None,
        listed: None,
        phone: site.organ.guide.phone.clone(),
        words: words.clone(),
    };
    if words.is_empty() {
        return page(&shown);
    }
    let asked = Asked {
        filters: choice.filters(),
        sort: if choice.sort == "date" {
            Sort::Date
        } else {
            Sort::Relevance
        },
        page: choice.page(),
        is_exact: choice.exact == "1",
        ..Asked::plain(&words, app.moment().today)
    };
    match searching::find(app.office(), app.search(), &site.organ, asked).await? {
        Answer::Found(found) => {
            if choice.is_plain() {
                // What was found without one of the words is not what was sought.
                let total = if found.is_loosened { 0 } else { found.total };
                let today = app.moment().today;
                app.heard().note(site.organ.id, &from, &words, Some(total), today);
            }
            shown.results = Some(results(&site, &choice, *found));
        }
        Answer::NotReady(listed) => shown.listed = Some(listed),
    }
    page(&shown)
}

/// The same search at hand in the cache was asked for once more.
pub fn note_again<B>(app: &App, request: &Request<B>) {
    if request.uri().path() != HERE {
        return;
    }
    let Ok(Query(choice)) = Query::<Choice>::try_from_uri(request.uri()) else {
        return;
    };
    let Some(known) = app.known_sites().of(client::host(request.headers())) else {
        return;
    };
    if choice.is_plain() {
        let address = ClientAddress::of(app, request.extensions(), request.headers());
        let today = app.moment().today;
        app.heard()
            .note(known.organ.id, &address.0, &choice.q, None, today);
    }
}

fn frame(site: &Site, name: &str) -> Frame {
    let here = Crumb {
        name: "搜索".to_owned(),
        href: None,
    };
    let mut frame = site.frame(name, None, vec![home_crumb(), here]);
    frame.canonical = String::new();
    frame.metas.push(meta("robots", "noindex"));
    frame
}

fn results(site: &Site, choice: &Choice, found: Found) -> Results {
    let number = choice.page().min(found.pages.max(1));
    let link = |number: u64| {
        let page = if number > 1 {
            number.to_string()
        } else {
            String::new()
        };
        choice.with(|choice| choice.page = page)
    };
    let wide = |number: usize| u64::try_from(number).unwrap_or(1);
    Results {
        total: found.total,
        groups: groups(site, choice, &found.facets),
        rows: found.hits.into_iter().map(|hit| row(site, hit)).collect(),
        also: found.also,
        exact: choice.with(|choice| "1".clone_into(&mut choice.exact)),
        meant: found.meant.map(|meant| {
            let href = choice.with(|choice| choice.q.clone_from(&meant));
            (meant, href)
        }),
        is_loosened: found.is_loosened,
        has_filters: !choice.filters().is_empty(),
        by_relevance: choice.with(|choice| choice.sort.clear()),
        by_date: choice.with(|choice| "date".clone_into(&mut choice.sort)),
        is_by_date: choice.sort == "date",
        pages: page_links(wide(number), wide(found.pages), link),
        number,
        last: found.pages,
    }
}

fn row(site: &Site, hit: Hit) -> Row {
    let entry = hit.entry;
    let column = entry.columns.first().and_then(|slug| site.node(slug));
    let kind = Shown::of_key(&entry.key).map(|(kind, _)| kind);
    let mut facts: Vec<String> = column.map(|node| node.column.name.clone()).into_iter().collect();
    facts.extend(
        kind.filter(|kind| matches!(kind, Shown::Answer | Shown::Question))
            .map(|kind| kind.label().to_owned()),
    );
    // Its 发文字号, where it has one; its 索引号 stands behind it.
    facts.extend(entry.numbers.first().filter(|_| entry.numbers.len() > 1).cloned());
    let validity = entry.validity.as_deref().and_then(Validity::from_code);
    Row {
        title: hit.title,
        href: entry.address,
        snippet: hit.snippet,
        file: hit.file.map(|(name, page)| match page {
            Some(page) => format!("附件 {name} 第{page}页："),
            None => format!("附件 {name}："),
        }),
        has_ended: entry.has_ended,
        validity: validity.map(Validity::label),
        facts,
        day: entry.day.map(|day| day.to_string()),
    }
}

/// What the hits can be narrowed by; a dimension with one value narrows nothing.
fn groups(site: &Site, choice: &Choice, facets: &Facets) -> Vec<Group> {
    let filters = choice.filters();
    let mut groups = Vec::new();
    for (dimension, name, all) in OFFERED_DIMENSIONS {
        let chosen = filters.get(&dimension);
        let counts = facets.get(&dimension).into_iter().flatten();
        let mut values: Vec<(&String, u64)> = counts.map(|(value, count)| (value, *count)).collect();
        if values.len() < 2 && chosen.is_none() {
            continue;
        }
        sort(dimension, &mut values);
        let link = |value: &str| {
            choice.with(|choice| {
                if let Some(field) = choice.field(dimension) {
                    value.clone_into(field);
                }
            })
        };
        let mut shown = vec![Value {
            name: all.to_owned(),
            count: 0,
            href: link(""),
            is_here: chosen.is_none(),
        }];
        let named = values.into_iter().filter_map(|(value, count)| {
            let name = told(site, dimension, value)?;
            Some(Value {
                name,
                count,
                href: link(value),
                is_here: chosen == Some(value),
            })
        });
        shown.extend(named.take(SHOWN));
        groups.push(Group { name, values: shown });
    }
    groups
}

/// Years and items of the statute in their own order, everything else by how much there is of it.
fn sort(dimension: Dimension, values: &mut [(&String, u64)]) {
    match dimension {
        Dimension::Year => values.sort_by(|one, other| other.0.cmp(one.0)),
        Dimension::Category => values.sort_by_key(|(code, _)| (*code).clone()),
        _ => values.sort_by_key(|(value, count)| (std::cmp::Reverse(*count), (*value).clone())),
    }
}

fn told(site: &Site, dimension: Dimension, value: &str) -> Option<String> {
    match dimension {
        Dimension::Column => site.node(value).map(|node: &ColumnNode| node.column.name.clone()),
        Dimension::Year => Some(format!("{value}年")),
        Dimension::Validity => Validity::from_code(value).map(|validity| validity.label().to_owned()),
        Dimension::Kind => Shown::ALL
            .into_iter()
            .find(|kind| kind.code() == value)
            .map(|kind| kind.label().to_owned()),
        Dimension::Category => Category::from_code(value).map(|category| category.label().to_owned()),
        Dimension::Organ => None,
    }
}

/// Words that go on as was begun, for the field's list.
async fn words(
    State(app): State<App>,
    site: Site,
    Query(choice): Query<Choice>,
) -> Result<Response, Problem> {
    let words = searching::suggest(&app, &site.organ, &choice.q, OFFERED).await?;
    Ok(Json(words).into_response())
}

/// The words of an address that leads nowhere, to be searched for: its last part, without numbers, endings and short
/// codes.
pub fn words_of(path: &str) -> Option<String> {
    let last = path.trim_end_matches('/').rsplit('/').next()?;
    let last = percent_encoding::percent_decode_str(last).decode_utf8().ok()?;
    let stem = last.rsplit_once('.').map_or(&*last, |(stem, _)| stem);
    let parts = stem.split(|sign: char| !sign.is_alphanumeric());
    // A code of letters is nobody's word: `MJXJ` of an index number.
    let is_word = |part: &&str| {
        let letters = part.chars().filter(|sign| sign.is_alphabetic());
        !part.is_ascii() && part.chars().count() > 1 || letters.count() > 4
    };
    let words: Vec<&str> = parts.filter(is_word).collect();
    let words: String = words.join(" ").chars().take(40).collect();
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_an_address_are_searched_for() {
        assert_eq!(
            words_of("/zcwj/%E6%8A%80%E6%94%B9%E8%A1%A5%E8%B4%B4.html").as_deref(),
            Some("技改补贴")
        );
        assert_eq!(
            words_of("/news/2024-11/t20241106_budget-report.htm").as_deref(),
            Some("budget report")
        );
        assert_eq!(words_of("/2024/11/06/"), None);
        assert_eq!(words_of("/documents/MJXJ-2026-15-00001"), None);
        assert_eq!(words_of("/%ff%fe"), None);
    }
}
