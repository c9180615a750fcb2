//! The query code: with an application's number it opens it, and only its hash is stored.

use law::signs::number_key;
use sm3::{Digest, Sm3};

/// Letters and digits that can't be taken for one another.
pub(crate) const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// A new query code: twelve of 32 characters (60 bits) in three groups.
pub(crate) fn new_query_code() -> String {
    let letter = || LETTERS.get(usize::from(rand::random::<u8>() & 31)).copied();
    grouped((0..12).filter_map(|_| letter()))
}

/// Letters in groups of four, which are easier to copy.
pub(crate) fn grouped(letters: impl Iterator<Item = u8>) -> String {
    let letters: Vec<char> = letters.map(char::from).collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

/// How a query code is stored: its hash with the number, however it was typed.
pub(crate) fn hashed(number: &str, query_code: &str) -> String {
    let plain = |one: &char| one.is_ascii_alphanumeric();
    let code: String = number_key(query_code).chars().filter(plain).collect();
    hex::encode(Sm3::digest(format!("{number} {code}")))
}
