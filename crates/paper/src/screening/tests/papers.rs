//! Places of a PDF that no page shows, and bytes that belong to no file.

use super::pictures::{fields, jpeg_2000, photograph};
use super::*;

/// A PDF of these objects, the first of which is the catalog.
fn of_objects(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.5\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
        places.push(file.len());
        file.extend([format!("{number} 0 obj\n").as_bytes(), object, b"\nendobj\n"].concat());
    }
    let (start, size) = (file.len(), objects.len() + 1);
    file.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").as_bytes());
    for place in places {
        file.extend(format!("{place:010} 00000 n \n").as_bytes());
    }
    let end = format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
    file.extend(end.as_bytes());
    file
}

pub(super) fn stream(entries: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("<<{entries}/Length {}>>stream\n", content.len());
    [head.as_bytes(), content, b"\nendstream"].concat()
}

/// One page that says this, with entries of the catalog, of the page and of its resources, and objects from number 6 on.
pub(super) struct Paper<'a> {
    pub content: &'a str,
    pub catalog: &'a str,
    pub page: &'a str,
    pub resources: &'a str,
    pub objects: Vec<Vec<u8>>,
}

pub(super) const SAID: &str = "BT /F1 12 Tf 50 700 Td (A notice of more than twenty letters) Tj ET";

impl Default for Paper<'_> {
    fn default() -> Self {
        Self {
            content: SAID,
            catalog: "",
            page: "",
            resources: "",
            objects: Vec::new(),
        }
    }
}

impl Paper<'_> {
    pub fn file(self) -> Vec<u8> {
        let Self {
            content,
            catalog,
            page,
            resources,
            objects,
        } = self;
        let mut all = vec![
            format!("<</Type/Catalog/Pages 2 0 R{catalog}>>").into_bytes(),
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
            format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>{resources}>>{page}>>").into_bytes(),
            stream("", content.as_bytes()),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_vec(),
        ];
        all.extend(objects);
        of_objects(&all)
    }
}

const IMAGE: &str =
    "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode";

pub(super) fn is_cleaned(file: &[u8]) {
    let copy = clean(file).unwrap();
    let found = screen("通知.pdf", &copy);
    assert!(found.is_clean(), "{found:?}");
    assert!(!String::from_utf8_lossy(&copy).contains(NUMBER));
}

#[test]
fn a_plain_paper_is_clean() {
    let found = screen("通知.pdf", &Paper::default().file());
    assert!(found.is_clean(), "{found:?}");
}

#[test]
fn a_number_is_found_wherever_a_pdf_keeps_it() {
    let text = |object: String| vec![object.into_bytes()];
    let cases = [
        (
            "/AcroForm<</Fields[6 0 R]>>",
            text(format!("<</FT/Tx/T(a)/V({NUMBER})/Kids[]>>")),
            "PDF 的表单",
        ),
        (
            "/Outlines<</First 6 0 R>>",
            text(format!("<</Title({NUMBER})>>")),
            "PDF 的书签",
        ),
        (
            "/StructTreeRoot 6 0 R",
            text(format!("<</K<</ActualText({NUMBER})>>>>")),
            "PDF 的替代文字",
        ),
        (
            "/Unknown[[[6 0 R]]]",
            text(format!("<</Some({NUMBER})>>")),
            "PDF 中保存的数据（Some）",
        ),
        (
            "/AcroForm<</XFA 6 0 R>>",
            vec![stream("", format!("<a><b>{NUMBER}</b></a>").as_bytes())],
            "PDF 中保存的数据",
        ),
        (
            "/OpenAction 6 0 R",
            text(format!("<</S/JavaScript/JS({NUMBER})>>")),
            "PDF 的脚本",
        ),
    ];
    for (catalog, objects, place) in cases {
        let paper = Paper {
            catalog,
            objects,
            ..Paper::default()
        };
        let found = screen("通知.pdf", &paper.file());
        let places = places(&found, Kind::IdentityNumber);
        assert!(
            places.len() == 1 && places[0].starts_with(place),
            "{place}: {found:?}"
        );
    }
}

