//! Text that a PDF holds and no page shows: 涂黑 that only lies over it, white text, text beside the sheet; and what looks like it
//! and is none.

use super::papers::{Paper, SAID, is_cleaned, stream};
use rust_xlsxwriter::Formula;

use super::*;

const BAR: &str = "0 g 40 690 400 30 re f";
const WHOLE: &str = "q 595 0 0 842 0 0 cm /I Do Q";

fn with_picture(content: &str) -> Screening {
    let paper = Paper {
        content,
        resources: "/XObject<</I 6 0 R>>/ExtGState<</Half<</ca .5>>/Dark<</BM/Multiply>>>>",
        objects: vec![stream(
            "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8",
            b"\x80",
        )],
        ..Paper::default()
    };
    screen("扫描.pdf", &paper.file())
}

#[test]
fn text_beneath_a_bar_is_told_with_its_page_and_what_one_sees_through_covers_nothing() {
    for bar in [
        BAR.to_owned(),
        "1 1 1 rg 40 690 m 440 690 l 440 720 l 40 720 l h f".to_owned(),
        "0 0 0 1 k 45 690 400 30 re 45 600 20 20 re f*".to_owned(),
        "20 w 40 704 m 440 704 l S".to_owned(),
        "q 400 0 0 30 40 690 cm /I Do Q".to_owned(),
        format!("{BAR} BT 1 g /F1 12 Tf 50 700 Td (-) Tj ET"),
    ] {
        let found = with_picture(&format!("{SAID} {bar}"));
        assert_eq!(places(&found, Kind::CoveredText), ["第1页"], "{bar}");
        assert_eq!(found.findings[0].shown, "Anoticeofmorethantwentyl…", "{bar}");
        assert!(found.forbidden().next().is_none(), "{bar}");
    }
    for over in [
        "40 640 400 30 re f",
        "/Half gs 40 690 400 30 re f",
        "/Dark gs 1 1 0 rg 40 690 400 30 re f",
        "40 690 400 30 re S",
        "40 698 400 1 re f",
        "q 0 0 30 30 re W n 0 0 595 842 re f Q",
        "1 g 40 690 400 30 re f 0 g BT /F1 12 Tf 50 700 Td (A notice of more than twenty letters) Tj ET",
    ] {
        let found = with_picture(&format!("{SAID} {over}"));
        assert!(found.is_clean(), "{over}: {found:?}");
    }
}

#[test]
fn text_of_the_colour_of_its_ground_is_told_and_white_on_a_dark_ground_is_none() {
    let said = |before: &str| {
        with_picture(&format!(
            "{before} BT /F1 12 Tf 50 700 Td (A notice of more than twenty letters) Tj ET"
        ))
    };
    for before in [
        "1 1 1 rg",
        "1 g",
        "0 0 0 0 k",
        "/DeviceGray cs 1 sc",
        "1 0 0 rg 40 690 400 30 re f 1 0 0 rg",
        "0 g 40 690 400 30 re f",
    ] {
        assert_eq!(places(&said(before), Kind::FaintText), ["第1页"], "{before}");
    }
    for before in [
        "0.8 g",
        "0 0 1 rg 40 690 400 30 re f 1 g",
        "q 400 0 0 30 40 690 cm /I Do Q 1 g",
        "/Pattern cs /P scn 40 690 400 30 re f 1 g",
        "/Some cs 0 scn",
    ] {
        assert!(said(before).is_clean(), "{before}: {:?}", said(before));
    }
}

#[test]
fn text_beside_the_sheet_or_drawn_without_being_shown_is_told() {
    let cases = [
        "BT /F1 12 Tf 5000 700 Td (not on the sheet) Tj ET",
        "BT /F1 12 Tf 3 Tr 50 600 Td (not shown) Tj ET",
        "BT /F1 12 Tf 7 Tr 50 600 Td (only a clip) Tj ET",
        "q 0 0 30 30 re W n BT /F1 12 Tf 50 600 Td (cut off) Tj ET Q",
    ];
    for more in cases {
        let found = with_picture(&format!("{SAID} {more}"));
        assert_eq!(places(&found, Kind::UnseenText), ["第1页"], "{more}");
    }
    let cropped = Paper {
        content: &format!("{SAID} BT /F1 12 Tf 50 20 Td (beneath the edge) Tj ET"),
        page: "/CropBox[0 100 595 842]",
        ..Paper::default()
    };
    assert_eq!(
        places(&screen("a.pdf", &cropped.file()), Kind::UnseenText),
        ["第1页"]
    );
    let outlined = format!("{SAID} BT 0 Tr 1 g 0 G 2 Tr /F1 12 Tf 50 600 Td (only its outline) Tj ET");
    assert!(
        with_picture(&outlined).is_clean(),
        "{:?}",
        with_picture(&outlined)
    );
}

