//! An identity number that is masked too little: more than the first six and the last four places stand.

use super::SOURCE;
use super::identity::begins_with_province;
use crate::proof::examples::{Example, Step};
use crate::proof::patterns::{group, patterns, span};
use crate::proof::rule::Hit;
use crate::proof::{Class, Context, Manuscript, Rule, Severity};

pub(in crate::proof) static MASKED: Rule = Rule {
    code: "identity.masked",
    label: "身份证号码隐去不足",
    class: Class::Privacy,
    severity: Severity::Answer,
    source: SOURCE,
    says: "隐去的身份证号码最多留前 6 位和后 4 位，出生日期不留。",
    advice: "请隐去中间 8 位，只留前 6 位和后 4 位。",
    examples: &[Example {
        right: &[Step::Paragraph("身份证号：410305********1234")],
        wrong: &[Step::Paragraph("身份证号：41030519900101****")],
    }],
    look,
};

patterns! {
    PARTLY = r"(?:^|[^0-9A-Za-z*＊●•█■])([1-8][0-9]{5}[0-9*＊xX×●•█■]{12})(?:$|[^0-9A-Za-z*＊●•█■])";
}

/// Digits of the day of birth that may be told: none; a year alone is left to who reads.
const MOST_TOLD: usize = 4;
const FEWEST_MASKED: usize = 2;

fn look(manuscript: &Manuscript, _context: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (number, part) in manuscript.parts.iter().enumerate() {
        for found in PARTLY.captures_iter(&part.text) {
            if is_too_little(group(&found, 1)) {
                let shown: String = group(&found, 1).chars().take(6).collect();
                hits.push(Hit::at(number, span(&found, 1)).shown(format!("{shown}……")));
            }
        }
    }
    hits
}

fn is_too_little(number: &str) -> bool {
    let is_mask = |sign: &char| !sign.is_ascii_digit();
    let all: Vec<char> = number.chars().collect();
    let birth = all.get(6..14).unwrap_or_default();
    let told = birth.iter().filter(|sign| sign.is_ascii_digit()).count();
    let masked = all.iter().filter(|sign| is_mask(sign)).count();
    // The last place may be an X of its own.
    let masked = masked - usize::from(masked == 1 && matches!(all.last(), Some('X' | 'x')));
    masked >= FEWEST_MASKED && told >= MOST_TOLD && begins_with_province(number)
}
