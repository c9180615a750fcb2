//! The one step a matter waits for next inside the office: what its page offers first. Whether it may be done stands in `gate`.

use super::act::Act;
use super::standing::Standing;
use super::state::State;

impl Standing {
    /// The next act of the office's, if it is the office's turn. `is_to_publish`: who asked agrees that it is shown, and it can be.
    pub fn next_act(&self, is_to_publish: bool) -> Option<Act> {
        let act = match self.state {
            State::Received | State::Returned => Act::Assigned,
            State::Assigned | State::HandingOver => Act::Taken,
            State::InProgress => Act::Answered,
            State::Redoing => Act::Redone,
            State::Answered | State::ToClose | State::Closed
                if is_to_publish && self.history.published.is_none() =>
            {
                Act::Published
            }
            State::ToClose => Act::Closed,
            State::AwaitingAsker | State::Answered | State::Closed | State::Declined | State::Withdrawn => {
                return None;
            }
        };
        self.allowed.contains(&act).then_some(act)
    }
}
