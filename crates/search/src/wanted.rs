//! A query as it is meant: words that must be there, each with what else it is called; phrases in quotation marks; a 发文字号, a
//! clause, a day. There is no language of operators: whatever else is typed only parts words.

use jieba_rs::Jieba;

use crate::numbers::{self, What};
use crate::spelling::{Folded, Unit, fold, is_of_lump, units};
use crate::synonyms::Synonyms;
use crate::words;

/// The signs of a query that are read; nobody looks for more in one go.
const MOST_TYPED: usize = 160;
/// The clauses that are asked of the index.
const MOST_CLAUSES: usize = 24;

/// Units that stand one behind the other.
pub type Phrase = Vec<String>;

/// Something that is asked for, in any of these spellings; the first is what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    pub phrases: Vec<Phrase>,
    /// Entries of these days fit as well (`YYYYMMDD`).
    pub days: Option<(i64, i64)>,
    /// A sign that is no word by itself, with its neighbour: dropped before nothing is found.
    pub is_fragment: bool,
}

/// A query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    pub clauses: Vec<Clause>,
    /// What was typed without a gap: whoever has it whole comes first.
    pub wholes: Vec<Phrase>,
    /// The words, for ranking.
    pub words: Vec<String>,
    /// The query as a number (文号、索引号), where it may be one.
    pub numbers: Vec<String>,
    /// What is looked for besides what was typed.
    pub also: Vec<String>,
}

/// Reads a query; without synonyms for who wants exactly the words.
pub fn read(text: &str, jieba: &Jieba, synonyms: Option<&Synonyms>) -> Wanted {
    let text: String = text.chars().take(MOST_TYPED).collect();
    let mut reading = Reading {
        jieba,
        synonyms,
        wanted: Wanted::default(),
    };
    let whole = numbers::key(&text);
    if whole.chars().any(|sign| sign.is_ascii_digit()) {
        reading.wanted.numbers.push(whole);
    }
    for (part, is_quoted) in quoted(&text) {
        if is_quoted {
            reading.phrase(units(&fold(part).signs));
        } else {
            reading.plain(part);
        }
    }
    let mut wanted = reading.wanted;
    wanted.clauses.truncate(MOST_CLAUSES);
    wanted.words.truncate(MOST_CLAUSES);
    wanted.wholes.truncate(4);
    wanted
}

/// The text cut at its quotation marks; a mark without its partner parts nothing.
fn quoted(text: &str) -> Vec<(&str, bool)> {
    const MARKS: [(char, char); 4] = [('“', '”'), ('"', '"'), ('＂', '＂'), ('「', '」')];
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after, end)) = MARKS
        .into_iter()
        .filter_map(|(opening, closing)| {
            let (before, after) = rest.split_once(opening)?;
            after.contains(closing).then_some((before, after, closing))
        })
        .min_by_key(|(before, ..)| before.len())
    {
        let (inside, behind) = after.split_once(end).unwrap_or((after, ""));
        parts.extend([(before, false), (inside, true)]);
        rest = behind;
    }
    parts.push((rest, false));
    parts.retain(|(part, _)| !part.trim().is_empty());
    parts
}

struct Reading<'a> {
    jieba: &'a Jieba,
    synonyms: Option<&'a Synonyms>,
    wanted: Wanted,
}

