//! Any report in any layout that is met: what was written is read, or told; never silently another number.

use law::codes::{ApplicantKind, Route, TableThreeRow, Verdict};
use law::reports::{Cell, Format, Reading, Tables};
use paper::reports::{Unreadable, read};
use proptest::prelude::*;

use super::layouts::{Kind, Layout, layouts};
use crate::reports::{former_tables, tables};

/// The cells that are read as another number than was written, or without its remark, and no word about them.
fn silently_other(
    written: &Tables,
    format: Format,
    reading: &Reading,
    text: &dyn Fn(Cell) -> String,
) -> Vec<String> {
    let told = |cell: &Cell| reading.unread.iter().any(|unread| unread.cells.contains(cell));
    format
        .cells()
        .into_iter()
        .filter(|cell| !told(cell))
        .filter(|cell| {
            let tables = &reading.report.tables;
            let is_blank = text(*cell).is_empty();
            let number = if is_blank { None } else { written.get(*cell) };
            let note = written.note(*cell).filter(|note| text(*cell).contains(note));
            tables.get(*cell) != number || tables.note(*cell) != note
        })
        .map(|cell| {
            format!(
                "{cell}: wrote “{}”, read {:?}",
                text(cell),
                reading.report.tables.get(cell)
            )
        })
        .collect()
}

/// One row of （六）其他处理 in place of its three is a layout of its own, with its own tests.
fn of_today(tables: &Tables) -> bool {
    !tables.has_merged_otherwise()
        && ApplicantKind::ALL.iter().all(|kind| {
            tables
                .get(Cell::Three(TableThreeRow::OtherwiseMerged, *kind))
                .is_none()
        })
}

#[test]
fn a_blank_cell_at_either_end_of_a_row_between_bars_moves_no_number() {
    let mut written = super::right::figures();
    for route in Route::ALL {
        for (index, verdict) in Verdict::ALL.iter().enumerate() {
            written.set(Cell::Four(*route, *verdict), [0, 0, 4028, 0, 0][index]);
        }
    }
    let mut layout = Layout::plain(Kind::Bars);
    layout.has_blank_zeros = true;
    let (bytes, name) = layout.file(&written);
    let text = String::from_utf8(bytes).expect("a text");
    // With every row closed by a bar, with none, and with every row framed.
    let open: Vec<&str> = text
        .lines()
        .map(|line| line.strip_suffix('|').unwrap_or(line))
        .collect();
    let framed = text.lines().map(|line| {
        if line.ends_with('|') {
            format!("| {line}")
        } else {
            line.to_owned()
        }
    });
    let (open, framed) = (open.join("\n"), framed.collect::<Vec<String>>().join("\n"));
    for text in [text, open, framed] {
        let reading = read(text.as_bytes(), name).expect("a report");
        for cell in Cell::all().filter(|cell| matches!(cell, Cell::Four(..))) {
            let right = written.get(cell).filter(|number| !number.is_zero());
            assert_eq!(reading.report.tables.get(cell), right, "{cell}\n{text}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, max_shrink_iters: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_written_is_read_or_told(tables in tables().prop_filter("of today", of_today), layout in layouts()) {
        read_or_told(&tables, &layout)?;
    }

    /// The same of the format of 2019 (国办公开办函〔2019〕60号), which some offices went on using.
    #[test]
    fn what_was_written_in_the_format_of_2019_is_read_or_told(tables in former_tables(), layout in layouts()) {
        read_or_told(&tables, &layout.of(Format::Of2019))?;
    }
}

fn read_or_told(tables: &Tables, layout: &Layout) -> Result<(), TestCaseError> {
    let (bytes, name) = layout.file(tables);
    let reading = read(&bytes, name);
    // Where a blank cell leaves no trace, a table of blanks is a head alone, and a file with such is refused as incomplete.
    let leaves_no_trace = matches!(layout.kind, Kind::Spaces | Kind::Lines);
    let is_incomplete = matches!(
        reading,
        Err(Unreadable::Incomplete { .. } | Unreadable::IncompleteOf2019 { .. })
    );
    prop_assert!(
        reading.is_ok() || (leaves_no_trace && is_incomplete),
        "{layout:?}: {:?}\n{}",
        reading.err(),
        String::from_utf8_lossy(&bytes)
    );
    let Ok(reading) = reading else { return Ok(()) };
    prop_assert_eq!(reading.report.format, layout.format);
    let text = layout.texts(tables);
    let wrong = silently_other(tables, layout.format, &reading, &text);
    prop_assert!(
        wrong.is_empty(),
        "{layout:?}: {wrong:#?}\n{:?}\n{:?}\n{}",
        reading.unread,
        reading.slips,
        String::from_utf8_lossy(&bytes)
    );
    // What is a number and was placed for certain is read, not only told.
    let has_columns = layout.kind.has_columns();
    if layout.spoilt_every == 0 && !layout.has_blank_zeros && has_columns {
        for cell in layout.format.cells() {
            let read = reading.report.tables.get(cell);
            // A blank cell before an empty column leaves two ways in the format of 2019, whose heads know no columns.
            let is_told = reading.unread.iter().any(|unread| unread.cells.contains(&cell));
            if is_told && layout.format == Format::Of2019 {
                continue;
            }
            prop_assert_eq!(
                read,
                tables.get(cell),
                "{:?}: {} {:?}",
                layout,
                cell,
                reading.unread
            );
        }
    }
    Ok(())
}
