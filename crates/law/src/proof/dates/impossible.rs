//! A day that no calendar has.

use jiff::civil::Date;

use super::{Written, days, months};
use crate::proof::examples::{Example, Step};
use crate::proof::rule::Hit;
use crate::proof::{Class, Context, Manuscript, Rule, Severity};

pub(in crate::proof) static IMPOSSIBLE: Rule = Rule {
    code: "date.impossible",
    label: "不存在的日期",
    class: Class::Dates,
    severity: Severity::Answer,
    source: "三审三校：日期",
    says: "写出的日期都是有的：没有2月30日、13月、平年的2月29日。农历不查。",
    advice: "没有这一天，请核对。",
    examples: &[
        Example {
            right: &[Step::Paragraph("截止2024年2月29日。")],
            wrong: &[Step::Paragraph("截止2023年2月29日。")],
        },
        Example {
            right: &[Step::Paragraph("农历二月三十日")],
            wrong: &[Step::Paragraph("二〇二四年四月三十一日")],
        },
        Example {
            right: &[Step::Paragraph("2024-04-30")],
            wrong: &[Step::Paragraph("2024-04-31")],
        },
    ],
    look,
};

/// A leap year, for days without one.
const LEAP: i64 = 2024;

fn look(manuscript: &Manuscript, _context: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (number, part) in manuscript.prose() {
        if !part.text.chars().any(|sign| sign.is_numeric() || sign == '月') {
            continue;
        }
        let days = days(&part.text);
        let wrong = days
            .iter()
            .filter(|day| !exists(day) && !is_lunar(&part.text, day.span.start));
        let mut spans: Vec<_> = wrong.map(|day| day.span.clone()).collect();
        let alone = months(&part.text).into_iter().filter(|(span, month)| {
            !(1..=12).contains(month) && !days.iter().any(|day| day.span.start == span.start)
        });
        spans.extend(alone.map(|(span, _)| span));
        hits.extend(spans.into_iter().map(|span| Hit::at(number, span)));
    }
    hits
}

fn exists(day: &Written) -> bool {
    let date = || {
        let year = i16::try_from(day.year.unwrap_or(LEAP)).ok()?;
        Date::new(year, i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?).ok()
    };
    date().is_some()
}

/// Whether the text says that it counts by the moon.
fn is_lunar(text: &str, at: usize) -> bool {
    const NEAR: usize = 8;
    let head = text.get(..at).unwrap_or("").chars().rev().take(NEAR);
    let head: String = head.collect::<Vec<_>>().into_iter().rev().collect();
    ["农历", "阴历", "旧历", "夏历"]
        .iter()
        .any(|word| head.contains(word))
}
