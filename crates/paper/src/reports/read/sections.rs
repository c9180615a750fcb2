//! The six sections and their prose: headings are known by their words, not by their numbers, since real reports
//! number anew or leave one out; what is out of order is reported.

use law::reports::{Reading, SECTION_TITLES, Sections, Slip};

use super::blocks::Block;
use super::labels::{self, Match};

/// The sections as found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub prose: Sections,
    /// How many headings were found.
    pub headings: usize,
    numbers: Vec<usize>,
}

impl Found {
    /// Whether the heading of that section was there.
    pub fn has(&self, number: usize) -> bool {
        self.numbers.contains(&number)
    }
}

/// Other wordings known from real reports, by section.
const OTHERS: [(usize, &str); 8] = [
    (1, "总体工作情况"),
    (2, "主动公开政府信息的情况"),
    (3, "收到和处理政府信息公开申请的情况"),
    (4, "政府信息公开行政复议和行政诉讼情况"),
    (4, "因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
    (5, "存在的主要问题及改进措施"),
    (5, "政府信息公开工作存在的主要问题及改进情况"),
    (6, "其他需要报告的情况"),
];

/// Reads headings and prose; heads that are not the official ones are reported as slips.
pub(super) fn read(blocks: &[Block], reading: &mut Reading) -> Found {
    let mut found = Found::default();
    let mut current = 0;
    let mut prose: Vec<Vec<&str>> = vec![Vec::new(); 7];
    for block in blocks {
        let Block::Paragraph(paragraph) = block else {
            continue;
        };
        if let Some((number, rest, how)) = heading(&paragraph.text) {
            let official = SECTION_TITLES.get(number - 1).copied().unwrap_or("");
            let is_late = number < current || found.has(number);
            let is_renumbered = !is_numbered_as(&paragraph.text, official);
            if how == Match::Slip || is_renumbered || is_late {
                let official = if is_late {
                    format!("{official}（标题顺序有误）")
                } else {
                    official.to_owned()
                };
                let printed = paragraph.text.chars().take(40).collect();
                reading.slips.push(Slip {
                    place: paragraph.place.clone(),
                    printed,
                    official,
                });
            }
            current = number;
            found.headings += 1;
            found.numbers.push(number);
            if !rest.is_empty()
                && let Some(section) = prose.get_mut(current)
            {
                section.push(rest);
            }
        } else if let Some(section) = prose.get_mut(current)
            && current > 0
        {
            section.push(paragraph.text.trim());
        }
    }
    for (number, paragraphs) in prose.iter().enumerate() {
        found.prose.set(number, paragraphs.join("\n"));
    }
    found
}

/// The section a paragraph opens, what follows the heading in the same paragraph, and how well the words agree.
fn heading(text: &str) -> Option<(usize, &str, Match)> {
    const LONGEST: usize = 40;
    let line = text.trim();
    if line.chars().count() <= LONGEST {
        let official = (1..).zip(SECTION_TITLES);
        let best = official
            .clone()
            .find(|(_, title)| labels::agrees(line, title) == Some(Match::Same));
        let known = OTHERS
            .into_iter()
            .find(|(_, title)| labels::agrees(line, title) == Some(Match::Same));
        let is_headlike = starts_numbered(line);
        let close = official
            .filter(|_| is_headlike)
            .find(|(_, title)| is_near(line, title));
        let same = best.map(|(number, _)| (number, "", Match::Same));
        return same.or(known.or(close).map(|(number, _)| (number, "", Match::Slip)));
    }
    // A heading and its first paragraph run together: `六、其他需要报告的事项。本单位……`.
    let (head, rest) = line.split_once(['。', '：', ':'])?;
    let (number, _) = (1..)
        .zip(SECTION_TITLES)
        .find(|(_, title)| starts_numbered(head) && labels::agrees(head, title) == Some(Match::Same))?;
    Some((number, rest.trim(), Match::Same))
}

/// Whether the words are the title's but for a slip; a shortened title is not taken for one.
fn is_near(line: &str, title: &str) -> bool {
    let (line, title) = (labels::unnumbered(line), labels::unnumbered(title));
    strsim::levenshtein(&line, &title) * 5 <= title.chars().count()
}

fn starts_numbered(line: &str) -> bool {
    let mut signs = line.chars().filter(|one| !one.is_whitespace());
    let first = signs.next().is_some_and(|one| "一二三四五六七".contains(one));
    first
        && signs
            .next()
            .is_some_and(|one| matches!(one, '、' | '.' | '．' | ',' | '，'))
}

fn is_numbered_as(printed: &str, official: &str) -> bool {
    let first = |text: &str| text.chars().find(|one| !one.is_whitespace());
    first(printed) == first(official)
}
