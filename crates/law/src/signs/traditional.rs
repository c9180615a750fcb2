//! Traditional characters as simplified ones: a text as it is meant, word by word, and a sign alone, by which texts are sought.

use std::sync::LazyLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;

/// The characters that have a simplified form: CJK Extension A and the unified ideographs.
const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9fff;

static FOLD: LazyLock<Option<OpenCC>> = LazyLock::new(|| OpenCC::from_config(BuiltinConfig::T2s).ok());

/// Each sign's simplified form, by its place. All are turned in one go, each on a line of its own.
static ALONE: LazyLock<Vec<char>> = LazyLock::new(|| {
    let signs: Vec<char> = (FIRST..=LAST).filter_map(char::from_u32).collect();
    let lines = signs.iter().flat_map(|sign| [*sign, '\n']).collect::<String>();
    let turned = simplified(&lines);
    let mut turned = turned.lines();
    let alone = |sign: &char| {
        let mut line = turned.next().unwrap_or_default().chars();
        line.next().filter(|_| line.next().is_none()).unwrap_or(*sign)
    };
    signs.iter().map(alone).collect()
});

/// The text in simplified characters, where the words decide which (乾隆, 乾净).
pub fn simplified(text: &str) -> String {
    FOLD.as_ref()
        .map_or_else(|| text.to_owned(), |fold| fold.convert(text))
}

/// The sign's simplified form, whatever stands beside it: part of a text is found as the whole is.
pub(super) fn simplified_sign(sign: char) -> char {
    let place = u32::from(sign)
        .checked_sub(FIRST)
        .and_then(|place| usize::try_from(place).ok());
    place.and_then(|place| ALONE.get(place)).copied().unwrap_or(sign)
}
