//! An identity number whose last digits a spreadsheet lost: Excel keeps fifteen and writes zeros for the others.

use super::identity::{PLACES, begins_with_province, is_identity_number, is_of_a_person};
use super::{SOURCE, in_every_text};
use crate::proof::examples::{Example, Step};
use crate::proof::patterns::{group, patterns, span};
use crate::proof::rule::Hit;
use crate::proof::shown::{Digit, Spot, lines, numbers, shown, span_of};
use crate::proof::{Class, Manuscript, Rule, Severity};

pub(in crate::proof) static ROUNDED: Rule = Rule {
    code: "identity.rounded",
    label: "Excel 改变了末几位的身份证号码",
    class: Class::Privacy,
    severity: Severity::Block,
    source: SOURCE,
    says: "不出现末三位被 Excel 改成 0 的身份证号码：Excel 只保留 15 位，出生日期和地区仍在。写成 4.10305E+17 的，只提示须答复。",
    advice: "表格软件改变了号码的末几位，出生日期仍在：请隐去，或者删去这一列。",
    examples: &[
        Example {
            right: &[Step::Paragraph("项目编号：202411290001000000")],
            wrong: &[Step::Paragraph("410305199001012000")],
        },
        Example {
            right: &[Step::Paragraph("约4.1E+5平方米")],
            wrong: &[Step::Paragraph("4.10305E+17")],
        },
    ],
    look,
};

patterns! {
    IN_POWERS = r"(?:^|[^\d.])([1-8]\.\d{4,14}[Ee]\+17)(?:$|\D)";
}

fn look(manuscript: &Manuscript, _context: &crate::proof::Context<'_>) -> Vec<Hit> {
    let mut hits = in_every_text(manuscript, rounded);
    for (number, part) in manuscript.parts.iter().enumerate() {
        for found in IN_POWERS.captures_iter(&part.text) {
            let digits: String = group(&found, 1)
                .chars()
                .filter(char::is_ascii_digit)
                .take(2)
                .collect();
            if begins_with_province(&digits) {
                hits.push(Hit::at(number, span(&found, 1)).weighing(Severity::Answer));
            }
        }
    }
    hits
}

fn rounded(text: &str) -> Vec<Spot> {
    let of_line = |(at, line): (usize, &str)| -> Vec<Spot> {
        let numbers = numbers(&shown(at, line));
        let groups = numbers
            .iter()
            .flat_map(|number| number.chunk_by(|digit, _| !digit.ends));
        groups.filter_map(lost).collect()
    };
    lines(text).flat_map(of_line).collect()
}

fn lost(group: &[Digit]) -> Option<Spot> {
    let number: String = group.iter().map(|digit| digit.sign).collect();
    let is_lost = number.len() == PLACES && number.ends_with("000") && is_of_a_person(&number);
    (is_lost && !is_identity_number(&number) && is_in_a_life(&number)).then(|| Spot {
        span: span_of(group),
        shown: format!(
            "{}********{}",
            number.get(..6).unwrap_or(""),
            number.get(14..).unwrap_or("")
        ),
    })
}

/// Whether somebody may live who was born in that year.
fn is_in_a_life(number: &str) -> bool {
    let year = number.get(6..10).and_then(|year| year.parse::<i16>().ok());
    year.is_some_and(|year| (1900..2100).contains(&year))
}
