//! Rows that lack a cell, whichever it is, in every layout: no number behind the gap is taken for its neighbour's without a
//! word.

use law::codes::{ApplicantKind, Route, TableThreeRow, Verdict};
use law::reports::{Cell, Context, Reading, Table2, Tables};
use paper::reports::read;
use proptest::prelude::*;

use super::layouts::{Kind, Layout};
use crate::strangers::tables::{Table, one};

/// Numbers of which each sum is one; small ones, so that zeros and equal ones come often.
fn sums() -> impl Strategy<Value = Tables> {
    let number = prop_oneof![2 => Just(0_u32), 1 => 1..30_u32, 1 => 30..5000_u32];
    prop::collection::vec(number, Cell::all().count()).prop_map(|numbers| {
        let mut tables = Tables::default();
        for (cell, number) in Cell::all().zip(numbers) {
            tables.set(cell, number);
        }
        for row in TableThreeRow::printed() {
            let kinds = ApplicantKind::ALL.iter().map(|kind| Cell::Three(row, *kind));
            add_up(&mut tables, kinds.collect());
        }
        for route in Route::ALL {
            let verdicts = Verdict::ALL.iter().map(|verdict| Cell::Four(*route, *verdict));
            add_up(&mut tables, verdicts.collect());
        }
        tables
    })
}

/// The last of these cells becomes the sum of the others.
fn add_up(tables: &mut Tables, cells: Vec<Cell>) {
    let Some((last, others)) = cells.split_last() else {
        return;
    };
    let sum = others
        .iter()
        .filter_map(|cell| tables.get(*cell))
        .sum::<rust_decimal::Decimal>();
    tables.set(*last, sum);
}

/// A row with several numbers, how many it has, and its cells.
fn rows(tables: &[Table; 3]) -> Vec<(usize, usize, usize)> {
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|one| one.is_ascii_digit());
    let mut rows = Vec::new();
    for (table, lines) in tables.iter().enumerate() {
        for (row, line) in lines.iter().enumerate() {
            let count = line.iter().filter(|(text, ..)| is_number(text)).count();
            if count > 1 {
                rows.push((table, row, count));
            }
        }
    }
    rows
}

/// The numbers read as another than was written, without a word about them. A zero that is read as a blank one is told with
/// all blank cells.
fn silent(written: &Tables, reading: &Reading) -> Vec<String> {
    let told = |cell: &Cell| reading.unread.iter().any(|unread| unread.cells.contains(cell));
    let is_other = |cell: &Cell| {
        let (number, read) = (written.get(*cell), reading.report.tables.get(*cell));
        let is_zero = number.is_some_and(|number| number.is_zero());
        read != number && !(is_zero && read.is_none())
    };
    Cell::all()
        .filter(|cell| is_other(cell) && !told(cell))
        .map(|cell| {
            format!(
                "{cell}: wrote {:?}, read {:?}",
                written.get(cell),
                reading.report.tables.get(cell)
            )
        })
        .collect()
}

fn tables_of(layout: &Layout, tables: &Tables) -> [Table; 3] {
    layout.tables(&|cell| {
        tables
            .get(cell)
            .map_or(String::new(), |number| number.to_string())
    })
}

#[derive(Clone, Copy, Debug)]
enum Gap {
    /// The row is shorter.
    Short,
    /// The others moved up, and the last cell is blank.
    MovedUp,
}

/// Takes the number out of the row.
fn take_out(table: &mut Table, row: usize, count: usize, at: usize, gap: Gap) {
    let line = &mut table[row];
    let first = line.len() - count;
    line.remove(first + at % count);
    if matches!(gap, Gap::MovedUp) {
        line.push(one(""));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_row_that_lacks_any_of_its_cells_is_told_in_every_layout(
        written in sums(),
        kind in prop::sample::select(&Kind::ALL[..]),
        which in any::<prop::sample::Index>(),
        at in 0..15_usize,
        gap in prop_oneof![Just(Gap::Short), Just(Gap::MovedUp)],
    ) {
        let layout = Layout::plain(kind);
        let mut tables = tables_of(&layout, &written);
        let rows = rows(&tables);
        let (table, row, count) = rows[which.index(rows.len())];
        take_out(&mut tables[table], row, count, at, gap);
        let (bytes, name) = layout.written(&tables);
        let reading = read(&bytes, name);
        prop_assert!(reading.is_ok(), "{kind:?} {table} {row} {at}: {:?}", reading.err());
        let Ok(reading) = reading else { return Ok(()) };
        let wrong = silent(&written, &reading);
        prop_assert!(wrong.is_empty(), "{kind:?} table {table} row {row} cell {at} {gap:?}: {wrong:#?} {:?}", reading.unread);
        prop_assert!(reading.unread.iter().all(|unread| !unread.place.is_empty()));
    }
}

#[test]
fn a_blank_sum_at_a_rows_end_is_told_with_its_place_and_the_others_are_kept() {
    let mut written = super::right::figures();
    let sum = Cell::Three(TableThreeRow::New, ApplicantKind::Total);
    written.set(Cell::Three(TableThreeRow::New, ApplicantKind::Other), 5);
    for kind in [Kind::Html, Kind::Docx, Kind::Xlsx, Kind::Pdf] {
        let layout = Layout::plain(kind);
        let mut tables = tables_of(&layout, &written);
        let row = tables[1]
            .iter_mut()
            .find(|row| row[0].0 == TableThreeRow::New.label());
        let last = row.and_then(|row| row.last_mut()).expect("a row");
        last.0.clear();
        let (bytes, name) = layout.written(&tables);
        let reading = read(&bytes, name).expect("a report");
        let [told] = reading.unread.as_slice() else {
            panic!("{kind:?}: {:?}", reading.unread)
        };
        assert_eq!(told.cells, [sum], "{kind:?}");
        assert!(
            !told.place.is_empty() && told.sentence().contains("总计 是空的"),
            "{}",
            told.sentence()
        );
        for cell in Cell::all().filter(|cell| *cell != sum) {
            assert_eq!(
                reading.report.tables.get(cell),
                written.get(cell),
                "{kind:?} {cell}"
            );
        }
        // What is told once is not told again as a blank cell, and no 0 is advised.
        for finding in reading.check(&Context::default()) {
            assert!(
                !finding.message.contains("请填 0"),
                "{kind:?}: {}",
                finding.message
            );
        }
    }
}

#[test]
fn a_last_cell_of_the_documents_left_blank_is_told_where_another_may_be_missing() {
    let mut written = super::right::figures();
    for (cell, number) in [
        (Table2::NormativeMade, 2),
        (Table2::NormativeRepealed, 31),
        (Table2::NormativeInForce, 0),
    ] {
        written.set(Cell::Two(cell), number);
    }
    for kind in Kind::ALL {
        let layout = Layout::plain(kind);
        let mut tables = tables_of(&layout, &written);
        tables[0][3][3].0.clear();
        let (bytes, name) = layout.written(&tables);
        let reading = read(&bytes, name).expect("a report");
        let told: Vec<Cell> = reading
            .unread
            .iter()
            .flat_map(|unread| unread.cells.clone())
            .collect();
        assert_eq!(told.len(), 3, "{kind:?}: {:?}", reading.unread);
    }
}
