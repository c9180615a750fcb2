//! What stands in a letter beside what the wording makes of the facts, where it could tell the reader something else than was
//! decided: another title or addressee, words of a decision, amounts, days, periods. A letter says what its decision says, to
//! whom it is for (条例第三十三条、第三十六条), and a fee is reckoned, never typed (国办函〔2020〕109号第三条). Where such words may
//! well be right, whoever drafts the letter gives the reason, and whoever signs it reads that.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Fee, Letter, LetterFacts, LetterKind, capitals, fill, slots, tentative};
use crate::cases::reasons::is_wordless;
use crate::codes::{Outcome, WhyNot};
use crate::fees::Charge;

/// Words that decide, or sound like it.
const DECIDING: [&str; 18] = [
    "予以公开",
    "同意公开",
    "准予公开",
    "不予公开",
    "不予以公开",
    "拒绝公开",
    "不予提供",
    "不提供",
    "不能提供",
    "无法提供",
    "拒绝提供",
    "信息不存在",
    "不属于本机关",
    "不予处理",
    "不予受理",
    "不再处理",
    "终止办理",
    "视为放弃",
];

/// Behind which number of what a period is told.
const PERIODS: [&str; 5] = ["个工作日", "个自然日", "日内", "天内", "个月内"];

/// Words beside the wording that stay, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeptWords {
    /// Those the reason was given for; others are told again.
    pub words: Vec<String>,
    pub reason: String,
}

impl KeptWords {
    /// These words are kept for this reason; without one none is.
    pub fn of(words: Vec<String>, reason: &str) -> Self {
        let reason = reason.trim();
        if is_wordless(reason) || words.is_empty() {
            return Self::default();
        }
        Self {
            words,
            reason: reason.to_owned(),
        }
    }

    /// What whoever checks and signs the letter is told.
    pub fn told(&self) -> Option<String> {
        let words: Vec<String> = self.words.iter().map(|words| format!("“{words}”")).collect();
        (!words.is_empty()).then(|| {
            format!(
                "文书中{}不是由处理决定和计算结果写出的，是经办人另行写入的。保留的理由：{}",
                words.join("、"),
                self.reason
            )
        })
    }
}

/// What stands in the letter beside what its facts make of it: what must go, and what may stay for a reason.
pub(super) fn gaps(letter: &Letter, kind: LetterKind, facts: &LetterFacts) -> Vec<WhyNot> {
    let Some(wanted) = as_filled(kind, facts) else {
        return Vec::new();
    };
    let mut list = fixed(letter, &wanted);
    if kind == LetterKind::Fee {
        list.extend(second_amounts(letter, facts));
    }
    let told = beside(letter, kind, facts);
    let told = told
        .iter()
        .filter(|words| !facts.kept_words.words.contains(words));
    let told: Vec<String> = told.map(|words| format!("“{words}”")).collect();
    if !told.is_empty() {
        let message = format!(
            "文书另行写有{}，不是由处理决定和计算结果写出的。与决定不一致的，请删去，或者修改处理决定后重新生成；确需保留的，填写保留的理由后保存。",
            told.join("、")
        );
        list.push(WhyNot::new("kept_reason", message));
    }
    list
}

/// The words beside the wording that may stay for a reason, each once.
pub fn beside(letter: &Letter, kind: LetterKind, facts: &LetterFacts) -> Vec<String> {
    let Some(wanted) = as_filled(kind, facts) else {
        return Vec::new();
    };
    let [written, wanted] = [letter, &wanted].map(|letter| body(letter, facts));
    let mut words: Vec<String> = deciding()
        .filter(|words| written.matches(*words).count() > wanted.matches(*words).count())
        .map(str::to_owned)
        .collect();
    let finders: &[fn(&str) -> Vec<String>] = if slots::still_open(&wanted).next().is_some() {
        // A day or an amount may be what somebody filled in by hand.
        &[]
    } else if kind == LetterKind::Fee {
        // Of a fee notice no other amount may stay.
        &[days, periods]
    } else {
        &[days, periods, amounts]
    };
    for find in finders {
        let known = find(&wanted);
        words.extend(find(&written).into_iter().filter(|one| !known.contains(one)));
    }
    let mut once = Vec::new();
    for one in words {
        if !once.contains(&one) {
            once.push(one);
        }
    }
    once
}

