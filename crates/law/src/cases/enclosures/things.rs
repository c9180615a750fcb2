//! The things that a reply grants, and whether each is among what is enclosed: what is granted is handed over whole
//! (条例第三十六条第（二）项), and a reply that is ordered anew leaves nothing of the earlier one unanswered.

use super::names::{are_one, unnamed};
use super::{Enclosed, Given};
use crate::cases::decision::Decision;
use crate::cases::{in_own_words, matters};
use crate::codes::Outcome;

/// The things whose names stand in none of the enclosures. Names are typed freely: where one thing alone is granted, what is
/// enclosed is taken for it.
pub(super) fn missing(decision: &Decision, before: Option<&Decision>, enclosed: &[Enclosed]) -> Vec<String> {
    let granted = granted(decision, before);
    let given = enclosed
        .iter()
        .filter(|one| one.is_listed() && one.item.given != Given::Withheld);
    let mut names: Vec<String> = given.flat_map(|one| listed(&one.item.name)).collect();
    if granted.len() == 1 && !names.is_empty() {
        return Vec::new();
    }
    // Of what an earlier reply knew, a part may be withheld anew; what this one says it grants is given.
    if decision.outcome != Outcome::PartlyGranted {
        let withheld = enclosed.iter().filter(|one| one.item.given == Given::Withheld);
        names.extend(withheld.flat_map(|one| listed(&one.item.name)));
    }
    unnamed(&granted, &names)
}

/// What the request names and a decision on it speaks of nowhere: each thing asked for is answered (条例第三十六条). An outcome
/// of the whole answers all of it.
pub fn unanswered(decision: &Decision, asked: &[String]) -> Vec<String> {
    let mut names = match decision.outcome {
        Outcome::GrantedProvided if decision.given.trim().is_empty() => return Vec::new(),
        Outcome::GrantedProvided | Outcome::PartlyGranted => listed(&decision.given),
        _ => return Vec::new(),
    };
    names.extend(decision.withheld.iter().flat_map(|part| listed(&part.part)));
    unnamed(asked, &names)
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
                if !things.iter().any(|known| are_one(known, &thing)) {
                    things.push(thing);
                }
            }
            things
        }
        _ => return Vec::new(),
    };
    // Why the public interest outweighs is told in prose: what is disclosed for it is one thing.
    let disclosed = decision.public_interest.content.trim();
    let disclosed_things = listed(disclosed);
    let is_among = |known: &String| disclosed_things.iter().any(|thing| are_one(known, thing));
    if !disclosed.is_empty() && !things.iter().any(is_among) {
        things.push(disclosed.to_owned());
    }
    things
}

/// What a request names, where it names several things; empty where it seems to name one. A comma divides no things there: it
/// is prose. For whoever decides to look at, as [`matters`] is.
pub fn things_asked(request: &str) -> Vec<String> {
    // Where the request names several things a correction tells more of them; else it may name them itself.
    let (request, corrected) = in_own_words(request);
    let things = things_in(&request);
    if things.is_empty() {
        things_in(&corrected)
    } else {
        things
    }
}

fn things_in(request: &str) -> Vec<String> {
    let numbered = matters(request);
    if numbered.len() > 1 {
        return numbered;
    }
    let text = joined_by_signs(request);
    // What ends with a colon leads to the things.
    let lines = text.lines().filter(|line| !line.trim().ends_with(['：', ':']));
    let parts = lines.flat_map(|line| line.split(['、', '；', ';']));
    let parts = parts.map(|part| part.trim_matches(|sign: char| !sign.is_alphanumeric()));
    let things: Vec<String> = parts.filter(|part| is_thing(part)).map(str::to_owned).collect();
    if things.len() > 1 { things } else { Vec::new() }
}

/// What stands in a request beside the things it asks for: how they are to be sent, what for, a greeting.
const BESIDE: [&str; 20] = [
    "谢谢",
    "感谢",
    "请以",
    "请用",
    "请通过",
    "请将",
    "请把",
    "请尽快",
    "请寄",
    "请发",
    "望",
    "盼",
    "特此",
    "此致",
    "敬礼",
    "以便",
    "用于",
    "用途",
    "联系",
    "电话",
];

/// Of what is asked for with its annexes they are no thing of their own.
const ANNEXES: [&str; 6] = ["附件", "相关附件", "有关附件", "全部附件", "相关材料", "有关材料"];

/// Whether a clause says only how it is to be sent, what for, or thanks.
pub fn is_beside(part: &str) -> bool {
    BESIDE.iter().any(|words| part.starts_with(words))
}

fn is_thing(part: &str) -> bool {
    part.chars().count() > 1 && !is_beside(part) && !part.starts_with('其') && !ANNEXES.contains(&part)
}

/// The words that join things, as the sign between them.
fn joined_by_signs(text: &str) -> String {
    let words = ["以及", "和", "及", "与"];
    words
        .iter()
        .fold(text.to_owned(), |text, word| text.replace(word, "、"))
}

/// The names of a list, each alone.
pub fn listed(text: &str) -> Vec<String> {
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
                name.push('、');
                name.push_str(part);
            }
            _ => names.push(part.to_owned()),
        }
    }
    names
}
