//! The picture covers its rectangle exactly once, whatever is merged.

use std::collections::BTreeSet;

use law::codes::{ApplicantKind, TableThreeRow};
use law::reports::{Cell, Report, Tables};

use super::{Grid, Part, Slot};

fn assert_covers_its_rectangle_once(grid: &Grid) {
    let mut covered = BTreeSet::new();
    for placed in grid.placed() {
        for row in placed.row..placed.row + placed.slot.down {
            for column in placed.column..placed.column + placed.slot.across {
                assert!(
                    covered.insert((row, column)),
                    "table {} ({row}, {column}) twice",
                    grid.number
                );
            }
        }
    }
    assert_eq!(
        covered.len(),
        grid.rows.len() * grid.widths.len(),
        "table {}",
        grid.number
    );
    assert!(
        covered
            .iter()
            .all(|(row, column)| *row < grid.rows.len() && *column < grid.widths.len())
    );
}

fn cells(grids: &[Grid]) -> BTreeSet<Cell> {
    let slots = grids.iter().flat_map(Grid::placed).map(|placed| placed.slot.part);
    slots
        .filter_map(|part| match part {
            Part::Number(cell) => Some(cell),
            _ => None,
        })
        .collect()
}

#[test]
fn every_cell_of_the_format_is_printed_once_and_no_place_is_left_over() {
    let grids = Grid::all(&Report {
        tables: Tables::zeros(),
        ..Report::default()
    });
    for grid in &grids {
        assert_covers_its_rectangle_once(grid);
        assert_eq!(
            grid.widths.iter().sum::<u16>(),
            1560,
            "table {} is as wide as the text",
            grid.number
        );
    }
    assert_eq!(cells(&grids), Cell::all().collect());
}

#[test]
fn the_older_single_row_stands_where_its_three_would() {
    let mut tables = Tables::zeros();
    for row in [
        TableThreeRow::OtherwiseUncorrected,
        TableThreeRow::OtherwiseUnpaid,
        TableThreeRow::OtherwiseOther,
    ] {
        for kind in ApplicantKind::ALL {
            tables.clear(Cell::Three(row, *kind));
        }
    }
    tables.set(
        Cell::Three(TableThreeRow::OtherwiseMerged, ApplicantKind::NaturalPerson),
        3,
    );
    let [_, three, _] = <[Grid; 3]>::try_from(Grid::all(&Report {
        tables,
        ..Report::default()
    }))
    .unwrap();
    assert_covers_its_rectangle_once(&three);
    assert_eq!(three.rows.len(), 3 + 23);
}

#[test]
fn a_mixed_up_source_loses_no_number() {
    let mut tables = Tables::zeros();
    tables.set(
        Cell::Three(TableThreeRow::OtherwiseMerged, ApplicantKind::NaturalPerson),
        3,
    );
    let [_, three, _] = <[Grid; 3]>::try_from(Grid::all(&Report {
        tables,
        ..Report::default()
    }))
    .unwrap();
    assert_covers_its_rectangle_once(&three);
    assert_eq!(three.rows.len(), 3 + 26);
}

#[test]
fn a_remark_is_printed_in_brackets_after_its_number_as_given() {
    let cell = Cell::from_name("table2.normative_documents.made").unwrap();
    let mut tables = Tables::default();
    assert_eq!(Slot::number(&tables, cell).printed(), "");
    tables.set(cell, 22);
    tables.set_note(cell, "其中修订16件");
    assert_eq!(Slot::number(&tables, cell).printed(), "22（其中修订16件）");
    let fees = Cell::from_name("table2.fees_wan_yuan").unwrap();
    tables.set(fees, rust_decimal::Decimal::new(592_372_449, 4));
    assert_eq!(Slot::number(&tables, fees).printed(), "59237.2449");
}
