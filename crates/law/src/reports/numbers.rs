//! Numbers in the prose against the tables: a real city report of 2024 says 行政复议 134 件 where its table says 170.
//! Words of scope (本机关、代表区政府、全区) can explain a difference, so the message quotes the sentence; it only warns.

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use super::finding::labels;
use super::prose::{sentences, squeezed};
use super::{Cell, Finding, Group, Kind, Level, Report, Route, Row, Tables, Verdict};

/// What a number in a sentence counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    New,
    BroughtForward,
    Granted,
    GrantedOrPartly,
    Partly,
    Of(Group),
    Total,
    CarriedForward,
    Reconsiderations,
    Suits,
}

impl Subject {
    /// The cells whose sum it should be.
    fn cells(self) -> Vec<Cell> {
        let total = |row| Cell::Three(row, Kind::Total);
        let leaves = |group| {
            Row::leaves()
                .filter(move |row| row.group() == Some(group))
                .map(total)
                .collect()
        };
        match self {
            Self::New => vec![total(Row::New)],
            Self::BroughtForward => vec![total(Row::BroughtForward)],
            Self::Granted => vec![total(Row::Granted)],
            Self::GrantedOrPartly => vec![total(Row::Granted), total(Row::PartlyGranted)],
            Self::Partly => vec![total(Row::PartlyGranted)],
            Self::Of(group) => leaves(group),
            Self::Total => vec![total(Row::Total)],
            Self::CarriedForward => vec![total(Row::CarriedForward)],
            Self::Reconsiderations => vec![Cell::Four(Route::Reconsideration, Verdict::Total)],
            Self::Suits => vec![
                Cell::Four(Route::LitigationDirect, Verdict::Total),
                Cell::Four(Route::LitigationAfterReconsideration, Verdict::Total),
            ],
        }
    }

    /// What the table says; blank leaves of a group count as nothing said, an entirely blank side can't be compared.
    fn stated(self, tables: &Tables) -> Option<Decimal> {
        let numbers: Vec<Decimal> = self
            .cells()
            .into_iter()
            .filter_map(|cell| tables.get(cell))
            .collect();
        if numbers.is_empty() {
            None
        } else {
            Some(numbers.into_iter().sum())
        }
    }
}

/// A pattern whose first group is the number.
struct Pattern {
    regex: Regex,
    subject: Subject,
}

const UNIT: &str = "(?:件|条|宗|份|个|起)";

#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static PATTERNS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    let pattern = |text: &str, subject| Pattern {
        regex: Regex::new(&text.replace("件", UNIT)).unwrap(),
        subject,
    };
    vec![
        pattern(
            r"(?:新收|收到|接收|受理|收)(?:到|政府|信息|公开|依|的|各类|群众|公民|共|书面|网络|提交|、)*申请(?:共|共计|总数|数量|表|为|是|：|:)*(\d+)件",
            Subject::New,
        ),
        pattern(
            r"(?:上年|上一年|上年度|上一年度)(?:度)?结转(?:政府|信息|公开|依|的|至|本年|申请|办理|为)*(\d+)件",
            Subject::BroughtForward,
        ),
        pattern(
            r"予以公开(?:或|和|及|、|与|或者)(?:者)?部分公开(?:的|为|共|申请|信息|：|:)*(\d+)件",
            Subject::GrantedOrPartly,
        ),
        pattern(
            r"(?:^|[^不或和及、与])予以公开(?:的|为|共|申请|信息|答复|：|:)*(\d+)件",
            Subject::Granted,
        ),
        pattern(
            r"(?:^|[^或和及、与者])部分公开(?:的|为|共|申请|信息|答复|：|:)*(\d+)件",
            Subject::Partly,
        ),
        pattern(
            r"不予公开(?:的|为|共|申请|信息|答复|：|:)*(\d+)件",
            Subject::Of(Group::Refused),
        ),
        pattern(
            r"无法提供(?:的|为|共|申请|信息|答复|：|:)*(\d+)件",
            Subject::Of(Group::Unavailable),
        ),
        pattern(
            r"不予处理(?:的|为|共|申请|信息|答复|：|:)*(\d+)件",
            Subject::Of(Group::NotProcessed),
        ),
        pattern(
            r"(?:其他处理|作其他处理)(?:的|为|共|申请|信息|情形|：|:)*(\d+)件",
            Subject::Of(Group::Otherwise),
        ),
        pattern(
            r"(?:办结|全部办结|已办结)(?:政府|信息|公开|申请|的|共|依)*(\d+)件",
            Subject::Total,
        ),
        pattern(
            r"结转(?:至|到)?(?:下|次|明|20\d\d)(?:一)?年(?:度)?(?:继续)?(?:办理|处理|答复)?(?:的|为|共|申请|：|:)*(\d+)件",
            Subject::CarriedForward,
        ),
        pattern(
            r"(?:行政)?复议(?:案|案件|申请|的|共|为|、|：|:|方面|引发|被)*(\d+)件?",
            Subject::Reconsiderations,
        ),
        pattern(
            r"(?:行政)?诉讼(?:案|案件|的|共|为|、|：|:|方面|引发|被)*(\d+)件?",
            Subject::Suits,
        ),
    ]
});

