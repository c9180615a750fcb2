//! The audit chain's arithmetic: each entry is hashed (SM3, GB/T 32905) together with the hash before it, so that no
//! entry can be changed, dropped or moved without every later hash changing. Storing is office's work.

mod exported;
mod key;
mod recorded;
mod sentence;
mod subject;
#[cfg(test)]
mod vocabulary_tests;

use jiff::Timestamp;

use crate::framed::Framed;

pub use exported::{Exported, Head, Line, Said, Unsound, Verified};
pub use key::{Key, Part};
pub use recorded::Recorded;
pub use sentence::Sentence;
pub use subject::{Subject, SubjectKind};

/// The hash before the first entry.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// What one entry of the audit log says; times to the millisecond, as they are stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Place in the chain, from 1, without gaps.
    pub seq: i64,
    pub at: Timestamp,
    /// The organ whose log it stands in.
    pub organ: i64,
    /// The acting account, or `None` for the program itself.
    pub account: Option<i64>,
    pub actor: String,
    /// The act's code, such as `documents.publish`.
    pub act: String,
    /// What it was done to, such as `document 5102…`.
    pub subject: String,
    /// More, as JSON text; never a secret or a personal number.
    pub detail: String,
    /// The address it came from.
    pub from: String,
}

/// The hash that binds this entry to the one before it: 64 lower-case hex digits.
/// Every field goes in behind its length, so that no two entries hash alike by shifting text between fields.
pub fn link(previous: &str, entry: &Entry) -> String {
    let account = entry.account.map(|id| id.to_string()).unwrap_or_default();
    let fields = [
        previous,
        &entry.seq.to_string(),
        &entry.at.as_millisecond().to_string(),
        &entry.organ.to_string(),
        &account,
        &entry.actor,
        &entry.act,
        &entry.subject,
        &entry.detail,
        &entry.from,
    ];
    Framed::hash_of(fields)
}

#[cfg(test)]
mod tests {
    use sm3::{Digest, Sm3};

    use super::*;

    fn entry() -> Entry {
        Entry {
            seq: 1,
            at: Timestamp::from_millisecond(1_700_000_000_123).unwrap(),
            organ: 3,
            account: Some(7),
            actor: "张三".into(),
            act: "documents.publish".into(),
            subject: "document 12".into(),
            detail: "{}".into(),
            from: "127.0.0.1".into(),
        }
    }

    #[test]
    fn sm3_is_the_standard_one() {
        let digest = hex::encode(Sm3::digest(b"abc"));
        assert_eq!(
            digest,
            "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
        );
    }

    #[test]
    fn every_field_changes_the_link() {
        let whole = link(GENESIS, &entry());
        assert_eq!(whole.len(), 64);
        assert_eq!(whole, link(GENESIS, &entry()));
        let changes: [fn(&mut Entry); 9] = [
            |entry| entry.seq = 2,
            |entry| entry.at = Timestamp::from_millisecond(1_700_000_000_124).unwrap(),
            |entry| entry.organ = 4,
            |entry| entry.account = None,
            |entry| entry.actor.push('丰'),
            |entry| entry.act.push('d'),
            |entry| entry.subject.push('3'),
            |entry| entry.detail = "{ }".into(),
            |entry| entry.from = "127.0.0.2".into(),
        ];
        for change in changes {
            let mut other = entry();
            change(&mut other);
            assert_ne!(link(GENESIS, &other), whole);
        }
        assert_ne!(link(&whole, &entry()), whole);
    }

    #[test]
    fn text_moved_between_fields_does_not_hash_alike() {
        let mut other = entry();
        other.actor = "张".into();
        other.act = "三documents.publish".into();
        assert_ne!(link(GENESIS, &other), link(GENESIS, &entry()));
    }
}
