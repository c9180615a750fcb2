//! What whoever begins a letter must have typed for it: the law refuses a letter that would say nothing.
//! 条例第三十条、第三十二条至第三十四条、第四十一条、第四十二条.

use jiff::civil::Date;

use super::record::DeclineGround;
use super::{LetterFacts, LetterKind};
use crate::calendar::Calendar;
use crate::cases::Party;
use crate::cases::decision::is_explained;
use crate::cases::reasons::is_wordless;
use crate::codes::{WhyNot, spoken};
use crate::fees::{self, Charge};

/// The day an office that helps is best asked to answer by: half of the working days left, five at most, so that the answer
/// can still be examined and signed (条例第三十三条). Nothing where the reply is due today or was.
pub fn assistance_day(calendar: &Calendar, today: Date, due_on: Option<Date>) -> Option<Date> {
    let due_on = due_on?;
    let longest = (1..=5).rev().find(|days| {
        let there = calendar.due(today, *days).on;
        calendar.due(there, *days).on <= due_on
    });
    longest.map(|days| calendar.due(today, days).on)
}

/// Fields that take a reason, which is a word at least.
const REASONS: [&str; 3] = ["reasons", "declined", "doubts"];

/// What of the typed facts of a letter is missing.
pub fn untyped(kind: LetterKind, facts: &LetterFacts) -> Vec<WhyNot> {
    let is_missing =
        |field: &str, text: &str| text.trim().is_empty() || (REASONS.contains(&field) && is_wordless(text));
    typed(kind, facts)
        .into_iter()
        .filter(|(field, text, _)| is_missing(field, text))
        .map(|(field, _, message)| WhyNot::new(field, message))
        .collect()
}

/// What a letter lacks to be begun: what must be typed, and a charge that is one.
pub fn lacks(kind: LetterKind, facts: &LetterFacts, charge: Option<Charge>) -> Vec<WhyNot> {
    let mut lacking = untyped(kind, facts);
    if kind.act().is_some_and(|act| act.spec().is_charged) {
        lacking.extend(fees::may_charge(charge).err());
    }
    lacking.extend(super::record::faults(kind, facts));
    lacking.extend(few(kind, facts));
    lacking
}

/// What a letter that asks for reasons lacks where applications are few: why their number is excessive (条例第三十五条).
pub(super) fn few(kind: LetterKind, facts: &LetterFacts) -> Option<WhyNot> {
    let asked = facts.asked_for.as_ref();
    let asked =
        asked.filter(|_| kind == LetterKind::ReasonsAsked && !is_explained(&facts.correcting.excess))?;
    let why = asked.told_of_few(facts.history.excessive_from)?;
    Some(WhyNot::new("excess", why))
}

/// Each field of the form, what was typed into it, and what is said where that is nothing.
fn typed(kind: LetterKind, facts: &LetterFacts) -> Vec<(&'static str, String, &'static str)> {
    let record = &facts.record;
    let content = ("content", record.content.clone(), "请写明要求更正的记录。");
    let evidence = (
        "evidence",
        record.evidence.clone(),
        "请写明申请人提供了什么证据（条例第四十一条）；没有提供的，写“没有提供”。",
    );
    let consulted = &facts.consulted;
    let name = ("name", consulted.name.clone(), "请填写对方的名称。");
    let about = ("content", consulted.content.clone(), "请写明涉及的信息。");
    match kind {
        LetterKind::Correction => vec![
            (
                "items",
                facts.correcting.items.concat(),
                "请逐行写明需要补正的事项（条例第三十条：一次性告知）。",
            ),
            (
                "grounds",
                facts
                    .correcting
                    .grounds
                    .iter()
                    .map(|ground| ground.label())
                    .collect(),
                "请选择申请哪里需要补正（条例第二十九条第二款）。",
            ),
        ],
        LetterKind::Extension => vec![("reasons", facts.deferral.reasons.clone(), "请填写延期的理由。")],
        LetterKind::Fee => vec![("way_to_pay", facts.fee.way_to_pay.clone(), "请填写缴纳方式。")],
        LetterKind::RecordCorrected => {
            vec![
                content,
                evidence,
                ("corrected", record.corrected.clone(), "请写明更正结果。"),
            ]
        }
        LetterKind::RecordDeclined => vec![
            content,
            evidence,
            (
                "decline_ground",
                record.grounds.map_or("", DeclineGround::label).to_owned(),
                "请选择为什么不予更正（条例第四十一条）。",
            ),
            ("declined", record.declined.clone(), "请写明不予更正的理由。"),
        ],
        LetterKind::RecordForwarded => vec![
            content,
            ("forwarded_to", record.forwarded_to.clone(), "请写明转送的机关。"),
        ],
        LetterKind::Consulting => vec![(
            "party",
            consulted.party.map_or("", Party::label).to_owned(),
            "请选择征求谁的意见。",
        )],
        LetterKind::OverrideNotice => vec![name],
        LetterKind::ThirdParty
        | LetterKind::ThirdPartyOpinion
        | LetterKind::CoMaker
        | LetterKind::OtherOrgan => {
            vec![name, about]
        }
        LetterKind::Referral => vec![
            name,
            about,
            (
                "doubts",
                consulted.doubts.clone(),
                "请写明为什么不能确定是否可以公开（条例第十七条第三款）。",
            ),
        ],
        LetterKind::Assistance => vec![
            name,
            about,
            (
                "reply_by",
                consulted.reply_by.map(spoken).unwrap_or_default(),
                "请填写请对方回复的期限，早于本件的答复期限。",
            ),
        ],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn whoever_helps_is_asked_to_answer_well_before_our_own_day() {
        let calendar = Calendar::built_in();
        let asked = |today, due| assistance_day(&calendar, today, Some(due));
        assert_eq!(asked(date(2026, 3, 2), date(2026, 3, 30)), Some(date(2026, 3, 9)));
        assert_eq!(
            asked(date(2026, 3, 25), date(2026, 3, 30)),
            Some(date(2026, 3, 26))
        );
        assert_eq!(asked(date(2026, 3, 30), date(2026, 3, 30)), None);
        assert_eq!(assistance_day(&calendar, date(2026, 3, 2), None), None);
    }
}
