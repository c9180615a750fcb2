//! Traces of what must never be published: marks of state secrets, and citizens' identity numbers (GB 11643).
//! It finds what is written plainly; it does not replace the reviewer.

/// Something in a text that forbids publication.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trace {
    /// `秘密★`, `机密★`, `绝密★` as printed on the first page of a secret paper.
    SecretMark(String),
    /// An identity number whose check digit holds, masked.
    IdentityNumber(String),
}

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// All traces in the text, each once.
pub fn traces(text: &str) -> Vec<Trace> {
    let mut found: Vec<Trace> = Vec::new();
    for mark in ["秘密★", "机密★", "绝密★"] {
        if text.contains(mark) {
            found.push(Trace::SecretMark(mark.to_owned()));
        }
    }
    let is_part = |character: char| character.is_ascii_digit() || matches!(character, 'X' | 'x');
    for run in text.split(|character: char| !is_part(character)) {
        if is_identity_number(run) {
            let head: String = run.chars().take(6).collect();
            let tail: String = run.chars().skip(14).collect();
            found.push(Trace::IdentityNumber(format!("{head}********{tail}")));
        }
    }
    found.sort();
    found.dedup();
    found
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
