//! The tallies (勾稽关系) of tables 三 and 四: sums that must hold across cells and across years.
//! Rules: 国办公开办函〔2021〕30号, table heads. A tally with a blank cell in it is left to the check `cells`, which names
//! the blank and asks here what the sums demand of it ([`demands`]).

use rust_decimal::Decimal;

use super::examples::{NEW, TOTAL, natural, reconsideration, three};
use super::finding::plain;
use super::{Cell, Check, Context, Example, Finding, Report, Rule, Step, Tables, years};
use crate::codes::{ApplicantKind, Route, TableThreeRow, Verdict};

pub(super) const BALANCE: Rule = Rule {
    says: "表三每一列：本年新收加上年结转，等于办理结果总计加结转下年度。",
    examples: &[Example {
        right: &[Step::Received(26)],
        wrong: &[
            Step::Received(26),
            Step::Number(natural(TableThreeRow::New), 27),
            Step::Number(NEW, 27),
        ],
    }],
};

pub(super) const OUTCOMES: Rule = Rule {
    says: "表三每一列：（七）总计等于（一）至（六）各项之和。",
    examples: &[Example {
        right: &[Step::Received(26)],
        wrong: &[
            Step::Received(26),
            Step::Number(natural(TableThreeRow::Granted), 25),
            Step::Number(three(TableThreeRow::Granted), 25),
        ],
    }],
};

pub(super) const ACROSS_THREE: Rule = Rule {
    says: "表三每一行：总计等于自然人和五类法人、其他组织之和。",
    examples: &[Example {
        right: &[Step::Received(26)],
        wrong: &[
            Step::Received(26),
            Step::Number(NEW, 27),
            Step::Number(three(TableThreeRow::Granted), 27),
            Step::Number(TOTAL, 27),
        ],
    }],
};

pub(super) const ACROSS_FOUR: Rule = Rule {
    says: "表四行政复议、未经复议直接起诉、复议后起诉：总计各等于四种结果之和。",
    examples: &[Example {
        right: &[
            Step::Number(reconsideration(Verdict::Upheld), 2),
            Step::Number(reconsideration(Verdict::Total), 2),
        ],
        wrong: &[
            Step::Number(reconsideration(Verdict::Upheld), 2),
            Step::Number(reconsideration(Verdict::Total), 3),
        ],
    }],
};

pub(super) const CARRY: Rule = Rule {
    says: "表三每一列：上年结转等于上年报告的结转下年度。有上年报告时检查。",
    examples: &[Example {
        right: &[Step::Before(&[])],
        wrong: &[Step::Before(&[
            Step::Number(natural(TableThreeRow::CarriedForward), 2),
            Step::Number(three(TableThreeRow::CarriedForward), 2),
        ])],
    }],
};

/// All tallies of one report.
pub(super) fn check(report: &Report, context: &Context<'_>) -> Vec<Finding> {
    let tables = &report.tables;
    let mut findings: Vec<Finding> = all(tables).into_iter().filter_map(Tally::finding).collect();
    if let Some(previous) = years::fitting(report, context) {
        findings.extend(
            ApplicantKind::ALL
                .iter()
                .filter_map(|kind| carry(tables, &previous.tables, *kind)),
        );
    }
    findings
}

/// Every tally within one report, in the order in which they are told.
fn all(tables: &Tables) -> Vec<Tally<'_>> {
    let kinds = || ApplicantKind::ALL.iter();
    let mut tallies: Vec<Tally<'_>> = kinds().map(|kind| balance(tables, *kind)).collect();
    tallies.extend(kinds().map(|kind| outcomes(tables, *kind)));
    tallies.extend(TableThreeRow::ALL.iter().map(|row| across_three(tables, *row)));
    tallies.extend(Route::ALL.iter().map(|route| across_four(tables, *route)));
    tallies
}

