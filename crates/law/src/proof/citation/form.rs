//! The form of a 发文字号.

use super::cited;
use crate::proof::examples::{Example, Step};
use crate::proof::rule::Hit;
use crate::proof::{Class, Context, Manuscript, Rule, Severity};

pub(in crate::proof) static FORM: Rule = Rule {
    code: "citation.form",
    label: "发文字号的写法",
    class: Class::Citation,
    severity: Severity::Answer,
    source: "GB/T 9704-2012 7.2.5",
    says: "发文字号的年份写在六角括号“〔〕”内，序号不编虚位，不加“第”字。2012 年 7 月标准施行以前的文件，只作提示。",
    advice: "请改用六角括号。",
    examples: &[
        Example {
            right: &[Step::Paragraph("孟政办〔2024〕12号")],
            wrong: &[Step::Paragraph("孟政办[2024]12号")],
        },
        Example {
            right: &[Step::Paragraph("（2024）豫0308行初12号")],
            wrong: &[Step::Paragraph("孟政办〔2024〕第012号")],
        },
    ],
    look,
};

/// Since when the standard stands.
const IN_FORCE: i16 = 2012;

fn look(manuscript: &Manuscript, _context: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (number, part) in manuscript.prose() {
        for cited in cited(&part.text)
            .into_iter()
            .filter(|cited| !cited.has_right_form)
        {
            let severity = if cited.year >= IN_FORCE {
                Severity::Answer
            } else {
                Severity::Hint
            };
            hits.push(
                Hit::at(number, cited.form)
                    .instead(cited.right)
                    .weighing(severity),
            );
        }
    }
    hits
}
