//! A link that leads nowhere.

use super::addresses;
use crate::proof::examples::{Example, Step};
use crate::proof::{Class, Rule, Severity};

pub(in crate::proof) static EMPTY: Rule = Rule {
    code: "link.empty",
    label: "空链接",
    class: Class::Links,
    severity: Severity::Answer,
    source: "国办秘函〔2019〕19号：链接不可用",
    says: "每个链接都有去处，不是空的，也不是“#”“javascript:”。",
    advice: "请补上网址，或者去掉链接。",
    examples: &[Example {
        right: &[Step::Link("https://www.gov.cn/"), Step::Link("#附件1")],
        wrong: &[Step::Link("#")],
    }],
    look: |manuscript, _| addresses(manuscript, is_empty),
};

fn is_empty(address: &str) -> bool {
    let plain = address.to_ascii_lowercase();
    matches!(
        plain.as_str(),
        "" | "#" | "about:blank" | "http://" | "https://" | "mailto:" | "tel:"
    ) || plain.starts_with("javascript:")
}