/// What a tally demands of the cells in it that are blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Demand {
    /// The row, column or block of the tally.
    pub place: String,
    pub blanks: Vec<Cell>,
    /// What the only blank cell must be for the sums to agree, or what several must come to together; nothing where blanks
    /// stand on both sides.
    pub sum: Option<Decimal>,
}

/// The tallies in which 0 in every blank cell would be wrong: the filled cells say another number. A tally with a cell that
/// can't be read says nothing.
pub(super) fn demands(tables: &Tables, unreadable: &[Cell]) -> Vec<Demand> {
    all(tables)
        .into_iter()
        .filter_map(|tally| tally.demand(unreadable))
        .collect()
}

/// One side of a tally: what it is called, and the cells it sums, each with its name among its neighbours.
struct Side {
    words: &'static str,
    cells: Vec<(Cell, &'static str)>,
}

impl Side {
    fn new(words: &'static str, cells: impl IntoIterator<Item = (Cell, &'static str)>) -> Self {
        Self {
            words,
            cells: cells.into_iter().collect(),
        }
    }

    /// The sum; `None` when one of the cells is blank.
    fn sum(&self, tables: &Tables) -> Option<Decimal> {
        self.cells.iter().map(|(cell, _)| tables.get(*cell)).sum()
    }

    /// The cells that hold nothing, and the sum of the others.
    fn open(&self, tables: &Tables) -> (Vec<Cell>, Decimal) {
        let cells = self.cells.iter().map(|(cell, _)| *cell);
        let (filled, blanks): (Vec<Cell>, Vec<Cell>) = cells.partition(|cell| tables.get(*cell).is_some());
        (blanks, filled.iter().filter_map(|cell| tables.get(*cell)).sum())
    }

    /// `各列之和 4（自然人 1＋商业企业 3）`: cells that hold nothing add nothing and stay unsaid.
    fn sum_in_words(&self, tables: &Tables, sum: Decimal) -> String {
        let term = |(cell, name): &(Cell, &str)| {
            let number = tables.get(*cell).filter(|number| !number.is_zero())?;
            Some(format!("{name} {number}"))
        };
        let terms: Vec<String> = self.cells.iter().filter_map(term).collect();
        match (self.cells.len(), terms.is_empty()) {
            (1, _) => format!("{} {sum}", self.words),
            (_, true) => format!("{} {sum}（各格均为 0）", self.words),
            _ => format!("{} {sum}（{}）", self.words, terms.join("＋")),
        }
    }
}

/// Two sums of cells that must be equal.
struct Tally<'a> {
    check: Check,
    tables: &'a Tables,
    /// The column, row or block it runs along, named once.
    place: String,
    left: Side,
    right: Side,
}

impl Tally<'_> {
    /// What the blank cells must be where 0 in all of them does not do.
    fn demand(self, unreadable: &[Cell]) -> Option<Demand> {
        let mut cells = self.left.cells.iter().chain(&self.right.cells);
        let is_unsaid = cells.any(|(cell, _)| unreadable.contains(cell));
        let (of_left, left) = self.left.open(self.tables);
        let (of_right, right) = self.right.open(self.tables);
        let sum = match (of_left.is_empty(), of_right.is_empty()) {
            (true, true) => return None,
            (false, true) => Some(right - left),
            (true, false) => Some(left - right),
            (false, false) => None,
        };
        (left != right && !is_unsaid).then(|| Demand {
            place: self.place,
            blanks: of_left.into_iter().chain(of_right).collect(),
            sum,
        })
    }

    /// What is wrong; `None` when a cell is blank or both sides are equal.
    fn finding(self) -> Option<Finding> {
        let left = self.left.sum(self.tables)?;
        let right = self.right.sum(self.tables)?;
        if left == right {
            return None;
        }
        let message = format!(
            "{}：{}，{}，应当相等，相差 {}。",
            self.place,
            self.left.sum_in_words(self.tables, left),
            self.right.sum_in_words(self.tables, right),
            (left - right).abs().normalize(),
        );
        Some(Finding {
            cells: self
                .left
                .cells
                .iter()
                .chain(&self.right.cells)
                .map(|(cell, _)| *cell)
                .collect(),
            left: Some(left),
            right: Some(right),
            ..plain(self.check, message)
        })
    }
}

