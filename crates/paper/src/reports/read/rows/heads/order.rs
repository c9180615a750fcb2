//! In which order a head names its columns: group by group where its lines say what stands over what, and whether a head
//! that is legible in part stands as the format has it.

/// What stands at a place of a head from left to right: which column it names (by its place in the format), or nothing
/// that can be read.
pub(super) type Item = Option<usize>;

/// What is known of a head's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::reports::read) enum Order {
    /// Every column is named: for each place the column.
    Named(Vec<usize>),
    /// Two ways to take it, one of them the usual.
    Likely,
    /// As far as it is legible it is the usual one.
    Usual,
    /// It is another than the usual, and not legible enough to go by.
    Contrary,
}

/// The order of a head of so many columns, block after block. Of words of text several may be the pieces of one name; a
/// cell is one.
pub(super) fn of(items: &[Item], count: usize, may_be_pieces: bool) -> Order {
    let named: Vec<usize> = items.iter().filter_map(|item| *item).collect();
    let is_whole = !named.is_empty() && named.len() == items.len();
    if is_whole && named.chunks(count).all(|block| is_permutation(block, count)) {
        return Order::Named(named);
    }
    let is_in_place = |(place, item): (usize, &Item)| item.is_none_or(|column| place % count == column);
    if items.len().is_multiple_of(count) && items.iter().enumerate().all(is_in_place) {
        return Order::Usual;
    }
    // Where more words are illegible than names are missing, only the order of the others counts.
    let illegible = items.len() - named.len();
    let missing = named.len().next_multiple_of(count) - named.len();
    let falls = named
        .windows(2)
        .filter(|pair| matches!(pair, [one, other] if one >= other))
        .count();
    let is_rising = falls <= named.len().saturating_sub(1) / count;
    if may_be_pieces && illegible > missing && is_rising {
        Order::Usual
    } else {
        Order::Contrary
    }
}

/// What a head comes to that may be cut in several ways, the surest first.
pub(super) fn first_of(ways: impl IntoIterator<Item = Order>) -> Order {
    let ways: Vec<Order> = ways.into_iter().collect();
    let sure = ways.iter().find(|way| **way != Order::Contrary);
    sure.cloned().unwrap_or(Order::Contrary)
}

fn is_permutation(block: &[usize], count: usize) -> bool {
    block.len() == count && (0..count).all(|column| block.contains(&column))
}

/// Whether every column that is named stands where the format has it, seen from the others.
pub(super) fn is_usual(seats: &[(usize, usize)], count: usize) -> bool {
    let Some((first, column)) = seats.first() else {
        return true;
    };
    let is_rising = seats
        .windows(2)
        .all(|pair| matches!(pair, [one, other] if one.0 < other.0));
    is_rising
        && seats
            .iter()
            .all(|(place, other)| (place - first + column) % count == *other)
}

/// A word of the head of table 三.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// 申请人情况
    Applicants,
    /// 法人或其他组织
    Legal,
    Column(Item),
}

/// How many kinds of applicant 法人或其他组织 stands over, and how many there are.
const LEGAL: std::ops::Range<usize> = 1..6;
const KINDS: usize = 7;

/// The orders in which the lines of table 三's head may be taken.
pub(super) fn of_kinds(lines: &[Vec<Part>]) -> Vec<Vec<Item>> {
    match lines.iter().find(|line| is_all_in_one(line)) {
        Some(line) => of_stream(line),
        None => vec![expanded(lines)],
    }
}

/// The groups of a line, each taken for what the next line has.
fn expanded(lines: &[Vec<Part>]) -> Vec<Item> {
    let mut order: Vec<Part> = Vec::new();
    for line in lines {
        let at = |part: Part| order.iter().position(|one| *one == part);
        let group = at(Part::Applicants).or_else(|| at(Part::Legal));
        let has_both = line.contains(&Part::Applicants) && line.contains(&Part::Legal);
        let line = line
            .iter()
            .filter(|part| !(has_both && **part == Part::Applicants))
            .copied();
        match group {
            Some(group) => {
                order.splice(group..=group, line);
            }
            None => order.extend(line),
        }
    }
    let items = order.iter().flat_map(|part| match part {
        Part::Applicants => Vec::new(),
        Part::Legal => vec![None; LEGAL.len()],
        Part::Column(item) => vec![*item],
    });
    items.collect()
}

/// Whether a line has 法人或其他组织 and what stands under it.
fn is_all_in_one(line: &[Part]) -> bool {
    let columns = line.iter().filter(|part| matches!(part, Part::Column(_))).count();
    line.contains(&Part::Legal) && columns + 1 >= KINDS
}

/// The ways to take a head whose words stand one after another: what stands under 法人或其他组织 comes last, as in the rows of
/// a page, or right after it; of two columns before it the first may stand beside 申请人情况, after all that is under it.
fn of_stream(line: &[Part]) -> Vec<Vec<Item>> {
    let column = |part: &Part| match part {
        Part::Column(item) => Some(*item),
        Part::Applicants | Part::Legal => None,
    };
    let legal = line.iter().position(|part| *part == Part::Legal).unwrap_or(0);
    let (before, after) = line.split_at(legal);
    let before: Vec<Item> = before.iter().filter_map(column).collect();
    let after: Vec<Item> = after.iter().filter_map(column).collect();
    let (beside, under) = after.split_at(after.len().saturating_sub(LEGAL.len()));
    let by_rows = [&before[..], under, beside].concat();
    let by_columns = [&before[..], &after[..]].concat();
    let mut orders = vec![nearest(by_rows, by_columns)];
    if line.first() == Some(&Part::Applicants) && before.len() > 1 {
        let mut moved = orders.concat();
        moved.rotate_left(1);
        orders.push(moved);
    }
    orders
}

