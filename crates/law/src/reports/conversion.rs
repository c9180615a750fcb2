//! What of a report in the format of 2019 stands in today's format too, and what does not: only what is counted alike is taken
//! over, so that years of both formats are compared without pretending.

use rust_decimal::Decimal;

use super::{Cell, Format, Report, Table2, Table2Of2019, Tables};
use crate::codes::{ApplicantKind, TableThreeRow};

/// A report of 2019's format in today's, and what could not be taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversion {
    pub report: Report,
    pub unlike: Vec<Unlike>,
}

/// What one format counts and the other does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unlike {
    /// The cell or row, as an official calls it.
    pub what: String,
    /// Why there is nothing to set beside it.
    pub why: &'static str,
}

/// The three rows into which （六）其他处理 was parted in 2021.
const PARTED: [TableThreeRow; 3] = [
    TableThreeRow::OtherwiseUncorrected,
    TableThreeRow::OtherwiseUnpaid,
    TableThreeRow::OtherwiseOther,
];

/// Today's cell that counts the same, or why there is none.
const fn counterpart(cell: Table2Of2019) -> Result<Table2, &'static str> {
    use Table2Of2019 as Old;
    match cell {
        Old::RegulationsMade => Ok(Table2::RegulationsMade),
        Old::NormativeMade => Ok(Table2::NormativeMade),
        Old::LicencesDecided => Ok(Table2::Licences),
        Old::PenaltiesDecided => Ok(Table2::Penalties),
        Old::CoerciveDecided => Ok(Table2::CoerciveMeasures),
        Old::RegulationsPublished | Old::NormativePublished => Err("2021 年格式不统计本年新公开数量"),
        Old::RegulationsPublic | Old::NormativePublic => {
            Err("对外公开总数量不等于现行有效件数，两种格式口径不同")
        }
        Old::LicencesBefore
        | Old::LicencesChange
        | Old::PenaltiesBefore
        | Old::PenaltiesChange
        | Old::CoerciveBefore
        | Old::CoerciveChange => Err("2021 年格式只统计处理决定数量，不统计项目数量"),
        Old::ServicesBefore | Old::ServicesChange | Old::ServicesDecided => {
            Err("2021 年格式没有其他对外管理服务事项")
        }
        Old::FeesBefore | Old::FeesChange => Err("2019 年格式统计收费项目数量，2021 年格式统计收费金额"),
        Old::ProcurementItems | Old::ProcurementAmount => Err("2021 年格式没有政府集中采购"),
    }
}

/// Why today's cell has nothing before 2021 to be set beside it.
fn without_counterpart(cell: Table2) -> Option<&'static str> {
    match cell {
        Table2::RegulationsRepealed | Table2::NormativeRepealed => Some("2019 年格式不统计废止件数"),
        Table2::RegulationsInForce | Table2::NormativeInForce => {
            Some("2019 年格式统计对外公开总数量，不统计现行有效件数")
        }
        Table2::FeesWanYuan => Some("2019 年格式统计收费项目数量，2021 年格式统计收费金额"),
        _ => None,
    }
}

/// Every cell, in today's names, that both formats count: what stands beside each other where years of both are compared.
pub(super) fn counted_by_both() -> Vec<Cell> {
    let shared = |cell| match cell {
        Cell::TwoOf2019(old) => counterpart(old).ok().map(Cell::Two),
        _ => Some(cell),
    };
    Format::Of2019.cells().into_iter().filter_map(shared).collect()
}

impl Report {
    /// The report in today's format with what it lacks there; `None` for one that is not in the format of 2019.
    pub fn converted(&self) -> Option<Conversion> {
        if self.format != Format::Of2019 {
            return None;
        }
        let (tables, mut unlike) = self.taken_over();
        unlike.push(Unlike {
            what: "表三“（六）其他处理”".to_owned(),
            why: "2019 年格式只有一行，没有分为三项，照原样保留",
        });
        Some(Conversion {
            report: Self {
                format: Format::Of2021,
                tables,
                ..self.clone()
            },
            unlike,
        })
    }

    /// The tables of 2019 in today's cells, and what has none.
    fn taken_over(&self) -> (Tables, Vec<Unlike>) {
        let mut unlike = Vec::new();
        let mut tables = Tables::default();
        for (cell, number) in self.tables.numbers() {
            let there = match cell {
                Cell::TwoOf2019(old) => counterpart(old).map(Cell::Two),
                _ => Ok(cell),
            };
            match there {
                Ok(there) => {
                    tables.set(there, number);
                    if let Some(note) = self.tables.note(cell) {
                        tables.set_note(there, note);
                    }
                }
                Err(why) => unlike.push(Unlike {
                    what: cell.label(),
                    why,
                }),
            }
        }
        unlike.extend(Table2::ALL.iter().copied().filter_map(lacking));
        (tables, unlike)
    }

