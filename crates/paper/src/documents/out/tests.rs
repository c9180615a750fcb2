//! Documents as files: what they say, and that nothing in a text becomes anything else.

use jiff::civil::date;

use super::parts::{Part, parts_of, plain};
use super::*;
use crate::Fonts;
use crate::screening::Package;

/// A text with everything that written text may hold.
const WHOLE: &str = "<p>各科室：</p><h2>一、总体要求</h2><h3>（一）范围</h3><p>按<strong>规定</strong>办理，见<a href=\"https://www.gov.cn/?a=1&amp;b=2\">网站</a>，\
    水为H<sub>2</sub>O<sup>[1]</sup>，<u>划线</u><s>删去</s><em>强调</em>。<br>次行。</p><h4>1.要点</h4>\
    <ol start=\"3\"><li>甲<ul><li>乙</li></ul></li><li>丙</li></ol><blockquote><p>引文。</p></blockquote>\
    <table><caption>表1　标准</caption><thead><tr><th rowspan=\"2\">对象</th><th colspan=\"2\">标准（元）</th></tr>\
    <tr><th>2025年</th><th>2026年</th></tr></thead><tbody><tr><td>个人</td><td>300</td><td>400.5</td></tr>\
    <tr><td>编号</td><td>007</td><td>=1+1</td></tr><tr><td>单位</td><td colspan=\"2\">无</td></tr></tbody></table>\
    <figure><img src=\"/pictures/a.png\" alt=\"流程图\"><figcaption>图1　流程</figcaption></figure><hr>\
    <p class=\"right\">某某局</p><p class=\"right\">2026年3月1日</p>";

/// What people have hidden in texts, with words beside it that must stay.
const HOSTILE: &str = "<p>甲<script>alert(1)</script><a href=\"javascript:alert(1)\">乙</a><a href=\"file:///etc/passwd\">丙</a></p>\
    <svg onload=alert(1)><script>alert(2)</script></svg><math><mtext><img src=x onerror=alert(3)></mtext></math>\
    <iframe src=\"javascript:alert(4)\"></iframe><object data=x></object><style>@import 'x'</style>\
    <p>#import \"/etc/passwd\" $x$ *b* \\u{41} {{x}} ]] =HYPERLINK(\"http://x\")</p><img src=\"https://evil.example/a.png\" alt=\"丁\">\
    <table><tr><td>=cmd|' /C calc'!A0</td><td>+1</td></tr></table><p>DDEAUTO c:\\\\windows &lt;w:instrText&gt; ]]&gt;</p>";

fn document(html: &str) -> WrittenOut<'_> {
    WrittenOut {
        organ: "某某局",
        title: "关于印发《补贴标准》的通知",
        document_number: Some("某政〔2026〕3号"),
        formed_on: Some(date(2026, 3, 1)),
        html,
        source: "索引号 MJ01-2026-15-00001，https://example.gov.cn/documents/MJ01-2026-15-00001",
        ..WrittenOut::default()
    }
}

fn picture() -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = image::codecs::png::PngEncoder::new(&mut bytes);
    let pixels = image::RgbImage::from_pixel(300, 120, image::Rgb([30, 80, 160]));
    image::ImageEncoder::write_image(encoder, &pixels, 300, 120, image::ExtendedColorType::Rgb8).unwrap();
    bytes
}

/// Writes what was made where somebody can look at it.
fn look_at(name: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("GONGKAI_LOOK") {
        std::fs::write(std::path::Path::new(&folder).join(name), bytes).unwrap();
    }
}

