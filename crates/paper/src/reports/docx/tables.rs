//! A table of the report as WordprocessingML: spans and merges as Word itself writes them.

use super::super::grid::{Grid, Part, Placed};
use crate::markup::{escape, push};
use crate::word::{BORDERS, run};

/// Twentieths of a point to a tenth of a millimetre.
const TWIPS: f64 = 1440.0 / 254.0;

/// The widths of the columns, in twentieths of a point.
fn widths(grid: &Grid) -> Vec<String> {
    grid.widths
        .iter()
        .map(|tenths| format!("{:.0}", f64::from(*tenths) * TWIPS))
        .collect()
}

fn width_across(grid: &Grid, column: usize, across: usize) -> String {
    let tenths: u16 = grid.widths.iter().skip(column).take(across).sum();
    format!("{:.0}", f64::from(tenths) * TWIPS)
}

pub(super) fn table(xml: &mut String, grid: &Grid) {
    push(
        xml,
        format_args!(
            concat!(
                r#"<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>"#,
                r#"<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:left w:w="57" w:type="dxa"/>"#,
                r#"<w:bottom w:w="20" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar><w:tblCaption w:val="{caption}"/></w:tblPr><w:tblGrid>"#,
            ),
            width = width_across(grid, 0, grid.widths.len()),
            borders = BORDERS
                .map(|side| format!(r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#))
                .concat(),
            caption = escape(grid.caption),
        ),
    );
    for width in widths(grid) {
        push(xml, format_args!(r#"<w:gridCol w:w="{width}"/>"#));
    }
    xml.push_str("</w:tblGrid>");
    let placed = grid.placed();
    let half_points = number_size(grid, &placed);
    for row in 0..grid.rows.len() {
        table_row(xml, grid, &placed, row, half_points);
    }
    // Two tables in a row would run together; Word wants a paragraph between.
    xml.push_str(r#"</w:tbl><w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr></w:p>"#);
}

fn table_row(xml: &mut String, grid: &Grid, placed: &[Placed<'_>], row: usize, half_points: Option<u32>) {
    xml.push_str("<w:tr><w:trPr><w:cantSplit/>");
    let height = if is_long(grid) { 325 } else { 480 };
    push(
        xml,
        format_args!(r#"<w:trHeight w:val="{height}" w:hRule="atLeast"/>"#),
    );
    if row < grid.head_rows {
        xml.push_str("<w:tblHeader/>");
    }
    xml.push_str("</w:trPr>");
    // Word writes a merged cell once in each row it covers: restarted in the first, continued below.
    let mut covering: Vec<&Placed<'_>> = placed
        .iter()
        .filter(|cell| (cell.row..cell.row + cell.slot.down).contains(&row))
        .collect();
    covering.sort_by_key(|cell| cell.column);
    for cell in covering {
        table_cell(xml, grid, cell, row, half_points);
    }
    xml.push_str("</w:tr>");
}

fn table_cell(xml: &mut String, grid: &Grid, cell: &Placed<'_>, row: usize, half_points: Option<u32>) {
    let slot = cell.slot;
    let is_first = cell.row == row;
    cell_properties(xml, grid, cell, is_first);
    // Each row stays with the next, so that the table stays on one page.
    let keep = if row + 1 < grid.rows.len() {
        "<w:keepNext/>"
    } else {
        ""
    };
    push(
        xml,
        format_args!(
            r#"<w:p><w:pPr><w:pStyle w:val="{}"/>{keep}{}</w:pPr>"#,
            style(grid, slot.part),
            align(slot.part)
        ),
    );
    if is_first {
        match slot.part {
            Part::Number(_) => sized_run(xml, half_points, &slot.text),
            _ => run(xml, "", &slot.text),
        }
        if let Some(note) = &slot.note {
            // In a narrow cell the remark begins its own line, so that the number is not broken.
            let is_narrow = grid.widths.len() > 4;
            xml.push_str(if is_narrow { "<w:r><w:br/></w:r>" } else { "" });
            run(xml, "Remark", &format!("（{note}）"));
        }
    }
    xml.push_str("</w:p></w:tc>");
}

/// Width, merging, shade and margins of a cell; `is_first` in the first of the rows it covers.
fn cell_properties(xml: &mut String, grid: &Grid, cell: &Placed<'_>, is_first: bool) {
    let slot = cell.slot;
    let width = width_across(grid, cell.column, slot.across);
    push(
        xml,
        format_args!(r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>"#),
    );
    if slot.across > 1 {
        push(xml, format_args!(r#"<w:gridSpan w:val="{}"/>"#, slot.across));
    }
    if slot.down > 1 {
        xml.push_str(if is_first {
            r#"<w:vMerge w:val="restart"/>"#
        } else {
            "<w:vMerge/>"
        });
    }
    if slot.part == Part::Band {
        xml.push_str(r#"<w:shd w:val="clear" w:color="auto" w:fill="DBE5F1"/>"#);
    }
    if matches!(slot.part, Part::Number(_) | Part::Head | Part::Spine) {
        xml.push_str(r#"<w:tcMar><w:left w:w="20" w:type="dxa"/><w:right w:w="20" w:type="dxa"/></w:tcMar>"#);
    }
    xml.push_str(r#"<w:vAlign w:val="center"/></w:tcPr>"#);
}

/// One size for all numbers of the table at which the widest still stands on one line, in half points;
/// none where the style's own does. Digits are taken as wide as those of a substituted face.
fn number_size(grid: &Grid, placed: &[Placed<'_>]) -> Option<u32> {
    const POINTS_PER_TENTH: u32 = 72;
    let fitting = placed
        .iter()
        .filter(|cell| matches!(cell.slot.part, Part::Number(_)))
        .filter_map(|cell| {
            let tenths: u16 = grid.widths.iter().skip(cell.column).take(cell.slot.across).sum();
            let room = u32::from(tenths) * POINTS_PER_TENTH / 254 - 2;
            let characters = u32::try_from(cell.slot.text.chars().count()).ok()?;
            // Half points per character, at 0.64 em a digit.
            (room * 200).checked_div(characters * 64)
        });
    let smallest = fitting.min()?;
    let own = if is_long(grid) { 19 } else { 21 };
    (smallest < own).then_some(smallest.max(10))
}

fn sized_run(xml: &mut String, half_points: Option<u32>, number: &str) {
    match half_points {
        Some(size) if !number.is_empty() => push(
            xml,
            format_args!(
                r#"<w:r><w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr><w:t>{}</w:t></w:r>"#,
                escape(number)
            ),
        ),
        _ => run(xml, "", number),
    }
}

/// Whether the table has so many rows that it is set smaller to fit its page.
fn is_long(grid: &Grid) -> bool {
    grid.rows.len() > 20
}

fn style(grid: &Grid, part: Part) -> &'static str {
    match (is_long(grid), part) {
        (false, Part::Head | Part::Spine) => "TableHead",
        (false, Part::Number(_)) => "TableNumber",
        (false, _) => "TableText",
        (true, Part::Head | Part::Spine) => "LongTableHead",
        (true, Part::Number(_)) => "LongTableNumber",
        (true, _) => "LongTableText",
    }
}

fn align(part: Part) -> &'static str {
    if part == Part::Band {
        r#"<w:jc w:val="center"/>"#
    } else {
        ""
    }
}
