//! Typed text on its way into the store: trimmed, and nothing where there is nothing.

/// The trimmed text, unless it is blank.
pub(crate) fn filled(text: &str) -> Option<&str> {
    let text = text.trim();
    (!text.is_empty()).then_some(text)
}

/// The trimmed text as a column that may be NULL: '' never means something other than NULL.
pub(crate) fn optional(text: &str) -> Option<String> {
    filled(text).map(str::to_owned)
}
