//! A page that holds no report itself, but leads to the file that does, or shows it in a frame.

use std::sync::LazyLock;

use regex::Regex;
use scraper::{Html, Selector};

use super::depth;

/// How a page leads to a report's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::reports::read) enum Behind {
    /// It shows the file in a frame.
    Frame(String),
    /// It links to the file.
    Link(String),
}

#[expect(clippy::unwrap_used, reason = "a fixed pattern; every test compiles it")]
static FILE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)([^/\\?=&#\s]+\.(?:pdf|ofd|docx?|xlsx?|wps|et|zip|rar))(?:$|[?&#])").unwrap()
});

/// The file of a report that the page frames or links to: one that is named after a report first.
pub(in crate::reports::read) fn behind(page: &str) -> Option<Behind> {
    if depth::is_too_deep(page) {
        return None;
    }
    let document = Html::parse_document(page);
    let frames = files(&document, "iframe, frame, embed, object", &["src", "data"]);
    if let Some((file, _)) = frames.into_iter().next() {
        return Some(Behind::Frame(file));
    }
    let links = files(&document, "a", &["href"]);
    let is_report = |(_, words): &&(String, String)| words.contains("年度报告") || words.contains("年报");
    let link = links.iter().find(is_report).or(links.first());
    link.map(|(file, _)| Behind::Link(file.clone()))
}

/// The files that these attributes name, each with the words of its element.
fn files(document: &Html, elements: &str, attributes: &[&str]) -> Vec<(String, String)> {
    let Ok(selector) = Selector::parse(elements) else {
        return Vec::new();
    };
    let named = document.select(&selector).filter_map(|element| {
        let address = attributes.iter().find_map(|name| element.attr(name))?;
        let file = FILE.captures(address)?.get(1)?.as_str().to_owned();
        let title = element.attr("title").unwrap_or("");
        Some((file, format!("{title}{}", element.text().collect::<String>())))
    });
    named.collect()
}
