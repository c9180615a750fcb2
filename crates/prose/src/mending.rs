//! A few words of a text put right where they stand (校对建议): in the canonical form, in one paragraph or cell, and nowhere else. What
//! comes out is held against what went in, so that nothing but those words has changed.

use std::ops::Range;

use law::proof::Part;

use crate::scan::{Piece, Pieces};
use crate::{escaped, parts_of_html, render_html};

/// Occurrences of the words before the one that is meant which are tried: marks within a word let them be counted differently.
const TRIED: usize = 8;

/// The HTML with the words at that span of that part put right; `None` where they stand across marks, or in no text of their own:
/// then somebody has to do it in the editor.
pub fn mended(html: &str, part: usize, span: Range<usize>, right: &str) -> Option<String> {
    let before = parts_of_html(&render_html(html).html);
    let wrong = before.get(part)?.text.get(span.clone())?;
    if wrong.is_empty() {
        return None;
    }
    let after = expected(&before, part, span.clone(), right)?;
    let places = occurrences(html, &escaped(wrong));
    let counted = nth(&before, part, span.start, wrong);
    let tried = places.iter().take(counted + 1).rev().take(TRIED);
    tried
        .filter_map(|place| replaced(html, place.clone(), &escaped(right)))
        .find(|candidate| parts_of_html(&render_html(candidate).html) == after)
}

/// The parts as they read afterwards.
fn expected(before: &[Part], part: usize, span: Range<usize>, right: &str) -> Option<Vec<Part>> {
    let mut after = before.to_vec();
    let text = &mut after.get_mut(part)?.text;
    let mended = format!("{}{right}{}", text.get(..span.start)?, text.get(span.end..)?);
    *text = mended;
    Some(after)
}

/// How many times the words stand before that place.
fn nth(parts: &[Part], part: usize, start: usize, wrong: &str) -> usize {
    let whole = parts.iter().take(part).map(|one| one.text.as_str());
    let head = parts.get(part).and_then(|one| one.text.get(..start));
    whole.chain(head).map(|text| text.matches(wrong).count()).sum()
}

/// Where the words stand in texts, not in marks.
fn occurrences(html: &str, wrong: &str) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    let mut pieces = Pieces::of(html);
    while let Some(piece) = pieces.next() {
        let Piece::Text(text) = piece else { continue };
        let Some(from) = html.len().checked_sub(pieces.left() + text.len()) else {
            continue;
        };
        let found = text.match_indices(wrong);
        places.extend(found.map(|(at, _)| from + at..from + at + wrong.len()));
    }
    places
}

fn replaced(html: &str, place: Range<usize>, right: &str) -> Option<String> {
    Some(format!(
        "{}{right}{}",
        html.get(..place.start)?,
        html.get(place.end..)?
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span_of(html: &str, part: usize, wrong: &str, nth: usize) -> Range<usize> {
        let parts = parts_of_html(&render_html(html).html);
        let (at, found) = parts[part].text.match_indices(wrong).nth(nth).unwrap();
        at..at + found.len()
    }

    fn mend(html: &str, part: usize, wrong: &str, nth: usize, right: &str) -> Option<String> {
        mended(html, part, span_of(html, part, wrong, nth), right)
    }

    #[test]
    fn the_words_are_put_right_where_they_stand_and_nowhere_else() {
        let html = "<p>按装按装设备。</p><table><tbody><tr><td>按装</td><td>按装</td></tr></tbody></table>";
        let first = mend(html, 0, "按装", 1, "安装").unwrap();
        assert!(first.starts_with("<p>按装安装设备。</p>"), "{first}");
        let cell = mend(html, 2, "按装", 0, "安装").unwrap();
        assert!(cell.contains("<td>按装</td><td>安装</td>"), "{cell}");
    }

    #[test]
    fn words_of_marks_are_left_alone_and_signs_stay_signs() {
        let html = "<p><a href=\"https://example.cn/a,b\">甲,乙</a>&amp;丙,丁&lt;戊</p>";
        let link = mend(html, 0, ",", 0, "，").unwrap();
        assert!(
            link.contains("a,b\"") && link.contains("甲，乙</a>&amp;丙,丁&lt;戊"),
            "{link}"
        );
        let text = mend(html, 0, "丙,丁<", 0, "丙&丁<").unwrap();
        assert!(text.contains("丙&amp;丁&lt;戊"), "{text}");
    }

    #[test]
    fn what_stands_across_marks_is_left_to_the_editor() {
        let html = "<p>按<strong>装</strong>，按装</p>";
        assert_eq!(mend(html, 0, "按装", 0, "安装"), None);
        let second = mend(html, 0, "按装", 1, "安装").unwrap();
        assert!(second.contains("按<strong>装</strong>，安装"), "{second}");
        assert_eq!(mended(html, 9, 0..3, "安"), None);
    }
}
