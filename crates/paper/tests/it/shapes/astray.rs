//! Rows that lack a cell, have one too many, whose cells were merged, or that broke off: told, cell by cell.

use law::codes::{ApplicantKind, TableThreeRow};
use law::reports::{Cell, Reading};
use paper::reports::read;

use super::layouts::{Kind, Layout};
use crate::strangers::tables::{Table, four, numbers, one, three, three_head, two};

/// The row of table 三 that is changed, and which it is of all.
const ROW: TableThreeRow = TableThreeRow::New;

fn cells() -> Vec<Cell> {
    ApplicantKind::ALL
        .iter()
        .map(|kind| Cell::Three(ROW, *kind))
        .collect()
}

/// The report with that row changed.
fn changed(change: impl Fn(&mut Vec<(String, usize, usize)>)) -> [Table; 3] {
    let mut table = three();
    change(&mut table[three_head().len()]);
    [two(), table, four()]
}

fn reading(kind: Kind, tables: &[Table; 3]) -> Reading {
    let (bytes, name) = Layout::plain(kind).written(tables);
    read(&bytes, name).unwrap_or_else(|error| panic!("{kind:?}: {error}"))
}

/// Every cell of the row is told and none is read; the others are as they were written.
fn assert_told(what: &str, kind: Kind, reading: &Reading) {
    let told: Vec<Cell> = reading.unread.iter().flat_map(|one| one.cells.clone()).collect();
    assert_eq!(told, cells(), "{what} {kind:?}: {:?}", reading.unread);
    for cell in Cell::all() {
        let right = numbers().get(cell).filter(|_| !told.contains(&cell));
        assert_eq!(reading.report.tables.get(cell), right, "{what} {kind:?} {cell}");
    }
}

const ALIGNED: [Kind; 4] = [Kind::Html, Kind::Docx, Kind::Xlsx, Kind::Pdf];

#[test]
fn a_row_that_lacks_a_cell_or_has_one_too_many_or_whose_cells_were_merged_is_told() {
    for kind in ALIGNED {
        let short = changed(|row| {
            row.remove(1);
        });
        let long = changed(|row| row.insert(1, one("5")));
        let merged = changed(|row| {
            row[4].1 = 2;
            row.remove(5);
        });
        for (what, tables) in [("short", short), ("long", long), ("merged", merged)] {
            // Where lines or a sheet's own grid make the cells, one that is lacking is a blank one: a test of its own.
            let has_grid = kind == Kind::Xlsx || (kind == Kind::Pdf && what == "short");
            if has_grid && what != "long" {
                continue;
            }
            assert_told(what, kind, &reading(kind, &tables));
        }
    }
}

#[test]
fn two_numbers_below_one_another_in_a_cell_are_told_and_a_long_one_that_ran_on_is_one() {
    let first = cells()[0];
    for (text, is_one) in [("3\n106", false), ("1234567890123456", true)] {
        let tables = changed(|row| row[1].0 = text.to_owned());
        let reading = reading(Kind::Pdf, &tables);
        let read = reading.report.tables.get(first);
        let told = reading.unread.iter().any(|unread| unread.cells == [first]);
        if is_one {
            assert_eq!(
                read,
                Some(text.parse().expect("a number")),
                "{:?}",
                reading.unread
            );
        } else {
            assert!(read.is_none() && told, "{read:?} {:?}", reading.unread);
        }
    }
}

#[test]
fn numbers_of_a_line_that_broke_off_are_told_and_nobody_is_told_to_write_0_over_them() {
    for kind in [Kind::Tabs, Kind::Bars] {
        let (bytes, name) = Layout::plain(kind).written(&changed(|row| row[3].0.push('\n')));
        let reading = read(&bytes, name).unwrap_or_else(|error| panic!("{kind:?}: {error}"));
        let told: Vec<Cell> = reading.unread.iter().flat_map(|one| one.cells.clone()).collect();
        for cell in cells() {
            let read = reading.report.tables.get(cell);
            let is_right = read == numbers().get(cell) || (read.is_none() && told.contains(&cell));
            assert!(is_right, "{kind:?} {cell} {read:?} {:?}", reading.unread);
        }
        for finding in reading.check(&law::reports::Context::default()) {
            assert!(
                !finding.message.contains("请填 0"),
                "{kind:?} {}",
                finding.message
            );
        }
    }
}

#[test]
fn one_cell_that_is_no_number_never_refuses_a_file() {
    let rows = |row: usize, cell: usize| {
        let mut table = three();
        let row = &mut table[three_head().len() + row];
        let at = row.len() - 7 + cell;
        row[at].0 = format!("约{}", row[at].0);
        [two(), table, four()]
    };
    for kind in Kind::ALL {
        for (row, cell) in [(0, 0), (2, 3), (5, 6)] {
            let reading = reading(kind, &rows(row, cell));
            let told: Vec<Cell> = reading.unread.iter().flat_map(|one| one.cells.clone()).collect();
            let [only] = told.as_slice() else {
                panic!("{kind:?} {row} {cell}: {:?}", reading.unread)
            };
            for other in Cell::all() {
                let right = numbers().get(other).filter(|_| other != *only);
                assert_eq!(
                    reading.report.tables.get(other),
                    right,
                    "{kind:?} {row} {cell} {other}"
                );
            }
        }
    }
}
