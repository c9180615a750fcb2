//! What visitors of the site search for (公众搜索): which words may be kept, and from when on anybody reads them. A search is asked
//! without a name, and nothing is kept by which somebody could be told (个人信息保护法第六条：限于实现处理目的的最小范围).

use crate::signs;

/// Visitors who must have searched for the same words within a month before anybody reads them: what one or two asked for may be a
/// name, or tell who asked.
pub const READ_FROM: u32 = 3;
/// Months that are kept beside the present one: a year can be held against the one before.
pub const KEPT_MONTHS: i32 = 13;
/// Longer ones are no words to search by but a text that somebody pasted.
const LONGEST: usize = 30;
/// As many digits in a row are a telephone or a card, as many in groups an identity number.
const DIGITS: usize = 7;
const DIGITS_IN_GROUPS: usize = 11;

/// The words in the one spelling that they are counted by, as texts are searched ([`signs::searched`]). `None` where they may not
/// be kept: nothing is left of them, they are a text and no words, or they hold a number or an address that tells of a person.
pub fn kept(words: &str) -> Option<String> {
    let signs: String = words.chars().filter_map(signs::searched).collect();
    let parts: Vec<&str> = signs.split(' ').filter(|part| !part.is_empty()).collect();
    let words = parts.join(" ");
    let is_short = !words.is_empty() && words.chars().count() <= LONGEST;
    (is_short && !words.contains('@') && !tells_a_number(&words)).then_some(words)
}

fn tells_a_number(words: &str) -> bool {
    let longest = |parts: &mut dyn Iterator<Item = &str>| {
        let digits = |part: &str| part.chars().filter(char::is_ascii_digit).count();
        parts.map(digits).max().unwrap_or(0)
    };
    let is_in_group = |sign: char| sign.is_ascii_digit() || matches!(sign, ' ' | '-');
    longest(&mut words.split(|sign: char| !sign.is_ascii_digit())) >= DIGITS
        || longest(&mut words.split(|sign| !is_in_group(sign))) >= DIGITS_IN_GROUPS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_by_one_spelling() {
        for typed in ["技改補貼 2026", " 技改补贴　２０２６ ", "技改补贴\u{200b} 2026"] {
            assert_eq!(kept(typed).as_deref(), Some("技改补贴 2026"), "{typed}");
        }
        assert_eq!(kept("WTO").as_deref(), Some("wto"));
        assert_eq!(kept("2024-2025学年").as_deref(), Some("2024-2025学年"));
        assert_eq!(kept("孟政〔2026〕12号").as_deref(), Some("孟政〔2026〕12号"));
    }

    #[test]
    fn what_tells_of_a_person_is_not_kept() {
        for typed in [
            "410305199001011234",
            "４１０３０５１９９００１０１１２３４",
            "张三 138 1234 5678",
            "138-1234-5678",
            "0379-67891234",
            "zhang@example.com",
            "6222 0212 3456 7890",
            "",
            " \u{200b}",
            "我想问一下去年我们村征地以后补偿款到底什么时候能够发到各家各户的手里",
        ] {
            assert_eq!(kept(typed), None, "{typed}");
        }
    }
}
