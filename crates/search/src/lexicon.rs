//! The index's own words: what a reader may have meant by a slip, and how a word goes on that was begun. A slip is a word that
//! sounds alike, or differs in one sign.

use std::collections::HashMap;

use pinyin::ToPinyin;
use tantivy::Searcher;
use tantivy::schema::Field;

use crate::spelling::fold;

/// The words that are kept, the most frequent; and the signs of a query that are looked at.
const MOST_WORDS: usize = 60_000;
const MOST_SIGNS: usize = 24;
/// The longest word that is looked for.
const LONGEST: usize = 8;

struct Word {
    text: String,
    signs: Vec<char>,
    /// How it is read, sign by sign, and by first letters.
    sounds: String,
    initials: String,
    count: u64,
}

/// The words of an index.
pub struct Lexicon {
    /// The most frequent first.
    words: Vec<Word>,
    known: HashMap<String, usize>,
    /// By their sounds: the most frequent of those that sound alike.
    sounding: HashMap<String, usize>,
    /// By one end and the length.
    ends: HashMap<(char, bool, usize), Vec<usize>>,
}

impl Lexicon {
    /// Reads the words of the index.
    pub fn read(searcher: &Searcher, words: Field) -> tantivy::Result<Self> {
        let mut counts: HashMap<String, u64> = HashMap::new();
        for segment in searcher.segment_readers() {
            let inverted = segment.inverted_index(words)?;
            let mut terms = inverted.terms().stream()?;
            while terms.advance() {
                if let Ok(word) = std::str::from_utf8(terms.key()) {
                    *counts.entry(word.to_owned()).or_default() += u64::from(terms.value().doc_freq);
                }
            }
        }
        Ok(Self::of(counts))
    }

    fn of(counts: HashMap<String, u64>) -> Self {
        let mut counts: Vec<(String, u64)> = counts.into_iter().collect();
        counts.retain(|(word, _)| (2..=LONGEST * 2).contains(&word.chars().count()));
        counts.sort_by(|(one, often), (other, less)| less.cmp(often).then_with(|| one.cmp(other)));
        counts.truncate(MOST_WORDS);
        let words: Vec<Word> = counts
            .into_iter()
            .map(|(text, count)| Word::of(text, count))
            .collect();
        let mut lexicon = Self {
            known: HashMap::new(),
            sounding: HashMap::new(),
            ends: HashMap::new(),
            words: Vec::new(),
        };
        for (place, word) in words.iter().enumerate() {
            lexicon.known.insert(word.text.clone(), place);
            lexicon.sounding.entry(word.sounds.clone()).or_insert(place);
            let length = word.signs.len();
            if let (3.., Some(first), Some(last)) = (length, word.signs.first(), word.signs.last()) {
                for (sign, is_last) in [(*first, false), (*last, true)] {
                    lexicon
                        .ends
                        .entry((sign, is_last, length))
                        .or_default()
                        .push(place);
                }
            }
        }
        lexicon.words = words;
        lexicon
    }

    /// What was meant: the query with the words that the index has for what it has not. None where nothing better is known.
    pub fn meant(&self, typed: &str) -> Option<String> {
        let signs: Vec<char> = fold(typed)
            .signs
            .into_iter()
            .filter(|sign| *sign != ' ')
            .take(MOST_SIGNS)
            .collect();
        // The best reading up to each sign: what it is worth, and what it is.
        let mut best: Vec<(usize, String)> = vec![(0, String::new())];
        for end in 1..=signs.len() {
            let mut here: Option<(usize, String)> = None;
            for start in end.saturating_sub(LONGEST)..end {
                let (Some(part), Some((worth, before))) = (signs.get(start..end), best.get(start)) else {
                    continue;
                };
                let (more, reading) = self.reading(part);
                if here.as_ref().is_none_or(|(known, _)| worth + more > *known) {
                    here = Some((worth + more, format!("{before}{reading}")));
                }
            }
            best.push(here.unwrap_or_default());
        }
        let typed: String = signs.iter().collect();
        best.pop()
            .map(|(_, meant)| meant)
            .filter(|meant| *meant != typed && !meant.is_empty())
    }

