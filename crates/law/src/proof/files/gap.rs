//! A picture that the text should have and that nobody has put in.

use crate::proof::examples::{Example, Step};
use crate::proof::rule::Hit;
use crate::proof::{Class, Context, Manuscript, PartKind, Rule, Severity};

pub(in crate::proof) static GAP: Rule = Rule {
    code: "picture.missing",
    label: "图片还没有放入",
    class: Class::Files,
    severity: Severity::Block,
    source: "三审三校：错漏",
    says: "从 Word、网页读入的图片都已经放入正文；没有带来的图片留有位置，放入或者删去后才能送审、发布。",
    advice: "请在编辑时把图片放到这个位置，不需要的请删去。",
    examples: &[Example {
        right: &[Step::Picture("办理流程：申请、受理、答复")],
        wrong: &[Step::Gap("办理流程")],
    }],
    look,
};

fn look(manuscript: &Manuscript, _context: &Context<'_>) -> Vec<Hit> {
    let parts = manuscript.parts.iter().enumerate();
    let gaps = parts.filter(|(_, part)| part.kind == PartKind::Gap);
    gaps.map(|(number, _)| Hit::at(number, 0..0)).collect()
}
