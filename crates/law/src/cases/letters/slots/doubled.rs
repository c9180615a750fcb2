//! Words that the wording has around a place and that somebody typed into it once more: 因因需要, 理由：理由是, 提出提出. The letter
//! says them once.

use crate::cases::letters::sheet;
use crate::wording::Between;

/// Places that take what somebody typed, beside those of the sheet (`sheet::is_written`).
const TYPED: [&str; 11] = [
    "方式",
    "对方同意公开的内容",
    "第三方同意公开的内容",
    "同意而不公开的理由",
    "更正的证据",
    "有权更正的机关",
    "检索的系统",
    "负责公开的机关",
    "联系方式",
    "信访渠道",
    "获取途径",
];

/// A word of one sign before a place: what is typed for it, and the signs behind it that make it part of another word.
const BEFORE: [(&str, &[&str], &str); 3] = [
    ("因", &["因为", "由于", "因"], "特素果子式此而故"),
    ("在", &["在"], "建线职册编校案岗途"),
    ("向", &["向"], "阳导量荣前东南西北"),
];

/// The shortest words of several signs that are looked for, in characters.
const SHORTEST: usize = 2;
/// The shortest clause behind a place that is looked for at the end of what was typed.
const SHORTEST_CLAUSE: usize = 4;

/// Whether the place takes what somebody typed; of the applicant's words and of facts nothing is left out.
pub(super) fn may_be_typed(place: &str) -> bool {
    sheet::is_written(place) || TYPED.contains(&place)
}

/// Leaves the words around the place out of the values that stand beside them.
pub(super) fn leave_out(values: &mut [String], between: Between<'_>) {
    let keep = |value: &mut String, left: String| {
        // A value of nothing but those words says something all the same.
        if !left.is_empty() {
            *value = left;
        }
    };
    if let Some(first) = values.first_mut() {
        let left = without_beginning(first, between.before).to_owned();
        keep(first, left);
    }
    if let Some(last) = values.last_mut() {
        let left = without_end(last, between.after).to_owned();
        keep(last, left);
    }
}

fn is_mark(sign: char) -> bool {
    !sign.is_alphanumeric()
}

fn without_beginning<'a>(value: &'a str, before: &str) -> &'a str {
    let value_left = if let Some(label) = before.strip_suffix('：') {
        without_label(value, label)
    } else if before.ends_with(is_mark) {
        None
    } else {
        without_word(value, before).or_else(|| without_words(value, before))
    };
    value_left.map_or(value, |left| left.trim_start_matches(is_mark))
}

/// 理由：理由是…, 缴纳方式：缴纳方式：…
fn without_label<'a>(value: &'a str, label: &str) -> Option<&'a str> {
    let label = label.rsplit(is_mark).next().unwrap_or_default();
    let label = label.trim_end_matches(['是', '为']);
    let after = endings(label).find_map(|words| value.strip_prefix(words))?;
    after.strip_prefix(['：', ':', '是', '为'])
}

/// 因因…, 因由于…
fn without_word<'a>(value: &'a str, before: &str) -> Option<&'a str> {
    let (_, typed, other) = BEFORE.iter().find(|(word, _, _)| before.ends_with(word))?;
    let left = typed.iter().find_map(|word| value.strip_prefix(word))?;
    (!left.starts_with(|sign: char| other.contains(sign))).then_some(left)
}

/// 可以可以…
fn without_words<'a>(value: &'a str, before: &str) -> Option<&'a str> {
    let words = before.rsplit(is_mark).next().unwrap_or_default();
    endings(words).find_map(|words| value.strip_prefix(words))
}

fn without_end<'a>(value: &'a str, after: &str) -> &'a str {
    let words = after.trim_start_matches(is_mark);
    let is_apart = words.len() < after.len();
    let clause = words.split(is_mark).next().unwrap_or_default();
    let left = if is_apart {
        (clause.chars().count() >= SHORTEST_CLAUSE)
            .then(|| value.strip_suffix(clause))
            .flatten()
    } else {
        beginnings(clause).find_map(|words| value.strip_suffix(words))
    };
    left.map_or(value, |left| left.trim_end_matches(is_mark))
}

/// The ends of some words, the longest first, down to the shortest that is looked for.
fn endings(words: &str) -> impl Iterator<Item = &str> {
    let tails = words.char_indices().filter_map(|(at, _)| words.get(at..));
    tails.filter(|tail| tail.chars().count() >= SHORTEST)
}

fn beginnings(words: &str) -> impl Iterator<Item = &str> {
    let ends = words.char_indices().map(|(at, sign)| at + sign.len_utf8());
    let mut heads: Vec<&str> = ends.filter_map(|end| words.get(..end)).collect();
    heads.reverse();
    heads.into_iter().filter(|head| head.chars().count() >= SHORTEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: &str, value: &str, after: &str) -> String {
        let mut values = vec![value.to_owned()];
        leave_out(&mut values, Between { before, after });
        format!("{before}{}{after}", values.concat())
    }

    #[test]
    fn a_word_that_the_wording_has_around_a_place_is_said_once() {
        for (before, value, after, whole) in [
            ("因", "因需要征求意见", "，不能", "因需要征求意见，不能"),
            ("因", "由于材料较多", "，不能", "因材料较多，不能"),
            ("。理由：", "理由是涉及他人", "。", "。理由：涉及他人。"),
            (
                "公开，理由是：",
                "理由：有损商誉",
                "。",
                "公开，理由是：有损商誉。",
            ),
            ("缴纳方式：", "缴纳方式：到银行", "。", "缴纳方式：到银行。"),
            ("可以", "可以到网站下载", "", "可以到网站下载"),
            ("可以向", "向信访局提出", "提出。", "可以向信访局提出。"),
            (
                "因",
                "材料多，不能在法定期限内答复",
                "，不能在法定期限内答复。",
                "因材料多，不能在法定期限内答复。",
            ),
        ] {
            assert_eq!(told(before, value, after), whole);
        }
    }

    #[test]
    fn another_word_that_begins_alike_stays_whole() {
        for (before, value, after) in [
            ("因", "因特网平台维护", "，不能"),
            ("在", "在建工程档案", "以"),
            ("请向", "向阳镇人民政府", "申请"),
            ("。理由：", "理由不充分的材料", "。"),
            ("，申请公开“", "申请公开预算", "”"),
            ("因", "因", "，"),
        ] {
            assert_eq!(told(before, value, after), format!("{before}{value}{after}"));
        }
    }
}
