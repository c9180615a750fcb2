//! Bank cards.

use super::SOURCE;
use super::contacts::cards;
use crate::proof::examples::{Example, Step};
use crate::proof::rule::Hit;
use crate::proof::{Class, Context, Manuscript, PartKind, Rule, Severity};

pub(in crate::proof) static CARD: Rule = Rule {
    code: "card.number",
    label: "银行卡号",
    class: Class::Privacy,
    severity: Severity::Answer,
    source: SOURCE,
    says: "不出现银行卡号：发卡行标识在前，长度相符，校验码正确（GB/T 19584）。全文没有说到账户、银行的，只作提示。",
    advice: "属于个人账户的，请隐去（个人信息保护法第二十八条：金融账户）。",
    examples: &[Example {
        right: &[Step::Paragraph("合同编号2026112900010003")],
        wrong: &[Step::Paragraph("补贴发放至农业银行卡号6222 0200 0000 0000 000")],
    }],
    look,
};

/// Words that speak of accounts.
const SPOKEN_OF: [&str; 9] = [
    "卡号",
    "账号",
    "帐号",
    "账户",
    "帐户",
    "银行",
    "开户",
    "一卡通",
    "储蓄",
];

fn look(manuscript: &Manuscript, _context: &Context<'_>) -> Vec<Hit> {
    let is_spoken_of = manuscript
        .parts
        .iter()
        .any(|part| SPOKEN_OF.iter().any(|word| part.text.contains(word)));
    let severity = if is_spoken_of {
        Severity::Answer
    } else {
        Severity::Hint
    };
    let mut hits = Vec::new();
    for (number, part) in manuscript.parts.iter().enumerate() {
        if part.kind == PartKind::Address {
            continue;
        }
        let found = cards(&part.text).into_iter();
        hits.extend(found.map(|spot| Hit::at(number, spot.span).shown(spot.shown).weighing(severity)));
    }
    hits
}
