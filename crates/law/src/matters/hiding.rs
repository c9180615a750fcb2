//! What is hidden of a text that the public is shown, by the words to be hidden: a form without scripts can't choose a span, and what
//! is hidden once is hidden wherever it stands (个人信息保护法第二十五条).

use serde::{Deserialize, Serialize};

use super::asking::Asker;
use super::words::{HiddenSpan, HideReason, OwnWords};
use crate::codes::WhyNot;
use crate::proof::personal_spots;

/// Words that are hidden, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hide {
    pub words: String,
    pub reason: HideReason,
}

/// Every place of the text where one of these stands; longer words before shorter ones within them.
pub fn spans_of(text: &OwnWords, hides: &[Hide]) -> Vec<HiddenSpan> {
    let mut hides: Vec<&Hide> = hides
        .iter()
        .filter(|hide| !hide.words.trim().is_empty())
        .collect();
    hides.sort_by_key(|hide| std::cmp::Reverse(hide.words.len()));
    let mut spans: Vec<HiddenSpan> = Vec::new();
    for hide in hides {
        let words = hide.words.trim();
        for (at, found) in text.text().match_indices(words) {
            let span = at..at + found.len();
            let is_free = |one: &HiddenSpan| one.span.end <= span.start || span.end <= one.span.start;
            if spans.iter().all(is_free) {
                spans.push(HiddenSpan {
                    span,
                    reason: hide.reason,
                });
            }
        }
    }
    spans.sort_by_key(|one| one.span.start);
    spans
}

/// What is to be hidden before anybody looked: whatever tells who asked, and numbers of persons.
pub fn proposed(text: &OwnWords, asker: &Asker) -> Vec<Hide> {
    let mut hides: Vec<Hide> = Vec::new();
    let mut hide = |words: &str, reason| {
        let is_new = hides.iter().all(|one| one.words != words);
        if words.chars().count() > 1 && text.text().contains(words) && is_new {
            let words = words.to_owned();
            hides.push(Hide { words, reason });
        }
    };
    for (words, reason) in [
        (&asker.name, HideReason::Name),
        (&asker.unit, HideReason::Name),
        (&asker.phone, HideReason::Contact),
        (&asker.email, HideReason::Contact),
    ] {
        hide(words.trim(), reason);
    }
    for (span, is_telephone) in personal_spots(text.text()) {
        let reason = if is_telephone {
            HideReason::Contact
        } else {
            HideReason::Number
        };
        hide(text.text().get(span).unwrap_or_default(), reason);
    }
    hides
}

/// Lines as a form sends them, words and the code of a reason each; what is wrong with them. Empty lines are left out; words that
/// stand in none of the texts are told, so that nothing is thought hidden that is not.
pub fn typed(lines: &[(String, String)], texts: &[&str]) -> Result<Vec<Hide>, Vec<WhyNot>> {
    let mut hides = Vec::new();
    let mut wrong = Vec::new();
    for (words, reason) in lines {
        let words = words.trim();
        if words.is_empty() {
            continue;
        }
        let Some(reason) = HideReason::from_code(reason) else {
            wrong.push(WhyNot::new("hide", format!("请选择隐去“{words}”的理由。")));
            continue;
        };
        if !texts.iter().any(|text| text.contains(words)) {
            wrong.push(WhyNot::new(
                "hide",
                format!("“{words}”在标题、内容和答复中都没有，请照原文填写。"),
            ));
            continue;
        }
        hides.push(Hide {
            words: words.to_owned(),
            reason,
        });
    }
    if wrong.is_empty() { Ok(hides) } else { Err(wrong) }
}

/// The same back as lines of a form.
pub fn as_typed(hides: &[Hide]) -> Vec<(String, String)> {
    let line = |hide: &Hide| (hide.words.clone(), hide.reason.code().to_owned());
    hides.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_once_is_hidden_wherever_it_stands() {
        let text = OwnWords::new("我是王建国，王建国的电话是13800138000，身份证411303199001011237。");
        let asker = Asker {
            name: "王建国".to_owned(),
            ..Asker::default()
        };
        let hides = proposed(&text, &asker);
        let copy = text.redacted(&spans_of(&text, &hides)).unwrap();
        assert!(!copy.text().contains("王建国") && !copy.text().contains("13800138000"));
        assert!(copy.text().starts_with("我是＊＊＊，＊＊＊的电话是＊＊＊"));
        assert_eq!(copy.hidden().len(), hides.len() + 1);
    }

    #[test]
    fn longer_words_are_hidden_whole() {
        let hide = |words: &str| Hide {
            words: words.to_owned(),
            reason: HideReason::Name,
        };
        let text = OwnWords::new("洛阳甲乙公司的甲乙");
        let spans = spans_of(&text, &[hide("甲乙"), hide("洛阳甲乙公司")]);
        assert_eq!(text.redacted(&spans).unwrap().text(), "＊＊＊的＊＊＊");
    }

    #[test]
    fn words_that_stand_nowhere_are_told() {
        let lines = [
            ("李四".to_owned(), "name".to_owned()),
            (String::new(), String::new()),
        ];
        assert!(typed(&lines, &["张三来过"]).is_err());
        assert_eq!(typed(&lines, &["李四来过"]).unwrap().len(), 1);
        let unsaid = [("李四".to_owned(), String::new())];
        assert!(typed(&unsaid, &["李四来过"]).is_err());
    }
}
