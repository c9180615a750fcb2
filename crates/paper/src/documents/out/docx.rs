//! A document as a Word document, with the words of the PDF: faces by name, headings that Word lists in its outline, tables with
//! merged cells, pictures with what they say.

use super::docx_table::table_xml;
use super::parts::{Look, Part, Run, laid_out};
use super::pdf::Size;
use super::{WrittenOut, parts};
use crate::PaperError;
use crate::letters::balanced;
use crate::markup::{escape, push};
use crate::reports::printable;
use crate::word::{self, CLOSING, Further, OPENING, paragraph};

/// Signs of a line of the title.
const TITLE_LINE: usize = 20;
/// Twentieths of a point to a sign of the text.
const SIGN: usize = 320;
/// English Metric Units to a millimetre.
const EMU: f64 = 36_000.0;
const FREE_LINES: &str = r#"<w:spacing w:before="120" w:after="120" w:line="240" w:lineRule="auto"/>"#;

/// The document as the bytes of a DOCX.
pub fn docx(document: &WrittenOut<'_>) -> Result<Vec<u8>, PaperError> {
    let mut writer = Writer {
        document,
        xml: OPENING.to_owned(),
        further: Further::default(),
        pictures: 0,
    };
    writer.opening();
    for part in laid_out(document.html, document.attachment_lines()) {
        writer.part(&part, false);
    }
    if !document.source.is_empty() {
        paragraph(&mut writer.xml, "TableText", "", &printable(document.source));
    }
    writer.xml.push_str(CLOSING);
    let properties = word::properties(document.title, document.organ, document.formed_on);
    word::pack_with(&writer.xml, &properties, &writer.further)
}

pub(super) struct Writer<'a> {
    document: &'a WrittenOut<'a>,
    pub xml: String,
    further: Further,
    pictures: usize,
}

