//! The head over a row of one number in table 二, above all over that of the fees: its number is read from the column that
//! is named so, in the unit that is named there, or told; never another column's.

use law::reports::{Cell, Reading, Table2};
use paper::reports::read;

use super::layouts::{Kind, Layout};
use crate::strangers::tables::{Table, four, numbers, one, three, two};

const FEES: Cell = Cell::Two(Table2::FeesWanYuan);
const LICENCES: Cell = Cell::Two(Table2::Licences);

/// Table 二 with this head over the row of that label, and these cells in the row.
fn headed(label: &str, head: &[&str], cells: &[&str]) -> Table {
    let mut table = two();
    let at = table.iter().position(|row| row[0].0 == label).expect("the row");
    let row = |first: &str, rest: &[&str]| -> Vec<(String, usize, usize)> {
        let last = rest.len() - 1;
        let across = |index: usize| if index == last { 3 - last } else { 1 };
        let rest = rest.iter().enumerate();
        let rest = rest.map(|(index, text)| ((*text).to_owned(), across(index), 1));
        std::iter::once(one(first)).chain(rest).collect()
    };
    table[at] = row(label, cells);
    table.insert(at, row("信息内容", head));
    table.insert(at, vec![("第二十条第（八）项".to_owned(), 4, 1)]);
    table
}

/// The report with that table in each layout.
fn readings(table: &Table) -> Vec<(Kind, Reading)> {
    let tables = [table.clone(), three(), four()];
    let of = |kind: Kind| {
        let (bytes, name) = Layout::plain(kind).written(&tables);
        let reading = read(&bytes, name).unwrap_or_else(|error| panic!("{kind:?}: {error}"));
        (kind, reading)
    };
    Kind::ALL.into_iter().map(of).collect()
}

fn is_told(reading: &Reading, cell: Cell) -> bool {
    reading.unread.iter().any(|unread| unread.cells.contains(&cell))
}

/// What is right of a head: the number, or that it is told.
type Right = Option<&'static str>;

#[test]
fn a_row_of_one_number_goes_by_its_head_or_is_told() {
    let fees: [(&[&str], &[&str], Right); 9] = [
        (&["本年收费金额（单位：万元）"], &["18.65"], Some("18.65")),
        (
            &["本年收费项目", "本年收费金额（单位：万元）"],
            &["3", "18.65"],
            Some("18.65"),
        ),
        (
            &["本年收费金额（单位：万元）", "本年收费项目数"],
            &["18.65", "3"],
            Some("18.65"),
        ),
        (
            &["上年收费金额（万元）", "本年收费金额（万元）"],
            &["20", "18.65"],
            Some("18.65"),
        ),
        (
            &["收费金额（万元）", "同比增减", "收费项目"],
            &["18.65", "2", "3"],
            Some("18.65"),
        ),
        (&["收费项目", "收费情况"], &["3", "18.65"], None),
        (&["上年收费金额（万元）"], &["18.65"], None),
        (&["本年收费金额（单位：元）"], &["186510"], None),
        (&["收费项目", "收费金额（元）"], &["3", "186510"], None),
    ];
    for (head, cells, right) in fees {
        assert_fees("行政事业性收费", FEES, head, cells, right);
    }
    let licences: [(&[&str], &[&str], Right); 3] = [
        (
            &["上一年处理决定数量", "本年处理决定数量"],
            &["7", "5"],
            Some("5"),
        ),
        (&["本年处理决定数量", "上年处理决定数量"], &["5", "7"], Some("5")),
        (&["事项数量", "处理决定数量"], &["7", "5"], None),
    ];
    for (head, cells, right) in licences {
        assert_fees("行政许可", LICENCES, head, cells, right);
    }
}

fn assert_fees(label: &str, cell: Cell, head: &[&str], cells: &[&str], right: Right) {
    for (kind, reading) in readings(&headed(label, head, cells)) {
        let read = reading.report.tables.get(cell);
        let what = format!("{kind:?} {head:?} {:?} {:?}", reading.unread, reading.slips);
        match right {
            Some(number) if read.is_none() => assert!(is_told(&reading, cell), "{number} {what}"),
            Some(number) => assert_eq!(read, Some(number.parse().expect("a number")), "{what}"),
            None => assert!(read.is_none() && is_told(&reading, cell), "{read:?} {what}"),
        }
        if kind.has_columns() && right.is_some() {
            assert!(read.is_some(), "{what}");
        }
        for other in [LICENCES, FEES].into_iter().filter(|other| *other != cell) {
            let read = reading.report.tables.get(other);
            let is_told = read.is_none() && is_told(&reading, other);
            assert!(read == numbers().get(other) || is_told, "{other} {read:?} {what}");
        }
    }
}

#[test]
fn a_number_under_another_column_is_not_taken_where_the_fees_are_blank() {
    for (head, cells) in [
        (["本年收费项目", "本年收费金额（万元）"], ["3", ""]),
        (["本年收费金额（万元）", "本年收费项目"], ["", "3"]),
    ] {
        for (kind, reading) in readings(&headed("行政事业性收费", &head, &cells)) {
            let read = reading.report.tables.get(FEES);
            assert_eq!(read, None, "{kind:?} {head:?}");
        }
    }
}

#[test]
fn sums_in_another_unit_are_told_with_what_they_come_to() {
    for (head, cells, words) in [
        ("本年收费金额（单位：元）", "186510", "18.651 万元"),
        ("本年收费金额（单位：千元）", "186.51", "18.651 万元"),
        ("收费金额（亿元）", "1.2", "12000 万元"),
    ] {
        for (kind, reading) in readings(&headed("行政事业性收费", &[head], &[cells])) {
            let told = reading.unread.iter().find(|unread| unread.cells.contains(&FEES));
            let told = told.unwrap_or_else(|| panic!("{kind:?} {head}"));
            assert!(
                told.text == cells && told.why.contains(words),
                "{kind:?} {told:?}"
            );
        }
        // Nothing is nothing in any unit.
        for (kind, reading) in readings(&headed("行政事业性收费", &[head], &["0"])) {
            assert_eq!(reading.report.tables.get(FEES), Some(0.into()), "{kind:?}");
        }
    }
}
