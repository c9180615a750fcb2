//! 信息处理费: section six must state what was charged, also when nothing was (国办函〔2020〕109号; 〔2021〕30号).

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use super::finding::plain;
use super::prose::{is_blank, sentences, squeezed};
use super::{Check, Context, Example, Finding, Report, Rule, Step};
use crate::numerals;

pub(super) const STATED: Rule = Rule {
    says: "第六部分写明信息处理费的收取情况，未收取的也写明；与第一部分和登记的收费一致。已写“无其他需要报告的事项”而没有收费记录的，只作提示。",
    examples: &[
        Example {
            right: &[],
            wrong: &[Step::Prose(6, "无其他需要报告的事项。")],
        },
        Example {
            right: &[Step::Prose(
                6,
                "2024年度发出收费通知3件，总金额2230元，实际收取总金额2230元。",
            )],
            wrong: &[Step::Prose(6, "按照规定收取信息处理费。")],
        },
        Example {
            right: &[Step::Prose(
                6,
                "2023年度收取信息处理费380元，已在上年报告中说明。2024年度未收取信息处理费。",
            )],
            wrong: &[Step::Prose(
                6,
                "2024年度未收取信息处理费。2024年度共收取信息处理费380元。",
            )],
        },
        Example {
            right: &[Step::Prose(
                6,
                "发出收费通知1件，应收300元，实际收取0元。未收取其他费用。",
            )],
            wrong: &[Step::Prose(6, "未收取信息处理费。全年收取信息处理费300元。")],
        },
        Example {
            right: &[Step::Prose(6, "本年度未收取信息处理费。"), Step::Charged(0)],
            wrong: &[Step::Prose(6, "本年度未收取信息处理费。"), Step::Charged(38_000)],
        },
    ],
};

#[expect(clippy::unwrap_used, reason = "a fixed pattern; every test compiles it")]
static AMOUNT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(\d[\d,]*(?:\.\d+)?)(万?)元").unwrap());

/// `实际收取总金额2230元`.
#[expect(clippy::unwrap_used, reason = "a fixed pattern; every test compiles it")]
static RECEIVED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"实(?:际)?(?:收取|收到|收缴|收|缴纳|到账|缴)[^。，；\d]{0,16}(\d[\d,]*(?:\.\d+)?)(万?)元")
        .unwrap()
});

/// `未按照《办法》收取`: a denial with words between.
#[expect(clippy::unwrap_used, reason = "a fixed pattern; every test compiles it")]
static NOT_CHARGED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:未|没有)(?:按照?|依照|依据|根据|就|在|因)[^。，；]{0,48}(?:收取|收费|征收)").unwrap()
});

#[expect(clippy::unwrap_used, reason = "a fixed pattern; every test compiles it")]
static NUMERALS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("([零〇一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟]+)元").unwrap());

#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static YEAR: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"20\d\d年").unwrap());

/// A sum that was charged, and one that was not; what is exempted or due is neither.
#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static CHARGED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:收取|收到|收缴|征收|收费)[^。，；应免减]{0,24}\d").unwrap());

#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static DENIED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:未|没有)(?:收取|收到|收缴|征收|产生|发生)(?:任何|政府|信息|公开|依申请|申请|的)*处理费")
        .unwrap()
});

/// How a heading of the fee ends.
const HEADING_ENDS: [char; 5] = ['况', '费', '：', ':', '下'];

/// What a text says of the fee.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Statement {
    Nothing,
    None,
    /// In fen.
    Charged(i64),
    /// It speaks of the fee, but neither denies it nor names a sum.
    Unclear,
    /// One sentence denies it, another names this sum, in fen.
    Contradictory(i64),
}

/// The check `fees.stated`; a section six without a word is `text.empty`'s.
pub(super) fn check(report: &Report, context: &Context<'_>) -> Option<Finding> {
    if is_blank(report, 6) {
        return None;
    }
    let six = statement(report.sections.get(6));
    let elsewhere = statement(report.sections.get(1));
    let message = amiss(six, elsewhere, context.fees_charged_fen)?;
    let finding = plain(Check::FeesStated, message);
    // Whoever writes that there is nothing else says so of the fee as well, if not in so many words.
    let is_said = six == Statement::Nothing && has_nothing_else(report.sections.get(6));
    Some(if is_said && context.fees_charged_fen.unwrap_or(0) == 0 {
        finding.unsure()
    } else {
        finding
    })
}

/// What is wrong with what sections six and one say of the fee, and with what is on record.
fn amiss(six: Statement, elsewhere: Statement, recorded: Option<i64>) -> Option<String> {
    Some(match (six, elsewhere, recorded) {
        (Statement::Nothing, _, _) => {
            "第六部分没有说明信息处理费收取情况。未收取的也要写明，例如：本年度未收取政府信息公开信息处理费。"
                .to_owned()
        }
        (Statement::Unclear, _, _) => {
            "第六部分提到信息处理费，但没有写明收取金额，也没有写明未收取，请补充。".to_owned()
        }
        (Statement::Contradictory(stated), _, _) => {
            format!(
                "第六部分一处写未收取信息处理费，另一处写收取 {} 元，前后矛盾，请核对。",
                yuan(stated)
            )
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
    })
}

fn has_nothing_else(prose: &str) -> bool {
    const WORDS: [&str; 6] = [
        "无其他",
        "没有其他",
        "无其它",
        "没有其它",
        "无需要报告",
        "无需报告",
    ];
    let text = squeezed(prose);
    let bare: String = text.chars().filter(|one| one.is_alphanumeric()).collect();
    WORDS.iter().any(|word| text.contains(word)) || matches!(bare.as_str(), "无" | "暂无" | "没有")
}

/// What becomes of section six when the fee on record is stated in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeeWords {
    /// It says so already.
    Agrees,
    /// The section with the sentence added; the text before stays as it is.
    Added(String),
    /// It says something else: whoever writes it mends it by hand.
    Contradicts,
}