#[test]
fn a_text_is_read_by_the_meaning_of_its_marks() {
    let parts = parts_of(WHOLE);
    let items: Vec<(String, usize, String)> = parts
        .iter()
        .filter_map(|part| match part {
            Part::Item { words, level, mark } => Some((plain(words), *level, mark.clone())),
            _ => None,
        })
        .collect();
    let item = |words: &str, level, mark: &str| (words.to_owned(), level, mark.to_owned());
    assert_eq!(
        items,
        [item("甲", 0, "3．"), item("乙", 1, "•"), item("丙", 0, "4．")]
    );
    let Some(Part::Table(table)) = parts.iter().find(|part| matches!(part, Part::Table(_))) else {
        panic!("{parts:?}")
    };
    assert_eq!((table.columns, table.rows, table.head), (3, 5, 2));
    let places: Vec<(usize, usize, usize, usize)> = table
        .cells
        .iter()
        .map(|cell| (cell.row, cell.column, cell.across, cell.down))
        .take(5)
        .collect();
    assert_eq!(
        places,
        [
            (0, 0, 1, 2),
            (0, 1, 2, 1),
            (1, 1, 1, 1),
            (1, 2, 1, 1),
            (2, 0, 1, 1)
        ]
    );
    assert!(matches!(
        parts.last(),
        Some(Part::Paragraph { is_right: true, .. })
    ));
    let laid = super::parts::laid_out(WHOLE, vec!["附件：甲".to_owned()]);
    let words = |part: &Part| match part {
        Part::Paragraph { words, .. } => plain(words),
        other => panic!("{other:?}"),
    };
    assert!(matches!(&laid[0], Part::Paragraph { is_flush: true, .. }));
    let tail: Vec<String> = laid[laid.len() - 3..].iter().map(words).collect();
    assert_eq!(tail, ["附件：甲", "某某局", "2026年3月1日"]);
    let named = super::parts::laid_out("<p>附件：乙</p>", vec!["附件：甲".to_owned()]);
    assert_eq!(named.len(), 1, "what the text names itself is not named twice");
}

#[test]
fn a_cell_that_reaches_beyond_its_table_ends_with_it_and_none_lies_over_another() {
    let parts =
        parts_of("<table><tr><td>1</td><td rowspan=9>2</td></tr><tr><td colspan=5>3</td></tr></table>");
    let [Part::Table(table)] = parts.as_slice() else {
        panic!("{parts:?}")
    };
    let places: Vec<_> = table
        .cells
        .iter()
        .map(|cell| (cell.row, cell.column, cell.across, cell.down))
        .collect();
    assert_eq!(places, [(0, 0, 1, 1), (0, 1, 1, 2), (1, 0, 1, 1)]);
}

#[test]
fn the_pdf_says_what_the_page_says_and_can_be_archived() {
    let fonts = Fonts::scan(&[]).unwrap();
    let attachments = ["标准表.xlsx".to_owned(), "申请表.docx".to_owned()];
    let mut whole = document(WHOLE);
    whole.attachments = &attachments;
    whole.pictures.insert("/pictures/a.png".to_owned(), picture());
    let bytes = pdf(&whole, &fonts).unwrap();
    look_at("document.pdf", &bytes);
    assert_eq!(bytes, pdf(&whole, &fonts).unwrap(), "the same bytes");
    let seen = crate::screening::screen("a.pdf", &bytes);
    assert!(seen.forbidden().next().is_none());
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("pdfaid:part>2<"));
}

#[test]
fn the_word_document_is_read_back_as_the_text_it_was_made_of() {
    let mut whole = document(WHOLE);
    whole.pictures.insert("/pictures/a.png".to_owned(), picture());
    let bytes = docx(&whole).unwrap();
    look_at("document.docx", &bytes);
    let read = crate::documents::read(&bytes).unwrap();
    for same in [
        "<strong>规定</strong>",
        "<sub>2</sub>",
        "<sup>[1]</sup>",
        "<a href=\"https://www.gov.cn/?a=1&amp;b=2\">",
        "<th rowspan=\"2\">对象</th><th colspan=\"2\">标准（元）</th>",
        "<td colspan=\"2\">无</td>",
        "<figure><img src=\"picture:1\" alt=\"流程图\"><figcaption>图1　流程</figcaption></figure>",
        "<p class=\"right\">某某局</p>",
        "<h2>一、总体要求</h2>",
        "<h3>（一）范围</h3>",
    ] {
        assert!(read.html.contains(same), "{same}\n{}", read.html);
    }
    assert_eq!(read.pictures[0].bytes.as_deref(), Some(picture().as_slice()));
}

