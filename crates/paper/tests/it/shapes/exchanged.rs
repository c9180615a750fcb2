//! Columns that stand in another order than the format's: each number goes by its head, in every layout; and where the
//! head can't be gone by, no number is read and every cell is told.

use law::codes::{ApplicantKind, Route, TableThreeRow, Verdict};
use law::reports::{Cell, Reading, Table2, Tables};
use paper::reports::read;
use proptest::prelude::*;

use super::layouts::{Kind, Layout};
use super::right::differences;
use crate::strangers::tables::{Printed, Table, number, numbers, page, verdict_heads};

/// Two columns of a table that stand in each other's place, by their places in the format.
#[derive(Clone, Copy, Debug)]
pub enum Exchange {
    Two(usize, usize),
    Three(usize, usize),
    /// In a block of table four.
    Four(usize, usize, usize),
}

const STOCKS: usize = 3;
const KINDS: usize = ApplicantKind::ALL.len();
const VERDICTS: usize = Verdict::ALL.len();

/// Any exchange, or none.
pub fn exchanges() -> impl Strategy<Value = Option<Exchange>> {
    let pair = |count: usize| (0..count, 1..count).prop_map(move |(one, by)| (one, (one + by) % count));
    prop_oneof![
        3 => Just(None),
        1 => pair(STOCKS).prop_map(|(one, other)| Some(Exchange::Two(one, other))),
        1 => pair(KINDS).prop_map(|(one, other)| Some(Exchange::Three(one, other))),
        1 => (0..Route::ALL.len(), pair(VERDICTS)).prop_map(|(block, (one, other))| Some(Exchange::Four(block, one, other))),
    ]
}

/// Pairs of so many columns: all of them on a page, in other formats neighbours, the first and the last.
fn pairs(kind: Kind, count: usize) -> impl Iterator<Item = (usize, usize)> {
    let all = (0..count).flat_map(move |one| (one + 1..count).map(move |other| (one, other)));
    all.filter(move |(one, other)| kind == Kind::Html || other - one == 1 || other - one == count - 1)
}

/// Exchanges the columns with their heads.
pub fn exchange(tables: &mut [Table; 3], exchange: Exchange) {
    let [two, three, four] = tables;
    match exchange {
        Exchange::Two(one, other) => {
            for row in two.iter_mut().filter(|row| row.len() == STOCKS + 1) {
                row.swap(1 + one, 1 + other);
            }
        }
        Exchange::Three(one, other) => {
            swap_heads(three, one, other);
            for row in three.iter_mut().skip(3) {
                let first = row.len() - KINDS;
                row.swap(first + one, first + other);
            }
        }
        Exchange::Four(block, one, other) => {
            for row in four.iter_mut().skip(1) {
                row.swap(block * VERDICTS + one, block * VERDICTS + other);
            }
        }
    }
}

/// Where the head of table three has a kind of applicant: its row and its cell.
fn head_of(three: &Table, kind: usize) -> (usize, usize) {
    let label = ApplicantKind::ALL[kind].label();
    let at = |row: &usize| three[*row].iter().position(|(text, ..)| text == label);
    let row = (1..3).find(|row| at(row).is_some()).expect("a head");
    (row, at(&row).expect("a head"))
}

fn swap_heads(three: &mut Table, one: usize, other: usize) {
    let (one, other) = (head_of(three, one), head_of(three, other));
    let text = three[one.0][one.1].0.clone();
    let words = three[other.0][other.1].0.clone();
    three[one.0][one.1].0 = words;
    three[other.0][other.1].0 = text;
}

fn plain_tables(kind: Kind) -> (Layout, [Table; 3]) {
    let layout = Layout::plain(kind);
    let tables = layout.tables(&|cell| {
        numbers()
            .get(cell)
            .map_or(String::new(), |number| number.to_string())
    });
    (layout, tables)
}

fn reading(layout: &Layout, tables: &[Table; 3]) -> Reading {
    let (bytes, name) = layout.written(tables);
    read(&bytes, name).unwrap_or_else(|error| {
        panic!(
            "{:?}: {error}\n{}",
            layout.kind(),
            String::from_utf8_lossy(&bytes)
        )
    })
}

/// The cells that were read as another number than was written, and those that were not told.
fn wrong(reading: &Reading, written: &Tables) -> Vec<String> {
    let told = |cell: &Cell| reading.unread.iter().any(|unread| unread.cells.contains(cell));
    let read = |cell: &Cell| reading.report.tables.get(*cell);
    Cell::all()
        .filter(|cell| read(cell) != if told(cell) { None } else { written.get(*cell) })
        .map(|cell| format!("{cell}: {:?}", read(&cell)))
        .collect()
}

/// Every number is read as it was written.
fn assert_all_read(kind: Kind, what: Exchange) {
    let (layout, mut tables) = plain_tables(kind);
    exchange(&mut tables, what);
    let reading = reading(&layout, &tables);
    let lost = differences(&reading.report.tables, &numbers());
    assert!(lost.is_empty(), "{kind:?} {what:?}: {lost}{:?}", reading.unread);
    assert_eq!(reading.unread, [], "{kind:?} {what:?}");
}

