//! What every Word document here shares: the fixed parts (styles in the layout of GB/T 9704-2012), the page, paragraphs and
//! runs, and the package. The same bytes for the same content.

use std::io::{Cursor, Write};

use jiff::civil::Date;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::PaperError;
use crate::reports::markup::{escape, push};
use crate::reports::printable;

const FIXED_PARTS: [(&str, &str); 9] = [
    (
        "[Content_Types].xml",
        include_str!("../templates/docx/content_types.xml"),
    ),
    ("_rels/.rels", include_str!("../templates/docx/rels.xml")),
    ("docProps/app.xml", include_str!("../templates/docx/app.xml")),
    (
        "word/_rels/document.xml.rels",
        include_str!("../templates/docx/document_rels.xml"),
    ),
    ("word/styles.xml", include_str!("../templates/docx/styles.xml")),
    (
        "word/settings.xml",
        include_str!("../templates/docx/settings.xml"),
    ),
    (
        "word/fontTable.xml",
        include_str!("../templates/docx/fontTable.xml"),
    ),
    ("word/footer1.xml", include_str!("../templates/docx/footer1.xml")),
    ("word/footer2.xml", include_str!("../templates/docx/footer2.xml")),
];

/// How a document begins.
pub(crate) const OPENING: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    "\n",
    r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>"#,
);

/// A4 with margins of 37, 26, 35 and 28 mm, in twentieths of a point; odd and even pages number on their outer side.
pub(crate) const CLOSING: &str = concat!(
    r#"<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>"#,
    r#"<w:pgSz w:w="11906" w:h="16838"/>"#,
    r#"<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1304" w:gutter="0"/>"#,
    r#"<w:pgNumType w:start="1"/></w:sectPr></w:body></w:document>"#,
);

/// The document as the bytes of a DOCX.
pub(crate) fn pack(document: &str, properties: &str) -> Result<Vec<u8>, PaperError> {
    archive(document, properties).map_err(|error| PaperError::Writing {
        format: "DOCX",
        reason: error.to_string(),
    })
}

fn archive(document: &str, properties: &str) -> zip::result::ZipResult<Vec<u8>> {
    let written = [("word/document.xml", document), ("docProps/core.xml", properties)];
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in FIXED_PARTS.into_iter().chain(written) {
        archive.start_file(name, options)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

/// A paragraph of one run; `properties` are further ones beside its style.
pub(crate) fn paragraph(xml: &mut String, style: &str, properties: &str, content: &str) {
    push(
        xml,
        format_args!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>"#),
    );
    run(xml, "", content);
    xml.push_str("</w:p>");
}

/// A run of text, in a character style where one is named.
pub(crate) fn run(xml: &mut String, style: &str, content: &str) {
    if content.is_empty() {
        return;
    }
    xml.push_str("<w:r>");
    if !style.is_empty() {
        push(xml, format_args!(r#"<w:rPr><w:rStyle w:val="{style}"/></w:rPr>"#));
    }
    push(xml, format_args!("{}</w:r>", text(content)));
}

/// Text as an element of a run.
pub(crate) fn text(content: &str) -> String {
    format!(r#"<w:t xml:space="preserve">{}</w:t>"#, escape(content))
}

/// What the document says of itself: title, author, and the day it was issued.
pub(crate) fn properties(title: &str, author: &str, issued_on: Option<Date>) -> String {
    let mut xml = String::from(concat!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
        r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" "#,
        r#"xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" "#,
        r#"xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">"#,
    ));
    let title = escape(&printable(title));
    let author = escape(&printable(author));
    push(
        &mut xml,
        format_args!("<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>"),
    );
    xml.push_str("<dc:language>zh-CN</dc:language>");
    if let Some(date) = issued_on {
        for name in ["created", "modified"] {
            push(
                &mut xml,
                format_args!(
                    r#"<dcterms:{name} xsi:type="dcterms:W3CDTF">{date}T00:00:00Z</dcterms:{name}>"#
                ),
            );
        }
    }
    xml.push_str("</cp:coreProperties>");
    xml
}
