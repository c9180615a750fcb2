//! A file is bound with every page numbered, whatever its pieces are.

use std::io::Cursor;
use std::sync::LazyLock;

use lopdf::{Document, Object};

use super::*;
use crate::Fonts;

static FONTS: LazyLock<Fonts> =
    LazyLock::new(|| Fonts::scan(&[]).expect("make test installs fonts-noto-cjk"));

fn file(pieces: Vec<Piece>) -> CaseFile {
    CaseFile {
        organ: "洛阳市孟津区人民政府办公室".to_owned(),
        facts: vec![
            ("申请编号".to_owned(), "MJXJ-2026-0001".to_owned()),
            ("申请人".to_owned(), "李明".to_owned()),
        ],
        pieces,
    }
}
fn piece(title: &str, content: Content) -> Piece {
    Piece {
        category: "申请".to_owned(),
        title: title.to_owned(),
        number: String::new(),
        on: "2026-03-02".to_owned(),
        content,
    }
}
fn held(name: &str, bytes: &[u8]) -> Content {
    Content::File {
        name: name.to_owned(),
        bytes: bytes.to_vec(),
    }
}
/// A PDF of so many pages, turned and with what acts by itself, whose pages inherit their sheet.
fn turned(pages: usize, rotate: i64) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let tree = document.new_object_id();
    let content = document.add_object(lopdf::Stream::new(
        lopdf::Dictionary::new(),
        b"0 0 100 100 re f".to_vec(),
    ));
    let kids: Vec<Object> = (0..pages)
        .map(|_| {
            let page = lopdf::Dictionary::from_iter([
                ("Type", Object::from("Page")),
                ("Parent", tree.into()),
                ("Contents", content.into()),
                (
                    "AA",
                    lopdf::Dictionary::from_iter([("S", Object::from("JavaScript"))]).into(),
                ),
            ]);
            Object::Reference(document.add_object(page))
        })
        .collect();
    let node = lopdf::Dictionary::from_iter([
        ("Type", Object::from("Pages")),
        ("Count", Object::from(i64::try_from(pages).unwrap())),
        ("Kids", kids.into()),
        ("Rotate", rotate.into()),
        (
            "MediaBox",
            vec![0.into(), 0.into(), 420.into(), Object::from(595)].into(),
        ),
    ]);
    document.objects.insert(tree, node.into());
    let catalog = lopdf::Dictionary::from_iter([("Type", Object::from("Catalog")), ("Pages", tree.into())]);
    let catalog = document.add_object(catalog);
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}
fn leave(name: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("GONGKAI_PAGES") {
        std::fs::write(std::path::Path::new(&folder).join(name), bytes).unwrap();
    }
}

#[test]
fn every_page_after_the_catalogue_is_numbered_and_every_piece_is_listed_with_its_pages() {
    let record = Record {
        headings: vec!["日期".to_owned(), "事项".to_owned()],
        widths: vec![1, 4],
        rows: vec![vec!["2026-03-02".to_owned(), "收到申请\n当面提交".to_owned()]],
    };
    let mut picture = Cursor::new(Vec::new());
    image::RgbImage::new(40, 30)
        .write_to(&mut picture, image::ImageFormat::Png)
        .unwrap();
    let file = file(vec![
        piece("办理过程", Content::Record(record)),
        piece("申请书", held("申请书.pdf", &turned(3, 90))),
        piece("身份证明", held("证.PNG", picture.get_ref())),
        piece("名单", held("名单.xlsx", b"PK not a workbook")),
    ]);
    let bound = bind(&file, &FONTS).unwrap();
    leave("case_file.pdf", &bound.pdf);
    let texts = crate::reports::pdf_pages(&bound.pdf).unwrap();
    // Catalogue; record; three of the application; picture; notice; sums.
    assert_eq!(texts.len(), 8, "{texts:?}");
    for (number, text) in (1..).zip(texts.iter().skip(1)) {
        assert!(text.contains(&format!("{number} / 7")), "{number}: {text}");
    }
    let catalogue = texts.first().unwrap();
    assert!(!catalogue.contains("/ 7"));
    for expected in ["MJXJ-2026-0001", "申请书", "2–4", "文件校验值"] {
        assert!(catalogue.contains(expected), "{expected}: {catalogue}");
    }
    let shown = |sign: &char| !sign.is_whitespace();
    let sums: String = texts.last().unwrap().chars().filter(shown).collect();
    assert!(sums.contains("002申请书.pdf"), "{sums}");
    let names: Vec<&str> = bound.files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "001 办理过程.pdf",
            "002 申请书.pdf",
            "003 身份证明.png",
            "004 名单.xlsx"
        ]
    );
}

