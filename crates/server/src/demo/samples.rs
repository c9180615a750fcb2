//! The demonstration's files, inside the program.

use anyhow::Context;
use jiff::civil::Date;
use law::organs::Guide;
use serde::Deserialize;

/// The organ's real 2024 report, as it was published.
pub const REPORT: &str = include_str!("../../../../examples/mengjin/annual-report-2024.txt");
pub const REPORT_NAME: &str = "annual-report-2024.txt";

/// A report that is none, of any other year.
const SAMPLE_REPORT: &str = include_str!("../../../../examples/mengjin/annual-report-sample.txt");

/// The report of a year, with figures that follow from it and tally.
pub fn report_of(year: i16) -> String {
    let (round, unusual) = (year.rem_euclid(7), year.rem_euclid(3));
    let (granted, partly, internal, not_held) = (9 + round, 2 + unusual, 1 + unusual, 3 + round / 2);
    let persons = granted + partly + internal + not_held;
    let figures = [
        ("{year}", year),
        ("{docs}", 40 + 3 * round),
        ("{policies}", 6 + round),
        ("{trainings}", 2 + unusual),
        ("{t}", persons + 2),
        ("{n}", persons),
        ("{gt}", granted + 2),
        ("{g}", granted),
        ("{p}", partly),
        ("{i}", internal),
        ("{u}", not_held),
    ];
    let fill = |text: String, (mark, figure): (&str, i16)| text.replace(mark, &figure.to_string());
    figures.into_iter().fold(SAMPLE_REPORT.to_owned(), fill)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organ {
    pub code: String,
    pub name: String,
    pub level: String,
    pub site_name: String,
    pub guide: Guide,
    pub columns: Vec<Column>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    pub slug: String,
    pub name: String,
    pub kind: String,
    pub parent: Option<String>,
    #[serde(default)]
    pub description: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Samples {
    pub password: String,
    pub cases: office::cases::CaseSettings,
    pub people: Vec<Person>,
    pub documents: Vec<Document>,
    pub drafts: Vec<Document>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub login: String,
    pub name: String,
    pub roles: Vec<law::staff::Role>,
    #[serde(default)]
    pub mail: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    pub column: String,
    pub title: String,
    pub category: String,
    #[serde(default)]
    pub subject: String,
    #[serde(default)]
    pub summary: String,
    #[serde(default)]
    pub number: String,
    #[serde(default)]
    pub validity: String,
    #[serde(default)]
    pub days: Vec<Date>,
    /// How many working days before the day of loading it goes out instead: what never ages.
    #[serde(default)]
    pub ago: Vec<u16>,
    #[serde(default)]
    pub attachment: bool,
    /// What the attachment lists.
    #[serde(default)]
    pub table: Vec<Vec<String>>,
    #[serde(default)]
    pub is_reviewed: bool,
    pub body: String,
}

pub fn organ() -> anyhow::Result<Organ> {
    toml::from_str(include_str!("../../../../examples/mengjin/organ.toml"))
        .context("examples/mengjin/organ.toml")
}

pub fn samples() -> anyhow::Result<Samples> {
    toml::from_str(include_str!("../../../../examples/mengjin/samples.toml"))
        .context("examples/mengjin/samples.toml")
}

#[cfg(test)]
mod tests {
    use law::reports::Level;

    use super::*;

    #[test]
    fn the_report_of_any_year_is_read_whole_and_tallies() {
        for year in 2021..2035 {
            let reading = paper::reports::read(report_of(year).as_bytes(), "report.txt").unwrap();
            assert_eq!(reading.report.year, year);
            let findings = reading.check(&law::reports::Context::default());
            let errors = findings.iter().filter(|finding| finding.level() == Level::Error);
            let errors: Vec<String> = errors.map(|finding| format!("{finding:?}")).collect();
            assert!(errors.is_empty(), "{year}: {errors:#?}");
        }
    }
}
