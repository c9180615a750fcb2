//! The things that a reply grants, and whether each is among what is enclosed: what is granted is handed over whole
//! (条例第三十六条第（二）项), and a reply that is ordered anew leaves nothing of the earlier one unanswered.

use super::{Enclosed, Given};
use crate::cases::decision::Decision;
use crate::cases::matters;
use crate::codes::Outcome;

/// The things whose names stand in none of the enclosures. Names are typed freely: where one thing alone is granted, what is
/// enclosed is taken for it.
pub(super) fn missing(decision: &Decision, before: Option<&Decision>, enclosed: &[Enclosed]) -> Vec<String> {
    let granted = granted(decision, before);
    let given = enclosed
        .iter()
        .filter(|one| one.versions().next().is_some() && one.item.given != Given::Withheld);
    let given: Vec<String> = given.flat_map(|one| listed(&one.item.name)).collect();
    if granted.len() == 1 && !given.is_empty() {
        return Vec::new();
    }
    // Of what an earlier reply knew, a part may be withheld anew; what this one says it grants is given.
    let withheld = enclosed.iter().filter(|one| one.item.given == Given::Withheld);
    let withheld: Vec<String> = withheld.flat_map(|one| listed(&one.item.name)).collect();
    let may_be_withheld = decision.outcome != Outcome::PartlyGranted;
    let is_there = |thing: &String| {
        let withheld = withheld.iter().filter(|_| may_be_withheld);
        given.iter().chain(withheld).any(|name| names(name, thing))
    };
    granted.into_iter().filter(|thing| !is_there(thing)).collect()
}

/// What is granted, thing by thing, as the decision writes it.
fn granted(decision: &Decision, before: Option<&Decision>) -> Vec<String> {
    let mut things = match decision.outcome {
        Outcome::PartlyGranted => listed(&decision.given),
        Outcome::GrantedProvided => {
            // The whole is granted: what the earlier reply gave, and what it withheld.
            let withheld = |before: &Decision| {
                before
                    .withheld
                    .iter()
                    .flat_map(|part| listed(&part.part))
                    .collect()
            };
            let of_before = before.map(|before| [listed(&before.given), withheld(before)].concat());
            let mut things = listed(&decision.given);
            for thing in of_before.unwrap_or_default() {
                if !things.iter().any(|known| names(known, &thing)) {
                    things.push(thing);
                }
            }
            things
        }
        _ => return Vec::new(),
    };
    // Why the public interest outweighs is told in prose: what is disclosed for it is one thing.
    let disclosed = decision.public_interest.content.trim();
    if !disclosed.is_empty() && !things.iter().any(|known| names(known, disclosed)) {
        things.push(disclosed.to_owned());
    }
    things
}

/// What a request names, where it names several things; empty where it seems to name one. A comma divides no things there: it
/// is prose. For whoever decides to look at, as [`matters`] is.
pub fn things_asked(request: &str) -> Vec<String> {
    let numbered = matters(request);
    if numbered.len() > 1 {
        return numbered;
    }
    let text = joined_by_signs(request);
    let parts = text.split(['、', '；', ';', '\n']);
    let parts = parts.map(|part| part.trim_matches(|sign: char| !sign.is_alphanumeric()));
    let things: Vec<String> = parts
        .filter(|part| part.chars().count() > 1)
        .map(str::to_owned)
        .collect();
    if things.len() > 1 { things } else { Vec::new() }
}

/// The words that join things, as the sign between them.
fn joined_by_signs(text: &str) -> String {
    let words = ["以及", "和", "及", "与"];
    words
        .iter()
        .fold(text.to_owned(), |text, word| text.replace(word, "、"))
}

/// The names of a list, each alone.
fn listed(text: &str) -> Vec<String> {
    // On both sides alike: a name that holds such a word is found by its parts.
    let text = joined_by_signs(text);
    let parts = text
        .split(['、', '；', ';', '，', ',', '\n', '。'])
        .map(str::trim);
    let mut names: Vec<String> = Vec::new();
    for part in parts.filter(|part| !part.is_empty()) {
        let goes_on = part.starts_with(|sign: char| sign.is_ascii_digit());
        match names.last_mut() {
            // 第1、2页 is one thing.
            Some(name) if goes_on && name.ends_with(|sign: char| sign.is_ascii_digit()) => {
                name.push_str(part);
            }
            _ => names.push(part.to_owned()),
        }
    }
    names
}

/// Whether two names mean one thing: either holds the other, whatever signs stand in them and whichever pages they speak of.
fn names(one: &str, other: &str) -> bool {
    let plain = |text: &str| -> String {
        let whole = ["第", "全部", "全文"].iter().fold(text, |text, word| {
            text.split_once(word)
                .map_or(text, |(before, _)| if before.is_empty() { text } else { before })
        });
        whole.chars().filter(|sign| sign.is_alphanumeric()).collect()
    };
    let bare = |text: &str| -> String { text.chars().filter(|sign| sign.is_alphanumeric()).collect() };
    let holds = |one: &str, other: &str| !other.is_empty() && one.contains(other);
    let (short, other_short) = (plain(one), plain(other));
    holds(&bare(one), &other_short) || holds(&bare(other), &short)
}
