//! Citizens' identity numbers (GB 11643), sought in the text as it is read: in other widths, with blanks, hyphens, dots or
//! invisible characters inside, or grown together with what stands beside them. What a person has to look at, as it may be a
//! number or a part of something else, is told apart ([`likely_identity_numbers`]). A number parted by words is not found: the
//! reviewer is not replaced.

use jiff::civil::Date;

use crate::proof::shown::{Digit, Placed, Spot, lines, numbers, shown, span_of};

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
/// Places of an identity number.
pub(super) const PLACES: usize = 18;
/// The provinces' codes, with which an identity number begins (GB/T 2260).
const PROVINCES: [&str; 34] = [
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42",
    "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82",
];

/// Identity numbers whose check digit holds, masked.
pub(in crate::proof) fn identity_numbers(text: &str) -> Vec<Spot> {
    let of_line = |(at, line): (usize, &str)| -> Vec<Spot> {
        let numbers = numbers(&shown(at, line));
        let windows = numbers.iter().flat_map(|number| number.windows(PLACES));
        windows.filter_map(masked).collect()
    };
    lines(text).flat_map(of_line).collect()
}

/// The identity number that these digits are. One without gaps may stand anywhere among other digits; one with gaps takes
/// whole groups of them, or a row of days and of telephones would be full of numbers.
fn masked(digits: &[Digit]) -> Option<Spot> {
    let (last, before) = digits.split_last()?;
    let has_gaps = before.iter().any(|digit| digit.ends);
    let is_whole = digits.first()?.begins && last.ends;
    if has_gaps && !is_whole {
        return None;
    }
    let number: String = digits.iter().map(|digit| digit.sign).collect();
    if !is_identity_number(&number) || !is_of_a_person(&number) {
        return None;
    }
    Some(Spot {
        span: span_of(digits),
        shown: masked_number(&number)?,
    })
}

/// Six places, and the last four.
pub(super) fn masked_number(number: &str) -> Option<String> {
    let tail: String = number.chars().skip(14).collect();
    Some(format!("{}********{tail}", number.get(..6)?))
}

/// Numbers that may be a person's and that no check digit settles, or that stand in pieces, masked: eighteen digits over the
/// end of a line; the fifteen that were given until 1999, where the text speaks of such numbers.
pub fn likely_identity_numbers(text: &str) -> Vec<String> {
    let parted = parted_numbers(text).into_iter();
    let mut found: Vec<String> = parted.chain(old_numbers(text)).map(|spot| spot.shown).collect();
    found.sort();
    found.dedup();
    found
}

/// Numbers whose first digits end one line and whose last begin the next.
pub(super) fn parted_numbers(text: &str) -> Vec<Spot> {
    let lines: Vec<Vec<Placed>> = lines(text).map(|(at, line)| shown(at, line)).collect();
    let pairs = lines.iter().zip(lines.iter().skip(1));
    pairs.filter_map(|(one, next)| over_line_end(one, next)).collect()
}

/// Fifteen digits in a text that speaks of identity numbers.
pub(super) fn old_numbers(text: &str) -> Vec<Spot> {
    if !SPOKEN_OF.iter().any(|word| text.contains(word)) {
        return Vec::new();
    }
    let of_line = |(at, line): (usize, &str)| -> Vec<Spot> {
        let numbers = numbers(&shown(at, line));
        let groups = numbers
            .iter()
            .flat_map(|number| number.chunk_by(|digit, _| !digit.ends));
        groups.filter_map(old).collect()
    };
    lines(text).flat_map(of_line).collect()
}

/// The number that neighbouring cells of a row make, masked: 110105 | 19491231 | 002X, or a digit in each. Each cell holds
/// nothing else, and the number takes whole cells.
pub fn identity_number_in_cells(cells: &[&str]) -> Option<String> {
    let mut pieces: Vec<Vec<Placed>> = Vec::new();
    let mut places = 0;
    for cell in cells.iter().rev() {
        let piece = shown(0, cell.trim());
        if piece.is_empty() || !piece.iter().all(is_place) {
            return None;
        }
        places += piece.len();
        pieces.push(piece);
        if places >= PLACES {
            break;
        }
    }
    // Few pieces, or as many as there are digits: a row of amounts is none.
    let is_form = (2..=MOST_PIECES).contains(&pieces.len()) || pieces.len() == PLACES;
    pieces.reverse();
    let number = (places == PLACES && is_form).then(|| whole(&pieces.concat()))?;
    Some(number?.shown)
}