#[test]
fn what_a_pdf_keeps_and_nobody_can_read_is_told() {
    let paper = |catalog: &str, entries: &str| {
        let objects = vec![stream(entries, b"\x00\x01\x02")];
        screen(
            "通知.pdf",
            &Paper {
                catalog,
                objects,
                ..Paper::default()
            }
            .file(),
        )
    };
    assert_eq!(
        places(&paper("/Some 6 0 R", ""), Kind::Unread),
        ["PDF 中保存的数据"]
    );
    assert_eq!(
        places(&paper("/Some 6 0 R", "/Type/EmbeddedFile"), Kind::Embedded),
        ["PDF 的附件"]
    );
    assert!(paper("/CIDSet 6 0 R", "").is_clean(), "a table of a font");
}

#[test]
fn metadata_is_read_as_properties_and_goes() {
    let xml = format!(
        "<?xpacket begin=\"\u{feff}\"?><x:xmpmeta xmlns:x=\"x\"><dc:creator><rdf:li>Wang {NUMBER}</rdf:li></dc:creator></x:xmpmeta>"
    );
    let file = Paper {
        catalog: "/Metadata 6 0 R",
        objects: vec![stream("/Type/Metadata/Subtype/XML", xml.as_bytes())],
        ..Paper::default()
    }
    .file();
    let found = screen("通知.pdf", &file);
    assert_eq!(places(&found, Kind::Property), ["文档属性“作者”"]);
    assert_eq!(places(&found, Kind::IdentityNumber), ["文档属性“作者”"]);
    is_cleaned(&file);
}

#[test]
fn a_photograph_on_a_page_tells_where_it_was_taken_and_loses_it() {
    let file = Paper {
        content: &format!("{SAID} q 100 0 0 100 50 50 cm /I Do Q"),
        resources: "/XObject<</I 6 0 R>>",
        objects: vec![stream(IMAGE, &photograph(&fields()))],
        ..Paper::default()
    }
    .file();
    let found = screen("现场.pdf", &file);
    assert_eq!(places(&found, Kind::Location), ["第1页中的图片的GPS位置"]);
    assert!(places(&found, Kind::Unread).is_empty());
    is_cleaned(&file);
}

#[test]
fn a_picture_in_jpeg_2000_on_a_page_loses_what_is_written_beside_its_pixels() {
    let file = Paper {
        content: &format!("{SAID} q 100 0 0 100 50 50 cm /I Do Q"),
        resources: "/XObject<</I 6 0 R>>",
        objects: vec![stream(
            &IMAGE.replace("DCTDecode", "JPXDecode"),
            &jpeg_2000(format!("<x>{NUMBER}</x>").as_bytes()),
        )],
        ..Paper::default()
    }
    .file();
    let found = screen("现场.pdf", &file);
    assert_eq!(places(&found, Kind::IdentityNumber), ["第1页中的图片的元数据"]);
    is_cleaned(&file);
}

#[test]
fn a_page_that_is_a_picture_with_its_number_was_not_read() {
    let picture = [b"\xFF\xD8\xFF\xDA\0\x02".as_slice(), &[1, 2, 0xFF, 0xD9]].concat();
    let page = |drawn: &str, said: &str| {
        let paper = Paper {
            content: &format!("{drawn} BT /F1 8 Tf 290 20 Td ({said}) Tj ET"),
            resources: "/XObject<</I 6 0 R>>",
            objects: vec![stream(IMAGE, &picture)],
            ..Paper::default()
        };
        screen("扫描.pdf", &paper.file())
    };
    let whole = "q 595 0 0 842 0 0 cm /I Do Q";
    assert_eq!(places(&page(whole, "1"), Kind::Unread), ["第1页是图片，没有文字"]);
    let halves = "q 595 0 0 421 0 0 cm /I Do Q q 595 0 0 421 0 421 cm /I Do Q";
    assert_eq!(places(&page(halves, "- 12 -"), Kind::Unread).len(), 1);
    assert!(page(whole, "a layer of text that was recognised").is_clean());
    assert!(
        page("q 60 0 0 60 0 0 cm /I Do Q", "Title").is_clean(),
        "a sign on a cover is no scan"
    );
}

