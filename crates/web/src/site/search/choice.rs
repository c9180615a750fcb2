//! What is asked of the search, as it stands in the address: every choice is an address of its own.

use search::{Dimension, Filters};
use serde::{Deserialize, Serialize};

use super::HERE;

/// What is asked, as it stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choice {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) q: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) column: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) year: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) validity: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) kind: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) category: String,
    /// `date` for the latest first.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) sort: String,
    /// `1` for exactly these words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) exact: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) page: String,
}

/// The dimensions that the page offers, with what each is called and what all of it is called.
pub(super) const OFFERED_DIMENSIONS: [(Dimension, &str, &str); 5] = [
    (Dimension::Column, "栏目", "全部栏目"),
    (Dimension::Year, "年份", "全部年份"),
    (Dimension::Validity, "有效性", "全部"),
    (Dimension::Kind, "类型", "全部类型"),
    (Dimension::Category, "公开事项", "全部事项"),
];

impl Choice {
    /// What is chosen in a dimension that the page offers.
    pub(super) fn field(&mut self, dimension: Dimension) -> Option<&mut String> {
        match dimension {
            Dimension::Column => Some(&mut self.column),
            Dimension::Year => Some(&mut self.year),
            Dimension::Validity => Some(&mut self.validity),
            Dimension::Kind => Some(&mut self.kind),
            Dimension::Category => Some(&mut self.category),
            Dimension::Organ => None,
        }
    }

    /// All that is chosen.
    pub(super) fn filters(&self) -> Filters {
        let mut own = self.clone();
        let chosen = OFFERED_DIMENSIONS.into_iter().filter_map(|(dimension, ..)| {
            let value = own.field(dimension).map(std::mem::take)?;
            (!value.is_empty()).then_some((dimension, value))
        });
        chosen.collect()
    }

    /// Whether nothing but the words is chosen: what somebody asked first, and not how they went on.
    pub(super) fn is_plain(&self) -> bool {
        let plain = Self {
            q: self.q.clone(),
            ..Self::default()
        };
        *self == plain
    }

    /// From 1.
    pub(super) fn page(&self) -> usize {
        self.page.parse().unwrap_or(1).max(1)
    }

    /// The address of this choice.
    fn href(&self) -> String {
        match serde_html_form::to_string(self) {
            Ok(query) if !query.is_empty() => format!("{HERE}?{query}"),
            _ => HERE.to_owned(),
        }
    }

    /// The address of this choice with one thing otherwise, from its first page.
    pub(super) fn with(&self, change: impl FnOnce(&mut Self)) -> String {
        let mut other = Self {
            page: String::new(),
            ..self.clone()
        };
        change(&mut other);
        other.href()
    }
}

/// The address of a search for these words.
pub fn address(words: &str) -> String {
    Choice {
        q: words.to_owned(),
        ..Choice::default()
    }
    .href()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_an_address_and_a_change_begins_at_the_first_page() {
        let choice = Choice {
            q: "技改".to_owned(),
            page: "3".to_owned(),
            ..Choice::default()
        };
        assert_eq!(choice.href(), "/search?q=%E6%8A%80%E6%94%B9&page=3");
        assert_eq!(
            choice.with(|choice| choice.year = "2026".to_owned()),
            "/search?q=%E6%8A%80%E6%94%B9&year=2026"
        );
    }
}
