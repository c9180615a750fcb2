//! The day a report was published, against the day it was due (条例第四十九条).

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::finding::plain;
use super::prose::squeezed;
use super::{Check, Context, Example, Finding, Report, Rule, Step};
use crate::calendar;

pub(super) const LATE: Rule = Rule {
    says: "年度结束以后才公布；部门的报告不晚于次年 1 月 31 日公布，政府的不晚于 3 月 31 日。公布日期由检查的人给出；没有给出的，看报告末尾的落款日期。",
    examples: &[
        Example {
            right: &[Step::Published(2025, 1, 26)],
            wrong: &[Step::Published(2025, 2, 10)],
        },
        Example {
            right: &[Step::Published(2025, 1, 2)],
            wrong: &[Step::Published(2024, 12, 20)],
        },
        Example {
            right: &[Step::Prose(6, "未收取信息处理费。\n清河县水利局\n2025年1月26日")],
            wrong: &[Step::Prose(6, "未收取信息处理费。\n清河县水利局\n2025年2月10日")],
        },
    ],
};

/// A line that is a date alone, as it stands under a signature.
#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static SIGNED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^(20\d\d)年(\d{1,2})月(\d{1,2})日$").unwrap());

/// Whether a report of that year would come out before the year has ended, on which it reports (条例第四十九条: 上一年度).
pub fn is_early(year: i16, day: Date) -> bool {
    day.year() <= year
}

/// The check `published.late`.
pub(super) fn check(report: &Report, context: &Context<'_>) -> Option<Finding> {
    let (day, named) = match context.published_on {
        Some(day) => (day, "公布"),
        None => (signed(report)?, "落款"),
    };
    if is_early(report.year, day) {
        let message = format!(
            "{named}日期为 {}，{} 年度还没有结束；年度报告报告的是上一年度的情况。",
            in_words(day),
            report.year
        );
        return Some(plain(Check::PublishedLate, message));
    }
    let is_government = context.is_government.unwrap_or(false);
    let due = calendar::annual_report_due(report.year, is_government);
    (day > due).then(|| {
        let message = format!(
            "{named}日期为 {}，晚于法定的 {}（{}）。",
            in_words(day),
            in_words(due),
            if is_government {
                "政府的报告"
            } else {
                "部门的报告"
            }
        );
        plain(Check::PublishedLate, message)
    })
}

fn signed(report: &Report) -> Option<Date> {
    let text = squeezed(report.sections.get(6));
    let found = SIGNED.captures_iter(&text).last()?;
    let number = |index: usize| found.get(index)?.as_str().parse::<i16>().ok();
    let (month, day) = (i8::try_from(number(2)?).ok()?, i8::try_from(number(3)?).ok()?);
    Date::new(number(1)?, month, day).ok()
}

fn in_words(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}
