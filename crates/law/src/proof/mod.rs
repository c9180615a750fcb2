//! Proofreading (校对) of what is to go out: rules, each with a stable name, and what they find in texts at their places. A rule is
//! a pure function of the texts and of what is known beside them; it blocks, is to be answered, or is a hint. 保密法第三十一条,
//! 个人信息保护法第二十五条; 三审三校. How the bytes of a file become texts is not decided here, nor who may explain what
//! ([`Explanation`]). What must never go out ([`traces`]) is sought by the same seekers at every other door.

mod amounts;
mod answers;
mod citation;
mod dates;
mod examples;
mod explained;
mod files;
mod finding;
mod links;
mod manuscript;
mod names;
mod own_words;
mod patterns;
mod personal;
mod placeholder;
mod punctuation;
mod rule;
mod rulebook;
mod secrecy;
mod shown;
mod structure;
mod traces;
mod words;

use std::collections::BTreeSet;

pub use citation::cited_numbers;
pub use examples::{Example, Step};
pub use explained::{Explanation, Mark};
pub use finding::Finding;
pub use manuscript::{Context, Known, Leader, Manuscript, Part, PartKind, Unseen, Weight};
pub use own_words::{OwnWord, WordKind};
pub(crate) use personal::personal_spots;
pub use personal::{
    bank_cards, identity_number_in_cells, is_identity_number, likely_identity_numbers, mobile_numbers,
};
pub use rule::{Class, Rule, Severity};
pub use rulebook::{known_by, rulebook};
pub use traces::{Trace, traces};

/// All rules, in print order.
pub static RULES: &[&Rule] = &[
    &secrecy::level::LEVEL,
    &secrecy::copy::COPY,
    &secrecy::internal::INTERNAL,
    &personal::number::NUMBER,
    &personal::rounded::ROUNDED,
    &personal::parted::PARTED,
    &personal::wrong::WRONG,
    &personal::masked::MASKED,
    &personal::old::OLD,
    &personal::phone::PHONE,
    &personal::card::CARD,
    &personal::list::LIST,
    &personal::sealed::SEALED,
    &files::picture::PICTURE,
    &files::gap::GAP,
    &files::hidden::HIDDEN,
    &files::unread::UNREAD,
    &files::properties::PROPERTIES,
    &placeholder::PLACEHOLDER,
    &dates::impossible::IMPOSSIBLE,
    &dates::weekday::WEEKDAY,
    &dates::title_year::TITLE_YEAR,
    &amounts::CAPITALS,
    &structure::numbering::NUMBERING,
    &structure::attached::MISSING,
    &structure::attached::UNMENTIONED,
    &citation::form::FORM,
    &citation::repealed::REPEALED,
    &citation::unknown::UNKNOWN,
    &names::spelling::SPELLING,
    &names::leader::LEADER,
    &words::near::NEAR,
    &words::particles::PARTICLES,
    &punctuation::pairs::PAIRS,
    &punctuation::width::WIDTH,
    &links::empty::EMPTY,
    &links::local::LOCAL,
    &links::http::HTTP,
    &answers::hollow::HOLLOW,
    &answers::asker::ASKER,
];

/// All that the rules find, the heaviest first, in the order of the text otherwise.
pub fn proofread(manuscript: &Manuscript, context: &Context<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = RULES
        .iter()
        .flat_map(|rule| {
            let hits = (rule.look)(manuscript, context).into_iter();
            hits.map(|hit| Finding::of(rule, hit, manuscript))
        })
        .collect();
    without_repeats(&mut findings, manuscript);
    findings.sort_by_key(|finding| (finding.severity, finding.part, finding.span.start));
    findings
}

/// What was read a second time without being shown is told where it is shown, and nowhere else; what is shown nowhere is told once.
fn without_repeats(findings: &mut Vec<Finding>, manuscript: &Manuscript) {
    let is_aside = |finding: &Finding| {
        let part = finding.part.and_then(|part| manuscript.parts.get(part));
        part.is_some_and(|part| part.kind == PartKind::Aside)
    };
    let key = |finding: &Finding| (finding.rule.code, finding.text.clone());
    let shown = findings.iter().filter(|finding| !is_aside(finding));
    let mut told: BTreeSet<_> = shown.map(key).collect();
    let mut places = BTreeSet::new();
    findings.retain(|finding| {
        if is_aside(finding) {
            return told.insert(key(finding));
        }
        places.insert((key(finding), finding.place.clone(), finding.span.start))
    });
}

#[cfg(test)]
mod tests;
