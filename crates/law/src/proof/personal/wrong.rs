//! Eighteen digits that are called an identity number and whose check digit is wrong: mistyped, and a person's all the same.

use super::identity::{PLACES, SPOKEN_OF, is_identity_number, is_of_a_person, masked_number};
use super::{SOURCE, heading_of};
use crate::proof::examples::{Example, Step};
use crate::proof::rule::Hit;
use crate::proof::shown::{Digit, Spot, lines, numbers, shown, span_of};
use crate::proof::{Class, Context, Manuscript, Rule, Severity};

pub(in crate::proof) static WRONG: Rule = Rule {
    code: "identity.wrong",
    label: "校验码不对的身份证号码",
    class: Class::Privacy,
    severity: Severity::Answer,
    source: SOURCE,
    says: "在说到身份证的文字中，或者在这样的表头之下，没有形同身份证号码而校验码不对的 18 位数字：多半是录错一位的号码。",
    advice: "校验码不对，多半是录错的身份证号码：请隐去（个人信息保护法第二十五条）。",
    examples: &[Example {
        right: &[Step::Paragraph("项目代码：110105194912310021")],
        wrong: &[Step::Paragraph("身份证号：110105194912310021")],
    }],
    look,
};

fn look(manuscript: &Manuscript, _context: &Context<'_>) -> Vec<Hit> {
    let is_spoken_of = |text: &str| SPOKEN_OF.iter().any(|word| text.contains(word));
    let mut hits = Vec::new();
    for (number, part) in manuscript.parts.iter().enumerate() {
        if part.text.chars().filter(|sign| sign.is_numeric()).count() < PLACES - 1 {
            continue;
        }
        if is_spoken_of(&part.text) || is_spoken_of(heading_of(manuscript, number)) {
            let found = wrong(&part.text).into_iter();
            hits.extend(found.map(|spot| Hit::at(number, spot.span).shown(spot.shown)));
        }
    }
    hits
}

fn wrong(text: &str) -> Vec<Spot> {
    let of_line = |(at, line): (usize, &str)| -> Vec<Spot> {
        let numbers = numbers(&shown(at, line));
        let groups = numbers
            .iter()
            .flat_map(|number| number.chunk_by(|digit, _| !digit.ends));
        groups.filter_map(mistyped).collect()
    };
    lines(text).flat_map(of_line).collect()
}

fn mistyped(group: &[Digit]) -> Option<Spot> {
    let number: String = group.iter().map(|digit| digit.sign).collect();
    // What a spreadsheet rounded is told by another rule.
    let is_wrong = number.len() == PLACES && !is_identity_number(&number) && !number.ends_with("000");
    (is_wrong && is_of_a_person(&number)).then_some(())?;
    Some(Spot {
        span: span_of(group),
        shown: masked_number(&number)?,
    })
}
