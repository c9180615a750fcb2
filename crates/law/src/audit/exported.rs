//! The log as a file that can be verified alone: every entry as it is stored and hashed, with its hash, and the head of the
//! chain. Entries of other organs on the same system, which are not this one's to hand out, stand with their hashes alone,
//! so that the chain can be gone through without them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Entry, GENESIS, Key, Recorded, link};

/// What a file of this kind says it is.
pub const FORMAT: &str = "gongkai-audit-log";
const LAYOUT: u32 = 2;
/// The first layout, in which no entry says whose log it is.
const UNBOUND: u32 = 1;

/// An exported log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exported {
    pub format: String,
    pub layout: u32,
    /// When it was exported, RFC 3339.
    pub made_at: String,
    /// Whose log it is: an organ's name, or that it is all of them.
    pub of: String,
    pub head: Head,
    /// From the first entry on, without gaps.
    pub entries: Vec<Line>,
}

/// The last entry and its hash, as the system had them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    pub seq: i64,
    pub hash: String,
}

/// One entry; numbers that are too long for some readers of JSON stand as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub seq: i64,
    /// What it says; absent of another organ's.
    #[serde(flatten)]
    pub said: Option<Said>,
    /// The SM3 that binds it to the one before.
    pub hash: String,
}

/// The hashed fields of an entry, besides its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Milliseconds since 1970-01-01 UTC.
    pub at: i64,
    pub organ: String,
    /// Empty for the program itself.
    pub account: String,
    pub actor: String,
    pub act: String,
    pub subject: String,
    pub detail: String,
    pub from: String,
}

/// A file whose chain holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Entries whose content was verified.
    pub entries: usize,
    /// Entries that stand with their hash alone.
    pub sealed: usize,
    /// The last hash: to be compared with one that was written down elsewhere.
    pub hash: String,
    /// Whether its own entry of the export says whose log it is, from when, and how many entries are to be seen in it.
    pub is_bound: bool,
}

/// Why a file does not hold, in Chinese, and at which entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsound {
    pub seq: i64,
    pub why: &'static str,
}

impl Exported {
    /// A file without its entries.
    pub fn begun(made_at: Timestamp, of: &str, head: Head) -> Self {
        Self {
            format: FORMAT.to_owned(),
            layout: LAYOUT,
            made_at: made_at.to_string(),
            of: of.to_owned(),
            head,
            entries: Vec::new(),
        }
    }

    /// Goes through the whole chain, with nothing but the file.
    pub fn verify(&self) -> Result<Verified, Unsound> {
        let unsound = |seq, why| Unsound { seq, why };
        if self.format != FORMAT || !matches!(self.layout, UNBOUND | LAYOUT) {
            return Err(unsound(0, "这不是本系统导出的审计日志，或者来自更新的版本"));
        }
        let mut hash = GENESIS;
        let mut verified = 0;
        for (expected, line) in (1..).zip(&self.entries) {
            if line.seq != expected {
                return Err(unsound(expected, "这一条缺失或者调换"));
            }
            if let Some(said) = &line.said {
                let entry = said.entry(line.seq);
                if entry.is_none_or(|entry| link(hash, &entry) != line.hash) {
                    return Err(unsound(expected, "内容与其校验值不符，已被改动或者调换"));
                }
                verified += 1;
            }
            hash = &line.hash;
        }
        let last = self.entries.last().map_or(0, |line| line.seq);
        if self.head.seq != last || self.head.hash != hash {
            return Err(unsound(last + 1, "末尾与链头登记不符，末尾的记录缺失或者多出"));
        }
        if self.layout == LAYOUT && !self.is_as_recorded() {
            return Err(unsound(
                last,
                "机关名称、导出时间或者记录数与导出时记入日志的不符",
            ));
        }
        Ok(Verified {
            entries: verified,
            sealed: self.entries.len() - verified,
            hash: hash.to_owned(),
            is_bound: self.layout == LAYOUT,
        })
    }

