//! The organ and the year, from the report's title: on one line or wrapped, the year before the organ or after it. Of
//! several (a site's list of other years, the page's own title with the site's name) the one nearest to the report counts.

use std::sync::LazyLock;

use law::reports::Unread;
use law::signs::visible;
use regex::Regex;

use super::blocks::{self, Block};

/// Whose report it is, and of which year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Title {
    pub organ: String,
    pub year: i16,
}

const YEAR: &str = r"((?:20|２０)[\d０-９]{2}|二[〇○零Ｏ0O]{1}[一二三四五六七八九〇○零]{2})年?度?";
const NAME: &str =
    r"(?:政府|政务)?(?:信息|政务)公开(?:工作)?(?:情况)?的?(?:年度工作报告|年度报告|年报|工作报告|报告)";
/// What may follow a title on its line.
const AFTER: &str = r"(?:[（(](?:全文|公开版|正文|文字版)[）)])?$";

#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static PATTERNS: LazyLock<[Regex; 3]> = LazyLock::new(|| {
    [
        // 某机关2024年政府信息公开工作年度报告
        Regex::new(&format!(
            r"^(?P<organ>.*?)(?:关于)?[（(]?{YEAR}[）)]?{NAME}{AFTER}"
        ))
        .unwrap(),
        // 2024年某机关政府信息公开工作年度报告
        Regex::new(&format!(r"^[（(]?{YEAR}[）)]?(?P<organ>.+?){NAME}{AFTER}")).unwrap(),
        // 某机关政府信息公开工作年度报告（2024年）
        Regex::new(&format!(r"^(?P<organ>.*?){NAME}[（(—－-]*{YEAR}[）)]?$")).unwrap(),
    ]
});

#[expect(clippy::unwrap_used, reason = "a fixed pattern; every test compiles it")]
static HEAD_LINE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"单位[：:](?P<organ>\S+)\s+年度[：:](\d{4})").unwrap());

#[expect(clippy::unwrap_used, reason = "a fixed pattern; every test compiles it")]
static MAKER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:填报单位|发布机构|发布单位|公开单位|发文机关|公开主体|信息来源|单位名称|来源)[：:](?P<organ>[^：:\d]{2,40}?)(?:$|年度|发布|日期|[（(]盖章)")
        .unwrap()
});

#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static NAME_ALONE: LazyLock<Regex> = LazyLock::new(|| Regex::new(&format!("^{NAME}$")).unwrap());

#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static YEAR_ALONE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!("^[（(]?(?:报告)?(?:年度[：:])?{YEAR}[）)]?$")).unwrap());

/// The longest line that is looked at.
const LONGEST: usize = 200;
/// How many lines before the report are looked at.
const MOST_LINES: usize = 3000;

impl Title {
    /// A title without an organ is reported, so that somebody writes whose report it is.
    pub fn doubt(&self) -> Option<Unread> {
        self.organ.is_empty().then(|| Unread {
            place: "标题".to_owned(),
            text: format!("{}年政府信息公开工作年度报告", self.year),
            why: "标题中没有机关名称，请补充".to_owned(),
            cells: Vec::new(),
        })
    }
}

/// Whether the line is a title of a report and nothing else.
pub(super) fn is_title(line: &str) -> bool {
    of_lines(&[line]).is_some()
}

/// The title that these lines are and nothing else; over several lines its organ's name ends as such names do.
pub(super) fn of_lines(lines: &[&str]) -> Option<Title> {
    let text = lines.concat();
    let title = parse(&bare(&text)).filter(|_| text.chars().nth(LONGEST).is_none())?;
    let is_whole = is_organ(&title.organ) && (lines.len() == 1 || is_organs_word(&title.organ));
    is_whole.then_some(title)
}

/// The line without white space and without what shows nothing or turns its direction: so a name is read, and printed.
fn bare(line: &str) -> String {
    blocks::bare(&visible(line))
}

/// Finds the title before the block that opens the report, or anywhere where that is not known.
pub(super) fn find(blocks: &[Block], opening: Option<usize>) -> Option<Title> {
    let before = blocks.get(..opening.unwrap_or(blocks.len())).unwrap_or(blocks);
    let found = find_in(before);
    if found.as_ref().is_some_and(|title| !title.organ.is_empty()) || opening.is_none() {
        return found;
    }
    found.or_else(|| find_in(blocks))
}

