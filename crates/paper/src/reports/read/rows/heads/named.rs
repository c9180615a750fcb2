//! What the words of one head come to: by the columns they stand in, or by their order where a table has no true columns.

use law::codes::{ApplicantKind, Route, Verdict};

use super::order::{self, Item, Order, Part};
use super::words::{Line, Seat, Word};
use super::{Columns, Contrary, STOCKS};

/// A word of a head with its place in the format.
#[derive(Clone, Copy)]
struct Named {
    column: usize,
    at: Option<usize>,
}

/// The columns that these words of a table name, if each stands over one column and no two over the same.
fn by_place(named: &[Named]) -> Option<Vec<(usize, usize)>> {
    let mut seats: Vec<(usize, usize)> = named
        .iter()
        .map(|one| one.at.map(|at| (at, one.column)))
        .collect::<Option<_>>()?;
    seats.sort_unstable();
    let is_apart = seats
        .windows(2)
        .all(|pair| matches!(pair, [one, other] if one.0 < other.0));
    is_apart.then_some(seats)
}

/// What an order says of columns, with their places where they are known.
fn columns(
    order: Order,
    seats: Option<Vec<usize>>,
    count: usize,
    is_repeated: bool,
) -> Result<Columns, Contrary> {
    let order = match order {
        Order::Named(order) => order,
        Order::Usual => return Ok(Columns::usual(count)),
        Order::Likely => {
            return Ok(Columns {
                is_likely: true,
                ..Columns::usual(count)
            });
        }
        Order::Contrary => return Err(Contrary),
    };
    let is_alike = order.chunks(count).all(|block| order.starts_with(block));
    if !is_repeated && !is_alike {
        return Err(Contrary);
    }
    let length = if is_repeated { order.len() } else { count };
    let order: Vec<usize> = order.into_iter().take(length).collect();
    let at = seats.filter(|at| at.len() == order.len());
    Ok(Columns {
        order,
        at,
        is_likely: false,
    })
}

/// The head of a table by the places of its words; `None` where they say nothing for certain.
fn of_places(named: &[Named], count: usize, is_repeated: bool) -> Option<Result<Columns, Contrary>> {
    let seats = by_place(named)?;
    let items: Vec<Item> = seats.iter().map(|(_, column)| Some(*column)).collect();
    let order = order::of(&items, count, false);
    let at = seats.iter().map(|(at, _)| *at).collect();
    matches!(order, Order::Named(_)).then(|| columns(order, Some(at), count, is_repeated))
}

/// The usual columns, where those that are named stand as the format has them, and in the place of each other one there
/// is a cell that can't be read, or a group's.
fn of_usual_places(lines: &[&Line], named: &[Named], count: usize) -> Option<Vec<usize>> {
    let seats = by_place(named)?;
    let (at, column) = *seats.first()?;
    let last = seats.last()?.0;
    let begin = at.checked_sub(column)?;
    let blocks = (last - begin + 1).div_ceil(count);
    let places = begin..begin + blocks * count;
    let is_named = |place: &usize| seats.iter().any(|(at, _)| at == place);
    let covers = |seat: &Seat, place: usize| {
        let is_over = seat
            .column
            .is_some_and(|column| (column..column + seat.across).contains(&place));
        is_over && (is_gap(seat.word) || seat.word.is_group())
    };
    let is_covered = |place: &usize| {
        let mut all = lines.iter().flat_map(|line| &line.seats);
        all.any(|seat| covers(seat, *place))
    };
    let is_usual = order::is_usual(&seats, count);
    let are_there = places.clone().all(|place| is_named(&place) || is_covered(&place));
    (is_usual && are_there).then(|| places.collect())
}

/// Whether the words are too few to be a head.
fn are_few(named: &[Named]) -> bool {
    named.len() < 2
}

/// The columns of table 二's documents.
pub(super) fn stocks(lines: &[&Line]) -> Option<Result<Columns, Contrary>> {
    let column = |word: Word| match word {
        Word::Stock(stock) => Some(stock),
        _ => None,
    };
    let line = lines
        .iter()
        .rfind(|line| line.seats.iter().any(|seat| column(seat.word).is_some()))?;
    in_a_row(&[*line], &column, STOCKS, false)
}

