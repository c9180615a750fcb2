//! An identity number that stands in pieces: over the end of a line, in neighbouring cells.

use super::identity::{identity_number_in_cells, parted_numbers};
use super::{ADVICE, SOURCE, in_every_text};
use crate::proof::examples::{Example, Step};
use crate::proof::rule::Hit;
use crate::proof::{Class, Context, Manuscript, PartKind, Rule, Severity};

pub(in crate::proof) static PARTED: Rule = Rule {
    code: "identity.parted",
    label: "分开书写的身份证号码",
    class: Class::Privacy,
    severity: Severity::Answer,
    source: SOURCE,
    says: "分写在相邻单元格、两行之间的数字，连起来也不是身份证号码。",
    advice: ADVICE,
    examples: &[
        Example {
            right: &[Step::Row(&["110105", "19491231", "0021"])],
            wrong: &[Step::Row(&["110105", "19491231", "002X"])],
        },
        Example {
            right: &[Step::Paragraph("电话：110105194\n编号：91231002")],
            wrong: &[Step::Paragraph("号码110105194\n91231002X")],
        },
    ],
    look,
};

fn look(manuscript: &Manuscript, _context: &Context<'_>) -> Vec<Hit> {
    let mut hits = in_every_text(manuscript, parted_numbers);
    let mut row: Vec<&str> = Vec::new();
    let mut last = None;
    for (number, part) in manuscript.parts.iter().enumerate() {
        let PartKind::Cell { table, row: line, .. } = part.kind else {
            row.clear();
            continue;
        };
        if last.replace((table, line)) != Some((table, line)) {
            row.clear();
        }
        row.push(&part.text);
        if let Some(masked) = identity_number_in_cells(&row) {
            hits.push(Hit::at(number, 0..part.text.len()).shown(masked));
        }
    }
    hits
}
