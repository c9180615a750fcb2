//! Letters on paper: every word there in both formats, the standard's measures kept, nothing taken for markup.

mod approval;
mod flow;
mod forms;
mod measures;
mod names;
mod runs;
mod sheets;
mod slips;

use std::io::Read;
use std::sync::LazyLock;

use law::cases::letters::{Letter, LetterKind, Paragraph};
use quick_xml::Reader;
use quick_xml::events::Event;

use super::samples::{AWKWARD, blank, reply, signed};
use super::{docx, pdf};
use crate::Fonts;
use crate::reports::printed_pages as pages;

static FONTS: LazyLock<Fonts> =
    LazyLock::new(|| Fonts::scan(&[]).expect("make test installs fonts-noto-cjk"));

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The text of all pages without their numbers.
fn printed_words(bytes: &[u8]) -> String {
    (1..)
        .zip(pages(bytes))
        .map(|(number, page)| page.trim_end_matches(&format!("—{number}—")).to_owned())
        .collect()
}

/// A part of a DOCX.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The text of an XML part without spaces; fails where it is not well formed.
fn words(xml: &str) -> String {
    let mut reader = Reader::from_str(xml);
    let mut text = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Text(piece) => text.push_str(&piece),
            Event::GeneralRef(reference) => text.push_str(match reference.as_ref() {
                "amp" => "&",
                "lt" => "<",
                "gt" => ">",
                "quot" => "\"",
                "#39" => "'",
                other => panic!("{other}"),
            }),
            Event::Eof => return without_spaces(&text),
            _ => {}
        }
    }
}

fn docx_words(bytes: &[u8]) -> String {
    words(&part(bytes, "word/document.xml"))
}

/// Everything law wrote into the letter, piece by piece.
fn pieces(letter: &Letter) -> Vec<String> {
    let mut pieces = vec![letter.title.clone(), letter.number.clone().unwrap_or_default()];
    for paragraph in &letter.paragraphs {
        match paragraph {
            Paragraph::Plain(text) | Paragraph::Heading(text) => pieces.push(text.clone()),
            Paragraph::List(items) => {
                pieces.extend(
                    items
                        .iter()
                        .enumerate()
                        .map(|(at, item)| format!("{}.{item}", at + 1)),
                );
            }
            Paragraph::Form(rows) => {
                pieces.extend(
                    rows.iter()
                        .flat_map(|(label, value)| [label.clone(), value.clone()]),
                );
            }
        }
    }
    pieces.push(letter.organ.clone());
    // A form is signed in its rows, and nothing goes with it.
    if !letter.kind.is_form() {
        pieces.extend(letter.enclosures.iter().cloned());
    }
    // Nor does a third party's own letter tell whom to ask.
    if !letter.kind.is_form() && letter.kind != LetterKind::ThirdPartyOpinion {
        pieces.push(letter.contact.clone());
    }
    pieces
}

/// Leaves a page to be looked at where somebody wants to: `GONGKAI_PAGES=folder cargo test`.
fn leave(name: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("GONGKAI_PAGES") {
        let path = std::path::Path::new(&folder).join(format!("{name}.pdf"));
        std::fs::write(path, bytes).unwrap();
    }
}

#[test]
fn every_outcome_has_a_reply_on_paper() {
    for outcome in law::codes::Outcome::ALL {
        let letter = reply(*outcome);
        let bytes = pdf(&letter, &FONTS).unwrap();
        leave(outcome.code(), &bytes);
        let printed = printed_words(&bytes);
        for piece in pieces(&letter) {
            assert!(printed.contains(&without_spaces(&piece)), "{outcome:?} {piece}");
        }
    }
}

#[test]
fn every_kind_of_letter_has_all_its_words_in_both_formats() {
    for kind in LetterKind::ALL {
        for letter in [signed(*kind), blank(*kind)] {
            let bytes = pdf(&letter, &FONTS).unwrap();
            if letter.dated.is_some() {
                leave(kind.code(), &bytes);
            }
            let printed = printed_words(&bytes);
            let written = docx_words(&docx(&letter).unwrap());
            for piece in pieces(&letter) {
                let piece = without_spaces(&piece);
                assert!(printed.contains(&piece), "{kind:?} PDF {piece}\n{printed}");
                assert!(written.contains(&piece), "{kind:?} DOCX {piece}\n{written}");
            }
        }
    }
}

