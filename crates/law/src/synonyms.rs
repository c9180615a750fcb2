//! Words of one meaning that an organ adds to those the search ships with (检索同义词): what people say and what stands in its papers
//! (条例第二十四条: 检索). Which words may stand in a line is decided here; how they are looked for is the search's.

use crate::codes::WhyNot;
use crate::signs;

/// Most words of a line: each is looked for as well.
const MOST_WORDS: usize = 8;
/// Signs of a word.
const LONGEST: usize = 20;
const LONGEST_SOURCE: usize = 200;

/// A line of an organ's own: words of one meaning, and what they go by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meaning {
    pub words: Vec<String>,
    /// Where the words come from: a document, a list of what visitors did not find.
    pub source: String,
}

impl Meaning {
    /// Reads a line as it is typed: blanks and the usual marks part the words, and one spelling stands once.
    pub fn read(typed: &str, source: &str) -> Self {
        let is_between = |sign: char| sign.is_whitespace() || "、，,；;/／|".contains(sign);
        let mut words: Vec<String> = Vec::new();
        for word in typed.split(is_between).filter(|word| !word.is_empty()) {
            if !words.iter().any(|known| spelling(known) == spelling(word)) {
                words.push(word.to_owned());
            }
        }
        Self {
            words,
            source: source.to_owned(),
        }
    }

    /// The words in one line.
    pub fn line(&self) -> String {
        self.words.join(" ")
    }

    /// What is wrong with it, by field.
    pub fn faults(&self) -> Vec<WhyNot> {
        let mut faults = Vec::new();
        let mut wrong = |is_wrong: bool, field, message: String| {
            if is_wrong {
                faults.push(WhyNot::new(field, message));
            }
        };
        let message = "请填写两个以上意思相同的词，用空格或者顿号隔开，例如：社保、社会保险。";
        wrong(self.words.len() < 2, "words", message.to_owned());
        let message = format!("一组不超过 {MOST_WORDS} 个词。");
        wrong(self.words.len() > MOST_WORDS, "words", message);
        for word in &self.words {
            let length = spelling(word).chars().count();
            let message = format!("“{word}”只有一个字，会找到许多无关的信息，请填写完整的词。");
            wrong(length < 2, "words", message);
            wrong(
                length > LONGEST,
                "words",
                format!("“{word}”过长，一个词不超过 {LONGEST} 个字。"),
            );
        }
        let message = "请填写来源，例如：公众搜索未找到的词、《河南省优化营商环境条例》。";
        wrong(self.source.is_empty(), "source", message.to_owned());
        let message = format!("来源不超过 {LONGEST_SOURCE} 个字。");
        wrong(self.source.chars().count() > LONGEST_SOURCE, "source", message);
        faults
    }
}

/// The one spelling that texts are searched by.
fn spelling(word: &str) -> String {
    word.chars().filter_map(signs::searched).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(typed: &str, source: &str) -> Vec<String> {
        let faults = Meaning::read(typed, source).faults();
        faults.into_iter().map(|fault| fault.message).collect()
    }

    #[test]
    fn a_line_is_words_parted_by_any_mark_each_spelling_once() {
        for typed in ["社保 社会保险", "社保、社会保险", " 社保／社会保险，社會保險 "]
        {
            assert_eq!(Meaning::read(typed, "").line(), "社保 社会保险", "{typed}");
        }
        assert_eq!(told("标房、标准厂房", "招商手册"), Vec::<String>::new());
    }

    #[test]
    fn one_word_one_sign_and_no_source_are_refused_and_why_is_said() {
        let of = |typed: &str| told(typed, "招商手册").concat();
        assert!(of("社保").contains("两个以上") && of("").contains("两个以上"));
        assert!(of("税 税收").contains("“税”只有一个字"));
        assert!(of("甲一 甲二 甲三 甲四 甲五 甲六 甲七 甲八 甲九").contains("不超过 8 个词"));
        assert!(of(&format!("厂房 {}", "厂".repeat(21))).contains("过长"));
        assert!(told("标房 标准厂房", "").concat().contains("请填写来源"));
    }
}
