//! A table as WordprocessingML, its merged cells as Word itself writes them.

use super::docx::Writer;
use super::parts::{Cell, Table};
use crate::markup::{escape, push};
use crate::word::{BORDERS, paragraph};

/// The width of a page's text, in twentieths of a point.
const WIDTH: usize = 8_844;

/// The table, its name before it and an empty line after it; `called` is what screen readers call one without a name.
pub(super) fn table_xml(writer: &mut Writer<'_>, table: &Table, called: &str) {
    if !table.caption.is_empty() {
        writer.lines("TableHead", "<w:keepNext/>", &table.caption, "");
    }
    let name = super::parts::plain(&table.caption);
    let name = if name.is_empty() { called } else { &name };
    let column = WIDTH / table.columns.max(1);
    push(
        &mut writer.xml,
        format_args!(
            concat!(
                r#"<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>"#,
                r#"<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>"#,
                r#"<w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>"#,
                r#"<w:tblCaption w:val="{name}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"#,
            ),
            width = column * table.columns,
            borders = BORDERS
                .map(|side| format!(r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#))
                .concat(),
            name = escape(name),
            grid = format!(r#"<w:gridCol w:w="{column}"/>"#).repeat(table.columns),
        ),
    );
    for row in 0..table.rows {
        let head = if row < table.head { "<w:tblHeader/>" } else { "" };
        push(
            &mut writer.xml,
            format_args!("<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>"),
        );
        row_xml(writer, table, row, column);
        writer.xml.push_str("</w:tr>");
    }
    writer.xml.push_str("</w:tbl>");
    paragraph(&mut writer.xml, "TableText", "", "");
}

fn row_xml(writer: &mut Writer<'_>, table: &Table, row: usize, width: usize) {
    let mut column = 0;
    while column < table.columns {
        let covering = table.cells.iter().find(|cell| {
            (cell.row..cell.row + cell.down).contains(&row)
                && (cell.column..cell.column + cell.across).contains(&column)
        });
        // A row that the text left short is filled up.
        let empty = Cell {
            row,
            column,
            across: 1,
            down: 1,
            ..Cell::default()
        };
        let cell = covering.unwrap_or(&empty);
        let merged = match (cell.down > 1, cell.row == row) {
            (false, _) => "",
            (true, true) => r#"<w:vMerge w:val="restart"/>"#,
            (true, false) => "<w:vMerge/>",
        };
        push(
            &mut writer.xml,
            format_args!(
                r#"<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/><w:gridSpan w:val="{}"/>{merged}<w:vAlign w:val="center"/></w:tcPr>"#,
                width * cell.across,
                cell.across
            ),
        );
        content(writer, cell, cell.row == row);
        writer.xml.push_str("</w:tc>");
        column = cell.column + cell.across;
    }
}

/// What stands in a cell: at least one paragraph, as Word requires, and one at its end.
fn content(writer: &mut Writer<'_>, cell: &Cell, is_first: bool) {
    let before = writer.xml.len();
    if is_first {
        for part in &cell.parts {
            match part {
                super::parts::Part::Paragraph { words, .. } if cell.is_head => {
                    writer.lines("TableHead", "", words, "");
                }
                part => writer.part(part, true),
            }
        }
    }
    if writer.xml.len() == before {
        paragraph(&mut writer.xml, "TableText", "", "");
    }
}