/// The results of table 四, block after block.
pub(super) fn verdicts(lines: &[&Line]) -> Option<Result<Columns, Contrary>> {
    let index = |verdict: Verdict| Verdict::ALL.iter().position(|one| *one == verdict);
    let column = |word: Word| match word {
        Word::Verdict(verdict) => index(verdict),
        // 其他 for short.
        Word::Kind(ApplicantKind::Other) => index(Verdict::Other),
        Word::Total => index(Verdict::Total),
        _ => None,
    };
    let is_of = |line: &&&Line| {
        line.seats
            .iter()
            .any(|seat| matches!(seat.word, Word::Verdict(_)))
    };
    let of_verdicts: Vec<&Line> = lines.iter().filter(is_of).copied().collect();
    let head = in_a_row(&of_verdicts, &column, Verdict::ALL.len(), true)?;
    // Only columns say which numbers are of which block, where those stand in another order.
    let is_text = lines.iter().any(|line| line.table.is_none());
    Some(head.and_then(|head| {
        if is_text && !has_usual_blocks(lines) {
            Err(Contrary)
        } else {
            Ok(head)
        }
    }))
}

/// Whether the heads of table 四's blocks come in the format's order, each where it comes first.
fn has_usual_blocks(lines: &[&Line]) -> bool {
    let mut ranks: Vec<usize> = Vec::new();
    let words = lines.iter().flat_map(|line| &line.seats);
    for rank in words.filter_map(|seat| rank(seat.word)) {
        if !ranks.contains(&rank) {
            ranks.push(rank);
        }
    }
    ranks.is_sorted()
}

fn rank(word: Word) -> Option<usize> {
    match word {
        Word::Route(Route::Reconsideration) => Some(0),
        Word::Suits => Some(1),
        Word::Route(Route::LitigationDirect) => Some(2),
        Word::Route(Route::LitigationAfterReconsideration) => Some(3),
        _ => None,
    }
}

/// A head whose columns stand one beside another.
fn in_a_row(
    lines: &[&Line],
    column: &dyn Fn(Word) -> Option<usize>,
    count: usize,
    is_repeated: bool,
) -> Option<Result<Columns, Contrary>> {
    let of_line = |line: &&Line| named(line, column);
    let words: Vec<Named> = lines.iter().flat_map(of_line).collect();
    if are_few(&words) {
        return None;
    }
    let is_aligned = lines.iter().all(|line| line.table.is_some());
    if is_aligned && let Some(head) = of_places(&words, count, is_repeated) {
        return Some(head);
    }
    if is_aligned && let Some(at) = of_usual_places(lines, &words, count) {
        let order = (0..count).cycle().take(at.len()).collect();
        let at = (!is_repeated).then_some(at);
        return Some(Ok(Columns {
            order,
            at,
            is_likely: false,
        }));
    }
    let is_of = |word: Word| column(word).is_some();
    let order = order::first_of(CUTS.map(|cut| {
        let seats = lines.iter().flat_map(|line| cut(line, &is_of));
        let items: Vec<Item> = seats
            .filter(|seat| is_of(seat.word) || is_gap(seat.word))
            .map(|seat| column(seat.word))
            .collect();
        order::of(&items, count, may_be_pieces(lines))
    }));
    let counted: Option<Vec<usize>> = words.iter().map(|one| one.at).collect();
    let counted = counted.filter(|at| !is_aligned && is_unbroken(at));
    Some(columns(order, counted, count, is_repeated))
}

/// Whether a name may stand in pieces: in text without cells.
fn may_be_pieces(lines: &[&Line]) -> bool {
    lines
        .iter()
        .any(|line| line.seats.iter().any(|seat| seat.column.is_none()))
}

fn named(line: &Line, column: &dyn Fn(Word) -> Option<usize>) -> Vec<Named> {
    let of_seat = |seat: &Seat| {
        let at = seat.column.filter(|_| seat.across == 1);
        column(seat.word).map(|column| Named { column, at })
    };
    line.seats.iter().filter_map(of_seat).collect()
}

/// A place of a head where a column's name should stand.
fn is_gap(word: Word) -> bool {
    matches!(word, Word::Blank | Word::Unknown)
}

/// The words of a line that are of a head: from its first name to its last, or with those right beside them that can't be
/// read.
const CUTS: [Cut; 2] = [
    |line, is_of| within(line, is_of, false),
    |line, is_of| within(line, is_of, true),
];

type Cut = fn(&Line, &dyn Fn(Word) -> bool) -> Vec<Seat>;