/// The one that is nearer to the format: whoever moves columns leaves the others where they are.
fn nearest(one: Vec<Item>, other: Vec<Item>) -> Vec<Item> {
    let moved = |order: &[Item]| {
        let places = order.iter().enumerate();
        places
            .filter(|(place, item)| item.is_some_and(|column| column != *place))
            .count()
    };
    if moved(&other) < moved(&one) { other } else { one }
}

/// What the ways to take a head come to.
pub(super) fn settled(orders: &[Vec<Item>], may_be_pieces: bool) -> Order {
    let each: Vec<Order> = orders
        .iter()
        .map(|order| of(order, KINDS, may_be_pieces))
        .collect();
    let is_usual = |order: &Order| match order {
        Order::Named(named) => named.iter().copied().eq(0..KINDS),
        Order::Usual => true,
        Order::Likely | Order::Contrary => false,
    };
    match each.as_slice() {
        [only] => only.clone(),
        several if several.iter().any(is_usual) => Order::Likely,
        _ => Order::Contrary,
    }
}

#[cfg(test)]
mod tests {
    use super::Part::{Applicants, Legal};
    use super::*;

    fn columns(columns: &[usize]) -> Vec<Part> {
        columns.iter().map(|column| Part::Column(Some(*column))).collect()
    }

    fn kinds(lines: &[Vec<Part>]) -> Order {
        settled(&of_kinds(lines), false)
    }

    fn some(columns: &[usize]) -> Vec<Item> {
        columns.iter().map(|column| Some(*column)).collect()
    }

    #[test]
    fn what_stands_under_a_group_takes_its_place() {
        let legal = columns(&[2, 1, 3, 4, 5]);
        let top = vec![Part::Column(Some(0)), Legal];
        let beside = [
            vec![Applicants, Part::Column(Some(6))],
            top.clone(),
            legal.clone(),
        ];
        let under = [vec![Applicants], [top, columns(&[6])].concat(), legal];
        for lines in [&beside[..], &under[..], &under[1..]] {
            assert_eq!(kinds(lines), Order::Named(vec![0, 2, 1, 3, 4, 5, 6]));
        }
    }

    #[test]
    fn words_one_after_another_are_taken_in_the_way_nearest_to_the_format() {
        let stream = |before: &[usize], after: &[usize]| {
            let groups = [vec![Applicants], columns(before), vec![Legal], columns(after)];
            kinds(&[groups.concat()])
        };
        assert_eq!(stream(&[0], &[6, 1, 2, 3, 4, 5]), Order::Named((0..7).collect()));
        assert_eq!(stream(&[0], &[1, 2, 3, 4, 5, 6]), Order::Named((0..7).collect()));
        assert_eq!(
            stream(&[6], &[0, 1, 2, 4, 3, 5]),
            Order::Named(vec![6, 1, 2, 4, 3, 5, 0])
        );
        assert_eq!(stream(&[6, 0], &[1, 2, 3, 4, 5]), Order::Likely);
        assert_eq!(stream(&[0, 6], &[1, 2, 3, 4, 5]), Order::Contrary);
        // Columns of both levels exchanged.
        assert_eq!(
            stream(&[1], &[6, 0, 2, 3, 4, 5]),
            Order::Named(vec![1, 0, 2, 3, 4, 5, 6])
        );
        assert_eq!(
            stream(&[0], &[5, 1, 2, 3, 4, 6]),
            Order::Named(vec![0, 1, 2, 3, 4, 6, 5])
        );
    }

    #[test]
    fn a_head_legible_in_part_is_the_usual_one_or_none_to_go_by() {
        let stocks = |items: &[Item]| of(items, 3, false);
        assert_eq!(stocks(&[Some(0), None, Some(2)]), Order::Usual);
        assert_eq!(stocks(&[Some(2), None, Some(1)]), Order::Contrary);
        for other in [[0, 2], [1, 2], [0, 1]] {
            assert_eq!(stocks(&some(&other)), Order::Contrary, "{other:?}");
        }
        assert_eq!(stocks(&some(&[0, 0, 2])), Order::Contrary);
    }

    #[test]
    fn a_name_in_pieces_of_text_is_not_counted() {
        let usual = [Some(0), None, None, Some(2)];
        assert_eq!(of(&usual, 3, true), Order::Usual);
        assert_eq!(of(&[Some(2), None, None, Some(0)], 3, true), Order::Contrary);
        assert_eq!(of(&usual, 3, false), Order::Contrary);
    }

    #[test]
    fn blocks_are_each_a_head_of_their_own() {
        let verdicts = |columns: &[usize]| of(&some(columns), 5, false);
        let second = [0, 1, 2, 3, 4, 3, 1, 2, 0, 4];
        assert_eq!(verdicts(&second), Order::Named(second.to_vec()));
        assert_eq!(verdicts(&[0, 1, 2, 3, 4, 0, 1, 2, 3]), Order::Contrary);
        assert_eq!(verdicts(&[0, 1, 2, 3, 4, 0, 1, 1, 3, 4]), Order::Contrary);
    }
}
