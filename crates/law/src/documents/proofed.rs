//! An edition as it is proofread at the gate: each of its texts at the field where it is typed.

use std::ops::Range;

use crate::proof::{Context, Finding, Manuscript, PartKind, proofread};

use super::Facts;

/// A finding, the field to which it leads, and what that is called.
pub(super) struct Proofed {
    pub field: &'static str,
    pub place: &'static str,
    /// The number of the part among those of the body; none of the other texts.
    pub of_body: Option<usize>,
    /// The text that it stands in.
    pub text: String,
    pub finding: Finding,
}

/// What the rules find in the texts of an edition.
pub(super) fn proofed(facts: &Facts<'_>) -> Vec<Proofed> {
    let mut texts = Texts::default();
    texts.add("title", "标题", PartKind::Title, facts.title);
    texts.add(
        "document_number",
        "发文字号",
        PartKind::Aside,
        facts.document_number,
    );
    texts.add("issuer", "发布机构（来源）", PartKind::Aside, facts.issuer);
    texts.add("subject", "主题分类", PartKind::Aside, facts.subject);
    texts.add("summary", "内容概述", PartKind::Summary, facts.summary);
    texts.add("change_note", "修改说明", PartKind::Aside, facts.change_note);
    texts.add_body(facts);
    for address in facts.links.lines() {
        texts.add("body", "正文的链接地址", PartKind::Address, address);
    }
    for file in facts.attachments {
        texts.add("file", "附件名称", PartKind::FileName, file.name);
    }
    let names: Vec<&str> = facts.attachments.iter().map(|file| file.name).collect();
    let context = Context {
        today: facts.today,
        organ_names: &[facts.organ, facts.issuer],
        own_phones: facts.phones,
        library: facts.library,
        phrases: facts.phrases,
        leaders: facts.leaders,
        attachments: Some(&names),
        ..Context::default()
    };
    let findings = proofread(&texts.manuscript, &context).into_iter();
    let placed = findings.filter_map(|finding| {
        let part = finding.part?;
        let (field, place) = texts.fields.get(part).copied()?;
        let is_known = !facts.parts.is_empty() && texts.body.contains(&part);
        Some(Proofed {
            field,
            place,
            of_body: part.checked_sub(texts.body.start).filter(|_| is_known),
            text: texts.manuscript.parts.get(part)?.text.clone(),
            finding,
        })
    });
    placed.collect()
}

#[derive(Default)]
struct Texts {
    manuscript: Manuscript,
    /// Field and name of each part.
    fields: Vec<(&'static str, &'static str)>,
    /// Which parts are the body's.
    body: Range<usize>,
}

impl Texts {
    fn add(&mut self, field: &'static str, place: &'static str, kind: PartKind, text: &str) {
        if !text.trim().is_empty() {
            self.manuscript.add(kind, place, text);
            self.fields.push((field, place));
        }
    }

    /// The body by its parts, where these are known; its lines otherwise.
    fn add_body(&mut self, facts: &Facts<'_>) {
        let start = self.manuscript.parts.len();
        if facts.parts.is_empty() {
            self.manuscript.add_body(facts.body);
        } else {
            self.manuscript.parts.extend_from_slice(facts.parts);
        }
        self.body = start..self.manuscript.parts.len();
        self.fields.resize(self.body.end, ("body", "正文"));
    }
}
