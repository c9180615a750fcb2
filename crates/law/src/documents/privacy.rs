//! Traces of what must never be published: marks of state secrets, and citizens' identity numbers (GB 11643). They are sought
//! in the text as it is read: in other widths, with blanks, hyphens, dots or invisible characters inside, or grown together with
//! what stands beside them. What a person has to look at, as it may be a number or a part of something else, is told apart
//! ([`likely_identity_numbers`]). A number parted by words is not found: the reviewer is not replaced.

use jiff::civil::Date;

use crate::signs::{is_filler, is_invisible};

/// Something in a text that forbids publication.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trace {
    /// `秘密★`, `机密★`, `绝密★` as printed on the first page of a secret paper, also with another star or a blank, or a level
    /// that is said to be the paper's own: `密级：机密`, `【机密】`.
    SecretMark(String),
    /// An identity number whose check digit holds, masked.
    IdentityNumber(String),
}

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
/// Places of an identity number.
const PLACES: usize = 18;
/// The provinces' codes, with which an identity number begins (GB/T 2260).
const PROVINCES: [&str; 34] = [
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42",
    "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82",
];
/// Blanks or hyphens between two digits of one number; more part two numbers.
const WIDEST_GAP: usize = 3;

/// All traces in the text, each once. A line is read by itself: a cell of a table is one.
pub fn traces(text: &str) -> Vec<Trace> {
    let mut found: Vec<Trace> = Vec::new();
    let mut before = Vec::new();
    for line in text.lines() {
        let shown = folded(line);
        found.extend(secret_marks(&shown).map(Trace::SecretMark));
        found.extend(stated_level(&shown, before.is_empty()).map(Trace::SecretMark));
        if stated_level(&before, false).is_none() {
            found.extend(parted_mark(&before, &shown).map(Trace::SecretMark));
        }
        found.extend(identity_numbers(&shown).into_iter().map(Trace::IdentityNumber));
        if shown.iter().any(|sign| !sign.is_whitespace()) {
            before = shown;
        }
    }
    found.sort();
    found.dedup();
    found
}

/// The signs of a line as they are read: those that take no place left out, the others in their usual shape.
pub(super) fn folded(line: &str) -> Vec<char> {
    let shown = line.chars().filter(|sign| !is_invisible(*sign));
    shown.map(plain).collect()
}

/// 保密法第二十二条, GB/T 9704 7.2.2: the level, a star, the period. An asterisk alone is no mark, as it also points to a
/// note; it is one before a period, and where mark and asterisk are all of the line.
fn secret_marks(shown: &[char]) -> impl Iterator<Item = String> {
    let line: Vec<char> = shown
        .iter()
        .copied()
        .filter(|sign| !sign.is_whitespace())
        .collect();
    let mark = |place: usize, rest: &[char]| match rest {
        [level @ ('秘' | '机' | '绝'), '密', star, after @ ..] => {
            let opens =
                place == 0 || matches!(line.get(place - 1), Some('：' | ':' | '(' | '[' | '【' | '〔'));
            let is_alone = opens && matches!(after, [] | [')' | ']' | '】' | '〕', ..]);
            let is_mark = is_star(*star) || (is_asterisk(*star) && (is_alone || is_period(after)));
            is_mark.then(|| format!("{level}密{star}"))
        }
        _ => None,
    };
    let marks: Vec<String> = (0..line.len())
        .filter_map(|place| mark(place, line.get(place..)?))
        .collect();
    marks.into_iter()
}

/// A level without a star that the paper gives itself: behind its label, as forms have it, or in brackets that are all of a
/// line or begin the paper. Among words it is spoken of, and no mark.
fn stated_level(shown: &[char], is_first: bool) -> Option<String> {
    let line: Vec<char> = shown
        .iter()
        .copied()
        .filter(|sign| !sign.is_whitespace())
        .collect();
    if let [
        '密',
        '级',
        '：' | ':',
        level @ ('秘' | '机' | '绝'),
        '密',
        after @ ..,
    ] = line.as_slice()
    {
        let after: String = after.strip_prefix(&['级']).unwrap_or(after).iter().collect();
        let is_whole = after.is_empty() || BESIDE_LEVEL.iter().any(|label| after.starts_with(label));
        return is_whole.then(|| format!("密级：{level}密"));
    }
    match line.as_slice() {
        [open, level @ ('秘' | '机' | '绝'), '密', close, after @ ..] => {
            let is_bracketed = matches!(
                (open, close),
                ('【', '】') | ('〔', '〕') | ('[', ']') | ('(', ')')
            );
            let is_heading = is_first && *open == '【' && after.starts_with(&['关', '于']);
            (is_bracketed && (after.is_empty() || is_heading)).then(|| format!("{open}{level}密{close}"))
        }
        _ => None,
    }
}