#[test]
fn documents_go_by_the_head_made_repealed_or_in_force_in_every_format() {
    for kind in Kind::ALL {
        for (one, other) in pairs(kind, STOCKS) {
            assert_all_read(kind, Exchange::Two(one, other));
        }
    }
}

#[test]
fn disputes_go_by_the_head_of_their_result_in_either_half_in_every_format() {
    for kind in Kind::ALL {
        for block in [0, 2] {
            for (one, other) in pairs(kind, VERDICTS) {
                assert_all_read(kind, Exchange::Four(block, one, other));
            }
        }
    }
}

#[test]
fn applications_go_by_the_head_of_their_applicant_in_every_format() {
    for kind in Kind::ALL {
        for (one, other) in pairs(kind, KINDS) {
            assert_all_read(kind, Exchange::Three(one, other));
        }
    }
}

/// No number of these cells is read, and each of them is told; all others are read.
fn assert_told(kind: Kind, tables: &[Table; 3], what: &str, is_of: impl Fn(Cell) -> bool) {
    let reading = reading(&Layout::plain(kind), tables);
    assert_eq!(
        wrong(&reading, &numbers()),
        Vec::<String>::new(),
        "{kind:?} {what}"
    );
    for cell in Cell::all() {
        let told = reading.unread.iter().find(|unread| unread.cells.contains(&cell));
        assert_eq!(
            told.is_some(),
            is_of(cell),
            "{kind:?} {what}: {cell}: {:?}",
            reading.unread
        );
        assert!(
            told.is_none_or(|told| !told.place.is_empty() && !told.text.is_empty()),
            "{kind:?} {what}: {cell}"
        );
    }
}

fn is_stock(cell: Cell) -> bool {
    use Table2::{
        NormativeInForce, NormativeMade, NormativeRepealed, RegulationsInForce, RegulationsMade,
        RegulationsRepealed,
    };
    let Cell::Two(two) = cell else { return false };
    matches!(
        two,
        RegulationsMade
            | RegulationsRepealed
            | RegulationsInForce
            | NormativeMade
            | NormativeRepealed
            | NormativeInForce
    )
}

