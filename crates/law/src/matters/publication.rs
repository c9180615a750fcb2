//! What stands before question and answer of a matter are shown to the public (公开答复): the asker's wish first, then redaction, then
//! review. What is hidden again (屏蔽) has a ground, is never deleted, and counts as before.

use super::kind::Kind;
use super::words::{HideGround, RedactedCopy};
use crate::codes::WhyNot;
use crate::proof::{Trace, mobile_numbers, traces};

/// What is known of a matter that somebody wants to show.
#[derive(Clone, Copy, Debug)]
pub struct Showing<'a> {
    pub kind: &'a Kind,
    /// Whether who asked agrees (公开意愿).
    pub is_wished: bool,
    /// The question without what tells of people; `None` while nobody made it.
    pub question: Option<&'a RedactedCopy>,
    /// The answer as it goes out; `None` before there is one.
    pub answer: Option<&'a str>,
    /// Names and telephones that tell who asked.
    pub askers: &'a [&'a str],
    /// Whether exactly this was reviewed.
    pub is_reviewed: bool,
    pub hidden: Option<HideGround>,
}

impl Showing<'_> {
    /// All that stands in the way, one list for the button and for the gate; nothing where it may be shown.
    pub fn blockers(&self) -> Vec<WhyNot> {
        let mut found = Vec::new();
        let mut say = |field, message: String| found.push(WhyNot::new(field, message));
        if !self.kind.may_be_published {
            say("kind", format!("“{}”不公开答复。", self.kind.label));
        }
        if !self.is_wished {
            say("wish", "本人没有同意公开，请先征得同意。".to_owned());
        }
        if let Some(ground) = self.hidden {
            say(
                "hidden",
                format!("已经屏蔽（{}），解除后才能公开。", ground.label()),
            );
        }
        match self.question {
            None => say("question", "请先制作隐去个人信息的文本。".to_owned()),
            Some(copy) => found.extend(self.telling("question", "留言", copy.text())),
        }
        match self.answer {
            None => found.push(WhyNot::new("answer", "还没有答复。")),
            Some(answer) => found.extend(self.telling("answer", "答复", answer)),
        }
        if !self.is_reviewed {
            found.push(WhyNot::new("review", "要公开的文本还没有审核通过。"));
        }
        found
    }

    /// What of a text tells of somebody.
    fn telling(&self, field: &'static str, what: &str, text: &str) -> Vec<WhyNot> {
        let seen = traces(text).into_iter().map(|trace| match trace {
            Trace::SecretMark(shown) => format!("{what}中有密级标志“{shown}”，不得公开。"),
            Trace::IdentityNumber(shown) => format!("{what}中有身份证号“{shown}”，请隐去。"),
        });
        let phones = mobile_numbers(text).into_iter();
        let phones = phones.map(|_| format!("{what}中有手机号码，请隐去。"));
        let askers = self.askers.iter().map(|asker| asker.trim());
        // One sign stands in too many words to be a name.
        let askers = askers.filter(|asker| asker.chars().count() > 1 && text.contains(asker));
        let askers = askers.map(|_| format!("{what}中写出了提问人，请隐去。"));
        let mut told: Vec<String> = seen.chain(phones).chain(askers).collect();
        told.dedup();
        told.into_iter()
            .map(|message| WhyNot::new(field, message))
            .collect()
    }
}
