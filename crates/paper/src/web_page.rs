//! What the elements of a web page say of their looks, for whoever reads one.

use scraper::ElementRef;

/// Styles by which nobody sees an element; Word writes the last one.
const UNSEEN: [&str; 7] = [
    "display:none",
    "visibility:hidden",
    "visibility:collapse",
    "font-size:0;",
    "font-size:0px",
    "opacity:0;",
    "mso-hide:all",
];

/// The element's own style in small letters, without blanks, each declaration with its `;`.
pub(crate) fn style_of(element: ElementRef<'_>) -> String {
    let style = element.attr("style").unwrap_or_default().chars();
    let style = style.filter(|sign| !sign.is_whitespace());
    style.map(|sign| sign.to_ascii_lowercase()).chain([';']).collect()
}

/// Whether an element says of itself that nobody sees it.
pub(crate) fn is_hidden(element: ElementRef<'_>) -> bool {
    let style = style_of(element);
    element.attr("hidden").is_some() || UNSEEN.iter().any(|unseen| style.contains(unseen))
}