    /// What a part of a query is worth as a word, and which word it is.
    fn reading(&self, part: &[char]) -> (usize, String) {
        let text: String = part.iter().collect();
        let length = part.len();
        if length == 1 {
            return (1, text);
        }
        if self.known.contains_key(&text) {
            return (length * length * 10, text);
        }
        let alike = self
            .sounding
            .get(&sounds(part))
            .or_else(|| self.by_one_sign(part));
        match alike.and_then(|place| self.words.get(*place)) {
            Some(word) => (length * length * 8, word.text.clone()),
            None => (0, text),
        }
    }

    /// The most frequent word of three signs and more that differs in one.
    fn by_one_sign(&self, part: &[char]) -> Option<&usize> {
        let length = part.len();
        let ends = [(*part.first()?, false, length), (*part.last()?, true, length)];
        let candidates = ends.iter().filter_map(|end| self.ends.get(end)).flatten();
        let differs = |place: &&usize| {
            let word = self
                .words
                .get(**place)
                .map_or(&[][..], |word| word.signs.as_slice());
            word.iter().zip(part).filter(|(one, other)| one != other).count() == 1
        };
        candidates.filter(differs).min()
    }

    /// The words that begin so: as it is written, as it sounds, or by first letters.
    pub fn beginning(&self, typed: &str, most: usize) -> Vec<String> {
        let folded: String = fold(typed)
            .signs
            .into_iter()
            .filter(|sign| *sign != ' ')
            .collect();
        if folded.is_empty() || folded.chars().count() > MOST_SIGNS {
            return Vec::new();
        }
        let is_latin = folded.chars().all(|sign| sign.is_ascii_lowercase());
        let begins = |word: &&Word| {
            word.text.starts_with(&folded)
                || is_latin && (word.sounds.starts_with(&folded) || word.initials.starts_with(&folded))
        };
        let mut found: Vec<&Word> = self.words.iter().filter(begins).take(most * 4).collect();
        found.sort_by_key(|word| {
            (
                word.initials.len() != folded.len() && is_latin,
                std::cmp::Reverse(word.count),
            )
        });
        found
            .into_iter()
            .take(most)
            .map(|word| word.text.clone())
            .collect()
    }
}

impl Word {
    fn of(text: String, count: u64) -> Self {
        let signs: Vec<char> = text.chars().collect();
        let initials = signs
            .iter()
            .filter_map(|sign| sound(*sign).chars().next())
            .collect();
        Self {
            sounds: sounds(&signs),
            initials,
            text,
            signs,
            count,
        }
    }
}

fn sounds(signs: &[char]) -> String {
    signs.iter().map(|sign| sound(*sign)).collect()
}

fn sound(sign: char) -> String {
    sign.to_pinyin()
        .map_or_else(|| sign.to_string(), |sound| sound.plain().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> Lexicon {
        let words = [
            ("技术改造", 9),
            ("补贴", 20),
            ("孟津", 30),
            ("开发区", 40),
            ("行政复议", 5),
            ("申请", 50),
            ("技术", 60),
        ];
        Lexicon::of(
            words
                .into_iter()
                .map(|(word, count)| (word.to_owned(), count))
                .collect(),
        )
    }

    #[test]
    fn a_slip_is_a_word_that_sounds_alike_or_differs_in_one_sign() {
        let lexicon = lexicon();
        for (typed, meant) in [
            ("梦津开发区", "孟津开发区"),
            ("技术改早补贴", "技术改造补贴"),
            ("行政复仪", "行政复议"),
            ("行政服议", "行政复议"),
        ] {
            assert_eq!(lexicon.meant(typed).as_deref(), Some(meant), "{typed}");
        }
        assert_eq!(lexicon.meant("技术改造补贴"), None);
        assert_eq!(lexicon.meant(""), None);
    }

    #[test]
    fn a_word_is_suggested_by_its_beginning_its_sound_and_its_first_letters() {
        let lexicon = lexicon();
        assert_eq!(lexicon.beginning("技", 8), ["技术", "技术改造"]);
        assert_eq!(lexicon.beginning("kaifa", 8), ["开发区"]);
        assert_eq!(lexicon.beginning("xzfy", 8), ["行政复议"]);
        assert_eq!(lexicon.beginning("JSGZ", 8), ["技术改造"]);
        assert!(lexicon.beginning("", 8).is_empty());
    }
}
