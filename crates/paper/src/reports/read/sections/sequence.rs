//! Headings in other words, or numbered otherwise than the rest: known by where they stand, as the next after the last
//! section, together with what they speak of. A number within a list of its own is no section's.

use law::reports::SECTION_TITLES;

use super::heading::{Heading, is_page_number};
use super::implied;
use super::numbering::{Numbering, Style, numbering};
use super::{Found, Line};
use crate::reports::read::blocks::Block;
use crate::reports::read::labels::{self, Match};

/// The longest heading.
const LONGEST: usize = 30;
/// The longest heading that no number tells from a sentence.
const LONGEST_BARE: usize = 20;

/// What a heading of each section speaks of, in whatever words.
const SPEAKS_OF: [&[&str]; 6] = [
    &["总体", "概述", "概况", "综述", "基本情况", "工作情况"],
    &["主动公开"],
    &["申请"],
    &["复议", "诉讼"],
    &[
        "问题",
        "不足",
        "改进",
        "短板",
        "弱项",
        "薄弱",
        "困难",
        "差距",
        "整改",
        "下一步",
        "下步",
        "打算",
    ],
    &[
        "其他",
        "其它",
        "需要报告",
        "需报告",
        "应报告",
        "需要说明",
        "需说明",
    ],
];

/// Headings of section one that are not numbered.
const BARE_ONE: [&str; 8] = [
    "概述",
    "总体概述",
    "总体概况",
    "工作概述",
    "工作概况",
    "总体情况概述",
    "总体工作概况",
    "工作总体情况",
];

/// How the headings of sections five and six end that are not numbered.
const BARE_ENDS: [&str; 11] = [
    "情况", "措施", "问题", "不足", "打算", "改进", "安排", "计划", "方向", "事项", "说明",
];

/// A line that may open a section in other words than the known ones.
#[derive(Clone, Copy, Debug)]
struct Unusual<'a> {
    numbered: Numbering<'a>,
    /// The words of the heading, and what follows it in the same line.
    head: &'a str,
    rest: &'a str,
}

/// How sure it is, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Certainty {
    /// Numbered as the other headings are, with the next number, and speaks of it.
    Sure,
    /// It speaks of it, and is numbered as headings are, but with another number.
    OtherNumber,
    /// The next number, and other words.
    OtherWords,
    /// The next number in another style, and speaks of it.
    OtherStyle,
    /// It speaks of it, and has no number.
    NoNumber,
}

