//! The year before: whether what is compared with is last year's report of the same organ, and what leapt since.

use rust_decimal::Decimal;

use super::examples::three;
use super::finding::plain;
use super::{Cell, Check, Context, Example, Finding, Report, Rule, Step, Table2};
use crate::codes::TableThreeRow;

pub(super) const PREVIOUS: Rule = Rule {
    says: "用来比较的是同一机关上一年度的报告；不是的，不作比较。",
    examples: &[
        Example {
            right: &[Step::Before(&[])],
            wrong: &[Step::Before(&[Step::Year(2022)])],
        },
        Example {
            right: &[
                Step::Organ("清河县人民政府办公室"),
                Step::Before(&[Step::Organ("清河县政府办公室")]),
            ],
            wrong: &[Step::Before(&[Step::Organ("清河县农业农村局")])],
        },
    ],
};

pub(super) const JUMP: Rule = Rule {
    says: "许可、处罚、强制、收费和新收申请的数量与上年相差不到十倍；收费相差约一万倍的，多半是把元填成了万元。有上年报告时检查。",
    examples: &[
        Example {
            right: &[
                Step::Amount(FEES, "7545"),
                Step::Before(&[Step::Amount(FEES, "6980.5")]),
            ],
            wrong: &[
                Step::Amount(FEES, "75450000"),
                Step::Before(&[Step::Amount(FEES, "6980.5")]),
            ],
        },
        Example {
            right: &[
                Step::Number(LICENCES, 9487),
                Step::Before(&[Step::Number(LICENCES, 8100)]),
            ],
            wrong: &[
                Step::Number(LICENCES, 94870),
                Step::Before(&[Step::Number(LICENCES, 8100)]),
            ],
        },
    ],
};

const FEES: Cell = Cell::Two(Table2::FeesWanYuan);
const LICENCES: Cell = Cell::Two(Table2::Licences);
/// Cells in which a leap is seldom true.
const WATCHED: [Cell; 5] = [
    LICENCES,
    Cell::Two(Table2::Penalties),
    Cell::Two(Table2::CoerciveMeasures),
    FEES,
    three(TableThreeRow::New),
];
/// From how many times as much on it is a leap, in which numbers below a hundred never count.
const TIMES: Decimal = Decimal::TEN;
const LEAST: Decimal = Decimal::ONE_HUNDRED;

/// The checks `year.previous` and `year.jump`.
pub(super) fn check(report: &Report, context: &Context<'_>) -> Vec<Finding> {
    let Some(previous) = context.previous else {
        return Vec::new();
    };
    match misfit(report, previous) {
        Some(message) => vec![plain(Check::YearPrevious, message)],
        None => WATCHED
            .into_iter()
            .filter_map(|cell| jump(report, previous, cell))
            .collect(),
    }
}

/// Last year's report, if it is that: another year's, or another organ's, says nothing of this one.
pub(super) fn fitting<'a>(report: &Report, context: &Context<'a>) -> Option<&'a Report> {
    context
        .previous
        .filter(|previous| misfit(report, previous).is_none())
}

fn misfit(report: &Report, previous: &Report) -> Option<String> {
    let (year, due) = (previous.year, report.year - 1);
    if previous == report {
        Some(format!(
            "用来比较的与本报告是同一份，应为 {due} 年度的报告。没有作比较。"
        ))
    } else if year != due {
        Some(format!(
            "用来比较的是 {year} 年度的报告，应为 {due} 年度的报告。没有作比较。"
        ))
    } else if !is_same_organ(&report.organ, &previous.organ) {
        Some(format!(
            "用来比较的是“{}”的报告，本报告是“{}”的。没有作比较；机关改了名称的，请先把上年报告标题中的名称改为现名。",
            previous.organ, report.organ
        ))
    } else {
        None
    }
}

/// Whether two names are one organ's: 洪泽区人民政府 and 淮安市洪泽区政府 are.
pub(super) fn is_same_organ(one: &str, other: &str) -> bool {
    let bare = |name: &str| {
        let name: String = name.chars().filter(|one| !one.is_whitespace()).collect();
        let name = name.replace("人民政府", "政府").replace("管理委员会", "管委会");
        let name = name.strip_suffix("办公室").unwrap_or(&name).to_owned();
        name.strip_suffix("政府").map_or(name.clone(), str::to_owned)
    };
    let (one, other) = (bare(one), bare(other));
    one.ends_with(&other) || other.ends_with(&one)
}

fn jump(report: &Report, previous: &Report, cell: Cell) -> Option<Finding> {
    let (now, before) = (report.tables.get(cell)?, previous.tables.get(cell)?);
    let (less, more) = (now.min(before), now.max(before));
    if less <= Decimal::ZERO || more < LEAST || more < less * TIMES {
        return None;
    }
    let times = more.checked_div(less)?.round();
    let is_of_units = cell == FEES && (Decimal::from(3_000)..=Decimal::from(30_000)).contains(&times);
    let hint = if is_of_units {
        "多半是把元填成了万元，请核对单位"
    } else {
        "请核对；属实的，宜在正文中说明原因"
    };
    let message = format!(
        "{} 为 {}，上年为 {}，相差约 {times} 倍。{hint}。",
        cell.label(),
        now.normalize(),
        before.normalize()
    );
    Some(Finding {
        cells: vec![cell],
        left: Some(now),
        right: Some(before),
        ..plain(Check::YearJump, message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_organ_is_known_under_the_names_it_goes_by() {
        assert!(is_same_organ("淮安市洪泽区人民政府", "洪泽区政府办公室"));
        assert!(is_same_organ(
            "孟津区先进制造业开发区管委会",
            "孟津区先进制造业开发区管理委员会"
        ));
        assert!(!is_same_organ("清河县水利局", "清河县农业农村局"));
        assert!(!is_same_organ("清河县", "清河县水利局"));
    }
}