#[test]
fn the_tables_are_a_workbook_of_texts_and_numbers_and_no_formula() {
    use calamine::{Data, Reader};
    let bytes = xlsx(&document(WHOLE)).unwrap().unwrap();
    look_at("document.xlsx", &bytes);
    let mut workbook =
        calamine::open_workbook_from_rs::<calamine::Xlsx<_>, _>(std::io::Cursor::new(&bytes)).unwrap();
    let range = workbook.worksheet_range("表1").unwrap();
    let at = |row, column| range.get_value((row, column)).cloned().unwrap_or(Data::Empty);
    assert_eq!(at(0, 0), Data::String("表1　标准".to_owned()));
    assert_eq!((at(3, 1), at(3, 2)), (Data::Float(300.0), Data::Float(400.5)));
    assert_eq!(
        (at(4, 1), at(4, 2)),
        (Data::String("007".to_owned()), Data::String("=1+1".to_owned()))
    );
    assert!(workbook.worksheet_formula("表1").unwrap().is_empty());
    assert_eq!(xlsx(&document("<p>甲</p>")).unwrap(), None);
}

#[test]
fn nothing_hostile_in_a_text_is_active_in_any_file_made_of_it() {
    let fonts = Fonts::scan(&[]).unwrap();
    let hostile = document(HOSTILE);
    let word = Package::open(&docx(&hostile).unwrap()).unwrap();
    let (text, pointers) = (
        word.text("word/document.xml").unwrap(),
        word.text("word/_rels/document.xml.rels").unwrap(),
    );
    for never in [
        "alert",
        "javascript",
        "evil.example",
        "instrText ",
        "<w:instrText",
        "onerror",
        "@import",
    ] {
        assert!(!text.contains(never), "{never}");
    }
    assert!(!pointers.contains("External"), "{pointers}");
    assert!(text.contains("&lt;w:instrText&gt;") && text.contains("#import"));
    let bytes = pdf(&hostile, &fonts).unwrap();
    look_at("hostile.pdf", &bytes);
    let text = String::from_utf8_lossy(&bytes);
    for never in [
        "/JavaScript",
        "/JS",
        "/Launch",
        "/URI",
        "/OpenAction",
        "/EmbeddedFile",
        "/SubmitForm",
    ] {
        assert!(!text.contains(never), "{never}");
    }
    let sheet = Package::open(&xlsx(&hostile).unwrap().unwrap()).unwrap();
    assert!(!sheet.text("xl/worksheets/sheet1.xml").unwrap().contains("<f>"));
}

#[test]
fn no_vector_of_the_list_gets_into_a_file_as_anything_but_words() {
    let fonts = Fonts::scan(&[]).unwrap();
    let list = include_str!("../../../../prose/src/hostile.txt");
    let hostile = document(list);
    let word = Package::open(&docx(&hostile).unwrap()).unwrap();
    let text = word.text("word/document.xml").unwrap();
    let own = ["w:", "wp:", "a:", "pic:", "?xml", "/w:", "/wp:", "/a:", "/pic:"];
    for mark in text.split('<').skip(1) {
        assert!(own.iter().any(|own| mark.starts_with(own)), "{mark}");
    }
    for never in [
        "w:instrText",
        "w:fldSimple",
        "w:object",
        "w:altChunk",
        "w:control",
    ] {
        assert!(!text.contains(&format!("<{never}")), "{never}");
    }
    let pointers = word.text("word/_rels/document.xml.rels").unwrap();
    for outside in pointers
        .split("<Relationship ")
        .filter(|one| one.contains("External"))
    {
        assert!(outside.contains("Target=\"https://ok.example/\""), "{outside}");
    }
    let bytes = pdf(&hostile, &fonts).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    for never in [
        "/JavaScript",
        "/JS ",
        "/Launch",
        "/OpenAction",
        "/EmbeddedFile",
        "/SubmitForm",
        "javascript:",
    ] {
        assert!(!text.contains(never), "{never}");
    }
    for uri in text
        .split("/URI")
        .skip(1)
        .filter(|rest| rest.starts_with('(') || rest.starts_with(" ("))
    {
        assert!(
            uri.trim_start().starts_with("(https://ok.example/"),
            "{}",
            uri.chars().take(60).collect::<String>()
        );
    }
    let sheet = Package::open(&xlsx(&hostile).unwrap().unwrap()).unwrap();
    for part in sheet.under("xl/worksheets/sheet", ".xml") {
        let xml = sheet.text(part).unwrap();
        assert!(!xml.contains("<f>") && !xml.contains("<hyperlink"), "{part}");
    }
}
