//! Words that mean the same, as a text file: what citizens say and what officials write. The organ extends it with a file of
//! its own.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::spelling::fold;

/// What is shipped. A line is words of one meaning, parted by blanks; `#` begins a remark.
pub const SHIPPED: &str = include_str!("synonyms.txt");

/// The words that a word is looked for with.
#[derive(Clone, Debug, Default)]
pub struct Synonyms {
    /// By the first sign.
    words: HashMap<char, Vec<Known>>,
}

/// A word in the spelling of the search, and the words of its lines as they are written.
type Known = (Vec<char>, Vec<String>);

impl Synonyms {
    /// Reads what is shipped and what the organ added.
    pub fn read(own: &str) -> Self {
        let mut synonyms = Self::default();
        for line in SHIPPED.lines().chain(own.lines()) {
            let line = line.split('#').next().unwrap_or_default();
            let words: Vec<&str> = line.split_whitespace().collect();
            synonyms.add_line(&words);
        }
        synonyms
    }

    /// These and lines that an organ adds at its desk.
    pub fn with(&self, own: &[Vec<String>]) -> Cow<'_, Self> {
        if own.is_empty() {
            return Cow::Borrowed(self);
        }
        let mut synonyms = self.clone();
        for line in own {
            let words: Vec<&str> = line.iter().map(String::as_str).collect();
            synonyms.add_line(&words);
        }
        Cow::Owned(synonyms)
    }

    /// Words of one meaning: each is looked for with the others.
    fn add_line(&mut self, words: &[&str]) {
        for word in words {
            let others = words.iter().filter(|other| *other != word);
            self.add(word, others.map(|other| (*other).to_owned()));
        }
    }

    fn add(&mut self, word: &str, others: impl Iterator<Item = String>) {
        let signs = fold(word).signs;
        let Some(first) = signs.first() else { return };
        let beginning = self.words.entry(*first).or_default();
        match beginning.iter_mut().find(|(known, _)| *known == signs) {
            Some((_, known)) => {
                for other in others {
                    if !known.contains(&other) {
                        known.push(other);
                    }
                }
            }
            None => beginning.push((signs, others.collect())),
        }
    }

    /// The longest word that begins these folded signs, with how long it is and what else it is called.
    pub fn at_the_beginning_of(&self, signs: &[char]) -> Option<(usize, &[String])> {
        let beginning = self.words.get(signs.first()?)?;
        let fits = beginning.iter().filter(|(word, _)| signs.starts_with(word));
        let (word, others) = fits.max_by_key(|(word, _)| word.len())?;
        Some((word.len(), others))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_words_are_read_and_an_organ_adds_its_own() {
        let synonyms = Synonyms::read("# 本区的说法\n标房 标准厂房\n");
        let others = |word: &str| {
            let signs: Vec<char> = word.chars().collect();
            let found = synonyms
                .at_the_beginning_of(&signs)
                .map(|(length, others)| (length, others.to_vec()));
            found.unwrap_or_default()
        };
        assert!(others("社保怎么交").1.contains(&"社会保险".to_owned()));
        assert_eq!(others("社保怎么交").0, 2);
        assert_eq!(others("标房租金"), (2, vec!["标准厂房".to_owned()]));
        assert_eq!(others("孟津"), (0, vec![]));
        for line in SHIPPED
            .lines()
            .map(|line| line.split('#').next().unwrap_or_default())
        {
            let words: Vec<&str> = line.split_whitespace().collect();
            assert!(words.len() != 1, "{line}: a word alone means nothing else");
            assert!(
                words.iter().all(|word| word.chars().count() > 1),
                "{line}: one sign means too much"
            );
        }
    }
}