/// Finds the sections of these numbers that no known heading opens.
pub(super) fn seek(
    blocks: &[Block],
    lines: &mut [Line<'_>],
    found: &mut Found,
    numbers: impl IntoIterator<Item = usize>,
) {
    if (1..=SECTION_TITLES.len()).all(|number| !found.has(number)) {
        found.usual = usual(lines);
    }
    for number in numbers {
        if found.has(number) {
            continue;
        }
        let stretch = stretch(blocks, lines, found, number);
        let Some((index, unusual)) = heading_in(lines, stretch, found, number) else {
            continue;
        };
        let Some(line) = lines.get_mut(index) else {
            continue;
        };
        line.heading = Some(Heading {
            number,
            rest: unusual.rest,
            how: Match::Slip,
            style: unusual.numbered.style,
            is_contents: false,
        });
        if let Some(slot) = found.at.get_mut(number - 1) {
            *slot = Some(line.block);
        }
    }
}

/// How the headings are numbered where none has the known words: the style in which most sections are spoken of.
fn usual(lines: &[Line<'_>]) -> Option<Style> {
    let mut seen: Vec<(Style, usize)> = lines
        .iter()
        .filter_map(|line| {
            let unusual = unusual(line.text)?;
            let number = unusual.numbered.number?;
            let is_heading = speaks_of(number, unusual.head) && !is_of_tables(line.text, &unusual);
            is_heading.then_some((unusual.numbered.style, number))
        })
        .collect();
    seen.sort_unstable();
    seen.dedup();
    let count = |style: Style| seen.iter().filter(|(other, _)| *other == style).count();
    let styles = seen.iter().map(|(style, _)| *style);
    styles.rev().max_by_key(|style| count(*style))
}

/// The section that a row of one cell may open: it is numbered, and speaks of it.
pub(super) fn may_open(text: &str) -> Option<usize> {
    let unusual = unusual(text)?;
    let printed = unusual.numbered.number?;
    let mut numbers = [printed].into_iter().chain(1..=SECTION_TITLES.len());
    let number = numbers.find(|number| speaks_of(*number, unusual.head))?;
    (!is_of_tables(text, &unusual)).then_some(number)
}

/// Whether the line is set as a heading in whatever words, and the text above it does not go on in it: that text ended, or
/// the line is nothing but a numbered heading.
pub(super) fn begins_anew(above: &str, line: &str) -> bool {
    const ENDS: [char; 6] = ['。', '！', '？', '；', '：', ':'];
    let Some(unusual) = unusual(line) else {
        return false;
    };
    let style = unusual.numbered.style;
    let is_heading = if style == Style::Bare {
        (1..=SECTION_TITLES.len()).any(|number| is_bare_heading(&unusual, number))
    } else {
        may_open(line).is_some()
    };
    let is_over = above.trim_end().ends_with(ENDS);
    let is_numbered = matches!(style, Style::Numeral | Style::Part);
    let is_alone = unusual.rest.is_empty() && !line.trim_end().ends_with(ENDS);
    is_heading && (is_over || (is_numbered && is_alone))
}

/// The lines between the sections before and after.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    from: usize,
    to: usize,
    /// Whether the section's table begins where it ends.
    ends_at_table: bool,
}

fn stretch(blocks: &[Block], lines: &[Line<'_>], found: &Found, number: usize) -> Stretch {
    let before = (1..number).rev().find_map(|one| Some((one, found.at(one)?)));
    let after = (number + 1..=SECTION_TITLES.len()).find_map(|one| found.at(one));
    let end = after.or(found.second).unwrap_or(blocks.len());
    let begin = before.map_or(0, |(_, at)| at);
    // Section one ends where table two begins, whatever opens that.
    let table = number.max(2);
    let table = (number <= 4)
        .then(|| implied::begins(blocks, table, begin, end))
        .flatten();
    let is_heading = |line: &Line<'_>| {
        before.is_some_and(|(one, at)| {
            line.block == at && line.heading.as_ref().is_some_and(|it| it.number == one)
        })
    };
    let first_of = |block: usize| {
        lines
            .iter()
            .position(|line| line.block >= block)
            .unwrap_or(lines.len())
    };
    let from = lines
        .iter()
        .position(is_heading)
        .map_or_else(|| first_of(begin), |index| index + 1);
    Stretch {
        from,
        to: first_of(table.unwrap_or(end)),
        ends_at_table: table.is_some() && number > 1,
    }
}

/// The surest heading of the section. Of equals the last before a table, and before the text of section one; the first
/// otherwise.
fn heading_in<'a>(
    lines: &[Line<'a>],
    stretch: Stretch,
    found: &Found,
    number: usize,
) -> Option<(usize, Unusual<'a>)> {
    let within = lines.get(stretch.from..stretch.to)?;
    let next = next_number(lines, stretch, number);
    let all = within.iter().enumerate().filter_map(|(index, line)| {
        let unusual = unusual(line.text)?;
        let is_next = unusual
            .numbered
            .number
            .is_some_and(|printed| printed == number || printed == next);
        let certainty = certainty(&unusual, number, is_next, found)?;
        if is_of_tables(line.text, &unusual) {
            return None;
        }
        let is_at_table = || {
            let rest = within.get(index + 1..).unwrap_or(&[]);
            stretch.ends_at_table && rest.iter().all(|line| labels::is_of_tables(line.text))
        };
        let is_taken = match certainty {
            Certainty::Sure if number == 1 || number > 4 => true,
            Certainty::NoNumber if stretch.ends_at_table => is_at_table(),
            Certainty::NoNumber if matches!(number, 2..=4) => false,
            _ => is_at_table() || !is_in_list(within, index, &unusual.numbered),
        };
        is_taken.then_some((certainty, index, unusual))
    });
    let all: Vec<(Certainty, usize, Unusual<'a>)> = all.collect();
    let surest = all.iter().map(|(certainty, ..)| *certainty).min()?;
    let mut equals = all.into_iter().filter(|(certainty, ..)| *certainty == surest);
    let (_, index, unusual) = if number > 4 {
        equals.next()
    } else {
        equals.next_back()
    }?;
    Some((stretch.from + index, unusual))
}

/// The number after the one printed with the section before.
fn next_number(lines: &[Line<'_>], stretch: Stretch, number: usize) -> usize {
    let before = stretch.from.checked_sub(1).and_then(|index| lines.get(index));
    let printed = before
        .filter(|line| line.heading.as_ref().is_some_and(|it| it.number + 1 == number))
        .and_then(|line| numbering(line.text).number);
    printed.map_or(number, |printed| printed + 1)
}

fn certainty(unusual: &Unusual<'_>, number: usize, is_next: bool, found: &Found) -> Option<Certainty> {
    let style = unusual.numbered.style;
    let is_usual = matches!(style, Style::Numeral | Style::Part) || found.usual == Some(style);
    let speaks = speaks_of(number, unusual.head);
    let has_table = matches!(number, 2..=4);
    match (style, speaks) {
        (Style::Bare, _) => is_bare_heading(unusual, number).then_some(Certainty::NoNumber),
        (_, true) if is_usual && is_next => Some(Certainty::Sure),
        (_, true) if is_usual => {
            let is_later = unusual
                .numbered
                .number
                .is_some_and(|printed| printed + 1 >= number);
            is_later.then_some(Certainty::OtherNumber)
        }
        (_, true) if is_next => Some(Certainty::OtherStyle),
        (_, false) if is_usual && is_next && !has_table => {
            let others = (1..=SECTION_TITLES.len()).any(|other| speaks_of(other, unusual.head));
            (unusual.rest.is_empty() && !others).then_some(Certainty::OtherWords)
        }
        _ => None,
    }
}

fn is_bare_heading(unusual: &Unusual<'_>, number: usize) -> bool {
    let words = labels::plain(unusual.head);
    let is_short = words.chars().nth(LONGEST_BARE).is_none();
    let is_heading = match number {
        1 => BARE_ONE.contains(&words.as_str()),
        5 | 6 => speaks_of(number, &words) && BARE_ENDS.iter().any(|end| words.ends_with(end)),
        _ => speaks_of(number, &words),
    };
    is_short && unusual.rest.is_empty() && is_heading
}

fn speaks_of(number: usize, head: &str) -> bool {
    let words = labels::plain(head);
    let all = number.checked_sub(1).and_then(|index| SPEAKS_OF.get(index));
    all.is_some_and(|all| all.iter().any(|word| words.contains(word)))
}

/// Whether the number goes on in a list of its own: 5. after 4., a 1. before 2.
fn is_in_list(within: &[Line<'_>], index: usize, numbered: &Numbering<'_>) -> bool {
    let is_number = |line: &Line<'_>, number: usize| {
        let other = numbering(line.text);
        other.style == numbered.style && other.number == Some(number)
    };
    match numbered.number {
        None => false,
        Some(1) => {
            let after = within.get(index + 1..).unwrap_or(&[]);
            after.iter().any(|line| is_number(line, 2))
        }
        Some(number) => {
            let before = within.get(..index).unwrap_or(&[]);
            before.iter().any(|line| is_number(line, number - 1))
        }
    }
}

/// A short line without a sentence, or such words with a text behind a stop; no line of contents.
fn unusual(line: &str) -> Option<Unusual<'_>> {
    let numbered = numbering(line);
    let (head, rest) = parted(numbered.words)?;
    let page = head.trim_start_matches(|one: char| !one.is_ascii_digit());
    let is_contents = is_page_number(rest) || is_page_number(page);
    (!is_contents).then_some(Unusual { numbered, head, rest })
}

/// Whether the words are a table's: 四、结转下年度继续办理.
fn is_of_tables(line: &str, unusual: &Unusual<'_>) -> bool {
    labels::is_of_tables(line) || labels::is_row(line) || labels::is_row(unusual.head)
}

fn parted(words: &str) -> Option<(&str, &str)> {
    const STOPS: [char; 3] = ['：', ':', '。'];
    let is_short = |text: &str| {
        !text.is_empty()
            && text.chars().nth(LONGEST).is_none()
            && !text.contains(['。', '；', ';', '，', ',', '！', '？', '：', ':'])
    };
    let words = words.trim();
    let whole = words.trim_end_matches(STOPS).trim_end();
    if let Some((head, rest)) = words.split_once(char::is_whitespace)
        && speaks_of_any(head)
        && is_short(head)
        && !rest.trim_start().starts_with(['及', '和', '与', '、'])
    {
        return Some((head, rest.trim()));
    }
    if is_short(whole) {
        return Some((whole, ""));
    }
    let (head, rest) = words.split_once(STOPS)?;
    is_short(head).then_some((head.trim(), rest.trim()))
}

fn speaks_of_any(head: &str) -> bool {
    (1..=SECTION_TITLES.len()).any(|number| speaks_of(number, head))
}
