//! Two published years figure by figure, for readers: what each says, the difference, and what can't be compared and why.
//! The two editions of one report, and the prose, are `compare`'s.

use crate::codes::TableThreeRow;

use super::compare::{cells_of, in_common};
use super::conversion::counted_by_both;
use super::{Cell, CellChange, Report, Tables, Unlike};

/// Two reports beside each other, `before` first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideBySide {
    /// Every figure of either, in print order, whether it changed or not; of two formats those that both count.
    pub figures: Vec<CellChange>,
    /// What keeps figures from being compared, or makes the comparison say less: sentences in Chinese.
    pub cautions: Vec<String>,
    /// What only one of two formats counts; nothing where both reports are of one.
    pub unlike: Vec<Unlike>,
}

/// Puts two reports beside each other. What two formats have in common is `compare`'s to say.
pub fn side_by_side(before: &Report, after: &Report) -> SideBySide {
    let (old, new, unlike) = in_common(before, after);
    let has_merged = old.has_merged_otherwise() || new.has_merged_otherwise();
    let mut cells = cells_of(&old, &new);
    cells.extend(printed_by(before, after));
    cells.sort_unstable();
    cells.dedup();
    let figures: Vec<CellChange> = cells
        .into_iter()
        .map(|cell| figure(&old, &new, cell))
        // What neither has is no figure: the three parts of 其他处理 where both print the single row.
        .filter(|figure| !(has_merged && is_part_of_otherwise(figure.cell) && figure.is_blank()))
        .collect();
    let cautions = [
        other_organ(before, after),
        far_apart(before, after),
        archives(before, after),
        other_format(before, after),
    ];
    let cautions = cautions.into_iter().flatten();
    let cautions = cautions
        .chain(single_row(before, after))
        .chain(without_number(&figures, has_merged));
    SideBySide {
        cautions: cautions.collect(),
        figures,
        unlike,
    }
}

/// What stands there for both, filled in or not.
fn printed_by(before: &Report, after: &Report) -> Vec<Cell> {
    if before.format == after.format {
        before.format.cells()
    } else if before.format.has_tables() && after.format.has_tables() {
        counted_by_both()
    } else {
        Vec::new()
    }
}

/// A cell of both; the single row of 其他处理 against the sum of the three.
fn figure(before: &Tables, after: &Tables, cell: Cell) -> CellChange {
    let of = |tables: &Tables| match cell {
        Cell::Three(TableThreeRow::OtherwiseMerged, kind) => tables.otherwise(kind),
        _ => tables.get(cell),
    };
    CellChange::of(cell, of(before), of(after))
}

impl CellChange {
    /// Whether neither of the two holds a number.
    pub const fn is_blank(&self) -> bool {
        self.before.is_none() && self.after.is_none()
    }

    /// Whether both hold 0.
    pub fn is_zero(&self) -> bool {
        let is_zero = |number: rust_decimal::Decimal| number.is_zero();
        self.before.is_some_and(is_zero) && self.after.is_some_and(is_zero)
    }
}

const fn is_part_of_otherwise(cell: Cell) -> bool {
    matches!(
        cell,
        Cell::Three(
            TableThreeRow::OtherwiseUncorrected
                | TableThreeRow::OtherwiseUnpaid
                | TableThreeRow::OtherwiseOther,
            _
        )
    )
}

fn other_organ(before: &Report, after: &Report) -> Option<String> {
    (before.organ != after.organ).then(|| {
        format!(
            "两个年度报告的机关名称不同：{} 年是“{}”，{} 年是“{}”，职能和统计范围可能有变化。",
            before.year, before.organ, after.year, after.organ
        )
    })
}

fn far_apart(before: &Report, after: &Report) -> Option<String> {
    let years = before.year.abs_diff(after.year);
    (years > 1).then(|| format!("两个年度相隔 {years} 年，增减不是一年之间的变化。"))
}

