//! A letter as the sheet it becomes, told apart for whoever writes it: what the wording says, what the case filled in, what
//! somebody typed, which days are tentative, what is still open. Nothing here changes the letter or what is printed.

use jiff::civil::Date;

use super::slots::Scope;
use super::{Letter, LetterFacts, LetterKind, Paragraph, filled, tentative};

/// Around what a place of the wording was filled with. Signs that are no characters: no text has them (`crate::signs`).
pub(super) const FILLED: (char, char) = ('\u{FDD0}', '\u{FDD1}');
/// Before what was typed for this letter or its decision.
pub(super) const TYPED: char = '\u{FDD2}';

/// The places that take what somebody wrote for this letter or its decision; the others take facts.
const WRITTEN: [&str; 16] = [
    "补正事项",
    "延期理由",
    "缴纳方式",
    "涉及的信息",
    "要求更正的记录",
    "更正结果",
    "不能确定的理由",
    "不予更正的理由",
    "理由",
    "公开的内容",
    "不予公开的部分",
    "第三方的理由",
    "检索结果",
    "决定公开的内容",
    "决定公开的理由",
    "怎样获取",
];

/// What a run of words is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The official wording.
    Wording,
    /// A fact of the case.
    Filled,
    /// Written by somebody, for the letter or into it.
    Written,
    /// A day that nobody published yet.
    Tentative,
    /// A place that is still to be filled in.
    Open,
}

/// Some words of a letter, and where they are from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub origin: Origin,
    pub words: String,
}

/// A paragraph of a letter: its lines (one, or the items of a list, or the values of a form's rows) in runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    pub lines: Vec<Vec<Run>>,
    /// Somebody wrote in it: it is theirs to look at, the rest is the wording's.
    pub is_written: bool,
}

/// A letter in runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    pub addressee: Vec<Run>,
    pub paragraphs: Vec<Shown>,
}

impl Sheet {
    /// The letter held against what the wording makes of the facts: a line that reads as filled is told apart by its places, one
    /// that does not was written.
    pub fn of(letter: &Letter, kind: LetterKind, facts: &LetterFacts) -> Self {
        let traced = filled(kind, facts, &Scope::traced(kind, facts));
        let mut known = vec![traced.addressee.clone()];
        known.extend(traced.paragraphs.iter().flat_map(lines));
        let told = |line: &str| runs(line, &known, &facts.tentative);
        let shown = |paragraph: &Paragraph| {
            let lines: Vec<Vec<Run>> = lines(paragraph).iter().map(|line| told(line)).collect();
            Shown {
                is_written: lines.iter().flatten().any(|run| run.origin == Origin::Written),
                lines,
            }
        };
        Self {
            addressee: told(&letter.addressee),
            paragraphs: letter.paragraphs.iter().map(shown).collect(),
        }
    }
}

/// Whether the place takes what somebody wrote.
pub(super) fn is_written(place: &str) -> bool {
    WRITTEN.contains(&place)
}

/// What a place was filled with, marked; a passage that holds marks already keeps them.
pub(super) fn marked(place: &str, value: String) -> String {
    if value.is_empty() || value.contains(FILLED.0) || value.contains(TYPED) {
        return value;
    }
    let begin = if is_written(place) { TYPED } else { FILLED.0 };
    format!("{begin}{value}{}", FILLED.1)
}

fn lines(paragraph: &Paragraph) -> Vec<String> {
    match paragraph {
        Paragraph::Plain(text) | Paragraph::Heading(text) => vec![text.clone()],
        Paragraph::List(items) => items.clone(),
        Paragraph::Form(rows) => rows.iter().map(|(_, value)| value.clone()).collect(),
    }
}

/// The line without its marks.
fn plain(line: &str) -> String {
    line.replace([FILLED.0, FILLED.1, TYPED], "")
}

fn runs(line: &str, known: &[String], tentative: &[Date]) -> Vec<Run> {
    let found = known.iter().find(|one| plain(one) == line);
    let pieces = match found {
        Some(traced) => pieces(traced),
        None => vec![(Origin::Written, line.to_owned())],
    };
    pieces
        .into_iter()
        .flat_map(|(origin, words)| apart(origin, &words, tentative))
        .collect()
}

/// A traced line cut at its marks.
fn pieces(traced: &str) -> Vec<(Origin, String)> {
    let mut pieces = Vec::new();
    let mut rest = traced;
    while let Some(at) = rest.find([FILLED.0, TYPED]) {
        let (before, marked) = rest.split_at(at);
        pieces.push((Origin::Wording, before.to_owned()));
        let origin = if marked.starts_with(TYPED) {
            Origin::Written
        } else {
            Origin::Filled
        };
        let (value, after) = marked.split_once(FILLED.1).unwrap_or((marked, ""));
        pieces.push((origin, plain(value)));
        rest = after;
    }
    pieces.push((Origin::Wording, rest.to_owned()));
    pieces
}

/// Tentative days and places still open cut out of a piece.
fn apart(origin: Origin, words: &str, days: &[Date]) -> Vec<Run> {
    let marks = days.iter().flat_map(|day| tentative::marked(*day));
    let found = marks
        .filter_map(|mark| Some((words.find(&mark)?, mark.len(), Origin::Tentative)))
        .chain(super::slots::open_place(words).map(|(at, length)| (at, length, Origin::Open)))
        .min_by_key(|(at, _, _)| *at);
    let Some((at, length, kind)) = found else {
        let whole = Run {
            origin,
            words: words.to_owned(),
        };
        return Some(whole)
            .into_iter()
            .filter(|run| !run.words.is_empty())
            .collect();
    };
    let (before, rest) = words.split_at(at);
    let (inside, after) = rest.split_at(length);
    let mut runs = apart(origin, before, &[]);
    runs.push(Run {
        origin: kind,
        words: inside.to_owned(),
    });
    runs.extend(apart(origin, after, days));
    runs
}

#[cfg(test)]
mod tests;
