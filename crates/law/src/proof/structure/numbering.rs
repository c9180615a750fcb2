//! Numbering that skips: 一、二、四、.

use crate::numerals;
use crate::proof::examples::{Example, Step};
use crate::proof::patterns::{group, number, patterns, span};
use crate::proof::rule::Hit;
use crate::proof::{Class, Context, Manuscript, PartKind, Rule, Severity};

pub(in crate::proof) static NUMBERING: Rule = Rule {
    code: "numbering.skips",
    label: "序号不连续",
    class: Class::Structure,
    severity: Severity::Answer,
    source: "GB/T 9704-2012 7.3.3",
    says: "各级序号（一、（一）1.（1）第一条）依次排列：不跳号，不重号。上一级开始新的一项，下一级可以重新从一起，也可以接着排。",
    advice: "请核对序号。",
    examples: &[
        Example {
            right: &[
                Step::Paragraph("一、总体要求"),
                Step::Paragraph("（一）指导思想"),
                Step::Paragraph("（二）主要目标"),
                Step::Paragraph("二、重点任务"),
                Step::Paragraph("（一）加强组织"),
            ],
            wrong: &[
                Step::Paragraph("一、总体要求"),
                Step::Paragraph("二、重点任务"),
                Step::Paragraph("四、保障措施"),
            ],
        },
        Example {
            right: &[
                Step::Paragraph("1．申请"),
                Step::Paragraph("2．受理"),
                Step::Paragraph("3．心、肺复苏"),
                Step::Paragraph("4．办结"),
            ],
            wrong: &[
                Step::Paragraph("1．申请"),
                Step::Paragraph("2．受理"),
                Step::Paragraph("2．办结"),
            ],
        },
        Example {
            right: &[
                Step::Paragraph("（一）投资总额；"),
                Step::Paragraph("（二）项目名称；（三）和解的办法；"),
                Step::Paragraph("（四）或有事项的说明。"),
            ],
            wrong: &[
                Step::Paragraph("（一）投资总额；"),
                Step::Paragraph("（二）项目名称；"),
                Step::Paragraph("（四）或有事项的说明。"),
            ],
        },
        Example {
            right: &[
                Step::Paragraph("1．将第一条修改为：“下列案件由中级人民法院管辖："),
                Step::Paragraph("1．专利权案件；"),
                Step::Paragraph("2．商标权案件；"),
                Step::Paragraph("3．其他案件。”"),
                Step::Paragraph("2．删除第二条。"),
            ],
            wrong: &[
                Step::Paragraph("1．专利权案件；"),
                Step::Paragraph("2．商标权案件；"),
                Step::Paragraph("3．其他案件。"),
                Step::Paragraph("2．删除第二条。"),
            ],
        },
    ],
    look,
};

patterns! {
    COMMA = r"^\s*([一二三四五六七八九十]{1,3})、";
    BRACKETS = r"^\s*[（(]([一二三四五六七八九十]{1,3})[)）]";
    FIGURE = r"^\s*([0-9]{1,2})[.．、](?:[^0-9]|$)";
    FIGURE_IN_BRACKETS = r"^\s*[（(]([0-9]{1,2})[)）]";
    ARTICLE = r"^\s*第([零〇一二三四五六七八九十百千]{1,8})条(?:[\s\u{3000}【]|$)";
    // （一）至（三）项所列人员: the beginning of a sentence about items, and no item; but （二）项目名称, （三）和平统一.
    REFERENCE = r"^(?:[、，]|[至和或与及]第?[（(]|项(?:[^目]|$)|款(?:[^项]|$))";
    // A further item in the same paragraph: （一）标准；（二）程序。
    FURTHER = r"[；;。][\s\u{3000}]*[（(]([一二三四五六七八九十]{1,3})[)）]";
}

/// The levels, the highest first.
const LEVELS: usize = 5;
/// （一）
const BRACKETED: usize = 2;

