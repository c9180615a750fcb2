//! The report as a Word document in the layout of GB/T 9704-2012: faces by name, real merged cells, repeated heads.
//! The fixed parts are the files of `templates/docx`; this writes the text, the tables and the properties.

mod tables;

use law::reports::Report;

use super::Imprint;
use super::grid::Grid;
use super::prose::{self, Paragraph, printable};
use crate::PaperError;
use crate::markup::push;
use crate::word::{self, CLOSING, OPENING, paragraph, run, text};

const TABLE_AIR: &str = r#"<w:spacing w:after="100" w:line="560" w:lineRule="exact"/>"#;

/// The report as the bytes of a DOCX; the same bytes for the same report and imprint.
pub fn docx(report: &Report, imprint: &Imprint) -> Result<Vec<u8>, PaperError> {
    prose::refuse_archive(report, "DOCX")?;
    let properties = word::properties(
        &printable(&report.title()),
        &printable(&report.organ),
        imprint.published_on,
    );
    word::pack(&document(report, imprint), &properties)
}

fn document(report: &Report, imprint: &Imprint) -> String {
    let grids = Grid::all(report);
    let mut xml = OPENING.to_owned();
    title(&mut xml, report);
    for text in prose::opening(report) {
        body_text(&mut xml, &text);
    }
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
    for text in prose::closing(report) {
        body_text(&mut xml, &text);
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

#[cfg(test)]
mod tests;
