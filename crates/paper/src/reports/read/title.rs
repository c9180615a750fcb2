//! The organ and the year, from the report's title: on one line or wrapped, the year before the organ or after it.

use std::sync::LazyLock;

use regex::Regex;

use super::blocks::{Block, bare};

/// Whose report it is, and of which year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Title {
    pub organ: String,
    pub year: i16,
}

const YEAR: &str = r"((?:20|２０)[\d０-９]{2}|二[〇○零Ｏ0O]{1}[一二三四五六七八九〇○零]{2})年度?";
const NAME: &str = r"政府信息公开(?:工作)?(?:年度报告|年报)";

#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static PATTERNS: LazyLock<[Regex; 3]> = LazyLock::new(|| {
    [
        // 某机关2024年政府信息公开工作年度报告
        Regex::new(&format!(r"^(?P<organ>.*?)(?:关于)?{YEAR}{NAME}")).unwrap(),
        // 2024年某机关政府信息公开工作年度报告
        Regex::new(&format!(r"^{YEAR}(?P<organ>.+?){NAME}")).unwrap(),
        // 某机关政府信息公开工作年度报告（2024年）
        Regex::new(&format!(r"^(?P<organ>.+?){NAME}[（(]?{YEAR}")).unwrap(),
    ]
});

#[expect(clippy::unwrap_used, reason = "a fixed pattern; every test compiles it")]
static HEAD_LINE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"单位[：:](?P<organ>\S+)\s+年度[：:](\d{4})").unwrap());

/// Finds the title among the first paragraphs.
pub(super) fn find(blocks: &[Block]) -> Option<Title> {
    let lines: Vec<&str> = blocks
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph.text.as_str()),
            Block::Row(row) => row
                .cells
                .first()
                .filter(|_| row.cells.len() == 1)
                .map(|cell| cell.text.as_str()),
            Block::Picture => None,
        })
        .take(60)
        .collect();
    let head_line = lines.iter().find_map(|line| title_of(&HEAD_LINE, line));
    head_line.or_else(|| whole(&lines)).or_else(|| wrapped(&lines))
}

/// A title on one line, with its organ.
fn whole(lines: &[&str]) -> Option<Title> {
    lines
        .iter()
        .find_map(|line| parse(&bare(line)).filter(|title| is_organ(&title.organ)))
}

/// A title over two or three lines.
fn wrapped(lines: &[&str]) -> Option<Title> {
    let joined = |count: usize| {
        lines.windows(count).find_map(|part| {
            let text: String = part.iter().map(|line| bare(line)).collect();
            parse(&text).filter(|title| is_organ(&title.organ))
        })
    };
    joined(2)
        .or_else(|| joined(3))
        .or_else(|| lines.iter().find_map(|line| parse(&bare(line))))
}

fn parse(text: &str) -> Option<Title> {
    PATTERNS.iter().find_map(|pattern| title_of(pattern, text))
}

fn title_of(pattern: &Regex, text: &str) -> Option<Title> {
    let found = pattern.captures(text)?;
    let organ = found
        .name("organ")?
        .as_str()
        .trim_matches(['，', '。', ' '])
        .to_owned();
    let organ_at = found.name("organ")?.range();
    let year = found
        .iter()
        .skip(1)
        .flatten()
        .find(|group| group.range() != organ_at)?;
    Some(Title {
        organ,
        year: year_of(year.as_str())?,
    })
}

fn year_of(text: &str) -> Option<i16> {
    let digit = |one: char| match one {
        '0'..='9' => Some(one),
        '０'..='９' => char::from_digit(u32::from(one) - u32::from('０'), 10),
        'Ｏ' | 'O' | '〇' | '○' | '零' => Some('0'),
        _ => "一二三四五六七八九"
            .chars()
            .position(|numeral| numeral == one)
            .and_then(|at| char::from_digit(u32::try_from(at).ok()? + 1, 10)),
    };
    text.chars().map(digit).collect::<Option<String>>()?.parse().ok()
}

/// An organ's name, not a crumb of a page's navigation or a whole sentence.
fn is_organ(name: &str) -> bool {
    let length = name.chars().count();
    (2..=60).contains(&length) && !name.contains(['>', '|', '。', '，', '；'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(lines: &[&str]) -> Option<(String, i16)> {
        let blocks: Vec<Block> = lines
            .iter()
            .filter_map(|line| Block::paragraph("", line))
            .collect();
        find(&blocks).map(|title| (title.organ, title.year))
    }

    #[test]
    fn the_title_is_found_in_its_many_forms() {
        let expected = |organ: &str, year| Some((organ.to_owned(), year));
        assert_eq!(
            title(&["某某局 2024 年政府信息公开工作年度报告"]),
            expected("某某局", 2024)
        );
        assert_eq!(
            title(&["淮安市洪泽区人民政府", "2024 年政府信息公开工作年度报告"]),
            expected("淮安市洪泽区人民政府", 2024)
        );
        assert_eq!(
            title(&["首页", "2023年度某某局政府信息公开工作年度报告"]),
            expected("某某局", 2023)
        );
        assert_eq!(
            title(&["某某局政府信息公开工作年度报告", "（2022年度）"]),
            expected("某某局", 2022)
        );
        assert_eq!(
            title(&["某某局二〇二四年政府信息公开年度报告"]),
            expected("某某局", 2024)
        );
        assert_eq!(
            title(&["# 单位：杭州市  年度：2025  格式：2021  全表"]),
            expected("杭州市", 2025)
        );
        assert_eq!(title(&["没有标题"]), None);
    }
}
