//! What the page of a signed letter offers of its sendings: by which ways it goes and who announces it, that it came back where
//! nothing on the case hangs on it, and what a scan that came of it is of.

use law::cases::Delivery;
use law::staff::Act;
use office::cases::Case;
use office::cases::letters::{CaseLetter, LetterState};

use super::scan::roles;
use super::side::HeldShown;
use crate::desk::layout::Desk;
use crate::desk::options::Choice;

/// The sendings of a letter, as its page shows them.
pub struct Sendings {
    /// Over this site only whoever applied is reached.
    pub ways: Vec<Choice>,
    /// Whoever signs announces what others deliver: that is theirs to explain where nothing ever came back.
    pub announces: bool,
    /// It went out and nothing hangs on it: that it came back is recorded here.
    pub may_come_back: bool,
    /// That was recorded, and it has not gone out anew.
    pub may_strike_return: bool,
    /// What a scan that is put in may be of, and what the one that was refused was of.
    pub roles: Vec<Choice>,
    pub role: String,
}

impl Sendings {
    /// Those of this letter; `role`: what a scan was of that was refused.
    pub fn of(desk: &Desk, letter: &CaseLetter, case: &Case, held_back: &HeldShown, role: &str) -> Self {
        let may_handle = desk.may(Act::HandleCases);
        let announces =
            desk.may(Act::SignCases) && !may_handle && !held_back.stays && letter.returned.is_none();
        let is_way = |way: &&Delivery| letter.kind.is_for_applicant() || **way != Delivery::Online;
        let came_back = letter.returned.as_ref().is_some_and(|sent| sent.back.is_some());
        Self {
            ways: Delivery::ALL
                .iter()
                .filter(is_way)
                .map(|way| Choice::of(way.code(), way.label()))
                .collect(),
            announces,
            may_come_back: may_handle && letter.may_come_back(case),
            may_strike_return: may_handle && letter.state == LetterState::Signed && came_back,
            roles: roles(letter),
            role: role.to_owned(),
        }
    }
}
