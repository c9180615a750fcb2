//! What a clock of a matter measures.

use super::rule_name::RuleName;
use crate::labelled::labelled;

labelled! {
    /// What a clock of a matter measures.
    ClockName {
        Accept = "accept", "受理交办";
        HandBack = "hand_back", "退回交办";
        Answer = "answer", "答复";
        Redo = "redo", "重办";
        RatingWindow = "rating_window", "评价";
        PublishAnswer = "publish_answer", "公开答复";
        RedLine = "red_line", "未答复红线";
    }
}

impl ClockName {
    /// The rule that sets its period.
    pub const fn rule(self) -> RuleName {
        match self {
            Self::Accept => RuleName::Accept,
            Self::HandBack => RuleName::HandBack,
            Self::Answer => RuleName::Answer,
            Self::Redo => RuleName::Redo,
            Self::RatingWindow => RuleName::RatingWindow,
            Self::PublishAnswer => RuleName::PublishAnswer,
            Self::RedLine => RuleName::RedLine,
        }
    }

    /// Whether who asked is still owed something while it runs: when it is over, the matter is overdue.
    pub const fn is_of_answer(self) -> bool {
        matches!(self, Self::Answer | Self::Redo | Self::RedLine)
    }
}