/// Archive editions, whose figures nobody set side by side.
fn archives(before: &Report, after: &Report) -> Option<String> {
    let archives = [before, after]
        .into_iter()
        .filter(|report| !report.format.has_tables());
    let years: Vec<String> = archives.map(|report| format!("{} 年", report.year)).collect();
    (!years.is_empty()).then(|| format!("{}的报告是存档版，没有统一的表格，不能比较。", years.join("、")))
}

/// Which of the two is of which format, where both have tables.
fn other_format(before: &Report, after: &Report) -> Option<String> {
    let of = |report: &Report| {
        let source = report.format.source()?;
        Some(format!(
            "{} 年的报告用{}（{source}）",
            report.year,
            report.format.label()
        ))
    };
    let (first, second) = of(before).zip(of(after))?;
    (before.format != after.format)
        .then(|| format!("{first}，{second}，只比较两种格式都统计的数字；“（六）其他处理”按一行比较。"))
}

/// Whose report has the single row, where only one has.
fn single_row(before: &Report, after: &Report) -> Option<String> {
    let [first, second] = [before, after].map(|report| report.tables.has_merged_otherwise());
    let report = if first { before } else { after };
    // Two formats differ in it always, and say so themselves.
    (first != second && before.format == after.format).then(|| {
        format!(
            "{} 年的报告把“（六）其他处理”合为一行，与另一年度三项之和比较，三个分项不能比较。",
            report.year
        )
    })
}

