//! A title that names a year of which the text never speaks: as a rule last year's text was taken again.

use std::collections::BTreeSet;

use crate::proof::examples::{Example, Step};
use crate::proof::patterns::{group, patterns, span};
use crate::proof::rule::Hit;
use crate::proof::{Class, Context, Manuscript, PartKind, Rule, Severity};

pub(in crate::proof) static TITLE_YEAR: Rule = Rule {
    code: "title.year",
    label: "标题与正文的年份不一致",
    class: Class::Dates,
    severity: Severity::Answer,
    source: "三审三校：前后矛盾",
    says: "标题写了年份的，正文也说到这一年；正文只说别的年份的，多半是沿用了往年的文字。",
    advice: "正文没有说到标题中的年份，请核对。",
    examples: &[Example {
        right: &[
            Step::Title("关于2024年春节放假的通知"),
            Step::Paragraph("2024年2月10日至17日放假。"),
        ],
        wrong: &[
            Step::Title("关于2024年春节放假的通知"),
            Step::Paragraph("2023年1月21日至27日放假。"),
        ],
    }],
    look,
};

patterns! {
    YEAR = r"((?:19|20)\d\d)\s*(?:[—–～~至-]\s*(?:19|20)\d\d\s*)?年";
    ANY = r"(?:^|\D)((?:19|20)\d\d)(?:\D|$)";
}

fn look(manuscript: &Manuscript, _context: &Context<'_>) -> Vec<Hit> {
    let title = manuscript
        .parts
        .iter()
        .enumerate()
        .find(|(_, part)| part.kind == PartKind::Title);
    let Some((number, title)) = title else {
        return Vec::new();
    };
    let of_title: Vec<_> = YEAR.captures_iter(&title.text).collect();
    let [found] = of_title.as_slice() else {
        return Vec::new();
    };
    let year = group(found, 1);
    let mut told = BTreeSet::new();
    let mut is_told = false;
    for (_, part) in manuscript
        .prose()
        .filter(|(_, part)| part.kind != PartKind::Title)
    {
        is_told |= part.text.contains(year)
            || ANY
                .captures_iter(&part.text)
                .any(|found| group(&found, 1) == year);
        told.extend(
            YEAR.captures_iter(&part.text)
                .map(|found| group(&found, 1).to_owned()),
        );
    }
    if is_told || told.is_empty() {
        return Vec::new();
    }
    let others: Vec<String> = told.into_iter().collect();
    let advice = format!("正文没有说到{year}年，只说到{}年，请核对。", others.join("、"));
    vec![Hit::at(number, span(found, 0)).advised(advice)]
}
