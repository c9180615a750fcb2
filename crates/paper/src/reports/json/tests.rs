//! What is written fits the schema that is published, and the schema refuses what is not a report.

use law::codes::{ApplicantKind, TableThreeRow};
use law::reports::{Cell, Report};
use serde_json::{Value, json as value};

use super::{SCHEMA, json};
use crate::reports::Imprint;
use crate::reports::samples::{cell, crowded, quiet, second_edition};

fn written(report: &Report, imprint: &Imprint) -> Value {
    serde_json::from_slice(&json(report, imprint).unwrap()).unwrap()
}

/// Where `instance` does not fit `schema`: the keywords our schema uses and no others.
/// (The validators there are switch on features of shared dependencies, and all would be compiled twice.)
fn misfits(root: &Value, schema: &Value, instance: &Value, place: &str) -> Vec<String> {
    let mut found = Vec::new();
    let fields = schema.as_object().unwrap();
    for (keyword, rule) in fields {
        let fits = match keyword.as_str() {
            "$schema" | "$id" | "$defs" | "title" | "description" | "format" => true,
            "$ref" => {
                let pointer = rule.as_str().unwrap().trim_start_matches('#');
                found.extend(misfits(root, root.pointer(pointer).unwrap(), instance, place));
                true
            }
            "type" => match rule {
                Value::Array(kinds) => kinds.iter().any(|kind| is_of(instance, kind)),
                kind => is_of(instance, kind),
            },
            "const" => rule == instance,
            "minimum" => instance
                .as_f64()
                .is_none_or(|number| number >= rule.as_f64().unwrap()),
            "maximum" => instance
                .as_f64()
                .is_none_or(|number| number <= rule.as_f64().unwrap()),
            "required" => rule
                .as_array()
                .unwrap()
                .iter()
                .all(|name| instance.get(name.as_str().unwrap()).is_some()),
            "properties" => {
                for (name, inner) in rule.as_object().unwrap() {
                    if let Some(member) = instance.get(name) {
                        found.extend(misfits(root, inner, member, &format!("{place}/{name}")));
                    }
                }
                true
            }
            "additionalProperties" if rule == &Value::Bool(false) => {
                let known = fields["properties"].as_object().unwrap();
                instance
                    .as_object()
                    .is_none_or(|members| members.keys().all(|name| known.contains_key(name)))
            }
            "additionalProperties" => {
                for (name, member) in instance.as_object().into_iter().flatten() {
                    found.extend(misfits(root, rule, member, &format!("{place}/{name}")));
                }
                true
            }
            "propertyNames" => instance
                .as_object()
                .is_none_or(|members| members.keys().all(|name| name.starts_with("table"))),
            "items" => {
                for (index, member) in instance.as_array().into_iter().flatten().enumerate() {
                    found.extend(misfits(root, rule, member, &format!("{place}/{index}")));
                }
                true
            }
            other => panic!("the test does not know the keyword {other}"),
        };
        if !fits {
            found.push(format!("{place}: {keyword}"));
        }
    }
    found
}

fn is_of(instance: &Value, kind: &Value) -> bool {
    match kind.as_str().unwrap() {
        "object" => instance.is_object(),
        "array" => instance.is_array(),
        "string" => instance.is_string(),
        "integer" => instance.is_i64() || instance.is_u64(),
        "number" => instance.is_number(),
        "null" => instance.is_null(),
        other => panic!("{other}"),
    }
}

fn misfits_of(instance: &Value) -> Vec<String> {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    misfits(&schema, &schema, instance, "")
}

#[test]
fn what_is_written_fits_the_published_schema() {
    for report in [quiet(), crowded()] {
        for imprint in [Imprint::default(), second_edition()] {
            assert_eq!(misfits_of(&written(&report, &imprint)), [""; 0]);
        }
    }
    let mut older = quiet();
    for kind in ApplicantKind::ALL {
        older
            .tables
            .set(Cell::Three(TableThreeRow::OtherwiseMerged, *kind), 1);
    }
    assert_eq!(misfits_of(&written(&older, &Imprint::default())), [""; 0]);
}

#[test]
fn the_schema_refuses_what_is_not_a_report() {
    let good = written(&quiet(), &second_edition());
    for (pointer, bad) in [
        ("/table3/new/total", value!(-1)),
        ("/table3/new/total", value!(1.5)),
        ("/table2/fees_wan_yuan", value!("7545")),
        ("/format", value!(2019)),
        ("/sections/1", Value::Null),
        ("/imprint/edition", value!(0)),
    ] {
        let mut instance = good.clone();
        *instance.pointer_mut(pointer).unwrap() = bad;
        assert!(!misfits_of(&instance).is_empty(), "{pointer}");
    }
    let mut extra = good.clone();
    extra["table4"]["surprise"] = value!(1);
    assert_eq!(misfits_of(&extra), ["/table4: additionalProperties"]);
}

#[test]
fn every_cell_has_its_place_in_the_schema() {
    let mut report = quiet();
    for (number, cell) in (1..).zip(Cell::all()) {
        report.tables.set(cell, number);
    }
    let instance = written(&report, &Imprint::default());
    for (number, cell) in (1..).zip(Cell::all()) {
        let name = cell.name();
        let parts: Vec<&str> = match cell {
            Cell::Three(row, kind) => vec!["table3", row.code(), kind.code()],
            _ => name.split('.').collect(),
        };
        let place = format!("/{}", parts.join("/"));
        assert_eq!(instance.pointer(&place), Some(&value!(number)), "{place}");
    }
}

#[test]
fn it_is_read_back_as_the_same_report() {
    let report = crowded();
    let back: Report = serde_json::from_slice(&json(&report, &second_edition()).unwrap()).unwrap();
    assert_eq!(back, report);
    assert_eq!(
        back.tables.note(cell("table4.litigation_direct.other")),
        Some("撤诉")
    );
}

#[test]
fn members_stand_in_the_order_the_format_prints() {
    let text = String::from_utf8(json(&quiet(), &second_edition()).unwrap()).unwrap();
    let places: Vec<usize> = [
        "$schema", "organ", "year", "sections", "table2", "table3", "table4", "unread", "imprint",
    ]
    .iter()
    .map(|name| text.find(&format!("\n  \"{name}\":")).unwrap())
    .collect();
    assert!(places.is_sorted(), "{text}");
}
