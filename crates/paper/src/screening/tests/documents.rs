//! DOCX, PDF, PPTX and OFD.

use std::io::Write;

use zip::write::SimpleFileOptions;

use super::*;

/// A package of these parts.
pub(super) fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const KINDS: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="d"/><Override PartName="/word/comments.xml" ContentType="c"/><Override PartName="/docProps/core.xml" ContentType="p"/></Types>"#;
const ROOT: &str = r#"<Relationships><Relationship Id="rId1" Target="word/document.xml"/><Relationship Id="rId2" Target="docProps/core.xml"/></Relationships>"#;
const OF_DOCUMENT: &str = r#"<Relationships><Relationship Id="rId7" Target="comments.xml"/></Relationships>"#;
const COMMENTS: &str = r#"<w:comments xmlns:w="w"><w:comment w:id="0" w:author="科长"><w:p><w:r><w:t>这一段不要公开</w:t></w:r></w:p></w:comment></w:comments>"#;
const CORE: &str =
    r#"<cp:coreProperties xmlns:cp="a" xmlns:dc="b"><dc:creator>拟稿人李某</dc:creator></cp:coreProperties>"#;

/// A memorandum with a tracked deletion, a tracked insertion, a hidden run, a deleted row and a comment.
pub(super) fn memorandum() -> Vec<u8> {
    let document = format!(
        r#"<w:document xmlns:w="w"><w:body>
<w:p><w:r><w:t>第一段&amp;正文</w:t></w:r></w:p>
<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>查处</w:t></w:r><w:del w:author="李某"><w:r><w:delText>张三{NUMBER}电话13800001234</w:delText></w:r></w:del><w:ins w:author="李某"><w:r><w:t>当事人</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏着的话</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>留下的行</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:trPr><w:del w:author="李某"/></w:trPr><w:tc><w:p><w:del><w:r><w:delText>删去的行</w:delText></w:r></w:del></w:p></w:tc></w:tr></w:tbl>
</w:body></w:document>"#
    );
    package(&[
        ("[Content_Types].xml", KINDS),
        ("_rels/.rels", ROOT),
        ("word/document.xml", &document),
        ("word/_rels/document.xml.rels", OF_DOCUMENT),
        ("word/comments.xml", COMMENTS),
        ("docProps/core.xml", CORE),
    ])
}

#[test]
fn a_document_tells_what_was_deleted_hidden_and_noted_in_it() {
    let found = screen("处理意见.docx", &memorandum());
    assert_eq!(
        places(&found, Kind::IdentityNumber),
        ["修订中删除的文字（正文第2段）"]
    );
    assert_eq!(places(&found, Kind::Mobile), ["修订中删除的文字（正文第2段）"]);
    assert_eq!(
        places(&found, Kind::Deletion),
        ["正文第2段", "正文表格1第2行", "正文表格1第2行"]
    );
    assert_eq!(places(&found, Kind::Insertion), ["正文第2段"]);
    assert_eq!(places(&found, Kind::HiddenText), ["正文第2段"]);
    let comment = found
        .findings
        .iter()
        .find(|one| one.kind == Kind::Comment)
        .unwrap();
    assert_eq!(comment.told(), "批注：批注“科长：这一段不要公开”");
    assert_eq!(places(&found, Kind::Property), ["文档属性“作者”"]);
}

#[test]
fn a_cleaned_document_takes_changes_as_made_and_holds_nothing_of_what_went() {
    let copy = clean(&memorandum()).unwrap();
    assert_eq!(screen("处理意见.docx", &copy).findings, []);
    let all = parts(&copy);
    for (name, text) in &all {
        for gone in [
            "张三",
            NUMBER,
            "13800001234",
            "藏着的话",
            "删去的行",
            "不要公开",
            "李某",
            "comment",
        ] {
            assert!(!text.contains(gone), "{name} still holds {gone}");
        }
    }
    let document = &all["word/document.xml"];
    for kept in ["第一段&amp;正文", "查处", "当事人", "留下的行"] {
        assert!(document.contains(kept), "{kept} is lost");
    }
    assert!(!all.contains_key("word/comments.xml") && !all.contains_key("docProps/core.xml"));
}

