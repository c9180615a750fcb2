//! The report as a PDF in the layout of an official document (GB/T 9704-2012), set by `templates/report.typ`.
//! Archivable (PDF/A-2b), tagged, with the same bytes for the same report, imprint and fonts.

use law::reports::Report;
use serde::Serialize;

use super::Imprint;
use super::grid::{Grid, Part, Slot};
use super::prose::{self, Paragraph, printable};
use crate::fonts::Faces;
use crate::typeset::{self, CivilDay, Template};
use crate::{Fonts, PaperError};

const TEMPLATE: Template = Template {
    name: "report.typ",
    text: include_str!("../../templates/report.typ"),
};

/// The report as the bytes of a PDF.
/// No empty box is printed: a character that no installed face has shows as its code point.
pub fn pdf(report: &Report, imprint: &Imprint, fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
    prose::refuse_archive(report, "PDF")?;
    typeset::pdf(TEMPLATE, &values(report, imprint, fonts), fonts)
}

/// What the template sees.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Values<'a> {
    title: String,
    /// The title after the organ's name.
    title_rest: String,
    organ: String,
    year: i16,
    description: String,
    date: CivilDay,
    /// The paragraphs between the title and section one.
    opening: Vec<Paragraph>,
    sections: Vec<Section>,
    /// The paragraphs after section six.
    closing: Vec<Paragraph>,
    /// The lines at the foot of the last page.
    imprint: Vec<String>,
    faces: Faces<'a>,
    /// The families to search for a character the role's own lacks.
    fallback: Vec<&'a str>,
}

#[derive(Serialize)]
struct Section {
    title: &'static str,
    above: Vec<Paragraph>,
    below: Vec<Paragraph>,
    table: Option<Table>,
}

#[derive(Serialize)]
struct Table {
    caption: &'static str,
    widths: Vec<u16>,
    head_rows: usize,
    rows: Vec<Vec<TableCell>>,
}

#[derive(Serialize)]
struct TableCell {
    text: String,
    note: Option<String>,
    across: usize,
    down: usize,
    /// The width of all its columns, in tenths of a millimetre.
    width: u16,
    part: &'static str,
}

fn values<'a>(report: &Report, imprint: &Imprint, fonts: &'a Fonts) -> Values<'a> {
    let organ = printable(&report.organ);
    let title = printable(&report.title());
    let title_rest = title.strip_prefix(&organ).unwrap_or(&title).to_owned();
    Values {
        title_rest,
        description: format!(
            "{organ}{}年度政府信息公开工作年度报告（{}格式）",
            report.year,
            report.format.source().unwrap_or_default()
        ),
        title,
        organ,
        year: report.year,
        date: imprint.day_for(report).into(),
        opening: prose::opening(report),
        sections: sections(report),
        closing: prose::closing(report),
        imprint: imprint.lines(),
        faces: fonts.faces_by_role(),
        fallback: fonts.fallback_families(),
    }
}

fn sections(report: &Report) -> Vec<Section> {
    let grids = Grid::all(report);
    let table = |number| grids.iter().find(|grid| grid.number == number).map(table);
    prose::sections(report)
        .into_iter()
        .map(|section| Section {
            table: table(section.number),
            title: section.title,
            above: section.above,
            below: section.below,
        })
        .collect()
}

fn table(grid: &Grid) -> Table {
    let mut rows: Vec<Vec<TableCell>> = grid.rows.iter().map(|_| Vec::new()).collect();
    for placed in grid.placed() {
        let width = grid
            .widths
            .iter()
            .skip(placed.column)
            .take(placed.slot.across)
            .sum();
        if let Some(row) = rows.get_mut(placed.row) {
            row.push(table_cell(placed.slot, width));
        }
    }
    Table {
        caption: grid.caption,
        widths: grid.widths.clone(),
        head_rows: grid.head_rows,
        rows,
    }
}

fn table_cell(slot: &Slot, width: u16) -> TableCell {
    TableCell {
        text: slot.text.clone(),
        note: slot.note.clone(),
        across: slot.across,
        down: slot.down,
        width,
        part: match slot.part {
            Part::Band => "band",
            Part::Head => "head",
            Part::Corner => "corner",
            Part::Label => "label",
            Part::Spine => "spine",
            Part::Number(_) => "number",
        },
    }
}

#[cfg(test)]
mod tests;