impl Writer<'_> {
    fn opening(&mut self) {
        let title = printable(self.document.title).replace('\n', "");
        for line in balanced(&title, TITLE_LINE) {
            paragraph(&mut self.xml, "Title", "", &line);
        }
        if let Some(number) = self.document.document_number {
            paragraph(&mut self.xml, "LetterNumber", "", &printable(number));
        }
        paragraph(&mut self.xml, "LetterFlush", "<w:keepNext/>", "");
    }

    /// A part; in a cell with the cell's own style.
    pub fn part(&mut self, part: &Part, is_cell: bool) {
        let (plain, flush) = if is_cell {
            ("TableText", "TableText")
        } else {
            ("LetterText", "LetterFlush")
        };
        match part {
            Part::Heading { words, .. } if is_cell => self.lines("TableHead", "", words, ""),
            Part::Heading { level: 1, words } => self.lines("LetterHeading", "", words, ""),
            Part::Heading { level, words } => {
                let outline = format!(r#"<w:keepNext/><w:outlineLvl w:val="{}"/>"#, level - 1);
                let face = if *level == 2 {
                    r#"<w:rFonts w:eastAsia="楷体_GB2312"/>"#
                } else {
                    "<w:b/>"
                };
                self.lines(plain, &outline, words, face);
            }
            Part::Paragraph {
                words,
                is_right: true,
                ..
            } => {
                let style = if is_cell { "TableText" } else { "LetterSignature" };
                self.lines(style, r#"<w:jc w:val="right"/>"#, words, "");
            }
            Part::Paragraph {
                words,
                is_flush: true,
                ..
            } => self.lines(flush, "", words, ""),
            Part::Paragraph { words, .. } => self.lines(plain, "", words, ""),
            Part::Item { words, level, mark } => self.item(flush, words, *level, mark),
            Part::Quote { parts } => {
                for part in parts {
                    self.part(part, is_cell);
                }
            }
            Part::Table(table) => table_xml(self, table, self.document.title),
            Part::Picture {
                address,
                description,
                caption,
            } => self.picture(address, description, caption),
            Part::Rule => paragraph(
                &mut self.xml,
                "TableText",
                r#"<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="000000"/></w:pBdr>"#,
                "",
            ),
        }
    }

    fn item(&mut self, style: &str, words: &[Run], level: usize, mark: &str) {
        let left = (level + 1) * 2 * SIGN;
        let hanging = if mark.is_empty() { 0 } else { SIGN * 3 / 2 };
        let indent = format!(
            r#"<w:tabs><w:tab w:val="left" w:pos="{left}"/></w:tabs><w:ind w:left="{left}" w:hanging="{hanging}" w:firstLineChars="0"/>"#
        );
        self.open(style, &indent);
        if !mark.is_empty() {
            push(
                &mut self.xml,
                format_args!("<w:r>{}<w:tab/></w:r>", word::text(mark)),
            );
        }
        self.runs(words, "");
        self.xml.push_str("</w:p>");
    }

    fn open(&mut self, style: &str, properties: &str) {
        push(
            &mut self.xml,
            format_args!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>"#),
        );
    }

    /// A paragraph of runs that all have this look as well.
    pub fn lines(&mut self, style: &str, properties: &str, words: &[Run], look: &str) {
        self.open(style, properties);
        self.runs(words, look);
        self.xml.push_str("</w:p>");
    }

    fn runs(&mut self, words: &[Run], look: &str) {
        for run in words {
            let is_link = !run.look.link.is_empty();
            if is_link {
                let id = self.further.link(&run.look.link);
                push(&mut self.xml, format_args!(r#"<w:hyperlink r:id="{id}">"#));
            }
            for (number, line) in run.text.split('\n').enumerate() {
                let broken = if number > 0 { "<w:br/>" } else { "" };
                push(
                    &mut self.xml,
                    format_args!(
                        "<w:r><w:rPr>{look}{}</w:rPr>{broken}{}</w:r>",
                        marks(&run.look),
                        word::text(line)
                    ),
                );
            }
            if is_link {
                self.xml.push_str("</w:hyperlink>");
            }
        }
    }

    fn picture(&mut self, address: &str, description: &str, caption: &[Run]) {
        let known = self.document.pictures.get(address);
        let drawn = known.and_then(|bytes| Some((bytes, Size::of(bytes)?)));
        let centred = format!(r#"<w:keepNext/>{FREE_LINES}<w:jc w:val="center"/>"#);
        let Some((bytes, size)) = drawn else {
            let words = format!("［图片：{description}］");
            return paragraph(&mut self.xml, "TableText", &centred, &words);
        };
        self.pictures += 1;
        let id = self.further.picture(address, bytes);
        let width = size.printed();
        let height = width * f64::from(size.height) / f64::from(size.width);
        self.open("TableText", &centred);
        push(
            &mut self.xml,
            format_args!(
                concat!(
                    r#"<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0" "#,
                    r#"xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">"#,
                    r#"<wp:extent cx="{cx:.0}" cy="{cy:.0}"/><wp:docPr id="{number}" name="图片{number}" descr="{words}"/>"#,
                    r#"<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">"#,
                    r#"<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">"#,
                    r#"<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>"#,
                    r#"<pic:cNvPr id="{number}" name="图片{number}" descr="{words}"/><pic:cNvPicPr/></pic:nvPicPr>"#,
                    r#"<pic:blipFill><a:blip r:embed="{id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>"#,
                    r#"<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx:.0}" cy="{cy:.0}"/></a:xfrm>"#,
                    r#"<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>"#,
                    r#"</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"#,
                ),
                cx = width * EMU,
                cy = height * EMU,
                number = self.pictures,
                words = escape(description),
                id = id,
            ),
        );
        if !parts::plain(caption).is_empty() {
            self.lines("TableText", r#"<w:jc w:val="center"/>"#, caption, "");
        }
    }
}

/// How a run looks, as properties in the order Word wants them.
fn marks(look: &Look) -> String {
    let mut marks = String::new();
    for (is_on, mark) in [
        (look.is_bold, "<w:b/>"),
        (look.is_slanted, "<w:i/>"),
        (look.is_struck, "<w:strike/>"),
        (
            look.is_underlined || !look.link.is_empty(),
            r#"<w:u w:val="single"/>"#,
        ),
        (look.raised == 1, r#"<w:vertAlign w:val="superscript"/>"#),
        (look.raised == -1, r#"<w:vertAlign w:val="subscript"/>"#),
    ] {
        if is_on {
            marks.push_str(mark);
        }
    }
    marks
}
