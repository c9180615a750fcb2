//! A day whose weekday is another.

use jiff::civil::Date;

use super::{Written, days};
use crate::calendar::notice::weekday as sign_of;
use crate::proof::examples::{Example, Step};
use crate::proof::patterns::{group, patterns};
use crate::proof::rule::Hit;
use crate::proof::{Class, Context, Manuscript, Rule, Severity};

pub(in crate::proof) static WEEKDAY: Rule = Rule {
    code: "date.weekday",
    label: "日期与星期不符",
    class: Class::Dates,
    severity: Severity::Answer,
    source: "三审三校：日期",
    says: "日期后面括注的星期就是那一天的星期。没有写年份的，按前文最近的年份；前文也没有的，按今年，只作提示。",
    advice: "请核对日期和星期。",
    examples: &[
        Example {
            right: &[Step::Paragraph("2024年12月2日（星期一）上午")],
            wrong: &[Step::Paragraph("2024年12月2日（星期二）上午")],
        },
        Example {
            right: &[Step::Paragraph("2024年12月2日至12月4日（周三）")],
            wrong: &[Step::Paragraph("2024年12月2日至12月4日（周五）")],
        },
    ],
    look,
};

patterns! {
    BEHIND = r"^\s*[（(，,]?\s*(?:星期|周|礼拜)([一二三四五六日天])";
}

fn look(manuscript: &Manuscript, context: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut said = None;
    for (number, part) in manuscript.prose() {
        if !part.text.contains('月') && !part.text.contains('-') {
            continue;
        }
        for day in days(&part.text) {
            said = day.year.or(said);
            let severity = if said.is_some() {
                Severity::Answer
            } else {
                Severity::Hint
            };
            let year = said.or_else(|| context.today.map(|today| i64::from(today.year())));
            let behind = part.text.get(day.span.end..).unwrap_or("");
            let (Some(year), Some(found)) = (year, BEHIND.captures(behind)) else {
                continue;
            };
            let Some(right) = weekday(year, &day).filter(|right| !is_it(*right, group(&found, 1))) else {
                continue;
            };
            let end = day.span.end + found.get(1).map_or(0, |sign| sign.end());
            let advice = format!("这一天（{year}年）是星期{right}，请核对日期和星期。");
            hits.push(
                Hit::at(number, day.span.start..end)
                    .advised(advice)
                    .weighing(severity),
            );
        }
    }
    hits
}

fn weekday(year: i64, day: &Written) -> Option<char> {
    let month = i8::try_from(day.month).ok()?;
    let date = Date::new(i16::try_from(year).ok()?, month, i8::try_from(day.day).ok()?).ok()?;
    Some(sign_of(date))
}

fn is_it(right: char, written: &str) -> bool {
    written.starts_with(right) || (right == '日' && written == "天")
}
