//! How far a letter has come, from its draft to its delivery.

use serde::{Deserialize, Serialize};

use crate::cases::stored::damaged;
use crate::error::OfficeError;

/// How far a letter has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterState {
    /// 拟稿
    Draft,
    /// 审签中
    Submitted,
    /// 已签发、待送达
    Signed,
    /// 已送达
    Delivered,
    /// 已作废: it was never signed, or its signature was taken back before it went out
    Dropped,
}

impl LetterState {
    /// The code in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Signed => "signed",
            Self::Delivered => "delivered",
            Self::Dropped => "dropped",
        }
    }

    /// In words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Draft => "拟稿",
            Self::Submitted => "审签中",
            Self::Signed => "已签发、待送达",
            Self::Delivered => "已送达",
            Self::Dropped => "已作废",
        }
    }

    /// Whether it was signed: from then on it never changes.
    pub const fn is_signed(self) -> bool {
        matches!(self, Self::Signed | Self::Delivered)
    }

    /// The state of that code in the store.
    pub(super) fn read(code: &str) -> Result<Self, OfficeError> {
        [
            Self::Draft,
            Self::Submitted,
            Self::Signed,
            Self::Delivered,
            Self::Dropped,
        ]
        .into_iter()
        .find(|state| state.code() == code)
        .ok_or_else(|| damaged("case_letter.state", code))
    }
}
