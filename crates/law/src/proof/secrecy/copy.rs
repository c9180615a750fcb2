//! The number of a copy (份号), which only secret papers bear.

use crate::proof::examples::{Example, Step};
use crate::proof::patterns::{patterns, span};
use crate::proof::rule::Hit;
use crate::proof::{Class, Context, Manuscript, Rule, Severity};

pub(in crate::proof) static COPY: Rule = Rule {
    code: "secrecy.copy",
    label: "份号",
    class: Class::Secrecy,
    severity: Severity::Answer,
    source: "GB/T 9704-2012 7.2.1",
    says: "没有份号：涉密公文才编份号。写明“份号”的数字，以及正文第一行单独的 6 位数字，都要核对。",
    advice: "份号是涉密公文的标志：请核对这份文件是否涉密（GB/T 9704-2012 7.2.1）。",
    examples: &[
        Example {
            right: &[Step::Paragraph("涉密公文应当标注份号。")],
            wrong: &[Step::Paragraph("份号：000012")],
        },
        Example {
            right: &[Step::Paragraph("关于印发清单的通知"), Step::Paragraph("471100")],
            wrong: &[Step::Paragraph("000012"), Step::Paragraph("关于印发清单的通知")],
        },
    ],
    look,
};

patterns! {
    LABELLED = r"份\s*号\s*[:：]?\s*([0-9０-９]{3,8})";
    ALONE = r"^\s*(0[0-9]{5})\s*$";
}

fn look(manuscript: &Manuscript, _context: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (number, part) in manuscript.parts.iter().enumerate() {
        let found = LABELLED.captures_iter(&part.text);
        hits.extend(found.map(|found| Hit::at(number, span(&found, 0))));
    }
    if let Some((number, first)) = manuscript.paragraphs().next()
        && let Some(found) = ALONE.captures(&first.text)
    {
        hits.push(Hit::at(number, span(&found, 1)));
    }
    hits
}
