//! Counts (计数) of what was published of the organ's own accord: each number is the list of records that it counts, so that it opens
//! into them; what the program did not see is a supplement with evidence, counted apart. 年度报告第一部分（国办公开办函〔2021〕30号）.

mod name;
mod record;
mod wording;

use std::collections::BTreeSet;

use jiff::civil::Date;

pub use name::CountName;
use name::key;
pub use record::{Origin, Record, Sort, What};
pub use wording::{Piece, Sentence, WORDINGS, Wording};

use crate::codes::WhyNot;

/// The days of a period, both of them counted: a year, or whatever a notice calls a quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub from: Date,
    pub to: Date,
}

impl Period {
    /// These days; what is wrong where they end before they begin.
    pub fn new(from: Date, to: Date) -> Result<Self, WhyNot> {
        if from > to {
            return Err(WhyNot::new("to", "统计期的止日早于起日，请核对。"));
        }
        Ok(Self { from, to })
    }

    /// A calendar year.
    pub const fn year(year: i16) -> Self {
        Self {
            from: Date::constant(year, 1, 1),
            to: Date::constant(year, 12, 31),
        }
    }

    /// Whether the day is one of them.
    pub fn holds(&self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }
}

/// Something that the program did not see, entered by hand, with what shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supplement {
    pub name: CountName,
    pub on: Date,
    pub number: u64,
    reason: String,
    evidence: String,
}

impl Supplement {
    /// So many more, with the reason and with what shows it: neither may be blank.
    pub fn new(
        name: CountName,
        on: Date,
        number: u64,
        reason: impl Into<String>,
        evidence: impl Into<String>,
    ) -> Result<Self, WhyNot> {
        let (reason, evidence) = (reason.into(), evidence.into());
        if reason.trim().is_empty() {
            return Err(WhyNot::new("reason", "请写明为什么补充这个数。"));
        }
        if evidence.trim().is_empty() {
            return Err(WhyNot::new("evidence", "请写明或者附上证明材料。"));
        }
        Ok(Self {
            name,
            on,
            number,
            reason,
            evidence,
        })
    }

    /// Why it is added, and what shows it.
    pub fn proof(&self) -> (&str, &str) {
        (&self.reason, &self.evidence)
    }
}

/// A number: the records it counts, and what was added by hand beside them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count<'a> {
    pub name: CountName,
    pub records: Vec<&'a Record>,
    pub supplements: Vec<&'a Supplement>,
}

impl Count<'_> {
    /// How many records it opens into.
    pub fn counted(&self) -> u64 {
        u64::try_from(self.records.len()).unwrap_or(u64::MAX)
    }

    /// How many were added by hand.
    pub fn added(&self) -> u64 {
        self.supplements.iter().map(|one| one.number).sum()
    }

    /// What a sentence says.
    pub fn total(&self) -> u64 {
        self.counted().saturating_add(self.added())
    }

    /// How many of its records were withdrawn later: they stay counted.
    pub fn withdrawn(&self) -> usize {
        self.records.iter().filter(|record| record.is_withdrawn).count()
    }

    /// 9（其中撤回1）; 12（其中人工补充3）
    pub fn told(&self) -> String {
        let mut notes = Vec::new();
        if self.withdrawn() > 0 {
            notes.push(format!("撤回{}", self.withdrawn()));
        }
        if self.added() > 0 {
            notes.push(format!("人工补充{}", self.added()));
        }
        if notes.is_empty() {
            return self.total().to_string();
        }
        format!("{}（其中{}）", self.total(), notes.join("、"))
    }
}

/// All that may be counted.
#[derive(Clone, Copy, Debug)]
pub struct Figures<'a> {
    /// Of all time: what was published before the period is told from what first came in it.
    pub records: &'a [Record],
    pub supplements: &'a [Supplement],
    pub period: Period,
}

impl<'a> Figures<'a> {
    /// The number by its definition ([`CountName::definition`]).
    pub fn count(&self, name: CountName) -> Count<'a> {
        let supplements = self.supplements.iter();
        let supplements = supplements.filter(|one| one.name == name && self.period.holds(one.on));
        Count {
            name,
            records: self.counted(name),
            supplements: supplements.collect(),
        }
    }

    fn counted(&self, name: CountName) -> Vec<&'a Record> {
        let mut taken = match name {
            CountName::Distinct => [
                self.counted(CountName::SiteDocuments),
                self.counted(CountName::Articles),
            ]
            .concat(),
            _ => self.records.iter().filter(|record| name.takes(record)).collect(),
        };
        taken.sort_by_key(|record| (record.at, record.id));
        let counts_once = matches!(name, CountName::Distinct);
        let is_document = |record: &Record| matches!(record.what, What::Document { .. });
        // Of a document that went up again the first time counts, were it in an earlier period.
        let mut seen = BTreeSet::new();
        taken.retain(|record| !(counts_once || is_document(record)) || seen.insert(key(record)));
        taken.retain(|record| self.period.holds(record.at.on));
        taken
    }
}

#[cfg(test)]
mod tests;
