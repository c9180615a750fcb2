//! The years as small drawings, one for each number that the reports count: bars with their numbers on them, drawn by the
//! server, readable without a script at any width. The same numbers stand in the table of the years.

use law::codes::{ApplicantKind, Route, TableThreeRow, Verdict};
use law::reports::{Cell, Report};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A drawing is as wide as a column of three; its signs are those of the text around it.
const WIDTH: f64 = 312.0;
/// Where the bars stand, and how far they may rise: a line of text has room above and below.
const BASE: f64 = 112.0;
const RISE: f64 = 84.0;
/// A bar of a year in which nothing happened is a line.
const LEAST: f64 = 1.0;
/// Between two signs of a line and the bar below.
const GAP: f64 = 6.0;
/// The share of its year's place that a bar takes, and its greatest width.
const SHARE: f64 = 0.6;
const WIDEST: f64 = 40.0;
/// So many years stand beside each other with names that can be read.
const MOST_YEARS: usize = 8;

/// One number over the years.
pub struct Chart {
    pub name: &'static str,
    pub unit: &'static str,
    /// The same in words, for who does not see it.
    pub told: String,
    pub bars: Vec<Bar>,
    /// What is said in place of a drawing that would be empty: no year has a number above 0.
    pub empty: Option<String>,
}

/// A year in the coordinates of the drawing.
pub struct Bar {
    pub year: i16,
    /// The number, or a stroke where the report has none.
    pub number: String,
    /// The middle of the year's place.
    pub middle: String,
    pub x: String,
    pub y: String,
    pub width: String,
    pub height: String,
    /// Where the number stands.
    pub above: String,
}

/// A number of a report that is followed over the years.
pub struct Figure {
    pub name: &'static str,
    pub unit: &'static str,
    /// The section of the report that says it.
    pub section: u8,
    of: fn(&Report) -> Option<Decimal>,
}

impl Figure {
    /// The number in a report; nothing where a cell is blank.
    pub fn in_report(&self, report: &Report) -> Option<Decimal> {
        (self.of)(report)
    }
}

/// What is drawn, in the order of the report.
pub const FIGURES: [Figure; 6] = [
    Figure {
        name: "新收申请",
        unit: "件",
        section: 3,
        of: |report| total(report, TableThreeRow::New),
    },
    Figure {
        name: "予以公开",
        unit: "件，含部分公开",
        section: 3,
        of: |report| {
            let whole = total(report, TableThreeRow::Granted)?;
            Some(whole + total(report, TableThreeRow::PartlyGranted)?)
        },
    },
    Figure {
        name: "办理结果总计",
        unit: "件",
        section: 3,
        of: |report| total(report, TableThreeRow::Total),
    },
    Figure {
        name: "结转下年",
        unit: "件",
        section: 3,
        of: |report| total(report, TableThreeRow::CarriedForward),
    },
    Figure {
        name: "行政复议",
        unit: "件",
        section: 4,
        of: |report| route(report, Route::Reconsideration),
    },
    Figure {
        name: "行政诉讼",
        unit: "件",
        section: 4,
        of: |report| {
            let direct = route(report, Route::LitigationDirect)?;
            Some(direct + route(report, Route::LitigationAfterReconsideration)?)
        },
    },
];

fn total(report: &Report, row: TableThreeRow) -> Option<Decimal> {
    report.tables.get(Cell::Three(row, ApplicantKind::Total))
}

fn route(report: &Report, route: Route) -> Option<Decimal> {
    report.tables.get(Cell::Four(route, Verdict::Total))
}

/// The drawings of the latest years, the oldest first; none for fewer than two with numbers, which make no comparison.
pub fn charts(reports: &[&Report]) -> Vec<Chart> {
    let mut years: Vec<&Report> = reports.to_vec();
    years.sort_by_key(|report| std::cmp::Reverse(report.year));
    years.truncate(MOST_YEARS);
    years.reverse();
    if years.iter().filter(|report| report.format.has_tables()).count() < 2 {
        return Vec::new();
    }
    FIGURES.iter().map(|figure| drawn(figure, &years)).collect()
}

fn drawn(figure: &Figure, years: &[&Report]) -> Chart {
    let numbers: Vec<(i16, Option<Decimal>)> = years
        .iter()
        .map(|report| (report.year, figure.in_report(report)))
        .collect();
    let highest = numbers.iter().filter_map(|(_, number)| *number).max();
    let scale = Scale {
        top: highest.unwrap_or_default(),
        step: WIDTH / f64::from(u32::try_from(years.len()).unwrap_or(u32::MAX)),
    };
    let said = numbers.iter().map(|(year, number)| match number {
        Some(number) => format!("{year}年{}件", number.normalize()),
        None => format!("{year}年没有数字"),
    });
    Chart {
        name: figure.name,
        unit: figure.unit,
        told: format!("{}：{}", figure.name, said.collect::<Vec<_>>().join("，")),
        bars: (0_u32..)
            .zip(&numbers)
            .map(|(index, (year, number))| scale.bar(index, *year, *number))
            .collect(),
        empty: nothing_in(&numbers),
    }
}

