//! Cell by cell: blank, negative, not whole; and remarks beside numbers. A row that older reports print as one
//! (（六）其他处理) leaves its three blank without being wrong.

use rust_decimal::Decimal;

use super::examples::{NEW, reconsideration};
use super::finding::{labels, plain};
use super::tallies::{Demand, demands};
use super::{Cell, Check, Example, Finding, Report, Rule, Step, Table2, Tables};
use crate::codes::{TableThreeRow, Verdict};

pub(super) const CELLS: Rule = Rule {
    says: "每个单元格都填有数字：不为空，不是负数，除收费金额外是整数。没有发生的填 0（用“/”“—”“无”表示的按 0 识别，只作提示）；同行或者同列的合计表明不是 0 的，按合计填写。",
    examples: &[
        Example {
            right: &[],
            wrong: &[Step::Blank(reconsideration(Verdict::Pending))],
        },
        Example {
            right: &[Step::Received(26)],
            wrong: &[Step::Received(26), Step::Blank(NEW)],
        },
        Example {
            right: &[Step::Amount(Cell::Two(Table2::FeesWanYuan), "15.5")],
            wrong: &[Step::Amount(Cell::Two(Table2::Licences), "15.5")],
        },
        Example {
            right: &[],
            wrong: &[Step::Unread("约20")],
        },
        Example {
            right: &[],
            wrong: &[Step::Strokes("/", 150)],
        },
    ],
};

pub(super) const NOTES: Rule = Rule {
    says: "单元格只填数字；数字旁的附注不计入统计，照印。",
    examples: &[Example {
        right: &[],
        wrong: &[Step::Note(Cell::Two(Table2::NormativeMade), "其中修订16件")],
    }],
};

/// The checks `cells` and `cells.notes`.
pub(super) fn check(report: &Report, told: &[Cell]) -> Vec<Finding> {
    let tables = &report.tables;
    let mut findings = Vec::new();
    findings.extend(blank(report, told));
    findings.extend(
        tables
            .numbers()
            .filter_map(|(cell, number)| malformed(cell, number)),
    );
    let remarks = tables.notes().filter(|(cell, note)| !cell.is_unit(note));
    findings.extend(remarks.map(|(cell, note)| noted(tables, cell, note)));
    findings
}

/// Blank cells: those where nothing happened in one finding, since they usually stand together, and those of which the
/// sums say that they are not all 0. A cell that holds something that can't be read is none.
fn blank(report: &Report, told: &[Cell]) -> Vec<Finding> {
    let tables = &report.tables;
    let is_merged = tables.has_merged_otherwise();
    let is_excused = |cell: &Cell| {
        let of_three = matches!(
            cell,
            Cell::Three(
                TableThreeRow::OtherwiseUncorrected
                    | TableThreeRow::OtherwiseUnpaid
                    | TableThreeRow::OtherwiseOther,
                _
            )
        );
        is_merged && of_three
    };
    let blanks: Vec<Cell> = report
        .format
        .cells()
        .into_iter()
        .filter(|cell| tables.get(*cell).is_none() && !is_excused(cell) && !told.contains(cell))
        .collect();
    let mut demands = demands(tables, told);
    demands.retain(|demand| demand.blanks.iter().all(|cell| blanks.contains(cell)));
    let is_demanded = |cell: &Cell| demands.iter().any(|demand| demand.blanks.contains(cell));
    let (demanded, zeros): (Vec<Cell>, Vec<Cell>) = blanks.into_iter().partition(is_demanded);
    let mut findings: Vec<Finding> = not_zero(&demanded, &demands).into_iter().collect();
    if !zeros.is_empty() {
        let message = format!(
            "有 {} 个单元格为空：{}。没有发生的请填 0。",
            zeros.len(),
            of_rows(&zeros)
        );
        findings.push(Finding {
            cells: zeros,
            ..plain(Check::Cells, message)
        });
    }
    findings
}

/// The cells by name; where many rows of table 三 are blank but for a few cells, those rows and not each of their cells.
fn of_rows(cells: &[Cell]) -> String {
    const MOST_CELLS: usize = 3;
    const MOST_ROWS: usize = 3;
    let row_of = |cell: &Cell| match cell {
        Cell::Three(row, _) => Some(*row),
        _ => None,
    };
    let count = |row: TableThreeRow| cells.iter().filter(|cell| row_of(cell) == Some(row)).count();
    let mut rows: Vec<TableThreeRow> = cells.iter().filter_map(row_of).collect();
    rows.dedup();
    rows.retain(|row| count(*row) > MOST_CELLS);
    let is_of_rows = |cell: &Cell| row_of(cell).is_some_and(|row| rows.contains(&row));
    let (of_rows, others): (Vec<Cell>, Vec<Cell>) = cells.iter().copied().partition(is_of_rows);
    let (Some(first), true) = (rows.first(), rows.len() > MOST_ROWS) else {
        return labels(cells);
    };
    let told = format!(
        "表三“{}”等 {} 行的 {} 格",
        first.full_label(),
        rows.len(),
        of_rows.len()
    );
    if others.is_empty() {
        told
    } else {
        format!("{told}，{}", labels(&others))
    }
}

