//! 信息处理费: section six must state what was charged, also when nothing was (国办函〔2020〕109号; 〔2021〕30号).

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use super::check::plain;
use super::prose::{sentences, squeezed};
use super::{Context, Finding, Level, Report};

#[expect(clippy::unwrap_used, reason = "a fixed pattern; every test compiles it")]
static AMOUNT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(\d[\d,]*(?:\.\d+)?)(万?)元").unwrap());

/// What a text says of the fee.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Statement {
    Nothing,
    None,
    /// In fen.
    Charged(i64),
    /// It speaks of the fee, but neither denies it nor names a sum.
    Unclear,
}

/// The check `fees.stated`.
pub(super) fn check(report: &Report, context: &Context<'_>) -> Option<Finding> {
    let six = statement(report.sections.get(6));
    let elsewhere = statement(report.sections.get(1));
    let message = match (six, elsewhere, context.fees_charged_fen) {
        (Statement::Nothing, _, _) => {
            "第六部分没有说明信息处理费收取情况。未收取的也要写明，例如：本年度未收取政府信息公开信息处理费。"
                .to_owned()
        }
        (Statement::Unclear, _, _) => {
            "第六部分提到信息处理费，但没有写明收取金额，也没有写明未收取，请补充。".to_owned()
        }
        (Statement::None, _, Some(fen)) if fen > 0 => {
            format!(
                "第六部分写明未收取信息处理费，但登记的收费为 {} 元，请核对。",
                yuan(fen)
            )
        }
        (Statement::Charged(stated), _, Some(fen)) if stated != fen => {
            format!(
                "第六部分写明信息处理费 {} 元，登记的收费为 {} 元，请核对。",
                yuan(stated),
                yuan(fen)
            )
        }
        (Statement::None, Statement::Charged(stated), _) => {
            format!(
                "第六部分写明未收取信息处理费，第一部分却写有 {} 元，请核对。",
                yuan(stated)
            )
        }
        (Statement::Charged(stated), Statement::None, _) => {
            format!(
                "第六部分写明信息处理费 {} 元，第一部分却写未收取，请核对。",
                yuan(stated)
            )
        }
        (Statement::Charged(stated), Statement::Charged(other), _) if stated != other => {
            format!(
                "信息处理费第一部分写 {} 元，第六部分写 {} 元，请核对。",
                yuan(other),
                yuan(stated)
            )
        }
        _ => return None,
    };
    Some(plain("fees.stated", Level::Error, message))
}

fn statement(prose: &str) -> Statement {
    let text = squeezed(prose);
    let about: Vec<&str> = sentences(&text)
        .filter(|sentence| sentence.contains("处理费"))
        .collect();
    if about.is_empty() {
        return Statement::Nothing;
    }
    let joined = about.join("。");
    let sums: Vec<i64> = AMOUNT
        .captures_iter(&joined)
        .filter_map(|found| fen(&found))
        .collect();
    let denies = [
        "未收",
        "没有收",
        "未产生",
        "未发生",
        "未征收",
        "没有产生",
        "没有发生",
        "不收取",
        "未向",
        "无收",
        "为零",
        "未涉及",
        "未对",
        "没有向",
        "未有",
        "无信息处理费",
        "处理费：无",
        "处理费:无",
        "处理费情况：无",
        "无相关",
    ];
    match sums.first() {
        Some(0) => Statement::None,
        Some(_) => Statement::Charged(sums.iter().copied().max().unwrap_or(0)),
        None if denies.iter().any(|word| joined.contains(word)) => Statement::None,
        None => Statement::Unclear,
    }
}

fn fen(found: &regex::Captures<'_>) -> Option<i64> {
    let number: Decimal = found.get(1)?.as_str().replace(',', "").parse().ok()?;
    let factor = if found.get(2).is_some_and(|unit| !unit.is_empty()) {
        1_000_000
    } else {
        100
    };
    i64::try_from(number * Decimal::from(factor)).ok()
}

fn yuan(fen: i64) -> Decimal {
    Decimal::new(fen, 2).normalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fee_is_denied_named_or_missing() {
        assert_eq!(
            statement("本单位2024年度未收取政府信息公开信息处理费"),
            Statement::None
        );
        assert_eq!(
            statement("2025年共收取信息处理费1件，380 元。"),
            Statement::Charged(38_000)
        );
        assert_eq!(statement("收取信息处理费0元。"), Statement::None);
        assert_eq!(
            statement("收取信息处理费 0.04 万元。"),
            Statement::Charged(40_000)
        );
        assert_eq!(statement("按照规定收取信息处理费。"), Statement::Unclear);
        assert_eq!(statement("无其他需要报告的事项。"), Statement::Nothing);
    }
}
