//! Where the numbers of a row begin: after the cell that names it. What stands there and is no number is an unreadable
//! number, not a name.

use law::codes::{ApplicantKind, Route, TableThreeRow};

use super::four;
use crate::reports::read::blocks::{Slot, TableRow};
use crate::reports::read::labels::{self, TwoRow};
use crate::reports::read::naming::exact;
use crate::reports::read::numbers::{Value, value};

/// How many cells of words are looked at for a name; a row has three at most.
const MOST_NAMES: usize = 12;
/// A longer text names no row.
const LONGEST: usize = 160;

/// Where the numbers begin: after the last cell that names a row of the format, otherwise after the last cell that is
/// words. `None` when nothing stands after it.
pub(in crate::reports::read) fn numbers_begin(cells: &[Slot]) -> Option<usize> {
    let begin = name_at(cells).or_else(|| last_words(cells))? + 1;
    (begin < cells.len()).then_some(begin)
}

/// The last cell that by itself is a row's label. A row of many words is a head.
fn name_at(cells: &[Slot]) -> Option<usize> {
    let words: Vec<usize> = (0..)
        .zip(cells)
        .filter(|(_, cell)| is_words(cell))
        .map(|(index, _)| index)
        .take(MOST_NAMES + 1)
        .collect();
    let is_named = |index: &&usize| cells.get(**index).is_some_and(|cell| is_name(&cell.text));
    let name = words.iter().rfind(is_named).copied();
    name.filter(|_| words.len() <= MOST_NAMES)
}

pub(super) fn is_words(cell: &Slot) -> bool {
    value(&cell.text) == Value::Other
}

/// Whether the words are the label of a row of the format.
pub(super) fn is_name(text: &str) -> bool {
    text.chars().nth(LONGEST).is_none()
        && (labels::find::<TableThreeRow>(text).is_some()
            || labels::find::<TwoRow>(text).is_some()
            || exact::<Route>(text).is_some()
            || labels::find_at_end::<TableThreeRow>(text).is_some()
            || labels::find_at_end::<TwoRow>(text).is_some())
}

fn last_words(cells: &[Slot]) -> Option<usize> {
    cells
        .iter()
        .rposition(|cell| is_words(cell) && !is_stray(cells, cell))
}

/// Words among numbers, with numbers on both sides and a label before them: not a label but something that can't be
/// read. A serial number before the label is none of those numbers.
fn is_stray(cells: &[Slot], cell: &Slot) -> bool {
    let is_number = |one: &&Slot| value(&one.text).is_number();
    let label = cells.iter().find(|one| is_words(one));
    let Some(label) = label.filter(|label| label.column < cell.column) else {
        return false;
    };
    let before = cells
        .iter()
        .filter(|one| (label.column..cell.column).contains(&one.column))
        .filter(is_number)
        .count();
    let after = cells
        .iter()
        .filter(|one| one.column > cell.column)
        .filter(is_number)
        .count();
    let is_last = cells.last().is_some_and(|last| last.column == cell.column);
    (before >= 1 && after >= 1 && before + after >= 3) || (is_last && before >= 3)
}

/// Whether a row is part of a head although its last cells could be numbers left blank: 总计 and 其他 with nothing after
/// them, the kinds of applicants in a row, the columns of table 四. 其他 names a row as well, but not among the other kinds.
pub(super) fn is_head(row: &TableRow, names: &[&str], numbers: &[Slot]) -> bool {
    let is_kind = |name: &str| {
        ApplicantKind::ALL
            .iter()
            .any(|kind| labels::plain(name) == kind.label())
    };
    let is_filled = numbers.iter().any(|slot| !slot.text.trim().is_empty());
    let has_number = numbers.iter().any(|slot| value(&slot.text).is_number());
    let is_head_alone = !is_filled && names.last().is_none_or(|name| is_kind(name));
    let is_four_head = || row.cells.iter().any(|cell| four::is_head(&cell.text));
    let mut texts = row.cells.iter().map(|cell| cell.text.as_str());
    is_head_alone
        || (!has_number && is_four_head())
        || texts.all(|text| text.trim().is_empty() || is_kind(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begin(texts: &[&str]) -> Option<usize> {
        let slots: Vec<Slot> = (0..)
            .zip(texts)
            .map(|(column, text)| Slot {
                column,
                across: 1,
                text: (*text).to_owned(),
            })
            .collect();
        numbers_begin(&slots)
    }

    #[test]
    fn a_serial_number_before_the_label_does_not_hide_it() {
        let cells = [
            "3",
            "三、本年度办理结果",
            "（一）予以公开",
            "1",
            "2",
            "3",
            "4",
            "5",
            "6",
            "7",
        ];
        assert_eq!(begin(&cells), Some(3));
    }

    #[test]
    fn words_after_the_label_are_no_label() {
        assert_eq!(
            begin(&["（一）予以公开", "1", "若干", "3", "4", "5", "6", "7"]),
            Some(1)
        );
        assert_eq!(
            begin(&["（一）予以公开", "约20", "0", "0", "0", "0", "0", "20"]),
            Some(1)
        );
        assert_eq!(begin(&["行政许可", "4.5万"]), Some(1));
        assert_eq!(
            begin(&["（一）予以公开", "若干", "若干", "", "", "", "", "若干"]),
            Some(1)
        );
    }
}
