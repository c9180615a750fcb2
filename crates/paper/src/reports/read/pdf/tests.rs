//! Pages made by hand: what is read of fonts, forms and lines, and what no file may do to the reader.

mod hostile;

use std::fmt::Write;

use super::glyphs::PageDrawing;
use super::pages::pages;
use super::printed_pages;
use crate::reports::read::unreadable::Unreadable;

/// A PDF of these objects, the first of which has the number 1 and is the catalog.
fn file(objects: &[String]) -> Vec<u8> {
    let mut text = "%PDF-1.7\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
        places.push(text.len());
        write!(text, "{number} 0 obj\n{object}\nendobj\n").unwrap();
    }
    let table = text.len();
    write!(text, "xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).unwrap();
    for place in &places {
        writeln!(text, "{place:010} 00000 n ").unwrap();
    }
    let end = format!(
        "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n",
        places.len() + 1
    );
    (text + &end).into_bytes()
}

fn stream(dictionary: &str, content: &str) -> String {
    format!(
        "<<{dictionary}/Length {}>>stream\n{content}\nendstream",
        content.len()
    )
}

/// One page with this content; the objects from 6 on are those given, and 5 is Helvetica under the name F1.
fn page(content: &str, resources: &str, others: &[String]) -> Vec<u8> {
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R/F2 6 0 R>>{resources}>>>>"
        ),
        stream("", content),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    objects.extend_from_slice(others);
    file(&objects)
}

/// A font of many signs, not embedded, with this encoding and collection.
fn composite(encoding: &str, collection: &str) -> [String; 2] {
    [
        format!("<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/{encoding}/DescendantFonts[7 0 R]>>"),
        format!(
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/CIDSystemInfo<</Registry(Adobe)/Ordering({collection})/Supplement 2>>>>"
        ),
    ]
}

/// A font of one byte a sign, with these entries.
fn simple(entries: &str) -> [String; 1] {
    [format!("<</Type/Font{entries}>>")]
}

/// A line of these codes in the second font.
fn shown(codes: &[u8]) -> String {
    let mut line = "BT /F2 10 Tf 50 700 Td <".to_owned();
    for code in codes {
        write!(line, "{code:02X}").unwrap();
    }
    line + "> Tj ET "
}

