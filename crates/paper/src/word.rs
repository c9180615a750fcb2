//! What every Word document of ours is made of: the fixed parts of `templates/docx`, paragraphs, runs, properties, the package.
//! The same bytes for the same text; faces are named, not embedded.

use std::io::{Cursor, Write};

use jiff::civil::Date;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::PaperError;
use crate::markup::{escape, push};

const FIXED_PARTS: [(&str, &str); 10] = [
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
    ("word/footer3.xml", include_str!("../templates/docx/footer3.xml")),
];

/// How a document begins, up to its first paragraph.
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

/// The sides of a table that is ruled throughout.
pub(crate) const BORDERS: [&str; 6] = ["top", "left", "bottom", "right", "insideH", "insideV"];

/// What a document points to beside its fixed parts.
#[derive(Default)]
pub(crate) struct Further {
    /// Addresses of links.
    links: Vec<String>,
    /// Pictures: what they are called by the document, and their bytes.
    pictures: Vec<(String, Vec<u8>)>,
}

impl Further {
    /// What the document calls a link to this address.
    pub fn link(&mut self, address: &str) -> String {
        let known = self.links.iter().position(|one| one == address);
        let at = known.unwrap_or_else(|| {
            self.links.push(address.to_owned());
            self.links.len() - 1
        });
        format!("rLink{at}")
    }

    /// What the document calls this picture.
    pub fn picture(&mut self, name: &str, bytes: &[u8]) -> String {
        let known = self.pictures.iter().position(|(one, _)| one == name);
        let at = known.unwrap_or_else(|| {
            self.pictures.push((name.to_owned(), bytes.to_vec()));
            self.pictures.len() - 1
        });
        format!("rPicture{at}")
    }

    /// The pictures as parts of the package.
    fn parts(&self) -> impl Iterator<Item = (String, &[u8])> {
        self.pictures.iter().enumerate().map(|(at, (_, bytes))| {
            let ending = if bytes.starts_with(b"\x89PNG") {
                "png"
            } else {
                "jpg"
            };
            (format!("media/picture{at}.{ending}"), bytes.as_slice())
        })
    }

    /// The list of what the document points to, with these.
    fn pointers(&self, fixed: &str) -> String {
        const TYPE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let mut more = String::new();
        for (at, address) in self.links.iter().enumerate() {
            let address = escape(address);
            push(
                &mut more,
                format_args!(
                    r#"<Relationship Id="rLink{at}" Type="{TYPE}/hyperlink" Target="{address}" TargetMode="External"/>"#
                ),
            );
        }
        for (at, (part, _)) in self.parts().enumerate() {
            push(
                &mut more,
                format_args!(r#"<Relationship Id="rPicture{at}" Type="{TYPE}/image" Target="{part}"/>"#),
            );
        }
        fixed.replace("</Relationships>", &format!("{more}</Relationships>"))
    }

    /// The list of kinds, with those of pictures.
    fn kinds(&self, fixed: &str) -> String {
        const KINDS: &str = concat!(
            r#"<Default Extension="png" ContentType="image/png"/>"#,
            r#"<Default Extension="jpg" ContentType="image/jpeg"/>"#,
        );
        if self.pictures.is_empty() {
            return fixed.to_owned();
        }
        fixed.replacen("<Override", &format!("{KINDS}<Override"), 1)
    }
}

/// The document and its properties as the bytes of a DOCX.
pub(crate) fn pack(document: &str, properties: &str) -> Result<Vec<u8>, PaperError> {
    pack_with(document, properties, &Further::default())
}

/// The same of one that points to links and pictures.
pub(crate) fn pack_with(document: &str, properties: &str, further: &Further) -> Result<Vec<u8>, PaperError> {
    packed(document, properties, further).map_err(|error| PaperError::Writing {
        format: "DOCX",
        reason: error.to_string(),
    })
}

fn packed(document: &str, properties: &str, further: &Further) -> zip::result::ZipResult<Vec<u8>> {
    let written = [("word/document.xml", document), ("docProps/core.xml", properties)];
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in FIXED_PARTS.into_iter().chain(written) {
        let text = match name {
            "word/_rels/document.xml.rels" => further.pointers(text),
            "[Content_Types].xml" => further.kinds(text),
            _ => text.to_owned(),
        };
        archive.start_file(name, options)?;
        archive.write_all(text.as_bytes())?;
    }
    for (part, bytes) in further.parts() {
        archive.start_file(format!("word/{part}"), options)?;
        archive.write_all(bytes)?;
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

/// A run of text; `style` is that of a character style, or empty.
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

/// The text inside a run.
pub(crate) fn text(content: &str) -> String {
    format!(r#"<w:t xml:space="preserve">{}</w:t>"#, escape(content))
}

/// Title, organ and day as the document's properties.
pub(crate) fn properties(title: &str, organ: &str, day: Option<Date>) -> String {
    let mut xml = String::from(concat!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
        r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" "#,
        r#"xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" "#,
        r#"xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">"#,
    ));
    push(
        &mut xml,
        format_args!(
            "<dc:title>{}</dc:title><dc:creator>{}</dc:creator>",
            escape(title),
            escape(organ)
        ),
    );
    xml.push_str("<dc:language>zh-CN</dc:language>");
    if let Some(date) = day {
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
