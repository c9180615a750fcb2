//! The demonstration's files, inside the program.

use anyhow::Context;
use jiff::civil::Date;
use law::organs::Guide;
use serde::Deserialize;

/// The organ's real 2024 report, as it was published.
pub const REPORT: &str = include_str!("../../../../examples/mengjin/annual-report-2024.txt");
pub const REPORT_NAME: &str = "annual-report-2024.txt";

/// The day the organ published it, on its own site.
pub const REPORT_OUT: Date = Date::constant(2025, 1, 20);
pub const REPORT_OUT_WHY: &str = "本机关原在别处公布的日期；演示数据装入时照此登记";

/// Reports that are none. Each has figures and a text of its own, and what one carries forward and keeps in force the next
/// begins with; the last of them, and the real one, carry nothing.
const SAMPLE_REPORTS: [&str; 5] = [
    include_str!("../../../../examples/mengjin/annual-report-sample-0.txt"),
    include_str!("../../../../examples/mengjin/annual-report-sample-1.txt"),
    include_str!("../../../../examples/mengjin/annual-report-sample-2.txt"),
    include_str!("../../../../examples/mengjin/annual-report-sample-3.txt"),
    include_str!("../../../../examples/mengjin/annual-report-sample-4.txt"),
];

/// The report of a year other than the real one's.
pub fn report_of(year: i16) -> String {
    let place = usize::try_from(year.rem_euclid(5)).unwrap_or_default();
    let sample = SAMPLE_REPORTS.get(place).copied().unwrap_or_default();
    let next = (year + 1).to_string();
    sample
        .replace("{year}", &year.to_string())
        .replace("{next}", &next)
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
    #[serde(default)]
    pub halls: Vec<Hall>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hall {
    pub name: String,
    pub address: String,
    pub way_there: String,
    pub phone: String,
    pub windows: Vec<String>,
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
    /// What the attachment lists: the first table when the document goes out for the first time, and so on.
    #[serde(default)]
    pub tables: Vec<Vec<Vec<String>>>,
    /// A draft that was handed over to review.
    #[serde(default)]
    pub is_submitted: bool,
    /// A draft that has passed its second level.
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
    use law::reports::{Context, Format, Report};

    use super::*;

    fn read(text: &str) -> law::reports::Reading {
        paper::reports::read(text.as_bytes(), "report.txt").unwrap()
    }

    /// What the demonstration publishes for a year.
    fn published(year: i16) -> Report {
        if year == 2024 {
            return read(REPORT).report;
        }
        read(&report_of(year)).report
    }

    #[test]
    fn the_checker_finds_nothing_in_the_report_of_any_year_beside_the_year_before() {
        for year in 2021..2036 {
            let report = published(year);
            assert_eq!((report.year, report.format), (year, Format::Of2021));
            let before = published(year - 1);
            let context = Context::of_file(&report, (year > 2021).then_some(&before), None);
            assert_eq!(report.check(&context), [], "{year}");
        }
    }

    #[test]
    fn the_samples_of_five_years_have_figures_in_every_table_and_no_two_the_same_text() {
        for year in [2021, 2022, 2023, 2025] {
            let tables = published(year).tables;
            let filled = tables.numbers().filter(|(_, number)| !number.is_zero());
            let sections: std::collections::BTreeSet<usize> =
                filled.map(|(cell, _)| cell.section()).collect();
            assert_eq!(sections, [2, 3, 4].into(), "{year}");
        }
        let texts: std::collections::BTreeSet<String> = (2025..2030)
            .map(|year| published(year).sections.get(5).to_owned())
            .collect();
        assert_eq!(texts.len(), 5);
    }

    #[test]
    fn each_attachment_lists_something_each_time_it_goes_out() {
        for document in samples().unwrap().documents.iter().filter(|one| one.attachment) {
            let times = document.days.len() + document.ago.len();
            assert_eq!(document.tables.len(), times, "{}", document.title);
            assert!(
                document.tables.iter().all(|table| table.len() > 2),
                "{}",
                document.title
            );
        }
    }
}
