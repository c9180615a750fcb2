//! The words that an organ keeps beside the shipped list (校对词库): right phrases, and its leaders with their posts.

use crate::codes::WhyNot;
use crate::labelled::labelled;

labelled! {
    /// What a word of the list is.
    WordKind {
        Phrase = "phrase", "规范说法";
        Leader = "leader", "领导";
    }
}

/// A phrase of fewer signs is nobody's near miss (`words::dictionary`).
const SHORTEST_PHRASE: usize = 4;
const LONGEST: usize = 60;

/// A word as it is set down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnWord {
    pub kind: WordKind,
    /// The phrase, or the name.
    pub word: String,
    /// Of a leader alone.
    pub post: String,
    /// What it goes by: 《…》, 任免通知
    pub source: String,
}

impl OwnWord {
    /// What keeps it from the list, each at its field.
    pub fn faults(&self) -> Vec<WhyNot> {
        let mut faults = Vec::new();
        let mut wrong = |is_wrong: bool, field, message: String| {
            if is_wrong {
                faults.push(WhyNot::new(field, message));
            }
        };
        let length = self.word.chars().count();
        let is_leader = self.kind == WordKind::Leader;
        if is_leader {
            wrong(length < 2, "word", "请填写领导姓名。".to_owned());
        } else {
            let message = format!("规范说法至少 {SHORTEST_PHRASE} 个字，更短的会误报。");
            wrong(length < SHORTEST_PHRASE, "word", message);
        }
        wrong(length > LONGEST, "word", format!("不超过 {LONGEST} 个字。"));
        wrong(
            is_leader && self.post.is_empty(),
            "post",
            "请填写职务，例如：主任。".to_owned(),
        );
        wrong(
            !is_leader && !self.post.is_empty(),
            "post",
            "规范说法不填写职务。".to_owned(),
        );
        wrong(
            self.post.chars().count() > LONGEST,
            "post",
            format!("不超过 {LONGEST} 个字。"),
        );
        wrong(
            self.source.is_empty(),
            "source",
            "请填写来源，例如：《河南省优化营商环境条例》、任职文件。".to_owned(),
        );
        wrong(
            self.source.chars().count() > 200,
            "source",
            "来源不超过 200 个字。".to_owned(),
        );
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(kind: WordKind, word: &str, post: &str) -> OwnWord {
        OwnWord {
            kind,
            word: word.to_owned(),
            post: post.to_owned(),
            source: "任职文件".to_owned(),
        }
    }

    #[test]
    fn a_word_has_a_source_a_leader_a_post_and_a_phrase_four_signs() {
        let fields =
            |word: &OwnWord| -> Vec<&str> { word.faults().into_iter().map(|why| why.field).collect() };
        assert!(word(WordKind::Phrase, "万人助万企", "").faults().is_empty());
        assert!(word(WordKind::Leader, "李建国", "主任").faults().is_empty());
        assert_eq!(fields(&word(WordKind::Phrase, "三个一", "")), ["word"]);
        assert_eq!(fields(&word(WordKind::Phrase, "万人助万企", "主任")), ["post"]);
        assert_eq!(fields(&word(WordKind::Leader, "李建国", "")), ["post"]);
        let nameless = OwnWord {
            source: String::new(),
            ..word(WordKind::Leader, "", "主任")
        };
        assert_eq!(fields(&nameless), ["word", "source"]);
    }
}
