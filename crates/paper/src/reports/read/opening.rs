//! What stands between the title and section one: basis, period, where to ask; not what a site prints around a title.

use std::sync::LazyLock;

use regex::Regex;

use super::blocks::Block;
use super::sections::is_furniture;
use super::title;

/// Over how many lines a title may run.
const MOST_TITLE_LINES: usize = 4;
/// How far before section one a line of the opening may stand.
const FURTHEST: usize = 40;
/// A shorter line is a crumb of the page.
const SHORTEST: usize = 12;

#[expect(clippy::unwrap_used, reason = "a fixed pattern; every test compiles it")]
static DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[（(]?(?:20\d\d|二[〇○零][一二三四五六七八九〇○零]{2})年[\d一二三四五六七八九十]{1,2}月[\d一二三四五六七八九十]{1,3}日[）)]?$")
        .unwrap()
});

#[expect(clippy::unwrap_used, reason = "a fixed pattern; every test compiles it")]
static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(20\d\d)年1月1日[^。；]{0,8}?(?:至|到|—|－|-)[^。；]{0,8}?12月31日").unwrap()
});

/// The paragraphs between the title and the block that opens section one.
pub(super) fn read(blocks: &[Block], opens: Option<usize>) -> String {
    let before = opens.and_then(|opens| blocks.get(..opens)).unwrap_or(&[]);
    let lines: Vec<&str> = before
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph.text.trim()),
            Block::Row(_) | Block::Picture => None,
        })
        .collect();
    let lines = lines.get(lines.len().saturating_sub(FURTHEST)..).unwrap_or(&[]);
    let ends_title = |end: &usize| {
        (1..=MOST_TITLE_LINES).any(|count| {
            let title = end.checked_sub(count).and_then(|from| lines.get(from..*end));
            title.is_some_and(|title| title::is_title(&title.concat()))
        })
    };
    let begin = (1..=lines.len()).rev().find(ends_title).unwrap_or(0);
    let kept = lines.iter().skip(begin).filter(|line| is_prose(line));
    kept.copied().collect::<Vec<_>>().join("\n")
}

/// A sentence, or the day of the report.
fn is_prose(line: &str) -> bool {
    let is_sentence = line.contains('。') && line.chars().nth(SHORTEST).is_some();
    (is_sentence && !is_furniture(line) && !is_about_the_page(line)) || DAY.is_match(line)
}

/// A day on a line of its own, in brackets or not.
pub(super) fn is_day(line: &str) -> bool {
    DAY.is_match(&super::blocks::bare(line))
}

/// What a site says of a page above its text.
fn is_about_the_page(line: &str) -> bool {
    const OPENINGS: [&str; 9] = [
        "来源",
        "信息来源",
        "发布时间",
        "发布日期",
        "索引号",
        "字号",
        "当前位置",
        "浏览",
        "您当前",
    ];
    OPENINGS.into_iter().any(|opening| line.starts_with(opening))
}

/// The year whose first and last day the text names as its period.
pub(super) fn period(blocks: &[Block]) -> Option<i16> {
    let text = |block: &Block| match block {
        Block::Paragraph(paragraph) => {
            let bare = super::blocks::bare(&paragraph.text);
            PERIOD.captures(&bare)?.get(1)?.as_str().parse().ok()
        }
        Block::Row(_) | Block::Picture => None,
    };
    blocks.iter().find_map(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(lines: &[&str]) -> Vec<Block> {
        lines
            .iter()
            .filter_map(|line| Block::paragraph("第1段", line))
            .collect()
    }

    #[test]
    fn the_opening_is_kept_without_what_a_site_prints_above_it() {
        let lines = [
            "本网站由某某主办，请勿转载。欢迎访问本网站。",
            "青山市水务局",
            "2024年政府信息公开工作年度报告",
            "来源：市水务局。发布时间：2025-01-20",
            "【打印】关闭窗口。请点击这里返回首页。",
            "（2025年1月20日）",
            "本报告根据《条例》编制，统计期限自 2024年1月1日起至12月31日止。",
            "一、总体情况",
        ];
        let blocks = blocks(&lines);
        assert_eq!(
            read(&blocks, Some(7)),
            "（2025年1月20日）\n本报告根据《条例》编制，统计期限自 2024年1月1日起至12月31日止。"
        );
        assert_eq!(period(&blocks), Some(2024));
        assert_eq!(read(&blocks, None), "");
    }
}
