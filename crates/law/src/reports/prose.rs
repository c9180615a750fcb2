//! Prose: missing sections, sections that say nothing, sections that repeat last year's.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::finding::plain;
use super::{Check, Context, Example, Finding, Report, Rule, SECTION_TITLES, Step, years};

pub(super) const EMPTY: Rule = Rule {
    says: "第一、五、六部分有内容；第一、五部分不能只写“无”“暂无”“没有”“略”。第六部分可以写“无”，但要写明信息处理费的收取情况（`fees.stated`）。",
    examples: &[
        Example {
            right: &[],
            wrong: &[Step::Prose(5, "暂无。")],
        },
        Example {
            right: &[],
            wrong: &[Step::Prose(1, "略。")],
        },
        Example {
            right: &[Step::Prose(6, "无。本年度未收取政府信息公开信息处理费。")],
            wrong: &[Step::Prose(6, "")],
        },
    ],
};

pub(super) const REPEATED_RULE: Rule = Rule {
    says: "第一、五、六部分与上年报告相同的文字不到六成（数字不计）。有上年报告时检查。",
    examples: &[Example {
        right: &[Step::Before(&[Step::Prose(
            5,
            "部分栏目更新不够及时，将加强检查。",
        )])],
        wrong: &[Step::Prose(5, LONG), Step::Before(&[Step::Prose(5, LONG)])],
    }],
};

/// A section long enough to be compared.
const LONG: &str = "政策解读形式不够丰富，部分栏目更新不够及时。将依据政务公开工作评价指标，对栏目逐项检查，针对发现的问题督导整改，\
                    并综合运用图解、视频等形式解读政策。";

/// Sections that are prose alone; two to four speak through their tables.
const PROSE: [usize; 3] = [1, 5, 6];
/// From this share on a section counts as repeated.
pub(super) const REPEATED: Decimal = Decimal::from_parts(60, 0, 0, false, 2);
/// A section shorter than this may well read as last year's did.
pub(super) const SHORT: usize = 60;
/// How many characters in a row count as the same passage.
pub(super) const PASSAGE: usize = 8;

/// The checks `text.empty` and `text.repeated`.
pub(super) fn check(report: &Report, context: &Context<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = PROSE
        .into_iter()
        .filter_map(|number| empty(report, number))
        .collect();
    if let Some(previous) = years::fitting(report, context) {
        findings.extend(
            PROSE
                .into_iter()
                .filter_map(|number| repeated(report, previous, number)),
        );
    }
    findings
}

/// The title of section 1 to 6.
pub(super) fn title(number: usize) -> &'static str {
    number
        .checked_sub(1)
        .and_then(|index| SECTION_TITLES.get(index))
        .copied()
        .unwrap_or("")
}

/// Whether the section has not a word.
pub(super) fn is_blank(report: &Report, number: usize) -> bool {
    !report.sections.get(number).chars().any(char::is_alphanumeric)
}

fn empty(report: &Report, number: usize) -> Option<Finding> {
    let text = squeezed(report.sections.get(number));
    let message = if is_blank(report, number) {
        // What section six must say in any case is told here: an empty one is one fault.
        let least = if number == 6 {
            "没有收取信息处理费的也要写明，例如：本年度未收取政府信息公开信息处理费。"
        } else {
            ""
        };
        format!("缺少“{}”的内容，请补充。{least}", title(number))
    } else if says_nothing(number, &text) {
        let due = if number == 5 {
            "存在的主要问题和改进情况"
        } else {
            "主动公开、依申请公开、政府信息管理、平台建设、监督保障五个方面的情况"
        };
        format!("“{}”只写了“{text}”，没有实际内容。应写明{due}。", title(number))
    } else {
        return None;
    };
    Some(plain(Check::TextEmpty, message).in_section(number))
}

/// Whether the section denies everything; section five also where it is a word or two. Section six may have nothing to tell
/// but of the fee, which `fees.stated` asks for.
pub(super) fn says_nothing(number: usize, text: &str) -> bool {
    const FEWEST: usize = 10;
    let length = || text.chars().filter(|one| one.is_alphanumeric()).count();
    match number {
        5 => denies_everything(text) || length() < FEWEST,
        1 => denies_everything(text),
        _ => false,
    }
}

/// Whether every sentence, what stands before a colon left out, says 无 in one of its forms.
fn denies_everything(text: &str) -> bool {
    const NOTHING: [&str; 17] = [
        "无",
        "暂无",
        "没有",
        "暂时没有",
        "无问题",
        "没有问题",
        "不存在问题",
        "暂无问题",
        "无存在问题",
        "无内容",
        "没有内容",
        "无情况",
        "无此情况",
        "略",
        "从略",
        "同上",
        "同上年",
    ];
    let says_nothing = |sentence: &str| {
        let said = sentence.rsplit(['：', ':']).next().unwrap_or(sentence);
        let bare: String = said.chars().filter(|one| one.is_alphanumeric()).collect();
        NOTHING.contains(&bare.as_str())
    };
    sentences(text).all(says_nothing)
}

fn repeated(report: &Report, previous: &Report, number: usize) -> Option<Finding> {
    let share = repeated_share(report.sections.get(number), previous.sections.get(number))?;
    (share >= REPEATED).then(|| {
        let percent = (share * Decimal::ONE_HUNDRED).round();
        let message = format!(
            "“{}”有 {percent}% 与上一年度相同，请按本年度实际情况改写。",
            title(number)
        );
        Finding {
            left: Some(share.round_dp(4)),
            right: Some(REPEATED),
            ..plain(Check::TextRepeated, message).in_section(number)
        }
    })
}

/// The share (0 to 1) of this year's text that stands in last year's as well, by passages of eight characters,
/// numbers left out; `None` for a text too short to judge.
pub fn repeated_share(now: &str, before: &str) -> Option<Decimal> {
    let (now, before) = (words_only(now), words_only(before));
    if now.len() < SHORT {
        return None;
    }
    let known: BTreeSet<&[char]> = before.windows(PASSAGE).collect();
    let passages: Vec<bool> = now
        .windows(PASSAGE)
        .map(|passage| known.contains(passage))
        .collect();
    let same = passages.iter().filter(|is_known| **is_known).count();
    Some(Decimal::from(same) / Decimal::from(passages.len()))
}

pub(super) fn words_only(text: &str) -> Vec<char> {
    text.chars().filter(|one| one.is_alphabetic()).collect()
}

/// The text without spaces, its digits, brackets and stops of full width made plain.
pub(super) fn squeezed(text: &str) -> String {
    let plain = |one: char| match one {
        '０'..='９' => char::from_digit(u32::from(one) - u32::from('０'), 10).unwrap_or(one),
        '（' => '(',
        '）' => ')',
        '％' => '%',
        '．' => '.',
        _ => one,
    };
    text.chars()
        .filter(|one| !one.is_whitespace() || *one == '\n')
        .map(plain)
        .collect()
}

/// The sentences of a squeezed text.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['。', '；', ';', '\n', '！'])
        .filter(|sentence| !sentence.is_empty())
}
