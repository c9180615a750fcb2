//! 行政事业性收费 in prose against table two, whose unit is 万元.

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use super::quoted;
use crate::reports::finding::plain;
use crate::reports::{Cell, Check, Finding, Report, Table2};

#[expect(clippy::unwrap_used, reason = "a fixed pattern; every test compiles it")]
static CHARGED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"行政事业性收费(?:项目)?(?:金额|收入|总额|总金额|共|共计|合计|计|为|是|约|达|：|:)*(\d+(?:\.(\d+))?)(万元|亿元|元)").unwrap()
});

/// Sums that are not what was charged in the year.
const OTHER: [&str; 9] = [
    "减免", "免征", "免收", "取消", "降低", "减收", "上年", "去年", "同比",
];

/// The sum the sentence gives, where it is not the table's; its own rounding is allowed for.
pub(super) fn check(report: &Report, text: &str, sentence: &str) -> Option<Finding> {
    let cell = Cell::Two(Table2::FeesWanYuan);
    let stated = report.tables.get(cell)?;
    let found = CHARGED.captures(text)?;
    let before = text.get(..found.get(0)?.start())?;
    let clause = before.rsplit(['，', ',']).next().unwrap_or(before);
    if OTHER.iter().any(|word| clause.contains(word)) {
        return None;
    }
    let printed: Decimal = found.get(1)?.as_str().parse().ok()?;
    let decimals = found.get(2).map_or(0, |decimals| decimals.as_str().len());
    let unit = found.get(3)?.as_str();
    let factor = match unit {
        "亿元" => Decimal::from(10_000),
        "元" => Decimal::new(1, 4),
        _ => Decimal::ONE,
    };
    let number = printed * factor;
    let rounding = Decimal::new(1, u32::try_from(decimals).ok()?) * factor;
    if (number - stated).abs() < rounding.max(Decimal::new(1, 4)) {
        return None;
    }
    let message = format!(
        "正文写行政事业性收费 {printed}{unit}，即 {} 万元，表中{} 为 {}，请核对金额和单位。原文：“{}”。",
        number.normalize(),
        cell.label(),
        stated.normalize(),
        quoted(sentence)
    );
    Some(Finding {
        cells: vec![cell],
        left: Some(number),
        right: Some(stated),
        ..plain(Check::TextNumbers, message)
    })
}