/// 第一项加第二项之和，等于第三项加第四项之和.
fn balance(tables: &Tables, kind: ApplicantKind) -> Tally<'_> {
    let cell = |(row, name)| (Cell::Three(row, kind), name);
    let come = [
        (TableThreeRow::New, "新收"),
        (TableThreeRow::BroughtForward, "上年结转"),
    ];
    let gone = [
        (TableThreeRow::Total, "总计"),
        (TableThreeRow::CarriedForward, "结转下年度"),
    ];
    Tally {
        check: Check::ThreeBalance,
        tables,
        place: format!("表三“{}”列", kind.label()),
        left: Side::new("新收加上年结转", come.map(cell)),
        right: Side::new("办理结果总计加结转下年度", gone.map(cell)),
    }
}

/// （七）总计 is the sum of the leaf rows; where the older single row （六） is printed it stands for its three.
fn outcomes(tables: &Tables, kind: ApplicantKind) -> Tally<'_> {
    let is_merged = tables.has_merged_otherwise();
    let counts = |row: &TableThreeRow| match row {
        TableThreeRow::OtherwiseUncorrected
        | TableThreeRow::OtherwiseUnpaid
        | TableThreeRow::OtherwiseOther => !is_merged,
        TableThreeRow::OtherwiseMerged => is_merged,
        _ => true,
    };
    let cell = |row: TableThreeRow| (Cell::Three(row, kind), row.short_label());
    Tally {
        check: Check::ThreeOutcomes,
        tables,
        place: format!("表三“{}”列", kind.label()),
        left: Side::new("（七）总计", [cell(TableThreeRow::Total)]),
        right: Side::new(
            "（一）至（六）各项之和",
            TableThreeRow::leaves().filter(counts).map(cell),
        ),
    }
}

/// 总计 is 自然人 and the five kinds of organisation.
fn across_three(tables: &Tables, row: TableThreeRow) -> Tally<'_> {
    let cell = |kind: ApplicantKind| (Cell::Three(row, kind), kind.label());
    Tally {
        check: Check::ThreeAcross,
        tables,
        place: format!("表三“{}”行", row.full_label()),
        left: Side::new("总计", [cell(ApplicantKind::Total)]),
        right: Side::new("各列之和", ApplicantKind::parts().map(cell)),
    }
}

/// 总计 is the four results.
fn across_four(tables: &Tables, route: Route) -> Tally<'_> {
    let cell = |verdict: Verdict| (Cell::Four(route, verdict), verdict.label());
    Tally {
        check: Check::FourAcross,
        tables,
        place: format!("表四“{}”", route.label()),
        left: Side::new("总计", [cell(Verdict::Total)]),
        right: Side::new("四种结果之和", Verdict::parts().map(cell)),
    }
}

/// 上年结转 is what last year's report carried forward.
fn carry(tables: &Tables, previous: &Tables, kind: ApplicantKind) -> Option<Finding> {
    let here = Cell::Three(TableThreeRow::BroughtForward, kind);
    let there = Cell::Three(TableThreeRow::CarriedForward, kind);
    let (left, right) = (tables.get(here)?, previous.get(there)?);
    (left != right).then(|| {
        let message = format!(
            "{} 为 {left}，上一年度报告的{} 为 {right}，相差 {}。上年结转应与上一年度的结转数相同。",
            here.label(),
            there.label(),
            (left - right).abs().normalize(),
        );
        Finding {
            cells: vec![here, there],
            left: Some(left),
            right: Some(right),
            ..plain(Check::YearCarry, message)
        }
    })
}
