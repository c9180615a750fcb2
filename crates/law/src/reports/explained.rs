//! A contradiction between the text and the tables is mended, or answered with a reason before the report goes out: numbers
//! of another scope (本机关、代表区政府) may well stand beside each other, but nobody is to find out afterwards that nobody
//! had noticed. The reason is bound to the finding as it was told: where text or number change, it is told otherwise, and
//! the old reason answers nothing.

use serde::{Deserialize, Serialize};

use super::{Check, Finding, Level};

/// Why the text says another number than its table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// The finding's message, with the sentence and both numbers.
    pub finding: String,
    pub reason: String,
    /// Who gave it.
    pub by: String,
}

impl Check {
    /// Whether it holds the text against the tables.
    pub const fn is_contradiction(self) -> bool {
        matches!(self, Self::TextNumbers | Self::TextFinished)
    }
}

impl Finding {
    /// The reason given for it.
    pub fn explained<'e>(&self, given: &'e [Explanation]) -> Option<&'e Explanation> {
        given.iter().find(|one| one.finding == self.message)
    }
}

/// The contradictions between text and tables, in print order.
pub fn contradictions(findings: &[Finding]) -> impl Iterator<Item = &Finding> {
    findings.iter().filter(|finding| finding.check.is_contradiction())
}

/// How many errors are none of those: a report goes out with them by an exception alone.
pub fn other_errors(findings: &[Finding]) -> usize {
    let errors = findings.iter().filter(|finding| finding.level() == Level::Error);
    errors.filter(|finding| !finding.check.is_contradiction()).count()
}

/// Those that no reason answers: the report does not go out with them.
pub fn unexplained<'f>(findings: &'f [Finding], given: &[Explanation]) -> Vec<&'f Finding> {
    contradictions(findings)
        .filter(|finding| finding.explained(given).is_none())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::finding::plain;
    use super::*;

    fn reason_for(finding: &Finding) -> Explanation {
        Explanation {
            finding: finding.message.clone(),
            reason: "正文含代表区政府办理的 2 件。".into(),
            by: "周敏".into(),
        }
    }

    #[test]
    fn a_contradiction_stands_until_it_is_mended_or_answered() {
        let told = plain(Check::TextNumbers, "正文写 12，表中为 14。".into());
        let other = plain(Check::TextParts, "总体情况缺监督保障。".into());
        let findings = [told.clone(), other];
        assert_eq!(unexplained(&findings, &[]), [&told]);
        assert!(unexplained(&findings, &[reason_for(&told)]).is_empty());
    }

    #[test]
    fn a_reason_answers_only_the_contradiction_as_it_was_told() {
        let before = plain(Check::TextNumbers, "正文写 12，表中为 14。".into());
        let now = plain(Check::TextNumbers, "正文写 12，表中为 15。".into());
        assert_eq!(
            unexplained(std::slice::from_ref(&now), &[reason_for(&before)]),
            [&now]
        );
    }
}