/// The file saved again, with another object in the place of one.
fn saved_again(mut file: Vec<u8>, number: usize, object: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(&file).into_owned();
    let before = text
        .rsplit("startxref\n")
        .next()
        .unwrap()
        .lines()
        .next()
        .unwrap()
        .to_owned();
    let place = file.len();
    file.extend([format!("{number} 0 obj\n").as_bytes(), object, b"\nendobj\n"].concat());
    let start = file.len();
    let end = format!(
        "xref\n{number} 1\n{place:010} 00000 n \ntrailer\n<</Size 6/Root 1 0 R/Prev {before}>>\nstartxref\n{start}\n%%EOF\n"
    );
    file.extend(end.as_bytes());
    file
}

#[test]
fn what_a_pdf_was_before_is_read_told_and_gone_when_it_is_written_anew() {
    let said = format!("BT /F1 12 Tf 50 700 Td (Number {NUMBER}) Tj ET");
    let before = Paper {
        content: &said,
        ..Paper::default()
    }
    .file();
    let file = saved_again(before, 4, &stream("", SAID.as_bytes()));
    let found = screen("通知.pdf", &file);
    assert_eq!(places(&found, Kind::Revision), ["PDF"]);
    assert_eq!(places(&found, Kind::IdentityNumber), ["以前保存的第1页"]);
    is_cleaned(&file);
}

#[test]
fn a_pdf_full_of_ends_and_starts_is_gone_through_once() {
    let flood = b"startxref\n9\n%%EOF\n".repeat(20_000);
    let paper = Paper {
        catalog: "/Some 6 0 R",
        objects: vec![stream("", &flood)],
        ..Paper::default()
    };
    assert_eq!(
        places(&screen("通知.pdf", &paper.file()), Kind::Revision),
        ["PDF"]
    );
}

#[test]
fn the_empty_table_that_word_writes_is_no_earlier_file() {
    let mut file = Paper::default().file();
    let text = String::from_utf8_lossy(&file).into_owned();
    let before = text
        .rsplit("startxref\n")
        .next()
        .unwrap()
        .lines()
        .next()
        .unwrap()
        .to_owned();
    let start = file.len();
    file.extend(
        format!("xref\n0 0\ntrailer\n<</Size 6/Root 1 0 R/Prev {before}>>\nstartxref\n{start}\n%%EOF\n")
            .as_bytes(),
    );
    let found = screen("通知.pdf", &file);
    assert!(found.is_clean(), "{found:?}");
}

#[test]
fn a_page_that_was_taken_out_and_bytes_behind_the_end_are_told_and_go() {
    let paper = Paper {
        objects: vec![
            b"<</Type/Page/Parent 2 0 R/Contents 7 0 R>>".to_vec(),
            stream("", b"BT ET"),
        ],
        ..Paper::default()
    };
    let file = paper.file();
    assert_eq!(
        places(&screen("通知.pdf", &file), Kind::Revision),
        ["PDF 中已经删去的页"]
    );
    is_cleaned(&file);
    let file = [Paper::default().file(), NUMBER.as_bytes().to_vec()].concat();
    let found = screen("通知.pdf", &file);
    assert_eq!(places(&found, Kind::Appended), ["PDF 结束标记之后"]);
    assert_eq!(places(&found, Kind::IdentityNumber), ["PDF 结束标记之后"]);
    is_cleaned(&file);
}

#[test]
fn layers_that_are_off_are_read_and_told() {
    for usual in ["/OFF[6 0 R]", "/BaseState/OFF/ON[]"] {
        let file = Paper {
            content: &format!("{SAID} /OC /M BDC BT /F1 12 Tf 50 600 Td ({NUMBER}) Tj ET EMC"),
            catalog: &format!("/OCProperties<</OCGs[6 0 R]/D<<{usual}>>>>"),
            resources: "/Properties<</M 6 0 R>>",
            objects: vec![b"<</Type/OCG/Name(draft)>>".to_vec()],
            ..Paper::default()
        }
        .file();
        let found = screen("图纸.pdf", &file);
        assert_eq!(places(&found, Kind::HiddenLayer), ["PDF 的图层“draft”"]);
        assert_eq!(places(&found, Kind::IdentityNumber), ["第1页"]);
    }
}

