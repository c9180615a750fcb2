//! Numbers in the prose against the tables: a real city report of 2024 says 行政复议 134 件 where its table says 170.
//! Words of scope (本机关、代表区政府、全区) can explain a difference, so the message quotes the sentence; it only warns.

mod patterns;
mod whose;

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use super::finding::labels;
use super::prose::{sentences, squeezed};
use super::{Cell, Check, Finding, Report, Tables};
use crate::codes::{ApplicantKind, OutcomeGroup, Route, TableThreeRow, Verdict};

use patterns::PATTERNS;
use whose::{Place, is_anothers};

/// What a number in a sentence counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    New,
    BroughtForward,
    Granted,
    GrantedOrPartly,
    Partly,
    Of(OutcomeGroup),
    Total,
    CarriedForward,
    Reconsiderations,
    Suits,
}

impl Subject {
    /// The cells whose sum it should be.
    fn cells(self) -> Vec<Cell> {
        let total = |row| Cell::Three(row, ApplicantKind::Total);
        let leaves = |group| {
            TableThreeRow::leaves()
                .filter(move |row| row.group() == Some(group))
                .map(total)
                .collect()
        };
        match self {
            Self::New => vec![total(TableThreeRow::New)],
            Self::BroughtForward => vec![total(TableThreeRow::BroughtForward)],
            Self::Granted => vec![total(TableThreeRow::Granted)],
            Self::GrantedOrPartly => vec![total(TableThreeRow::Granted), total(TableThreeRow::PartlyGranted)],
            Self::Partly => vec![total(TableThreeRow::PartlyGranted)],
            Self::Of(group) => leaves(group),
            Self::Total => vec![total(TableThreeRow::Total)],
            Self::CarriedForward => vec![total(TableThreeRow::CarriedForward)],
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
                    findings.push(found);
                }
            }
        }
    }
    findings
}

fn in_sentence(report: &Report, sentence: &str) -> Vec<Finding> {
    let mut findings: Vec<Finding> = patterns::denied(sentence)
        .into_iter()
        .filter(|(subject, place)| !is_anothers(report, place, *subject))
        .filter_map(|(subject, _)| contradicted(report, sentence, subject, Decimal::ZERO))
        .collect();
    for pattern in PATTERNS.iter() {
        for found in pattern.regex.captures_iter(sentence) {
            let (Some(whole), Some(digits)) = (found.get(0), found.get(1)) else {
                continue;
            };
            let Ok(number) = digits.as_str().parse::<Decimal>() else {
                continue;
            };
            let before = sentence.get(..whole.start()).unwrap_or("");
            let after = sentence.get(digits.end()..).unwrap_or("");
            let place = Place {
                before,
                matched: whole.as_str(),
                after,
            };
            if is_anothers(report, &place, pattern.subject) {
                continue;
            }
            findings.extend(contradicted(report, sentence, pattern.subject, number));
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
        (number - stated).abs().normalize(),
        quoted(sentence),
        scope(sentence),
    );
    Some(Finding {
        check: Check::TextNumbers,
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
        check: Check::TextNumbers,
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
