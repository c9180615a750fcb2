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

/// A check box: there when it is ticked.
pub fn ticked<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(!String::deserialize(deserializer)?.is_empty())
}