impl Reading<'_> {
    fn phrase(&mut self, units: Vec<Unit>) {
        let phrase: Phrase = units.into_iter().map(|unit| unit.text).collect();
        if !phrase.is_empty() {
            self.wanted.clauses.push(clause(vec![phrase]));
        }
    }

    fn plain(&mut self, text: &str) {
        let folded = fold(text);
        let whole: String = folded.signs.iter().collect();
        let mut from = 0;
        for formed in numbers::formed(&whole) {
            let place = |bytes: usize| whole.get(..bytes).map_or(0, |before| before.chars().count());
            let (start, end) = (place(formed.from), place(formed.to));
            self.piece(text, &folded, from, start);
            self.formed(formed.what, folded.signs.get(start..end).unwrap_or_default());
            from = end;
        }
        self.piece(text, &folded, from, folded.signs.len());
    }

    fn formed(&mut self, what: What, signs: &[char]) {
        let typed: Phrase = units(signs).into_iter().map(|unit| unit.text).collect();
        match what {
            What::Number(number) => {
                self.wanted.numbers.push(number);
                for run in runs(units(signs)) {
                    self.phrase(run);
                }
            }
            What::Clause(spellings) => {
                let phrase = |text: &String| {
                    crate::spelling::units_of(text)
                        .into_iter()
                        .map(|unit| unit.text)
                        .collect()
                };
                let mut phrases: Vec<Phrase> = spellings.iter().map(phrase).collect();
                phrases.sort_by_key(|phrase| *phrase != typed);
                self.wanted.clauses.push(clause(phrases));
            }
            What::Days(first, last, told) => {
                let told = crate::spelling::units_of(&told)
                    .into_iter()
                    .map(|unit| unit.text)
                    .collect();
                self.wanted.clauses.push(Clause {
                    days: Some((first, last)),
                    ..clause(vec![told, typed])
                });
            }
        }
    }

    /// A piece of the folded text, parted where there were blanks.
    fn piece(&mut self, text: &str, folded: &Folded, from: usize, to: usize) {
        let signs: Vec<char> = text.chars().collect();
        let mut start = from;
        for place in from..=to {
            let is_gap = place == to || is_gap_before(&signs, folded, place) && place > start;
            if is_gap && start < place {
                for run in runs(units(folded.signs.get(start..place).unwrap_or_default())) {
                    self.run(&run);
                }
                start = place;
            }
        }
    }

    /// Units without a gap.
    fn run(&mut self, units: &[Unit]) {
        let whole: Phrase = units.iter().map(|unit| unit.text.clone()).collect();
        if whole.len() == 1 {
            self.wanted.clauses.push(clause(vec![whole]));
            return;
        }
        let before = self.wanted.clauses.len();
        let (mut place, mut rest) = (0, 0);
        while place < units.len() {
            let signs: Vec<char> = units
                .iter()
                .skip(place)
                .flat_map(|unit| unit.text.chars())
                .collect();
            let known = self
                .synonyms
                .and_then(|synonyms| synonyms.at_the_beginning_of(&signs));
            let Some((length, others)) = known.filter(|(length, _)| ends_with_a_unit(units, place, *length))
            else {
                place += 1;
                continue;
            };
            let end = place + covered(units, place, length);
            self.words_of(units, rest, place);
            self.known(units.get(place..end).unwrap_or_default(), others);
            (place, rest) = (end, end);
        }
        self.words_of(units, rest, units.len());
        if self
            .wanted
            .clauses
            .iter()
            .skip(before)
            .all(|clause| clause.is_fragment)
        {
            self.wanted.clauses.truncate(before);
            self.wanted.clauses.push(clause(vec![whole.clone()]));
        }
        self.wanted.wholes.push(whole);
    }

    fn known(&mut self, units: &[Unit], others: &[String]) {
        let typed: Phrase = units.iter().map(|unit| unit.text.clone()).collect();
        self.wanted.words.push(typed.concat());
        let other = |word: &String| {
            crate::spelling::units_of(word)
                .into_iter()
                .map(|unit| unit.text)
                .collect()
        };
        let mut phrases = vec![typed];
        phrases.extend(others.iter().map(other));
        for word in others {
            if !self.wanted.also.contains(word) {
                self.wanted.also.push(word.clone());
            }
        }
        self.wanted.clauses.push(clause(phrases));
    }

    /// The words between two places of a run.
    fn words_of(&mut self, all: &[Unit], from: usize, to: usize) {
        let part = all.get(from..to).unwrap_or_default();
        let text: String = part.iter().map(|unit| unit.text.as_str()).collect();
        let mut place = from;
        for token in self.jieba.cut(&text, true) {
            let units = units(&token.word.chars().collect::<Vec<char>>());
            let next = place + units.len();
            let phrase: Phrase = units.into_iter().map(|unit| unit.text).collect();
            if words::is_empty(token.word) {
                // It only makes a sentence of the others.
            } else if phrase.len() > 1 || token.word.chars().all(is_of_lump) {
                self.wanted.words.push(token.word.to_owned());
                self.wanted.clauses.push(clause(vec![phrase]));
            } else if let Some(pair) = neighbours(all, place) {
                self.wanted.clauses.push(Clause {
                    is_fragment: true,
                    ..clause(vec![pair])
                });
            }
            place = next;
        }
    }
}