/// A PDF of these objects, the first of which is the catalog.
fn pdf(objects: &[&str]) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
        places.push(file.len());
        file.extend(format!("{number} 0 obj {object} endobj\n").as_bytes());
    }
    let table = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).as_bytes());
    for place in places {
        file.extend(format!("{place:010} 00000 n \n").as_bytes());
    }
    let size = objects.len() + 1;
    file.extend(
        format!("trailer <</Size {size}/Root 1 0 R/Info 8 0 R>>\nstartxref\n{table}\n%%EOF").as_bytes(),
    );
    file
}

/// Two pages with text, one without; a note and an author.
fn scan() -> Vec<u8> {
    let said = format!("BT /F1 12 Tf 72 700 Td ({NUMBER}) Tj ET");
    let stream = format!("<</Length {}>>stream\n{said}\nendstream", said.len());
    let page = |rest: &str| format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]{rest}>>");
    let font = "/Resources<</Font<</F1 7 0 R>>>>/Contents 6 0 R";
    pdf(&[
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>",
        &page(&format!("{font}/Annots[5 0 R]")),
        &page(""),
        "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(not for the public)>>",
        &stream,
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        "<</Author(Clerk Wang)>>",
    ])
}

#[test]
fn a_pdf_tells_the_page_of_a_number_and_which_pages_nobody_could_read() {
    let found = screen("决定书.pdf", &scan());
    assert_eq!(places(&found, Kind::IdentityNumber), ["第1页"]);
    assert_eq!(places(&found, Kind::Comment), ["第1页的批注"]);
    assert_eq!(places(&found, Kind::Property), ["文档属性“作者”"]);
    assert_eq!(places(&found, Kind::Unread), ["第2页是图片，没有文字"]);
    let copy = clean(&scan()).unwrap();
    let found = screen("决定书.pdf", &copy);
    assert!(places(&found, Kind::Comment).is_empty() && places(&found, Kind::Property).is_empty());
    assert_eq!(
        places(&found, Kind::IdentityNumber),
        ["第1页"],
        "what is shown is not cleaned"
    );
    let text = String::from_utf8_lossy(&copy);
    assert!(!text.contains("Wang") && !text.contains("not for the public"));
}

#[test]
fn slides_and_their_notes_and_the_pages_of_an_ofd_are_read() {
    let slide = format!(r#"<p:sld xmlns:p="p" xmlns:a="a" show="0"><a:p><a:t>{NUMBER}</a:t></a:p></p:sld>"#);
    let notes = r#"<p:notes xmlns:p="p" xmlns:a="a"><a:p><a:t>讲的时候再说</a:t></a:p></p:notes>"#;
    let found = screen(
        "汇报.pptx",
        &package(&[
            ("ppt/presentation.xml", "<p/>"),
            ("ppt/slides/slide2.xml", &slide),
            ("ppt/notesSlides/notesSlide2.xml", notes),
        ]),
    );
    assert_eq!(places(&found, Kind::IdentityNumber), ["第2张幻灯片"]);
    assert_eq!(places(&found, Kind::HiddenSlide), ["第2张幻灯片"]);
    assert_eq!(places(&found, Kind::Comment), ["第2张幻灯片的备注"]);
    let page = r#"<ofd:Page xmlns:ofd="o"><ofd:TextCode>机密★</ofd:TextCode><ofd:TextCode>长期</ofd:TextCode></ofd:Page>"#;
    let found = screen(
        "文件.ofd",
        &package(&[
            (
                "OFD.xml",
                "<ofd:OFD xmlns:ofd=\"o\"><ofd:Author>李某</ofd:Author></ofd:OFD>",
            ),
            ("Doc_0/Pages/Page_1/Content.xml", page),
        ]),
    );
    assert_eq!(places(&found, Kind::SecretMark), ["第2页"]);
    assert_eq!(places(&found, Kind::Property), ["文档属性“作者”"]);
    assert_eq!(
        clean(&package(&[("ppt/presentation.xml", "<p/>")])),
        Err(NotCleaned::Damaged),
        "without a list of kinds"
    );
}
