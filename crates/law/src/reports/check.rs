//! All checks of a report in one list: tallies, cells, prose, fees, labels.

use super::finding::plain;
use super::{
    Cell, Check, Context, Finding, Format, Reading, Report, cells, counted, fees, former, identity,
    improvement, notices, numbers, overall, prose, publication, table_two, tallies, years,
};

impl Report {
    /// Everything that does not hold, errors before warnings, in print order otherwise.
    pub fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        self.check_beside(context, &[])
    }

    /// The same, where a file's reader has told of some cells already that they could not be read.
    fn check_beside(&self, context: &Context<'_>, told: &[Cell]) -> Vec<Finding> {
        let mut findings = match self.format {
            Format::Archive => Vec::new(),
            Format::Of2019 => former::check(self, context, told),
            Format::Of2021 => self.check_todays(context, told),
        };
        findings.sort_by_key(Finding::level);
        findings
    }

    fn check_todays(&self, context: &Context<'_>, told: &[Cell]) -> Vec<Finding> {
        let mut findings = years::check(self, context);
        findings.extend(tallies::check(self, context));
        findings.extend(table_two::check(self, context));
        findings.extend(notices::check(self, context));
        findings.extend(cells::check(self, told));
        findings.extend(fees::check(self, context));
        findings.extend(prose::check(self, context));
        findings.extend(improvement::check(self));
        findings.extend(numbers::check(self));
        findings.extend(numbers::finished::check(self));
        findings.extend(identity::check(self));
        findings.extend(overall::check(self, context));
        findings.extend(counted::check(self, context));
        findings.extend(publication::check(self, context));
        findings
    }
}

impl Reading {
    /// The report's findings, and what its file printed wrongly or could not be read.
    pub fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let unread = self.unread.iter().map(|unread| {
            let check = if unread.is_of_file() {
                Check::FileRest
            } else {
                Check::Cells
            };
            Finding {
                cells: unread.cells.clone(),
                ..plain(check, unread.sentence())
            }
        });
        let slips = self.slips.iter().map(|slip| {
            // Cells are filled, though not as they should be: that stops nothing.
            if slip.is_zero() {
                plain(Check::Cells, slip.sentence()).unsure()
            } else {
                plain(Check::Labels, slip.sentence())
            }
        });
        let told: Vec<Cell> = self
            .unread
            .iter()
            .flat_map(|unread| unread.cells.clone())
            .collect();
        let of_report = self.report.check_beside(context, &told);
        let mut findings: Vec<Finding> = unread.chain(of_report).chain(slips).collect();
        findings.sort_by_key(Finding::level);
        findings
    }
}