/// The days that a letter states and its facts make no longer, with those they make instead: after it was signed something happened
/// that moves them. None of words that were kept for a reason.
fn moved_days(letter: &Letter, kind: LetterKind, facts: &LetterFacts) -> Option<(Vec<String>, Vec<String>)> {
    let wanted =
        as_filled(kind, facts).filter(|wanted| slots::still_open(&wanted.text()).next().is_none())?;
    let [written, wanted] = [letter, &wanted].map(|letter| days(&body(letter, facts)));
    let beside = |these: &[String], those: &[String]| -> Vec<String> {
        let mut once: Vec<String> = Vec::new();
        for day in these {
            let is_kept = facts.kept_words.words.contains(day);
            if !those.contains(day) && !is_kept && !once.contains(day) {
                once.push(day.clone());
            }
        }
        once
    };
    let moved = beside(&written, &wanted);
    (!moved.is_empty()).then(|| (moved, beside(&wanted, &written)))
}

/// What is said of a signed letter whose days moved (条例第三十三条): whoever gets it goes by what it says.
pub fn told_of_moved_days(letter: &Letter, kind: LetterKind, facts: &LetterFacts) -> Option<String> {
    let (moved, now) = moved_days(letter, kind, facts)?;
    let now = if now.is_empty() {
        String::new()
    } else {
        format!("，按现在的记录应为{}", now.join("、"))
    };
    Some(format!(
        "签发之后本件的期限有了变化：文书写的是{}{now}。请由签发人撤回签发后重新拟写；确需照原样送达的，写明理由。",
        moved.join("、")
    ))
}

/// The letter as the facts make it; `None` where it has no decision it could contradict, or one that is another letter's.
fn as_filled(kind: LetterKind, facts: &LetterFacts) -> Option<Letter> {
    if kind.is_form() {
        return None;
    }
    let is_its_own = !kind.is_reply()
        || facts
            .decision
            .as_ref()
            .is_some_and(|decision| LetterKind::of(decision.outcome) == kind);
    is_its_own.then(|| fill(kind, facts))
}

/// Title and addressee are the decision's and the register's, never typed.
fn fixed(letter: &Letter, wanted: &Letter) -> Vec<WhyNot> {
    let parts = [
        ("title", "标题", &letter.title, &wanted.title),
        ("addressee", "收文方", &letter.addressee, &wanted.addressee),
    ];
    let other = parts.into_iter().filter(|(_, _, there, right)| {
        let is_blank = there.trim().is_empty() || slots::still_open(right).next().is_some();
        !is_blank && there.trim() != right.trim()
    });
    other
        .map(|(field, label, _, right)| {
            WhyNot::new(
                field,
                format!("文书的{label}应为“{right}”，与登记和处理决定一致。请保存一次，或者重新生成文书。"),
            )
        })
        .collect()
}

/// Amounts of a fee notice beside the one that is reckoned and those of the tariff.
fn second_amounts(letter: &Letter, facts: &LetterFacts) -> Vec<WhyNot> {
    let without_way = LetterFacts {
        fee: Fee {
            way_to_pay: String::new(),
            ..facts.fee.clone()
        },
        ..facts.clone()
    };
    let wanted = counted(amounts(&body(&fill(LetterKind::Fee, &without_way), facts)));
    let reckoned = facts.fee.charge.map(as_written).unwrap_or_default();
    let written = counted(amounts(&body(letter, facts)));
    let other = written.into_iter().filter(|(amount, times)| {
        !reckoned.contains(amount) && *times > wanted.get(amount).copied().unwrap_or_default()
    });
    other
        .map(|(amount, _)| {
            WhyNot::new(
                "text",
                format!(
                    "收费通知书另外写有金额“{amount}”。信息处理费按标准算出，不能另收其他费用，请删去（条例第四十二条，国办函〔2020〕109号第三条）。"
                ),
            )
        })
        .collect()
}

/// The ways the reckoned amount is written.
fn as_written(charge: Charge) -> Vec<String> {
    let fen = charge.fen().0;
    let mut ways = vec![format!("{}.{:02}元", fen / 100, fen % 100)];
    if fen.is_multiple_of(100) {
        ways.push(format!("{}元", fen / 100));
    }
    ways.extend(amounts(&capitals::in_capitals(fen)));
    ways
}

fn counted(all: Vec<String>) -> BTreeMap<String, usize> {
    let mut counted = BTreeMap::new();
    for one in all {
        *counted.entry(one).or_default() += 1;
    }
    counted
}

