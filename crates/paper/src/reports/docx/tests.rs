//! The document's parts: well formed, every row as wide as its table, prose literal, bytes repeatable.

use std::io::Read;

use law::reports::Report;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::docx;
use crate::reports::Imprint;
use crate::reports::samples::{AWKWARD, crowded, quiet, second_edition};

fn part(report: &Report, imprint: &Imprint, name: &str) -> String {
    let bytes = docx(report, imprint).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Every element's name with its `w:val`, in order; fails where the XML is not well formed.
fn elements(xml: &str) -> Vec<(String, String)> {
    let mut reader = Reader::from_str(xml);
    let mut elements = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) | Event::Empty(element) => {
                let value = element.attributes().find_map(|attribute| {
                    let attribute = attribute.unwrap();
                    (attribute.key.as_ref() == "w:val").then(|| attribute.value.to_string())
                });
                let name = element.name();
                elements.push((name.as_ref().to_owned(), value.unwrap_or_default()));
            }
            Event::Eof => return elements,
            _ => {}
        }
    }
}

#[test]
fn every_part_is_well_formed() {
    let bytes = docx(&crowded(), &second_edition()).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    for index in 0..archive.len() {
        let mut text = String::new();
        archive
            .by_index(index)
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        assert!(!elements(&text).is_empty());
    }
}

#[test]
fn each_row_covers_each_column_once_and_heads_are_repeated() {
    let xml = part(&crowded(), &Imprint::default(), "word/document.xml");
    let mut widths = Vec::new();
    for (columns, table) in [4_usize, 10, 15].into_iter().zip(xml.split("<w:tbl>").skip(1)) {
        let table = table.split("</w:tbl>").next().unwrap();
        for row in table.split("<w:tr>").skip(1) {
            let cells = row.matches("<w:tc>").count();
            let spanned: usize = elements(&format!("<r>{}</r>", row.trim_end_matches("</w:tr>")))
                .iter()
                .filter(|(name, _)| name == "w:gridSpan")
                .map(|(_, value)| value.parse::<usize>().unwrap() - 1)
                .sum();
            assert_eq!(cells + spanned, columns, "{row}");
            assert!(row.contains("<w:cantSplit/>"));
        }
        widths.push(table.matches("<w:tblHeader/>").count());
    }
    assert_eq!(widths, [2, 3, 3]);
}

#[test]
fn prose_is_literal_and_headings_are_headings() {
    let xml = part(&crowded(), &second_edition(), "word/document.xml");
    let mut reader = Reader::from_str(&xml);
    let mut text = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Text(piece) => text.push_str(&piece),
            Event::GeneralRef(reference) => text.push_str(match reference.as_ref() {
                "amp" => "&",
                "lt" => "<",
                "gt" => ">",
                "quot" => "\"",
                _ => "'",
            }),
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(text.contains(AWKWARD), "{text}");
    assert!(
        text.contains("版本说明：第2版，2025年3月5日发布。更正内容：表三"),
        "{text}"
    );
    assert_eq!(xml.matches(r#"<w:pStyle w:val="Heading1"/>"#).count(), 6);
}

#[test]
fn the_properties_name_title_organ_and_day() {
    let properties = part(&quiet(), &second_edition(), "docProps/core.xml");
    for value in [
        "青山区文化和旅游局2024年政府信息公开工作年度报告",
        "<dc:creator>青山区文化和旅游局<",
        "2025-03-05T00:00:00Z",
    ] {
        assert!(properties.contains(value), "{properties}");
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    assert!(docx(&crowded(), &second_edition()).unwrap() == docx(&crowded(), &second_edition()).unwrap());
}
