//! Tables 三 and 四, the fee, and of table 二 what the registers of 规范性文件 and of 许可、处罚、强制、收费 count, as an organ's own records count
//! them, beside what a report states. The report is the organ's word: a difference is shown and taken over by a person, never silently.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};

use super::examples::NEW;
use super::finding::{labels, plain};
use super::{Cell, Check, Context, Example, Finding, Report, Rule, Step, Table2, Tables};
use crate::codes::{ApplicantKind, Route, TableThreeRow, Verdict};
use crate::documents::REGISTERED_CELLS;

pub(super) const RECORDS: Rule = Rule {
    says: "表三、表四与本系统登记的申请、复议和诉讼一致，表二的规章、行政规范性文件与本系统登记的文件一致，\
           许可、处罚、强制、收费与登记的处理决定和收费一致。只在本系统有相应记录时检查。",
    examples: &[Example {
        right: &[Step::Counted(NEW, 0)],
        wrong: &[Step::Counted(NEW, 1)],
    }],
};

/// A year as the records count it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Tables 三 and 四, and of table 二 the cells of the register; its others mean nothing here.
    pub tables: Tables,
    /// Whether cases and disputes of the year are on record here.
    pub has_cases: bool,
    /// Whether the organ keeps its register of 规章 and 规范性文件 here.
    pub has_register: bool,
    /// The numbers of 许可、处罚、强制、收费 that have entries of the year, each with what of it comes from summaries.
    pub rulings: BTreeMap<Table2, Decimal>,
    /// 信息处理费 paid in the year, in fen.
    pub fees_fen: i64,
    /// Cases decided in the year in which a correction was asked for (补正通知).
    pub correction_notices: u32,
    /// Cases decided in the year in which a fee was asked for (收费通知).
    pub fee_notices: u32,
}

/// A cell that a report states otherwise than the records count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    pub cell: Cell,
    /// `None` where the report's cell is blank.
    pub stated: Option<Decimal>,
    pub counted: Decimal,
}

/// The three rows that older reports print as one.
const OTHERWISE: [TableThreeRow; 3] = [
    TableThreeRow::OtherwiseUncorrected,
    TableThreeRow::OtherwiseUnpaid,
    TableThreeRow::OtherwiseOther,
];

impl Counted {
    /// A year without a single case or dispute.
    pub fn zeros() -> Self {
        Self {
            tables: Tables::zeros(),
            has_cases: true,
            ..Self::default()
        }
    }

    /// The cells that these records count, in print order.
    pub fn cells(&self) -> impl Iterator<Item = Cell> + use<> {
        let (has_cases, has_register) = (self.has_cases, self.has_register);
        let rulings: Vec<Table2> = self.rulings.keys().copied().collect();
        Cell::all().filter(move |cell| match cell {
            Cell::Two(cell) => has_register && REGISTERED_CELLS.contains(cell) || rulings.contains(cell),
            _ => has_cases,
        })
    }

    /// The number in this cell; the older single row （六）其他处理 is the sum of its three.
    pub fn get(&self, cell: Cell) -> Decimal {
        let number = |cell| self.tables.get(cell).unwrap_or_default();
        match cell {
            Cell::Three(TableThreeRow::OtherwiseMerged, kind) => {
                OTHERWISE.iter().map(|row| number(Cell::Three(*row, kind))).sum()
            }
            cell => number(cell),
        }
    }

    /// Counts `count` more in this cell, and in the 总计 of its row or block.
    pub fn add(&mut self, cell: Cell, count: u32) {
        let total = match cell {
            Cell::Three(row, kind) if kind != ApplicantKind::Total => {
                Some(Cell::Three(row, ApplicantKind::Total))
            }
            Cell::Four(route, verdict) if verdict != Verdict::Total => {
                Some(Cell::Four(route, Verdict::Total))
            }
            _ => None,
        };
        for cell in [Some(cell), total].into_iter().flatten() {
            self.tables.set(cell, self.get(cell) + Decimal::from(count));
        }
    }

    /// Whether nothing of the year is on record at all.
    pub fn is_empty(&self) -> bool {
        !self.counts_table_two() && self.is_without_cases()
    }

    /// Whether anything of table 二 is counted here.
    pub fn counts_table_two(&self) -> bool {
        self.has_register || !self.rulings.is_empty()
    }

    /// What of the number in this cell comes from summaries, where any of it does.
    pub fn of_summaries(&self, cell: Cell) -> Option<Decimal> {
        let Cell::Two(cell) = cell else { return None };
        self.rulings
            .get(&cell)
            .copied()
            .filter(|number| !number.is_zero())
    }

