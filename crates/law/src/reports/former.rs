//! What is checked of a report in the format of 2019 (国办公开办函〔2019〕60号): the tallies of tables 三 and 四 are the same, table 二
//! has its own. What only later notices ask for (the fee sentence, the five parts) is not asked of it.

use rust_decimal::Decimal;

use super::finding::plain;
use super::{
    Cell, Check, Context, Finding, Format, Report, Table2Of2019, Tables, cells, identity, improvement,
    numbers, prose, publication, tallies, years,
};

/// Everything that does not hold.
pub(super) fn check(report: &Report, context: &Context<'_>, told: &[Cell]) -> Vec<Finding> {
    let mut findings = years::check(report, context);
    findings.extend(tallies::check(report, context));
    if let Some(previous) =
        years::fitting(report, context).filter(|previous| previous.format == Format::Of2019)
    {
        findings.extend(before(&report.tables, &previous.tables));
        findings.extend(public(&report.tables, &previous.tables));
    }
    findings.extend(sense(&report.tables));
    findings.extend(cells::check(report, told));
    findings.extend(prose::check(report, context));
    findings.extend(improvement::check(report));
    findings.extend(numbers::check(report));
    findings.extend(identity::check(report));
    findings.extend(publication::check(report, context));
    findings
}

/// What is counted in items: its name, 上一年项目数量 and 本年增/减.
const ITEMS: [(&str, Table2Of2019, Table2Of2019); 5] = [
    (
        "行政许可",
        Table2Of2019::LicencesBefore,
        Table2Of2019::LicencesChange,
    ),
    (
        "其他对外管理服务事项",
        Table2Of2019::ServicesBefore,
        Table2Of2019::ServicesChange,
    ),
    (
        "行政处罚",
        Table2Of2019::PenaltiesBefore,
        Table2Of2019::PenaltiesChange,
    ),
    (
        "行政强制",
        Table2Of2019::CoerciveBefore,
        Table2Of2019::CoerciveChange,
    ),
    (
        "行政事业性收费",
        Table2Of2019::FeesBefore,
        Table2Of2019::FeesChange,
    ),
];

/// What is published: its name, 本年新制作, 本年新公开 and 对外公开总数.
const DOCUMENTS: [(&str, Table2Of2019, Table2Of2019, Table2Of2019); 2] = [
    (
        "规章",
        Table2Of2019::RegulationsMade,
        Table2Of2019::RegulationsPublished,
        Table2Of2019::RegulationsPublic,
    ),
    (
        "规范性文件",
        Table2Of2019::NormativeMade,
        Table2Of2019::NormativePublished,
        Table2Of2019::NormativePublic,
    ),
];

fn get(tables: &Tables, cell: Table2Of2019) -> Option<Decimal> {
    tables.get(Cell::TwoOf2019(cell))
}

fn finding(check: Check, cells: &[Table2Of2019], left: Decimal, right: Decimal, message: String) -> Finding {
    Finding {
        cells: cells.iter().map(|cell| Cell::TwoOf2019(*cell)).collect(),
        left: Some(left),
        right: Some(right),
        ..plain(check, message)
    }
}

/// 上一年项目数量 is what last year's report ends with: its own 上一年项目数量 and 本年增/减.
fn before(tables: &Tables, previous: &Tables) -> Vec<Finding> {
    let check = |(name, items, change): (&str, Table2Of2019, Table2Of2019)| {
        let (now, old, grown) = (get(tables, items)?, get(previous, items)?, get(previous, change)?);
        let due = old + grown;
        (now != due).then(|| {
            let message = format!(
                "{name}上一年项目数量 {now}，而上年报告的上一年项目数量 {old} 与本年增/减 {grown} 相加为 {due}，相差 {}，请核对。",
                (now - due).abs().normalize()
            );
            finding(Check::TwoStock, &[items], now, due, message)
        })
    };
    ITEMS.into_iter().filter_map(check).collect()
}

/// 对外公开总数量 grows by no more than what was published in the year; repeals can make it smaller.
fn public(tables: &Tables, previous: &Tables) -> Vec<Finding> {
    let check = |(name, _, published, total): (&str, Table2Of2019, Table2Of2019, Table2Of2019)| {
        let (now, new, old) = (
            get(tables, total)?,
            get(tables, published)?,
            get(previous, total)?,
        );
        let most = old + new;
        (now > most).then(|| {
            let message = format!(
                "{name}对外公开总数量 {now}，而上年对外公开总数量 {old} 加本年新公开 {new} 只有 {most}，多出 {}，请核对。",
                (now - most).normalize()
            );
            finding(Check::TwoStock, &[total, published], now, most, message)
        })
    };
    DOCUMENTS.into_iter().filter_map(check).collect()
}

