//! Text as it must stand inside HTML and XML.

use std::fmt::{Arguments, Write};

/// The text with the five characters of markup written as references.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// Appends formatted text.
pub(crate) fn push(markup: &mut String, arguments: Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = markup.write_fmt(arguments);
}

/// Appends formatted text and ends the line.
pub(crate) fn line(markup: &mut String, arguments: Arguments<'_>) {
    push(markup, arguments);
    markup.push('\n');
}
