//! What stands in a file twice: a table of last year before this year's, its tables before or behind the report. Whichever is
//! read, the other is told, and none of its words becomes prose.

use law::reports::{Cell, Reading};
use paper::reports::read;

use super::layouts::{Kind, Layout};
use super::right::figures;
use super::{PAGE, PROSE, prose};
use crate::strangers::tables::{Table, four, numbers, one, three, two};

fn told(reading: &Reading, cell: Cell) -> bool {
    reading.unread.iter().any(|one| one.cells.contains(&cell))
}

/// The table, its numbers by 500 higher, and below it the table as it is.
fn under_last_years(table: &Table) -> Table {
    let last_years = table.iter().map(|row| {
        let cells = row.iter().map(|(text, across, down)| {
            let number = text.parse::<i64>().map(|number| (number + 500).to_string());
            (number.unwrap_or_else(|_| text.clone()), *across, *down)
        });
        cells.collect()
    });
    let mut all: Table = last_years.collect();
    all.push(vec![one("本年度：")]);
    all.extend(table.iter().cloned());
    all
}

#[test]
fn a_table_of_last_year_above_this_years_is_never_silently_taken() {
    let plain = [two(), three(), four()];
    for changed in 0..plain.len() {
        let mut tables = plain.clone();
        tables[changed] = under_last_years(&plain[changed]);
        for kind in Kind::ALL {
            let (bytes, name) = Layout::plain(kind).written(&tables);
            let Ok(reading) = read(&bytes, name) else { continue };
            let differs = |cell: &Cell| reading.report.tables.get(*cell) != numbers().get(*cell);
            let silent: Vec<Cell> = Cell::all()
                .filter(|cell| differs(cell) && !told(&reading, *cell))
                .collect();
            assert_eq!(silent, [], "{kind:?} {changed} {:?}", reading.unread);
        }
    }
}

/// The headings and tables of sections two to four, with another number in them.
fn tables_of_last_year() -> String {
    let from = PAGE.find("<p><span>二、主动公开").expect("section two");
    let to = PAGE.find("<p>五、存在").expect("section five");
    PAGE.get(from..to)
        .expect("whole signs")
        .replace("<p>20</p>", "<p>19</p>")
}

fn assert_whole(reading: &Reading, why: &str) {
    let tables = &reading.report.tables;
    for cell in Cell::all() {
        assert_eq!(tables.get(cell), figures().get(cell), "{cell}");
    }
    assert_eq!(prose(reading), PROSE);
    let whys: Vec<&str> = reading.unread.iter().map(|one| one.why.as_str()).collect();
    assert!(matches!(whys.as_slice(), [one] if one.contains(why)), "{whys:?}");
}

#[test]
fn tables_of_another_report_before_or_behind_are_told_and_no_word_of_them_is_prose() {
    let page = String::from(PAGE);
    let begin = "<div class=TRS_Editor>";
    let before = page.replacen(begin, &format!("{begin}{}", tables_of_last_year()), 1);
    assert_whole(
        &read(before.as_bytes(), "a.html").expect("a report"),
        "之前还有另外的表格",
    );
    let end = "<p>本年度未收取信息处理费。</p>";
    let behind = page.replacen(end, &format!("{end}{}", tables_of_last_year()), 1);
    assert_whole(
        &read(behind.as_bytes(), "a.html").expect("a report"),
        "第二份报告",
    );
}
