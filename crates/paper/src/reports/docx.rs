//! The report as a Word document in the layout of GB/T 9704-2012: faces by name, real merged cells, repeated heads.
//! The fixed parts are the files of `templates/docx`; this writes the text, the tables and the properties.

mod tables;

use std::io::{Cursor, Write};

use law::reports::Report;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::Imprint;
use super::grid::Grid;
use super::markup::{escape, push};
use super::prose::{self, Paragraph, printable};
use crate::PaperError;

const FIXED_PARTS: [(&str, &str); 9] = [
    (
        "[Content_Types].xml",
        include_str!("../../templates/docx/content_types.xml"),
    ),
    ("_rels/.rels", include_str!("../../templates/docx/rels.xml")),
    ("docProps/app.xml", include_str!("../../templates/docx/app.xml")),
    (
        "word/_rels/document.xml.rels",
        include_str!("../../templates/docx/document_rels.xml"),
    ),
    ("word/styles.xml", include_str!("../../templates/docx/styles.xml")),
    (
        "word/settings.xml",
        include_str!("../../templates/docx/settings.xml"),
    ),
    (
        "word/fontTable.xml",
        include_str!("../../templates/docx/fontTable.xml"),
    ),
    (
        "word/footer1.xml",
        include_str!("../../templates/docx/footer1.xml"),
    ),
    (
        "word/footer2.xml",
        include_str!("../../templates/docx/footer2.xml"),
    ),
];

const OPENING: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    "\n",
    r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>"#,
);

/// A4 with margins of 37, 26, 35 and 28 mm, in twentieths of a point; odd and even pages number on their outer side.
const CLOSING: &str = concat!(
    r#"<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>"#,
    r#"<w:pgSz w:w="11906" w:h="16838"/>"#,
    r#"<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1304" w:gutter="0"/>"#,
    r#"<w:pgNumType w:start="1"/></w:sectPr></w:body></w:document>"#,
);

const TABLE_AIR: &str = r#"<w:spacing w:after="100" w:line="560" w:lineRule="exact"/>"#;

/// The report as the bytes of a DOCX; the same bytes for the same report and imprint.
pub fn docx(report: &Report, imprint: &Imprint) -> Result<Vec<u8>, PaperError> {
    pack(&document(report, imprint), &properties(report, imprint)).map_err(|error| PaperError::Writing {
        format: "DOCX",
        reason: error.to_string(),
    })
}

fn pack(document: &str, properties: &str) -> zip::result::ZipResult<Vec<u8>> {
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

fn document(report: &Report, imprint: &Imprint) -> String {
    let grids = Grid::all(report);
    let mut xml = OPENING.to_owned();
    title(&mut xml, report);
    for section in prose::sections(report) {
        // A little air where the table follows its heading at once.
        let has_table = grids.iter().any(|grid| grid.number == section.number);
        let air = if has_table && section.above.is_empty() {
            TABLE_AIR
        } else {
            ""
        };
        paragraph(&mut xml, "Heading1", air, section.title);
        section.above.iter().for_each(|text| body_text(&mut xml, text));
        if let Some(grid) = grids.iter().find(|grid| grid.number == section.number) {
            tables::table(&mut xml, grid);
        }
        section.below.iter().for_each(|text| body_text(&mut xml, text));
    }
    let lines = imprint.lines();
    if !lines.is_empty() {
        paragraph(&mut xml, "BodyText", "", "");
    }
    for line in lines {
        paragraph(&mut xml, "Imprint", "", &line);
    }
    xml.push_str(CLOSING);
    xml
}

/// The title on one line where it fits (20 characters of 22 points), else the organ's name on lines of its own.
fn title(xml: &mut String, report: &Report) {
    let title = printable(&report.title());
    let organ = printable(&report.organ);
    match title.strip_prefix(&organ) {
        Some(rest) if title.chars().count() > 22 => {
            push(
                xml,
                format_args!(
                    r#"<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r>{}<w:br/>{}</w:r></w:p>"#,
                    text(&organ),
                    text(rest)
                ),
            );
        }
        _ => paragraph(xml, "Title", "", &title),
    }
    paragraph(xml, "BodyText", "", "");
}

fn body_text(xml: &mut String, paragraph: &Paragraph) {
    xml.push_str(r#"<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr>"#);
    if !paragraph.heading.is_empty() {
        run(xml, "RunIn", &paragraph.heading);
    }
    run(xml, "", &paragraph.text);
    xml.push_str("</w:p>");
}

/// A paragraph of one run; `properties` are further ones beside its style.
fn paragraph(xml: &mut String, style: &str, properties: &str, content: &str) {
    push(
        xml,
        format_args!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>"#),
    );
    run(xml, "", content);
    xml.push_str("</w:p>");
}

fn run(xml: &mut String, style: &str, content: &str) {
    if content.is_empty() {
        return;
    }
    xml.push_str("<w:r>");
    if !style.is_empty() {
        push(xml, format_args!(r#"<w:rPr><w:rStyle w:val="{style}"/></w:rPr>"#));
    }
    push(xml, format_args!("{}</w:r>", text(content)));
}

fn text(content: &str) -> String {
    format!(r#"<w:t xml:space="preserve">{}</w:t>"#, escape(content))
}

fn properties(report: &Report, imprint: &Imprint) -> String {
    let mut xml = String::from(concat!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
        r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" "#,
        r#"xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" "#,
        r#"xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">"#,
    ));
    let title = escape(&printable(&report.title()));
    let organ = escape(&printable(&report.organ));
    push(
        &mut xml,
        format_args!("<dc:title>{title}</dc:title><dc:creator>{organ}</dc:creator>"),
    );
    xml.push_str("<dc:language>zh-CN</dc:language>");
    if let Some(date) = imprint.published_on {
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

#[cfg(test)]
mod tests;
