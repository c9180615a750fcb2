//! What a PDF was before it was saved again: programs put the changes behind the old file, which stays as it was.

use std::collections::BTreeSet;

use law::screening::{Kind, Seen};
use lopdf::Document;
use lopdf::xref::XrefEntry;

use crate::reports::pdf_pages;

/// How many earlier files are read.
const MOST_EARLIER: usize = 2;
/// How much of an object or a table says what it is.
const HEAD: usize = 300;
/// How far before an object its place in the table may be.
const BEFORE: usize = 8;
const END: &[u8] = b"%%EOF";
const START: &[u8] = b"startxref";

/// Where the objects stand that the file names.
pub fn offsets(document: &Document) -> BTreeSet<usize> {
    let entries = document.reference_table.entries.values();
    let offsets = entries.filter_map(|entry| match entry {
        XrefEntry::Normal { offset, .. } => usize::try_from(*offset).ok(),
        _ => None,
    });
    offsets.collect()
}

/// What is left in the file of an earlier one, and what stands behind its end.
pub fn look(bytes: &[u8], offsets: &BTreeSet<usize>) -> Seen {
    let mut seen = Seen::default();
    let ends: Vec<usize> = places(bytes, END).map(|at| at + END.len()).collect();
    let behind = ends.last().and_then(|end| bytes.get(*end..)).unwrap_or_default();
    if !behind.trim_ascii().is_empty() {
        seen.mark(Kind::Appended, "PDF 结束标记之后", "");
        seen.read_beside("PDF 结束标记之后", String::from_utf8_lossy(behind));
    }
    let tables = places(bytes, START).filter(|at| is_table(bytes, *at));
    if tables.take(2).count() < 2 && !has_dead_object(bytes, offsets) {
        return seen;
    }
    seen.mark(Kind::Revision, "PDF", "");
    // The last but one, and the first.
    let earlier = ends.iter().rev().skip(1);
    let earlier: BTreeSet<usize> = earlier.clone().take(1).chain(earlier.last()).copied().collect();
    for end in earlier.into_iter().take(MOST_EARLIER) {
        let pages = bytes.get(..end).and_then(|earlier| pdf_pages(earlier).ok());
        for (page, text) in (1..).zip(pages.unwrap_or_default()) {
            seen.read_beside(format!("以前保存的第{page}页"), text);
        }
    }
    seen
}

fn places<'a>(bytes: &'a [u8], word: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    let all = bytes.windows(word.len()).enumerate();
    all.filter(move |(_, one)| *one == word).map(|(at, _)| at)
}

/// Whether the start that is named there is one of a table with objects: a file made for fast viewing names 0, and one by
/// Word ends with a table of none.
fn is_table(bytes: &[u8], at: usize) -> bool {
    let number = bytes
        .get(at + START.len()..)
        .unwrap_or_default()
        .trim_ascii_start();
    let digits: Vec<u8> = number.iter().copied().take_while(u8::is_ascii_digit).collect();
    let start = String::from_utf8_lossy(&digits)
        .parse::<usize>()
        .unwrap_or_default();
    let table = bytes.get(start..bytes.len().min(start.saturating_add(HEAD)));
    let table = table.unwrap_or_default();
    let rest = table.trim_ascii_start().strip_prefix(b"xref").unwrap_or(table);
    start > 0 && !rest.trim_ascii_start().starts_with(b"0 0")
}

/// Whether there is an object that the file names no more.
fn has_dead_object(bytes: &[u8], offsets: &BTreeSet<usize>) -> bool {
    places(bytes, b" obj")
        .filter_map(|at| begin(bytes, at))
        .any(|(begin, head)| {
            let is_named = offsets
                .range(begin.saturating_sub(BEFORE)..=begin)
                .next()
                .is_some();
            let is_table = head.windows(5).any(|word| word == b"/XRef");
            !is_named && !is_table
        })
}

/// Where the object begins whose number and generation stand before that place, and its head.
fn begin(bytes: &[u8], at: usize) -> Option<(usize, &[u8])> {
    let before = bytes.get(..at)?;
    let digits = |before: &[u8]| {
        before
            .iter()
            .rev()
            .take_while(|sign| sign.is_ascii_digit())
            .count()
    };
    let generation = digits(before);
    let (rest, _) = before.split_at_checked(before.len().checked_sub(generation)?)?;
    let rest = rest.strip_suffix(b" ")?;
    let number = digits(rest);
    let begin = rest.len().checked_sub(number)?;
    let is_free = begin == 0 || bytes.get(begin - 1).is_some_and(u8::is_ascii_whitespace);
    (generation > 0 && number > 0 && is_free).then_some(())?;
    let head = bytes.get(at..bytes.len().min(at + HEAD))?;
    Some((begin, head))
}
