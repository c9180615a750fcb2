//! Fixed patterns, compiled once.

use std::ops::Range;

use regex::{Captures, Regex};

/// A pattern that is written in the code.
#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
pub(super) fn pattern(source: &str) -> Regex {
    Regex::new(source).unwrap()
}

/// Declares patterns: `NAME = "source";`
macro_rules! patterns {
    ($($name:ident = $source:expr;)+) => {
        $(static $name: std::sync::LazyLock<regex::Regex> =
            std::sync::LazyLock::new(|| $crate::proof::patterns::pattern($source));)+
    };
}

pub(super) use patterns;

/// The text of a group; blank where it took no part.
pub(super) fn group<'t>(found: &Captures<'t>, index: usize) -> &'t str {
    found.get(index).map_or("", |group| group.as_str())
}

/// Where a group stands.
pub(super) fn span(found: &Captures<'_>, index: usize) -> Range<usize> {
    found.get(index).map_or(0..0, |group| group.range())
}

/// A number in digits of either width.
pub(super) fn number(text: &str) -> Option<i64> {
    crate::signs::narrow(text).trim().parse().ok()
}

/// What stands right before a place and right behind it.
pub(super) fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

pub(super) fn after(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

pub(super) const fn is_han(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '〇')
}
