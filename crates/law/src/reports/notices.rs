//! Outcomes that follow only on a notice: 补正后仍不明确 and 逾期不补正 on a correction notice (条例第三十条), 逾期未缴费 on a
//! fee notice (国办函〔2020〕109号). The notices are those on record; where a report comes without records, those it tells of.

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use super::examples::{NEW, TOTAL, natural, three};
use super::finding::plain;
use super::prose::squeezed;
use super::{Cell, Check, Context, Example, Finding, Report, Rule, Step};
use crate::codes::TableThreeRow;

pub(super) const UNCLEAR: Rule = Rule {
    says: "按“补正后申请内容仍不明确”处理的件数，不多于登记的补正通知。",
    examples: &[Example {
        right: &closed(TableThreeRow::UnavailableStillUnclear, Step::CorrectionNotices(1)),
        wrong: &closed(TableThreeRow::UnavailableStillUnclear, Step::CorrectionNotices(0)),
    }],
};

pub(super) const UNCORRECTED: Rule = Rule {
    says: "按“逾期不补正”处理的件数，不多于登记的补正通知；没有登记时，看正文写明发出的补正通知。",
    examples: &[Example {
        right: &closed(TableThreeRow::OtherwiseUncorrected, Step::CorrectionNotices(1)),
        wrong: &closed(
            TableThreeRow::OtherwiseUncorrected,
            Step::Adds(1, "全年未发出补正通知。"),
        ),
    }],
};

pub(super) const UNPAID: Rule = Rule {
    says: "按“逾期未缴费”处理的件数，不多于登记的收费通知；没有登记时，第六部分应写明发出收费通知的件数。",
    examples: &[
        Example {
            right: &closed(
                TableThreeRow::OtherwiseUnpaid,
                Step::Prose(6, "发出收费通知1件，总金额300元，实际收取0元。"),
            ),
            wrong: &closed(
                TableThreeRow::OtherwiseUnpaid,
                Step::Prose(6, "本年度未收取信息处理费。"),
            ),
        },
        Example {
            right: &closed(
                TableThreeRow::OtherwiseUnpaid,
                Step::Prose(
                    6,
                    "向1名申请人送达了信息处理费缴费通知书，应收300元，申请人逾期未缴纳，实收0元。",
                ),
            ),
            wrong: &closed(
                TableThreeRow::OtherwiseUnpaid,
                Step::Prose(6, "未发出缴费通知书，未收取信息处理费。"),
            ),
        },
    ],
};

/// One application of a natural person that ended in this row, and what is known of notices.
const fn closed(row: TableThreeRow, notices: Step) -> [Step; 7] {
    [
        Step::Number(natural(TableThreeRow::New), 1),
        Step::Number(NEW, 1),
        Step::Number(natural(row), 1),
        Step::Number(three(row), 1),
        Step::Number(natural(TableThreeRow::Total), 1),
        Step::Number(TOTAL, 1),
        notices,
    ]
}

/// The checks `t3.unclear`, `t3.uncorrected` and `t3.unpaid`; nothing is asked where nothing is known of notices.
pub(super) fn check(report: &Report, context: &Context<'_>) -> Vec<Finding> {
    let corrections = context.correction_notices;
    let asked = [
        (
            Check::ThreeUnclear,
            TableThreeRow::UnavailableStillUnclear,
            corrections,
        ),
        (
            Check::ThreeUncorrected,
            TableThreeRow::OtherwiseUncorrected,
            corrections,
        ),
        (
            Check::ThreeUnpaid,
            TableThreeRow::OtherwiseUnpaid,
            context.fee_notices,
        ),
    ];
    asked
        .into_iter()
        .filter_map(|(check, row, notices)| without(report, check, three(row), notices?))
        .collect()
}

fn without(report: &Report, check: Check, cell: Cell, notices: u32) -> Option<Finding> {
    let number = report.tables.get(cell)?;
    let notices = Decimal::from(notices);
    if number <= notices {
        return None;
    }
    let label = cell.label();
    let message = match check {
        Check::ThreeUnpaid => format!(
            "{label} 为 {number} 件，但收费通知只有 {notices} 件（登记的或者第六部分写明的）。没有发过收费通知的申请不能按“逾期未缴费”处理；\
             发过的，第六部分应写明件数、总金额和实际收取金额。"
        ),
        Check::ThreeUncorrected => format!(
            "{label} 为 {number} 件，但补正通知只有 {notices} 件。没有发过补正通知的申请不能按“逾期不补正”处理。"
        ),
        _ => format!(
            "{label} 为 {number} 件，但登记的补正通知只有 {notices} 件。没有发过补正通知的申请不能按“补正后仍不明确”处理。"
        ),
    };
    Some(Finding {
        cells: vec![cell],
        left: Some(number),
        right: Some(notices),
        ..plain(check, message)
    })
}

#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static FEE_NOTICES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:收费|缴费|缴款)通知书?(?:的)?(?:件数|数量)?(?:共|共计|计|为|是|：|:)*(\d+)(?:件|份|次|个|张)|(\d+)(?:件|份|次|个|张|名|位|人)[^，。；\d]{0,16}(?:收费|缴费|缴款)通知",
    )
    .unwrap()
});

#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static CORRECTIONS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"补正(?:告知|通知)书?(?:的)?(?:件数|数量)?(?:共|共计|计|为|是|：|:)*(\d+)(?:件|份|次|个)")
        .unwrap()
});

/// How many fee notices the report tells of; one that speaks of notices without their number is believed. `None` where the
/// section that should tell is missing: that is told already.
pub(super) fn fees_told(report: &Report) -> Option<u32> {
    let six = squeezed(report.sections.get(6));
    let text = [squeezed(report.sections.get(1)), six.clone()].concat();
    (!six.is_empty()).then(|| told(&text, &FEE_NOTICES, &["收费通知", "缴费通知", "缴款通知"]).unwrap_or(0))
}

/// How many correction notices it tells of; `None` where it says nothing of them.
pub(super) fn corrections_told(report: &Report) -> Option<u32> {
    told(&squeezed(report.sections.get(1)), &CORRECTIONS, &["补正"])
        .filter(|_| report.sections.get(1).contains("通知") || report.sections.get(1).contains("告知"))
}

fn told(text: &str, pattern: &Regex, words: &[&str]) -> Option<u32> {
    let mut numbers = pattern.captures_iter(text).filter_map(|found| {
        found
            .iter()
            .skip(1)
            .flatten()
            .next()?
            .as_str()
            .parse::<u32>()
            .ok()
    });
    if let Some(number) = numbers.next() {
        return Some(number);
    }
    let at = words.iter().filter_map(|word| text.find(word)).min()?;
    let clause = text.get(..at)?.rsplit(['，', ',', '。', '；', '\n']).next()?;
    let is_denied = ["未", "没有", "无"].iter().any(|denial| clause.contains(denial));
    Some(if is_denied { 0 } else { u32::MAX })
}
