//! What a rule of proofreading is: its stable name, what it asks for with examples, and how it looks.

use super::examples::Example;
use super::{Context, Manuscript};
use crate::labelled::labelled;

labelled! {
    /// How much a finding weighs, the heaviest first.
    Severity {
        /// It does not go out.
        Block = "block", "不得发布";
        /// Somebody mends it, or says why it is right.
        Answer = "answer", "须答复";
        Hint = "hint", "提示";
    }
}

labelled! {
    /// The classes of what is found.
    Class {
        Secrecy = "secrecy", "涉密";
        Privacy = "privacy", "个人信息";
        Draft = "draft", "未写完";
        Dates = "dates", "日期";
        Numbers = "numbers", "数字";
        Structure = "structure", "结构";
        Citation = "citation", "引用";
        Names = "names", "名称";
        Words = "words", "用词";
        Punctuation = "punctuation", "标点";
        Links = "links", "链接";
        Files = "files", "文件";
        Answers = "answers", "答复";
    }
}

/// A rule. Its name stands for programs and does not change.
#[derive(Debug)]
pub struct Rule {
    /// `identity.number`
    pub code: &'static str,
    pub label: &'static str,
    pub class: Class,
    /// What its findings weigh, where it is sure; [`super::Finding::severity`] is what one finding weighs.
    pub severity: Severity,
    /// What it goes by.
    pub source: &'static str,
    /// What it asks for, in a sentence.
    pub says: &'static str,
    /// What to do, as a sentence.
    pub advice: &'static str,
    pub examples: &'static [Example],
    pub(super) look: fn(&Manuscript, &Context<'_>) -> Vec<Hit>,
}

/// What a rule found, before it is told.
#[derive(Clone, Debug, Default)]
pub(super) struct Hit {
    pub part: Option<usize>,
    pub span: std::ops::Range<usize>,
    /// What is shown of it, where it is not to be shown as it stands.
    pub shown: Option<String>,
    /// What it should read.
    pub instead: Option<String>,
    /// What is to be said of it, where the rule's own advice does not do.
    pub advice: Option<String>,
    /// Less than the rule's own.
    pub severity: Option<Severity>,
    /// Where it stands, where that is no part.
    pub place: Option<String>,
}

impl Hit {
    /// Something in that part.
    pub fn at(part: usize, span: std::ops::Range<usize>) -> Self {
        Self {
            part: Some(part),
            span,
            ..Self::default()
        }
    }

    pub fn shown(self, shown: impl Into<String>) -> Self {
        Self {
            shown: Some(shown.into()),
            ..self
        }
    }

    pub fn instead(self, instead: impl Into<String>) -> Self {
        Self {
            instead: Some(instead.into()),
            ..self
        }
    }

    pub fn advised(self, advice: impl Into<String>) -> Self {
        Self {
            advice: Some(advice.into()),
            ..self
        }
    }

    pub fn weighing(self, severity: Severity) -> Self {
        Self {
            severity: Some(severity),
            ..self
        }
    }
}
