//! An answer that tells who asked: once it is public, everybody knows.

use crate::proof::examples::{Example, Step};
use crate::proof::rule::Hit;
use crate::proof::{Class, Context, Manuscript, Rule, Severity};

pub(in crate::proof) static ASKER: Rule = Rule {
    code: "answer.asker",
    label: "答复中写出提问人",
    class: Class::Answers,
    severity: Severity::Answer,
    source: "个人信息保护法第二十五条；公开答复隐去个人信息",
    says: "答复不写出提问人的姓名、单位名称、电话等：答复可能公开。称“您”“网友”“您公司”即可。",
    advice: "请改称“您”“网友”“您公司”。",
    examples: &[
        Example {
            right: &[
                Step::Answering(&["张建国", "13800138000"]),
                Step::Paragraph("您好，标准厂房租金按每平方米每月十二元收取。"),
            ],
            wrong: &[
                Step::Answering(&["张建国", "13800138000"]),
                Step::Paragraph("张建国您好，标准厂房租金按每平方米每月十二元收取。"),
            ],
        },
        Example {
            right: &[
                Step::Answering(&["洛阳某某轴承有限公司"]),
                Step::Paragraph("您公司符合申报条件，可于六月三十日前提交材料。"),
            ],
            wrong: &[
                Step::Answering(&["洛阳某某轴承有限公司"]),
                Step::Paragraph("洛阳某某轴承有限公司符合申报条件，可于六月三十日前提交材料。"),
            ],
        },
    ],
    look,
};

/// A single sign stands in too many words to be somebody's name.
const SHORTEST: usize = 2;

fn look(manuscript: &Manuscript, context: &Context<'_>) -> Vec<Hit> {
    let askers = context.answering.unwrap_or_default();
    let askers = askers.iter().map(|asker| asker.trim());
    let askers: Vec<&str> = askers.filter(|asker| asker.chars().count() >= SHORTEST).collect();
    let mut hits = Vec::new();
    for (number, part) in manuscript.prose() {
        for asker in &askers {
            let found = part.text.match_indices(asker);
            hits.extend(found.map(|(at, _)| {
                let first: String = asker.chars().take(1).collect();
                Hit::at(number, at..at + asker.len()).shown(format!("{first}＊＊"))
            }));
        }
    }
    hits
}
