//! The report as JSON for other programs: law's own form with its schema named, and the edition it is.

use law::reports::{Format, Report, Unread};
use serde::Serialize;

use super::Imprint;
use crate::PaperError;

/// The JSON Schema (draft 2020-12) of what [`json`] writes.
pub const SCHEMA: &str = include_str!("report.schema.json");

/// Where a report's JSON says its schema is: beside it, as the site serves both under `/reports/`.
const SCHEMA_BESIDE: &str = "schema.json";

#[derive(Serialize)]
struct Published<'a> {
    /// The schema describes today's format alone.
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    schema: Option<&'static str>,
    #[serde(flatten)]
    report: &'a Report,
    unread: &'a [Unread],
    #[serde(skip_serializing_if = "Option::is_none")]
    imprint: Option<Issue<'a>>,
}

#[derive(Serialize)]
struct Issue<'a> {
    edition: u32,
    published_on: Option<String>,
    correction: Option<&'a str>,
}

/// The report as JSON, indented for those who look at it, in the order the format prints.
pub fn json(report: &Report, imprint: &Imprint) -> Result<Vec<u8>, PaperError> {
    let published = Published {
        schema: (report.format == Format::Of2021).then_some(SCHEMA_BESIDE),
        report,
        unread: &[],
        imprint: (imprint.edition > 0).then(|| Issue {
            edition: imprint.edition,
            published_on: imprint.published_on.map(|date| date.to_string()),
            correction: imprint.correction.as_deref(),
        }),
    };
    let mut written = serde_json::to_vec_pretty(&published).map_err(|error| PaperError::Writing {
        format: "JSON",
        reason: error.to_string(),
    })?;
    written.push(b'\n');
    Ok(written)
}

#[cfg(test)]
mod tests;
