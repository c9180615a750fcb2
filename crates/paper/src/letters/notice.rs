//! A plain paper (附件): a title, paragraphs, and one table at most, set as official papers are (GB/T 9704-2012).

use jiff::civil::Date;
use serde::Serialize;

use super::lines::balanced;
use super::pdf::Values;
use super::table::{Cell, Place, Row, Table};
use crate::reports::printable;
use crate::typeset::{self, Template};
use crate::{Fonts, PaperError};

const TEMPLATE: Template = Template {
    name: "notice.typ",
    text: concat!(
        include_str!("../../templates/official.typ"),
        include_str!("../../templates/notice.typ")
    ),
};

/// Signs of a line of the title.
const TITLE_LINE: usize = 20;
/// The width of a page's text, in tenths of a millimetre.
const WIDTH: u16 = 1560;

/// What it says.
#[derive(Clone, Copy, Debug)]
pub struct Notice<'a> {
    pub organ: &'a str,
    pub title: &'a str,
    pub paragraphs: &'a [String],
    /// Rows of cells, the first of them the head; none where there is no table.
    pub table: &'a [Vec<String>],
    pub on: Date,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Printed {
    title: String,
    organ: String,
    title_lines: Vec<String>,
    paragraphs: Vec<String>,
    facts: Option<Table>,
}

/// The paper as the bytes of a PDF; the same bytes for the same paper and fonts.
pub fn notice_pdf(notice: &Notice<'_>, fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
    let title_lines = balanced(&printable(notice.title).replace('\n', ""), TITLE_LINE);
    let printed = Printed {
        title: title_lines.concat(),
        organ: printable(notice.organ),
        title_lines,
        paragraphs: notice.paragraphs.iter().map(|line| printable(line)).collect(),
        facts: table(notice.table),
    };
    typeset::pdf(TEMPLATE, &Values::of(printed, Some(notice.on), fonts), fonts)
}

fn table(rows: &[Vec<String>]) -> Option<Table> {
    let columns = rows.iter().map(Vec::len).max().filter(|columns| *columns > 0)?;
    let width = WIDTH / u16::try_from(columns).unwrap_or(1).max(1);
    let cell = |number: usize, text: &String| {
        if number == 0 {
            Cell::label(text)
        } else {
            Cell::new(Place::Value, &printable(text))
        }
    };
    let rows = rows.iter().enumerate();
    let rows = rows.map(|(number, cells)| Row {
        height: 90,
        cells: cells.iter().map(|text| cell(number, text)).collect(),
    });
    Some(Table {
        widths: vec![width; columns],
        rows: rows.collect(),
        is_small: false,
    })
}
