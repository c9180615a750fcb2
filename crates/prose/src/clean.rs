//! What makes HTML harmless: structure is kept, everything else is dropped: scripts, styles, frames, event handlers, other
//! sites' pictures. A picture is one of this site's own.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::Builder;
use law::documents::pictures::PictureName;

/// The marks of HTML that written text may have (`SUBSET.md`).
pub const MARKS: [&str; 30] = [
    "p",
    "br",
    "h2",
    "h3",
    "h4",
    "strong",
    "em",
    "b",
    "i",
    "u",
    "s",
    "del",
    "sub",
    "sup",
    "ul",
    "ol",
    "li",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "caption",
    "a",
    "hr",
    "figure",
    "img",
    "figcaption",
];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let spans: HashSet<&str> = ["colspan", "rowspan", "scope"].into();
    let attributes: HashMap<&str, HashSet<&str>> = [
        ("a", ["href"].into()),
        ("ol", ["start"].into()),
        ("td", spans.clone()),
        ("th", spans),
        ("img", ["src", "alt", "role"].into()),
    ]
    .into();
    let mut builder = Builder::new();
    builder
        .tags(MARKS.into())
        .tag_attributes(attributes)
        .generic_attributes(HashSet::new())
        .allowed_classes([("p", ["right"].into())].into())
        // A picture comes from this site, and from nowhere else.
        .attribute_filter(|mark, attribute, value| match (mark, attribute) {
            ("img", "src") => PictureName::of_address(value).map(|_| value.into()),
            _ => Some(value.into()),
        })
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .link_rel(Some("noopener noreferrer"));
    builder
});

/// The HTML without anything that runs, loads or dresses up.
pub(crate) fn clean(html: &str) -> String {
    CLEANER.clean(html).to_string()
}