    /// The tables with what both formats count, and the rest.
    pub(super) fn comparable(&self) -> (Tables, Vec<Unlike>) {
        if self.format == Format::Of2019 {
            return self.taken_over();
        }
        let mut tables = self.tables.clone();
        let mut unlike = Vec::new();
        for cell in Table2::ALL.iter().copied() {
            let Some(one) = lacking(cell) else { continue };
            unlike.push(one);
            tables.clear(Cell::Two(cell));
        }
        for kind in ApplicantKind::ALL {
            let parts = PARTED.map(|row| Cell::Three(row, *kind));
            if let Some(sum) = parts
                .iter()
                .map(|part| tables.get(*part))
                .sum::<Option<Decimal>>()
            {
                let merged = Cell::Three(TableThreeRow::OtherwiseMerged, *kind);
                tables.set(merged, tables.get(merged).unwrap_or_default() + sum);
            }
            for part in parts {
                tables.clear(part);
            }
        }
        (tables, unlike)
    }
}

fn lacking(cell: Table2) -> Option<Unlike> {
    without_counterpart(cell).map(|why| Unlike {
        what: Cell::Two(cell).label(),
        why,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::compare;

    fn former() -> Report {
        let mut former = Report {
            year: 2020,
            format: Format::Of2019,
            ..Report::default()
        };
        for (cell, number) in (0..)
            .zip(Format::Of2019.cells())
            .map(|(number, cell)| (cell, number))
        {
            former.tables.set(cell, number);
        }
        former
    }

    #[test]
    fn what_is_counted_alike_is_taken_over_and_the_rest_is_named() {
        let former = former();
        let Conversion { report, unlike } = former.converted().unwrap();
        assert_eq!(report.format, Format::Of2021);
        let old = |cell| former.tables.get(Cell::TwoOf2019(cell));
        let new = |cell| report.tables.get(Cell::Two(cell));
        assert_eq!(new(Table2::Licences), old(Table2Of2019::LicencesDecided));
        assert_eq!(new(Table2::NormativeMade), old(Table2Of2019::NormativeMade));
        assert_eq!(new(Table2::NormativeInForce), None);
        assert_eq!(new(Table2::FeesWanYuan), None);
        let three = |report: &Report| -> Vec<_> {
            report
                .tables
                .numbers()
                .filter(|(cell, _)| matches!(cell, Cell::Three(..) | Cell::Four(..)))
                .collect()
        };
        assert_eq!(three(&report), three(&former));
        // Every cell is either taken over or named.
        let named = unlike.iter().filter(|one| one.what.starts_with("表二")).count();
        let taken = report
            .tables
            .numbers()
            .filter(|(cell, _)| matches!(cell, Cell::Two(_)))
            .count();
        assert_eq!((taken, named), (5, Table2Of2019::ALL.len() - 5 + 5));
        assert_eq!(Report::default().converted(), None);
    }

    #[test]
    fn years_of_both_formats_are_compared_by_what_both_count() {
        let former = former();
        let mut later = former.converted().unwrap().report;
        later.year = 2021;
        let merged = Cell::Three(TableThreeRow::OtherwiseMerged, ApplicantKind::Total);
        let sum = later.tables.get(merged).unwrap();
        for kind in ApplicantKind::ALL {
            let number = later
                .tables
                .get(Cell::Three(TableThreeRow::OtherwiseMerged, *kind))
                .unwrap();
            later
                .tables
                .clear(Cell::Three(TableThreeRow::OtherwiseMerged, *kind));
            for (row, number) in PARTED.into_iter().zip([number, 0.into(), 0.into()]) {
                later.tables.set(Cell::Three(row, *kind), number);
            }
        }
        later.tables.set(Cell::Two(Table2::NormativeInForce), 7);
        let comparison = compare(&former, &later);
        assert_eq!(comparison.cells, []);
        assert!(
            comparison
                .unlike
                .iter()
                .any(|one| one.what.contains("现行有效件数"))
        );
        assert!(
            comparison
                .unlike
                .iter()
                .any(|one| one.what.contains("采购总金额"))
        );
        later.tables.set(
            Cell::Three(TableThreeRow::OtherwiseOther, ApplicantKind::Total),
            1,
        );
        let changed = compare(&former, &later).cells;
        assert_eq!(changed.len(), 1);
        assert_eq!(
            (changed[0].cell, changed[0].after),
            (merged, Some(sum + Decimal::ONE))
        );
        assert_eq!(compare(&later, &later).unlike, []);
    }
}
