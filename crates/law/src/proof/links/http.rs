//! A link without encryption.

use super::addresses;
use crate::proof::examples::{Example, Step};
use crate::proof::{Class, Rule, Severity};

pub(in crate::proof) static HTTP: Rule = Rule {
    code: "link.http",
    label: "没有加密的链接",
    class: Class::Links,
    severity: Severity::Hint,
    source: "三审三校：链接",
    says: "链接用 https，不用 http。",
    advice: "请核对对方网站能否用 https 打开，能的改用 https。",
    examples: &[Example {
        right: &[Step::Link("https://www.gov.cn/")],
        wrong: &[Step::Link("http://www.gov.cn/")],
    }],
    look: |manuscript, _| addresses(manuscript, is_plain),
};

fn is_plain(address: &str) -> bool {
    let plain = address.to_ascii_lowercase();
    plain.len() > "http://".len() && plain.starts_with("http://") && !is_inner(&plain)
}

/// An address within the house is told by another rule.
fn is_inner(address: &str) -> bool {
    ["http://localhost", "http://127.", "http://10.", "http://192.168."]
        .iter()
        .any(|begin| address.starts_with(begin))
}
