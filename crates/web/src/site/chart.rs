//! The chart of the years as SVG: applications received and granted, drawn by the server, readable without a script,
//! with the same numbers as a table beside it.

use law::codes::{ApplicantKind, TableThreeRow};
use law::reports::{Cell, Report};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 260.0;
const LEFT: f64 = 56.0;
const BOTTOM: f64 = 36.0;
const TOP: f64 = 16.0;
/// Where the bars stand.
const BASE: f64 = HEIGHT - BOTTOM;

/// One year of the chart.
pub struct Point {
    pub year: i16,
    pub received: Decimal,
    pub granted: Decimal,
    pub bars: Vec<Bar>,
    /// Middle of the year's place.
    pub middle: String,
}

/// A bar in the coordinates of the drawing.
pub struct Bar {
    pub class: &'static str,
    pub x: String,
    pub y: String,
    pub width: String,
    pub height: String,
}

/// A line of the grid with its number.
pub struct Line {
    pub y: String,
    pub label: String,
}

/// The drawing, the oldest year first.
pub struct Chart {
    pub years: Vec<Point>,
    pub lines: Vec<Line>,
    pub base: String,
}

/// Draws the years that hold both numbers; `None` for fewer than two, which make no comparison.
pub fn chart(reports: &[&Report]) -> Option<Chart> {
    let counted = numbers_of_years(reports);
    if counted.len() < 2 {
        return None;
    }
    let highest = counted.iter().map(|year| year.received.max(year.granted)).max()?;
    let scale = Scale {
        top: nice(highest),
        step: (WIDTH - LEFT) / f64::from(u32::try_from(counted.len()).ok()?),
    };
    let years = counted
        .iter()
        .zip(0_u32..)
        .map(|(year, index)| scale.point(year, index));
    Some(Chart {
        years: years.collect(),
        lines: (0_u32..=4).map(|quarter| scale.line(quarter)).collect(),
        base: place(BASE),
    })
}

/// What one year's report counts.
struct NumbersOfYear {
    year: i16,
    received: Decimal,
    granted: Decimal,
}

/// The numbers of the years that hold both, the oldest first.
fn numbers_of_years(reports: &[&Report]) -> Vec<NumbersOfYear> {
    let total = |report: &Report, row| report.tables.get(Cell::Three(row, ApplicantKind::Total));
    let read = |report: &&Report| {
        Some(NumbersOfYear {
            year: report.year,
            received: total(report, TableThreeRow::New)?,
            granted: total(report, TableThreeRow::Granted)?,
        })
    };
    let mut counted: Vec<_> = reports.iter().filter_map(read).collect();
    counted.sort_by_key(|numbers| numbers.year);
    counted
}

/// How numbers and years become places in the drawing.
struct Scale {
    /// The number at the upper edge.
    top: Decimal,
    /// The width of a year.
    step: f64,
}

impl Scale {
    fn height(&self, number: Decimal) -> f64 {
        let share = (number / self.top).to_f64().unwrap_or(0.0).clamp(0.0, 1.0);
        share * (BASE - TOP)
    }

    fn bar(&self, class: &'static str, number: Decimal, x: f64) -> Bar {
        Bar {
            class,
            x: place(x),
            y: place(BASE - self.height(number)),
            width: place(self.bar_width()),
            height: place(self.height(number)),
        }
    }

    fn bar_width(&self) -> f64 {
        (self.step * 0.28).min(46.0)
    }

    /// The year at this place from the left, its two bars beside each other.
    fn point(&self, numbers: &NumbersOfYear, index: u32) -> Point {
        let middle = LEFT + self.step * (f64::from(index) + 0.5);
        let bars = vec![
            self.bar("bar-new", numbers.received, middle - self.bar_width() - 2.0),
            self.bar("bar-granted", numbers.granted, middle + 2.0),
        ];
        Point {
            year: numbers.year,
            received: numbers.received,
            granted: numbers.granted,
            bars,
            middle: place(middle),
        }
    }

    fn line(&self, quarter: u32) -> Line {
        let number = self.top * (Decimal::from(quarter) / Decimal::from(4));
        Line {
            y: place(BASE - self.height(number)),
            label: number.normalize().to_string(),
        }
    }
}

fn place(at: f64) -> String {
    format!("{at:.1}")
}

/// The next round number that is a multiple of four.
fn nice(number: Decimal) -> Decimal {
    let mut top = Decimal::from(4);
    while top < number {
        let grown = if top.mantissa().to_string().starts_with('4') {
            top * Decimal::from(2)
        } else {
            top * Decimal::new(125, 2)
        };
        let doubled = top * Decimal::from(2);
        top = if grown > top { grown.min(doubled) } else { doubled };
        top = (top / Decimal::from(4)).ceil() * Decimal::from(4);
    }
    top
}
