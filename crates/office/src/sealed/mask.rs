//! Personal numbers as they are shown: enough to tell one from another, too little to use.

/// An identity number or another paper's number: `4103**********1234`; a short one keeps less.
pub fn mask(number: &str) -> String {
    match number.chars().count() {
        15.. => ends(number, 4, 4),
        8..15 => ends(number, 2, 2),
        _ => ends(number, 0, 1),
    }
}

/// A telephone number: `138****5678`; a short one keeps less.
pub fn mask_phone(number: &str) -> String {
    match number.chars().count() {
        10.. => ends(number, 3, 4),
        7..10 => ends(number, 0, 3),
        _ => ends(number, 0, 1),
    }
}

/// A mail address: `z***@example.com`.
pub fn mask_email(address: &str) -> String {
    match address.rsplit_once('@') {
        Some((name, host)) => {
            let first: String = name.chars().take(1).collect();
            format!("{first}***@{host}")
        }
        None => ends(address, 1, 0),
    }
}

/// The first and the last characters, stars between.
fn ends(text: &str, first: usize, last: usize) -> String {
    let count = text.chars().count();
    let is_shown = |place: usize| count > first + last && (place < first || place >= count - last);
    let shown = |(place, letter)| if is_shown(place) { letter } else { '*' };
    text.chars().enumerate().map(shown).collect()
}
