use jiff::civil::date;

use super::*;
use crate::cases::letters::{Deferral, fill};

const DAY: Date = date(2027, 2, 19);

fn facts() -> LetterFacts {
    LetterFacts {
        organ: "洛阳市孟津区人民政府办公室".into(),
        applicant: "李明".into(),
        received_on: Some(date(2026, 12, 14)),
        channel: Some(crate::cases::Channel::RegisteredPost),
        request_number: "MJXJ-2026-0001".into(),
        request: "2025年度部门决算".into(),
        due_on: Some(date(2027, 1, 12)),
        deferral: Deferral {
            until: Some(DAY),
            reasons: "需要检索的档案较多".into(),
            is_approved: true,
            approved_by: String::new(),
            days: 20,
            awaits_opinion: false,
        },
        tentative: vec![DAY],
        ..LetterFacts::default()
    }
}

fn words(shown: &Shown, origin: Origin) -> Vec<&str> {
    let runs = shown.lines.iter().flatten();
    runs.filter(|run| run.origin == origin)
        .map(|run| run.words.as_str())
        .collect()
}

#[test]
fn the_sheet_tells_the_wording_from_facts_from_what_was_typed_and_from_tentative_days() {
    let facts = facts();
    let letter = fill(LetterKind::Extension, &facts);
    let sheet = Sheet::of(&letter, LetterKind::Extension, &facts);
    assert_eq!(
        sheet.addressee.first().map(|run| run.origin),
        Some(Origin::Filled)
    );
    let [opening, reasons] = sheet.paragraphs.as_slice() else {
        panic!("{sheet:?}");
    };
    assert!(!opening.is_written);
    assert!(words(opening, Origin::Filled).contains(&"MJXJ-2026-0001"));
    assert!(words(opening, Origin::Wording).concat().contains("申请编号："));
    assert!(reasons.is_written);
    assert_eq!(words(reasons, Origin::Written), ["需要检索的档案较多"]);
    assert_eq!(words(reasons, Origin::Tentative), ["2027年2月19日（暂定）"]);
}

#[test]
fn a_paragraph_that_was_edited_is_whoever_wrote_it_and_a_blank_place_is_open() {
    let facts = LetterFacts {
        deferral: Deferral::default(),
        ..facts()
    };
    let mut letter = fill(LetterKind::Extension, &facts);
    letter
        .paragraphs
        .insert(0, Paragraph::Plain("另加的一段。".into()));
    let sheet = Sheet::of(&letter, LetterKind::Extension, &facts);
    assert_eq!(words(&sheet.paragraphs[0], Origin::Written), ["另加的一段。"]);
    assert!(words(&sheet.paragraphs[2], Origin::Open).contains(&"【待填：延期理由】"));
}

#[test]
fn the_runs_of_every_letter_are_its_text_and_nothing_else() {
    for kind in LetterKind::ALL {
        for facts in [facts(), LetterFacts::default()] {
            let letter = fill(*kind, &facts);
            let sheet = Sheet::of(&letter, *kind, &facts);
            for (shown, paragraph) in sheet.paragraphs.iter().zip(&letter.paragraphs) {
                let told: Vec<String> = shown
                    .lines
                    .iter()
                    .map(|line| line.iter().map(|run| run.words.as_str()).collect())
                    .collect();
                assert_eq!(told, lines(paragraph), "{kind:?}");
            }
            assert!(!letter.text().contains([FILLED.0, FILLED.1, TYPED]), "{kind:?}");
        }
    }
}