/// A unit with the one before it, or the one behind where it is the first.
fn neighbours(units: &[Unit], place: usize) -> Option<Phrase> {
    let from = place.checked_sub(1).unwrap_or(place);
    let pair = units.get(from..from + 2)?;
    Some(pair.iter().map(|unit| unit.text.clone()).collect())
}

const fn clause(phrases: Vec<Phrase>) -> Clause {
    Clause {
        phrases,
        days: None,
        is_fragment: false,
    }
}

/// Whether so many signs from a unit on end where a unit ends.
fn ends_with_a_unit(units: &[Unit], place: usize, length: usize) -> bool {
    let behind = units.iter().skip(place);
    let mut sum = 0;
    let mut ends = behind.map(|unit| {
        sum += unit.text.chars().count();
        sum
    });
    ends.any(|end| end == length)
}

fn covered(units: &[Unit], place: usize, length: usize) -> usize {
    let (mut sum, mut count) = (0, 0);
    for unit in units.iter().skip(place) {
        if sum >= length {
            break;
        }
        sum += unit.text.chars().count();
        count += 1;
    }
    count
}

/// Whether a blank was typed before this sign of the folded text.
fn is_gap_before(text: &[char], folded: &Folded, place: usize) -> bool {
    let at = |place: usize| folded.places.get(place).copied();
    match (place.checked_sub(1).and_then(at), at(place)) {
        (Some(before), Some(here)) => text
            .get(before..here)
            .is_some_and(|between| between.iter().any(|sign| sign.is_whitespace())),
        _ => false,
    }
}

fn runs(units: Vec<Unit>) -> Vec<Vec<Unit>> {
    let mut runs: Vec<Vec<Unit>> = Vec::new();
    for unit in units {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|last| last.run == unit.run) => run.push(unit),
            _ => runs.push(vec![unit]),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clauses(text: &str) -> Vec<String> {
        let synonyms = Synonyms::read("");
        let wanted = read(text, &words::dictionary(), Some(&synonyms));
        let told = |clause: Clause| {
            let phrases: Vec<String> = clause.phrases.into_iter().map(|phrase| phrase.concat()).collect();
            format!(
                "{}{}",
                phrases.join("|"),
                if clause.is_fragment { "?" } else { "" }
            )
        };
        wanted.clauses.into_iter().map(told).collect()
    }

    #[test]
    fn a_query_is_read_word_by_word_with_what_else_each_is_called() {
        assert_eq!(clauses("技改 厂房"), ["技改|技术改造", "厂房"]);
        assert_eq!(clauses("企业的社保怎么缴纳"), ["企业", "社保|社会保险", "缴纳"]);
        assert_eq!(clauses("契税法")[0], "契税");
        assert_eq!(clauses("技改").len(), 1);
    }

    #[test]
    fn quotation_marks_hold_a_phrase_together() {
        assert_eq!(clauses("“技改补贴办法”"), ["技改补贴办法"]);
        assert_eq!(clauses("\"技改补贴办法\" 园区"), ["技改补贴办法", "园区|开发区"]);
        assert_eq!(clauses("“没有合上"), ["没有", "有合?", "合上?"]);
    }

    #[test]
    fn clauses_and_numbers_are_known_by_their_form() {
        assert_eq!(clauses("第12条"), ["第12条|第十二条"]);
        assert_eq!(clauses("税"), ["税"]);
        assert_eq!(clauses("孟先开〔2026〕12号"), ["孟先开", "2026", "12号"]);
    }
}
