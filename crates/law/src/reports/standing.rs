//! Where each of the six sections stands while the report is written: missing, wrong, at odds with the tables, or done.

use rust_decimal::Decimal;

use super::explained::unexplained;
use super::finding::labels;
use super::{Cell, Check, Explanation, Finding, Level, Report, SECTION_TITLES};

/// Where a section stands; the worst of what is to be said of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionStanding {
    /// Nothing is written.
    Unwritten,
    /// So many cells of its table are blank.
    Missing(usize),
    /// So many errors.
    Wrong(usize),
    /// So many contradictions between text and table that no reason answers.
    Contradicted(usize),
    /// So many remarks; none stops it.
    Warned(usize),
    /// Its table holds nothing but zeros, as it was begun: whether that is so nobody has said.
    Zeros,
    /// The checks find nothing. Whether somebody looked at it they can't know.
    Clear,
}

impl SectionStanding {
    /// In the words of the rail.
    pub fn label(self) -> String {
        match self {
            Self::Unwritten => "未写".to_owned(),
            Self::Missing(count) => format!("{count} 格未填"),
            Self::Wrong(count) => format!("错误 {count} 处"),
            Self::Contradicted(count) => format!("文表不一致 {count} 处"),
            Self::Warned(count) => format!("提示 {count} 处"),
            Self::Zeros => "全部为 0".to_owned(),
            Self::Clear => "没有发现问题".to_owned(),
        }
    }

    /// The class of its words: `wrong`, `near`, `good`; the others are quiet.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unwritten | Self::Missing(_) => "missing",
            Self::Wrong(_) | Self::Contradicted(_) => "wrong",
            Self::Warned(_) => "near",
            Self::Zeros => "zeros",
            Self::Clear => "good",
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

    /// What the records count otherwise, apart for each table: it is told, counted and mended there. All else as it is.
    pub fn by_table(self) -> Vec<Self> {
        let mut tables: Vec<usize> = self.cells.iter().map(|cell| cell.section()).collect();
        tables.dedup();
        if self.check != Check::Records || tables.len() < 2 {
            return vec![self];
        }
        let all = labels(&self.cells);
        let of_table = |table: usize| {
            let here = self.cells.iter().copied().filter(|cell| cell.section() == table);
            let cells: Vec<Cell> = here.collect();
            let message = self.message.replacen(&all, &labels(&cells), 1);
            Self {
                cells,
                message,
                ..self.clone()
            }
        };
        tables.into_iter().map(of_table).collect()
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
    let numbers = numbers(report, number);
    let blank = numbers.iter().filter(|number| number.is_none()).count();
    if blank > 0 {
        return SectionStanding::Missing(blank);
    }
    if is_unwritten(report, number) {
        return SectionStanding::Unwritten;
    }
    let is_here = |finding: &&Finding| finding.section() == Some(number);
    let here = || findings.iter().filter(is_here);
    let errors = here().filter(|finding| finding.level() == Level::Error).count();
    let contradictions = open.iter().filter(|finding| is_here(finding)).count();
    // What was answered is no remark any more.
    let remarks = here().filter(|finding| !finding.check.is_contradiction()).count();
    let is_zero = |number: &Option<Decimal>| number.is_some_and(|number| number.is_zero());
    match (errors, contradictions, remarks) {
        (0, 0, 0) if !numbers.is_empty() && numbers.iter().all(is_zero) => SectionStanding::Zeros,
        (0, 0, 0) => SectionStanding::Clear,
        (0, 0, remarks) => SectionStanding::Warned(remarks),
        (0, contradictions, _) => SectionStanding::Contradicted(contradictions),
        (errors, ..) => SectionStanding::Wrong(errors),
    }
}

/// The numbers of a section's table, blank ones among them; none where it has no table.
fn numbers(report: &Report, number: usize) -> Vec<Option<Decimal>> {
    let cells = report.format.cells().into_iter();
    let cells = cells.filter(|cell| cell.section() == number);
    cells.map(|cell| report.tables.get(cell)).collect()
}

/// A section of prose without text; an archive edition is what was printed.
fn is_unwritten(report: &Report, number: usize) -> bool {
    report.format.has_tables()
        && numbers(report, number).is_empty()
        && !report.sections.get(number).chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::super::{Context, Counted, Format, Table2, Table2Of2019, Tables};
    use super::*;
    use crate::codes::{ApplicantKind, Route, TableThreeRow, Verdict};

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
        let codes: Vec<&str> = states(&empty, &[]).iter().map(|one| one.code()).collect();
        assert_eq!(codes, ["missing"; 6]);
        let mut begun = report();
        begun.tables.clear(Cell::Two(Table2::Licences));
        begun.sections.set(6, "——");
        let states = states(&begun, &[]);
        assert_eq!(states[1], SectionStanding::Missing(1));
        assert_eq!(states[5], SectionStanding::Unwritten);
    }

    #[test]
    fn a_table_as_it_was_begun_is_said_to_be_all_zeros_and_never_to_be_checked() {
        let begun = states(&report(), &[]);
        assert_eq!(begun[1..4], [SectionStanding::Zeros; 3]);
        let mut typed = report();
        typed.tables.set(Cell::Two(Table2::Licences), 12_u32);
        assert_eq!(states(&typed, &[])[1], SectionStanding::Clear);
        for one in [SectionStanding::Zeros, SectionStanding::Clear] {
            assert!(!one.label().contains("核对"), "nobody is known to have looked");
        }
    }

    #[test]
    fn what_the_records_count_otherwise_stands_at_each_table_it_is_in() {
        let mut counted = Counted::zeros();
        counted.add(Cell::Three(TableThreeRow::New, ApplicantKind::Business), 2);
        counted.add(Cell::Four(Route::Reconsideration, Verdict::Upheld), 1);
        let context = Context {
            counted: Some(&counted),
            ..Context::default()
        };
        let report = report();
        let found = report.check(&context).into_iter().flat_map(Finding::by_table);
        let findings: Vec<Finding> = found.collect();
        let off_record = findings.iter().filter(|one| one.check == Check::Records);
        let told: Vec<(Option<usize>, usize)> = off_record
            .clone()
            .map(|one| (one.section(), one.cells.len()))
            .collect();
        assert_eq!(told, [(Some(3), 2), (Some(4), 2)]);
        for (one, words) in off_record.zip(["表三", "表四"]) {
            let others = ["表三", "表四"].into_iter().filter(|other| *other != words);
            assert!(one.message.contains(words), "{}", one.message);
            assert!(
                others.into_iter().all(|other| !one.message.contains(other)),
                "{}",
                one.message
            );
        }
        let states = standings(&report, &findings, &[]);
        assert_eq!(states[2..4], [SectionStanding::Warned(1); 2]);
        assert_eq!(states[1], SectionStanding::Zeros);
    }

    #[test]
    fn a_section_is_filled_in_by_the_cells_of_its_own_format_and_an_archive_edition_lacks_none() {
        let mut former = report();
        former.year = 2020;
        former.format = Format::Of2019;
        former.tables = Tables::zeros_of(Format::Of2019);
        let is_missing = |report: &Report| {
            let states = states(report, &[]);
            [states[1], states[2], states[3]].map(|one| one.code() == "missing")
        };
        assert_eq!(is_missing(&former), [false; 3]);
        former.tables.clear(Cell::TwoOf2019(Table2Of2019::FeesChange));
        assert_eq!(is_missing(&former), [true, false, false]);
        let archive = Report {
            year: 2018,
            format: Format::Archive,
            ..Report::default()
        };
        assert!(states(&archive, &[]).iter().all(|one| one.code() != "missing"));
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
