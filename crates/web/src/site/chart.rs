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
    let number = |report: &Report, row| report.tables.get(Cell::Three(row, ApplicantKind::Total));
    let mut points: Vec<(i16, Decimal, Decimal)> = reports
        .iter()
        .filter_map(|report| {
            Some((
                report.year,
                number(report, TableThreeRow::New)?,
                number(report, TableThreeRow::Granted)?,
            ))
        })
        .collect();
    points.sort_by_key(|(year, _, _)| *year);
    let count = points.len();
    if count < 2 {
        return None;
    }
    let top = nice(
        points
            .iter()
            .map(|(_, received, granted)| (*received).max(*granted))
            .max()?,
    );
    let step = (WIDTH - LEFT) / f64::from(u32::try_from(count).ok()?);
    let height =
        |number: Decimal| (number / top).to_f64().unwrap_or(0.0).clamp(0.0, 1.0) * (HEIGHT - TOP - BOTTOM);
    let base = HEIGHT - BOTTOM;
    let years = points
        .into_iter()
        .zip(0_u32..)
        .map(|((year, received, granted), index)| {
            let middle = LEFT + step * (f64::from(index) + 0.5);
            let width = (step * 0.28).min(46.0);
            let bar = |class, number: Decimal, x: f64| Bar {
                class,
                x: place(x),
                y: place(base - height(number)),
                width: place(width),
                height: place(height(number)),
            };
            let bars = vec![
                bar("bar-new", received, middle - width - 2.0),
                bar("bar-granted", granted, middle + 2.0),
            ];
            Point {
                year,
                received,
                granted,
                bars,
                middle: place(middle),
            }
        });
    let lines = (0_u32..=4).map(|quarter| {
        let share = Decimal::from(quarter) / Decimal::from(4);
        Line {
            y: place(base - height(top * share)),
            label: (top * share).normalize().to_string(),
        }
    });
    Some(Chart {
        years: years.collect(),
        lines: lines.collect(),
        base: place(base),
    })
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
