//! Numbers in the prose against the tables: a real city report of 2024 says 行政复议 134 件 where its table says 170.
//! Words of scope (本机关、代表区政府、全区) can explain a difference, so the message quotes the sentence; it only warns.

pub(super) mod finished;
mod money;
mod numerals;
mod patterns;
mod rates;
pub(super) mod rule;
mod subject;
mod whose;

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use super::finding::{labels, plain};
use super::prose::{sentences, squeezed};
use super::{Cell, Check, Finding, Report, Table2};

use patterns::{ALL_GRANTED, FURTHER, PATTERNS, WIDER};
use subject::Subject;
use whose::{Place, clause, is_anothers};

#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static PERCENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:件|条|宗|份|个|起)[(，,、]?(?:占[^，。\d%]{0,14}|约占?|占比(?:为)?|比例为)?(\d+(?:\.(\d+))?)%",
    )
    .unwrap()
});

/// The check `text.numbers` over sections one to four.
pub(super) fn check(report: &Report) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for number in 1..=4 {
        let text = squeezed(report.sections.get(number));
        for sentence in sentences(&text) {
            for found in in_sentence(report, sentence) {
                if !findings.iter().any(|known| known.message == found.message) {
                    findings.push(found.in_section(number));
                }
            }
        }
    }
    findings
}

/// Both the sentence as written, which is quoted, and the same in plain digits, which is read.
fn in_sentence(report: &Report, sentence: &str) -> Vec<Finding> {
    let text = numerals::in_digits(sentence);
    let about = |subject, number| contradicted(report, sentence, subject, number);
    let mut findings: Vec<Finding> = patterns::denied(&text)
        .into_iter()
        .filter(|(subject, place)| !is_anothers(report, place, *subject))
        .filter_map(|(subject, _)| about(subject, Decimal::ZERO))
        .collect();
    let wider = wider(&text);
    if let Some(numbers) = wider {
        let is_own = |number: &Decimal| Subject::NewPerhapsAll.stated(&report.tables).contains(number);
        let [_, own] = numbers;
        findings.extend(
            (!numbers.iter().any(is_own))
                .then(|| about(Subject::New, own))
                .flatten(),
        );
    }
    findings.extend(money::check(report, &text, sentence));
    findings.extend(rates::check(report, &text, sentence));
    for said in said(report, &text) {
        if wider.is_some() && said.subject.is_received() {
            continue;
        }
        findings.extend(about(said.subject, said.number));
        if said.subject.is_received() {
            if ALL_GRANTED.is_match(said.after) {
                findings.extend(about(Subject::Granted, said.number));
            }
            findings.extend(rates::growth(&text, sentence, said.number));
        }
        findings.extend(miscounted_percent(report, sentence, &said));
    }
    findings
}

/// A number as a sentence gives it, and what stands after it.
struct Said<'t> {
    subject: Subject,
    number: Decimal,
    after: &'t str,
}

/// The numbers of the sentence that are this report's own.
fn said<'t>(report: &Report, text: &'t str) -> Vec<Said<'t>> {
    let mut all: Vec<Said<'t>> = Vec::new();
    let mut places: Vec<(usize, Subject)> = Vec::new();
    for pattern in PATTERNS.iter() {
        for found in pattern.regex.captures_iter(text) {
            let (Some(whole), Some(digits)) = (found.get(0), found.get(1)) else {
                continue;
            };
            let Ok(number) = digits.as_str().parse::<Decimal>() else {
                continue;
            };
            let place = Place {
                before: text.get(..whole.start()).unwrap_or(""),
                matched: whole.as_str(),
                after: text.get(digits.end()..).unwrap_or(""),
            };
            let subject = in_context(pattern.subject, &place);
            // 另收到6件 was added to what stands before it.
            let is_known = places
                .iter()
                .any(|(start, known)| *start == digits.start() && is_as(*known, subject))
                || (subject.is_received() && is_further(place.before));
            let is_too_many = || is_published_beyond(report, &place, subject, number);
            if !is_known && (!is_anothers(report, &place, subject) || is_too_many()) {
                places.push((digits.start(), subject));
                let number = if subject.is_received() {
                    number + further(place.after)
                } else {
                    number
                };
                all.push(Said {
                    subject,
                    number,
                    after: place.after,
                });
            }
        }
    }
    all
}

/// 公开行政处罚决定28件 where 27 were made: what was published may be fewer, and not more.
fn is_published_beyond(report: &Report, place: &Place<'_>, subject: Subject, number: Decimal) -> bool {
    let Subject::Two(cell @ (Table2::Licences | Table2::Penalties | Table2::CoerciveMeasures)) = subject
    else {
        return false;
    };
    let is_published = clause(place.before).ends_with("公开") && place.matched.contains("决定");
    let made = report.tables.get(Cell::Two(cell));
    is_published && made.is_some_and(|made| number > made)
}

