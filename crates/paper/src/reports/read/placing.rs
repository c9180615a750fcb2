//! Which of a row's cells belongs to which column: by the columns that the table's head names. Where there is no such
//! head, cells are taken in their order, if that can be done in one way only. What fits neither way is not guessed.

mod moved;

use super::blocks::Slot;
use super::numbers::{Value, value};
pub(super) use moved::{Doubt, doubt};
use moved::{is_loose, may_be_moved};

/// The columns of a row that are due, from left to right.
pub(super) struct Due<'a> {
    /// How many.
    pub count: usize,
    /// Where the head of the table has them, if it is known.
    pub columns: Option<&'a [usize]>,
    /// Which of them are sums, one in every block of as many columns; none where the row has no sums.
    pub sums: &'a [usize],
    /// Whether cells know their column; in plain text they are only counted.
    pub is_aligned: bool,
}

/// A row's cells, each with what stands in it (blank where the row has none), in the order of the columns that are due.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Placed {
    pub texts: Vec<String>,
    /// Cells that are filled but belong to no column that is due.
    pub beside: Vec<String>,
    /// Whether the cells could stand otherwise too: a sum is there where the other way has none.
    pub is_likely: bool,
}

impl Placed {
    /// Cells that can stand in no other way.
    pub fn surely(texts: Vec<String>) -> Self {
        Self {
            texts,
            beside: Vec::new(),
            is_likely: false,
        }
    }

    /// So many cells with nothing in them.
    pub fn blank(count: usize) -> Self {
        Self::surely(vec![String::new(); count])
    }
}

/// The cells after a row's label in their columns. Words right after it are the label's own where they fit nowhere and
/// every column has its cell behind them (`规章 | 制发 废止 现行有效 | 3 | 5 | 74`).
pub(super) fn place_after_label(slots: &[Slot], due: &Due<'_>) -> Option<Placed> {
    const LEAST: usize = 4;
    let is_words = |slot: &&Slot| {
        value(&slot.text) == Value::Other
            && slot.text.chars().nth(LEAST - 1).is_some()
            && !slot.text.contains(|one: char| one.is_ascii_digit())
    };
    let words = slots.iter().take_while(is_words).count();
    let behind = || {
        slots
            .get(words..)
            .filter(|behind| behind.iter().filter(|slot| is_filled(slot)).count() == due.count)
    };
    let among = if words > 0 && due.columns.is_none() {
        None
    } else {
        place(slots, due)
    };
    among.or_else(|| place(behind().filter(|_| words > 0)?, due))
}

/// The cells in their columns; `None` where it can't be told which is which.
fn place(slots: &[Slot], due: &Due<'_>) -> Option<Placed> {
    if !slots.iter().any(is_filled) {
        return Some(Placed::blank(due.count));
    }
    if let Some(placed) = due.columns.and_then(|columns| exactly(slots, columns)) {
        let is_sure = |texts: &[String]| due.is_aligned || !is_loose(texts, due.sums, true);
        return Some(placed).filter(|placed| !may_be_moved(placed, due.sums) && is_sure(&placed.texts));
    }
    let by_head = due.columns.and_then(|columns| by_columns(slots, columns));
    let has_head = by_head.is_some();
    let filled = slots.iter().filter(|slot| is_filled(slot)).count();
    if due.is_aligned && due.columns.is_some() {
        // A row that lacks a cell, all others filled: nobody knows which it lacks.
        let lacks_one = slots.len() < due.count && filled == slots.len();
        // Cells that stand under no head, or under two, are in order only where each column has one.
        let is_astray = !has_head && filled != due.count;
        if lacks_one || is_astray {
            return None;
        }
    }
    let mut ways: Vec<Vec<String>> = Vec::new();
    for way in by_head.into_iter().chain(windows(slots, due.count)) {
        if !ways.contains(&way) {
            ways.push(way);
        }
    }
    let is_many = ways.len() > 1;
    if !due.is_aligned {
        // Every cell is filled, and there are too few of them.
        let lacks_some = slots.len() < due.count && filled == slots.len();
        ways.retain(|way| !lacks_some && !is_loose(way, due.sums, !is_many));
    }
    if let [_] = ways.as_slice()
        && !is_many
    {
        return ways.pop().map(Placed::surely);
    }
    // The head says one thing and the row's length another: where cells have columns, one of both is wrong.
    if has_head && due.is_aligned {
        return None;
    }
    ways.retain(|way| has_sums(way, due.sums));
    match ways.as_slice() {
        [_] => ways.pop().map(|texts| Placed {
            is_likely: true,
            ..Placed::surely(texts)
        }),
        _ => None,
    }
}

