//! A document of our own that is cited and that our library does not have.

use super::of_library;
use crate::documents::Validity;
use crate::proof::examples::{Example, Step, known};
use crate::proof::rule::Hit;
use crate::proof::{Class, Context, Manuscript, Rule, Severity};

pub(in crate::proof) static UNKNOWN: Rule = Rule {
    code: "citation.unknown",
    label: "文件库中没有的发文字号",
    class: Class::Citation,
    severity: Severity::Hint,
    source: "三审三校：引用",
    says: "引用本机关文件的，文件库中有这个发文字号；机关代字与文件库中的相同、年份序号没有的，提示核对。",
    advice: "文件库中没有这个发文字号，请核对。",
    examples: &[Example {
        right: &[
            known("孟政办〔2021〕3号", "关于清单的通知", Validity::InForce),
            Step::Paragraph("按照豫财预〔2021〕30号执行。"),
        ],
        wrong: &[
            known("孟政办〔2021〕3号", "关于清单的通知", Validity::InForce),
            Step::Paragraph("按照孟政办〔2021〕30号执行。"),
        ],
    }],
    look,
};

fn look(manuscript: &Manuscript, context: &Context<'_>) -> Vec<Hit> {
    let all = of_library(manuscript, context).into_iter();
    all.filter(|(.., known)| known.is_none())
        .map(|(part, span, _)| Hit::at(part, span))
        .collect()
}
