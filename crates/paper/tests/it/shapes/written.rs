//! Tables written as files of other programs, and rows as they break.

use std::collections::BTreeMap;
use std::io::Write;

use rust_xlsxwriter::Workbook;

use crate::strangers::tables::{TITLE, Table, article, put};

/// What hangs down past the last row hangs one row lower.
pub fn hang_lower(rows: &mut Table) {
    let count = rows.len();
    for (index, row) in rows.iter_mut().enumerate() {
        for (_, _, down) in row.iter_mut().filter(|(_, _, down)| index + down > count) {
            *down += 1;
        }
    }
}

/// The second half of a row whose label breaks over a page's end; the numbers stay in the first.
pub fn broken(row: &mut [(String, usize, usize)]) -> Option<Vec<(String, usize, usize)>> {
    const LONG: usize = 12;
    // A number with its remark is on one line, however long the remark.
    let is_label = |text: &str| !text.starts_with(|sign: char| sign.is_ascii_digit() || sign == '-');
    let name = row
        .iter()
        .rposition(|(text, ..)| text.chars().nth(LONG).is_some() && is_label(text))?;
    if row.iter().any(|(_, _, down)| *down > 1) {
        return None;
    }
    let label = row[name].0.clone();
    let head: String = label.chars().take(LONG / 2).collect();
    let tail: String = label.chars().skip(LONG / 2).collect();
    row[name].0 = head;
    Some(
        row.iter()
            .enumerate()
            .map(|(index, (_, across, down))| {
                let text = if index == name {
                    tail.clone()
                } else {
                    String::new()
                };
                (text, *across, *down)
            })
            .collect(),
    )
}

/// The cells of a table where they stand: `None` where a merged cell goes on.
pub fn grid(table: &Table) -> Vec<Vec<Option<String>>> {
    let mut rows: Vec<Vec<Option<String>>> = Vec::new();
    let mut hanging: Vec<usize> = Vec::new();
    for row in table {
        let mut cells: Vec<Option<String>> = Vec::new();
        let mut next: Vec<usize> = hanging.iter().map(|left| left.saturating_sub(1)).collect();
        let skip = |cells: &mut Vec<Option<String>>| {
            while hanging.get(cells.len()).is_some_and(|left| *left > 0) {
                cells.push(None);
            }
        };
        for (text, across, down) in row {
            skip(&mut cells);
            let column = cells.len();
            cells.push(Some(text.clone()));
            cells.extend((1..*across).map(|_| None));
            next.resize(next.len().max(column + across), 0);
            for slot in next.iter_mut().skip(column).take(*across) {
                *slot = down - 1;
            }
        }
        skip(&mut cells);
        rows.push(cells);
        hanging = next;
    }
    rows
}

/// A Word document; cells that hang down go on in every row below.
pub fn document(tables: &[Table; 3]) -> Vec<u8> {
    package(&article(word_paragraph, tables.each_ref().map(word_table)))
}

pub fn word_paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A Word document of this body.
pub fn package(body: &str) -> Vec<u8> {
    package_of(body, None)
}

/// The same with a list of styles.
pub fn package_of(body: &str, styles: Option<&str>) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive
        .start_file("word/document.xml", zip::write::SimpleFileOptions::default())
        .expect("a package");
    let xml = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    archive.write_all(xml.as_bytes()).expect("a package");
    if let Some(styles) = styles {
        archive
            .start_file("word/styles.xml", zip::write::SimpleFileOptions::default())
            .expect("a package");
        let xml = format!("<w:styles xmlns:w=\"w\">{styles}</w:styles>");
        archive.write_all(xml.as_bytes()).expect("a package");
    }
    archive.finish().expect("a package").into_inner()
}

pub fn word_table(table: &Table) -> String {
    let cell = |text: &str, across: usize, merge: &str| {
        format!(
            "<w:tc><w:tcPr><w:gridSpan w:val=\"{across}\"/>{merge}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"
        )
    };
    // For each column where a cell hangs: how many rows it still goes down, and how many columns it covers.
    let mut hanging: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    let mut xml = "<w:tbl>".to_owned();
    for row in table {
        xml.push_str("<w:tr>");
        let mut column = 0;
        let mut begun = Vec::new();
        let go_on = |column: &mut usize, hanging: &mut BTreeMap<usize, (usize, usize)>, xml: &mut String| {
            while let Some((left, across)) = hanging.get_mut(column).filter(|(left, _)| *left > 0) {
                xml.push_str(&cell("", *across, "<w:vMerge/>"));
                *left -= 1;
                *column += *across;
            }
        };
        for (text, across, down) in row {
            go_on(&mut column, &mut hanging, &mut xml);
            let merge = if *down > 1 {
                "<w:vMerge w:val=\"restart\"/>"
            } else {
                ""
            };
            xml.push_str(&cell(text, *across, merge));
            begun.push((column, (down - 1, *across)));
            column += across;
        }
        go_on(&mut column, &mut hanging, &mut xml);
        hanging.extend(begun.into_iter().filter(|(_, (left, _))| *left > 0));
        xml.push_str("</w:tr>");
    }
    xml + "</w:tbl>"
}

pub fn sheet(tables: &[Table; 3]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, TITLE).expect("a sheet");
    let mut next = 2;
    for table in tables {
        next = put(sheet, next, table);
    }
    workbook.save_to_buffer().expect("a workbook")
}
