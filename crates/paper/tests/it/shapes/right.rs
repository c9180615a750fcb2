//! What is right of a shape, and whether a file gives it.

use std::fmt::Write;

use law::reports::{Cell, Context, Reading, Tables};
use paper::reports::read;

/// A file of the folder of shapes.
pub fn file(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/it/fixtures/shapes/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

pub fn set(tables: &mut Tables, cells: &[(&str, i64)]) {
    for (name, number) in cells {
        tables.set(cell(name), *number);
    }
}

pub fn cell(name: &str) -> Cell {
    Cell::from_name(name).unwrap_or_else(|| panic!("{name}"))
}

/// The figures of 清河县水利局.
pub fn figures() -> Tables {
    let mut tables = Tables::zeros();
    for (row, number) in [
        ("new", 20),
        ("granted", 12),
        ("partly_granted", 3),
        ("refused.third_party", 1),
        ("unavailable.not_held", 2),
        ("not_processed.petition", 1),
        ("otherwise.other", 1),
        ("total", 20),
    ] {
        for kind in ["natural_person", "total"] {
            tables.set(cell(&format!("table3.{row}.{kind}")), number);
        }
    }
    set(
        &mut tables,
        &[
            ("table4.reconsideration.upheld", 2),
            ("table4.reconsideration.corrected", 1),
            ("table4.reconsideration.other", 3),
            ("table4.reconsideration.pending", 1),
            ("table4.reconsideration.total", 7),
            ("table4.litigation_after_reconsideration.upheld", 13),
            ("table4.litigation_after_reconsideration.corrected", 2),
            ("table4.litigation_after_reconsideration.other", 4),
            ("table4.litigation_after_reconsideration.total", 19),
        ],
    );
    tables
}

/// What is right of a shape.
pub struct Right {
    pub tables: Tables,
    /// The cells that are told, each with the text that stands in it.
    pub told: Vec<(&'static str, &'static str)>,
    /// What is said of labels, headings and marks.
    pub slips: Vec<&'static str>,
}

pub fn right() -> Right {
    Right {
        tables: figures(),
        told: Vec::new(),
        slips: Vec::new(),
    }
}

/// One cell is told, and blank.
pub fn told(name: &'static str, text: &'static str) -> Right {
    let mut right = right();
    right.tables.clear(cell(name));
    right.told.push((name, text));
    right
}

pub fn slip(words: &'static str) -> Right {
    Right {
        slips: vec![words],
        ..right()
    }
}

pub fn blank(is_blank: impl Fn(&str) -> bool) -> Right {
    let mut right = right();
    for cell in Cell::all().filter(|cell| is_blank(&cell.name())) {
        right.tables.clear(cell);
    }
    right
}

pub fn differences(left: &Tables, right: &Tables) -> String {
    let mut text = String::new();
    for cell in Cell::all().filter(|cell| left.get(*cell) != right.get(*cell)) {
        writeln!(text, "{cell}: {:?}, right: {:?}", left.get(cell), right.get(cell)).expect("a text");
    }
    text
}

pub fn assert_right(name: &str, bytes: &[u8], right: &Right) -> Reading {
    let reading = read(bytes, name).unwrap_or_else(|error| panic!("{name}: {error}"));
    let tables = &reading.report.tables;
    let wrong = differences(tables, &right.tables);
    assert!(
        wrong.is_empty(),
        "{name}:\n{wrong}{:?} {:?}",
        reading.unread,
        reading.slips
    );
    let told: Vec<(String, &str)> = reading
        .unread
        .iter()
        .flat_map(|unread| {
            unread
                .cells
                .iter()
                .map(|cell| (cell.name(), unread.text.as_str()))
        })
        .collect();
    let expected: Vec<(String, &str)> = right
        .told
        .iter()
        .map(|(cell, text)| ((*cell).to_owned(), *text))
        .collect();
    assert_eq!(told, expected, "{name}: {:?}", reading.unread);
    assert!(
        reading.unread.iter().all(|unread| !unread.place.is_empty()),
        "{name}"
    );
    for words in &right.slips {
        let has = reading
            .slips
            .iter()
            .any(|slip| slip.printed.contains(words) || slip.official.contains(words));
        assert!(has, "{name}: {words}: {:?}", reading.slips);
    }
    if right.slips.is_empty() {
        assert_eq!(reading.slips, [], "{name}");
    }
    // Nobody is told to write 0 where something stands.
    for finding in reading.check(&Context::default()) {
        let advised = finding.message.contains("请填 0");
        let over = right
            .told
            .iter()
            .any(|(told, _)| finding.cells.contains(&cell(told)));
        assert!(!(advised && over), "{name}: {}", finding.message);
    }
    reading
}
