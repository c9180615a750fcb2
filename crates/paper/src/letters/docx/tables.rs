//! A form as WordprocessingML: fixed columns, rows at least as high as asked, merged cells as Word itself writes them.

use crate::letters::table::{Place, Placed, Table};
use crate::markup::{escape, push};
use crate::word::{BORDERS, paragraph};

/// Tenths of a millimetre in twentieths of a point.
fn twips(tenths: u16) -> u32 {
    u32::from(tenths) * 1440 / 254
}

/// The form, and an empty line after it; `caption` is what screen readers call it.
pub(in crate::letters) fn table_xml(xml: &mut String, table: &Table, caption: &str) {
    push(
        xml,
        format_args!(
            concat!(
                r#"<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>"#,
                r#"<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>"#,
                r#"<w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar><w:tblCaption w:val="{caption}"/></w:tblPr><w:tblGrid>"#,
            ),
            width = twips(table.width(0, table.widths.len())),
            borders = BORDERS
                .map(|side| format!(r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#))
                .concat(),
            caption = escape(caption),
        ),
    );
    for width in &table.widths {
        push(xml, format_args!(r#"<w:gridCol w:w="{}"/>"#, twips(*width)));
    }
    xml.push_str("</w:tblGrid>");
    let placed = table.placed();
    for (at, row) in table.rows.iter().enumerate() {
        push(
            xml,
            format_args!(
                r#"<w:tr><w:trPr><w:trHeight w:val="{}" w:hRule="atLeast"/></w:trPr>"#,
                twips(row.height)
            ),
        );
        let mut covering: Vec<&Placed<'_>> = placed
            .iter()
            .filter(|one| (one.row..one.row + one.cell.down).contains(&at))
            .collect();
        covering.sort_by_key(|one| one.column);
        for one in covering {
            cell(xml, table, one, one.row == at);
        }
        xml.push_str("</w:tr>");
    }
    xml.push_str("</w:tbl>");
    paragraph(xml, "RedLine", "", "");
}

/// A cell; `is_first` in the first of the rows it covers.
fn cell(xml: &mut String, table: &Table, one: &Placed<'_>, is_first: bool) {
    let cell = one.cell;
    let width = twips(table.width(one.column, cell.across));
    push(
        xml,
        format_args!(r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>"#),
    );
    if cell.across > 1 {
        push(xml, format_args!(r#"<w:gridSpan w:val="{}"/>"#, cell.across));
    }
    if cell.down > 1 {
        xml.push_str(if is_first {
            r#"<w:vMerge w:val="restart"/>"#
        } else {
            "<w:vMerge/>"
        });
    }
    let upright = match cell.place {
        Place::Label | Place::Value => "center",
        Place::Writing => "top",
        Place::Signing => "bottom",
    };
    push(xml, format_args!(r#"<w:vAlign w:val="{upright}"/></w:tcPr>"#));
    let style = match (cell.place, table.is_small) {
        (Place::Label, false) => "FormLabel",
        (_, false) => "FormText",
        (Place::Label, true) => "TableHead",
        (_, true) => "TableText",
    };
    let side = if cell.place == Place::Signing {
        r#"<w:jc w:val="right"/>"#
    } else {
        ""
    };
    if cell.lines.is_empty() || !is_first {
        paragraph(xml, style, side, "");
    } else {
        for line in &cell.lines {
            paragraph(xml, style, side, line);
        }
    }
    xml.push_str("</w:tc>");
}