    /// Whether the export's own entry names the same organ and instant, and counts no more entries than are to be seen up to
    /// it: one that was emptied would pass as another organ's.
    fn is_as_recorded(&self) -> bool {
        let made_at: Option<Timestamp> = self.made_at.parse().ok();
        let is_own = |said: &Said| {
            said.act == Recorded::AuditExport.code()
                && made_at.is_some_and(|made| made.as_millisecond() == said.at)
        };
        let own = self
            .entries
            .iter()
            .rposition(|line| line.said.as_ref().is_some_and(is_own));
        let Some((index, said)) = own.and_then(|at| Some((at, self.entries.get(at)?.said.as_ref()?))) else {
            return false;
        };
        let detail: serde_json::Value = serde_json::from_str(&said.detail).unwrap_or_default();
        let told = |key: Key| match detail.get(key.code()) {
            Some(serde_json::Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
            None => String::new(),
        };
        let seen = self
            .entries
            .iter()
            .take(index + 1)
            .filter(|line| line.said.is_some());
        let counted: Option<usize> = told(Key::Rows).parse().ok();
        told(Key::Name) == self.of && counted.is_some_and(|counted| seen.count() >= counted)
    }
}

impl Line {
    /// An entry in full.
    pub fn full(entry: Entry, hash: String) -> Self {
        Self {
            seq: entry.seq,
            said: Some(Said {
                at: entry.at.as_millisecond(),
                organ: entry.organ.to_string(),
                account: entry.account.map(|id| id.to_string()).unwrap_or_default(),
                actor: entry.actor,
                act: entry.act,
                subject: entry.subject,
                detail: entry.detail,
                from: entry.from,
            }),
            hash,
        }
    }

    /// Another organ's entry.
    pub const fn sealed(seq: i64, hash: String) -> Self {
        Self {
            seq,
            said: None,
            hash,
        }
    }
}

impl Said {
    fn entry(&self, seq: i64) -> Option<Entry> {
        let account = match self.account.as_str() {
            "" => None,
            id => Some(id.parse().ok()?),
        };
        Some(Entry {
            seq,
            at: Timestamp::from_millisecond(self.at).ok()?,
            organ: self.organ.parse().ok()?,
            account,
            actor: self.actor.clone(),
            act: self.act.clone(),
            subject: self.subject.clone(),
            detail: self.detail.clone(),
            from: self.from.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> Exported {
        let mut hash = GENESIS.to_owned();
        let mut lines = Vec::new();
        for seq in 1..=4 {
            let entry = Entry {
                seq,
                at: Timestamp::from_millisecond(1_700_000_000_123 + seq).unwrap(),
                organ: if seq == 3 { 8 } else { 7 },
                account: (seq > 1).then_some(7_301_234_567_890_123_456),
                actor: "张三".into(),
                act: if seq == 4 {
                    "audit.export"
                } else {
                    "documents.publish"
                }
                .into(),
                subject: "document 12".into(),
                detail: if seq == 4 {
                    r#"{"name":"示例","rows":3}"#
                } else {
                    "{}"
                }
                .into(),
                from: "127.0.0.1".into(),
            };
            hash = link(&hash, &entry);
            lines.push(if seq == 3 {
                Line::sealed(seq, hash.clone())
            } else {
                Line::full(entry, hash.clone())
            });
        }
        let made_at = Timestamp::from_millisecond(1_700_000_000_127).unwrap();
        let mut file = Exported::begun(made_at, "示例", Head { seq: 4, hash });
        file.entries = lines;
        file
    }

    #[test]
    fn a_file_is_verified_alone_after_its_way_through_json() {
        let text = serde_json::to_string(&file()).unwrap();
        let read: Exported = serde_json::from_str(&text).unwrap();
        assert_eq!(read, file());
        let verified = read.verify().unwrap();
        assert_eq!((verified.entries, verified.sealed), (3, 1));
        assert_eq!(verified.hash, file().head.hash);
    }

    #[test]
    fn any_change_of_the_file_is_named_at_its_entry() {
        type Forgery = fn(&mut Exported);
        let forgeries: [(Forgery, i64); 12] = [
            (|file| file.of = "别的机关".into(), 4),
            (|file| file.made_at = Timestamp::UNIX_EPOCH.to_string(), 4),
            (|file| file.entries[0].said = None, 4),
            (|file| file.entries[3].said = None, 4),
            (
                |file| file.entries[1].said.as_mut().unwrap().actor = "李四".into(),
                2,
            ),
            (|file| file.entries[1].said.as_mut().unwrap().at += 1, 2),
            (|file| file.entries[1].said.as_mut().unwrap().account.clear(), 2),
            (|file| file.entries[2].hash = GENESIS.into(), 4),
            (|file| drop(file.entries.remove(1)), 2),
            (|file| file.entries.swap(0, 1), 1),
            (|file| drop(file.entries.pop()), 4),
            (|file| file.format.clear(), 0),
        ];
        for (forge, seq) in forgeries {
            let mut changed = file();
            forge(&mut changed);
            assert_eq!(changed.verify().unwrap_err().seq, seq);
        }
    }
}
