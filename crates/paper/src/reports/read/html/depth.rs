//! How deep a page's tags are nested, counted before the page is parsed: thousands of open tags would take the parser
//! and the walk through its tree more time and stack than they have.

/// The deepest nesting that is read. A site's page has some dozens of levels, a careless one some hundreds.
pub(super) const DEEPEST: usize = 1000;

/// Tags that hold nothing or are closed by the next one of their kind.
const FLAT: [&str; 27] = [
    "br", "img", "meta", "link", "input", "hr", "col", "base", "area", "embed", "source", "wbr", "param",
    "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "colgroup", "option", "html", "body",
];

/// Whether more tags are open at once than can be read.
pub(crate) fn is_too_deep(page: &str) -> bool {
    let mut open = 0_usize;
    let mut rest = page;
    while let Some((_, after)) = rest.split_once('<') {
        rest = after;
        let closes = after.strip_prefix('/');
        let name: String = closes
            .unwrap_or(after)
            .chars()
            .take(12)
            .take_while(|one| one.is_ascii_alphanumeric() || matches!(one, ':' | '-'))
            .map(|one| one.to_ascii_lowercase())
            .collect();
        let is_tag = name.starts_with(|one: char| one.is_ascii_alphabetic());
        if !is_tag || FLAT.contains(&name.as_str()) {
            continue;
        }
        let is_void = after.split_once('>').is_some_and(|(tag, _)| tag.ends_with('/'));
        if closes.is_some() {
            open = open.saturating_sub(1);
        } else if !is_void {
            open += 1;
        }
        if open > DEEPEST {
            return true;
        }
    }
    false
}