#[test]
fn a_letter_names_its_addressee_and_signs_with_organ_and_date() {
    let letter = signed(LetterKind::Refused);
    for text in [
        printed_words(&pdf(&letter, &FONTS).unwrap()),
        docx_words(&docx(&letter).unwrap()),
    ] {
        assert!(
            text.starts_with("洛阳市孟津区人民政府办公室政府信息不予公开答复书孟公复〔2026〕3号李明：本机关"),
            "{text}"
        );
        let end = "附件：1.政府信息公开申请表复印件2.补正材料清单洛阳市孟津区人民政府办公室2026年3月20日（联系人及电话：政务公开股，0379-00000000）";
        assert!(text.contains(end), "{text}");
    }
}

#[test]
fn a_single_enclosure_has_no_number() {
    let mut letter = signed(LetterKind::Granted);
    letter.enclosures.pop();
    assert!(docx_words(&docx(&letter).unwrap()).contains("附件：政府信息公开申请表复印件洛阳"));
    letter.enclosures.clear();
    assert!(!docx_words(&docx(&letter).unwrap()).contains("附件："));
}

#[test]
fn an_unsigned_letter_leaves_its_date_open() {
    let mut letter = signed(LetterKind::Extension);
    letter.dated = None;
    let open = "洛阳市孟津区人民政府办公室年月日（联系人";
    assert!(printed_words(&pdf(&letter, &FONTS).unwrap()).contains(open));
    assert!(docx_words(&docx(&letter).unwrap()).contains(open));
}

#[test]
fn what_is_signed_is_archivable_and_a_draft_is_not_yet() {
    let claim = "<pdfaid:part>2</pdfaid:part>";
    let mut letter = signed(LetterKind::Refused);
    assert!(String::from_utf8_lossy(&pdf(&letter, &FONTS).unwrap()).contains(claim));
    letter.dated = None;
    assert!(!String::from_utf8_lossy(&pdf(&letter, &FONTS).unwrap()).contains(claim));
}

#[test]
fn the_third_party_signs_its_own_opinion() {
    let letter = signed(LetterKind::ThirdPartyOpinion);
    for text in [
        printed_words(&pdf(&letter, &FONTS).unwrap()),
        docx_words(&docx(&letter).unwrap()),
    ] {
        assert!(text.contains("第三方（签名或者盖章）：年月日"), "{text}");
        assert!(!text.contains("2026年3月20日"), "{text}");
    }
}

#[test]
fn a_letter_between_organs_has_a_red_head_and_no_number_on_its_first_page() {
    let mut letter = signed(LetterKind::Assistance);
    letter
        .paragraphs
        .extend(vec![Paragraph::Plain("请予支持。".repeat(50)); 2]);
    let printed = pages(&pdf(&letter, &FONTS).unwrap());
    assert_eq!(printed.len(), 2);
    assert!(
        printed[0].starts_with("洛阳市孟津区人民政府办公室孟公复〔2026〕3号政府信息公开申请协办函洛阳某")
    );
    assert!(!printed[0].contains("—1—") && printed[1].contains("—2—"));
    let xml = part(&docx(&letter).unwrap(), "word/document.xml");
    assert!(xml.contains("RedHead") && xml.contains("<w:titlePg/>"));
    assert!(!part(&docx(&signed(LetterKind::Granted)).unwrap(), "word/document.xml").contains("RedHead"));
}

#[test]
fn a_reply_stands_under_a_red_head_where_the_organ_chose_it() {
    let plain = signed(LetterKind::Granted);
    let headed = law::cases::letters::Letter {
        has_red_head: true,
        ..plain.clone()
    };
    assert!(
        plain.hash() != headed.hash(),
        "a verdict names what it looks like"
    );
    let printed = pages(&pdf(&headed, &FONTS).unwrap());
    assert!(
        printed[0].starts_with("洛阳市孟津区人民政府办公室孟公复〔2026〕3号政府信息公开申请答复书"),
        "{}",
        printed[0]
    );
    assert!(!printed[0].contains("—1—"), "{}", printed[0]);
    let xml = part(&docx(&headed).unwrap(), "word/document.xml");
    assert!(xml.contains("RedHead") && xml.contains("<w:titlePg/>"));
    assert!(pdf(&headed, &FONTS).unwrap() != pdf(&plain, &FONTS).unwrap());
}

