//! What a hit shows of its text: the place where most of what was typed stands together, with the words marked. Nothing is cut
//! inside a character, however many code points it has.

use law::signs::shows_nothing;
use serde::Serialize;

use crate::entry::Part;
use crate::spelling::{Folded, fold, is_of_lump};
use crate::wanted::Wanted;

/// How many signs are shown, how many of them before the first word, and how far back a sentence is begun.
const WIDTH: usize = 96;
const BEFORE: usize = 14;
/// The signs of a hit that are looked through.
const LOOKED_THROUGH: usize = 100_000;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Span {
    pub text: String,
    pub is_marked: bool,
}

/// What is marked.
pub struct Needles(Vec<Vec<char>>);

/// Where one stands: signs of the text.
#[derive(Clone, Copy, Debug)]
struct Mark {
    from: usize,
    to: usize,
    needle: usize,
}

impl Needles {
    pub fn of(wanted: &Wanted) -> Self {
        let phrases = wanted.clauses.iter().flat_map(|clause| &clause.phrases);
        let mut needles: Vec<Vec<char>> = phrases.map(|phrase| phrase.concat().chars().collect()).collect();
        needles.sort_by_key(|needle| std::cmp::Reverse(needle.len()));
        needles.dedup();
        Self(needles)
    }

    fn marks(&self, folded: &Folded) -> Vec<Mark> {
        let mut marks = Vec::new();
        for place in 0..folded.signs.len() {
            let rest = folded.signs.get(place..).unwrap_or_default();
            let found = self
                .0
                .iter()
                .position(|needle| is_at(folded, place, rest, needle));
            let Some(needle) = found else { continue };
            let length = self.0.get(needle).map_or(0, Vec::len);
            let at = |place: usize| folded.places.get(place).copied();
            if let (Some(from), Some(last)) = (at(place), at(place + length - 1)) {
                marks.push(Mark {
                    from,
                    to: last + 1,
                    needle,
                });
            }
        }
        marks
    }

    fn weight(&self, marks: &[Mark]) -> usize {
        let mut seen: Vec<usize> = marks.iter().map(|mark| mark.needle).collect();
        seen.sort_unstable();
        seen.dedup();
        seen.iter()
            .filter_map(|needle| self.0.get(*needle))
            .map(|needle| needle.len() + 2)
            .sum()
    }
}

/// Whether the needle begins here; a number is found whole.
fn is_at(folded: &Folded, place: usize, rest: &[char], needle: &[char]) -> bool {
    if needle.is_empty() || !rest.starts_with(needle) {
        return false;
    }
    let lump = |sign: Option<&char>| sign.copied().is_some_and(is_of_lump);
    let before = place.checked_sub(1).and_then(|before| folded.signs.get(before));
    let begins = !(lump(needle.first()) && lump(before));
    begins && !(lump(needle.last()) && lump(rest.get(needle.len())))
}

/// A title, whole, with the words marked.
pub fn title(needles: &Needles, text: &str) -> Vec<Span> {
    let signs: Vec<char> = text.chars().collect();
    spans(&signs, &needles.marks(&fold(text)), 0, signs.len())
}

/// The best place so far: what it is worth, and where its first word stands.
struct Place<'a> {
    weight: usize,
    part: &'a Part,
    signs: Vec<char>,
    marks: Vec<Mark>,
    first: usize,
}

/// The best place of the parts, and which of them it is; the beginning where none has a word.
pub fn best<'a>(needles: &Needles, parts: &'a [Part]) -> Option<(&'a Part, Vec<Span>)> {
    let mut left = LOOKED_THROUGH;
    let mut best: Option<Place<'a>> = None;
    for part in parts {
        if left == 0 {
            break;
        }
        let signs: Vec<char> = part.text.chars().take(left).collect();
        left -= signs.len();
        let text: String = signs.iter().collect();
        let marks = needles.marks(&fold(&text));
        for (place, mark) in marks.iter().enumerate() {
            let behind = marks.get(place..).unwrap_or_default();
            let within = behind
                .iter()
                .take_while(|other| other.to <= mark.from + WIDTH - BEFORE);
            let weight = needles.weight(&within.copied().collect::<Vec<Mark>>());
            if best.as_ref().is_none_or(|best| weight > best.weight) {
                best = Some(Place {
                    weight,
                    part,
                    signs: signs.clone(),
                    marks: marks.clone(),
                    first: mark.from,
                });
            }
            if place > 400 {
                break;
            }
        }
    }
    if let Some(best) = best {
        let from = begun(&best.signs, best.first);
        let to = ended(&best.signs, from);
        return Some((best.part, spans(&best.signs, &best.marks, from, to)));
    }
    let part = parts.first()?;
    let signs: Vec<char> = part.text.chars().take(LOOKED_THROUGH).collect();
    Some((part, spans(&signs, &[], 0, ended(&signs, 0))))
}

