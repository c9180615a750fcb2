//! Reasons that are none: a text that only says 内部 or 敏感 names nothing that would be harmed. A refusal says its reasons
//! (条例第三十六条第（三）项), and a third party's are weighed (第三十二条).

use crate::signs::plain_words;

/// A reason of fewer characters says nothing that can be weighed.
const LEAST: usize = 6;
/// What is left of one without words that add nothing.
const LEAST_LEFT: usize = 4;

/// Words that stand for reasons and are none. What is left without them has to say something.
const EMPTY: [&str; 42] = [
    "内部资料",
    "内部信息",
    "内部文件",
    "内部使用",
    "仅供内部",
    "内部",
    "不宜公开",
    "不便公开",
    "不予公开",
    "不能公开",
    "不可公开",
    "不可以公开",
    "不应公开",
    "不应当公开",
    "不公开",
    "不同意公开",
    "不同意",
    "不宜提供",
    "不便提供",
    "不予提供",
    "不能提供",
    "不愿公开",
    "不宜",
    "不便",
    "敏感信息",
    "敏感内容",
    "比较敏感",
    "敏感",
    "涉密",
    "保密",
    "有影响",
    "影响不好",
    "依法",
    "按规定",
    "根据规定",
    "领导要求",
    "领导意见",
    "经研究",
    "经审查",
    "经评估",
    "本机关认为",
    "原因",
];

/// Particles and names of the thing itself, which add nothing.
const FILLERS: [&str; 22] = [
    "信息", "内容", "资料", "文件", "材料", "属于", "涉及", "因为", "由于", "所以", "公开", "该", "此", "的",
    "为", "是", "系", "等", "不", "较", "很", "类",
];

/// Whether a text is too short to be a reason, or made of such words alone.
pub fn says_nothing(text: &str) -> bool {
    let plain: String = plain_words(text)
        .chars()
        .filter(|one| one.is_alphanumeric())
        .collect();
    if plain.chars().count() < LEAST || is_wordless(&plain) {
        return true;
    }
    let left = EMPTY
        .iter()
        .chain(&FILLERS)
        .fold(plain, |left, word| left.replace(word, ""));
    left.chars().count() < LEAST_LEFT
}

/// How many signs in turn over and over are still no word.
const LONGEST_TURN: usize = 4;

/// Whether what was typed holds no word: blanks, a full stop, one sign that only gets past the field, or the same signs, up to
/// four in turn, over and over. A number is something that is said (of a fax, of a receipt), and so is whatever is Chinese.
pub fn is_wordless(text: &str) -> bool {
    let plain = plain_words(text).to_lowercase();
    let signs: Vec<char> = plain.chars().filter(|one| one.is_alphanumeric()).collect();
    let is_repeated = (1..=LONGEST_TURN).any(|turn| signs.len() >= turn * 2 && repeats(&signs, turn));
    signs.len() < 2 || (is_repeated && !signs.iter().any(|one| is_chinese(*one)))
}

/// Whether the first signs of a turn come over and over: aaaa, abab, abc abc.
fn repeats(signs: &[char], turn: usize) -> bool {
    let turned = signs.iter().skip(turn).zip(signs);
    turned.into_iter().all(|(sign, before)| sign == before)
}

const fn is_chinese(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::{is_wordless, says_nothing};

    #[test]
    fn a_sign_over_and_over_is_no_reason() {
        for text in [
            "",
            "。",
            "a",
            "aaaa",
            "AaＡａ",
            "1111",
            "abab",
            "1212",
            "a a a。",
            "——",
            "啊",
            "abc abc",
            "asdfasdf",
            "qwe qwe qwe",
        ] {
            assert!(is_wordless(text), "{text}");
        }
        for text in ["OK", "同意", "0379-67890000", "1号", "登记有误", "谢谢"] {
            assert!(!is_wordless(text), "{text}");
        }
    }

    #[test]
    fn a_short_reason_that_is_true_needs_no_padding() {
        for text in ["公开会暴露成本", "属于讨论记录"] {
            assert!(!says_nothing(text), "{text}");
        }
    }

    #[test]
    fn what_only_says_internal_is_no_reason() {
        for text in [
            "",
            "内部",
            "不宜公开",
            "敏感",
            "属于内部资料，不宜公开",
            "该信息属于敏感内容，经研究不予公开。",
            "内部文件，涉及敏感信息，不便提供",
            "－－－－－－－－－－－－",
            "aaaaaaaaaaaa",
        ] {
            assert!(says_nothing(text), "{text}");
        }
    }

    #[test]
    fn what_names_a_harm_is_one() {
        for text in [
            "公开水厂的加药工艺参数和布防点位，可能被用于破坏供水，危及公共安全。",
            "含有客户名单和报价，公开后竞争对手可以据此压价。",
            "记载了本人的病历和家庭住址",
        ] {
            assert!(!says_nothing(text), "{text}");
        }
    }
}
