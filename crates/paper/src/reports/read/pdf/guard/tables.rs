//! Tables of objects that have no end: one packed in a stream says how many bytes each part of its entries has, and how many
//! entries there are. Entries of no bytes cost nothing and may be four thousand million, and a part may claim more bytes
//! than any memory has; the reader believes both.

use crate::reports::read::unreadable::Unreadable;

/// The widths of the entries, which is also what a font's widths are called; a name may be written in hexadecimal.
const MARKS: [&[u8]; 2] = [b"/W", b"/#57"];
/// More than any sign is wide, and fewer bytes than would hurt.
const WIDEST: u32 = 1_000_000;

/// Refuses a file in which such a table stands.
pub fn check(bytes: &[u8]) -> Result<(), Unreadable> {
    for mark in MARKS {
        let places = bytes
            .windows(mark.len())
            .enumerate()
            .filter(|(_, part)| *part == mark);
        for (at, _) in places {
            let list = bytes.get(at + mark.len()..).unwrap_or(&[]).trim_ascii_start();
            if let [b'[', list @ ..] = list
                && is_endless(list)
            {
                return Err(Unreadable::Damaged("PDF "));
            }
        }
    }
    Ok(())
}

/// Whether a list of three numbers is all zeros, or has one too great. Lists within a list are a font's.
fn is_endless(list: &[u8]) -> bool {
    const LONGEST: usize = 200;
    let ends = |byte: &u8| matches!(byte, b']' | b'[');
    let Some(end) = list.iter().take(LONGEST).position(ends) else {
        return false;
    };
    let (numbers, end) = list.split_at(end);
    let text = String::from_utf8_lossy(numbers);
    // A comment may hide anything; nobody writes one here.
    let numbers: Vec<&str> = text.split_whitespace().collect();
    let is_zero = |number: &&str| number.trim_matches(['+', '-', '0', '.']).is_empty();
    let is_great =
        |number: &&str| number.parse::<u32>().is_ok_and(|number| number > WIDEST) || number.len() > 10;
    let is_plain = end.starts_with(b"]");
    is_plain
        && (text.contains('%')
            || (!numbers.is_empty() && numbers.iter().all(is_zero))
            || numbers.iter().any(is_great))
}