fn find_in(blocks: &[Block]) -> Option<Title> {
    let mut texts: Vec<&str> = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => texts.push(&paragraph.text),
            Block::Row(row) => texts.extend(row.cells.iter().flat_map(|cell| cell.text.lines())),
            Block::Picture => {}
        }
    }
    texts.retain(|line| !line.trim().is_empty() && line.chars().nth(LONGEST).is_none());
    let texts = texts.get(texts.len().saturating_sub(MOST_LINES)..)?;
    let lines: Vec<String> = texts.iter().map(|line| visible(line)).collect();
    let head_line = || lines.iter().find_map(|line| title_of(&HEAD_LINE, line));
    let bare: Vec<String> = lines.iter().map(|line| bare(line)).collect();
    let named = nearest(&bare).or_else(|| scattered(&bare));
    head_line()
        .or_else(|| named.clone().filter(|title| !title.organ.is_empty()))
        .or_else(|| lines.iter().rev().find_map(|line| piece(line)))
        .or_else(|| {
            named.map(|title| Title {
                organ: maker(&bare).unwrap_or_default(),
                ..title
            })
        })
}

/// The last title among the lines, on one line or over up to four. One that names no organ yields to one that does.
fn nearest(lines: &[String]) -> Option<Title> {
    let mut nameless = None;
    for end in (1..=lines.len()).rev() {
        for count in 1..=4.min(end) {
            let part = lines.get(end - count..end)?;
            let Some(title) = parse(&part.concat()) else {
                continue;
            };
            if title.organ.is_empty() {
                nameless = nameless.or(Some(title));
            } else if is_organ(&title.organ) && (count == 1 || is_organs_word(&title.organ)) {
                return Some(title);
            }
        }
    }
    nameless
}

/// A title without a year, and the year on a line of its own, as forms have it.
fn scattered(lines: &[String]) -> Option<Title> {
    let has_name = lines.iter().any(|line| NAME_ALONE.is_match(line));
    let year = lines
        .iter()
        .find_map(|line| YEAR_ALONE.captures(line)?.get(1).map(|year| year.as_str()))
        .filter(|_| has_name)?;
    Some(Title {
        organ: String::new(),
        year: year_of(year)?,
    })
}

/// A title that is one piece of a line: of a page's title with the site's name, or of the way to the page.
fn piece(line: &str) -> Option<Title> {
    let of = |part: &str| parse(&bare(part)).filter(|title| is_organ(&title.organ));
    let marks = [
        '>', '|', '_', '—', '»', '/', '·', '：', ':', '＞', '-', '－', '《', '》',
    ];
    let parts = line.split(marks);
    let mut words = line.split(|one: char| marks.contains(&one) || one.is_whitespace());
    parts.rev().find_map(of).or_else(|| words.find_map(of))
}

/// The organ that a page or a sheet names beside its title.
fn maker(lines: &[String]) -> Option<String> {
    let found = lines.iter().rev().find_map(|line| MAKER.captures(line))?;
    let organ = found.name("organ")?.as_str().to_owned();
    is_organ(&organ).then_some(organ)
}

fn parse(text: &str) -> Option<Title> {
    PATTERNS.iter().find_map(|pattern| title_of(pattern, text))
}

fn title_of(pattern: &Regex, text: &str) -> Option<Title> {
    let found = pattern.captures(text)?;
    let organ_at = found.name("organ")?.range();
    let organ = found
        .name("organ")?
        .as_str()
        .trim_matches(['，', '。', ' ', '《', '》'])
        .trim_start_matches("关于");
    let year = found
        .iter()
        .skip(1)
        .flatten()
        .find(|group| group.range() != organ_at)?;
    Some(Title {
        organ: organ.to_owned(),
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

/// An organ's name, not a crumb of a page's navigation, a site's name or a whole sentence.
fn is_organ(name: &str) -> bool {
    let length = name.chars().count();
    let marks = ['>', '＞', '|', '_', '。', '，', '；', '：', ':', '/', '《', '》'];
    let words = ["网站", "门户", "首页", "公布", "编制", "根据"];
    (2..=60).contains(&length)
        && !name.contains(marks)
        && !words.into_iter().any(|word| name.contains(word))
        && !name.starts_with(['-', '—', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
}

/// Whether the name ends as organs' names do; asked where a line above the title is taken for the organ.
pub(super) fn is_organs_word(name: &str) -> bool {
    const ENDS: [&str; 33] = [
        "府", "局", "厅", "委", "会", "办", "室", "院", "署", "队", "心", "所", "站", "处", "司", "部", "馆",
        "街道", "镇", "乡", "市", "县", "区", "省", "州", "旗", "公司", "学", "校", "团", "社", "行", "关",
    ];
    let name = name.trim_end_matches(['）', ')']);
    ENDS.into_iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests;
