//! What the first page of the desk asks its reader to do.

use law::cases::Urgency;

/// How pressing a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    Overdue,
    Soon,
    Open,
}

impl Weight {
    /// What is due weighs by how near its day is.
    pub const fn of(urgency: Urgency) -> Self {
        match urgency {
            Urgency::Overdue | Urgency::Today => Self::Overdue,
            Urgency::ThreeDays | Urgency::Week => Self::Soon,
            Urgency::Later => Self::Open,
        }
    }

    /// In a word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Overdue => "紧急",
            Self::Soon => "临近",
            Self::Open => "待办",
        }
    }

    /// The class of its mark.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Overdue => "is-withdrawn",
            Self::Soon => "is-changed",
            Self::Open => "is-draft",
        }
    }
}

/// One thing to do.
pub struct Task {
    pub weight: Weight,
    pub title: String,
    pub detail: String,
    pub href: String,
    pub action: &'static str,
}
