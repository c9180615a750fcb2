//! The demonstration's files, inside the program.

use anyhow::Context;
use jiff::civil::Date;
use law::organs::Guide;
use serde::Deserialize;

/// The organ's real 2024 report, as it was published.
pub const REPORT: &str = include_str!("../../../../examples/mengjin/annual-report-2024.txt");
pub const REPORT_NAME: &str = "annual-report-2024.txt";

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
    #[serde(default)]
    pub attachment: bool,
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
