//! Numbers as prose writes them: `1,498件` and `二十七件` are counts like `1498件` and `27件`.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::numerals::number;

#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static GROUPED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(^|[^\d.])(\d{1,3}(?:[,，]\d{3})+)((?:\.\d+)?(?:件|条|宗|份|个|起|次|部|项|余|万|元))")
        .unwrap()
});

#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static IN_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    const NUMERALS: &str = "零〇一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟";
    Regex::new(&format!("(^|[^{NUMERALS}])([{NUMERALS}]+)(件|宗|份|起)")).unwrap()
});

/// The sentence with its counts in plain digits. An ordinal (第一件) and a round sum (上百件, 每件) stay as they are.
pub(super) fn in_digits(sentence: &str) -> String {
    let grouped = GROUPED.replace_all(sentence, |found: &Captures<'_>| {
        let digits: String = part(found, 2).chars().filter(char::is_ascii_digit).collect();
        [part(found, 1), &digits, part(found, 3)].concat()
    });
    let in_words = |found: &Captures<'_>| {
        let (before, words) = (part(found, 1), part(found, 2));
        let is_count = !"第每逐任某上数几近约超逾同这那各0123456789".contains(before) || before.is_empty();
        let begins = !words.starts_with(['百', '千', '万', '佰', '仟']);
        match number(words).filter(|_| is_count && begins) {
            Some(number) => format!("{before}{number}{}", part(found, 3)),
            None => part(found, 0).to_owned(),
        }
    };
    IN_WORDS.replace_all(&grouped, in_words).into_owned()
}

fn part<'t>(found: &Captures<'t>, index: usize) -> &'t str {
    found.get(index).map_or("", |part| part.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_become_digits_and_other_words_stay() {
        for (written, plain) in [
            ("共收到申请1,498件", "共收到申请1498件"),
            ("共收到申请1，498件", "共收到申请1498件"),
            ("收到申请二十七件", "收到申请27件"),
            ("一千二百零五件", "1205件"),
            ("收到申请贰拾柒件", "收到申请27件"),
            ("每一件申请", "每一件申请"),
            ("上百件", "上百件"),
            ("第三件", "第三件"),
            ("在2024,123件申请中", "在2024,123件申请中"),
            ("收费12,345.6万元", "收费12345.6万元"),
        ] {
            assert_eq!(in_digits(written), plain);
        }
    }
}