/// Most pieces that a number is written in: place, year, day, the rest.
const MOST_PIECES: usize = 4;
/// Words beside which fifteen digits are a person's, and eighteen whose check digit is wrong.
pub(super) const SPOKEN_OF: [&str; 5] = ["身份证", "身份号码", "证件号", "身份证明", "公民身份"];
/// Places of a number given before 1999.
const OLD_PLACES: usize = 15;

const fn is_place(sign: &Placed) -> bool {
    sign.sign.is_ascii_digit() || sign.sign == 'X'
}

fn whole(signs: &[Placed]) -> Option<Spot> {
    let digit = |sign: &Placed| Digit {
        sign: sign.sign,
        begins: false,
        ends: false,
        from: sign.from,
        to: sign.to,
    };
    let digits: Vec<Digit> = signs.iter().map(digit).collect();
    masked(&digits)
}

/// The number whose first digits end one line and whose last begin the next.
fn over_line_end(one: &[Placed], next: &[Placed]) -> Option<Spot> {
    let is_blank = |sign: &&Placed| sign.sign.is_whitespace();
    let tail = one.iter().rev().skip_while(is_blank);
    let mut tail: Vec<Placed> = tail.take_while(|sign| is_place(sign)).copied().collect();
    tail.reverse();
    let head = next.iter().skip_while(is_blank);
    let head = head.take_while(|sign| is_place(sign));
    let number: Vec<Placed> = tail.iter().chain(head).copied().collect();
    (!tail.is_empty() && tail.len() < PLACES && number.len() == PLACES).then(|| whole(&number))?
}

/// Fifteen digits that begin with a province and hold a day of birth of the last century.
fn old(group: &[Digit]) -> Option<Spot> {
    if group.len() != OLD_PLACES {
        return None;
    }
    let number: String = group.iter().map(|digit| digit.sign).collect();
    let part = |from: usize| number.get(from..from + 2)?.parse::<i8>().ok();
    Date::new(1900 + i16::from(part(6)?), part(8)?, part(10)?).ok()?;
    begins_with_province(&number).then_some(())?;
    Some(Spot {
        span: span_of(group),
        shown: format!("{}******{}", number.get(..6)?, number.get(12..)?),
    })
}

pub(super) fn begins_with_province(number: &str) -> bool {
    number.get(..2).is_some_and(|code| PROVINCES.contains(&code))
}

/// Whether it begins with a province and holds a day of birth: one in ten numbers has a right check digit by chance.
pub(super) fn is_of_a_person(number: &str) -> bool {
    let part = |from: usize, to: usize| number.get(from..to).and_then(|part| part.parse::<i16>().ok());
    let born = (|| {
        let month = i8::try_from(part(10, 12)?).ok()?;
        let day = i8::try_from(part(12, 14)?).ok()?;
        Date::new(part(6, 10)?, month, day).ok()
    })();
    born.is_some() && begins_with_province(number)
}

/// Whether this is a citizen's identity number: 18 places, a year that can be, and the check digit right (GB 11643).
pub fn is_identity_number(run: &str) -> bool {
    let digits: Vec<u32> = run
        .chars()
        .take(17)
        .filter_map(|character| character.to_digit(10))
        .collect();
    let [_, _, _, _, _, _, year @ .., _, _, _, _, _, _, _] = digits.as_slice() else {
        return false;
    };
    if run.chars().count() != 18 || digits.len() != 17 {
        return false;
    }
    let year = year.iter().fold(0, |sum, digit| sum * 10 + digit);
    let last = run.chars().last().map(|character| character.to_ascii_uppercase());
    (1900..2100).contains(&year) && last == check_digit(&digits)
}

/// The check digit that belongs to seventeen digits.
fn check_digit(digits: &[u32]) -> Option<char> {
    let sum: u32 = digits
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit * weight)
        .sum();
    usize::try_from(sum % 11)
        .ok()
        .and_then(|index| CHECK.get(index).copied())
}
