//! Two published years figure by figure, for readers: what each says, the difference, and what can't be compared and why.
//! The two editions of one report, and the prose, are `compare`'s.

use crate::codes::TableThreeRow;

use super::compare::cells_of;
use super::{Cell, CellChange, Report};

/// Two reports beside each other, `before` first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideBySide {
    /// Every figure of either, in print order, whether it changed or not.
    pub figures: Vec<CellChange>,
    /// What keeps figures from being compared, or makes the comparison say less: sentences in Chinese.
    pub cautions: Vec<String>,
}

/// Puts two reports beside each other.
pub fn side_by_side(before: &Report, after: &Report) -> SideBySide {
    let has_merged = before.tables.has_merged_otherwise() || after.tables.has_merged_otherwise();
    let figures: Vec<CellChange> = cells_of(before, after)
        .into_iter()
        .map(|cell| figure(before, after, cell))
        // What neither has is no figure: the three parts of 其他处理 where both print the single row.
        .filter(|figure| !(has_merged && is_part_of_otherwise(figure.cell) && figure.is_blank()))
        .collect();
    let cautions = [other_organ(before, after), far_apart(before, after)]
        .into_iter()
        .flatten()
        .chain(single_row(before, after))
        .chain(without_number(&figures, has_merged));
    SideBySide {
        cautions: cautions.collect(),
        figures,
    }
}

/// A cell of both; the single row of 其他处理 against the sum of the three.
fn figure(before: &Report, after: &Report, cell: Cell) -> CellChange {
    let of = |report: &Report| match cell {
        Cell::Three(TableThreeRow::OtherwiseMerged, kind) => report.tables.otherwise(kind),
        _ => report.tables.get(cell),
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

/// Whose report has the single row, where only one has.
fn single_row(before: &Report, after: &Report) -> Option<String> {
    let [first, second] = [before, after].map(|report| report.tables.has_merged_otherwise());
    let report = if first { before } else { after };
    (first != second).then(|| {
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
    use crate::reports::{Table2, Tables};

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
}
