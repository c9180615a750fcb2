//! Reports as data for spreadsheets and programs: the figures of one year or of all, each under its stable name with its
//! label and unit, and the list of those names. Figures are law's; the prose stays in the report's own JSON.

mod cells;
mod csv;
mod json;

use law::reports::Report;

use super::Imprint;

pub(crate) use self::csv::plain_csv;
pub use self::csv::{csv, fields_csv, years_csv};
pub use self::json::{fields_json, years_json};

/// A published report with what its edition says of itself.
#[derive(Clone, Copy, Debug)]
pub struct Issued<'a> {
    pub report: &'a Report,
    pub imprint: &'a Imprint,
}

/// The reports by year, the earliest first.
fn by_year<'a>(issued: &[Issued<'a>]) -> Vec<Issued<'a>> {
    let mut sorted = issued.to_vec();
    sorted.sort_by_key(|one| one.report.year);
    sorted
}

#[cfg(test)]
mod tests;
