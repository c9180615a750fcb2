//! Where a matter stands on the board: what has to be given to somebody, what somebody works on, what waits for a check, what is
//! answered. Finer than that says its state.

use super::state::State;
use crate::labelled::labelled;

labelled! {
    /// A column of the board.
    Lane {
        ToAssign = "to_assign", "待分办";
        InHand = "in_hand", "办理中";
        InReview = "in_review", "答复待审核";
        Answered = "answered", "已答复";
        Over = "over", "已办结";
    }
}

impl Lane {
    /// The lane of a state; an answer that waits for its check says so, whatever the state.
    pub const fn of(state: State, is_in_review: bool) -> Self {
        match state {
            State::Received | State::Returned => Self::ToAssign,
            State::Assigned
            | State::InProgress
            | State::HandingOver
            | State::AwaitingAsker
            | State::Redoing
                if is_in_review =>
            {
                Self::InReview
            }
            State::Assigned
            | State::InProgress
            | State::HandingOver
            | State::AwaitingAsker
            | State::Redoing => Self::InHand,
            State::Answered | State::ToClose => Self::Answered,
            State::Closed | State::Declined | State::Withdrawn => Self::Over,
        }
    }

    /// The states of the lane.
    pub fn states(self) -> Vec<State> {
        let in_lane = |state: &State| match self {
            Self::InReview => Self::of(*state, true) == self,
            _ => Self::of(*state, false) == self,
        };
        State::ALL.iter().copied().filter(in_lane).collect()
    }
}
