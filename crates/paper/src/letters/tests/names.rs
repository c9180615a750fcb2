//! Names as people and organisations bear them, and runs that have no place to break: on paper nothing of them is lost,
//! nothing leaves the sheet, and nothing fails.

use law::cases::letters::{Letter, LetterKind, Paragraph};
use typst::layout::{Frame, FrameItem, Point};
use typst_layout::PagedDocument;

use super::forms::receipt;
use super::{FONTS, docx, docx_words, pdf, signed, without_spaces};
use crate::fonts::mark;
use crate::letters::receipt::set as set_receipt;
use crate::letters::{ReceiptSheet, receipt_pdf};
use crate::reports::printable;

const NAMES: &str = include_str!("rare-names.txt");

fn names() -> Vec<&'static str> {
    let lines = NAMES.lines().skip(1);
    lines.map(|line| line.split('\t').next().unwrap()).collect()
}

fn letter_to(name: &str) -> Letter {
    let mut letter = signed(LetterKind::Granted);
    letter.addressee = name.to_owned();
    letter.paragraphs.push(Paragraph::Plain(format!(
        "申请人{name}申请公开《{name}登记表》。"
    )));
    letter
}

fn receipt_of(name: &str) -> ReceiptSheet {
    ReceiptSheet {
        applicant_name: name.to_owned(),
        request: format!("{name}的登记材料"),
        ..receipt()
    }
}

/// Every piece of text on the pages, with its ends in millimetres from the left.
fn printed(document: &PagedDocument) -> Vec<(f64, f64, String)> {
    let mut all = Vec::new();
    for page in document.pages() {
        collect(&page.frame, Point::zero(), &mut all);
    }
    all
}

fn collect(frame: &Frame, origin: Point, all: &mut Vec<(f64, f64, String)>) {
    for (at, item) in frame.items() {
        let at = origin + *at;
        match item {
            FrameItem::Group(group) => collect(&group.frame, at, all),
            FrameItem::Text(text) => {
                all.push((at.x.to_mm(), (at.x + text.width()).to_mm(), text.text.to_string()));
            }
            _ => {}
        }
    }
}

/// A character as it is looked for on paper: itself, or its code point where no face has it.
fn shown(character: char) -> String {
    if FONTS.can_print(character) {
        character.to_string()
    } else {
        mark(character)
    }
}

fn assert_whole(document: &PagedDocument, name: &str) {
    let all: String = printed(document).into_iter().map(|(_, _, text)| text).collect();
    let all = without_spaces(&all).replace('\u{200B}', "");
    let visible = printable(name);
    let wanted = visible
        .chars()
        .filter(|one| !one.is_whitespace() && *one != '\u{200B}');
    for character in wanted {
        assert!(
            all.contains(&shown(character)),
            "{name}: {character:?} is not in {all}"
        );
    }
}

fn assert_on_sheet(document: &PagedDocument, what: &str) {
    for (left, right, text) in printed(document) {
        assert!(
            left > 15.0 && right < 210.0 - 15.0,
            "{what}: {text} from {left} to {right}"
        );
    }
}

#[test]
fn every_name_is_whole_in_receipt_and_letter_and_none_makes_them_fail() {
    assert_eq!(names().len(), 40);
    for name in names() {
        let letter = letter_to(name);
        let set = crate::letters::pdf::set(&letter, &FONTS).unwrap();
        assert_whole(&set, name);
        assert_on_sheet(&set, name);
        let is_rare = name
            .chars()
            .any(|one| !FONTS.can_print(one) || !one.is_alphabetic());
        if is_rare {
            assert!(pdf(&letter, &FONTS).unwrap().starts_with(b"%PDF"), "{name}");
            let paper = receipt_pdf(&receipt_of(name), &FONTS).unwrap();
            assert!(paper.starts_with(b"%PDF"), "{name}");
        }
        let words = docx_words(&docx(&letter).unwrap());
        let written = without_spaces(&printable(name));
        assert!(words.contains(&written), "{name} is not in {words}");
        let receipt = receipt_of(name);
        let set = set_receipt(&receipt, &FONTS).unwrap();
        assert_whole(&set, name);
        assert_on_sheet(&set, name);
    }
}

