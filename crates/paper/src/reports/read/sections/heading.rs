//! Which of the six sections a line opens, by its words; how it is numbered only helps to tell it from a heading
//! within a section that uses the same words.

use std::sync::LazyLock;

use law::reports::SECTION_TITLES;

use super::numbering::{Style, numbering};
use crate::reports::read::labels::{self, Match};

/// A line that may open a section.
#[derive(Clone, Debug)]
pub(super) struct Heading<'a> {
    /// 1 to 6.
    pub number: usize,
    /// What follows the heading in the same line.
    pub rest: &'a str,
    pub how: Match,
    pub style: Style,
    /// Whether it ends in a page number, as in a table of contents.
    pub is_contents: bool,
}

/// Other wordings known from real reports, by section.
const OTHERS: [(usize, &str); 12] = [
    (1, "总体工作情况"),
    (1, "基本情况"),
    (2, "主动公开政府信息的情况"),
    (3, "收到和处理政府信息公开申请的情况"),
    (4, "政府信息公开行政复议和行政诉讼情况"),
    (4, "因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
    (5, "存在的主要问题及改进措施"),
    (5, "政府信息公开工作存在的主要问题及改进情况"),
    (5, "存在的问题及改进情况"),
    (5, "存在问题及改进情况"),
    (6, "其他需要报告的情况"),
    (6, "其他需要报告事项"),
];

/// The longest line that is a heading alone, and the part of a longer one that may be a heading.
const LONGEST: usize = 40;

/// The section a line opens.
pub(super) fn heading(text: &str) -> Option<Heading<'_>> {
    let numbered = numbering(text);
    let style = numbered.style;
    // Where only a space parts the number from the words, the words alone are held against the titles.
    let line = if style == Style::Spaced {
        numbered.words
    } else {
        text.trim()
    };
    let known = (1..)
        .zip(SECTION_TITLES)
        .map(|(number, title)| (number, title, Match::Same));
    let others = OTHERS
        .into_iter()
        .map(|(number, title)| (number, title, Match::Slip));
    let beginnings = beginnings(line);
    let found = known
        .clone()
        .chain(others)
        .zip(TITLES.iter())
        .find_map(|((number, _, how), title)| after(&beginnings, title).map(|rest| (number, rest, how)));
    if let Some((number, rest, how)) = found {
        let is_contents = is_page_number(rest);
        let words = rest
            .trim_start_matches(['。', '：', ':', '，', ',', '；', '.'])
            .trim();
        let is_alone = words.is_empty() || is_contents;
        if !is_alone && style == Style::Bare {
            return None;
        }
        let rest = if is_contents { "" } else { words };
        return Some(Heading {
            number,
            rest,
            how,
            style,
            is_contents,
        });
    }
    let is_headlike = matches!(style, Style::Numeral | Style::Part);
    let is_short = line.chars().nth(LONGEST).is_none();
    let near = known.filter(|_| is_headlike && is_short);
    near.into_iter()
        .find(|(_, title, _)| is_near(line, title))
        .map(|(number, ..)| Heading {
            number,
            rest: "",
            how: Match::Slip,
            style,
            is_contents: false,
        })
}

/// The words of all titles without their numbers, as they are held against lines.
static TITLES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let others = OTHERS.iter().map(|(_, title)| title);
    let titles = SECTION_TITLES.iter().chain(others);
    titles.map(|title| labels::unnumbered(title)).collect()
});

/// The words that a line may begin with, each with what follows: reckoned once for all titles.
fn beginnings(line: &str) -> Vec<(String, &str)> {
    let ends = line.char_indices().map(|(at, one)| at + one.len_utf8());
    ends.take(LONGEST + 10)
        .map_while(|end| line.split_at_checked(end))
        .map(|(head, rest)| (labels::unnumbered(head), rest))
        .collect()
}

/// What follows the title's words at the line's beginning, if it ends or a stop or a space follows.
fn after<'a>(beginnings: &[(String, &'a str)], title: &str) -> Option<&'a str> {
    let (_, rest) = beginnings.iter().find(|(head, _)| head == title)?;
    let is_end = rest.chars().next().is_none_or(|one| {
        one.is_whitespace() || matches!(one, '。' | '：' | ':' | '，' | ',' | '；' | '.' | '…' | '·')
    });
    is_end.then_some(*rest)
}

/// `…… 3`
pub(super) fn is_page_number(rest: &str) -> bool {
    let digits = rest.trim().trim_start_matches(|one: char| {
        one.is_whitespace() || matches!(one, '.' | '…' | '·' | '．' | '-' | '—')
    });
    !digits.is_empty() && digits.len() <= 3 && digits.chars().all(|one| one.is_ascii_digit())
}

/// Whether the words are the title's but for a slip; a shortened title is not taken for one.
fn is_near(line: &str, title: &str) -> bool {
    let (line, title) = (labels::unnumbered(line), labels::unnumbered(title));
    strsim::levenshtein(&line, &title) * 5 <= title.chars().count()
}
