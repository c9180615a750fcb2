//! How far a matter has come.

use crate::labelled::labelled;

labelled! {
    /// How far a matter has come.
    State {
        Received = "received", "待受理";
        Assigned = "assigned", "已交办，待签收";
        Returned = "returned", "已退回，待重新交办";
        InProgress = "in_progress", "办理中";
        HandingOver = "handing_over", "移交中，待对方签收";
        AwaitingAsker = "awaiting_asker", "待本人补充";
        Answered = "answered", "已答复，待评价";
        ToClose = "to_close", "已答复，待办结";
        Redoing = "redoing", "评价不满意，重办中";
        Closed = "closed", "已办结";
        Declined = "declined", "不予受理";
        Withdrawn = "withdrawn", "已撤回";
    }
}

impl State {
    /// Whether the office still has to deal with it, or to close it.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Closed | Self::Declined | Self::Withdrawn)
    }

    /// Whether the asker is still without an answer.
    pub const fn is_unanswered(self) -> bool {
        matches!(
            self,
            Self::Received
                | Self::Assigned
                | Self::Returned
                | Self::InProgress
                | Self::HandingOver
                | Self::AwaitingAsker
        )
    }
}