fn is_filled(slot: &Slot) -> bool {
    !slot.text.trim().is_empty()
}

/// Every column of the head has a cell of its own: the others stand beside the table.
fn exactly(slots: &[Slot], columns: &[usize]) -> Option<Placed> {
    let own = |column: &usize| {
        slots
            .iter()
            .find(|slot| slot.column == *column && slot.across == 1)
            .map(|slot| slot.text.clone())
    };
    let texts = columns.iter().map(own).collect::<Option<Vec<String>>>()?;
    let last = columns.last()?;
    let mut beside = Vec::new();
    for slot in slots
        .iter()
        .filter(|slot| is_filled(slot) && !columns.contains(&slot.column))
    {
        // What stands before the first column or between two may be the row's label, or a number that was moved.
        if slot.column < *last {
            return None;
        }
        beside.push(slot.text.trim().to_owned());
    }
    Some(Placed {
        beside,
        ..Placed::surely(texts)
    })
}

/// By the columns of the head: every filled cell must stand in exactly one of them.
fn by_columns(slots: &[Slot], columns: &[usize]) -> Option<Vec<String>> {
    let covers = |slot: &Slot, column: usize| (slot.column..slot.column + slot.across).contains(&column);
    let covered = |slot: &Slot| columns.iter().filter(|column| covers(slot, **column)).count();
    if slots.iter().any(|slot| is_filled(slot) && covered(slot) != 1) {
        return None;
    }
    let at = |column: &usize| {
        let slot = slots.iter().find(|slot| covers(slot, *column));
        slot.map_or(String::new(), |slot| slot.text.clone())
    };
    Some(columns.iter().map(at).collect())
}

/// The ways in which so many neighbouring cells can be taken with nothing filled left over.
fn windows(slots: &[Slot], count: usize) -> impl Iterator<Item = Vec<String>> {
    let filled = || slots.iter().enumerate().filter(|(_, slot)| is_filled(slot));
    let first = filled().map(|(index, _)| index).next();
    let last = filled().map(|(index, _)| index).next_back();
    let last_start = slots.len().checked_sub(count);
    let starts = last_start.map_or(0..0, |last| 0..last + 1);
    starts
        .filter(move |start| {
            first.is_none_or(|first| *start <= first) && last.is_none_or(|last| last < start + count)
        })
        .filter_map(move |start| slots.get(start..start + count))
        .map(|kept| kept.iter().map(|slot| slot.text.clone()).collect())
}

/// Cells that are one number throughout: whichever column each belongs to, it is the same.
pub(super) fn alike(slots: &[Slot], count: usize) -> Option<Placed> {
    let filled = || slots.iter().filter(|slot| is_filled(slot));
    let Some(first) = filled().next() else {
        return Some(Placed::blank(count));
    };
    let number = |slot: &Slot| match value(&slot.text) {
        Value::Noted(..) => None,
        value => value.amount(),
    };
    let is_same = |slot: &Slot| number(slot).is_some() && number(slot) == number(first);
    let is_whole = filled().count() == count && filled().all(is_same);
    is_whole.then(|| Placed::surely(filled().map(|slot| slot.text.clone()).collect()))
}

