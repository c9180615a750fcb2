//! What stands in the place of 0, and what of a table's words may be taken for prose, in every layout.

use law::codes::TableThreeRow;
use law::reports::{Cell, Check, Context, Level, Slip};
use paper::reports::read;

use super::layouts::{Kind, Layout};
use super::right::{differences, figures};

fn printed(cell: Cell) -> String {
    figures()
        .get(cell)
        .map_or(String::new(), |number| number.to_string())
}

#[test]
fn signs_in_the_place_of_0_are_told_once_for_each_table_and_sign() {
    let text = |cell: Cell| {
        let sign = match cell {
            Cell::Three(TableThreeRow::NotProcessedRepeated, _) => "无",
            Cell::Four(..) => "—",
            _ => "/",
        };
        let number = figures().get(cell).filter(|number| !number.is_zero());
        number.map_or_else(|| sign.to_owned(), |number| number.to_string())
    };
    let count = |is_of: &dyn Fn(Cell) -> bool| {
        Cell::all()
            .filter(|cell| is_of(*cell) && figures().get(*cell).is_some_and(|number| number.is_zero()))
            .count()
    };
    let is_repeated = |cell: Cell| matches!(cell, Cell::Three(TableThreeRow::NotProcessedRepeated, _));
    let is_three = |cell: Cell| matches!(cell, Cell::Three(..)) && !is_repeated(cell);
    let sentences = [
        format!(
            "表二有 {} 格用“/”表示 0",
            count(&|cell| matches!(cell, Cell::Two(_)))
        ),
        format!("表三有 {} 格用“/”表示 0", count(&is_three)),
        format!("表三有 {} 格用“无”表示 0", count(&is_repeated)),
        format!(
            "表四有 {} 格用“—”表示 0",
            count(&|cell| matches!(cell, Cell::Four(..)))
        ),
    ];
    for kind in Kind::ALL {
        let layout = Layout::plain(kind);
        let (bytes, name) = layout.written(&layout.tables(&text));
        let reading = read(&bytes, name).unwrap_or_else(|error| panic!("{kind:?}: {error}"));
        let wrong = differences(&reading.report.tables, &figures());
        assert!(wrong.is_empty(), "{kind:?}: {wrong}");
        let told: Vec<String> = reading.slips.iter().map(Slip::sentence).collect();
        assert_eq!(told.len(), sentences.len(), "{kind:?}: {told:?}");
        for (sentence, told) in sentences.iter().zip(&told) {
            assert!(told.contains(sentence.as_str()), "{kind:?}: {told}");
        }
        let findings = reading.check(&Context::default());
        assert!(
            findings.iter().all(|finding| finding.check != Check::Labels),
            "{kind:?}"
        );
        let zeros = findings
            .iter()
            .filter(|finding| finding.message.contains("表示 0"));
        assert!(
            zeros.clone().all(|finding| finding.level() == Level::Warning),
            "{kind:?}"
        );
        assert_eq!(zeros.count(), sentences.len(), "{kind:?}");
    }
}

#[test]
fn no_word_of_a_table_becomes_prose_in_any_layout() {
    for kind in Kind::ALL {
        let layout = Layout::plain(kind);
        let (bytes, name) = layout.written(&layout.tables(&printed));
        let reading = read(&bytes, name).unwrap_or_else(|error| panic!("{kind:?}: {error}"));
        for number in 2..=4 {
            assert_eq!(reading.report.sections.get(number), "", "{kind:?} {number}");
        }
    }
}

#[test]
fn a_whole_sheet_saved_as_csv_is_read_with_its_headings_and_prose() {
    let layout = Layout::plain(Kind::Commas);
    let (bytes, _) = layout.written(&layout.tables(&printed));
    let text = String::from_utf8(bytes).expect("a text");
    let filled: Vec<String> = text.lines().map(|line| format!("{line},,,,,\n")).collect();
    let filled = filled.concat();
    let reading = read(filled.as_bytes(), "a.txt").expect("a report");
    let wrong = differences(&reading.report.tables, &figures());
    assert!(wrong.is_empty(), "{wrong}");
    assert_eq!(reading.report.sections.get(1), "做了许多工作。");
    assert_eq!(reading.report.sections.get(6), "未收取信息处理费。");
    for number in 2..=4 {
        assert_eq!(reading.report.sections.get(number), "", "{number}");
    }
}
