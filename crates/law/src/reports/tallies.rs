//! The tallies (勾稽关系) of tables 二, 三 and 四: sums that must hold across cells and across years.
//! Rules: 国办公开办函〔2021〕30号, table heads. A tally with a blank cell in it is left to the check `cells`, which names
//! the blank; only a blank 总计 or a blank leaf in an otherwise filled column still counts as nothing said.

use rust_decimal::Decimal;

use super::finding::labels;
use super::{Cell, Check, Context, Finding, Report, Table2, Tables};
use crate::codes::{ApplicantKind, Route, TableThreeRow, Verdict};

/// All tallies of one report.
pub(super) fn check(report: &Report, context: &Context<'_>) -> Vec<Finding> {
    let tables = &report.tables;
    let mut findings = Vec::new();
    findings.extend(
        ApplicantKind::ALL
            .iter()
            .filter_map(|kind| balance(tables, *kind)),
    );
    findings.extend(
        ApplicantKind::ALL
            .iter()
            .filter_map(|kind| outcomes(tables, *kind)),
    );
    findings.extend(
        TableThreeRow::ALL
            .iter()
            .filter_map(|row| across_three(tables, *row)),
    );
    findings.extend(Route::ALL.iter().filter_map(|route| across_four(tables, *route)));
    if let Some(previous) = context.previous {
        findings.extend(
            ApplicantKind::ALL
                .iter()
                .filter_map(|kind| carry(tables, &previous.tables, *kind)),
        );
        findings.extend(stock(tables, &previous.tables));
    }
    findings.extend(powers(tables, context));
    findings.extend(sense(tables));
    findings.extend(unclear(tables, context));
    findings
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
            check: self.check,
            cells: self
                .left
                .cells
                .iter()
                .chain(&self.right.cells)
                .map(|(cell, _)| *cell)
                .collect(),
            left: Some(left),
            right: Some(right),
            message,
        })
    }
}

/// 第一项加第二项之和，等于第三项加第四项之和.
fn balance(tables: &Tables, kind: ApplicantKind) -> Option<Finding> {
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
    .finding()
}

/// （七）总计 is the sum of the leaf rows; where the older single row （六） is printed it stands for its three.
fn outcomes(tables: &Tables, kind: ApplicantKind) -> Option<Finding> {
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
    .finding()
}

/// 总计 is 自然人 and the five kinds of organisation.
fn across_three(tables: &Tables, row: TableThreeRow) -> Option<Finding> {
    let cell = |kind: ApplicantKind| (Cell::Three(row, kind), kind.label());
    Tally {
        check: Check::ThreeAcross,
        tables,
        place: format!("表三“{}”行", row.full_label()),
        left: Side::new("总计", [cell(ApplicantKind::Total)]),
        right: Side::new("各列之和", ApplicantKind::parts().map(cell)),
    }
    .finding()
}

/// 总计 is the four results.
fn across_four(tables: &Tables, route: Route) -> Option<Finding> {
    let cell = |verdict: Verdict| (Cell::Four(route, verdict), verdict.label());
    Tally {
        check: Check::FourAcross,
        tables,
        place: format!("表四“{}”", route.label()),
        left: Side::new("总计", [cell(Verdict::Total)]),
        right: Side::new("四种结果之和", Verdict::parts().map(cell)),
    }
    .finding()
}

/// 上年结转 is what last year's report carried forward.
fn carry(tables: &Tables, previous: &Tables, kind: ApplicantKind) -> Option<Finding> {
    let here = Cell::Three(TableThreeRow::BroughtForward, kind);
    let there = Cell::Three(TableThreeRow::CarriedForward, kind);
    let (left, right) = (tables.get(here)?, previous.get(there)?);
    (left != right).then(|| Finding {
        check: Check::YearCarry,
        cells: vec![here, there],
        left: Some(left),
        right: Some(right),
        message: format!(
            "{} 为 {left}，上一年度报告的{} 为 {right}，相差 {}。上年结转应与上一年度的结转数相同。",
            here.label(),
            there.label(),
            (left - right).abs().normalize(),
        ),
    })
}