/// Whether a number that counts the one is not to be read once more as the other.
fn is_as(known: Subject, subject: Subject) -> bool {
    known == subject || (known.is_received() && subject.is_received())
}

/// What a number counts, by what stands around it.
fn in_context(subject: Subject, place: &Place<'_>) -> Subject {
    let tells_of_brought = |text: &str| {
        ["上年", "上一年", "去年", "往年"]
            .iter()
            .any(|year| text.contains(year))
            && text.contains("结转")
            || text.contains("结转上年")
            || text.contains("结转申请")
    };
    match subject {
        Subject::New if tells_of_brought(place.after) => {
            let rest = place
                .after
                .trim_start_matches(['件', '宗', '份', '起', '(', '，', ',', '、']);
            if ["其中", "包括", "包含", "含"]
                .iter()
                .any(|word| rest.starts_with(word))
            {
                Subject::NewAndBrought
            } else {
                Subject::NewPerhapsAll
            }
        }
        // 新收 is never with what was carried over.
        Subject::New if tells_of_brought(place.before) && !place.matched.starts_with("新") => {
            Subject::NewPerhapsAll
        }
        Subject::Result(verdict) if is_of_suits(place.before) => Subject::SuitResult(verdict),
        Subject::Suits if is_of_both(place) => Subject::Disputes,
        other => other,
    }
}

/// 复议诉讼共6件, 行政复议和行政诉讼案件6件: one number for both.
fn is_of_both(place: &Place<'_>) -> bool {
    let before = place.before.trim_end_matches(['、', '和', '及', '与', '或']);
    ["复议", "复议案件", "复议案", "复议申请"]
        .iter()
        .any(|word| before.ends_with(word))
}

/// Whether suits, and not reconsiderations, were spoken of last.
fn is_of_suits(before: &str) -> bool {
    let before = before
        .replace("未经复议", "直接")
        .replace("经复议", "先后")
        .replace("复议后", "先后");
    before.rfind("诉讼").max(before.rfind("起诉")) > before.rfind("复议")
}

/// `全区…500件，其中我局…26件`: both numbers.
fn wider(text: &str) -> Option<[Decimal; 2]> {
    let found = WIDER.captures(text).filter(|_| text.contains("申请"))?;
    let number = |index: usize| found.get(index)?.as_str().parse().ok();
    Some([number(1)?, number(2)?])
}

fn is_further(before: &str) -> bool {
    let clause = before.rsplit(['，', ',', '、']).next().unwrap_or(before);
    clause.starts_with('另') || clause.starts_with("此外")
}

/// What `另收到…7件` adds; what was carried over adds nothing to what was received.
fn further(after: &str) -> Decimal {
    FURTHER
        .captures(after)
        .filter(|found| {
            found
                .name("what")
                .is_none_or(|what| !what.as_str().contains("结转") && !what.as_str().contains("上年"))
        })
        .and_then(|found| found.get(2)?.as_str().parse().ok())
        .unwrap_or(Decimal::ZERO)
}

fn contradicted(report: &Report, sentence: &str, subject: Subject, number: Decimal) -> Option<Finding> {
    let ways = subject.stated(&report.tables);
    let stated = *ways.first()?;
    if ways.contains(&number) {
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
        (number - stated).abs().normalize(),
        quoted(sentence),
        scope(sentence),
    );
    Some(Finding {
        cells,
        left: Some(number),
        right: Some(stated),
        ..plain(Check::TextNumbers, message)
    })
}

fn miscounted_percent(report: &Report, sentence: &str, said: &Said<'_>) -> Option<Finding> {
    if matches!(said.subject, Subject::Two(_)) {
        return None;
    }
    let number = said.number;
    let found = PERCENT.captures(said.after)?;
    let printed: Decimal = found.get(1)?.as_str().parse().ok()?;
    let places = found
        .get(2)
        .map_or(0, |places| u32::try_from(places.as_str().len()).unwrap_or(0));
    let bases = [Subject::Total, Subject::New, Subject::NewAndBrought]
        .into_iter()
        .filter_map(|base| base.stated(&report.tables).into_iter().next());
    let share = |base: Decimal| {
        number
            .checked_div(base)
            .map(|share| (share * Decimal::ONE_HUNDRED).round_dp(places))
    };
    let shares: Vec<Decimal> = bases.filter_map(share).collect();
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
    Some(Finding {
        cells: said.subject.cells(),
        left: Some(printed),
        right: Some(right),
        ..plain(Check::TextNumbers, message)
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
