//! A letter as a Word document in the layout of GB/T 9704-2012, with the same words as the PDF: faces by name, styles for each part.

mod tables;

use law::cases::letters::Letter;

use super::lines::halves;
use super::sheet::{Head, Part, Rows, Sheet};
use crate::PaperError;
use crate::markup::push;
use crate::word::{self, CLOSING, OPENING, paragraph, text};

pub(super) use tables::table_xml;

/// Keeps a paragraph, at least its last lines, on the page of the next.
const KEEP: &str = "<w:keepNext/>";

/// Twentieths of a point to half a Chinese character of the text.
const HALF: usize = 158;

/// How a letter between organs (信函格式) ends: no page number on its first page but a red line 20 mm from the edge.
const HEADED_CLOSING: &str = concat!(
    r#"<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>"#,
    r#"<w:footerReference w:type="first" r:id="rId6"/><w:pgSz w:w="11906" w:h="16838"/>"#,
    r#"<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1134" w:gutter="0"/>"#,
    r#"<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr></w:body></w:document>"#,
);

/// The letter as the bytes of a DOCX; its date stays open until it is signed. The same bytes for the same letter.
pub fn docx(letter: &Letter) -> Result<Vec<u8>, PaperError> {
    let sheet = Sheet::of(letter, Rows::reckoned(letter));
    let properties = word::properties(&sheet.title, &sheet.organ, letter.dated);
    word::pack(&document(&sheet), &properties)
}

fn document(sheet: &Sheet) -> String {
    let mut xml = OPENING.to_owned();
    opening(&mut xml, sheet);
    if !sheet.addressee.is_empty() {
        paragraph(&mut xml, "LetterFlush", "", &sheet.addressee);
    }
    for (at, part) in (1..).zip(&sheet.parts) {
        // Name and date never stand alone on a page.
        let keep = if at == sheet.parts.len() { KEEP } else { "" };
        match part {
            Part::Plain(text) => paragraph(&mut xml, "LetterText", keep, text),
            Part::Heading(text) => paragraph(&mut xml, "LetterHeading", "", text),
            Part::Form(table) => table_xml(&mut xml, table, &sheet.title),
        }
    }
    enclosures(&mut xml, &sheet.enclosures);
    if !sheet.signed_by.is_empty() {
        signature(&mut xml, sheet);
    }
    if !sheet.contact.is_empty() {
        paragraph(&mut xml, "LetterText", "", &sheet.contact);
    }
    xml.push_str(if sheet.head.is_some() {
        HEADED_CLOSING
    } else {
        CLOSING
    });
    xml
}

/// Head, title and number, in the order of the letter's format.
fn opening(xml: &mut String, sheet: &Sheet) {
    let number = |xml: &mut String, side| {
        if !sheet.number.is_empty() {
            paragraph(xml, "LetterNumber", side, &sheet.number);
        }
    };
    if let Some(head) = &sheet.head {
        red_head(xml, head);
        number(xml, r#"<w:spacing w:before="280"/><w:jc w:val="right"/>"#);
        blank_lines(xml, 2);
        title_xml(xml, &sheet.title_lines);
    } else {
        title_xml(xml, &sheet.title_lines);
        number(xml, "");
    }
    blank_lines(xml, 1);
}

fn blank_lines(xml: &mut String, count: usize) {
    for _ in 0..count {
        paragraph(xml, "LetterFlush", KEEP, "");
    }
}

/// The title, each line where it was cut.
pub(super) fn title_xml(xml: &mut String, lines: &[String]) {
    let lines: Vec<String> = lines.iter().map(|line| text(line)).collect();
    push(
        xml,
        format_args!(
            r#"<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r>{}</w:r></w:p>"#,
            lines.join("<w:br/>")
        ),
    );
}

/// The organ's name 30 mm from the paper's edge and a red double line of 170 mm, 4 mm below it (GB/T 9704-2012 10.1).
fn red_head(xml: &mut String, head: &Head) {
    let lines: Vec<String> = head.lines.iter().map(|line| text(line)).collect();
    push(
        xml,
        format_args!(
            concat!(
                r#"<w:p><w:pPr><w:pStyle w:val="RedHead"/>"#,
                r#"<w:framePr w:w="9638" w:wrap="notBeside" w:vAnchor="page" w:hAnchor="page" w:xAlign="center" w:y="1701"/>"#,
                r#"<w:pBdr><w:bottom w:val="thickThinSmallGap" w:sz="18" w:space="11" w:color="FF0000"/></w:pBdr>"#,
                r#"<w:spacing w:line="{line}" w:lineRule="exact"/></w:pPr>"#,
                r#"<w:r><w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>{lines}</w:r></w:p>"#,
            ),
            line = head.size * 24,
            size = head.size * 2,
            lines = lines.join("<w:br/>"),
        ),
    );
}

/// 附件说明: a line below the text, each name under the one above.
fn enclosures(xml: &mut String, names: &[String]) {
    if names.is_empty() {
        return;
    }
    blank_lines(xml, 1);
    for (at, name) in names.iter().enumerate() {
        let (label, hanging) = match (at, names.len()) {
            (0, 1) => ("附件：", 300),
            (0, _) => ("附件：", 400),
            _ => ("", 100),
        };
        let left = if names.len() == 1 { 500 } else { 600 };
        let indent = format!(
            r#"{KEEP}<w:ind w:leftChars="{left}" w:left="{}" w:hangingChars="{hanging}" w:hanging="{}"/>"#,
            left * HALF * 2 / 100,
            hanging * HALF * 2 / 100,
        );
        paragraph(xml, "LetterText", &indent, &format!("{label}{name}"));
    }
}

/// The date four characters from the right, the organ's name centred over it, two lines left above for the seal.
fn signature(xml: &mut String, sheet: &Sheet) {
    const FOUR: usize = 8;
    blank_lines(xml, 2);
    let dated = halves(&sheet.dated);
    let longest = sheet.signed_by.iter().map(|line| halves(line)).max().unwrap_or(0);
    // Doubled, so that halves of a half stay whole.
    let date_indent = (FOUR * 2).max(longest.saturating_sub(dated));
    for line in &sheet.signed_by {
        let indent = (date_indent + dated).saturating_sub(halves(line));
        signed(xml, KEEP, indent, line);
    }
    let keep = if sheet.contact.is_empty() { "" } else { KEEP };
    signed(xml, keep, date_indent, &sheet.dated);
}

/// A line so many quarters of a Chinese character from the right.
fn signed(xml: &mut String, keep: &str, quarters: usize, line: &str) {
    let properties = format!(r#"{keep}<w:ind w:right="{}"/>"#, quarters * HALF / 2);
    paragraph(xml, "LetterSignature", &properties, line);
}