#[test]
fn the_sum_of_a_file_is_read_from_the_sheet_as_it_was_reckoned() {
    let bound = bind(
        &file(vec![piece("材料", held("材料.txt", "正文".as_bytes()))]),
        &FONTS,
    )
    .unwrap();
    let sum = sm3("正文".as_bytes());
    let texts = crate::reports::pdf_pages(&bound.pdf).unwrap();
    // On the sheet in the file's place; the list of sums has it in two lines.
    assert!(texts.iter().any(|text| text.contains(&sum)), "{texts:?}");
    // A sign that nobody sees would be copied and searched with the rest.
    let all = texts.concat();
    assert!(!all.contains(['\u{200b}', '\u{fdd3}']), "{all}");
}

#[test]
fn nothing_that_acts_by_itself_is_bound() {
    let bound = bind(
        &file(vec![piece("申请书", held("申请书.pdf", &turned(2, 0)))]),
        &FONTS,
    )
    .unwrap();
    let document = Document::load_mem(&bound.pdf).unwrap();
    for object in document.objects.values() {
        if let Ok(dictionary) = object.as_dict() {
            assert!(!dictionary.has(b"AA"), "{dictionary:?}");
        }
    }
}

#[test]
fn what_can_not_be_read_has_a_sheet_in_its_place_and_lies_among_the_files() {
    for bytes in [b"%PDF-1.7 broken".as_slice(), b"", &[0xFF, 0xD8, 0xFF, 0x00]] {
        let bound = bind(&file(vec![piece("材料", held("材料.pdf", bytes))]), &FONTS).unwrap();
        let texts = crate::reports::pdf_pages(&bound.pdf).unwrap();
        assert!(texts.get(1).unwrap().contains("不能并入本册"), "{texts:?}");
        assert_eq!(bound.files.first().unwrap().1, bytes);
    }
}

#[test]
fn the_archive_lists_the_sum_of_every_file() {
    let bound = bind(
        &file(vec![piece("材料", held("材料.txt", "正文".as_bytes()))]),
        &FONTS,
    )
    .unwrap();
    let bytes = bound.archive("案卷").unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut sums = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("SM3.txt").unwrap(), &mut sums).unwrap();
    assert!(
        sums.contains(&format!("{}  001 材料.txt", sm3("正文".as_bytes()))),
        "{sums}"
    );
    assert!(sums.contains("  案卷.pdf"), "{sums}");
}

#[test]
fn a_long_row_of_a_record_goes_over_to_the_next_sheet_and_nothing_of_it_is_lost() {
    let items: Vec<String> = (1..=45)
        .map(|number| format!("第{number}项：{}；", "补正后的内容描述".repeat(6)))
        .collect();
    let between_pages = regex::Regex::new(r"\d+ / \d+|日期\s*事项|所需政府信息").unwrap();
    for text in [items.concat(), items.join("\n")] {
        let record = Record {
            headings: vec!["日期".to_owned(), "事项".to_owned()],
            widths: vec![1, 4],
            rows: vec![
                vec!["2026-03-02".to_owned(), text.clone()],
                vec!["2026-03-03".to_owned(), "登记".to_owned()],
            ],
        };
        let mut file = file(vec![piece("办理过程", Content::Record(record))]);
        file.facts.push(("所需政府信息".to_owned(), text));
        let bound = bind(&file, &FONTS).unwrap();
        let shown = |sign: &char| !sign.is_whitespace() && *sign != '\u{200b}';
        let pages = crate::reports::pdf_pages(&bound.pdf).unwrap().join("\n");
        let joined = between_pages.replace_all(&pages, "");
        let printed: String = joined.chars().filter(shown).collect();
        for item in &items {
            assert_eq!(printed.matches(item.as_str()).count(), 2, "{item}");
        }
    }
}
