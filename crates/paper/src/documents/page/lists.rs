//! Items of Word's lists: paragraphs that say which list they belong to, with their mark before the words.

use scraper::ElementRef;

use super::super::block::List;
use crate::web_page::style_of;

/// Letters of the fonts of signs in which Word writes dots.
const BULLETS: [&str; 7] = ["o", "l", "n", "u", "v", "Ø", "ü"];
/// As deep as Word's lists go.
const DEEPEST_LIST: usize = 9;

/// What stands before a paragraph of Word's that belongs to a list.
pub(super) struct Listed {
    /// `None` where it counts in a way of its own: the mark is words then.
    pub list: Option<List>,
    pub level: usize,
    pub mark: String,
}

pub(super) fn listed(element: ElementRef<'_>, style: &str) -> Option<Listed> {
    if !style.contains("mso-list:") || style.contains("mso-list:none") {
        return None;
    }
    let mut spans = element.descendants().filter_map(ElementRef::wrap);
    let mark = spans.find(|span| style_of(*span).contains("mso-list:ignore"))?;
    let mark: String = mark.text().collect();
    let mark = mark.trim();
    let number = mark.strip_suffix('.').and_then(|number| number.parse().ok());
    let is_dot = !mark.chars().any(char::is_alphanumeric) || BULLETS.contains(&mark);
    let level = style.split("level").nth(1)?;
    let level: String = level.chars().take_while(char::is_ascii_digit).collect();
    Some(Listed {
        list: number.map(List::Numbers).or(is_dot.then_some(List::Dots)),
        level: level.parse().unwrap_or(1).clamp(1, DEEPEST_LIST),
        mark: mark.to_owned(),
    })
}
