//! A letter as a Word document, in the same layout and with the same words as the PDF, to be worked on further.

use law::cases::letters::{Letter, Paragraph};

use super::dated;
use crate::PaperError;
use crate::reports::markup::{escape, push};
use crate::reports::printable;
use crate::word::{self, CLOSING, OPENING, paragraph, text};

/// Flush left: no first-line indent.
const FLUSH: &str = r#"<w:ind w:firstLineChars="0" w:firstLine="0"/>"#;
const CENTRED: &str = r#"<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>"#;
/// Four characters kept free on the right, as for a seal (GB/T 9704-2012, 7.3.5.1).
const SIGNED: &str = r#"<w:keepNext/><w:ind w:firstLineChars="0" w:firstLine="0" w:rightChars="400" w:right="1280"/><w:jc w:val="right"/>"#;

/// The letter as the bytes of a DOCX; the same bytes for the same letter.
pub fn docx(letter: &Letter) -> Result<Vec<u8>, PaperError> {
    let properties = word::properties(&letter.title, &letter.organ, letter.dated);
    word::pack(&document(letter), &properties)
}

fn document(letter: &Letter) -> String {
    let mut xml = OPENING.to_owned();
    push(
        &mut xml,
        format_args!(
            r#"<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r>{}<w:br/>{}</w:r></w:p>"#,
            text(&printable(&letter.organ)),
            text(&printable(&letter.title)),
        ),
    );
    if let Some(number) = &letter.number {
        paragraph(&mut xml, "BodyText", CENTRED, &printable(number));
    }
    paragraph(&mut xml, "BodyText", "", "");
    if !super::is_form(letter) {
        let addressee = format!("{}：", printable(&letter.addressee));
        paragraph(&mut xml, "BodyText", FLUSH, &addressee);
    }
    letter.paragraphs.iter().for_each(|one| part(&mut xml, one));
    enclosures(&mut xml, letter);
    paragraph(&mut xml, "BodyText", "", "");
    paragraph(&mut xml, "BodyText", SIGNED, &printable(&letter.signed_by));
    paragraph(&mut xml, "BodyText", SIGNED, &dated(letter));
    if !letter.contact.trim().is_empty() {
        let contact = format!("（联系人及电话：{}）", printable(&letter.contact));
        paragraph(&mut xml, "BodyText", "", &contact);
    }
    xml.push_str(CLOSING);
    xml
}

fn part(xml: &mut String, one: &Paragraph) {
    match one {
        Paragraph::Plain(words) => paragraph(xml, "BodyText", "", &printable(words)),
        Paragraph::Heading(words) => paragraph(xml, "Heading1", "", &printable(words)),
        Paragraph::List(items) => {
            for (at, item) in (1..).zip(items) {
                paragraph(xml, "BodyText", "", &format!("{at}.{}", printable(item)));
            }
        }
        Paragraph::Form(rows) => form(xml, rows),
    }
}

/// A form of two columns: 60 mm for the labels and the rest of the 156 mm for what is filled in.
fn form(xml: &mut String, rows: &[(String, String)]) {
    let borders = ["top", "left", "bottom", "right", "insideH", "insideV"]
        .map(|side| format!(r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#))
        .concat();
    push(
        xml,
        format_args!(
            r#"<w:tbl><w:tblPr><w:tblW w:w="8844" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="3402"/><w:gridCol w:w="5442"/></w:tblGrid>"#
        ),
    );
    for (label, value) in rows {
        xml.push_str(r#"<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="794" w:hRule="atLeast"/></w:trPr>"#);
        for (width, align, words) in [(3402, "center", label), (5442, "left", value)] {
            push(
                xml,
                format_args!(
                    r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="BodyText"/><w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="{align}"/></w:pPr><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p></w:tc>"#,
                    escape(&printable(words))
                ),
            );
        }
        xml.push_str("</w:tr>");
    }
    xml.push_str("</w:tbl>");
}

fn enclosures(xml: &mut String, letter: &Letter) {
    match letter.enclosures.as_slice() {
        [] => {}
        [only] => {
            paragraph(xml, "BodyText", "", "");
            paragraph(xml, "BodyText", "", &format!("附件：{}", printable(only)));
        }
        several => {
            paragraph(xml, "BodyText", "", "");
            for (at, name) in (1..).zip(several) {
                let lead = if at == 1 { "附件：" } else { "　　　" };
                paragraph(xml, "BodyText", "", &format!("{lead}{at}.{}", printable(name)));
            }
        }
    }
}