fn only_page(file: &[u8]) -> PageDrawing {
    let mut pages = pages(file).unwrap();
    assert_eq!(pages.len(), 1);
    pages.remove(0)
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

#[test]
fn text_in_a_font_that_is_not_embedded_is_read_by_its_encoding_or_its_collection() {
    let text = "政府信息公开12.5";
    let (gbk, _, _) = encoding_rs::GBK.encode(text);
    let (big5, _, _) = encoding_rs::BIG5.encode("政府資訊");
    let words = utf16(text);
    let cases: [(&str, &str, &[u8], &str); 9] = [
        ("UniGB-UCS2-H", "GB1", &words, text),
        ("UniGB-UTF16-H", "GB1", &words, text),
        ("GBK-EUC-H", "GB1", &gbk, text),
        ("GBKp-EUC-H", "GB1", &gbk, text),
        ("GBK2K-H", "GB1", &gbk, text),
        ("GB-EUC-H", "GB1", &gbk, text),
        ("GBpc-EUC-H", "GB1", &gbk, text),
        ("ETen-B5-H", "CNS1", &big5, "政府資訊"),
        ("Identity-H", "GB1", &[0, 17, 3, 232], "0拜"),
    ];
    for (encoding, collection, codes, expected) in cases {
        let file = page(&shown(codes), "", &composite(encoding, collection));
        assert_eq!(printed_pages(&file), [expected], "{encoding}");
    }
}

#[test]
fn signs_of_simple_fonts_are_read_with_their_widths_and_one_font_without_meaning_costs_its_own_signs_alone() {
    let cases = [
        (
            "/Subtype/TrueType/BaseFont/Arial/Encoding/WinAnsiEncoding",
            "AB12",
        ),
        (
            "/Subtype/Type1/BaseFont/Song/Encoding<</Differences[65/uni653F/u5E9C]>>/FirstChar 49/LastChar 66/Widths[500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500]",
            "政府12",
        ),
    ];
    for (font, expected) in cases {
        let drawn = only_page(&page(&shown(b"AB12"), "", &simple(font)));
        let text: String = drawn.glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
        assert_eq!(text, expected, "{font}");
        let is_in_order = drawn
            .glyphs
            .is_sorted_by(|one, other| one.x + one.width / 2.0 < other.x);
        assert!(is_in_order, "{font}: {:?}", drawn.glyphs);
    }
    let both = "BT /F1 10 Tf 50 600 Td (named) Tj ET ".to_owned() + &shown(b"\0A");
    assert_eq!(
        printed_pages(&page(&both, "", &composite("Identity-H", "Identity"))),
        ["named"]
    );
}

#[test]
fn a_page_whose_fonts_name_no_sign_has_unknown_encodings_and_is_no_scan() {
    for (encoding, collection) in [("Identity-H", "Identity"), ("Nonsense-H", "GB1")] {
        let file = page(&shown(b"A1B2"), "", &composite(encoding, collection));
        assert_eq!(pages(&file).unwrap_err(), Unreadable::Unencoded, "{encoding}");
    }
    for others in [simple("/Subtype/Nonsense").as_slice(), &[]] {
        let file = page(&shown(b"A1B2"), "", others);
        assert_eq!(pages(&file).unwrap_err(), Unreadable::Unencoded, "{others:?}");
    }
    assert!(only_page(&page("0 0 m 9 9 l S", "", &[])).glyphs.is_empty());
}

#[test]
fn text_drawn_twice_at_a_place_comes_once_and_hidden_text_comes_too() {
    let text = |mode: u8, x: f64| format!("BT /F1 10 Tf {mode} Tr {x} 700 Td (A1) Tj ET ");
    let bold = text(0, 50.0) + &text(0, 50.3);
    for (name, content) in [
        ("filled and stroked", text(2, 50.0)),
        ("bold by a second print", bold),
        ("hidden", text(3, 50.0)),
        ("a clip", text(7, 50.0)),
    ] {
        assert_eq!(printed_pages(&page(&content, "", &[])), ["A1"], "{name}");
    }
    let beside = text(0, 50.0) + &text(0, 63.0);
    assert_eq!(printed_pages(&page(&beside, "", &[])), ["A1A1"]);
}

#[test]
fn a_form_draws_where_it_is_placed_with_the_names_of_its_page_and_ends_what_it_saved() {
    let inner = "q q BT /F1 10 Tf 50 100 Td (in) Tj ET";
    let form = stream("/Subtype/Form/BBox[0 0 9 9]/Matrix[1 0 0 1 0 500]", inner);
    let content = "1 0 0 1 20 0 cm /X Do BT /F1 10 Tf 50 700 Td (on) Tj ET Q Q Q";
    let drawn = only_page(&page(content, "/XObject<</X 6 0 R>>", &[form]));
    let places: Vec<(&str, i64, i64)> = drawn
        .glyphs
        .iter()
        .map(|glyph| (glyph.text.as_str(), rounded(glyph.x), rounded(glyph.base)))
        .collect();
    assert_eq!(places.first(), Some(&("i", 70, 200)));
    assert_eq!(places.get(2), Some(&("o", 70, 100)));
}

fn rounded(number: f64) -> i64 {
    format!("{number:.0}").parse().unwrap()
}

#[test]
fn a_ruled_line_is_a_border_however_it_is_drawn_and_the_ground_under_a_text_is_none() {
    for (content, count) in [
        ("50 700 m 250 700 l S", 1),
        ("50 700 200 0.5 re f", 1),
        ("50 700 200 0.5 re f*", 1),
        ("50 700 200 100 re S", 4),
        ("50 700 200 0.5 re 50 600 200 0.5 re 50 600 0.5 100 re f", 3),
        ("50 700 200 100 re f", 4),
        ("50 700 200 100 re f*", 0),
        ("50 700 m 250 600 l S", 0),
    ] {
        let drawn = only_page(&page(content, "", &[]));
        assert_eq!(drawn.strokes.len(), count, "{content}: {:?}", drawn.strokes);
    }
}
