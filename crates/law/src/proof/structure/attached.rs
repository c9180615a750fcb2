//! Attachments that the text speaks of and that are not there, and the other way round.

use crate::proof::examples::{Example, Step};
use crate::proof::patterns::{group, number, patterns, span};
use crate::proof::rule::Hit;
use crate::proof::{Class, Context, Manuscript, PartKind, Rule, Severity};

pub(in crate::proof) static MISSING: Rule = Rule {
    code: "attachment.missing",
    label: "正文提到的附件没有附上",
    class: Class::Structure,
    severity: Severity::Answer,
    source: "GB/T 9704-2012 7.3.4",
    says: "正文写“附件”“见附件”的，有附件，或者附在正文之后；列出几个，就有几个；提到的“附件3”在列出的附件之中。",
    advice: "请上传附件，或者改正文字。",
    examples: &[
        Example {
            right: &[
                Step::Attached(&["清单.xlsx"]),
                Step::Paragraph("现将清单印发给你们，具体见附件。"),
            ],
            wrong: &[
                Step::Attached(&[]),
                Step::Paragraph("现将清单印发给你们，具体见附件。"),
            ],
        },
        Example {
            right: &[
                Step::Paragraph("附件：1．任务清单"),
                Step::Paragraph("2．责任分工"),
            ],
            wrong: &[
                Step::Paragraph("表格样式见附件3。"),
                Step::Paragraph("附件：1．任务清单"),
                Step::Paragraph("2．责任分工"),
            ],
        },
    ],
    look: missing,
};

pub(in crate::proof) static UNMENTIONED: Rule = Rule {
    code: "attachment.unmentioned",
    label: "正文没有提到附件",
    class: Class::Structure,
    severity: Severity::Answer,
    source: "GB/T 9704-2012 7.3.4",
    says: "有附件的，正文说到附件。",
    advice: "请在正文之后写明附件的顺序和名称，或者移去附件。",
    examples: &[Example {
        right: &[
            Step::Attached(&["清单.xlsx"]),
            Step::Paragraph("现予公布。"),
            Step::Paragraph("附件：任务清单"),
        ],
        wrong: &[Step::Attached(&["清单.xlsx"]), Step::Paragraph("现予公布。")],
    }],
    look: unmentioned,
};

patterns! {
    SPOKEN = r"(?:见|按照|依照|填写|参照|下载|随文)(?:本文|本通知|所附)?(?:的)?附[件表](?:\s*[0-9０-９]{1,2})?|^\s*附件\s*[0-9０-９]{0,2}\s*[:：]";
    NUMBERED = r"附件\s*([0-9０-９]{1,2})";
    LISTED = r"^\s*(?:附件\s*[:：]\s*)?([0-9０-９]{1,2})\s*[.．、]\s*\S";
    LIST = r"^\s*附件\s*[:：]\s*1\s*[.．、]";
    WITHIN = r"^\s*附(?:件|表|录)?\s*[0-9０-９一二三四五六七八九十]{0,3}\s*[:：]?\s*$";
}

/// Where the first attachment is spoken of.
fn spoken(manuscript: &Manuscript) -> Option<Hit> {
    let mut paragraphs = manuscript.paragraphs();
    paragraphs.find_map(|(number, part)| {
        let found = SPOKEN.find(&part.text)?;
        Some(Hit::at(number, found.range()))
    })
}

/// How many attachments the text lists.
fn listed(manuscript: &Manuscript) -> usize {
    let mut paragraphs = manuscript.paragraphs().map(|(_, part)| part.text.as_str());
    if !paragraphs.by_ref().any(|text| LIST.is_match(text)) {
        return 0;
    }
    let numbers = paragraphs.map_while(|text| number(group(&LISTED.captures(text)?, 1)));
    let mut count = 1;
    for number in numbers {
        if usize::try_from(number).ok() != Some(count + 1) {
            break;
        }
        count += 1;
    }
    count
}

/// Whether an attachment stands behind the text, in the same body.
fn is_within(manuscript: &Manuscript) -> bool {
    manuscript
        .paragraphs()
        .any(|(_, part)| WITHIN.is_match(&part.text))
}

fn missing(manuscript: &Manuscript, context: &Context<'_>) -> Vec<Hit> {
    let listed = listed(manuscript);
    let mut hits = beyond(manuscript, listed);
    let Some(attached) = context.attachments.map(<[&str]>::len) else {
        return hits;
    };
    if is_within(manuscript) {
        return hits;
    }
    if let Some(hit) = spoken(manuscript) {
        if attached == 0 {
            hits.push(hit);
        } else if listed > attached {
            hits.push(hit.advised(format!(
                "正文列出 {listed} 个附件，已上传 {attached} 个，请核对。"
            )));
        }
    }
    hits
}

/// Numbers of attachments that the list does not have.
fn beyond(manuscript: &Manuscript, listed: usize) -> Vec<Hit> {
    if listed == 0 || is_within(manuscript) {
        return Vec::new();
    }
    let mut hits = Vec::new();
    for (part, text) in manuscript.paragraphs() {
        for found in NUMBERED.captures_iter(&text.text) {
            let count = number(group(&found, 1)).and_then(|count| usize::try_from(count).ok());
            if count.is_some_and(|count| count > listed) {
                let advice = format!("正文只列出 {listed} 个附件，请核对。");
                hits.push(Hit::at(part, span(&found, 0)).advised(advice));
            }
        }
    }
    hits
}

fn unmentioned(manuscript: &Manuscript, context: &Context<'_>) -> Vec<Hit> {
    let has_files = context.attachments.is_some_and(|names| !names.is_empty());
    let mut body = manuscript
        .prose()
        .filter(|(_, part)| part.kind != PartKind::Title);
    let has_body = manuscript.paragraphs().next().is_some();
    let is_told = body.any(|(_, part)| {
        ["附件", "附表", "附图", "附后", "附录", "下载"]
            .iter()
            .any(|word| part.text.contains(word))
            || part.text.trim_start().starts_with("附：")
    });
    if !has_files || !has_body || is_told {
        return Vec::new();
    }
    let last = manuscript.paragraphs().last();
    last.map(|(number, part)| {
        let names = context.attachments.unwrap_or_default().join("”“");
        Hit::at(number, part.text.len()..part.text.len()).shown(format!("附件“{names}”"))
    })
    .into_iter()
    .collect()
}
