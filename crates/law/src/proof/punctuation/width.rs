//! Half-width marks between Chinese words.

use crate::proof::examples::{Example, Step};
use crate::proof::patterns::{after, before, is_han};
use crate::proof::rule::Hit;
use crate::proof::{Class, Context, Manuscript, Rule, Severity};

pub(in crate::proof) static WIDTH: Rule = Rule {
    code: "punctuation.width",
    label: "汉字之间的半角标点",
    class: Class::Punctuation,
    severity: Severity::Hint,
    source: "GB/T 15834-2011",
    says: "汉字之间用全角标点：“，”“；”“：”“？”“！”，不用半角的。数字、字母旁边的不算。",
    advice: "请改用全角标点。",
    examples: &[Example {
        right: &[Step::Paragraph(
            "经研究，现通知如下：比例为1:3，网址为www.gov.cn。",
        )],
        wrong: &[Step::Paragraph("经研究,现通知如下。")],
    }],
    look,
};

fn look(manuscript: &Manuscript, _context: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (number, part) in manuscript.prose() {
        for (at, sign) in part.text.char_indices() {
            let wide = match sign {
                ',' => '，',
                ';' => '；',
                ':' => '：',
                '?' => '？',
                '!' => '！',
                _ => continue,
            };
            let is_beside =
                |sign: Option<char>| sign.is_some_and(|sign| is_han(sign) || "》）”".contains(sign));
            let is_next =
                |sign: Option<char>| sign.is_some_and(|sign| is_han(sign) || "《（“".contains(sign));
            if is_beside(before(&part.text, at)) && is_next(after(&part.text, at + 1)) {
                hits.push(Hit::at(number, at..at + 1).instead(wide));
            }
        }
    }
    hits
}