/// What forms have behind the level: 密级：机密　保密期限：10年.
const BESIDE_LEVEL: [&str; 6] = ["保密期限", "期限", "紧急程度", "缓急", "份号", "编号"];

/// A mark whose level ends one line and whose star with the period begins the next: over a break, or in two cells of a table.
fn parted_mark(before: &[char], line: &[char]) -> Option<String> {
    let mut end = before.iter().rev().filter(|sign| !sign.is_whitespace());
    let begin: Vec<char> = line
        .iter()
        .copied()
        .filter(|sign| !sign.is_whitespace())
        .collect();
    match (end.next(), end.next(), begin.as_slice()) {
        (Some('密'), Some(level @ ('秘' | '机' | '绝')), [star, after @ ..]) => {
            let is_mark = (is_star(*star) || is_asterisk(*star)) && is_period(after);
            is_mark.then(|| format!("{level}密{star}"))
        }
        _ => None,
    }
}

const fn is_star(sign: char) -> bool {
    matches!(
        sign,
        '★' | '☆' | '⋆' | '⭐' | '⭑' | '⭒' | '✦' | '✧' | '✩'..='✰' | '🌟' | '\u{1f7c9}'..='\u{1f7d2}'
    )
}

const fn is_asterisk(sign: char) -> bool {
    matches!(sign, '*' | '⁎' | '∗' | '﹡' | '✱'..='✴')
}

/// `长期`, `10年`, `六个月`, `启封前`, `至2030年12月`
fn is_period(after: &[char]) -> bool {
    let after = after.strip_prefix(&['至']).unwrap_or(after);
    let is_number = |sign: &char| sign.is_ascii_digit() || "一二三四五六七八九十百两半".contains(*sign);
    let digits = after.iter().take_while(|sign| is_number(sign)).count();
    match after.get(digits..) {
        Some(['长', '期', ..] | ['启', '封', ..]) => digits == 0,
        Some(['年' | '月' | '个' | '日' | '天', ..]) => digits > 0,
        _ => false,
    }
}

/// A digit of a number that may have gaps, and whether one stands before or after it.
#[derive(Clone, Copy)]
pub(super) struct Digit {
    pub sign: char,
    pub begins: bool,
    pub ends: bool,
}

/// Identity numbers, masked.
fn identity_numbers(shown: &[char]) -> Vec<String> {
    let numbers = numbers(shown);
    let windows = numbers.iter().flat_map(|number| number.windows(PLACES));
    windows.filter_map(masked).collect()
}

/// The numbers in a line, each with the gaps that are narrow enough to stand within one.
pub(super) fn numbers(shown: &[char]) -> Vec<Vec<Digit>> {
    let mut found = Vec::new();
    let mut number: Vec<Digit> = Vec::new();
    let mut gap = 0;
    for sign in shown.iter().copied() {
        if sign.is_ascii_digit() || sign == 'X' {
            let begins = number.is_empty() || gap > 0;
            number.push(Digit {
                sign,
                begins,
                ends: true,
            });
            if let [.., before, _] = number.as_mut_slice() {
                before.ends = begins;
            }
            gap = 0;
            continue;
        }
        gap += 1;
        if !is_gap(sign) || gap > WIDEST_GAP {
            found.push(std::mem::take(&mut number));
            gap = 0;
        }
    }
    found.push(number);
    found
}

/// The identity number that these digits are. One without gaps may stand anywhere among other digits; one with gaps takes
/// whole groups of them, or a row of days and of telephones would be full of numbers.
fn masked(digits: &[Digit]) -> Option<String> {
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
    let tail: String = number.chars().skip(14).collect();
    Some(format!("{}********{tail}", number.get(..6)?))
}

/// Numbers that may be a person's and that no check digit settles, or that stand in pieces, masked: eighteen digits over the
/// end of a line; the fifteen that were given until 1999, where the text speaks of such numbers.
pub fn likely_identity_numbers(text: &str) -> Vec<String> {
    let lines: Vec<Vec<char>> = text.lines().map(folded).collect();
    let pairs = lines.iter().zip(lines.iter().skip(1));
    let mut found: Vec<String> = pairs.filter_map(|(one, next)| over_line_end(one, next)).collect();
    if SPOKEN_OF.iter().any(|word| text.contains(word)) {
        let numbers = lines.iter().flat_map(|line| numbers(line));
        found.extend(numbers.flat_map(|number| old_numbers(&number)));
    }
    found.sort();
    found.dedup();
    found
}

