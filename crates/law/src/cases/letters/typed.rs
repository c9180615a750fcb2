//! What whoever begins a letter must have typed for it: the law refuses a letter that would say nothing.
//! 条例第三十条、第三十二条至第三十四条、第四十一条、第四十二条.

use super::{LetterFacts, LetterKind};
use crate::codes::WhyNot;
use crate::fees::{self, Charge};

/// What of the typed facts of a letter is missing.
pub fn untyped(kind: LetterKind, facts: &LetterFacts) -> Vec<WhyNot> {
    typed(kind, facts)
        .into_iter()
        .filter(|(_, text, _)| text.trim().is_empty())
        .map(|(field, _, message)| WhyNot::new(field, message))
        .collect()
}

/// What a letter lacks to be begun: what must be typed, and a charge that is one.
pub fn lacks(kind: LetterKind, facts: &LetterFacts, charge: Option<Charge>) -> Vec<WhyNot> {
    let mut lacking = untyped(kind, facts);
    if kind.act().is_some_and(|act| act.spec().is_charged) {
        lacking.extend(fees::may_charge(charge).err());
    }
    lacking
}

/// Each field of the form, what was typed into it, and what is said where that is nothing.
fn typed(kind: LetterKind, facts: &LetterFacts) -> Vec<(&'static str, String, &'static str)> {
    let record = &facts.record;
    let content = ("content", record.content.clone(), "请写明要求更正的记录。");
    match kind {
        LetterKind::Correction => vec![(
            "items",
            facts.correcting.items.concat(),
            "请逐行写明需要补正的事项（条例第三十条：一次性告知）。",
        )],
        LetterKind::Extension => vec![("reasons", facts.deferral.reasons.clone(), "请填写延期的理由。")],
        LetterKind::Fee => vec![("way_to_pay", facts.fee.way_to_pay.clone(), "请填写缴纳方式。")],
        LetterKind::RecordCorrected => {
            vec![
                content,
                ("corrected", record.corrected.clone(), "请写明更正结果。"),
            ]
        }
        LetterKind::RecordForwarded => vec![
            content,
            ("forwarded_to", record.forwarded_to.clone(), "请写明转送的机关。"),
        ],
        LetterKind::ThirdParty
        | LetterKind::ThirdPartyOpinion
        | LetterKind::Consulting
        | LetterKind::OverrideNotice
        | LetterKind::CoMaker
        | LetterKind::Assistance => vec![
            ("name", facts.consulted.name.clone(), "请填写对方的名称。"),
            ("content", facts.consulted.content.clone(), "请写明涉及的信息。"),
        ],
        _ => Vec::new(),
    }
}