/// In words, where every year that has a number has 0.
fn nothing_in(numbers: &[(i16, Option<Decimal>)]) -> Option<String> {
    let known = || numbers.iter().filter(|(_, number)| number.is_some());
    if known().any(|(_, number)| number.is_some_and(|number| !number.is_zero())) {
        return None;
    }
    let (first, last) = (known().next()?.0, known().next_back()?.0);
    let without = numbers.len() - known().count();
    Some(match (first == last, without) {
        (true, _) => format!("{first}年为 0 件，其他年度没有数字。"),
        (false, 0) => format!("{first}—{last}年都是 0 件。"),
        (false, _) => format!("{first}—{last}年有数字的年度都是 0 件。"),
    })
}

/// How numbers and years become places in the drawing.
struct Scale {
    /// The highest number.
    top: Decimal,
    /// The width of a year.
    step: f64,
}

impl Scale {
    fn bar(&self, index: u32, year: i16, number: Option<Decimal>) -> Bar {
        let width = (self.step * SHARE).min(WIDEST);
        let middle = self.step * (f64::from(index) + 0.5);
        let height = self.height(number.unwrap_or_default());
        Bar {
            year,
            number: number.map_or_else(|| "–".to_owned(), |number| number.normalize().to_string()),
            middle: place(middle),
            x: place(middle - width / 2.0),
            y: place(BASE - height),
            width: place(width),
            height: place(height),
            above: place(BASE - height - GAP),
        }
    }

    fn height(&self, number: Decimal) -> f64 {
        let share = number.checked_div(self.top).and_then(|share| share.to_f64());
        (share.unwrap_or(0.0).clamp(0.0, 1.0) * RISE).max(LEAST)
    }
}

fn place(at: f64) -> String {
    format!("{at:.1}")
}

#[cfg(test)]
mod tests {
    use law::reports::Tables;

    use super::*;

    fn report(year: i16, received: i64) -> Report {
        let mut tables = Tables::zeros();
        tables.set(Cell::Three(TableThreeRow::New, ApplicantKind::Total), received);
        Report {
            year,
            tables,
            ..Report::default()
        }
    }

    #[test]
    fn bars_rise_with_their_numbers_the_oldest_year_first() {
        let (late, early) = (report(2025, 8), report(2024, 2));
        let charts = charts(&[&late, &early]);
        assert_eq!(charts.len(), FIGURES.len());
        let first = &charts[0];
        assert_eq!(first.told, "新收申请：2024年2件，2025年8件");
        let heights: Vec<&str> = first.bars.iter().map(|bar| bar.height.as_str()).collect();
        assert_eq!(heights, ["21.0", "84.0"]);
        assert_eq!(first.bars[0].year, 2024);
    }

    #[test]
    fn a_year_of_nothing_is_a_line_and_a_blank_cell_a_stroke() {
        let (none, blank) = (
            report(2024, 0),
            Report {
                year: 2023,
                ..Report::default()
            },
        );
        let charts = charts(&[&none, &blank]);
        let bars = &charts[0].bars;
        assert_eq!((bars[0].number.as_str(), bars[1].number.as_str()), ("–", "0"));
        assert_eq!(bars[1].height, "1.0");
    }

    #[test]
    fn a_figure_that_is_zero_in_every_year_is_said_in_words_and_not_drawn_empty() {
        let years = [report(2023, 0), report(2024, 0), report(2025, 7)];
        let charts = charts(&years.iter().collect::<Vec<_>>());
        assert_eq!(charts[0].empty, None);
        assert_eq!(charts[1].empty.as_deref(), Some("2023—2025年都是 0 件。"));
        let some = [(2023, Some(Decimal::ZERO)), (2024, None)];
        assert_eq!(
            nothing_in(&some).as_deref(),
            Some("2023年为 0 件，其他年度没有数字。")
        );
        assert_eq!(nothing_in(&[(2024, None)]), None);
    }

    #[test]
    fn one_year_makes_no_comparison_and_of_many_the_latest_are_drawn() {
        assert!(charts(&[&report(2024, 1)]).is_empty());
        let all: Vec<Report> = (2010..2025).map(|year| report(year, 1)).collect();
        let charts = charts(&all.iter().collect::<Vec<_>>());
        let years: Vec<i16> = charts[0].bars.iter().map(|bar| bar.year).collect();
        assert_eq!(years, (2017..2025).collect::<Vec<_>>());
    }
}
