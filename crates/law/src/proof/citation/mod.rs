//! What a text cites: the form of a 发文字号, and whether our own library has it and it still stands.

pub(super) mod form;
pub(super) mod repealed;
pub(super) mod unknown;

use std::ops::Range;

use super::patterns::{group, patterns, span};
use super::{Context, Known, Manuscript};
use crate::signs::paper_key;

patterns! {
    NUMBER = r"([\p{Han}]{1,14})([〔\[［(（【﹝])\s*((?:19|20)[0-9]{2})\s*([〕\]］)）】﹞])\s*(第)?\s*(0*)([0-9]{1,5})\s*号";
}

/// A 发文字号 in a text.
struct Cited {
    span: Range<usize>,
    /// The bracketed year with the rest of it, and as it should read.
    form: Range<usize>,
    right: String,
    year: i16,
    has_right_form: bool,
    /// Organ and year with number, as numbers are compared: what stands before an organ's word may be other words.
    before: String,
    key: String,
}

/// The numbers that a text cites, each once, without the words of their organs: `〔2021〕3号`.
pub fn cited_numbers(text: &str) -> Vec<String> {
    let mut numbers: Vec<String> = cited(text).into_iter().map(|cited| cited.right).collect();
    numbers.sort();
    numbers.dedup();
    numbers
}

fn cited(text: &str) -> Vec<Cited> {
    let read = |found: regex::Captures<'_>| {
        let (year, number) = (group(&found, 3), group(&found, 7));
        let form = span(&found, 2).start..span(&found, 0).end;
        let right = format!("〔{year}〕{number}号");
        Some(Cited {
            span: span(&found, 0),
            has_right_form: text.get(form.clone()) == Some(right.as_str()),
            form,
            year: year.parse().ok()?,
            before: group(&found, 1).to_owned(),
            key: paper_key(&right),
            right,
        })
    };
    NUMBER.captures_iter(text).filter_map(read).collect()
}

/// The organ's word (机关代字) and the rest of a number of the library.
fn parts_of(number: &str) -> Option<(String, String)> {
    let key = paper_key(number);
    let at = key.find('〔')?;
    Some((key.get(..at)?.to_owned(), key.get(at..)?.to_owned()))
}

/// Where a text cites a document whose word is one of the library's, with that document where the library has it.
fn of_library<'a>(
    manuscript: &Manuscript,
    context: &'a Context<'_>,
) -> Vec<(usize, Range<usize>, Option<&'a Known<'a>>)> {
    let own: Vec<(String, String, &Known<'_>)> = context
        .library
        .iter()
        .filter_map(|known| parts_of(known.number).map(|(word, rest)| (word, rest, known)))
        .filter(|(word, ..)| !word.is_empty())
        .collect();
    let mut found = Vec::new();
    if own.is_empty() {
        return found;
    }
    for (part, text) in manuscript.prose() {
        for cited in cited(&text.text) {
            let of_word = own
                .iter()
                .filter(|(word, ..)| paper_key(&cited.before).ends_with(word.as_str()));
            // 豫政办 ends in 政办: the longest word is the one that is meant.
            let Some(word) = of_word.map(|(word, ..)| word).max_by_key(|word| word.len()) else {
                continue;
            };
            let document = own
                .iter()
                .find(|(one, rest, _)| one == word && *rest == cited.key);
            // What stands before the organ's word is no part of the number.
            let length = word.chars().count();
            let own: usize = cited.before.chars().rev().take(length).map(char::len_utf8).sum();
            let span = cited.form.start.saturating_sub(own)..cited.span.end;
            found.push((part, span, document.map(|(.., known)| *known)));
        }
    }
    found
}