#[test]
fn what_runs_when_a_pdf_is_opened_is_told_and_goes_and_a_way_to_a_page_stays() {
    let paper = |action: &str| {
        let catalog = format!("/OpenAction {action}");
        Paper {
            catalog: &catalog,
            ..Paper::default()
        }
        .file()
    };
    for action in ["<</S/JavaScript/JS(app.alert(1))>>", "<</S/Launch/F(a.exe)>>"] {
        let file = paper(action);
        assert_eq!(
            places(&screen("通知.pdf", &file), Kind::Script),
            ["PDF"],
            "{action}"
        );
        is_cleaned(&file);
    }
    assert!(screen("通知.pdf", &paper("[3 0 R/Fit]")).is_clean());
    assert!(screen("通知.pdf", &paper("<</S/GoTo/D[3 0 R/Fit]>>")).is_clean());
}

#[test]
fn bytes_behind_the_end_of_a_picture_are_told_read_and_cut_off() {
    let pixels = [1, 2, 0xFF, 0, 3];
    let jpeg = [b"\xFF\xD8\xFF\xDA\0\x02".as_slice(), &pixels, b"\xFF\xD9"].concat();
    assert!(screen("图.jpg", &jpeg).is_clean());
    let chunk = |kind: &[u8; 4], body: &[u8]| {
        let length = u32::try_from(body.len()).unwrap().to_be_bytes();
        [length.as_slice(), kind, body, &[0; 4]].concat()
    };
    let png = [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &[0; 13]),
        chunk(b"IDAT", b"pixels"),
        chunk(b"IEND", b""),
    ]
    .concat();
    assert!(screen("图.png", &png).is_clean());
    let within = [&png[..33], &chunk(b"prVt", NUMBER.as_bytes()), &png[33..]].concat();
    let segment = [&jpeg[..2], b"\xFF\xE5\0\x14", NUMBER.as_bytes(), &jpeg[2..]].concat();
    let behind = |picture: &[u8]| [picture, b"PK\x03\x04", NUMBER.as_bytes()].concat();
    for file in [behind(&jpeg), behind(&png), within, segment] {
        let found = screen("图", &file);
        assert_eq!(places(&found, Kind::Appended).len(), 1, "{found:?}");
        assert_eq!(places(&found, Kind::IdentityNumber), ["图片中附加的数据"]);
        assert!(screen("图", &clean(&file).unwrap()).is_clean());
    }
    assert_eq!(
        places(&screen("图.jpg", &jpeg[..8]), Kind::Unread),
        ["图片的图像数据"]
    );
}

#[test]
fn several_scans_of_a_picture_are_one_picture() {
    let scan = |byte: u8| [b"\xFF\xDA\0\x02".as_slice(), &[byte, 0xFF, 0, 0xFF, 0xD0, byte]].concat();
    let table = b"\xFF\xC4\0\x05\xFF\xD9\x01".to_vec();
    let remark = [b"\xFF\xFE\0\x14".as_slice(), NUMBER.as_bytes()].concat();
    let file = [
        vec![0xFF, 0xD8],
        scan(1),
        table,
        remark,
        scan(2),
        vec![0xFF, 0xD9],
    ]
    .concat();
    let found = screen("图.jpg", &file);
    assert!(places(&found, Kind::Appended).is_empty(), "{found:?}");
    assert_eq!(places(&found, Kind::IdentityNumber), ["图片的注释"]);
    let copy = clean(&file).unwrap();
    assert!(copy.ends_with(&[&scan(2)[..], &[0xFF, 0xD9]].concat()));
    assert!(screen("图.jpg", &copy).is_clean());
}
