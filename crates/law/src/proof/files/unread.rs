//! What no program could read.

use super::of_weight;
use crate::proof::examples::{Example, Step};
use crate::proof::manuscript::Weight;
use crate::proof::{Class, Rule, Severity};

pub(in crate::proof) static UNREAD: Rule = Rule {
    code: "file.unread",
    label: "没有能够检查的内容",
    class: Class::Files,
    severity: Severity::Answer,
    source: "条例第十七条",
    says: "文件的每一部分都能读出文字；扫描件、旧版 Office 文件、设有密码的部分请人工核对。",
    advice: "请逐页人工核对（条例第十七条）。",
    examples: &[Example {
        right: &[Step::Paragraph("各科室：")],
        wrong: &[Step::Hidden("没有能够检查的内容", "第2页", Weight::Unread)],
    }],
    look: |manuscript, _| of_weight(manuscript, Weight::Unread),
};
