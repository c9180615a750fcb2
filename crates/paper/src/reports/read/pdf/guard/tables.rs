//! Tables of objects that have no end: one packed in a stream says how many bytes each part of its entries has, and how many
//! entries there are. Entries of no bytes cost nothing and may be four thousand million, and a part may claim more bytes
//! than any memory has; the reader believes both.

use crate::reports::read::unreadable::Unreadable;

/// The widths of the entries, which is also what a font's widths are called; a name may be written in hexadecimal.
const MARKS: [&[u8]; 2] = [b"/W", b"/#57"];
/// The parts of an entry; the reader looks at no more.
const PARTS: usize = 3;
/// More than any sign is wide, and fewer bytes than would hurt.
const WIDEST: u32 = 1_000_000;
/// The longest that blanks and remarks between two numbers may be.
const LONGEST_GAP: usize = 4096;

/// Refuses a file in which such a table stands.
pub fn check(bytes: &[u8]) -> Result<(), Unreadable> {
    for mark in MARKS {
        let places = bytes
            .windows(mark.len())
            .enumerate()
            .filter(|(_, part)| *part == mark);
        for (at, _) in places {
            if is_endless(bytes.get(at + mark.len()..).unwrap_or(&[])) {
                return Err(Unreadable::Damaged("PDF "));
            }
        }
    }
    Ok(())
}

/// Whether a list of numbers follows that begins with three zeros, or has one too great among its first three. What is no list
/// of whole numbers gives the reader no table: a font's lists within a list are none, and packed bytes that look like the
/// mark by chance are none either.
fn is_endless(text: &[u8]) -> bool {
    let Some(text) = without_gap(text) else {
        return true;
    };
    let Some(mut list) = text.strip_prefix(b"[") else {
        return false;
    };
    let mut is_all_zero = true;
    for _ in 0..PARTS {
        match without_gap(list) {
            None => return true,
            Some(rest) => list = rest,
        }
        let Some((number, rest)) = number(list) else {
            return false;
        };
        if number > WIDEST {
            return true;
        }
        is_all_zero &= number == 0;
        list = rest;
    }
    is_all_zero
}

/// The number that stands at the beginning, and what follows it; one beyond every measure is the greatest there is.
fn number(text: &[u8]) -> Option<(u32, &[u8])> {
    let text = text.strip_prefix(b"+").unwrap_or(text);
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = text.split_at(digits);
    let text = str::from_utf8(digits).ok().filter(|text| !text.is_empty())?;
    Some((text.parse().unwrap_or(u32::MAX), rest))
}

/// What follows blanks and remarks; nothing where they are longer than anybody writes them.
fn without_gap(text: &[u8]) -> Option<&[u8]> {
    let mut is_remark = false;
    let gap = text.iter().take(LONGEST_GAP).position(|byte| {
        match byte {
            b'%' => is_remark = true,
            b'\r' | b'\n' => is_remark = false,
            _ => {}
        }
        let is_blank = matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'\x0c' | b'\0');
        !is_remark && !is_blank
    });
    match gap {
        None if text.len() > LONGEST_GAP => None,
        None => Some(&[]),
        Some(end) => text.get(end..),
    }
}
