//! Cell by cell: blank, negative, not whole; and remarks beside numbers. A row that older reports print as one
//! (（六）其他处理) leaves its three blank without being wrong.

use rust_decimal::Decimal;

use super::examples::reconsideration;
use super::finding::{labels, plain};
use super::{Cell, Check, Example, Finding, Report, Rule, Step, Table2, Tables};
use crate::codes::{TableThreeRow, Verdict};

pub(super) const CELLS: Rule = Rule {
    says: "每个单元格都填有数字：不为空，不是负数，除收费金额外是整数。没有发生的填 0。",
    examples: &[
        Example {
            right: &[],
            wrong: &[Step::Blank(reconsideration(Verdict::Pending))],
        },
        Example {
            right: &[Step::Amount(Cell::Two(Table2::FeesWanYuan), "15.5")],
            wrong: &[Step::Amount(Cell::Two(Table2::Licences), "15.5")],
        },
        Example {
            right: &[],
            wrong: &[Step::Unread("约20")],
        },
    ],
};

pub(super) const NOTES: Rule = Rule {
    says: "单元格只填数字；数字旁的附注不计入统计，照印。",
    examples: &[Example {
        right: &[],
        wrong: &[Step::Note(Cell::Two(Table2::NormativeMade), "其中修订16件")],
    }],
};

/// The checks `cells` and `cells.notes`.
pub(super) fn check(report: &Report, told: &[Cell]) -> Vec<Finding> {
    let tables = &report.tables;
    let mut findings = Vec::new();
    findings.extend(blank(report, told));
    findings.extend(
        tables
            .numbers()
            .filter_map(|(cell, number)| malformed(cell, number)),
    );
    let remarks = tables.notes().filter(|(cell, note)| !cell.is_unit(note));
    findings.extend(remarks.map(|(cell, note)| noted(tables, cell, note)));
    findings
}

/// All blank cells in one finding: usually they stand together. A cell that holds something that can't be read is none.
fn blank(report: &Report, told: &[Cell]) -> Option<Finding> {
    let tables = &report.tables;
    let is_merged = tables.has_merged_otherwise();
    let is_excused = |cell: &Cell| {
        let of_three = matches!(
            cell,
            Cell::Three(
                TableThreeRow::OtherwiseUncorrected
                    | TableThreeRow::OtherwiseUnpaid
                    | TableThreeRow::OtherwiseOther,
                _
            )
        );
        is_merged && of_three
    };
    let cells: Vec<Cell> = report
        .format
        .cells()
        .into_iter()
        .filter(|cell| tables.get(*cell).is_none() && !is_excused(cell) && !told.contains(cell))
        .collect();
    if cells.is_empty() {
        return None;
    }
    let message = format!(
        "有 {} 个单元格为空：{}。没有发生的请填 0。",
        cells.len(),
        labels(&cells)
    );
    Some(Finding {
        cells,
        ..plain(Check::Cells, message)
    })
}

fn malformed(cell: Cell, number: Decimal) -> Option<Finding> {
    let why = if number.is_sign_negative() && !number.is_zero() && !cell.may_be_negative() {
        "是负数"
    } else if !cell.is_decimal() && !number.fract().is_zero() {
        "不是整数"
    } else {
        return None;
    };
    let message = format!("{} 填的是 {number}，{why}，请核对。", cell.label());
    Some(Finding {
        cells: vec![cell],
        left: Some(number),
        ..plain(Check::Cells, message)
    })
}

fn noted(tables: &Tables, cell: Cell, note: &str) -> Finding {
    let message = format!(
        "{} 的数字旁有附注“{note}”。统计只计数字，附注保留并照印。",
        cell.label()
    );
    Finding {
        cells: vec![cell],
        left: tables.get(cell),
        ..plain(Check::CellNotes, message)
    }
}
