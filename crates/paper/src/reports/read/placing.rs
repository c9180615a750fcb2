//! Which of a row's cells are its numbers, and which column of table 三 each belongs to: in order where there are seven,
//! by the columns of the head where there are more or fewer. What fits neither way is not guessed.

use std::collections::BTreeMap;

use law::codes::ApplicantKind;

use super::blocks::Slot;
use super::numbers::{Value, value};

/// The columns of the kinds of applicant, as a table's head names them.
pub(super) type Columns = BTreeMap<usize, ApplicantKind>;

/// Where the numbers of a row begin: after the last cell that is words. `None` when there is no number after it.
pub(super) fn numbers_begin(cells: &[Slot]) -> Option<usize> {
    let last_words = cells
        .iter()
        .rposition(|cell| value(&cell.text) == Value::Other && !is_stray(cells, cell))?;
    (last_words + 1 < cells.len()).then_some(last_words + 1)
}

/// Words among numbers, with numbers on both sides and a label before them: not a label but something that can't be
/// read. A serial number before the label is none of those numbers.
fn is_stray(cells: &[Slot], cell: &Slot) -> bool {
    let is_number = |one: &&Slot| {
        matches!(
            value(&one.text),
            Value::Number(_) | Value::Noted(..) | Value::Stroke
        )
    };
    let label = cells.iter().find(|one| value(&one.text) == Value::Other);
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

/// The numbers of a row of table 三 with their columns; `None` where it can't be told which is which.
pub(super) fn place(numbers: &[Slot], columns: Option<&Columns>) -> Option<Vec<(ApplicantKind, String)>> {
    let known = columns.filter(|columns| columns.len() == ApplicantKind::ALL.len());
    let order: Vec<ApplicantKind> = known.map_or_else(
        || ApplicantKind::ALL.to_vec(),
        |columns| columns.values().copied().collect(),
    );
    let is_cut_short = numbers.first().is_some_and(|first| {
        first.text.trim().is_empty()
            && known.is_some_and(|columns| columns.keys().next().is_some_and(|left| first.column < *left))
    });
    if numbers.len() == order.len() && !is_cut_short {
        return Some(zip(&order, numbers.iter()));
    }
    if let Some(placed) = known.and_then(|columns| by_columns(numbers, columns)) {
        return Some(placed);
    }
    counted(numbers).map(|kept| zip(&order, kept.iter()))
}

fn zip<'a>(order: &[ApplicantKind], numbers: impl Iterator<Item = &'a Slot>) -> Vec<(ApplicantKind, String)> {
    order
        .iter()
        .copied()
        .zip(numbers.map(|slot| slot.text.clone()))
        .collect()
}

/// By the columns of the head: every number must stand in exactly one of them.
fn by_columns(numbers: &[Slot], columns: &Columns) -> Option<Vec<(ApplicantKind, String)>> {
    let covered = |slot: &Slot| columns.range(slot.column..slot.column + slot.across).count();
    let filled = || numbers.iter().filter(|slot| !slot.text.trim().is_empty());
    if filled().any(|slot| covered(slot) != 1) {
        return None;
    }
    let at = |column: usize| {
        numbers
            .iter()
            .find(|slot| (slot.column..slot.column + slot.across).contains(&column))
    };
    let placed = columns
        .iter()
        .map(|(column, kind)| (*kind, at(*column).map_or(String::new(), |slot| slot.text.clone())));
    Some(placed.collect())
}

/// Seven numbers where columns are not known; a swallowed or doubled cell stands before them, or empty ones after.
fn counted(numbers: &[Slot]) -> Option<&[Slot]> {
    let count = ApplicantKind::ALL.len();
    let is_blank = |slot: &&Slot| slot.text.trim().is_empty();
    let trailing = numbers.iter().rev().take_while(is_blank).count();
    let leading = numbers.iter().take_while(is_blank).count();
    let surplus = numbers.len().checked_sub(count)?;
    let skipped = leading.min(surplus);
    let dropped = trailing.min(surplus - skipped);
    numbers
        .get(skipped..numbers.len() - dropped)
        .filter(|kept| kept.len() == count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slots(texts: &[&str], first: usize) -> Vec<Slot> {
        (first..)
            .zip(texts)
            .map(|(column, text)| Slot {
                column,
                across: 1,
                text: (*text).to_owned(),
            })
            .collect()
    }

    fn head(first: usize) -> Columns {
        (first..).zip(ApplicantKind::ALL.iter().copied()).collect()
    }

    fn texts(placed: Option<Vec<(ApplicantKind, String)>>) -> Option<Vec<String>> {
        placed.map(|placed| placed.into_iter().map(|(_, text)| text).collect())
    }

    #[test]
    fn seven_numbers_are_taken_in_order_even_where_a_wrong_span_moved_them() {
        let numbers = slots(&["1", "2", "3", "4", "5", "6", "7"], 2);
        let placed = texts(place(&numbers, Some(&head(3)))).unwrap();
        assert_eq!(placed, ["1", "2", "3", "4", "5", "6", "7"]);
    }

    #[test]
    fn a_blank_label_cell_before_six_numbers_is_not_the_first_number() {
        let numbers = slots(&["", "1", "2", "3", "4", "5", "6"], 2);
        let placed = texts(place(&numbers, Some(&head(3)))).unwrap();
        assert_eq!(placed, ["1", "2", "3", "4", "5", "6", ""]);
    }

    #[test]
    fn six_numbers_without_a_head_are_not_guessed() {
        assert_eq!(place(&slots(&["1", "2", "3", "4", "5", "6"], 1), None), None);
    }

    #[test]
    fn a_serial_number_before_the_label_does_not_hide_it() {
        let cells = slots(
            &[
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
            ],
            0,
        );
        assert_eq!(numbers_begin(&cells), Some(3));
        let cells = slots(&["（一）予以公开", "1", "若干", "3", "4", "5", "6", "7"], 0);
        assert_eq!(numbers_begin(&cells), Some(1));
    }
}
