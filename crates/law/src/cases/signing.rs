//! How a letter is checked and signed (审签): which checks come before the signature, and that nobody acts twice.
//! 条例第十七条 (审查), 党政机关公文处理工作条例 (签发). Which checks an organ wants is its setting.

use serde::{Deserialize, Serialize};

use super::letters::LetterKind;
use crate::labelled::labelled;
use crate::staff::{Act, Refusal, Roles, may};

labelled! {
    /// A level of sign-off.
    Level {
        Legal = "legal", "合法性审查";
        Secrecy = "secrecy", "保密审查";
        Signing = "signing", "签发";
    }
}

impl Level {
    /// What a person must be trusted with to act at this level.
    pub const fn needed(self) -> Act {
        match self {
            Self::Legal => Act::CheckCases,
            Self::Secrecy => Act::ReviewSecrecy,
            Self::Signing => Act::SignCases,
        }
    }
}

/// The checks an organ wants before the signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Before a reply.
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
    /// Every level a letter of this kind passes, in order; the signature is always the last.
    pub fn levels(&self, kind: LetterKind) -> Vec<Level> {
        let checks = if kind.is_reply() {
            &self.replies
        } else {
            &self.procedure
        };
        let wanted = Level::ALL
            .iter()
            .filter(|level| checks.contains(level) && **level != Level::Signing);
        wanted.copied().chain([Level::Signing]).collect()
    }
}

/// The level that is next after those done; `None` when the letter is signed.
pub fn next(levels: &[Level], done: &[Level]) -> Option<Level> {
    levels.iter().copied().find(|level| !done.contains(level))
}

/// Whether a person may act at this level on a letter that these hands have written or checked already.
pub fn may_act(level: Level, roles: &Roles, person: i64, hands: &[i64]) -> Result<(), Refusal> {
    may(roles, level.needed())?;
    if hands.contains(&person) {
        Err(Refusal::Twice)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::staff::Role;

    #[test]
    fn the_signature_is_always_last_and_each_level_comes_once() {
        let doubled = Settings {
            replies: vec![Level::Signing, Level::Secrecy, Level::Secrecy],
            procedure: vec![],
        };
        assert_eq!(
            doubled.levels(LetterKind::Refused),
            [Level::Secrecy, Level::Signing]
        );
        assert_eq!(doubled.levels(LetterKind::Fee), [Level::Signing]);
        let levels = Settings::default().levels(LetterKind::Granted);
        let mut done = Vec::new();
        while let Some(level) = next(&levels, &done) {
            done.push(level);
        }
        assert_eq!(done, [Level::Legal, Level::Secrecy, Level::Signing]);
    }

    #[test]
    fn nobody_acts_twice_and_nobody_without_the_right() {
        let signer = Roles::from([Role::Signer]);
        assert_eq!(may_act(Level::Signing, &signer, 7, &[1, 2]), Ok(()));
        assert_eq!(may_act(Level::Signing, &signer, 2, &[1, 2]), Err(Refusal::Twice));
        let clerk = Roles::from([Role::RequestClerk]);
        for level in Level::ALL {
            assert!(matches!(
                may_act(*level, &clerk, 9, &[]),
                Err(Refusal::NotYours(_))
            ));
        }
    }
}
