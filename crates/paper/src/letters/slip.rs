//! The papers of a matter (受理单、交办单、答复单), one to a page, as PDF and DOCX. What they say is law's (`law::matters::slip`).

use law::matters::{Slip, SlipRow};
use serde::Serialize;

use super::docx::{table_xml, title_xml};
use super::lines::balanced;
use super::pdf::Values;
use super::table::{Cell, Place, Row, Table};
use crate::reports::printable;
use crate::typeset::{self, Template};
use crate::word::{self, OPENING, paragraph};
use crate::{Fonts, PaperError};

const TEMPLATE: Template = Template {
    name: "slip.typ",
    text: concat!(
        include_str!("../../templates/official.typ"),
        include_str!("../../templates/slip.typ")
    ),
};

/// A4 with margins of 25 mm, in twentieths of a point, without page numbers.
const CLOSING: &str = concat!(
    r#"<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>"#,
    r#"<w:pgMar w:top="1417" w:right="1417" w:bottom="1134" w:left="1417" w:header="567" w:footer="567" w:gutter="0"/>"#,
    r#"</w:sectPr></w:body></w:document>"#,
);
/// Lower rows leave no room to write in.
const ROOM: u16 = 420;

/// What the template sees.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Printed {
    title: String,
    organ: String,
    title_lines: Vec<String>,
    table: Table,
}

fn title_lines(slip: &Slip) -> Vec<String> {
    let mut lines = balanced(&printable(&slip.organ).replace('\n', ""), 20);
    lines.push(slip.kind.title());
    lines
}

fn table(slip: &Slip) -> Table {
    Table {
        widths: vec![280, 560, 280, 480],
        rows: slip.rows.iter().map(row).collect(),
        is_small: false,
    }
}

fn row(row: &SlipRow) -> Row {
    match row {
        SlipRow::Pair(fields) => Row {
            height: 110,
            cells: fields
                .iter()
                .flat_map(|(label, value)| [Cell::label(label), Cell::value(&printable(value))])
                .collect(),
        },
        SlipRow::Wide(label, value) => Row {
            height: if value.is_empty() { ROOM } else { 130 },
            cells: vec![Cell::label(label), Cell::value(&printable(value)).across(3)],
        },
        SlipRow::Signed(label, value) => Row {
            height: 260,
            cells: vec![
                Cell::label(label),
                Cell::new(Place::Signing, &printable(value)).across(3),
            ],
        },
    }
}

/// The paper as the bytes of a PDF; the same bytes for the same paper and fonts.
///
/// # Errors
///
/// Where no page can be set.
pub fn slip_pdf(slip: &Slip, fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
    let title_lines = title_lines(slip);
    let printed = Printed {
        title: title_lines.concat(),
        organ: printable(&slip.organ),
        title_lines,
        table: table(slip),
    };
    typeset::pdf(TEMPLATE, &Values::of(printed, Some(slip.dated), fonts), fonts)
}

/// The same as the bytes of a DOCX.
///
/// # Errors
///
/// Where it can't be packed.
pub fn slip_docx(slip: &Slip) -> Result<Vec<u8>, PaperError> {
    let title_lines = title_lines(slip);
    let mut xml = OPENING.to_owned();
    title_xml(&mut xml, &title_lines);
    table_xml(&mut xml, &table(slip), &slip.kind.title());
    paragraph(&mut xml, "TableText", "", "");
    xml.push_str(CLOSING);
    let properties = word::properties(&title_lines.concat(), &printable(&slip.organ), Some(slip.dated));
    word::pack(&xml, &properties)
}
