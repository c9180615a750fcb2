//! What stands in a number's cell: a number, a number with a remark, a stroke for nothing, a blank, or something else.

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use super::labels::plain;

/// A longer cell holds no number; looking at it closely would only cost time.
const LONGEST: usize = 1000;

/// What stands in a cell that should hold a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number alone, with or without thousands marks and unit.
    Number(Decimal),
    /// A number and the remark beside it.
    Noted(Decimal, String),
    /// A stroke (`/`, `—`) where 0 is meant.
    Stroke,
    /// Nothing.
    Blank,
    /// Something that is no number.
    Other,
}

#[expect(clippy::unwrap_used, reason = "a fixed pattern; every test compiles it")]
static NOTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?s)^\s*([-−]?[\d０-９,，.．]*[\d０-９])\s*(?:[件项条个宗]|万元)?\s*(?:[（(〔\[](.+)[）)〕\]]|[，,；;：:]?\s*((?:其中|包括|包含|含|均|注|不含|修订|全部).+))\s*$",
    )
    .unwrap()
});

/// Reads a cell, whether a file printed it or a person typed it.
pub fn value(text: &str) -> Value {
    if text.len() > LONGEST {
        return Value::Other;
    }
    let bare = plain(text);
    if bare.is_empty() {
        return Value::Blank;
    }
    if bare
        .chars()
        .all(|one| matches!(one, '/' | '／' | '-' | '—' | '－' | '–' | '\\'))
        || matches!(bare.as_str(), "无" | "零" | "〇" | "暂无")
    {
        return Value::Stroke;
    }
    if let Some(number) = number(&bare) {
        return Value::Number(number);
    }
    let noted = NOTED.captures(text).and_then(|found| {
        let number = number(&plain(found.get(1)?.as_str()))?;
        let note: String = found
            .get(2)
            .or(found.get(3))?
            .as_str()
            .split_whitespace()
            .collect();
        Some(Value::Noted(number, note))
    });
    noted.unwrap_or(Value::Other)
}

/// A number with its thousands marks and unit, already made plain.
fn number(bare: &str) -> Option<Decimal> {
    let bare = ["件", "项", "条", "个", "宗", "万元"]
        .into_iter()
        .find_map(|unit| bare.strip_suffix(unit))
        .unwrap_or(bare);
    let bare = bare.replace('−', "-");
    let digits = bare.strip_prefix('-').unwrap_or(&bare);
    let is_grouped = digits.contains(',');
    if is_grouped && !is_thousands(digits) {
        return None;
    }
    let joined = bare.replace(',', "");
    let is_numeric = joined
        .chars()
        .all(|one| one.is_ascii_digit() || matches!(one, '.' | '-'));
    if is_numeric && joined.chars().any(|one| one.is_ascii_digit()) {
        joined.parse().ok()
    } else {
        None
    }
}

/// `1,234,567.8`: groups of three after the first.
fn is_thousands(digits: &str) -> bool {
    let whole = digits.split('.').next().unwrap_or(digits);
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or("");
    (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
}

impl Value {
    /// Whether the cell may be one of a row of numbers.
    pub(super) fn may_be_number(&self) -> bool {
        !matches!(self, Self::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_in_many_dresses() {
        let number = |text: &str| Value::Number(text.parse().unwrap());
        assert_eq!(value(" １２ "), number("12"));
        assert_eq!(value("11,398,889"), number("11398889"));
        assert_eq!(value("59237.2449"), number("59237.2449"));
        assert_eq!(value("-3"), number("-3"));
        assert_eq!(value("0件"), number("0"));
        assert_eq!(
            value("22（其中修订16件）"),
            Value::Noted(22.into(), "其中修订16件".into())
        );
        assert_eq!(
            value("22，其中修订16件"),
            Value::Noted(22.into(), "其中修订16件".into())
        );
        assert_eq!(value("零"), Value::Stroke);
        assert_eq!(value("/"), Value::Stroke);
        assert_eq!(value("——"), Value::Stroke);
        assert_eq!(value(" \u{3000}"), Value::Blank);
        assert_eq!(value("若干"), Value::Other);
        assert_eq!(value("1,2"), Value::Other);
    }
}