fn look(manuscript: &Manuscript, _context: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut last: [Option<i64>; LEVELS] = [None; LEVELS];
    // Whether a higher level has begun anew since: then it may begin at one again.
    let mut is_fresh = [true; LEVELS];
    for (at, part) in manuscript.parts.iter().enumerate() {
        match part.kind {
            PartKind::Paragraph => {}
            // Another attachment or table counts by itself.
            PartKind::Title => (last, is_fresh) = ([None; LEVELS], [true; LEVELS]),
            _ => continue,
        }
        if is_new_scope(&part.text) {
            (last, is_fresh) = ([None; LEVELS], [true; LEVELS]);
        }
        let Some((level, count, span)) = marked(&part.text) else {
            continue;
        };
        let before = last.get(level).copied().flatten();
        let reached = if level == BRACKETED {
            further(&part.text, count)
        } else {
            count
        };
        let is_right = follows(count, before) || (count == 1);
        let may_judge = before.is_some() && !is_fresh.get(level).copied().unwrap_or(true);
        if may_judge && !is_right {
            let told = before.map_or(String::new(), |before| told(before, count));
            hits.push(Hit::at(at, span).advised(told));
        }
        for (one, (last, fresh)) in last.iter_mut().zip(is_fresh.iter_mut()).enumerate() {
            if one == level {
                (*last, *fresh) = (Some(reached), false);
            } else if one > level {
                *fresh = true;
            }
        }
        if ends_quotation(&part.text) {
            (last, is_fresh) = ([None; LEVELS], [true; LEVELS]);
        }
    }
    hits
}

/// The last of the items that follow that one in the same paragraph.
fn further(text: &str, first: i64) -> i64 {
    FURTHER.captures_iter(text).fold(first, |last, found| {
        let count = numerals::number(group(&found, 1));
        if count == Some(last + 1) { last + 1 } else { last }
    })
}

/// Whether a quotation of several paragraphs ends here: its numbers were another text's.
fn ends_quotation(text: &str) -> bool {
    text.trim_end().ends_with('”') && text.matches('”').count() > text.matches('“').count()
}

fn follows(count: i64, before: Option<i64>) -> bool {
    before.is_none_or(|before| count == before + 1)
}

fn told(before: i64, count: i64) -> String {
    if before == count {
        format!("前一项也是第 {before} 项，请核对序号。")
    } else {
        format!("前一项是第 {before} 项，这一项是第 {count} 项，请核对序号。")
    }
}

/// The level of a paragraph's number, the number, and where it stands. What is quoted is another text's.
fn marked(text: &str) -> Option<(usize, i64, std::ops::Range<usize>)> {
    let patterns = [&*ARTICLE, &COMMA, &BRACKETS, &FIGURE, &FIGURE_IN_BRACKETS];
    let (level, found) = (0..)
        .zip(patterns)
        .find_map(|(level, pattern)| Some((level, pattern.captures(text)?)))?;
    // Behind the number stands one mark.
    let mut behind = text.get(span(&found, 1).end..).unwrap_or("").chars();
    behind.next();
    if level != 0 && REFERENCE.is_match(behind.as_str()) {
        return None;
    }
    let written = group(&found, 1);
    let count = number(written).or_else(|| numerals::number(written))?;
    Some((level, count, span(&found, 0).start..span(&found, 1).end))
}

/// Whether another text begins here: an attachment, a part, a quotation.
fn is_new_scope(text: &str) -> bool {
    let text = text.trim_start();
    let is_heading = text.chars().count() <= 40
        && (text.starts_with("附件")
            || text.starts_with("附：")
            || text.starts_with("附录")
            || text.starts_with('#'));
    is_heading || text.starts_with('“') || CHAPTER.is_match(text)
}

patterns! {
    CHAPTER = r"^第[一二三四五六七八九十百]{1,4}(?:章|节|编|部分)";
}