const STOCKS: [(&str, Table2, Table2, Table2); 2] = [
    (
        "规章",
        Table2::RegulationsMade,
        Table2::RegulationsRepealed,
        Table2::RegulationsInForce,
    ),
    (
        "行政规范性文件",
        Table2::NormativeMade,
        Table2::NormativeRepealed,
        Table2::NormativeInForce,
    ),
];

/// 现行有效 = last year's 现行有效 + 制发 − 废止; repeal by expiry can break it, so it only warns.
fn stock(tables: &Tables, previous: &Tables) -> Vec<Finding> {
    let check = |(name, made, repealed, in_force): (&str, Table2, Table2, Table2)| {
        let before = previous.get(Cell::Two(in_force))?;
        let now = tables.get(Cell::Two(in_force))?;
        let expected = before + tables.get(Cell::Two(made))? - tables.get(Cell::Two(repealed))?;
        (now != expected).then(|| Finding {
            check: Check::TwoStock,
            cells: vec![Cell::Two(in_force), Cell::Two(made), Cell::Two(repealed)],
            left: Some(now),
            right: Some(expected),
            message: format!(
                "{name}现行有效 {now} 件，而上年现行有效 {before} 件加本年制发、减本年废止应为 {expected} 件，相差 {}。\
                 如有到期自动失效的文件，可以不改。",
                (now - expected).abs().normalize(),
            ),
        })
    };
    STOCKS.into_iter().filter_map(check).collect()
}

/// An organ without the power to make 规章 reports none (立法法第九十一条、第九十三条).
fn powers(tables: &Tables, context: &Context<'_>) -> Option<Finding> {
    let cells = [
        Table2::RegulationsMade,
        Table2::RegulationsRepealed,
        Table2::RegulationsInForce,
    ]
    .map(Cell::Two);
    let wrong: Vec<Cell> = cells
        .into_iter()
        .filter(|cell| tables.get(*cell).is_some_and(|number| !number.is_zero()))
        .collect();
    let first = wrong.first().filter(|_| !context.may_make_regulations)?;
    Some(Finding {
        check: Check::TwoPowers,
        left: tables.get(*first),
        right: Some(Decimal::ZERO),
        message: format!(
            "本机关没有规章制定权，{} 应为 0；如为行政规范性文件，请填入相应行。",
            labels(&wrong)
        ),
        cells: wrong,
    })
}

/// 现行有效 below 本年制发 is right only when some were made and repealed within the year.
fn sense(tables: &Tables) -> Vec<Finding> {
    let check = |(name, made, _, in_force): (&str, Table2, Table2, Table2)| {
        let (made_now, now) = (tables.get(Cell::Two(made))?, tables.get(Cell::Two(in_force))?);
        (now < made_now).then(|| Finding {
            check: Check::TwoSense,
            cells: vec![Cell::Two(in_force), Cell::Two(made)],
            left: Some(now),
            right: Some(made_now),
            message: format!(
                "{name}现行有效 {now} 件少于本年制发 {made_now} 件，只有当年制发又当年废止时才会如此，请核对。"
            ),
        })
    };
    STOCKS.into_iter().filter_map(check).collect()
}

/// 补正后申请内容仍不明确 needs a correction notice on record (条例第三十条); asked only where records are kept.
fn unclear(tables: &Tables, context: &Context<'_>) -> Option<Finding> {
    let cell = Cell::Three(TableThreeRow::UnavailableStillUnclear, ApplicantKind::Total);
    let number = tables.get(cell)?;
    let notices = Decimal::from(context.correction_notices?);
    (number > notices).then(|| Finding {
        check: Check::ThreeUnclear,
        cells: vec![cell],
        left: Some(number),
        right: Some(notices),
        message: format!(
            "{} 为 {number} 件，但登记的补正通知只有 {notices} 件。没有发过补正通知的申请不能按“补正后仍不明确”处理。",
            cell.label()
        ),
    })
}