/// Blank cells of which the sums say that they are not all 0, with what each sum says.
fn not_zero(cells: &[Cell], demands: &[Demand]) -> Option<Finding> {
    const SHOWN: usize = 6;
    let mut told: Vec<String> = demands.iter().take(SHOWN).map(demanded).collect();
    if demands.len() > SHOWN {
        told.push(format!("等 {} 处", demands.len()));
    }
    let message = format!(
        "有 {} 个单元格为空，但按合计不都是 0：{}。请核对后填写。",
        cells.len(),
        told.join("；")
    );
    (!cells.is_empty()).then(|| Finding {
        cells: cells.to_vec(),
        ..plain(Check::Cells, message)
    })
}

/// `表三“…”·总计，按表三“…”行的其他各格应为 3`.
fn demanded(demand: &Demand) -> String {
    let (names, place) = (labels(&demand.blanks), &demand.place);
    let count = demand.blanks.len();
    match demand.sum.map(|sum| sum.normalize()) {
        Some(sum) if sum.is_sign_negative() => {
            format!("{names}，按{place}的其他各格应为 {sum}，其他各格也有误")
        }
        Some(sum) if count == 1 => format!("{names}，按{place}的其他各格应为 {sum}"),
        Some(sum) => format!("{names}，按{place}的其他各格，这 {count} 格之和应为 {sum}"),
        None => format!("{names}，这 {count} 格都填 0 则{place}不相等"),
    }
}

fn malformed(cell: Cell, number: Decimal) -> Option<Finding> {
    let why = if number.is_sign_negative() && !number.is_zero() && !cell.may_be_negative() {
        "是负数"
    } else if !cell.is_decimal() && !number.fract().is_zero() {
        "不是整数"
    } else {
        return None;
    };
    let message = format!("{} 填的是 {number}，{why}，请核对。", cell.label());
    Some(Finding {
        cells: vec![cell],
        left: Some(number),
        ..plain(Check::Cells, message)
    })
}

fn noted(tables: &Tables, cell: Cell, note: &str) -> Finding {
    let message = format!(
        "{} 的数字旁有附注“{note}”。统计只计数字，附注保留并照印。",
        cell.label()
    );
    Finding {
        cells: vec![cell],
        left: tables.get(cell),
        ..plain(Check::CellNotes, message)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Level;
    use super::super::examples::{natural, three};
    use super::*;
    use crate::codes::ApplicantKind;

    fn report(numbers: &[(Cell, u32)], blanks: &[Cell]) -> Report {
        let mut report = Report {
            organ: "清河县水利局".into(),
            year: 2024,
            tables: Tables::zeros(),
            ..Report::default()
        };
        for (cell, number) in numbers {
            report.tables.set(*cell, *number);
        }
        for cell in blanks {
            report.tables.clear(*cell);
        }
        report
    }

    fn of_cells(report: &Report, told: &[Cell]) -> Vec<Finding> {
        let findings = check(report, told).into_iter();
        findings.filter(|finding| finding.check == Check::Cells).collect()
    }

    const CARRIED: TableThreeRow = TableThreeRow::CarriedForward;

    #[test]
    fn no_zero_is_advised_where_the_sum_of_the_row_says_another_number() {
        let firms = Cell::Three(CARRIED, ApplicantKind::Business);
        let numbers = [(natural(CARRIED), 2), (firms, 1)];
        let [finding] = &of_cells(&report(&numbers, &[three(CARRIED)]), &[])[..] else {
            panic!("one finding")
        };
        assert_eq!(
            finding.message,
            "有 1 个单元格为空，但按合计不都是 0：表三“四、结转下年度继续办理”·总计，按表三“四、结转下年度继续办理”行的其他各格应为 3。请核对后填写。"
        );
        assert_eq!(
            (finding.level(), &finding.cells[..]),
            (Level::Error, &[three(CARRIED)][..])
        );
    }

    #[test]
    fn no_zero_is_advised_where_the_sum_of_the_column_says_another_number() {
        let [granted, total] = [TableThreeRow::Granted, TableThreeRow::Total];
        let numbers = [
            (natural(TableThreeRow::New), 4),
            (natural(total), 4),
            (three(total), 4),
            (three(granted), 4),
        ];
        let told = of_cells(&report(&numbers, &[natural(granted)]), &[]);
        assert_eq!(told.len(), 1, "{told:#?}");
        for place in ["“自然人”列的其他各格应为 4", "“（一）予以公开”行的其他各格应为 4"]
        {
            assert!(told[0].message.contains(place), "{}", told[0].message);
        }
    }

    #[test]
    fn zeros_left_blank_are_advised_as_zeros_beside_others_that_are_not() {
        let repeated = TableThreeRow::NotProcessedRepeated;
        let firms = Cell::Three(CARRIED, ApplicantKind::Business);
        let blanks = [natural(CARRIED), firms, natural(repeated), three(repeated)];
        let told = of_cells(&report(&[(three(CARRIED), 3)], &blanks), &[]);
        assert_eq!(told.len(), 2, "{told:#?}");
        assert!(told[0].message.contains("这 2 格之和应为 3") && !told[0].message.contains("请填 0"));
        assert_eq!(told[1].cells, [natural(repeated), three(repeated)]);
        assert!(told[1].message.ends_with("没有发生的请填 0。"));
    }

    #[test]
    fn a_cell_that_cannot_be_read_says_nothing_of_its_neighbours() {
        let firms = Cell::Three(CARRIED, ApplicantKind::Business);
        let report = report(&[(three(CARRIED), 3)], &[natural(CARRIED), firms]);
        let told = of_cells(&report, &[natural(CARRIED)]);
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].cells, [firms]);
    }
}