/// How many figures stand in one of the two alone. What the single row explains is told there.
fn without_number(figures: &[CellChange], has_merged: bool) -> Option<String> {
    let is_one_sided = |figure: &&CellChange| {
        figure.before.is_some() != figure.after.is_some()
            && !(has_merged && is_part_of_otherwise(figure.cell))
    };
    let count = figures.iter().filter(is_one_sided).count();
    (count > 0).then(|| format!("有 {count} 项数字只有一个年度填写，不能比较，表中写“未填”。"))
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::codes::ApplicantKind;
    use crate::reports::{Format, Table2, Table2Of2019};

    const NEW: Cell = Cell::Three(TableThreeRow::New, ApplicantKind::Total);
    const LICENCES: Cell = Cell::Two(Table2::Licences);
    const FEES: Cell = Cell::Two(Table2::FeesWanYuan);

    fn report(year: i16, numbers: &[(Cell, Decimal)]) -> Report {
        let mut report = Report {
            organ: "清河县水利局".into(),
            year,
            tables: Tables::zeros(),
            ..Report::default()
        };
        for (cell, number) in numbers {
            report.tables.set(*cell, *number);
        }
        report
    }

    fn of(found: &SideBySide, cell: Cell) -> &CellChange {
        found.figures.iter().find(|figure| figure.cell == cell).unwrap()
    }

    #[test]
    fn every_figure_stands_there_with_difference_and_share_changed_or_not() {
        let before = report(2022, &[(NEW, 75.into()), (FEES, Decimal::new(24_252_311_082, 6))]);
        let after = report(2023, &[(NEW, 81.into()), (FEES, Decimal::new(5_949_088_667, 6))]);
        let found = side_by_side(&before, &after);
        assert_eq!(found.figures.len(), 200);
        assert!(found.cautions.is_empty(), "{:?}", found.cautions);
        let new = of(&found, NEW);
        assert_eq!((new.difference, new.percent), (Some(6.into()), Some(8.into())));
        let fees = of(&found, FEES);
        assert_eq!(fees.difference, Some(Decimal::new(-18_303_222_415, 6)));
        assert_eq!(fees.percent, Some(Decimal::new(-755, 1)));
        assert!(of(&found, LICENCES).is_zero());
        assert_eq!(of(&found, LICENCES).percent, None, "nothing is a share of 0");
    }

    #[test]
    fn what_keeps_two_years_from_being_compared_is_said() {
        let mut before = report(2021, &[]);
        before.tables.clear(LICENCES);
        let mut after = report(2023, &[]);
        after.organ = "清河县水务局".into();
        let found = side_by_side(&before, &after);
        assert_eq!(of(&found, LICENCES).difference, None);
        let told = found.cautions.join("");
        for said in ["机关名称不同", "相隔 2 年", "有 1 项数字只有一个年度填写"] {
            assert!(told.contains(said), "{said}: {told}");
        }
    }

    #[test]
    fn the_single_row_of_otherwise_is_compared_with_the_sum_of_its_three() {
        let row = |row| Cell::Three(row, ApplicantKind::Total);
        let merged = row(TableThreeRow::OtherwiseMerged);
        let mut before = report(2022, &[(merged, 5.into())]);
        for part in [
            TableThreeRow::OtherwiseUncorrected,
            TableThreeRow::OtherwiseUnpaid,
            TableThreeRow::OtherwiseOther,
        ] {
            for kind in ApplicantKind::ALL {
                before.tables.clear(Cell::Three(part, *kind));
            }
        }
        let after = report(
            2023,
            &[
                (row(TableThreeRow::OtherwiseUnpaid), 2.into()),
                (row(TableThreeRow::OtherwiseOther), 6.into()),
            ],
        );
        let found = side_by_side(&before, &after);
        let figure = of(&found, merged);
        assert_eq!((figure.before, figure.after), (Some(5.into()), Some(8.into())));
        assert_eq!(of(&found, row(TableThreeRow::OtherwiseOther)).difference, None);
        assert_eq!(found.cautions.len(), 1, "{:?}", found.cautions);
        assert!(found.cautions[0].contains("2022 年的报告把“（六）其他处理”合为一行"));
        let both = side_by_side(&before, &before);
        assert!(
            both.figures
                .iter()
                .all(|figure| !is_part_of_otherwise(figure.cell))
        );
    }

    #[test]
    fn years_of_two_formats_stand_side_by_side_by_what_both_count_and_the_rest_is_named() {
        let row = |row| Cell::Three(row, ApplicantKind::Total);
        let mut before = report(2020, &[]);
        before.format = Format::Of2019;
        before.tables = Tables::zeros_of(Format::Of2019);
        before
            .tables
            .set(Cell::TwoOf2019(Table2Of2019::LicencesDecided), 2_000);
        before.tables.set(row(TableThreeRow::OtherwiseMerged), 5);
        let mut after = report(2021, &[(LICENCES, 2_293.into()), (FEES, 7.into())]);
        after.tables.set(row(TableThreeRow::OtherwiseUnpaid), 6);
        after.tables.clear(NEW);
        let found = side_by_side(&before, &after);
        // Five of table two, 23 rows of seven, fifteen of table four.
        assert_eq!(found.figures.len(), 5 + 23 * 7 + 15);
        assert_eq!(of(&found, LICENCES).difference, Some(293.into()));
        let merged = of(&found, row(TableThreeRow::OtherwiseMerged));
        assert_eq!((merged.before, merged.after), (Some(5.into()), Some(6.into())));
        assert_eq!(
            (of(&found, NEW).before, of(&found, NEW).after),
            (Some(0.into()), None)
        );
        let told = found.cautions.join("");
        for said in [
            "2020 年的报告用2019 年格式",
            "按一行比较",
            "有 1 项数字只有一个年度填写",
        ] {
            assert!(told.contains(said), "{said}: {told}");
        }
        assert!(!told.contains("合为一行"), "{told}");
        let is_named = |what: &str| found.unlike.iter().any(|one| one.what.contains(what));
        assert!(is_named("收费金额") && is_named("采购总金额"));
        let changed = crate::reports::compare(&before, &after);
        assert_eq!(
            changed.unlike, found.unlike,
            "one rule for the desk and the public"
        );
    }

    #[test]
    fn an_archive_edition_is_compared_with_nothing() {
        let mut before = report(2018, &[]);
        before.format = Format::Archive;
        before.tables = Tables::default();
        let found = side_by_side(&before, &report(2019, &[]));
        assert_eq!((found.figures, found.unlike), (Vec::new(), Vec::new()));
        assert_eq!(
            found.cautions,
            ["2018 年的报告是存档版，没有统一的表格，不能比较。"]
        );
    }
}
