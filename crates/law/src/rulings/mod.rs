//! The register of licences, penalties, coercive measures and fees (行政许可、行政处罚、行政强制、行政事业性收费): what an entry must
//! have, and in which number of table 二 it counts (国办公开办函〔2021〕30号, 条例第二十条第五、六、八项). Every decision counts, whether it
//! is published or lawfully not, so that table 二 can't be counted from what stands on the site. It holds no parties: a number needs none.

mod entry;
mod list;

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

pub use entry::{Basis, Entry, EntryForm, Extent, Openness, may_revoke};
pub use list::{HEADINGS, Headings, Line};

use crate::labelled::labelled;
use crate::reports::Table2;

labelled! {
    /// What was decided or taken: each is a number of table 二.
    RulingKind {
        Licence = "licence", "行政许可";
        Penalty = "penalty", "行政处罚";
        Coercion = "coercive_measure", "行政强制";
        Fee = "fee", "行政事业性收费";
    }
}

impl RulingKind {
    /// The cell of table 二 it counts in.
    pub const fn cell(self) -> Table2 {
        match self {
            Self::Licence => Table2::Licences,
            Self::Penalty => Table2::Penalties,
            Self::Coercion => Table2::CoerciveMeasures,
            Self::Fee => Table2::FeesWanYuan,
        }
    }

    /// The kind that counts in this cell.
    pub fn of_cell(cell: Table2) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.cell() == cell)
    }

    /// What is counted: decisions, or money.
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Fee => "万元",
            _ => "件",
        }
    }
}

/// What of an entry decides where it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counting {
    pub kind: RulingKind,
    /// 决定之日, of a fee the day it was taken; of a summary its last day.
    pub on: Date,
    pub is_summary: bool,
    /// Decisions, which is 1 of a single one; of a fee fen.
    pub amount: i64,
    /// The day from which a revocation (撤销、确认违法) is in force.
    pub revoked_on: Option<Date>,
    pub is_struck: bool,
}

impl Counting {
    /// Whether it counts in the number of that year: by the day of the decision. What was revoked within the same year has no effect
    /// at its end and does not count; a revocation of a later year leaves the number of the year alone, which is out by then.
    pub fn counts_in(&self, year: i16) -> bool {
        let is_revoked = self.revoked_on.is_some_and(|on| on.year() == self.on.year());
        !self.is_struck && !is_revoked && self.on.year() == year
    }

    /// Whether its revocation came into force in that year, which table 二 does not print.
    pub fn is_revoked_in(&self, year: i16) -> bool {
        !self.is_struck && self.revoked_on.is_some_and(|on| on.year() == year)
    }
}

/// A number of table 二 as the register counts it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Entries of single decisions that count.
    pub singles: u64,
    /// The number for the table; fees in fen.
    pub amount: i64,
    /// What of it comes from summaries: numbers that the organ has only as such.
    pub of_summaries: i64,
    /// Entries that were revoked in the year.
    pub revoked: u64,
}

/// The numbers of a year, of those kinds that have an entry of it: where nothing is on record nothing is said, and least of all 0.
pub fn tally(year: i16, entries: impl IntoIterator<Item = Counting>) -> BTreeMap<RulingKind, Tally> {
    let mut tallies: BTreeMap<RulingKind, Tally> = BTreeMap::new();
    let mut revoked = Vec::new();
    for entry in entries.into_iter().filter(|entry| !entry.is_struck) {
        revoked.extend(entry.is_revoked_in(year).then_some(entry.kind));
        if entry.on.year() != year {
            continue;
        }
        let tally = tallies.entry(entry.kind).or_default();
        if !entry.counts_in(year) {
            continue;
        }
        tally.amount += entry.amount;
        if entry.is_summary {
            tally.of_summaries += entry.amount;
        } else {
            tally.singles += 1;
        }
    }
    for kind in revoked {
        if let Some(tally) = tallies.get_mut(&kind) {
            tally.revoked += 1;
        }
    }
    tallies
}

/// An amount as table 二 prints it: decisions as they are, fen as 万元.
pub fn printed(kind: RulingKind, amount: i64) -> Decimal {
    match kind {
        RulingKind::Fee => Decimal::new(amount, 6).normalize(),
        _ => Decimal::from(amount),
    }
}

#[cfg(test)]
mod tests;
