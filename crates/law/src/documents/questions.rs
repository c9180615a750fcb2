//! What is to be answered before an edition goes out: mended, or explained by somebody who answers for it (三审三校). What files
//! hide goes out with them (条例第十七条) and is asked about like the words.

use crate::codes::WhyNot;
use crate::columns::{DocumentKind, Looks};
use crate::proof::{Explanation, Mark, Severity};

use super::proofed::Proofed;
use super::{Attached, Facts, RelationKind};

/// Most questions that are listed; what is beyond them stands in the way without being told.
const MOST: usize = 50;

/// Something that is to be mended or explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub mark: Mark,
    /// The stable name of the rule; `file` for what was found in a file, `column` for what another column takes in.
    pub rule: &'static str,
    /// In a sentence: 正文第3段“2024年2月30日”：不存在的日期。请核对。
    pub told: String,
    /// Whether what is said of it holds in every text of the organ.
    pub is_everywhere: bool,
    /// What was said of it, where that is still remembered.
    pub explained: Option<Explanation>,
}

/// The rule of what was found in a file.
const FILE: &str = "file";

/// The rule of what stands in a column that does not take it in.
const COLUMN: &str = "column";

/// What is to be answered, each once, in the order of the texts; the files' last.
pub(super) fn questions(facts: &Facts<'_>, proofed: &[Proofed]) -> Vec<Question> {
    all(facts, proofed).into_iter().take(MOST).collect()
}

fn all(facts: &Facts<'_>, proofed: &[Proofed]) -> Vec<Question> {
    let mut asked: Vec<Question> = Vec::new();
    let of_texts = proofed.iter().map(|one| &one.finding);
    for finding in of_texts.filter(|finding| finding.severity == Severity::Answer) {
        let (everywhere, mark) = (finding.is_right_everywhere(), finding.mark.clone());
        asked.push(question(
            facts,
            finding.rule.code,
            mark,
            finding.told(),
            everywhere,
        ));
    }
    for file in facts.attachments {
        asked.extend(of_file(facts, file));
    }
    asked.extend(of_column(facts));
    let mut told = std::collections::BTreeSet::new();
    asked.retain(|one| told.insert((one.mark.clone(), one.told.clone())));
    asked
}

/// It looks like what another column takes in.
fn of_column(facts: &Facts<'_>) -> Option<Question> {
    let looks = Looks {
        title: facts.title,
        document_number: facts.document_number,
        is_norm: facts.norm.is_some(),
        interprets: facts
            .related
            .iter()
            .any(|one| one.kind == RelationKind::Interprets),
    };
    let kind = DocumentKind::of(&looks)?;
    if facts.column_kinds.is_empty() || facts.column_kinds.contains(&kind) {
        return None;
    }
    let taken: Vec<&str> = facts.column_kinds.iter().map(|kind| kind.label()).collect();
    let told = format!(
        "像是“{}”，栏目“{}”约定收录的是{}。请改放相应的栏目，或者说明为什么放在这里。",
        kind.label(),
        facts.column,
        taken.join("、")
    );
    let mark = Mark::of_column(facts.column, kind.code());
    Some(question(facts, COLUMN, mark, told, false))
}

fn of_file(facts: &Facts<'_>, file: &Attached<'_>) -> Vec<Question> {
    let Some(screening) = file.screening else {
        return Vec::new();
    };
    let warnings = screening.warnings();
    let mut asked: Vec<Question> = warnings
        .filter(|finding| finding.kind.is_to_be_answered())
        .map(|finding| {
            let mark = Mark::of_file(file.digest, &finding.told());
            question(facts, FILE, mark, screening.hint(file.name, finding), false)
        })
        .collect();
    if let Some(more) = screening.told_of_more(file.name) {
        asked.push(question(
            facts,
            FILE,
            Mark::of_file(file.digest, &more),
            more,
            false,
        ));
    }
    asked
}

fn question(
    facts: &Facts<'_>,
    rule: &'static str,
    mark: Mark,
    told: String,
    is_everywhere: bool,
) -> Question {
    let explained = facts.today.and_then(|today| {
        let mut given = facts.explanations.iter().rev();
        given.find(|one| one.answers(&mark, today)).cloned()
    });
    Question {
        mark,
        rule,
        told,
        is_everywhere,
        explained,
    }
}

/// That something is still open, where it is.
pub(super) fn unanswered(facts: &Facts<'_>, proofed: &[Proofed]) -> Option<WhyNot> {
    let asked = all(facts, proofed);
    let open = asked.iter().filter(|one| one.explained.is_none()).count();
    (open > 0).then(|| {
        let message = format!("校对有 {open} 处须答复：请改正，或者逐处说明为什么是对的（三审三校）。");
        WhyNot::new("questions", message)
    })
}

/// What may be looked at and needs no answer.
pub(super) fn hints(facts: &Facts<'_>, proofed: &[Proofed]) -> Vec<String> {
    let of_files = facts.attachments.iter().flat_map(|file| {
        let found = file.screening.into_iter().flat_map(|screening| {
            let warnings = screening.warnings();
            warnings
                .filter(|finding| !finding.kind.is_to_be_answered())
                .map(|finding| screening.hint(file.name, finding))
        });
        found.collect::<Vec<_>>()
    });
    let of_texts = proofed
        .iter()
        .filter(|one| one.finding.severity == Severity::Hint)
        .map(|one| one.finding.told());
    let mut hints: Vec<String> = Vec::new();
    let joint = facts.attribution.hint(facts.organ);
    for hint in of_texts.chain(of_files).chain(joint) {
        if hints.len() < MOST && !hints.contains(&hint) {
            hints.push(hint);
        }
    }
    hints
}
