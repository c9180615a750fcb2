//! What proofreading finds and knows how to put right (校对建议): taken over by a click, with what changes shown before.

use std::ops::Range;

use crate::proof::{Mark, Severity};

use super::Facts;
use super::proofed::Proofed;

/// Most that are listed.
const MOST: usize = 30;

/// Words around the ones that change, so that somebody knows where they stand.
const AROUND: usize = 14;

/// The fields of an edition whose words can be changed where they stand.
const FIELDS: [&str; 7] = [
    "title",
    "document_number",
    "issuer",
    "subject",
    "summary",
    "change_note",
    "body",
];

/// Words that a rule knows the right ones for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mending {
    pub mark: Mark,
    pub field: &'static str,
    /// 标题, 正文第3段
    pub place: String,
    /// The part of the body it stands in; none of the other fields.
    pub part: Option<usize>,
    /// Where the words stand in that text, in bytes.
    pub span: Range<usize>,
    pub wrong: String,
    pub right: String,
    /// What stands before and behind, cut short.
    pub head: String,
    pub tail: String,
    /// 用词, 半角标点
    pub label: &'static str,
}

/// What can be put right, in the order of the texts. What must not go out at all is no slip, and what was explained is right.
pub(super) fn mendings(facts: &Facts<'_>, proofed: &[Proofed]) -> Vec<Mending> {
    let is_explained = |mark: &Mark| {
        let given = facts
            .today
            .map(|today| facts.explanations.iter().any(|one| one.answers(mark, today)));
        given.unwrap_or(false)
    };
    let open = proofed.iter().filter(|one| {
        one.finding.severity != Severity::Block
            && FIELDS.contains(&one.field)
            && !is_explained(&one.finding.mark)
    });
    open.filter_map(mending).take(MOST).collect()
}

fn mending(one: &Proofed) -> Option<Mending> {
    let finding = &one.finding;
    let right = finding.instead.clone()?;
    if one.field == "body" && one.of_body.is_none() {
        return None;
    }
    let wrong = one.text.get(finding.span.clone())?.to_owned();
    let (head, tail) = (
        one.text.get(..finding.span.start)?,
        one.text.get(finding.span.end..)?,
    );
    let cut = head.chars().count().saturating_sub(AROUND);
    Some(Mending {
        mark: finding.mark.clone(),
        field: one.field,
        place: finding.place.clone(),
        part: one.of_body,
        span: finding.span.clone(),
        head: head.chars().skip(cut).collect(),
        tail: tail.chars().take(AROUND).collect(),
        label: finding.rule.label,
        wrong,
        right,
    })
}

impl Mending {
    /// The text of a field with the words put right; `None` where others stand there now.
    pub fn applied(&self, text: &str) -> Option<String> {
        let stands = text.get(self.span.clone())?;
        if stands != self.wrong {
            return None;
        }
        let (head, tail) = (text.get(..self.span.start)?, text.get(self.span.end..)?);
        Some(format!("{head}{}{tail}", self.right))
    }
}