/// Nothing is published that is not among all that is public, and no more is dropped than there was.
fn sense(tables: &Tables) -> Vec<Finding> {
    let documents = |(name, _, published, total): (&str, Table2Of2019, Table2Of2019, Table2Of2019)| {
        let (new, all) = (get(tables, published)?, get(tables, total)?);
        (all < new).then(|| {
            let message = format!("{name}对外公开总数量 {all} 少于本年新公开数量 {new}，请核对。");
            finding(Check::TwoSense, &[total, published], all, new, message)
        })
    };
    let items = |(name, before, change): (&str, Table2Of2019, Table2Of2019)| {
        let (had, grown) = (get(tables, before)?, get(tables, change)?);
        (had + grown < Decimal::ZERO).then(|| {
            let message = format!("{name}本年减少 {}，多于上一年项目数量 {had}，请核对。", -grown);
            finding(Check::TwoSense, &[change, before], grown, had, message)
        })
    };
    let documents = DOCUMENTS.into_iter().filter_map(documents);
    documents.chain(ITEMS.into_iter().filter_map(items)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::{ApplicantKind, TableThreeRow};

    fn report(year: i16, cells: &[(Table2Of2019, i64)]) -> Report {
        let mut report = Report {
            organ: "某局".into(),
            year,
            format: Format::Of2019,
            ..Report::default()
        };
        for cell in Format::Of2019.cells() {
            report.tables.set(cell, 0);
        }
        report.sections.set(1, "本局认真做好各项公开工作。");
        report.sections.set(5, "公开还不够及时，正在改进工作方法。");
        report.sections.set(6, "无其他需要报告的事项。");
        for (cell, number) in cells {
            report.tables.set(Cell::TwoOf2019(*cell), *number);
        }
        report
    }

    fn found(now: &Report, before: Option<&Report>) -> Vec<(Check, Option<Decimal>, Option<Decimal>)> {
        let context = Context {
            previous: before,
            ..Context::default()
        };
        let findings = now.check(&context);
        findings
            .into_iter()
            .map(|one| (one.check, one.left, one.right))
            .collect()
    }

    #[test]
    fn items_go_on_from_last_years_and_public_documents_grow_by_what_was_published() {
        let before = report(
            2019,
            &[
                (Table2Of2019::LicencesBefore, 396),
                (Table2Of2019::NormativePublic, 89),
            ],
        );
        let right = [
            (Table2Of2019::LicencesBefore, 396),
            (Table2Of2019::LicencesChange, -18),
            (Table2Of2019::NormativePublished, 77),
            (Table2Of2019::NormativePublic, 166),
        ];
        assert_eq!(found(&report(2020, &right), Some(&before)), []);
        let wrong = [
            (Table2Of2019::LicencesBefore, 400),
            (Table2Of2019::NormativePublic, 90),
        ];
        assert_eq!(
            found(&report(2020, &wrong), Some(&before)),
            [
                (Check::TwoStock, Some(400.into()), Some(396.into())),
                (Check::TwoStock, Some(90.into()), Some(89.into())),
            ]
        );
    }

    #[test]
    fn less_than_nothing_is_told() {
        let wrong = [
            (Table2Of2019::PenaltiesChange, -1),
            (Table2Of2019::NormativePublished, 3),
        ];
        assert_eq!(
            found(&report(2020, &wrong), None),
            [
                (Check::TwoSense, Some(0.into()), Some(3.into())),
                (Check::TwoSense, Some((-1).into()), Some(0.into())),
            ]
        );
    }

    #[test]
    fn the_single_row_of_other_outcomes_counts_in_the_total() {
        let mut report = report(2020, &[]);
        let kinds = [ApplicantKind::NaturalPerson, ApplicantKind::Total];
        for kind in kinds {
            report.tables.set(Cell::Three(TableThreeRow::New, kind), 20);
            report.tables.set(Cell::Three(TableThreeRow::Total, kind), 20);
            report.tables.set(Cell::Three(TableThreeRow::Granted, kind), 20);
        }
        assert_eq!(found(&report, None), []);
        for kind in kinds {
            report
                .tables
                .set(Cell::Three(TableThreeRow::OtherwiseMerged, kind), 6);
        }
        assert_eq!(
            found(&report, None),
            [(Check::ThreeOutcomes, Some(20.into()), Some(26.into())); 2]
        );
    }
}