/// Where to begin so that the word is seen with what leads to it: with its sentence, where that is near. What belongs to a
/// character before it is left out, so that nothing is shown beyond the width for it.
fn begun(signs: &[char], first: usize) -> usize {
    let wished = wished_begin(signs, first);
    let is_begin = |place: &usize| *place == 0 || may_cut_before(signs, *place);
    (wished..first).find(is_begin).unwrap_or(first)
}

fn wished_begin(signs: &[char], first: usize) -> usize {
    let nearest = first.saturating_sub(BEFORE * 2);
    let before = signs.get(nearest..first).unwrap_or_default();
    let is_end = |sign: &char| matches!(sign, '。' | '！' | '？' | '；' | '\n');
    match before.iter().rposition(is_end) {
        Some(end) => nearest + end + 1,
        None if nearest == 0 => 0,
        None => first.saturating_sub(BEFORE),
    }
}

/// Whether a text can be cut before this sign: it does not belong to the one before.
fn may_cut_before(signs: &[char], place: usize) -> bool {
    let is_bound = |sign: char| shows_nothing(sign) && !sign.is_whitespace() || is_modifier(sign);
    let joins = |sign: char| sign == '\u{200d}';
    let before = place.checked_sub(1).and_then(|before| signs.get(before)).copied();
    !signs.get(place).copied().is_some_and(is_bound) && !before.is_some_and(joins)
}

/// Skin tones and the second half of flags.
const fn is_modifier(sign: char) -> bool {
    matches!(sign, '\u{1f3fb}'..='\u{1f3ff}' | '\u{1f1e6}'..='\u{1f1ff}' | '\u{20d0}'..='\u{20ff}')
}

/// Where to end: after the last whole character within the width. A heap of marks that is wider than a whole snippet is no
/// character any more, and is cut.
fn ended(signs: &[char], from: usize) -> usize {
    let widest = (from + WIDTH).min(signs.len());
    let is_end = |place: &usize| *place == signs.len() || may_cut_before(signs, *place);
    (from + 1..=widest).rev().find(is_end).unwrap_or(widest)
}

fn spans(signs: &[char], marks: &[Mark], from: usize, to: usize) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut add = |text: String, is_marked: bool| match spans.last_mut() {
        Some(last) if last.is_marked == is_marked => last.text.push_str(&text),
        _ if text.is_empty() => {}
        _ => spans.push(Span { text, is_marked }),
    };
    let shown = |from: usize, to: usize| -> String { line(signs.get(from..to).unwrap_or_default()) };
    if from > 0 {
        add("…".to_owned(), false);
    }
    let mut place = from;
    for mark in marks {
        // What belongs to the last sign of a word is marked with it.
        let mut end = mark.to;
        while end < signs.len() && !may_cut_before(signs, end) {
            end += 1;
        }
        let (begin, end) = (mark.from.max(place), end.min(to));
        if begin >= end {
            continue;
        }
        add(shown(place, begin), false);
        add(shown(begin, end), true);
        place = end;
    }
    add(shown(place.min(to), to), false);
    if to < signs.len() {
        add("…".to_owned(), false);
    }
    spans
}

/// Lines and blanks in one line.
fn line(signs: &[char]) -> String {
    let mut text = String::with_capacity(signs.len() * 3);
    for sign in signs {
        let is_blank = sign.is_whitespace();
        if !is_blank {
            text.push(*sign);
        } else if !text.ends_with(' ') {
            text.push(' ');
        }
    }
    text
}