/// The text under title and addressee, without blanks and marks of tentative days, with plain digits.
fn body(letter: &Letter, facts: &LetterFacts) -> String {
    let text = letter.text();
    // The first two lines are title and addressee.
    let lines: Vec<&str> = text.lines().skip(2).chain([letter.contact.as_str()]).collect();
    let text = tentative::without_marks(&lines.join("\n"), &facts.tentative);
    let kept = text.chars().filter(|one| *one == '\n' || !one.is_whitespace());
    kept.map(plain_digit).collect()
}

const fn plain_digit(sign: char) -> char {
    match sign {
        '０' => '0',
        '１' => '1',
        '２' => '2',
        '３' => '3',
        '４' => '4',
        '５' => '5',
        '６' => '6',
        '７' => '7',
        '８' => '8',
        '９' => '9',
        '，' => ',',
        '．' => '.',
        _ => sign,
    }
}

/// The words that decide, with the articles that some outcome rests on.
fn deciding() -> impl Iterator<Item = &'static str> {
    let articles = Outcome::ALL.iter().flat_map(|outcome| outcome.cited());
    // 第三十六条 alone stands in every other of them.
    DECIDING
        .into_iter()
        .chain(articles.filter(|article| article.contains("（")))
}

/// Days: 2026年3月16日, 3月16日, 2026-03-16.
fn days(text: &str) -> Vec<String> {
    let is_of_a_day = |sign: char| sign.is_ascii_digit() || matches!(sign, '年' | '月');
    let spoken = before(text, "日", is_of_a_day).filter(|(day, _)| {
        let parts = day.split_once('月');
        parts.is_some_and(|(month, day)| {
            month.ends_with(|sign: char| sign.is_ascii_digit()) && !day.is_empty()
        })
    });
    let written = text
        .split(|sign: char| !(sign.is_ascii_digit() || sign == '-'))
        .filter(|piece| {
            let parts: Vec<usize> = piece.split('-').map(str::len).collect();
            matches!(parts.as_slice(), [4, 1 | 2, 1 | 2])
        })
        .map(str::to_owned);
    spoken
        .map(|(day, sign)| format!("{day}{sign}"))
        .chain(written)
        .collect()
}

/// Periods: 20个工作日, 三日内.
fn periods(text: &str) -> Vec<String> {
    let all = PERIODS
        .into_iter()
        .flat_map(|unit| before(text, unit, is_of_a_number));
    all.filter(|(number, _)| !number.is_empty())
        .map(|(number, unit)| format!("{number}{unit}"))
        .collect()
}

/// Amounts of money: 9000元, 1,200.50元, 玖仟元, 3万元, ¥9000.
fn amounts(text: &str) -> Vec<String> {
    let is_of_an_amount = |sign: char| is_of_a_number(sign) || matches!(sign, '.' | ',');
    let named = ["元", "圆"]
        .into_iter()
        .flat_map(|unit| before(text, unit, is_of_an_amount))
        .map(|(number, _)| format!("{}元", number.trim_matches([',', '.']).replace(',', "")))
        .filter(|amount| amount != "元");
    let signed = text.split(['¥', '￥']).skip(1).filter_map(|rest| {
        let end = rest.find(|sign: char| !(sign.is_ascii_digit() || matches!(sign, '.' | ',')));
        let number = rest.get(..end.unwrap_or(rest.len()))?.trim_matches([',', '.']);
        // With its 元 it is found already.
        let is_alone = !rest.get(end?..).is_some_and(|rest| rest.starts_with('元'));
        (!number.is_empty() && is_alone).then(|| format!("{}元", number.replace(',', "")))
    });
    named.chain(signed).collect()
}

const fn is_of_a_number(sign: char) -> bool {
    sign.is_ascii_digit()
        || matches!(
            sign,
            '零' | '〇'
                | '一'
                | '二'
                | '两'
                | '三'
                | '四'
                | '五'
                | '六'
                | '七'
                | '八'
                | '九'
                | '十'
                | '百'
                | '千'
                | '万'
                | '亿'
                | '壹'
                | '贰'
                | '叁'
                | '肆'
                | '伍'
                | '陆'
                | '柒'
                | '捌'
                | '玖'
                | '拾'
                | '佰'
                | '仟'
        )
}

/// What of these signs stands right before each place of the unit.
fn before<'a>(
    text: &'a str,
    unit: &'a str,
    is_of_it: impl Fn(char) -> bool + 'a,
) -> impl Iterator<Item = (&'a str, &'a str)> {
    let places = text.match_indices(unit);
    places.filter_map(move |(at, _)| {
        let head = text.get(..at)?;
        let from = head.trim_end_matches(&is_of_it).len();
        Some((head.get(from..)?, unit)).filter(|(number, _)| !number.is_empty())
    })
}
