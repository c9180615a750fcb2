//! Which characters the faces of this machine can print, and what stands in the place of one that none has: its code point in
//! brackets, 〔U+31350〕, so that nothing is lost and somebody may write the character in by hand. Nothing fails on a character.

use law::signs::shows_nothing;

use super::Fonts;

/// Blocks that names and quotations are taken from beside the common ones, with characters that stand for each: a face
/// that has these has the block, or most of it.
const BLOCKS: [(&str, &str); 15] = [
    ("汉字扩展A区", "\u{3400}\u{3A5C}\u{4DB5}"),
    ("汉字扩展B区", "\u{20000}\u{23ED7}\u{2A6D6}"),
    ("汉字扩展C区", "\u{2A700}\u{2AF7D}\u{2B734}"),
    ("汉字扩展D区", "\u{2B740}\u{2B781}\u{2B81D}"),
    ("汉字扩展E区", "\u{2B820}\u{2CB5A}\u{2CEA1}"),
    ("汉字扩展F区", "\u{2CEB0}\u{2D9E7}\u{2EBE0}"),
    ("汉字扩展G区", "\u{30000}\u{30EDD}\u{3134A}"),
    ("汉字扩展H区", "\u{31350}\u{31410}\u{323AF}"),
    ("汉字扩展I区", "\u{2EBF0}\u{2EC80}\u{2EE5D}"),
    ("私用区（旧系统的造字）", "\u{E5E5}\u{E863}"),
    ("维吾尔文", "\u{626}\u{6C7}\u{6CB}\u{6D5}"),
    ("藏文", "\u{F40}\u{F56}\u{FB2}"),
    ("蒙古文", "\u{1820}\u{182A}\u{1873}"),
    ("彝文", "\u{A000}\u{A188}\u{A48C}"),
    ("表情符号", "\u{1F600}\u{1F468}\u{1F1E8}"),
];

/// A block of characters, and whether the faces of this machine have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    pub label: &'static str,
    pub is_covered: bool,
}

/// What is printed in the place of a character that no face has.
pub(crate) fn mark(character: char) -> String {
    format!("〔U+{:04X}〕", u32::from(character))
}

impl Fonts {
    /// Whether a face here can print it. A code of a private-use area is a character only in the faces chosen for official
    /// documents: in any other it may be anything.
    pub fn can_print(&self, character: char) -> bool {
        if shows_nothing(character) || character.is_control() {
            return true;
        }
        let of_roles = if is_private(character) {
            self.serving
        } else {
            self.slots.len()
        };
        (0..of_roles).any(|index| {
            let info = self.book.info(index);
            info.is_some_and(|info| info.coverage.contains(u32::from(character)))
        })
    }

    /// The characters of a text that no face here can print, each once, in the order they are met.
    pub fn unprintable(&self, text: &str) -> Vec<char> {
        let mut lacking = Vec::new();
        for character in text.chars().filter(|character| !character.is_ascii()) {
            if !lacking.contains(&character) && !self.can_print(character) {
                lacking.push(character);
            }
        }
        lacking
    }

    /// The blocks that names are taken from, each tried with the faces here.
    pub fn blocks(&self) -> Vec<Block> {
        let block = |(label, probe): &(&'static str, &str)| Block {
            label,
            is_covered: probe.chars().all(|character| self.can_print(character)),
        };
        BLOCKS.iter().map(block).collect()
    }
}

const fn is_private(character: char) -> bool {
    matches!(character, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}