/// The number that neighbouring cells of a row make, masked: 110105 | 19491231 | 002X, or a digit in each. Each cell holds
/// nothing else, and the number takes whole cells.
pub fn identity_number_in_cells(cells: &[&str]) -> Option<String> {
    let mut pieces: Vec<Vec<char>> = Vec::new();
    let mut places = 0;
    for cell in cells.iter().rev() {
        let piece = folded(cell.trim());
        if piece.is_empty() || !piece.iter().all(|sign| sign.is_ascii_digit() || *sign == 'X') {
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
    (places == PLACES && is_form).then(|| whole(&pieces.concat()))?
}

/// Most pieces that a number is written in: place, year, day, the rest.
const MOST_PIECES: usize = 4;
/// Words beside which fifteen digits are a person's.
const SPOKEN_OF: [&str; 4] = ["身份证", "身份号码", "证件号", "身份证明"];
/// Places of a number given before 1999.
const OLD_PLACES: usize = 15;

fn whole(number: &[char]) -> Option<String> {
    let digit = |sign: &char| Digit {
        sign: *sign,
        begins: false,
        ends: false,
    };
    let digits: Vec<Digit> = number.iter().map(digit).collect();
    masked(&digits)
}

/// The number whose first digits end one line and whose last begin the next.
fn over_line_end(one: &[char], next: &[char]) -> Option<String> {
    let is_digit = |sign: &&char| sign.is_ascii_digit() || **sign == 'X';
    let is_shown = |sign: &&char| !sign.is_whitespace();
    let tail = one
        .iter()
        .rev()
        .skip_while(|sign| !is_shown(sign))
        .take_while(is_digit);
    let mut tail: Vec<char> = tail.copied().collect();
    tail.reverse();
    let head = next
        .iter()
        .skip_while(|sign| !is_shown(sign))
        .take_while(is_digit);
    let number: Vec<char> = tail.iter().chain(head).copied().collect();
    (!tail.is_empty() && tail.len() < PLACES && number.len() == PLACES).then(|| whole(&number))?
}

/// Fifteen digits that begin with a province and hold a day of birth of the last century.
fn old_numbers(number: &[Digit]) -> Vec<String> {
    let groups = number.chunk_by(|digit, _| !digit.ends);
    let groups = groups.map(|group| group.iter().map(|digit| digit.sign).collect::<String>());
    let is_old = |group: &String| {
        let born = (|| {
            let part = |from: usize| group.get(from..from + 2)?.parse::<i8>().ok();
            Date::new(1900 + i16::from(part(6)?), part(8)?, part(10)?).ok()
        })();
        group.len() == OLD_PLACES
            && born.is_some()
            && group.get(..2).is_some_and(|code| PROVINCES.contains(&code))
    };
    let masked = |group: String| Some(format!("{}******{}", group.get(..6)?, group.get(12..)?));
    groups.filter(is_old).filter_map(masked).collect()
}

/// Whether it begins with a province and holds a day of birth: one in ten numbers has a right check digit by chance.
fn is_of_a_person(number: &str) -> bool {
    let part = |from: usize, to: usize| number.get(from..to).and_then(|part| part.parse::<i16>().ok());
    let born = (|| {
        let month = i8::try_from(part(10, 12)?).ok()?;
        let day = i8::try_from(part(12, 14)?).ok()?;
        Date::new(part(6, 10)?, month, day).ok()
    })();
    born.is_some() && number.get(..2).is_some_and(|code| PROVINCES.contains(&code))
}

fn is_gap(sign: char) -> bool {
    sign.is_whitespace()
        || matches!(
            sign,
            '-' | '_' | '.' | '/' | '·' | '•' | '‧' | '・' | '\u{2010}'..='\u{2015}' | '−' | '﹣'
        )
        || is_filler(sign)
}

/// The character in its usual shape: full-width, mathematical, raised and lowered digits, the levels of secrecy in traditional
/// characters, and what looks like an X.
fn plain(sign: char) -> char {
    let code = u32::from(sign);
    let digit = |value: u32| char::from_digit(value % 10, 10).unwrap_or(sign);
    match sign {
        '！'..='～' => {
            char::from_u32(code - 0xfee0).map_or(sign, |sign| if sign == 'x' { 'X' } else { sign })
        }
        '\u{1d7ce}'..='\u{1d7ff}' => digit(code - 0x1_d7ce),
        '⁰' | '⁴'..='⁹' => digit(code - 0x2070),
        '₀'..='₉' => digit(code - 0x2080),
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '機' => '机',
        '絕' | '絶' => '绝',
        '祕' => '秘',
        'x' | '×' | 'Ⅹ' | 'ⅹ' | 'Χ' | 'χ' | 'Х' | 'х' => 'X',
        _ => sign,
    }
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
    let sum: u32 = digits
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit * weight)
        .sum();
    let expected = usize::try_from(sum % 11)
        .ok()
        .and_then(|index| CHECK.get(index).copied());
    let last = run.chars().last().map(|character| character.to_ascii_uppercase());
    (1900..2100).contains(&year) && last == expected
}