#[test]
fn a_run_without_a_place_to_break_stays_on_the_sheet() {
    let runs = [
        "W".repeat(200),
        "甲\u{A0}乙".repeat(60),
        "字\u{2060}".repeat(100),
        "。".repeat(120),
        "—".repeat(120),
        "a\u{202F}".repeat(150),
        "ﷺ".repeat(40),
        format!("https://example.gov.cn/{}", "x".repeat(300)),
    ];
    for run in runs {
        let letter = letter_to(&run);
        assert_on_sheet(&crate::letters::pdf::set(&letter, &FONTS).unwrap(), &run);
        assert_on_sheet(&set_receipt(&receipt_of(&run), &FONTS).unwrap(), &run);
        let mut letter = signed(LetterKind::DeliveryRecord);
        letter.paragraphs = vec![Paragraph::Form(vec![("受送达人".into(), run.clone())])];
        assert_on_sheet(&crate::letters::pdf::set(&letter, &FONTS).unwrap(), &run);
        let mut letter = signed(LetterKind::Refused);
        (letter.title, letter.organ, letter.signed_by) = (run.clone(), run.clone(), run.clone());
        letter.enclosures = vec![run.clone()];
        letter.contact.clone_from(&run);
        assert_on_sheet(&crate::letters::pdf::set(&letter, &FONTS).unwrap(), &run);
    }
}

#[test]
fn a_request_as_long_as_the_form_takes_it_stays_on_the_sheet_whatever_it_is_made_of() {
    let address = format!("https://www.example.gov.cn/{}", "a".repeat(226));
    let code = format!("{} ", "WXYZ".repeat(15));
    let runs = [
        "9".repeat(2_990),
        "W".repeat(2_990),
        format!("请公开下列网页所列文件：{}", [address.as_str(); 11].join("；")),
        code.repeat(48),
        "👨\u{200D}👩\u{200D}👧".repeat(400),
    ];
    for run in runs {
        assert_on_sheet(&crate::letters::pdf::set(&letter_to(&run), &FONTS).unwrap(), &run);
        assert_on_sheet(&set_receipt(&receipt_of(&run), &FONTS).unwrap(), &run);
        let mut letter = signed(LetterKind::DeliveryRecord);
        letter.paragraphs = vec![Paragraph::Form(vec![("申请内容".into(), run.clone())])];
        assert_on_sheet(&crate::letters::pdf::set(&letter, &FONTS).unwrap(), &run);
    }
}

/// One character of every row of 16 code points, whatever stands there.
fn one_of_every_row() -> impl Iterator<Item = char> {
    (0..=0x10_FFFF_u32)
        .step_by(16)
        .filter_map(|row| char::from_u32(row + row / 16 % 16))
}

#[test]
fn no_character_makes_a_letter_or_a_receipt_fail() {
    let all: Vec<char> = one_of_every_row()
        .filter(|one| u32::from(*one) < 0x3_3480)
        .collect();
    for part in all.chunks(1500) {
        let text: String = part.iter().collect();
        pdf(&letter_to(&text), &FONTS).unwrap_or_else(|error| panic!("{error}: {text:?}"));
        docx(&letter_to(&text)).unwrap();
    }
    let rest = "\u{E0001}\u{E0100}\u{F0000}\u{FFFFD}\u{10FFFD}\u{FEFF}\u{FFFC}\u{FFFD}\u{1F1E8}\u{1F1F3}👨\u{200D}👩\u{200D}👧";
    pdf(&letter_to(rest), &FONTS).unwrap();
    receipt_pdf(&receipt_of(rest), &FONTS).unwrap();
}
