//! How a letter is checked and signed (审签): the setting of [`crate::review`] for letters. Which checks an organ wants
//! before the signature is its own choice; nobody acts twice. 条例第十七条 (审查), 党政机关公文处理工作条例 (签发).

use serde::{Deserialize, Serialize};

use super::letters::{LetterKind, Record};
use crate::review::{Apart, Chain, Level, Place};
use crate::staff::Act;

pub use crate::review::left_without;

/// The place of a letter's signature, the last of every chain.
const SIGNATURE: Place = Place::new(Level::Signing, Act::SignCases, Apart::FromAll);

/// The checks that may come before the signature, in their order.
pub const CHECKS: [Place; 2] = [
    Place::new(Level::Legal, Act::CheckCases, Apart::FromAll),
    Place::new(Level::Secrecy, Act::ReviewSecrecy, Apart::FromAll),
];

/// The place of that level in the chain of a letter; `None` for a level that letters do not have.
pub fn place(level: Level) -> Option<Place> {
    let places = CHECKS.into_iter().chain([SIGNATURE]);
    places.into_iter().find(|place| place.level == level)
}

/// The checks an organ wants before the signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Before a reply, and before whatever else decides on somebody's rights.
    pub replies: Vec<Level>,
    /// Before a letter of procedure.
    pub procedure: Vec<Level>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            replies: vec![Level::Legal, Level::Secrecy],
            procedure: Vec::new(),
        }
    }
}

impl Settings {
    /// The same for a letter that something is enclosed with: that is reviewed for secrets, whatever an organ wants otherwise
    /// (保密法实施条例第四十二条: 先审查、后公开).
    /// What ends an application passes the levels of a reply, whatever its kind (条例第三十六条、第四十一条).
    pub fn chain_with(&self, kind: LetterKind, has_enclosures: bool, record: &Record) -> Chain {
        let mut wanted = self.clone();
        if has_enclosures {
            wanted.replies.push(Level::Secrecy);
        }
        if kind.decides(record) {
            wanted.procedure.clone_from(&wanted.replies);
        }
        wanted.chain(kind)
    }

    /// Every place a letter of this kind passes, in order; the signature is always the last.
    pub fn chain(&self, kind: LetterKind) -> Chain {
        let wanted = if kind.is_decision() {
            &self.replies
        } else {
            &self.procedure
        };
        // What is disclosed over an objection is examined for its lawfulness whatever the organ wants of its replies
        // (条例第三十二条; 国办函〔2021〕132号第二条第（四）项: it can be attacked).
        let is_always = |place: &Place| kind == LetterKind::OverrideNotice && place.level == Level::Legal;
        let checks = CHECKS
            .into_iter()
            .filter(|place| wanted.contains(&place.level) || is_always(place));
        Chain::of(checks.chain([SIGNATURE]))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::staff::{Role, Roles};

    #[test]
    fn nobody_takes_a_level_who_is_needed_for_a_later_one() {
        let chain = Settings::default().chain(LetterKind::Granted);
        let (reviewer, signer) = (Role::Reviewer, Role::Signer);
        let staff: Vec<(i64, Roles)> = vec![
            (1, [reviewer].into()),
            (2, [reviewer].into()),
            (3, [signer].into()),
        ];
        let none = BTreeSet::new();
        let left =
            |level, hands: &BTreeSet<i64>, person| left_without(&chain, level, hands, Some(person), &staff);
        assert_eq!(
            left(Level::Legal, &none, 3),
            Some(Level::Signing),
            "the only signer"
        );
        assert_eq!(left(Level::Legal, &none, 1), None);
        assert_eq!(left(Level::Secrecy, &[1].into(), 2), None);
        assert_eq!(left(Level::Signing, &[1, 2].into(), 3), None);
        let few = staff.get(1..).unwrap_or_default();
        let found = left_without(&chain, Level::Legal, &none, Some(2), few);
        assert_eq!(found, Some(Level::Secrecy), "the only reviewer");
    }

    #[test]
    fn the_signature_is_always_last_and_each_level_comes_once() {
        let levels = |settings: &Settings, kind| -> Vec<Level> {
            let chain = settings.chain(kind);
            chain.places().iter().map(|place| place.level).collect()
        };
        let doubled = Settings {
            replies: vec![Level::Signing, Level::Secrecy, Level::Secrecy],
            procedure: vec![],
        };
        assert_eq!(
            levels(&doubled, LetterKind::Refused),
            [Level::Secrecy, Level::Signing]
        );
        assert_eq!(levels(&doubled, LetterKind::Fee), [Level::Signing]);
        let legal_alone = Settings {
            replies: vec![Level::Legal],
            procedure: vec![],
        };
        let chain = legal_alone.chain_with(LetterKind::Granted, true, &Record::default());
        let with_files: Vec<Level> = chain.places().iter().map(|place| place.level).collect();
        assert_eq!(with_files, [Level::Legal, Level::Secrecy, Level::Signing]);
        assert_eq!(
            levels(&doubled, LetterKind::OverrideNotice),
            [Level::Legal, Level::Secrecy, Level::Signing],
            "a decision over an objection is always checked for its lawfulness"
        );
        assert_eq!(
            levels(&Settings::default(), LetterKind::Granted),
            [Level::Legal, Level::Secrecy, Level::Signing]
        );
    }
}
