//! Texts as they are searched: one spelling of each sign (`law::signs::searched`), without the blanks that only set the lines,
//! cut into units. A unit is one Chinese character, or a run of letters and digits; units that stand together make a run.

use law::signs::searched;

/// A text in the spelling of the search, sign by sign, with the place of each in the text as it is written.
pub struct Folded {
    pub signs: Vec<char>,
    /// Which sign of the text, counted from 0.
    pub places: Vec<usize>,
}

/// One unit: what it is called in the index and where it stands in the folded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    pub text: String,
    pub from: usize,
    pub to: usize,
    /// The number of its run.
    pub run: usize,
}

/// Folds a text. Blanks stay only between letters or digits, where they part words.
pub fn fold(text: &str) -> Folded {
    let mut folded = Folded {
        signs: Vec::new(),
        places: Vec::new(),
    };
    let mut blank = None;
    for (place, sign) in text.chars().enumerate() {
        let Some(sign) = searched(sign) else { continue };
        if sign == ' ' {
            blank = Some(place);
            continue;
        }
        let parts = folded.signs.last().copied().is_some_and(is_of_lump) && is_of_lump(sign);
        if let Some(blank) = blank.take().filter(|_| parts) {
            folded.signs.push(' ');
            folded.places.push(blank);
        }
        folded.signs.push(sign);
        folded.places.push(place);
    }
    folded
}

/// Whether the sign stands in a run of letters and digits that is one unit.
pub fn is_of_lump(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || (sign.is_alphanumeric() && !is_alone(sign))
}

/// Chinese characters and kana, and those of private use that real names are written with: each is a unit.
pub fn is_alone(sign: char) -> bool {
    matches!(
        sign,
        '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{31bf}' | '\u{3400}'..='\u{9fff}'
            | '\u{e000}'..='\u{f8ff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '\u{f0000}'..='\u{10fffd}'
    )
}

/// The units of a folded text.
pub fn units(signs: &[char]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let (mut run, mut is_broken) = (0, false);
    for (place, sign) in signs.iter().copied().enumerate() {
        let is_lump = is_of_lump(sign);
        if !is_lump && !is_alone(sign) {
            is_broken = true;
            continue;
        }
        run += usize::from(is_broken);
        let before = units.last_mut().filter(|_| !is_broken && is_lump);
        is_broken = false;
        match before {
            Some(unit) if unit.text.chars().all(is_of_lump) => {
                unit.text.push(sign);
                unit.to = place + 1;
            }
            _ => units.push(Unit {
                text: sign.to_string(),
                from: place,
                to: place + 1,
                run,
            }),
        }
    }
    units
}

/// A text's units by themselves.
pub fn units_of(text: &str) -> Vec<Unit> {
    units(&fold(text).signs)
}

/// What a pair of units is called in the index.
pub fn pair(first: &str, second: &str) -> String {
    format!("{first}\u{1f}{second}")
}

/// The pairs of units that stand together, in order.
pub fn pairs(units: &[Unit]) -> impl Iterator<Item = (&Unit, &Unit)> {
    units
        .iter()
        .zip(units.iter().skip(1))
        .filter(|(first, second)| first.run == second.run)
}
