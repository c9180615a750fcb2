//! The figures of all years as one JSON object, which says itself what each field means.

use std::collections::BTreeMap;

use law::reports::{Cell, Format, Values};
use serde::Serialize;

use super::csv::COLUMNS;
use super::{Issued, by_year};
use crate::PaperError;

#[derive(Serialize)]
struct Series<'a> {
    /// What the organ is called in its latest report.
    organ: &'a str,
    fields: Vec<Explained>,
    years: Vec<Figures<'a>>,
}

#[derive(Serialize)]
struct Figures<'a> {
    year: i16,
    organ: &'a str,
    format: Format,
    edition: u32,
    published_on: Option<String>,
    correction: Option<&'a str>,
    values: Values<'a>,
    notes: BTreeMap<String, &'a str>,
}

#[derive(Serialize)]
struct Explained {
    field: String,
    description: String,
    unit: &'static str,
}

#[derive(Serialize)]
struct Dictionary {
    fields: Vec<Explained>,
    /// What the columns of the CSV hold.
    csv_columns: Vec<Column>,
}

#[derive(Serialize)]
struct Column {
    column: &'static str,
    description: &'static str,
}

/// The reports of all years, the earliest first, with the list of fields before them.
pub fn years_json(issued: &[Issued<'_>]) -> Result<Vec<u8>, PaperError> {
    let sorted = by_year(issued);
    written(&Series {
        organ: sorted.last().map_or("", |one| one.report.organ.as_str()),
        fields: fields(),
        years: sorted.iter().map(|one| year(*one)).collect(),
    })
}

fn year(one: Issued<'_>) -> Figures<'_> {
    let Issued { report, imprint } = one;
    Figures {
        year: report.year,
        organ: &report.organ,
        format: report.format,
        edition: imprint.edition,
        published_on: imprint.published_on.map(|day| day.to_string()),
        correction: imprint.correction.as_deref(),
        values: Values(report),
        notes: report
            .tables
            .notes()
            .map(|(cell, note)| (cell.name(), note))
            .collect(),
    }
}

/// Every field there may be: its name, label and unit; and the columns of the CSV.
pub fn fields_json() -> Result<Vec<u8>, PaperError> {
    let column = |(column, description)| Column { column, description };
    written(&Dictionary {
        fields: fields(),
        csv_columns: COLUMNS.into_iter().map(column).collect(),
    })
}

fn fields() -> Vec<Explained> {
    let field = |cell: Cell| Explained {
        field: cell.name(),
        description: cell.label(),
        unit: cell.unit(),
    };
    Cell::every().map(field).collect()
}

fn written(value: &impl Serialize) -> Result<Vec<u8>, PaperError> {
    let mut written = serde_json::to_vec_pretty(value).map_err(|error| PaperError::Writing {
        format: "JSON",
        reason: error.to_string(),
    })?;
    written.push(b'\n');
    Ok(written)
}