/// A way in which a head can't be gone by, given its cell and the one beside it.
type Fault = (&'static str, fn(&mut Vec<Printed>, usize));

const FAULTS: [Fault; 3] = [
    ("doubled", |row, cell| row[cell].0 = row[cell + 1].0.clone()),
    ("moved, another illegible", |row, cell| {
        row.swap(cell, cell + 1);
        "▇▇▇▇".clone_into(&mut row[cell].0);
    }),
    ("missing", |row, cell| {
        row.remove(cell);
    }),
];

#[test]
fn a_head_doubled_missing_or_moved_beside_an_illegible_one_is_told_and_no_number_is_taken_by_its_place() {
    for kind in Kind::ALL {
        for (what, fault) in FAULTS {
            let (_, mut tables) = plain_tables(kind);
            fault(&mut tables[0][1], 1);
            assert_told(kind, &tables, what, is_stock);
            let (_, mut tables) = plain_tables(kind);
            fault(&mut tables[1][2], 1);
            assert_told(kind, &tables, what, |cell| matches!(cell, Cell::Three(..)));
            let (_, mut tables) = plain_tables(kind);
            fault(&mut tables[2][1], 6);
            assert_told(kind, &tables, what, |cell| matches!(cell, Cell::Four(..)));
        }
    }
}

#[test]
fn a_head_illegible_in_its_usual_place_moves_no_number() {
    for kind in Kind::ALL {
        for (table, row, cell) in [(0, 1, 2), (1, 2, 2), (2, 1, 7)] {
            let (layout, mut tables) = plain_tables(kind);
            tables[table][row][cell].0 = "▇▇▇▇".to_owned();
            let reading = reading(&layout, &tables);
            let lost = differences(&reading.report.tables, &numbers());
            assert!(lost.is_empty(), "{kind:?} {table}: {lost}{:?}", reading.unread);
        }
    }
}

#[test]
fn a_table_without_a_head_is_taken_in_the_formats_order() {
    for kind in Kind::ALL {
        let (layout, mut tables) = plain_tables(kind);
        tables[0].remove(1);
        tables[1].drain(0..3);
        let reading = reading(&layout, &tables);
        let lost = differences(&reading.report.tables, &numbers());
        assert!(lost.is_empty(), "{kind:?}: {lost}{:?}", reading.unread);
    }
}

#[test]
fn a_row_of_one_number_throughout_is_read_under_any_head() {
    let (layout, mut tables) = plain_tables(Kind::Html);
    let zeros = Layout::plain(Kind::Html).tables(&|_| "0".to_owned());
    tables[0] = zeros[0].clone();
    tables[0][1][1].0 = "现行有效件数".to_owned();
    let reading = reading(&layout, &tables);
    assert_eq!(reading.unread, []);
    assert!(
        Cell::all()
            .filter(|cell| is_stock(*cell))
            .all(|cell| reading.report.tables.get(cell) == Some(0.into()))
    );
}

#[test]
fn the_blocks_of_table_four_go_by_their_heads() {
    let (_, mut tables) = plain_tables(Kind::Html);
    let blocks = [("行政诉讼", 10), ("行政复议", 5)].map(|(text, across)| (text.to_owned(), across, 1));
    let suits = [("复议后起诉", 5, 1), ("未经复议直接起诉", 5, 1)]
        .map(|(text, across, down)| (text.to_owned(), across, down));
    let of = |route: Route| {
        Verdict::ALL
            .iter()
            .map(move |verdict| number(Cell::Four(route, *verdict)))
    };
    let order = [
        Route::LitigationAfterReconsideration,
        Route::LitigationDirect,
        Route::Reconsideration,
    ];
    tables[2] = vec![
        blocks.to_vec(),
        suits.to_vec(),
        verdict_heads(3),
        order.into_iter().flat_map(of).collect(),
    ];
    for kind in Kind::ALL {
        let reading = reading(&Layout::plain(kind), &tables);
        assert_eq!(wrong(&reading, &numbers()), Vec::<String>::new(), "{kind:?}");
        assert_eq!(reading.unread.is_empty(), kind.has_columns(), "{kind:?}");
    }
}

#[test]
fn a_table_that_goes_on_without_its_head_goes_by_the_head_before() {
    let (_, mut tables) = plain_tables(Kind::Html);
    exchange(&mut tables, Exchange::Three(1, 2));
    exchange(&mut tables, Exchange::Two(1, 2));
    let html = |rows: &[Vec<Printed>]| crate::strangers::tables::html(&rows.to_vec());
    let parted = |table: &Table, row: usize| html(&table[..row]) + &html(&table[row..]);
    let pieces = [
        parted(&tables[0], 3),
        parted(&tables[1], 3 + 14),
        html(&tables[2]),
    ];
    let reading = read(page(pieces).as_bytes(), "a.html").expect("a report");
    let lost = differences(&reading.report.tables, &numbers());
    assert!(lost.is_empty(), "{lost}");
}

#[test]
fn what_a_row_calls_its_own_numbers_they_are() {
    let (bytes, name) = Layout::plain(Kind::Bars).written(&plain_tables(Kind::Bars).1);
    let text = String::from_utf8(bytes).expect("a text");
    let text = text.replace("规章 | 101", "规章 | 制发 现行有效 废止 | 101");
    let reading = read(text.as_bytes(), name).expect("a report");
    let read = |two| reading.report.tables.get(Cell::Two(two));
    let written = |two| numbers().get(Cell::Two(two));
    assert_eq!(read(Table2::RegulationsMade), written(Table2::RegulationsMade));
    assert_eq!(
        read(Table2::RegulationsInForce),
        written(Table2::RegulationsRepealed)
    );
    assert_eq!(
        read(Table2::RegulationsRepealed),
        written(Table2::RegulationsInForce)
    );
}

#[test]
fn a_sum_that_may_stand_first_or_last_is_taken_where_it_sums() {
    // 申请人情况, 总计, 自然人, …: with one word a line nobody sees whether 总计 stands beside 申请人情况 or under it.
    let (layout, mut tables) = plain_tables(Kind::Lines);
    let [_, three, _] = &mut tables;
    let total = three[1].pop().expect("总计");
    three[0].push(total);
    let count = three[3].len();
    assert_eq!(reading(&layout, &tables).unread, []);
    let first_row = &mut tables[1][3];
    first_row.swap(count - 7, count - 1);
    let reading = reading(&layout, &tables);
    let told: Vec<Cell> = reading
        .unread
        .iter()
        .flat_map(|unread| unread.cells.clone())
        .collect();
    let row: Vec<Cell> = ApplicantKind::ALL
        .iter()
        .map(|kind| Cell::Three(TableThreeRow::New, *kind))
        .collect();
    assert_eq!(told, row);
}

#[test]
fn other_results_for_short_are_a_result_and_no_kind_of_applicant() {
    for kind in Kind::ALL {
        let (layout, mut tables) = plain_tables(kind);
        exchange(&mut tables, Exchange::Four(0, 0, 1));
        for head in tables[2][1].iter_mut().filter(|head| head.0 == "其他结果") {
            head.0 = "其他".to_owned();
        }
        let reading = reading(&layout, &tables);
        let lost = differences(&reading.report.tables, &numbers());
        assert!(lost.is_empty(), "{kind:?}: {lost}{:?}", reading.unread);
    }
}

#[test]
fn a_head_is_of_the_rows_under_it_and_no_others() {
    for kind in Kind::ALL {
        let (layout, mut tables) = plain_tables(kind);
        let mut usual = tables[0][1].clone();
        usual[2].0 = "▇▇▇▇".to_owned();
        exchange(&mut tables, Exchange::Two(1, 2));
        let ends = &mut tables[0][3];
        ends.swap(2, 3);
        tables[0].insert(3, usual);
        let reading = reading(&layout, &tables);
        let lost = differences(&reading.report.tables, &numbers());
        assert!(lost.is_empty(), "{kind:?}: {lost}{:?}", reading.unread);
    }
}
