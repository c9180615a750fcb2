//! A mark of secrecy.

use super::{SOURCE, marks_of, parted_mark};
use crate::proof::examples::{Example, Step};
use crate::proof::rule::Hit;
use crate::proof::{Class, Context, Manuscript, PartKind, Rule, Severity};

pub(in crate::proof) static LEVEL: Rule = Rule {
    code: "secrecy.mark",
    label: "密级标志",
    class: Class::Secrecy,
    severity: Severity::Block,
    source: SOURCE,
    says: "没有密级标志：“秘密★”“机密★1年”“绝密★长期”，换了星号、夹有空格、跨行的同样算，“密级：机密”“【机密】”也算。",
    advice: "涉密内容不得存入本系统：请立即停止、删除并向保密部门报告（保密法第三十一条）。",
    examples: &[
        Example {
            right: &[Step::Paragraph("不涉及国家秘密、工作秘密和个人隐私。")],
            wrong: &[Step::Paragraph("机密★10年")],
        },
        Example {
            right: &[Step::Paragraph("国家秘密的密级分为绝密、机密、秘密。")],
            wrong: &[Step::FileName("秘密☆关于某事的请示.docx")],
        },
    ],
    look,
};

fn look(manuscript: &Manuscript, _context: &Context<'_>) -> Vec<Hit> {
    let first = manuscript.paragraphs().next().map(|(number, _)| number);
    let mut hits = Vec::new();
    for (number, part) in manuscript.parts.iter().enumerate() {
        let goes_on =
            matches!(part.kind, PartKind::Paragraph | PartKind::Cell { .. }) && first != Some(number);
        if part.text.contains('密') {
            let found = marks_of(&part.text, !goes_on).into_iter();
            hits.extend(found.map(|spot| Hit::at(number, spot.span).shown(spot.shown)));
        }
    }
    hits.extend(parted(manuscript));
    hits
}

/// A mark whose level ends one paragraph or cell and whose star with the period begins the next.
fn parted(manuscript: &Manuscript) -> Vec<Hit> {
    let shown: Vec<(usize, &str)> = manuscript
        .prose()
        .filter(|(_, part)| !part.text.trim().is_empty())
        .map(|(number, part)| (number, part.text.as_str()))
        .collect();
    let pairs = shown.iter().zip(shown.iter().skip(1));
    let found = pairs.filter(|((_, before), _)| before.contains('密'));
    let hits = found.filter_map(|((number, before), (_, next))| {
        let mark = parted_mark(before, next)?;
        Some(Hit::at(*number, 0..before.len()).shown(mark))
    });
    hits.collect()
}