/// Whether each sum is there where something is to be summed, and no smaller than any of it.
pub(super) fn has_sums(texts: &[String], sums: &[usize]) -> bool {
    let Some(every) = texts.len().checked_div(sums.len()) else {
        return false;
    };
    let is_blank = |text: &String| text.trim().is_empty();
    let fits = |(group, sum): (&[String], &usize)| {
        let Some(sum) = texts.get(*sum) else { return false };
        let sum_is_fit = |part: &String| match (value(part).amount(), value(sum).amount()) {
            (Some(part), Some(sum)) => part <= sum,
            _ => true,
        };
        group.iter().all(is_blank) || (!is_blank(sum) && group.iter().all(sum_is_fit))
    };
    texts.chunks(every.max(1)).zip(sums).all(fits)
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

    const HEAD: [usize; 7] = [3, 4, 5, 6, 7, 8, 9];

    fn seven(columns: Option<&[usize]>, is_aligned: bool) -> Due<'_> {
        Due {
            count: 7,
            columns,
            sums: &[6],
            is_aligned,
        }
    }

    fn texts(placed: Option<Placed>) -> Option<String> {
        placed.map(|placed| placed.texts.join("|"))
    }

    #[test]
    fn seven_numbers_are_taken_in_order_even_where_a_wrong_span_moved_them() {
        let numbers = slots(&["1", "2", "3", "4", "5", "6", "7"], 2);
        let placed = texts(place(&numbers, &seven(Some(&HEAD), true)));
        assert_eq!(placed.as_deref(), Some("1|2|3|4|5|6|7"));
    }

    #[test]
    fn cells_after_the_last_column_move_none() {
        let numbers = slots(&["1", "", "", "4", "5", "", "", "", ""], 3);
        let placed = texts(place(&numbers, &seven(Some(&HEAD), true)));
        assert_eq!(placed.as_deref(), Some("1|||4|5||"));
        let remarked = slots(&["1", "2", "3", "4", "5", "6", "7", "含上年"], 3);
        let placed = place(&remarked, &seven(Some(&HEAD), true)).unwrap();
        assert_eq!(placed.beside, ["含上年"]);
    }

    #[test]
    fn words_between_a_label_and_all_its_numbers_belong_to_the_label() {
        let stocks = Due {
            count: 3,
            columns: None,
            sums: &[],
            is_aligned: false,
        };
        let numbers = slots(&["制发废止现行有效", "3", "5", "74"], 1);
        assert_eq!(
            texts(place_after_label(&numbers, &stocks)).as_deref(),
            Some("3|5|74")
        );
        let torn = slots(&["制发废止现行有效", "3", "5"], 1);
        assert_eq!(place_after_label(&torn, &stocks), None);
        assert_eq!(
            place_after_label(&slots(&["约20", "3", "5", "74"], 1), &stocks),
            None
        );
    }

    #[test]
    fn where_head_and_length_contradict_each_other_nothing_is_guessed() {
        let numbers = slots(&["", "1", "2", "3", "4", "5", "6"], 2);
        assert_eq!(place(&numbers, &seven(Some(&HEAD), true)), None);
        assert_eq!(
            place(&slots(&["1", "2", "3", "4", "5", "6"], 1), &seven(None, true)),
            None
        );
    }

    #[test]
    fn a_row_that_lacks_a_cell_or_whose_cells_were_merged_is_not_guessed() {
        let head = Some(&HEAD[..]);
        let short = slots(&["1", "2", "3", "4", "5", "6"], 3);
        assert_eq!(place(&short, &seven(head, true)), None);
        let mut merged = slots(&["1", "2", "3", "4", "", "6", "7"], 3);
        merged.remove(4);
        if let Some(slot) = merged.get_mut(3) {
            slot.across = 2;
        }
        merged.extend(slots(&[""], 10));
        assert_eq!(place(&merged, &seven(head, true)), None);
        // The last cells were left out because they are blank.
        let blank = slots(&["1", "", "3"], 3);
        assert_eq!(
            texts(place(&blank, &seven(head, true))).as_deref(),
            Some("1||3||||")
        );
    }

    #[test]
    fn a_number_too_many_beside_a_row_that_does_not_add_up_is_not_guessed() {
        let head = Some(&HEAD[..]);
        let moved = slots(&["5", "1", "2", "3", "4", "5", "6", "21"], 3);
        assert_eq!(place(&moved, &seven(head, true)), None);
        let remarked = slots(&["1", "2", "3", "4", "5", "6", "21", "7"], 3);
        assert_eq!(
            texts(place(&remarked, &seven(head, true))).as_deref(),
            Some("1|2|3|4|5|6|21")
        );
    }

    #[test]
    fn without_a_head_a_lone_number_is_the_sum_and_that_is_said() {
        let numbers = slots(&["", "", "", "", "", "", "20", ""], 1);
        let placed = place(&numbers, &seven(None, false)).unwrap();
        assert_eq!(placed.texts.join("|"), "||||||20");
        assert!(placed.is_likely);
        // A kind without a sum fits in more than one way.
        let torn = slots(&["", "5", "", "", "", "", "", ""], 1);
        assert_eq!(place(&torn, &seven(None, false)), None);
    }
}
