//! What a person wrote is theirs: nobody at the desk changes it. What the public is shown is a second text, made from it by hiding
//! spans, each with its reason (个人信息保护法第二十五条；条例第十五条).

use std::ops::Range;

use crate::codes::WhyNot;
use crate::labelled::labelled;

/// What stands in the copy where something is hidden, whatever its length: how long a name is says something of it.
pub const HIDDEN: &str = "＊＊＊";

labelled! {
    /// Why a span is hidden.
    HideReason {
        Name = "name", "姓名等身份";
        Contact = "contact", "联系方式、住址";
        Number = "number", "证件、账户号码";
        ThirdPerson = "third_person", "涉及他人隐私";
        TradeSecret = "trade_secret", "商业秘密";
        Secret = "secret", "国家秘密、工作秘密";
        Indecent = "indecent", "违法或者不文明的内容";
    }
}

labelled! {
    /// Why a matter is not shown to the public (屏蔽). It is never deleted, and every count keeps it.
    HideGround {
        NotWished = "not_wished", "本人不愿公开";
        Privacy = "privacy", "隐去之后仍能认出个人";
        Secrecy = "secrecy", "涉及国家秘密、商业秘密";
        Unlawful = "unlawful", "内容违法或者违背公序良俗";
        Advertising = "advertising", "广告、重复灌水";
    }
}

/// The person's own words: read, never written again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnWords(String);

/// A span of the own words, in bytes between characters, that the copy does not show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HiddenSpan {
    pub span: Range<usize>,
    pub reason: HideReason,
}

/// What the public may be shown, with what was hidden of which words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedactedCopy {
    text: String,
    hidden: Vec<HiddenSpan>,
}

impl OwnWords {
    /// As they came in.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The words.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The copy that hides these spans; what is wrong where one lies outside the words, is empty, or meets another.
    pub fn redacted(&self, hidden: &[HiddenSpan]) -> Result<RedactedCopy, WhyNot> {
        let mut hidden = hidden.to_vec();
        hidden.sort_by_key(|one| one.span.start);
        let mut text = String::with_capacity(self.0.len());
        let mut shown_to = 0;
        for one in &hidden {
            let before = self.0.get(shown_to..one.span.start);
            let is_some = self.0.get(one.span.clone()).is_some_and(|part| !part.is_empty());
            let before = before.filter(|_| is_some).ok_or_else(|| {
                WhyNot::new(
                    "hidden",
                    "要隐去的范围不在原文之内、为空，或者互相重叠，请重新选定。",
                )
            })?;
            text.push_str(before);
            text.push_str(HIDDEN);
            shown_to = one.span.end;
        }
        text.push_str(self.0.get(shown_to..).unwrap_or_default());
        Ok(RedactedCopy { text, hidden })
    }
}

impl RedactedCopy {
    /// The text as it is shown.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it hides, each with its reason.
    pub fn hidden(&self) -> &[HiddenSpan] {
        &self.hidden
    }
}