/// The sentence that states the fee of a year, `fen` in all (国办函〔2020〕109号; 〔2021〕30号: also when there was none).
pub fn fee_sentence(fen: i64) -> String {
    if fen == 0 {
        "本年度未收取政府信息公开信息处理费。".to_owned()
    } else {
        format!("本年度收取政府信息公开信息处理费{}元。", yuan(fen))
    }
}

/// Section six with the fee on record stated, `fen` in all.
pub fn with_fee_stated(prose: &str, fen: i64) -> FeeWords {
    match statement(prose) {
        Statement::None if fen == 0 => FeeWords::Agrees,
        Statement::Charged(stated) if stated == fen => FeeWords::Agrees,
        Statement::Nothing if prose.is_empty() => FeeWords::Added(fee_sentence(fen)),
        Statement::Nothing => FeeWords::Added(format!("{prose}\n{}", fee_sentence(fen))),
        _ => FeeWords::Contradicts,
    }
}

fn statement(prose: &str) -> Statement {
    let text = squeezed(prose);
    let all: Vec<&str> = sentences(&text).collect();
    let mut about: Vec<&str> = Vec::new();
    for (index, sentence) in all.iter().enumerate() {
        if is_about_fees(sentence) {
            about.push(sentence);
            // A heading (`信息处理费收取情况`) says what the next sentence speaks of.
            let is_heading = !sentence.contains(|one: char| one.is_ascii_digit())
                && sentence.ends_with(HEADING_ENDS)
                && !denies(sentence);
            about.extend(all.get(index + 1).filter(|_| is_heading));
        }
    }
    if about.is_empty() {
        return Statement::Nothing;
    }
    if let Some(fen) = contradiction(&about) {
        return Statement::Contradictory(fen);
    }
    let joined = about.join("。");
    // What was asked for in notices is not what came in.
    if let Some(received) = received(&joined) {
        return match received {
            0 => Statement::None,
            fen => Statement::Charged(fen),
        };
    }
    let digits = AMOUNT.captures_iter(&joined).filter_map(|found| fen(&found));
    let numerals = NUMERALS
        .captures_iter(&joined)
        .filter_map(|found| found.get(1).and_then(|words| amount_in_words(words.as_str())));
    let sums: Vec<i64> = digits.chain(numerals).collect();
    match sums.first() {
        Some(0) => Statement::None,
        Some(_) => Statement::Charged(sums.iter().copied().max().unwrap_or(0)),
        None if about.iter().any(|sentence| denies(sentence)) => Statement::None,
        None => Statement::Unclear,
    }
}

/// The sum that one sentence names as charged while another says of the same year that nothing was.
fn contradiction(about: &[&str]) -> Option<i64> {
    let year = |sentence: &str| YEAR.find(sentence).map(|found| found.as_str().to_owned());
    let charged = about.iter().find_map(|sentence| {
        let is_charged = !denies(sentence) && CHARGED.is_match(sentence);
        let sum = AMOUNT
            .captures_iter(sentence)
            .filter_map(|found| fen(&found))
            .max()?;
        (is_charged && sum > 0 && received(sentence) != Some(0)).then(|| (year(sentence), sum))
    });
    let (charged_in, sum) = charged?;
    let is_denied = about.iter().any(|sentence| {
        let is_same_year = match (&charged_in, year(sentence)) {
            (Some(one), Some(other)) => *one == other,
            _ => true,
        };
        is_same_year && sentence.contains("处理费") && DENIED.is_match(sentence) && !AMOUNT.is_match(sentence)
    });
    is_denied.then_some(sum)
}

/// What came in, where the sentence says so apart from what was asked for.
fn received(text: &str) -> Option<i64> {
    RECEIVED.captures(text).and_then(|found| fen(&found))
}

/// Whether the sentence speaks of the fee, by its name or as what applying for information costs.
fn is_about_fees(sentence: &str) -> bool {
    let is_cost = ["费用", "收费"].into_iter().any(|word| sentence.contains(word));
    let is_of_requests = ["公开", "申请", "任何"]
        .into_iter()
        .any(|word| sentence.contains(word));
    // `未收到投诉` denies another thing than a charge.
    let denies_cost = || denies(&sentence.replace("收到", ""));
    sentence.contains("处理费")
        || sentence.contains("收费通知")
        || sentence.contains("缴费通知")
        || (is_cost && is_of_requests && denies_cost())
}

fn denies(sentence: &str) -> bool {
    const WORDS: &[&str] = &[
        "未收",
        "没有收",
        "未产生",
        "未发生",
        "未征收",
        "没有产生",
        "没有发生",
        "没有信息处理费",
        "不收取",
        "不存在",
        "未向",
        "无收",
        "为零",
        "为0",
        "零元",
        "零收费",
        "未涉及",
        "未对",
        "没有向",
        "没有对",
        "未有",
        "未因",
        "均未",
        "无信息处理费",
        "：无",
        ":无",
        "：0",
        ":0",
        "无相关",
        "无此",
        "免收",
        "免予收",
        "免于收",
    ];
    sentence.ends_with('无')
        || NOT_CHARGED.is_match(sentence)
        || WORDS.iter().any(|word| sentence.contains(word))
}

/// A sum in words (`叁佰捌拾`), in fen.
fn amount_in_words(words: &str) -> Option<i64> {
    numerals::number(words)?.checked_mul(100)
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
mod tests;
