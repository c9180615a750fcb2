//! Table 二 (主动公开政府信息情况): the stock of documents in force, the power to make 规章, and what can't be.

use rust_decimal::Decimal;

use super::finding::{labels, plain};
use super::{Cell, Check, Context, Example, Finding, Report, Rule, Step, Table2, Tables, years};

const NORMATIVE_IN_FORCE: Cell = Cell::Two(Table2::NormativeInForce);
const NORMATIVE_MADE: Cell = Cell::Two(Table2::NormativeMade);

pub(super) const STOCK: Rule = Rule {
    says: "现行有效件数等于上年现行有效件数加本年制发、减本年废止；到期自动失效的可以例外。有上年报告时检查。",
    examples: &[Example {
        right: &[
            Step::Number(NORMATIVE_MADE, 3),
            Step::Number(NORMATIVE_IN_FORCE, 11),
            Step::Before(&[Step::Number(NORMATIVE_IN_FORCE, 8)]),
        ],
        wrong: &[
            Step::Number(NORMATIVE_MADE, 3),
            Step::Number(NORMATIVE_IN_FORCE, 10),
            Step::Before(&[Step::Number(NORMATIVE_IN_FORCE, 8)]),
        ],
    }],
};

pub(super) const POWERS: Rule = Rule {
    says: "没有规章制定权的机关，规章一行为 0。是否有权以机关的设置为准；只能从名称推断时，只作提示。\
           政府办公厅（室）代本级政府填报的，看本级政府。",
    examples: &[Example {
        right: &[Step::Number(Cell::Two(Table2::RegulationsInForce), 2)],
        wrong: &[
            Step::Number(Cell::Two(Table2::RegulationsInForce), 2),
            Step::NoRegulations,
        ],
    }],
};

pub(super) const SENSE: Rule = Rule {
    says: "现行有效件数不少于本年制发件数；当年制发又当年废止的可以例外。",
    examples: &[Example {
        right: &[
            Step::Number(NORMATIVE_MADE, 3),
            Step::Number(NORMATIVE_IN_FORCE, 8),
        ],
        wrong: &[
            Step::Number(NORMATIVE_MADE, 3),
            Step::Number(NORMATIVE_IN_FORCE, 2),
        ],
    }],
};

/// The checks `t2.stock`, `t2.powers` and `t2.sense`.
pub(super) fn check(report: &Report, context: &Context<'_>) -> Vec<Finding> {
    let tables = &report.tables;
    let mut findings = Vec::new();
    if let Some(previous) = years::fitting(report, context) {
        findings.extend(stock(tables, &previous.tables));
    }
    findings.extend(powers(tables, context));
    findings.extend(sense(tables));
    findings
}

/// What is in stock: its name, 制发, 废止 and 现行有效.
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
        (now != expected).then(|| {
            let message = format!(
                "{name}现行有效 {now} 件，而上年现行有效 {before} 件加本年制发、减本年废止应为 {expected} 件，相差 {}。\
                 如有到期自动失效的文件，可以不改。",
                (now - expected).abs().normalize(),
            );
            Finding {
                cells: vec![Cell::Two(in_force), Cell::Two(made), Cell::Two(repealed)],
                left: Some(now),
                right: Some(expected),
                ..plain(Check::TwoStock, message)
            }
        })
    };
    STOCKS.into_iter().filter_map(check).collect()
}

/// An organ without the power to make 规章 reports none (立法法第九十一条、第九十三条). Whoever only guessed so from its name
/// can't be sure: a general office may report what its government made.
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
    let message = if context.is_power_guessed {
        format!(
            "从名称看本机关没有规章制定权，{} 应为 0；如为行政规范性文件，请填入相应行；代本级政府填报的，可以不改。",
            labels(&wrong)
        )
    } else {
        format!(
            "本机关没有规章制定权，{} 应为 0；如为行政规范性文件，请填入相应行。",
            labels(&wrong)
        )
    };
    let finding = Finding {
        left: tables.get(*first),
        right: Some(Decimal::ZERO),
        cells: wrong,
        ..plain(Check::TwoPowers, message)
    };
    Some(if context.is_power_guessed {
        finding.unsure()
    } else {
        finding
    })
}

/// 现行有效 below 本年制发 is right only when some were made and repealed within the year.
fn sense(tables: &Tables) -> Vec<Finding> {
    let check = |(name, made, _, in_force): (&str, Table2, Table2, Table2)| {
        let (made_now, now) = (tables.get(Cell::Two(made))?, tables.get(Cell::Two(in_force))?);
        (now < made_now).then(|| {
            let message = format!(
                "{name}现行有效 {now} 件少于本年制发 {made_now} 件，只有当年制发又当年废止时才会如此，请核对。"
            );
            Finding {
                cells: vec![Cell::Two(in_force), Cell::Two(made)],
                left: Some(now),
                right: Some(made_now),
                ..plain(Check::TwoSense, message)
            }
        })
    };
    STOCKS.into_iter().filter_map(check).collect()
}