#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static PERCENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:件|条|宗|份|个|起)[(，,、]?(?:占[^，。\d%]{0,14}|约占?|占比(?:为)?|比例为)?(\d+(?:\.(\d+))?)%",
    )
    .unwrap()
});

#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static OTHER_YEAR: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(20\d\d)年").unwrap());

/// The check `text.numbers` over sections one to four.
pub(super) fn check(report: &Report) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for number in 1..=4 {
        let text = squeezed(report.sections.get(number));
        for sentence in sentences(&text) {
            for found in in_sentence(report, sentence) {
                if !findings.iter().any(|known| known.message == found.message) {
                    findings.push(found);
                }
            }
        }
    }
    findings
}

fn in_sentence(report: &Report, sentence: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for pattern in PATTERNS.iter() {
        for found in pattern.regex.captures_iter(sentence) {
            let (Some(whole), Some(digits)) = (found.get(0), found.get(1)) else {
                continue;
            };
            let Ok(number) = digits.as_str().parse::<Decimal>() else {
                continue;
            };
            let before = sentence.get(..whole.start()).unwrap_or("");
            if is_of_other_year(report, before, whole.as_str(), pattern.subject) {
                continue;
            }
            findings.extend(contradicted(report, sentence, pattern.subject, number));
            let after = sentence.get(digits.end()..).unwrap_or("");
            findings.extend(miscounted_percent(
                report,
                sentence,
                pattern.subject,
                number,
                after,
            ));
        }
    }
    findings
}

/// Whether the clause before the number speaks of another year (比上年、2023年 …).
fn is_of_other_year(report: &Report, before: &str, matched: &str, subject: Subject) -> bool {
    let clause = before.rsplit(['，', ',', '：', ':']).next().unwrap_or(before);
    let words = [
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
    ];
    let is_compared = subject != Subject::BroughtForward && words.iter().any(|word| clause.contains(word));
    let other = OTHER_YEAR
        .captures_iter(clause)
        .chain(OTHER_YEAR.captures_iter(matched));
    let mut years = other.filter_map(|found| found.get(1)?.as_str().parse::<i16>().ok());
    is_compared || years.any(|year| year != report.year && subject != Subject::CarriedForward)
}

fn contradicted(report: &Report, sentence: &str, subject: Subject, number: Decimal) -> Option<Finding> {
    let stated = subject.stated(&report.tables)?;
    if stated == number {
        return None;
    }
    let cells = subject.cells();
    let message = format!(
        "正文写 {number}，表中{} {stated}，相差 {}。原文：“{}”{}。",
        if cells.len() == 1 {
            format!("{} 为", labels(&cells))
        } else {
            format!("{} 合计", labels(&cells))
        },
        (number - stated).normalize(),
        quoted(sentence),
        scope(sentence),
    );
    Some(Finding {
        name: "text.numbers",
        level: Level::Warning,
        cells,
        left: Some(number),
        right: Some(stated),
        message,
    })
}

fn miscounted_percent(
    report: &Report,
    sentence: &str,
    subject: Subject,
    number: Decimal,
    after: &str,
) -> Option<Finding> {
    let found = PERCENT.captures(after)?;
    let printed: Decimal = found.get(1)?.as_str().parse().ok()?;
    let places = found
        .get(2)
        .map_or(0, |places| u32::try_from(places.as_str().len()).unwrap_or(0));
    let bases = [Subject::Total, Subject::New].map(|subject| subject.stated(&report.tables));
    let new_and_old: Option<Decimal> = Subject::New
        .stated(&report.tables)
        .zip(Subject::BroughtForward.stated(&report.tables))
        .map(|(new, old)| new + old);
    let share = |base: Decimal| {
        number
            .checked_div(base)
            .map(|share| (share * Decimal::ONE_HUNDRED).round_dp(places))
    };
    let shares: Vec<Decimal> = bases
        .into_iter()
        .chain([new_and_old])
        .flatten()
        .filter_map(share)
        .collect();
    let unit = Decimal::new(1, places);
    let right = *shares.first()?;
    if shares.iter().any(|share| (*share - printed).abs() <= unit) {
        return None;
    }
    let message = format!(
        "正文写 {number} 件占 {printed}%，按办理结果总计计算应为 {right}%。原文：“{}”{}。",
        quoted(sentence),
        scope(sentence)
    );
    let cells = subject.cells();
    Some(Finding {
        name: "text.numbers",
        level: Level::Warning,
        cells,
        left: Some(printed),
        right: Some(right),
        message,
    })
}

fn quoted(sentence: &str) -> String {
    const LONGEST: usize = 80;
    let short: String = sentence.chars().take(LONGEST).collect();
    if short.len() < sentence.len() {
        format!("{short}…")
    } else {
        short
    }
}

fn scope(sentence: &str) -> &'static str {
    let words = [
        "本机关",
        "代表",
        "全区",
        "全市",
        "全县",
        "全省",
        "区政府",
        "县政府",
        "市政府",
        "办公室",
        "各部门",
    ];
    if words.iter().any(|word| sentence.contains(word)) {
        "（文中有统计范围的说法，如口径不同请注明）"
    } else {
        ""
    }
}
