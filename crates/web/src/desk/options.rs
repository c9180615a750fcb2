//! Choices of a form's lists, and words made of what was typed.

use serde::{Deserialize, Deserializer};

/// One choice of a list.
pub struct Choice {
    pub value: String,
    pub label: String,
}

impl Choice {
    /// A choice by its code and label.
    pub fn of(value: impl ToString, label: impl Into<String>) -> Self {
        Self {
            value: value.to_string(),
            label: label.into(),
        }
    }
}

/// A number of a form that takes in fields it does not name; what is none is 0, which no row has.
pub fn numbered<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    Ok(String::deserialize(deserializer)?.trim().parse().unwrap_or(0))
}

/// A check box: there when it is ticked.
pub fn ticked<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(!String::deserialize(deserializer)?.is_empty())
}
