//! 信息处理费: section six must state what was charged, also when nothing was (国办函〔2020〕109号; 〔2021〕30号).

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use super::finding::plain;
use super::prose::{sentences, squeezed};
use super::{Check, Context, Finding, Report};

#[expect(clippy::unwrap_used, reason = "a fixed pattern; every test compiles it")]
static AMOUNT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(\d[\d,]*(?:\.\d+)?)(万?)元").unwrap());

#[expect(clippy::unwrap_used, reason = "a fixed pattern; every test compiles it")]
static NUMERALS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("([零〇一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟]+)元").unwrap());

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
    Some(plain(Check::FeesStated, message))
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
    let joined = about.join("。");
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

/// Whether the sentence speaks of the fee, by its name or as what applying for information costs.
fn is_about_fees(sentence: &str) -> bool {
    let is_cost = ["费用", "收费"].into_iter().any(|word| sentence.contains(word));
    let is_of_requests = ["公开", "申请", "任何"]
        .into_iter()
        .any(|word| sentence.contains(word));
    // `未收到投诉` denies another thing than a charge.
    let denies_cost = || denies(&sentence.replace("收到", ""));
    sentence.contains("处理费") || (is_cost && is_of_requests && denies_cost())
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
    ];
    sentence.ends_with('无') || WORDS.iter().any(|word| sentence.contains(word))
}

/// A sum in words (`叁佰捌拾`), in fen.
fn amount_in_words(words: &str) -> Option<i64> {
    let mut sum = 0_i64;
    let mut part = 0_i64;
    let mut digit = 0_i64;
    for one in words.chars() {
        match one {
            '零' | '〇' => {}
            '十' | '拾' | '百' | '佰' | '千' | '仟' => {
                let factor = match one {
                    '十' | '拾' => 10,
                    '百' | '佰' => 100,
                    _ => 1000,
                };
                part = part.checked_add(digit.max(1).checked_mul(factor)?)?;
                digit = 0;
            }
            '万' => {
                sum = sum.checked_add(part.checked_add(digit)?)?.checked_mul(10_000)?;
                (part, digit) = (0, 0);
            }
            _ => {
                let at = "一二三四五六七八九壹贰叁肆伍陆柒捌玖"
                    .chars()
                    .position(|numeral| numeral == one)
                    .or_else(|| (one == '两').then_some(1))?;
                digit = i64::try_from(at % 9 + 1).ok()?;
            }
        }
    }
    sum.checked_add(part)?.checked_add(digit)?.checked_mul(100)
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

    #[test]
    fn the_fee_is_denied_in_many_words() {
        for text in [
            "信息处理费收取情况：无。",
            "信息处理费收取情况\n本年度无。",
            "本年度收取信息处理费零元。",
            "本单位未收取任何费用。",
            "我局未收取依申请公开费用。",
            "本年度未对政府信息公开申请收取费用。",
            "本年度不存在收取信息处理费的情况。",
            "信息处理费：0。",
            "全年政府信息公开零收费。",
            "2024年度没有信息处理费。",
            "发出收费通知1件，申请人逾期未缴纳，实际收取信息处理费0元，应收300元。",
        ] {
            assert_eq!(statement(text), Statement::None, "{text}");
        }
    }

    #[test]
    fn a_sum_in_words_is_a_sum() {
        let charged = |text| statement(&format!("收取信息处理费{text}元。"));
        assert_eq!(charged("叁佰捌拾"), Statement::Charged(38_000));
        assert_eq!(charged("一千二百零五"), Statement::Charged(120_500));
        assert_eq!(charged("十"), Statement::Charged(1_000));
        assert_eq!(charged("一万二千"), Statement::Charged(1_200_000));
        assert_eq!(charged("零"), Statement::None);
    }

    #[test]
    fn the_fee_on_record_is_stated_once_and_nothing_is_overwritten() {
        for fen in [0, 38_000, 1_005] {
            let FeeWords::Added(text) = with_fee_stated("无其他需要报告的事项。", fen) else {
                panic!("{fen}")
            };
            assert!(text.starts_with("无其他需要报告的事项。\n"), "{text}");
            assert_eq!(with_fee_stated(&text, fen), FeeWords::Agrees, "{text}");
            assert_eq!(with_fee_stated(&text, fen + 100), FeeWords::Contradicts, "{text}");
        }
        assert_eq!(with_fee_stated("", 38_000), FeeWords::Added(fee_sentence(38_000)));
        assert_eq!(fee_sentence(38_000), "本年度收取政府信息公开信息处理费380元。");
        assert_eq!(fee_sentence(1_005), "本年度收取政府信息公开信息处理费10.05元。");
    }

    #[test]
    fn other_costs_are_no_statement_of_the_fee() {
        assert_eq!(statement("本年度公务接待费用未超支。"), Statement::Nothing);
        assert_eq!(
            statement("及时公开行政事业性收费目录，未收到投诉。"),
            Statement::Nothing
        );
        assert_eq!(
            statement("本单位严格执行信息处理费管理办法。"),
            Statement::Unclear
        );
    }
}
