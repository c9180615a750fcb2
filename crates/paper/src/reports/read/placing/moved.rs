//! Whether the numbers of a row may have moved: a cell is missing in it or one too many, and what is left does not add up.

use rust_decimal::Decimal;

use super::Placed;
use crate::reports::read::numbers::{Value, value};

/// What is in doubt of a row that stands in its columns and yet may lack a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reports::read) enum Doubt {
    /// The sum at its end is blank, and no other number of the row can be it.
    Sum,
    /// Any of its numbers may belong to the column beside it.
    Row,
    /// It does not add up and lacks a cell, or would add up if its last numbers stood one column further.
    Moved,
}

/// Whether a number stands beside a row whose sums are none of what stands in it: a cell is one too many before it.
pub(super) fn may_be_moved(placed: &Placed, sums: &[usize]) -> bool {
    !sums.is_empty() && placed.beside.iter().any(|text| is_number(text)) && !adds_up(&placed.texts, sums)
}

/// Whether the row would add up with one cell more in it, and does not as it stands: with zeros left blank nobody sees that
/// a cell is missing.
fn lacks_a_cell(texts: &[String], sums: &[usize], is_lacking: bool) -> bool {
    let Some((last, rest)) = texts.split_last() else {
        return false;
    };
    let has_numbers = texts
        .iter()
        .any(|text| amount(text).is_some_and(|amount| !amount.is_zero()));
    if !is_blank(last) || sums.is_empty() || !has_numbers || adds_up(texts, sums) {
        return false;
    }
    is_lacking
        || (0..texts.len()).any(|gap| {
            let mut longer = rest.to_vec();
            longer.insert(gap, String::new());
            adds_up(&longer, sums)
        })
}

/// Whether cells that are only counted may stand one column further: one at an end is blank, though zeros are written in
/// this row, or the row does not add up and there are other ways to take it, or nothing else is blank.
pub(super) fn is_loose(texts: &[String], sums: &[usize], is_only_way: bool) -> bool {
    let (Some(first), Some(last)) = (texts.first(), texts.last()) else {
        return false;
    };
    let has_open_end = is_blank(first) || is_blank(last);
    let is_something = |text: &&String| amount(text).is_none_or(|amount| !amount.is_zero());
    if texts.len() < 2 || !has_open_end || !texts.iter().any(|text| is_something(&text)) {
        return false;
    }
    if sums.is_empty() {
        // A mark that closes the row looks like a last cell left blank.
        return is_blank(last) && texts.iter().filter(|text| !is_blank(text)).count() + 1 == texts.len();
    }
    let is_sum = |index: usize| sums.contains(&index);
    let mut filled = (0..texts.len()).filter(|index| texts.get(*index).is_some_and(|text| !is_blank(text)));
    if filled.all(is_sum) {
        return false;
    }
    let has_zeros = texts
        .iter()
        .any(|text| !is_blank(text) && amount(text).is_some_and(|amount| amount.is_zero()));
    let has_gap = || {
        let filled = |text: &&String| !is_blank(text);
        let first = texts.iter().position(|text| filled(&text));
        let last = texts.iter().rposition(|text| filled(&text));
        let inner = first.zip(last).and_then(|(first, last)| texts.get(first..=last));
        inner.is_some_and(|inner| inner.iter().any(|text| is_blank(text)))
    };
    has_zeros || !(adds_up(texts, sums) || (is_only_way && has_gap()))
}

/// What is in doubt of a row whose last cell is blank while all others hold something: where lines or a sheet's grid make
/// the cells, nobody sees whether it was left blank or another is missing.
/// A row that `is_lacking` has fewer cells than its table has columns.
pub(in crate::reports::read) fn doubt(texts: &[String], sums: &[usize], is_lacking: bool) -> Option<Doubt> {
    let (last, others) = texts.split_last()?;
    let amounts: Vec<Decimal> = others.iter().map(|text| amount(text)).collect::<Option<_>>()?;
    let is_short = is_blank(last) && others.len() > 1 && !others.iter().any(|text| is_blank(text));
    // Of a row without a sum the one number that is none may be what is missing.
    let is_nothing = !sums.is_empty() && amounts.iter().all(Decimal::is_zero);
    if !is_short && lacks_a_cell(texts, sums, is_lacking) {
        return Some(Doubt::Moved);
    }
    if !is_short || is_nothing {
        return None;
    }
    let Some(every) = texts.len().checked_div(sums.len()) else {
        return Some(Doubt::Row);
    };
    let whole = texts.len() - every.max(1);
    let (before, block) = amounts.split_at_checked(whole)?;
    let is_whole = before.is_empty() || adds_up(texts.get(..whole)?, sums.get(..sums.len() - 1)?);
    let ends_in_sum = sums.last() == Some(&(texts.len() - 1));
    // The number before the blank is no sum of those before it.
    let is_sure = block
        .split_last()
        .is_some_and(|(end, rest)| *end < rest.iter().sum());
    Some(if is_whole && ends_in_sum && is_sure {
        Doubt::Sum
    } else {
        Doubt::Row
    })
}