/// A line from its first name to its last, without the blanks that a group stands over.
fn within(line: &Line, is_of: &dyn Fn(Word) -> bool, is_wide: bool) -> Vec<Seat> {
    let is_one = |seat: &Seat| is_of(seat.word);
    let (Some(first), Some(last)) = (
        line.seats.iter().position(is_one),
        line.seats.iter().rposition(is_one),
    ) else {
        return Vec::new();
    };
    let is_unknown = |seat: &&Seat| is_wide && seat.word == Word::Unknown;
    let before = line.seats.iter().take(first).rev().take_while(is_unknown).count();
    let after = line.seats.iter().skip(last + 1).take_while(is_unknown).count();
    let mut seats: Vec<Seat> = Vec::new();
    let mut is_over = false;
    for seat in line.seats.get(first - before..=last + after).unwrap_or(&[]) {
        is_over = seat.word.is_group() || (is_over && seat.word == Word::Blank);
        if !(is_over && seat.word == Word::Blank) {
            seats.push(*seat);
        }
    }
    seats
}

fn kind(word: Word) -> Option<usize> {
    let index = |kind: ApplicantKind| ApplicantKind::ALL.iter().position(|one| *one == kind);
    match word {
        Word::Kind(kind) => index(kind),
        Word::Total => index(ApplicantKind::Total),
        _ => None,
    }
}

/// The kinds of applicant.
pub(super) fn kinds(lines: &[&Line]) -> Option<Result<Columns, Contrary>> {
    let is_of = |word: Word| kind(word).is_some() || matches!(word, Word::Applicants | Word::Legal);
    let is_other = |word: Word| matches!(word, Word::Verdict(_) | Word::Stock(_));
    let is_line = |line: &&&Line| {
        let words = || line.seats.iter().map(|seat| seat.word);
        let least = if line.is_run || words().any(|word| matches!(word, Word::Applicants | Word::Legal)) {
            1
        } else {
            2
        };
        words().filter(|word| is_of(*word)).count() >= least && !words().any(is_other)
    };
    let lines: Vec<&Line> = anew(lines.iter().filter(is_line).copied().collect());
    let words: Vec<Named> = lines.iter().flat_map(|line| named(line, &kind)).collect();
    if are_few(&words) {
        return None;
    }
    let count = ApplicantKind::ALL.len();
    let is_aligned = lines.iter().all(|line| line.table.is_some());
    if is_aligned && let Some(head) = of_places(&words, count, false) {
        return Some(head);
    }
    if is_aligned && of_usual_places(&lines, &words, count).is_some() {
        return Some(Ok(Columns::usual(count)));
    }
    let order = order::first_of(CUTS.map(|cut| {
        let parts: Vec<Vec<Part>> = lines.iter().map(|line| parts(&cut(line, &is_of))).collect();
        order::settled(&order::of_kinds(&parts), may_be_pieces(&lines))
    }));
    let at = counted(&order, &words).filter(|_| !is_aligned);
    Some(columns(order, at, count, false))
}

/// A head that is printed a second time before any number counts once.
fn anew(lines: Vec<&Line>) -> Vec<&Line> {
    let words = |line: &&Line| line.seats.iter().map(|seat| seat.word).collect::<Vec<Word>>();
    let first = lines.first().map(words);
    let again = lines.iter().skip(1).position(|line| Some(words(line)) == first);
    match again {
        Some(again) => lines.get(again + 1..).unwrap_or(&[]).to_vec(),
        None => lines,
    }
}

fn parts(seats: &[Seat]) -> Vec<Part> {
    let part = |seat: &Seat| match seat.word {
        Word::Applicants => Some(Part::Applicants),
        Word::Legal => Some(Part::Legal),
        word if kind(word).is_some() || is_gap(word) => Some(Part::Column(kind(word))),
        _ => None,
    };
    seats.iter().filter_map(part).collect()
}

/// The columns as they are counted in text, where they come in the head's order one after another.
fn counted(order: &Order, words: &[Named]) -> Option<Vec<usize>> {
    let Order::Named(order) = order else { return None };
    let at = |column: &usize| {
        words
            .iter()
            .find(|one| one.column == *column)
            .and_then(|one| one.at)
    };
    let counted: Vec<usize> = order.iter().map(at).collect::<Option<_>>()?;
    is_unbroken(&counted).then_some(counted)
}

fn is_unbroken(columns: &[usize]) -> bool {
    columns
        .windows(2)
        .all(|pair| matches!(pair, [one, other] if one + 1 == *other))
}
