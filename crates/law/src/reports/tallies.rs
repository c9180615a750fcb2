//! The tallies (勾稽关系) of tables 二, 三 and 四: sums that must hold across cells and across years.
//! Rules: 国办公开办函〔2021〕30号, table heads. A tally with a blank cell in it is left to the check `cells`, which names
//! the blank; only a blank 总计 or a blank leaf in an otherwise filled column still counts as nothing said.

use rust_decimal::Decimal;

use super::finding::labels;
use super::{Cell, Context, Finding, Kind, Level, Report, Route, Row, Table2, Tables, Verdict};

/// All tallies of one report.
pub(super) fn check(report: &Report, context: &Context<'_>) -> Vec<Finding> {
    let tables = &report.tables;
    let mut findings = Vec::new();
    findings.extend(Kind::ALL.iter().filter_map(|kind| balance(tables, *kind)));
    findings.extend(Kind::ALL.iter().filter_map(|kind| outcomes(tables, *kind)));
    findings.extend(Row::ALL.iter().filter_map(|row| across_three(tables, *row)));
    findings.extend(Route::ALL.iter().filter_map(|route| across_four(tables, *route)));
    if let Some(previous) = context.previous {
        findings.extend(
            Kind::ALL
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

/// Compares two sums of cells; `None` when a cell is blank or both are equal.
struct Tally<'a> {
    name: &'static str,
    level: Level,
    tables: &'a Tables,
    left: Vec<Cell>,
    right: Vec<Cell>,
    rule: String,
}

impl Tally<'_> {
    fn finding(self) -> Option<Finding> {
        let left = sum(self.tables, &self.left)?;
        let right = sum(self.tables, &self.right)?;
        if left == right {
            return None;
        }
        let difference = (left - right).normalize();
        let message = format!(
            "{}不成立：左边 {} 合计 {left}，右边 {} 合计 {right}，相差 {difference}。请核对这些单元格。",
            self.rule,
            labels(&self.left),
            labels(&self.right),
        );
        let cells = self.left.into_iter().chain(self.right).collect();
        Some(Finding {
            name: self.name,
            level: self.level,
            cells,
            left: Some(left),
            right: Some(right),
            message,
        })
    }
}

/// The sum of the cells; `None` when one of them is blank.
fn sum(tables: &Tables, cells: &[Cell]) -> Option<Decimal> {
    cells.iter().map(|cell| tables.get(*cell)).sum()
}

/// 第一项加第二项之和，等于第三项加第四项之和.
fn balance(tables: &Tables, kind: Kind) -> Option<Finding> {
    let cell = |row| Cell::Three(row, kind);
    Tally {
        name: "t3.balance",
        level: Level::Error,
        tables,
        left: vec![cell(Row::New), cell(Row::BroughtForward)],
        right: vec![cell(Row::Total), cell(Row::CarriedForward)],
        rule: format!(
            "表三“{}”列：新收加上年结转等于办理结果总计加结转下年度，",
            kind.label()
        ),
    }
    .finding()
}

/// （七）总计 is the sum of the leaf rows; where the older single row （六） is printed it stands for its three.
fn outcomes(tables: &Tables, kind: Kind) -> Option<Finding> {
    let is_merged = tables.has_merged_otherwise();
    let counts = |row: &Row| match row {
        Row::OtherwiseUncorrected | Row::OtherwiseUnpaid | Row::OtherwiseOther => !is_merged,
        Row::OtherwiseMerged => is_merged,
        _ => true,
    };
    Tally {
        name: "t3.outcomes",
        level: Level::Error,
        tables,
        left: vec![Cell::Three(Row::Total, kind)],
        right: Row::leaves()
            .filter(counts)
            .map(|row| Cell::Three(row, kind))
            .collect(),
        rule: format!("表三“{}”列：（七）总计等于（一）至（六）各项之和，", kind.label()),
    }
    .finding()
}

/// 总计 is 自然人 and the five kinds of organisation.
fn across_three(tables: &Tables, row: Row) -> Option<Finding> {
    Tally {
        name: "t3.across",
        level: Level::Error,
        tables,
        left: vec![Cell::Three(row, Kind::Total)],
        right: Kind::parts().map(|kind| Cell::Three(row, kind)).collect(),
        rule: format!(
            "表三“{}”行：总计等于自然人与法人或其他组织各列之和，",
            row.full_label()
        ),
    }
    .finding()
}

/// 总计 is the four results.
fn across_four(tables: &Tables, route: Route) -> Option<Finding> {
    Tally {
        name: "t4.across",
        level: Level::Error,
        tables,
        left: vec![Cell::Four(route, Verdict::Total)],
        right: Verdict::parts()
            .map(|verdict| Cell::Four(route, verdict))
            .collect(),
        rule: format!("表四“{}”：总计等于四种结果之和，", route.label()),
    }
    .finding()
}

/// 上年结转 is what last year's report carried forward.
fn carry(tables: &Tables, previous: &Tables, kind: Kind) -> Option<Finding> {
    let here = Cell::Three(Row::BroughtForward, kind);
    let there = Cell::Three(Row::CarriedForward, kind);
    let (left, right) = (tables.get(here)?, previous.get(there)?);
    (left != right).then(|| Finding {
        name: "year.carry",
        level: Level::Error,
        cells: vec![here, there],
        left: Some(left),
        right: Some(right),
        message: format!(
            "{} 为 {left}，上一年度报告的{} 为 {right}，相差 {}。上年结转应与上一年度的结转数相同。",
            here.label(),
            there.label(),
            (left - right).normalize(),
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
            name: "t2.stock",
            level: Level::Warning,
            cells: vec![Cell::Two(in_force), Cell::Two(made), Cell::Two(repealed)],
            left: Some(now),
            right: Some(expected),
            message: format!(
                "{name}现行有效 {now} 件，而上年现行有效 {before} 件加本年制发、减本年废止应为 {expected} 件，相差 {}。\
                 如有到期自动失效的文件，可以不改。",
                (now - expected).normalize(),
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
        name: "t2.powers",
        level: Level::Error,
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
            name: "t2.sense",
            level: Level::Warning,
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
    let cell = Cell::Three(Row::UnavailableStillUnclear, Kind::Total);
    let number = tables.get(cell)?;
    let notices = Decimal::from(context.correction_notices?);
    (number > notices).then(|| Finding {
        name: "t3.unclear",
        level: Level::Warning,
        cells: vec![cell],
        left: Some(number),
        right: Some(notices),
        message: format!(
            "{} 为 {number} 件，但登记的补正通知只有 {notices} 件。没有发过补正通知的申请不能按“补正后仍不明确”处理。",
            cell.label()
        ),
    })
}
