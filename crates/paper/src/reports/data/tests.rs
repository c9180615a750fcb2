//! Data is what the reports say, figure by figure, and opens as it is in a spreadsheet and in a program.

use ::csv::ReaderBuilder;
use law::reports::{Cell, Report};
use serde_json::Value;

use super::*;
use crate::reports::samples::{cell, crowded, quiet, second_edition};

fn records(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .expect("Excel knows it for UTF-8");
    let mut reader = ReaderBuilder::new().has_headers(false).from_reader(text);
    let record = |record: Result<::csv::StringRecord, _>| record.unwrap().iter().map(str::to_owned).collect();
    reader.records().map(record).collect()
}

fn both(earlier: &Report, later: &Report) -> Vec<Vec<String>> {
    let (first, second) = (Imprint::default(), second_edition());
    let issued = [
        Issued {
            report: later,
            imprint: &second,
        },
        Issued {
            report: earlier,
            imprint: &first,
        },
    ];
    records(&years_csv(&issued).unwrap())
}

#[test]
fn every_figure_of_every_year_has_its_line_the_earliest_year_first() {
    let (earlier, later) = (crowded(), quiet());
    let lines = both(&earlier, &later);
    assert_eq!(lines.len(), 1 + 2 * 200);
    let of = |year: &str, name: &str| {
        let found = lines.iter().find(|line| line[0] == year && line[5] == name);
        found.unwrap().clone()
    };
    assert_eq!(lines[1][0], "2023");
    let fees = of("2023", "table2.fees_wan_yuan");
    assert_eq!(
        fees[6..9],
        [
            "表二“行政事业性收费·本年收费金额（单位：万元）”",
            "万元",
            "59237.2449"
        ]
    );
    let blank = of("2023", "table4.reconsideration.other");
    assert_eq!(blank[7..9], ["件", ""], "blank is not zero");
    let noted = of("2023", "table2.normative_documents.made");
    assert_eq!(noted[9], "其中修订16件");
    let second = of("2024", "table3.new.total");
    assert_eq!((second[2].as_str(), second[8].as_str()), ("2021", "0"));
    let imprint = second_edition();
    assert_eq!(second[3], imprint.edition.to_string());
    assert_eq!(second[4], imprint.published_on.unwrap().to_string());
}

#[test]
fn no_text_of_a_report_becomes_a_formula_or_a_cell_of_its_own() {
    let mut report = quiet();
    report.organ = "=cmd|' /C calc'!A0,\"乙\"".into();
    report.tables.set_note(cell("table2.licences"), "\n+SUM(1,2);=1");
    let bytes = csv(&report, &Imprint::default()).unwrap();
    let lines = records(&bytes);
    assert!(lines.iter().all(|line| line.len() == lines[0].len()));
    assert!(lines[1..].iter().all(|line| line[1].starts_with("'=cmd|")));
    let noted = lines.iter().find(|line| line[5] == "table2.licences").unwrap();
    assert_eq!(noted[9], "'\n+SUM(1,2);=1");
    let text = String::from_utf8(bytes).unwrap();
    assert!(
        text.contains("\r\n2024,\"'=cmd|"),
        "text is quoted whatever stands in it"
    );
}

#[test]
fn the_json_of_all_years_says_what_each_of_its_fields_is() {
    let (earlier, later) = (crowded(), quiet());
    let imprint = second_edition();
    let issued = [&later, &earlier].map(|report| Issued {
        report,
        imprint: &imprint,
    });
    let data: Value = serde_json::from_slice(&years_json(&issued).unwrap()).unwrap();
    assert_eq!(data["organ"], later.organ, "its latest name");
    let years = data["years"].as_array().unwrap();
    assert_eq!(
        (&years[0]["year"], &years[1]["year"]),
        (&2023.into(), &2024.into())
    );
    let fields = data["fields"].as_array().unwrap();
    for (year, report) in years.iter().zip([&earlier, &later]) {
        for (name, value) in year["values"].as_object().unwrap() {
            assert!(fields.iter().any(|field| field["field"] == *name), "{name}");
            let number = report.tables.get(Cell::from_name(name).unwrap());
            assert_eq!(
                value.as_f64().map(|number| number.to_string()),
                number.map(|number| number.normalize().to_string())
            );
        }
    }
    assert_eq!(
        years[0]["notes"]["table2.normative_documents.made"],
        "其中修订16件"
    );
    assert_eq!(years[1]["correction"], imprint.correction.unwrap());
}

#[test]
fn the_dictionary_is_the_same_in_both_forms_and_tells_the_columns() {
    let dictionary: Value = serde_json::from_slice(&fields_json().unwrap()).unwrap();
    let lines = records(&fields_csv().unwrap());
    let fields = dictionary["fields"].as_array().unwrap();
    assert_eq!((lines.len() - 1, fields.len()), (229, 229));
    for (line, field) in lines[1..].iter().zip(fields) {
        assert_eq!(
            *line,
            [&field["field"], &field["description"], &field["unit"]].map(|text| text.as_str().unwrap())
        );
    }
    let columns: Vec<&str> = dictionary["csv_columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|column| column["column"].as_str().unwrap())
        .collect();
    assert_eq!(columns, both(&quiet(), &quiet())[0]);
}
