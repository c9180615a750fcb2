//! Where each of the six sections stands while the report is written: missing, wrong, at odds with the tables, or done.

use super::explained::unexplained;
use super::{Cell, Check, Explanation, Finding, Level, Report, SECTION_TITLES};

/// Where a section stands; the worst of what is to be said of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionStanding {
    /// Nothing is written, or cells of its table are blank.
    Missing,
    /// So many errors.
    Wrong(usize),
    /// So many contradictions between text and table that no reason answers.
    Contradicted(usize),
    /// So many remarks; none stops it.
    Warned(usize),
    Done,
}

impl SectionStanding {
    /// In the words of the rail.
    pub fn label(self) -> String {
        match self {
            Self::Missing => "未填完".to_owned(),
            Self::Wrong(count) => format!("错误 {count} 处"),
            Self::Contradicted(count) => format!("文表不一致 {count} 处"),
            Self::Warned(count) => format!("提示 {count} 处"),
            Self::Done => "已核对".to_owned(),
        }
    }

    /// The class of its words: `wrong`, `near`, `good`, or none.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Wrong(_) | Self::Contradicted(_) => "wrong",
            Self::Warned(_) => "near",
            Self::Done => "good",
        }
    }
}

impl Finding {
    /// The section, 1 to 6, where it is mended; nothing for what concerns the report as a whole.
    pub fn section(&self) -> Option<usize> {
        self.section.or_else(|| match self.check {
            Check::FeesStated => Some(6),
            Check::TextParts | Check::TextLength | Check::TextGovernment => Some(1),
            Check::TextImprovement => Some(5),
            _ => self.cells.first().map(|cell| cell.section()),
        })
    }
}

impl Cell {
    /// The section, 2 to 4, whose table holds it.
    pub const fn section(self) -> usize {
        match self {
            Self::Two(_) | Self::TwoOf2019(_) => 2,
            Self::Three(..) => 3,
            Self::Four(..) => 4,
        }
    }
}

/// Where the six sections stand, by what the checks find and what was answered.
pub fn standings(
    report: &Report,
    findings: &[Finding],
    given: &[Explanation],
) -> [SectionStanding; SECTION_TITLES.len()] {
    let open = unexplained(findings, given);
    std::array::from_fn(|index| standing(report, index + 1, findings, &open))
}

fn standing(report: &Report, number: usize, findings: &[Finding], open: &[&Finding]) -> SectionStanding {
    if is_missing(report, number) {
        return SectionStanding::Missing;
    }
    let is_here = |finding: &&Finding| finding.section() == Some(number);
    let here = || findings.iter().filter(is_here);
    let errors = here().filter(|finding| finding.level() == Level::Error).count();
    let contradictions = open.iter().filter(|finding| is_here(finding)).count();
    // What was answered is no remark any more.
    let remarks = here().filter(|finding| !finding.check.is_contradiction()).count();
    match (errors, contradictions, remarks) {
        (0, 0, 0) => SectionStanding::Done,
        (0, 0, remarks) => SectionStanding::Warned(remarks),
        (0, contradictions, _) => SectionStanding::Contradicted(contradictions),
        (errors, ..) => SectionStanding::Wrong(errors),
    }
}

/// A section of prose without text, or one of a table with a blank cell; an archive edition is what was printed.
fn is_missing(report: &Report, number: usize) -> bool {
    if !report.format.has_tables() {
        return false;
    }
    let cells = report.format.cells().into_iter();
    let mut cells = cells.filter(|cell| cell.section() == number).peekable();
    if cells.peek().is_some() {
        cells.any(|cell| report.tables.get(cell).is_none())
    } else {
        !report.sections.get(number).chars().any(char::is_alphanumeric)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Context, Format, Table2Of2019, Tables};
    use super::*;
    use crate::codes::{ApplicantKind, TableThreeRow};

    fn report() -> Report {
        let mut report = Report {
            organ: "清河县水利局".into(),
            year: 2024,
            tables: Tables::zeros(),
            ..Report::default()
        };
        for number in [1, 5, 6] {
            report.sections.set(number, "写了文字。");
        }
        report
    }

    fn states(report: &Report, given: &[Explanation]) -> Vec<SectionStanding> {
        standings(report, &report.check(&Context::default()), given).to_vec()
    }

    #[test]
    fn a_section_without_text_and_a_table_with_a_blank_cell_are_missing() {
        let empty = Report {
            year: 2024,
            ..Report::default()
        };
        assert!(
            states(&empty, &[])
                .iter()
                .all(|one| *one == SectionStanding::Missing)
        );
        assert_eq!(states(&report(), &[])[3], SectionStanding::Done);
    }

    #[test]
    fn a_section_is_filled_in_by_the_cells_of_its_own_format_and_an_archive_edition_lacks_none() {
        let mut former = report();
        former.year = 2020;
        former.format = Format::Of2019;
        former.tables = Tables::zeros_of(Format::Of2019);
        let is_missing = |report: &Report| {
            let states = states(report, &[]);
            [states[1], states[2], states[3]].map(|one| one == SectionStanding::Missing)
        };
        assert_eq!(is_missing(&former), [false; 3]);
        former.tables.clear(Cell::TwoOf2019(Table2Of2019::FeesChange));
        assert_eq!(is_missing(&former), [true, false, false]);
        let archive = Report {
            year: 2018,
            format: Format::Archive,
            ..Report::default()
        };
        assert!(!states(&archive, &[]).contains(&SectionStanding::Missing));
    }

    #[test]
    fn a_broken_sum_stands_at_its_table_and_a_wrong_number_of_the_text_at_the_text() {
        let mut broken = report();
        broken.tables.set(
            Cell::Three(TableThreeRow::New, ApplicantKind::NaturalPerson),
            3_u32,
        );
        assert!(matches!(states(&broken, &[])[2], SectionStanding::Wrong(_)));
        let mut told = report();
        told.sections.set(1, "2024年收到政府信息公开申请12件。");
        assert_eq!(states(&told, &[])[0], SectionStanding::Contradicted(1));
        let findings = told.check(&Context::default());
        let given: Vec<Explanation> = super::super::contradictions(&findings)
            .map(|finding| Explanation {
                finding: finding.message.clone(),
                reason: "含代办的。".into(),
                by: "周敏".into(),
            })
            .collect();
        assert!(!matches!(
            states(&told, &given)[0],
            SectionStanding::Contradicted(_)
        ));
    }
}