#[test]
fn the_words_recognised_in_a_scan_are_told_mildly_and_a_bar_over_them_is_a_bar() {
    let layer = "BT 3 Tr /F1 12 Tf 50 700 Td (A notice of more than twenty letters) Tj ET";
    let halves = "q 595 0 0 421 0 0 cm /I Do Q q 595 0 0 421 0 421 cm /I Do Q";
    for scan in [
        format!("{WHOLE} {layer}"),
        format!("{layer} {WHOLE}"),
        format!("{SAID} {WHOLE}"),
        format!("{SAID} {halves}"),
    ] {
        let found = with_picture(&scan);
        let kinds: Vec<Kind> = found.findings.iter().map(|one| one.kind).collect();
        assert_eq!(kinds, [Kind::TextLayer], "{scan}");
        assert_eq!(found.findings[0].place, "第1页");
        assert!(!found.may_be_cleaned());
    }
    let barred = with_picture(&format!("{WHOLE} {layer} {BAR}"));
    assert_eq!(places(&barred, Kind::CoveredText), ["第1页"]);
}

#[test]
fn a_note_that_covers_text_is_told_and_not_cleaned_away() {
    let note = |entries: &str| {
        let page = format!("/Annots[<</Type/Annot{entries}/Rect[40 690 440 720]>>]");
        let halved = ".5 0 0 .5 0 0 cm BT /F1 24 Tf 100 1400 Td (A notice of more than twenty letters) Tj ET";
        let form = "/Type/XObject/Subtype/Form/BBox[0 0 10 10]";
        Paper {
            content: halved,
            page: &page,
            objects: vec![stream(form, b"0 g 0 0 10 10 re f")],
            ..Paper::default()
        }
        .file()
    };
    for entries in ["/Subtype/Square/IC[0 0 0]", "/Subtype/Stamp/AP<</N 6 0 R>>"] {
        let file = note(entries);
        let found = screen("决定书.pdf", &file);
        assert_eq!(places(&found, Kind::CoveredText), ["第1页"], "{entries}");
        assert_eq!(clean(&file), Err(NotCleaned::Uncovers), "{entries}");
    }
    for entries in [
        "/Subtype/Square/C[0 0 0]",
        "/Subtype/Stamp/F 2/AP<</N 6 0 R>>",
        "/Subtype/Text",
    ] {
        let file = note(entries);
        let found = screen("决定书.pdf", &file);
        assert!(places(&found, Kind::CoveredText).is_empty(), "{entries}");
        is_cleaned(&file);
    }
}

#[test]
fn a_form_draws_its_areas_where_it_is_placed_and_no_further() {
    let paper = |form: &str, content: &str| {
        let paper = Paper {
            content,
            resources: "/XObject<</X 6 0 R>>/ExtGState<</Half<</ca .5>>>>",
            objects: vec![stream(form, b"0 0 600 100 re f")],
            ..Paper::default()
        };
        screen("a.pdf", &paper.file())
    };
    let form = "/Type/XObject/Subtype/Form/BBox[0 0 600 100]";
    let over = format!("{SAID} 1 0 0 1 0 650 cm /X Do");
    assert_eq!(places(&paper(form, &over), Kind::CoveredText), ["第1页"]);
    let small = "/Type/XObject/Subtype/Form/BBox[0 0 600 20]";
    assert!(paper(small, &over).is_clean());
    let group = "/Type/XObject/Subtype/Form/BBox[0 0 600 100]/Group<</S/Transparency>>";
    assert!(paper(group, &format!("{SAID} /Half gs 1 0 0 1 0 650 cm /X Do")).is_clean());
}

#[test]
fn a_number_in_neighbouring_cells_or_put_together_by_a_formula_is_told() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("名单").unwrap();
    for (column, head) in (0..).zip(["姓名", "户籍", "出生", "编码", "身份证号码", "金额"]) {
        sheet.write_string(0, column, head).unwrap();
    }
    sheet.write_string(1, 1, "110105").unwrap();
    sheet.write_number(1, 2, 19_491_231).unwrap();
    sheet.write_string(1, 3, "002X").unwrap();
    sheet.write_string(2, 4, "110105491231002").unwrap();
    sheet.write_string(2, 5, "110105491231002").unwrap();
    sheet
        .write_formula(
            3,
            1,
            Formula::new("=\"110105\" & \"19491231\"&\"002X\"").set_result(""),
        )
        .unwrap();
    let found = screen("名单.xlsx", &book.save_to_buffer().unwrap());
    assert_eq!(
        places(&found, Kind::LikelyIdentityNumber),
        ["工作表“名单”第2行D列和左边相邻的单元格", "工作表“名单”第3行E列"]
    );
    assert_eq!(
        places(&found, Kind::IdentityNumber),
        ["工作表“名单”第4行B列的公式"]
    );
}

#[test]
fn a_number_over_the_end_of_a_line_of_a_page_is_told() {
    let paper = Paper {
        content: "BT /F1 12 Tf 50 700 Td (The number is 110105194) Tj 0 -20 Td (91231002X and so on) Tj ET",
        ..Paper::default()
    };
    let found = screen("决定书.pdf", &paper.file());
    assert_eq!(places(&found, Kind::LikelyIdentityNumber), ["第1页"]);
    assert_eq!(found.findings[0].shown, "110105********002X");
}
