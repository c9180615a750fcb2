//! A text as it is read: signs in their usual shape, each with its place in what was written; numbers with the gaps they may
//! have. What is sought in a text (numbers of persons, marks of secrecy) is sought in this, so that no dress hides it.

use std::ops::Range;

use crate::signs::{is_filler, is_invisible};

/// A sign in its usual shape, and where what was written for it stands, in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    pub sign: char,
    pub from: usize,
    pub to: usize,
}

/// Something that was found: where it stands in the text, and how it is told, masked where it is a person's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub span: Range<usize>,
    pub shown: String,
}

/// The lines of a text, each with its place. A line is read by itself: a cell of a table is one.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut next = 0;
    text.split_inclusive('\n').map(move |line| {
        let at = next;
        next += line.len();
        (at, line.trim_end_matches(['\r', '\n']))
    })
}

/// The signs of a line as they are read: those that take no place left out, the others in their usual shape.
pub(super) fn shown(at: usize, line: &str) -> Vec<Placed> {
    let signs = line.char_indices().filter(|(_, sign)| !is_invisible(*sign));
    signs
        .map(|(place, sign)| Placed {
            sign: plain(sign),
            from: at + place,
            to: at + place + sign.len_utf8(),
        })
        .collect()
}

/// The same without blanks, as signs alone and with their places.
pub(super) fn dense(shown: &[Placed]) -> (Vec<char>, Vec<Placed>) {
    let kept: Vec<Placed> = shown
        .iter()
        .copied()
        .filter(|sign| !sign.sign.is_whitespace())
        .collect();
    (kept.iter().map(|sign| sign.sign).collect(), kept)
}

/// Where the signs from this to that place stand in the text.
pub(super) fn span(signs: &[Placed], from: usize, to: usize) -> Range<usize> {
    let begin = signs.get(from).map_or(0, |sign| sign.from);
    let end = to.checked_sub(1).and_then(|last| signs.get(last));
    begin..end.map_or(begin, |sign| sign.to)
}

/// A digit of a number that may have gaps, and whether one stands before or after it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Digit {
    pub sign: char,
    pub begins: bool,
    pub ends: bool,
    pub from: usize,
    pub to: usize,
}

/// Blanks or hyphens between two digits of one number; more part two numbers.
const WIDEST_GAP: usize = 3;

/// The numbers in a line, each with the gaps that are narrow enough to stand within one.
pub(super) fn numbers(shown: &[Placed]) -> Vec<Vec<Digit>> {
    let mut found = Vec::new();
    let mut number: Vec<Digit> = Vec::new();
    let mut gap = 0;
    for one in shown {
        if one.sign.is_ascii_digit() || one.sign == 'X' {
            let begins = number.is_empty() || gap > 0;
            number.push(Digit {
                sign: one.sign,
                begins,
                ends: true,
                from: one.from,
                to: one.to,
            });
            if let [.., before, _] = number.as_mut_slice() {
                before.ends = begins;
            }
            gap = 0;
            continue;
        }
        gap += 1;
        if !is_gap(one.sign) || gap > WIDEST_GAP {
            found.push(std::mem::take(&mut number));
            gap = 0;
        }
    }
    found.push(number);
    found.retain(|number| !number.is_empty());
    found
}

/// Where these digits stand.
pub(super) fn span_of(digits: &[Digit]) -> Range<usize> {
    let begin = digits.first().map_or(0, |digit| digit.from);
    begin..digits.last().map_or(begin, |digit| digit.to)
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
