//! What a text tells of persons: identity numbers, mobile telephones, bank cards, lists (个人信息保护法第二十五条、第二十八条).

pub(super) mod card;
mod contacts;
mod identity;
pub(super) mod list;
pub(super) mod masked;
pub(super) mod number;
pub(super) mod old;
pub(super) mod parted;
pub(super) mod phone;
pub(super) mod rounded;
pub(super) mod sealed;
pub(super) mod wrong;

pub use contacts::{bank_cards, mobile_numbers};
pub(super) use identity::identity_numbers;
pub use identity::{identity_number_in_cells, is_identity_number, likely_identity_numbers};

/// Where a text has numbers of persons, and whether each is a telephone; the others are of documents and accounts.
pub(crate) fn personal_spots(text: &str) -> Vec<(std::ops::Range<usize>, bool)> {
    let telephones = contacts::mobiles(text)
        .into_iter()
        .map(|found| (found.spot.span, true));
    let numbers = identity_numbers(text).into_iter().chain(contacts::cards(text));
    telephones.chain(numbers.map(|spot| (spot.span, false))).collect()
}

/// By what personal information is kept out of what is published.
const SOURCE: &str = "个人信息保护法第二十五条、第二十八条，条例第十五条";
const ADVICE: &str = "请隐去个人信息后再发布（个人信息保护法第二十五条）。";

use super::rule::Hit;
use super::shown::Spot;
use super::{Manuscript, PartKind};

/// What a seeker finds in every text, addresses and file names included.
fn in_every_text(manuscript: &Manuscript, seek: fn(&str) -> Vec<Spot>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (number, part) in manuscript.parts.iter().enumerate() {
        if part.text.chars().any(char::is_numeric) || part.text.chars().any(is_mathematical) {
            let found = seek(&part.text).into_iter();
            hits.extend(found.map(|spot| Hit::at(number, spot.span).shown(spot.shown)));
        }
    }
    hits
}

const fn is_mathematical(sign: char) -> bool {
    matches!(sign, '\u{1d7ce}'..='\u{1d7ff}')
}

/// What stands above a cell in the first row of its table that says anything there: the words of its column.
fn heading_of(manuscript: &Manuscript, number: usize) -> &str {
    let cell = |kind: PartKind| match kind {
        PartKind::Cell { table, row, column } => Some((table, row, column)),
        _ => None,
    };
    let Some((table, _, column)) = manuscript.parts.get(number).and_then(|part| cell(part.kind)) else {
        return "";
    };
    // A column's head stands before its cells, and not in another table.
    let before = manuscript.parts.get(..number).unwrap_or_default().iter().rev();
    let of_table = before.take_while(|part| cell(part.kind).is_some_and(|(one, ..)| one == table));
    let of_column = of_table.filter(|part| cell(part.kind).is_some_and(|(.., one)| one == column));
    let words = of_column.filter(|part| part.text.chars().any(super::patterns::is_han));
    words.last().map_or("", |part| part.text.as_str())
}
