//! What in a query is a 发文字号, a clause of a text or a date.

use std::sync::LazyLock;

use law::signs::{number_key, searched};
use regex::Regex;

/// Something of the query that has a form of its own, and where it stands (bytes of the folded text).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formed {
    pub from: usize,
    pub to: usize,
    pub what: What,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A 发文字号 in the spelling of [`key`].
    Number(String),
    /// A clause (第十二条), in both spellings of its number.
    Clause(Vec<String>),
    /// The first and last day, as `YYYYMMDD`, and how a text says it.
    Days(i64, i64, String),
}

static NUMBER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"([\u{4e00}-\u{9fff}]{2,12})〔?((?:19|20)\d\d)〕?年?第?0*(\d{1,5})号").ok());
static CLAUSE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"第([一二三四五六七八九十百千零〇两]{1,9}|\d{1,4})([条款项章节编])").ok());
static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"((?:19|20)\d\d)(?:年(\d{1,2})月(?:(\d{1,2})[日号])?|[-./](\d{1,2})[-./](\d{1,2})\b)").ok()
});

/// A number as it is compared: in the spelling of the search, with nothing but letters, digits and Chinese characters.
pub fn key(number: &str) -> String {
    let folded: String = number_key(number).chars().filter_map(searched).collect();
    let bare = |text: &str| text.chars().filter(|sign| sign.is_alphanumeric()).collect();
    match NUMBER.as_ref().and_then(|number| number.captures(&folded)) {
        Some(found) if found.get(0).is_some_and(|all| all.as_str() == folded) => {
            let part = |index| found.get(index).map_or("", |part| part.as_str());
            format!("{}{}{}号", part(1), part(2), part(3))
        }
        _ => bare(&folded),
    }
}

/// What of a folded query has a form of its own, in order; none overlap.
pub fn formed(folded: &str) -> Vec<Formed> {
    let mut found: Vec<Formed> = Vec::new();
    let mut add = |from: usize, to: usize, what: What| {
        if found.iter().all(|one| one.to <= from || to <= one.from) {
            found.push(Formed { from, to, what });
        }
    };
    for one in NUMBER.iter().flat_map(|number| number.find_iter(folded)) {
        add(one.start(), one.end(), What::Number(key(one.as_str())));
    }
    for one in CLAUSE.iter().flat_map(|clause| clause.captures_iter(folded)) {
        if let (Some(all), Some(number), Some(of)) = (one.get(0), one.get(1), one.get(2)) {
            add(
                all.start(),
                all.end(),
                What::Clause(spellings(number.as_str(), of.as_str())),
            );
        }
    }
    for one in DATE.iter().flat_map(|date| date.captures_iter(folded)) {
        let part = |index: usize| one.get(index).and_then(|part| part.as_str().parse::<i64>().ok());
        let month = part(2).or_else(|| part(4));
        if let (Some(all), Some(year), Some(month @ 1..=12)) = (one.get(0), part(1), month) {
            let of_month = year * 10_000 + month * 100;
            let what = match part(3).or_else(|| part(5)) {
                Some(day) => What::Days(
                    of_month + day,
                    of_month + day,
                    format!("{year}年{month}月{day}日"),
                ),
                None => What::Days(of_month, of_month + 99, format!("{year}年{month}月")),
            };
            add(all.start(), all.end(), what);
        }
    }
    found.sort_by_key(|one| one.from);
    found
}

/// 第12条 and 第十二条.
fn spellings(number: &str, of: &str) -> Vec<String> {
    let value = number.parse::<u32>().ok().or_else(|| read(number));
    let mut spellings = vec![format!("第{number}{of}")];
    if let Some(value) = value.filter(|value| (1..10_000).contains(value)) {
        spellings.push(format!("第{value}{of}"));
        spellings.push(format!("第{}{of}", written(value)));
    }
    spellings.sort();
    spellings.dedup();
    spellings
}

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const STEPS: [(char, u32); 3] = [('千', 1_000), ('百', 100), ('十', 10)];

fn read(words: &str) -> Option<u32> {
    let (mut sum, mut digit) = (0, None);
    for sign in words.chars() {
        if let Some((_, step)) = STEPS.iter().find(|(name, _)| *name == sign) {
            sum += digit.take().unwrap_or(1) * step;
        } else if sign == '两' {
            digit = Some(2);
        } else if sign != '〇' && sign != '零' {
            digit = Some(u32::try_from(DIGITS.iter().position(|one| *one == sign)?).ok()?);
        }
    }
    Some(sum + digit.unwrap_or(0))
}

fn written(value: u32) -> String {
    let digit = |value: u32| {
        let place = usize::try_from(value).unwrap_or(0);
        DIGITS.get(place).copied().unwrap_or('零')
    };
    let (mut words, mut rest, mut gap) = (String::new(), value, false);
    for (name, step) in STEPS {
        let count = rest / step;
        rest %= step;
        if count == 0 {
            gap = gap || !words.is_empty();
            continue;
        }
        if gap {
            words.push('零');
            gap = false;
        }
        if !(count == 1 && step == 10 && words.is_empty()) {
            words.push(digit(count));
        }
        words.push(name);
    }
    if rest > 0 {
        if gap {
            words.push('零');
        }
        words.push(digit(rest));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_one_however_it_is_typed() {
        for typed in [
            "孟先开〔2026〕12号",
            "孟先开[2026]12号",
            "孟先开（2026）第12号",
            "孟先开2026年12号",
            "孟先開〔２０２６〕012號",
        ] {
            assert_eq!(key(typed), "孟先开202612号", "{typed}");
        }
        assert_eq!(key("MJ01-2026-06-00012"), key("mj01—2026—06—00012"));
    }

    #[test]
    fn a_clause_and_a_date_are_read_in_both_spellings() {
        let clause = |text: &str| match formed(text).remove(0).what {
            What::Clause(spellings) => spellings,
            other => panic!("{other:?}"),
        };
        for (number, words) in [
            ("12", "十二"),
            ("20", "二十"),
            ("105", "一百零五"),
            ("110", "一百一十"),
            ("1005", "一千零五"),
            ("7", "七"),
        ] {
            let (digits, words) = (format!("第{number}条"), format!("第{words}条"));
            assert_eq!(clause(&digits), clause(&words), "{number}");
            assert_eq!(clause(&digits), [digits.clone(), words]);
        }
        let days = |text: &str| formed(text).into_iter().map(|one| one.what).collect::<Vec<_>>();
        assert_eq!(
            days("2026年11月6日"),
            [What::Days(20_261_106, 20_261_106, "2026年11月6日".to_owned())]
        );
        assert_eq!(
            days("2026-11-06"),
            [What::Days(20_261_106, 20_261_106, "2026年11月6日".to_owned())]
        );
        assert_eq!(
            days("2026年11月通知"),
            [What::Days(20_261_100, 20_261_199, "2026年11月".to_owned())]
        );
        assert_eq!(days("2026年13月"), []);
    }
}