    /// Whether not a single case, dispute or fee of the year is on record.
    pub fn is_without_cases(&self) -> bool {
        let has_cases = [
            TableThreeRow::New,
            TableThreeRow::BroughtForward,
            TableThreeRow::Total,
            TableThreeRow::CarriedForward,
        ]
        .into_iter()
        .any(|row| !self.get(Cell::Three(row, ApplicantKind::Total)).is_zero());
        let has_disputes = Route::ALL
            .iter()
            .any(|route| !self.get(Cell::Four(*route, Verdict::Total)).is_zero());
        !has_cases && !has_disputes && self.fees_fen == 0
    }

    /// The cells a report states otherwise, in print order.
    pub fn differences(&self, stated: &Tables) -> Vec<Difference> {
        let is_merged = self.has_cases && stated.has_merged_otherwise();
        let mut cells: Vec<Cell> = self
            .cells()
            .filter(|cell| !is_merged || !matches!(cell, Cell::Three(row, _) if OTHERWISE.contains(row)))
            .collect();
        if is_merged {
            cells.extend(
                ApplicantKind::ALL
                    .iter()
                    .map(|kind| Cell::Three(TableThreeRow::OtherwiseMerged, *kind)),
            );
            cells.sort_unstable();
        }
        let difference = |cell| {
            let (stated, counted) = (stated.get(cell), self.get(cell));
            (!is_said(cell, stated, counted)).then_some(Difference {
                cell,
                stated,
                counted,
            })
        };
        cells.into_iter().filter_map(difference).collect()
    }

    /// A report's tables with what is counted here: all else stays, and so does the remark beside a number that stays.
    #[must_use]
    pub fn over(&self, stated: &Tables) -> Tables {
        let mut tables = stated.clone();
        for kind in ApplicantKind::ALL.iter().filter(|_| self.has_cases) {
            tables.clear(Cell::Three(TableThreeRow::OtherwiseMerged, *kind));
        }
        for cell in self.cells() {
            let counted = self.get(cell);
            if !is_said(cell, tables.get(cell), counted) {
                tables.clear(cell);
                tables.set(cell, counted);
            }
        }
        tables
    }
}

/// Whether a report states what is counted. An amount of 万元 may be rounded to two digits or more, which are 百元.
fn is_said(cell: Cell, stated: Option<Decimal>, counted: Decimal) -> bool {
    const FEWEST_DIGITS: u32 = 2;
    let is_amount = cell == Cell::Two(Table2::FeesWanYuan);
    stated.is_some_and(|stated| {
        let digits = stated.scale();
        stated == counted
            || is_amount
                && digits >= FEWEST_DIGITS
                && stated == counted.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero)
    })
}

/// The check `records`: what the records count against the records, where there are any.
pub(super) fn check(report: &Report, context: &Context<'_>) -> Option<Finding> {
    let differences = context.counted?.differences(&report.tables);
    let first = differences.first()?;
    let cells: Vec<Cell> = differences.iter().map(|difference| difference.cell).collect();
    let one = match (differences.len(), first.stated) {
        (1, Some(stated)) => format!("：报告为 {stated}，记录为 {}", first.counted),
        _ => String::new(),
    };
    let message = format!(
        "{} 与本系统登记的{}不同{one}。请核对，或者从记录取数。",
        labels(&cells),
        records(&cells)
    );
    Some(Finding {
        left: first.stated.filter(|_| differences.len() == 1),
        right: (differences.len() == 1).then_some(first.counted),
        cells,
        ..plain(Check::Records, message)
    })
}

/// What the records of these cells are.
fn records(cells: &[Cell]) -> String {
    let is_norm = |cell: &Cell| matches!(cell, Cell::Two(cell) if REGISTERED_CELLS.contains(cell));
    let is_of_two = |cell: &Cell| matches!(cell, Cell::Two(_));
    let has_others = cells.iter().any(|cell| !is_of_two(cell));
    let kinds = [
        (has_others, "申请和复议、诉讼"),
        (cells.iter().any(is_norm), "规章、规范性文件"),
        (
            cells.iter().any(|cell| is_of_two(cell) && !is_norm(cell)),
            "许可、处罚、强制和收费",
        ),
    ];
    let named: Vec<&str> = kinds
        .into_iter()
        .filter_map(|(is_one, name)| is_one.then_some(name))
        .collect();
    named.join("，")
}

#[cfg(test)]
mod tests;
