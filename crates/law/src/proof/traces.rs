//! Traces of what must never be published: marks of state secrets (保密法第三十一条), and citizens' identity numbers (个人信息保护法
//! 第二十五条). Every door asks here: what is typed, what goes out, what stands in a file.

use super::personal::identity_numbers;
use super::secrecy::marks;

/// Something in a text that forbids publication.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trace {
    /// `秘密★`, `机密★`, `绝密★`, `密级：机密`, `【机密】`.
    SecretMark(String),
    /// An identity number whose check digit holds, masked.
    IdentityNumber(String),
}

/// All traces in the text, each once.
pub fn traces(text: &str) -> Vec<Trace> {
    let marks = marks(text).into_iter().map(|spot| Trace::SecretMark(spot.shown));
    let numbers = identity_numbers(text).into_iter();
    let mut found: Vec<Trace> = marks
        .chain(numbers.map(|spot| Trace::IdentityNumber(spot.shown)))
        .collect();
    found.sort();
    found.dedup();
    found
}
