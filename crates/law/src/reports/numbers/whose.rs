//! Whose number a sentence gives: prose names other organs' requests, other business and other years with the same words.

use std::sync::LazyLock;

use regex::Regex;

use super::Subject;
use crate::reports::Report;

#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static OTHER_YEAR: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(20\d\d)年").unwrap());

/// The organ named as the one that received: the words before the verb, without what only counts or dates.
#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?P<name>\p{Han}{0,12}(?:局|厅|委|委员会|街道|镇|乡|部门|公司|学校|医院|中心|县\(市、区\)|区县|县区|各县|各区|各地))(?:共|分别|新|全年|累计|本年度?|今年|20\d\d年度?|总共|合计|已|均|一共)*$",
    )
    .unwrap()
});

/// A match of a pattern in its sentence.
pub(super) struct Place<'a> {
    pub before: &'a str,
    pub matched: &'a str,
    pub after: &'a str,
}

/// Whether the number is not this report's own for the year.
pub(super) fn is_anothers(report: &Report, place: &Place<'_>, subject: Subject) -> bool {
    is_of_other_year(report, place, subject)
        || is_of_other_organ(report, place, subject)
        || is_of_other_business(place, subject)
}

fn clause(before: &str) -> &str {
    before.rsplit(['，', ',', '：', ':']).next().unwrap_or(before)
}

/// 比上年、2023年 …
fn is_of_other_year(report: &Report, place: &Place<'_>, subject: Subject) -> bool {
    const WORDS: [&str; 11] = [
        "上年",
        "去年",
        "上一年",
        "同比",
        "同期",
        "比",
        "较",
        "历年",
        "累计",
        "以来",
        "每",
    ];
    let clause = clause(place.before);
    let is_compared = subject != Subject::BroughtForward && WORDS.iter().any(|word| clause.contains(word));
    let other = OTHER_YEAR
        .captures_iter(clause)
        .chain(OTHER_YEAR.captures_iter(place.matched));
    let mut years = other.filter_map(|found| found.get(1)?.as_str().parse::<i16>().ok());
    is_compared || years.any(|year| year != report.year && subject != Subject::CarriedForward)
}

/// 市公安局收到申请45件, in the report of another organ.
fn is_of_other_organ(report: &Report, place: &Place<'_>, subject: Subject) -> bool {
    if !matches!(subject, Subject::New | Subject::Total) {
        return false;
    }
    let Some(found) = NAMED.captures(clause(place.before)) else {
        return false;
    };
    let name = found.name("name").map_or("", |name| name.as_str());
    let name = ["其中", "全年", "今年", "本年度"]
        .into_iter()
        .fold(name, |name, word| name.strip_prefix(word).unwrap_or(name));
    let is_own = name.starts_with(['我', '本', '全'])
        || name.contains("各级")
        || report.organ.ends_with(name)
        || name.ends_with(report.organ.as_str());
    !is_own
}

/// 办结提案20件; 复议机关办理行政复议案件88件; 公开信息120条.
fn is_of_other_business(place: &Place<'_>, subject: Subject) -> bool {
    let has = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    let whole = [place.before, place.matched].concat();
    match subject {
        Subject::Total => {
            has(
                &whole,
                &[
                    "建议",
                    "提案",
                    "工单",
                    "热线",
                    "留言",
                    "来信",
                    "信访件",
                    "诉求",
                    "督办",
                    "投诉",
                ],
            ) || !(whole.contains("申请") || whole.contains("依申请"))
        }
        Subject::Reconsiderations | Subject::Suits => {
            let is_at_work = has(
                clause(place.before),
                &["委员会", "办理", "审理", "承办", "审结", "应诉", "收案"],
            ) || place.matched.contains("应诉");
            (is_at_work && !whole.contains("公开")) || has(place.after, &["起典型", "件典型", "个典型"])
        }
        Subject::New | Subject::BroughtForward | Subject::CarriedForward => false,
        _ => {
            place.matched.ends_with('条') && place.matched.contains("信息") && !place.matched.contains("申请")
        }
    }
}
