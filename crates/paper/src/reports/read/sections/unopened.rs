//! Sections that no heading opens while their text seems to stand somewhere: it is said, so that a text that went into the
//! section before, or nowhere, is not taken for missing.

use law::reports::{SECTION_TITLES, Unread};

use super::{Found, is_furniture};
use crate::reports::read::title;

/// A shorter line is a crumb of the page.
const SHORTEST: usize = 12;

/// What section five and six speak of, where their text went into the section before.
const FIVE: [&str; 5] = ["存在的问题", "存在问题", "主要问题", "不足", "改进"];
const SIX: [&str; 1] = ["处理费"];

/// What is told of the sections without a heading; `prose` is what was read into each, what stands before section one first.
pub(super) fn told(found: &Found, prose: &[Vec<&str>]) -> Vec<Unread> {
    let one = (!found.has(1) && has_text_before(found, prose))
        .then(|| unread(1, "标题与第二部分之间的文字没有读入"));
    let later = [(5, FIVE.as_slice()), (6, SIX.as_slice())].into_iter();
    let later = later.filter(|(number, _)| !found.has(*number));
    let later = later.filter_map(|(number, words)| {
        let before = (1..number).rev().find(|before| found.has(*before))?;
        let speaks = |line: &&str| line.contains('。') && words.iter().any(|word| line.contains(word));
        let into = SECTION_TITLES.get(before - 1)?;
        prose
            .get(before)?
            .iter()
            .any(speaks)
            .then(|| unread(number, &format!("它的文字可能读入了“{into}”")))
    });
    one.into_iter().chain(later).collect()
}

fn unread(number: usize, what: &str) -> Unread {
    let title = SECTION_TITLES.get(number - 1).copied().unwrap_or("");
    Unread {
        place: "全文".to_owned(),
        text: String::new(),
        why: format!("没有找到标题“{title}”，{what}，请核对"),
        cells: Vec::new(),
    }
}

/// Whether sentences stand between the title and the first section that was found.
fn has_text_before(found: &Found, prose: &[Vec<&str>]) -> bool {
    let lines = prose.first().map_or(&[][..], Vec::as_slice);
    let begin = lines.iter().rposition(|line| title::is_title(line));
    let after = begin.and_then(|begin| lines.get(begin + 1..)).unwrap_or(&[]);
    let is_sentence =
        |line: &&str| line.contains('。') && line.chars().nth(SHORTEST).is_some() && !is_furniture(line);
    found.headings > 0 && after.iter().any(is_sentence)
}
