//! Screening of a file before it goes out: what is looked for in it, how severe that is, and in which words it is told.
//! 条例第十五条、第十七条; 保密法第三十一条, 保密法实施条例第四十二条 (逐项审查); 个人信息保护法第二十五条、第二十八条. What a text may not hold is
//! [`crate::proof::traces`]: one truth for texts and files. How the bytes of a file are read is not decided here.

mod kind;
mod manuscript;
mod seen;
mod stored;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::codes::WhyNot;

pub use kind::{Kind, Severity};
pub use seen::{Passage, Seen};
pub use stored::Bearer;

/// Which screening this is: what was found by an earlier one is looked for again.
pub const EDITION: i64 = 4;

/// What the parts of an office file may come to unfolded, in bytes: more nobody looks through, and what nobody looks through
/// is not taken in.
pub const LONGEST_UNFOLDED: u64 = 160 << 20;

/// Most findings that are kept; the rest is counted.
const MOST: usize = 60;
/// Most findings of one kind.
const MOST_OF_KIND: usize = 12;

/// Something found in a file, with its place in words: 第2页, 工作表“名单”第7行B列.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Finding {
    pub kind: Kind,
    pub place: String,
    /// What stands there, masked; empty where the place says all.
    #[serde(default)]
    pub shown: String,
}

impl Finding {
    /// This at that place.
    pub fn new(kind: Kind, place: impl Into<String>, shown: impl Into<String>) -> Self {
        Self {
            kind,
            place: place.into(),
            shown: shown.into(),
        }
    }

    /// What to do, where it is something else than to clean the file or to say why it may go out.
    pub fn advised(&self) -> Option<&'static str> {
        (!self.kind.is_cleaned()).then(|| self.kind.advice())
    }

    /// In a sentence without its end: 工作表“名单”第7行B列有身份证号码110105********002X.
    pub fn told(&self) -> String {
        let Self { kind, place, shown } = self;
        let quoted = if shown.is_empty() {
            String::new()
        } else {
            format!("“{shown}”")
        };
        format!("{place}：{}{quoted}", kind.label())
    }
}

/// What the screening of a file found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Screening {
    pub findings: Vec<Finding>,
    /// How many more there are of kinds that are listed.
    #[serde(default)]
    pub more: usize,
}

impl Screening {
    /// What is found in what a reader saw of a file.
    pub fn of(seen: &Seen) -> Self {
        let mut all = seen.marks.clone();
        all.extend(seen.passages.iter().flat_map(Passage::findings));
        // What has its finer place already is not told a second time.
        let told: BTreeSet<(Kind, String)> = all
            .iter()
            .map(|finding| (finding.kind, finding.shown.clone()))
            .collect();
        let beside = seen.beside.iter().flat_map(Passage::findings_beside);
        all.extend(beside.filter(|finding| !told.contains(&(finding.kind, finding.shown.clone()))));
        Self::listed(all)
    }

    /// The most severe first; of a kind that is everywhere only the first places.
    fn listed(mut all: Vec<Finding>) -> Self {
        // Stable: within a kind the order of the file.
        all.sort_by_key(|finding| finding.kind);
        let mut findings: Vec<Finding> = Vec::new();
        let mut more = 0;
        for finding in all {
            let of_kind = findings.iter().filter(|one| one.kind == finding.kind).count();
            if findings.contains(&finding) {
                continue;
            }
            if of_kind >= MOST_OF_KIND || findings.len() >= MOST {
                more += 1;
            } else {
                findings.push(finding);
            }
        }
        Self { findings, more }
    }

    /// Whether nothing was found.
    pub const fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }

    /// What of it forbids that the file goes out.
    pub fn forbidden(&self) -> impl Iterator<Item = &Finding> {
        self.findings
            .iter()
            .filter(|finding| finding.kind.severity() == Severity::Forbids)
    }

    /// What of it somebody has to look at before the file goes out.
    pub fn warnings(&self) -> impl Iterator<Item = &Finding> {
        self.findings
            .iter()
            .filter(|finding| finding.kind.severity() == Severity::Warns)
    }

    /// Whether there is a mark of a state secret: such a file may not even be kept here (保密法第三十一条).
    pub fn has_secret(&self) -> bool {
        self.secret().is_some()
    }

    /// Whether a cleaned copy takes something of it away.
    pub fn may_be_cleaned(&self) -> bool {
        self.findings.iter().any(|finding| finding.kind.is_cleaned())
    }

    /// What stands in the way of publishing a file of that name, each with what to do.
    pub fn blockers(&self, field: &'static str, name: &str) -> Vec<WhyNot> {
        let told = |finding: &Finding| {
            let message = format!("附件“{name}”{}。{}", finding.told(), finding.kind.advice());
            WhyNot::new(field, message)
        };
        self.forbidden().map(told).collect()
    }

    /// What to look at in a file of that name before it goes out.
    pub fn hints(&self, name: &str) -> Vec<String> {
        let told = self.warnings().map(|finding| self.hint(name, finding));
        told.chain(self.told_of_more(name)).collect()
    }

    /// One of them, in a sentence.
    pub fn hint(&self, name: &str, finding: &Finding) -> String {
        let advised = finding.advised().unwrap_or_default();
        format!("附件“{name}”{}。{advised}", finding.told())
    }

    /// That there are more of the kinds that are listed.
    pub fn told_of_more(&self, name: &str) -> Option<String> {
        (self.more > 0).then(|| format!("附件“{name}”另有 {} 处同类情况。", self.more))
    }
}

#[cfg(test)]
mod tests;