#[test]
fn the_same_letter_gives_the_same_bytes() {
    for kind in [
        LetterKind::Refused,
        LetterKind::DeliveryRecord,
        LetterKind::CoMaker,
    ] {
        let letter = signed(kind);
        assert!(pdf(&letter, &FONTS).unwrap() == pdf(&letter, &FONTS).unwrap());
        assert!(docx(&letter).unwrap() == docx(&letter).unwrap());
        assert!(docx(&letter).unwrap() != docx(&blank(kind)).unwrap());
    }
}

/// The letter with awkward text in every place a clerk can type into.
fn hostile() -> Letter {
    let mut letter = signed(LetterKind::Refused);
    for place in [
        &mut letter.title,
        &mut letter.organ,
        &mut letter.addressee,
        &mut letter.signed_by,
        &mut letter.contact,
    ] {
        AWKWARD.clone_into(place);
    }
    letter.number = Some(AWKWARD.into());
    letter.enclosures = vec![AWKWARD.into(); 2];
    letter.paragraphs = vec![
        Paragraph::Plain(format!("　　{AWKWARD}\r\n\u{0}\u{b}第二段\u{2028}第三段")),
        Paragraph::Heading(AWKWARD.into()),
        Paragraph::List(vec![AWKWARD.into(), String::new()]),
        Paragraph::Form(vec![
            (AWKWARD.into(), AWKWARD.into()),
            (String::new(), String::new()),
        ]),
        Paragraph::Form(Vec::new()),
    ];
    letter
}

#[test]
fn awkward_text_is_printed_literally_wherever_it_stands() {
    let letter = hostile();
    let awkward = without_spaces(AWKWARD);
    let printed = printed_words(&pdf(&letter, &FONTS).unwrap());
    let written = docx_words(&docx(&letter).unwrap());
    for text in [printed, written] {
        // Title, organ, number, three paragraphs, two cells, two enclosures, signature, contact; a form shows no addressee.
        assert_eq!(text.matches(&awkward).count(), 12, "{text}");
        assert!(text.contains("第二段第三段"), "{text}");
    }
}

#[test]
fn every_part_of_a_letter_is_well_formed() {
    for letter in [
        hostile(),
        signed(LetterKind::CoMaker),
        blank(LetterKind::DeliveryRecord),
    ] {
        let bytes = docx(&letter).unwrap();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
        let names: Vec<String> = archive
            .file_names()
            .map(|name| name.unwrap().into_owned())
            .collect();
        for name in &names {
            let mut text = String::new();
            archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
            words(&text);
        }
        let related = part(&bytes, "word/_rels/document.xml.rels");
        for target in related.split("Target=\"").skip(1) {
            let target = target.split('"').next().unwrap();
            assert!(names.contains(&format!("word/{target}")), "{target}");
        }
    }
}

#[test]
fn a_character_that_no_face_has_shows_as_its_code_point_and_never_as_a_box() {
    let mut letter = signed(LetterKind::Granted);
    letter
        .paragraphs
        .push(Paragraph::Plain("由\u{F8123}和\u{F8124}办理。".into()));
    assert_eq!(FONTS.unprintable(&letter.printed()), ['\u{F8123}', '\u{F8124}']);
    let printed = printed_words(&pdf(&letter, &FONTS).unwrap());
    assert!(printed.contains("由〔U+F8123〕和〔U+F8124〕办理。"), "{printed}");
    let written = docx_words(&docx(&letter).unwrap());
    assert!(written.contains("由\u{F8123}和\u{F8124}办理。"), "{written}");
}

#[test]
fn a_title_that_names_the_organ_does_not_name_it_twice() {
    let mut letter = signed(LetterKind::Granted);
    letter.title = format!("{}{}", letter.organ, letter.title);
    let text = docx_words(&docx(&letter).unwrap());
    assert!(
        text.starts_with("洛阳市孟津区人民政府办公室政府信息公开申请答复书孟公复"),
        "{text}"
    );
}