/// Whether each sum is that of the other cells of its block.
fn adds_up(texts: &[String], sums: &[usize]) -> bool {
    let Some(every) = texts.len().checked_div(sums.len()) else {
        return false;
    };
    texts.chunks(every.max(1)).zip(sums).all(|(group, sum)| {
        let all: Option<Decimal> = group.iter().map(|text| amount(text)).sum();
        let sum = texts.get(*sum).and_then(|text| amount(text));
        all.zip(sum).is_some_and(|(all, sum)| all == sum + sum)
    })
}

fn amount(text: &str) -> Option<Decimal> {
    value(text).amount()
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

fn is_number(text: &str) -> bool {
    matches!(value(text), Value::Number(_) | Value::Noted(..))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn a_counted_row_with_an_open_end_is_loose_unless_it_adds_up_with_its_zeros_left_blank() {
        let is_loose_row = |row: &[&str]| is_loose(&texts(row), &[6], false);
        assert!(is_loose_row(&["", "10", "26", "4", "5", "35", "101"]));
        assert!(is_loose_row(&["10", "26", "4", "5", "35", "101", ""]));
        assert!(is_loose_row(&["", "21", "0", "0", "0", "0", "21"]));
        assert!(!is_loose_row(&["", "21", "", "", "", "", "21"]));
        assert!(!is_loose_row(&["", "", "", "", "", "", "21"]));
        assert!(!is_loose_row(&["0", "0", "0", "0", "0", "0", ""]));
        assert!(
            is_loose_row(&["20", "3", "0", "0", "0", "5", ""]),
            "whose sum may be any of them"
        );
        let alone = |row: &[&str]| is_loose(&texts(row), &[6], true);
        assert!(alone(&["10", "26", "4", "5", "35", "101", ""]));
        assert!(!alone(&["", "26", "", "5", "", "", ""]));
        assert!(is_loose(&texts(&["2", "31", ""]), &[], true));
        assert!(!is_loose(&texts(&["", "", "31"]), &[], true));
    }

    #[test]
    fn a_blank_at_a_rows_end_is_in_doubt_alone_where_no_other_number_can_be_the_sum() {
        let of = |row: &[&str]| doubt(&texts(row), &[6], false);
        assert_eq!(of(&["20", "3", "0", "0", "0", "5", ""]), Some(Doubt::Sum));
        assert_eq!(of(&["20", "0", "0", "0", "0", "20", ""]), Some(Doubt::Row));
        assert_eq!(of(&["0", "0", "0", "0", "0", "0", ""]), None);
        assert_eq!(of(&["20", "", "", "", "", "", ""]), None);
        assert_eq!(of(&["1304", "", "", "", "7", "1311", ""]), Some(Doubt::Moved));
        assert_eq!(of(&["1304", "", "", "", "7", "", "1311"]), None);
        assert_eq!(
            of(&["1304", "", "", "", "7", "9", ""]),
            None,
            "a sum that is missing or wrong"
        );
        assert_eq!(of(&["20", "0", "0", "0", "0", "0", "20"]), None);
        assert_eq!(doubt(&texts(&["2", "31", ""]), &[], false), Some(Doubt::Row));
        assert_eq!(doubt(&texts(&["0", "0", ""]), &[], false), Some(Doubt::Row));
        let lacking = ["6", "12", "", "", "37", "3", ""];
        assert_eq!(doubt(&texts(&lacking), &[6], true), Some(Doubt::Moved));
        let four = |end: &'static str| ["1", "1", "1", "1", end, "3", "1", "1", "1", ""];
        assert_eq!(doubt(&texts(&four("4")), &[4, 9], false), Some(Doubt::Sum));
        assert_eq!(doubt(&texts(&four("5")), &[4, 9], false), Some(Doubt::Row));
    }
}
