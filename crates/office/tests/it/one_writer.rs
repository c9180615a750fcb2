//! Whoever takes a case in says what came; the rows are made in one file. A writer of its own would forget the next column.

use std::fs;
use std::path::{Path, PathBuf};

/// The tables a case is made of.
const TABLES: [&str; 3] = ["application", "request_case", "case_event"];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Where a row of that table is made: a literal of its model, by whatever name the file knows it.
fn makers(table: &str) -> Vec<String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&source, &mut files);
    let mut makers = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let is_imported = text
            .split("use crate::entity::")
            .skip(1)
            .filter_map(|rest| rest.split(';').next())
            .any(|used| used.starts_with(&format!("{table}::")));
        let full = [format!("{table}::ActiveModel {{"), format!("{table}::Model {{")];
        for line in text.lines().map(str::trim) {
            let is_literal =
                |name: &str| line.contains(name) && !line.contains("-> ") && !line.starts_with("impl");
            let is_plain = line.starts_with("ActiveModel {")
                || ["(", "= ", "self::"].iter().any(|before| {
                    is_literal(&format!("{before}ActiveModel {{")) || is_literal(&format!("{before}Model {{"))
                });
            if full.iter().any(|name| is_literal(name)) || (is_imported && is_plain) {
                makers.push(file.strip_prefix(&source).unwrap().display().to_string());
            }
        }
    }
    makers
}

#[test]
fn a_row_of_a_case_is_made_in_one_place() {
    for table in TABLES {
        assert_eq!(makers(table), ["cases/row.rs"], "{table}");
    }
    for table in ["placement", "placement_event"] {
        assert_eq!(makers(table), ["placements/row.rs"], "{table}");
    }
    assert_eq!(makers("hall_visit"), ["halls/register.rs"]);
    for table in ["matter", "matter_event"] {
        assert_eq!(makers(table), ["matters/row.rs"], "{table}");
    }
    assert!(
        makers("submission").len() == 1 && makers("case_note").len() == 1,
        "a literal is found under its short name too"
    );
}
