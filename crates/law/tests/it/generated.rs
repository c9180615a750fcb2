//! Reports whose every tally holds, made up from random numbers.

use law::codes::{ApplicantKind, Route, TableThreeRow, Verdict};
use law::reports::{Cell, Report, Sections, Table2, Tables};
use proptest::prelude::*;
use rust_decimal::Decimal;

/// A report without a broken tally: leaves and what is carried forward are free, the sums follow.
pub fn consistent() -> impl Strategy<Value = Report> {
    let leaves = prop::collection::vec(0_u32..2000, 6 * 23);
    let verdicts = prop::collection::vec(0_u32..300, 3 * 4);
    let stocks = prop::collection::vec(0_u32..500, 9);
    (leaves, verdicts, stocks, 0_i64..1_000_000_000, 2021_i16..2040).prop_map(
        |(leaves, verdicts, stocks, fees, year)| {
            let mut tables = Tables::zeros();
            three(&mut tables, &leaves);
            four(&mut tables, &verdicts);
            two(&mut tables, &stocks, fees);
            let mut sections = Sections::default();
            sections.set(
                1,
                "（一）主动公开：通过网站公开政府信息，依申请公开渠道畅通。\n（二）监督保障：专人审核，加强检查。",
            );
            sections.set(5, "存在的主要问题是栏目更新不够及时，将加强检查并逐项整改。");
            sections.set(6, "本机关未收取信息处理费。");
            Report {
                organ: "某某市人民政府".to_owned(),
                year,
                sections,
                tables,
                ..Report::default()
            }
        },
    )
}

fn three(tables: &mut Tables, leaves: &[u32]) {
    let rows: Vec<TableThreeRow> = TableThreeRow::leaves()
        .filter(|row| *row != TableThreeRow::OtherwiseMerged)
        .collect();
    for (kind, numbers) in ApplicantKind::parts().zip(leaves.chunks(23)) {
        let mut sum = Decimal::ZERO;
        for (row, number) in rows.iter().zip(numbers) {
            let number = Decimal::from(*number);
            tables.set(Cell::Three(*row, kind), number);
            sum += number;
        }
        let carried = Decimal::from(numbers.last().copied().unwrap_or(0) % 50);
        let before = Decimal::from(numbers.first().copied().unwrap_or(0) % 40).min(sum + carried);
        tables.set(Cell::Three(TableThreeRow::Total, kind), sum);
        tables.set(Cell::Three(TableThreeRow::CarriedForward, kind), carried);
        tables.set(Cell::Three(TableThreeRow::BroughtForward, kind), before);
        tables.set(Cell::Three(TableThreeRow::New, kind), sum + carried - before);
    }
    for row in TableThreeRow::printed() {
        let sum: Decimal = ApplicantKind::parts()
            .filter_map(|kind| tables.get(Cell::Three(row, kind)))
            .sum();
        tables.set(Cell::Three(row, ApplicantKind::Total), sum);
    }
}

fn four(tables: &mut Tables, verdicts: &[u32]) {
    for (route, numbers) in Route::ALL.iter().zip(verdicts.chunks(4)) {
        for (verdict, number) in Verdict::parts().zip(numbers) {
            tables.set(Cell::Four(*route, verdict), *number);
        }
        tables.set(Cell::Four(*route, Verdict::Total), numbers.iter().sum::<u32>());
    }
}

fn two(tables: &mut Tables, stocks: &[u32], fees: i64) {
    let mut numbers = stocks.iter().copied();
    let mut next = || numbers.next().unwrap_or(0);
    for [made, repealed, in_force] in [
        [
            Table2::RegulationsMade,
            Table2::RegulationsRepealed,
            Table2::RegulationsInForce,
        ],
        [
            Table2::NormativeMade,
            Table2::NormativeRepealed,
            Table2::NormativeInForce,
        ],
    ] {
        let made_now = next();
        tables.set(Cell::Two(made), made_now);
        tables.set(Cell::Two(repealed), next());
        tables.set(Cell::Two(in_force), made_now + next());
    }
    for cell in [Table2::Licences, Table2::Penalties, Table2::CoerciveMeasures] {
        tables.set(Cell::Two(cell), next());
    }
    tables.set(Cell::Two(Table2::FeesWanYuan), Decimal::new(fees, 4));
}

/// The report of the year before that this one follows from: same carry, stocks that add up.
pub fn year_before(report: &Report) -> Report {
    let mut before = Report {
        year: report.year - 1,
        ..report.clone()
    };
    before.sections = Sections::default();
    for kind in ApplicantKind::ALL {
        let carried = report
            .tables
            .get(Cell::Three(TableThreeRow::BroughtForward, *kind))
            .unwrap_or_default();
        before
            .tables
            .set(Cell::Three(TableThreeRow::CarriedForward, *kind), carried);
    }
    for [made, repealed, in_force] in [
        [
            Table2::RegulationsMade,
            Table2::RegulationsRepealed,
            Table2::RegulationsInForce,
        ],
        [
            Table2::NormativeMade,
            Table2::NormativeRepealed,
            Table2::NormativeInForce,
        ],
    ] {
        let number = |cell| report.tables.get(Cell::Two(cell)).unwrap_or_default();
        before.tables.set(
            Cell::Two(in_force),
            number(in_force) - number(made) + number(repealed),
        );
    }
    before
}
