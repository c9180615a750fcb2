//! Percentages in the prose that stand beside no count: shares of applicants, growth against a number of last year that the
//! sentence names, rates of how disputes ended. Each is computed anew; its own rounding is allowed for.

use std::sync::LazyLock;

use regex::{Captures, Regex};
use rust_decimal::Decimal;

use super::quoted;
use super::subject::Subject;
use crate::codes::{ApplicantKind, OutcomeGroup, Route, TableThreeRow, Verdict};
use crate::reports::finding::plain;
use crate::reports::{Cell, Check, Finding, Report};

#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static SHARE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<who>自然人|公民|法人(?:和|或|及|、|或者)?其他组织|商业企业)(?:提出|提交|申请|的|数量|数|量)*(?:约占|占比为|占比|占|比例为)(?:\p{Han}{0,8}的)?(?P<rate>\d+(?:\.(?P<places>\d+))?)%").unwrap()
});

#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static GROWTH: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    const CHANGED: &str = "(?P<how>增长|增加|上升|提高|下降|减少|降低)(?:了|率为|幅度为|约|率)*(?P<rate>\\d+(?:\\.(?P<places>\\d+))?)%";
    const LAST: &str = "(?:上年|去年|上一年|20\\d\\d年)度?(?:同期|收到|申请|总量|数量|为|是|的|共)*(?P<last>\\d+)(?:件|宗|份|起)";
    let after = Regex::new(&format!("{CHANGED}[(，,]{LAST}")).unwrap();
    let before = Regex::new(&format!("(?:较|比|与){LAST}(?:相比)?[，,]?(?:同比)?{CHANGED}")).unwrap();
    [after, before]
});

#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static VERDICTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<what>复议|诉讼)(?:案件|案|决定)?(?P<how>维持|纠错|纠正|败诉)率(?:为|是|达|达到|仅|：|:)*(?P<rate>\d+(?:\.(?P<places>\d+))?)%").unwrap()
});

/// 予以公开占80%, 公开率100%: shares of how applications ended.
#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static OUTCOMES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<before>^|[，,、；：:。]|予以|同意|部分|不予|依法)公开(?:的|申请|答复|件|数)*(?:约占|占比为|占比|占|率)(?:为|是|达|达到|：|:)*(?P<rate>\d+(?:\.(?P<places>\d+))?)%").unwrap()
});

/// Shares of applicants and of outcomes, and rates of how disputes ended.
pub(super) fn check(report: &Report, text: &str, sentence: &str) -> Vec<Finding> {
    let is_of_received = ["申请", "收到"].iter().any(|word| text.contains(word));
    let shares = SHARE.captures_iter(text).filter(|_| is_of_received);
    let shares = shares.filter_map(|found| share(report, &found, sentence));
    let is_anothers = ["复议机关", "审理", "全省", "全市", "全县", "全区", "上年", "去年"];
    let verdicts = VERDICTS
        .captures_iter(text)
        .filter(|_| !is_anothers.iter().any(|word| text.contains(word)));
    let is_of_requests = text.contains("申请") && !text.contains("主动");
    let outcomes = OUTCOMES
        .captures_iter(text)
        .filter(|_| is_of_requests && !is_anothers.iter().any(|word| text.contains(word)));
    shares
        .chain(outcomes.filter_map(|found| outcome(report, &found, sentence)))
        .chain(verdicts.filter_map(|found| verdict(report, &found, sentence)))
        .collect()
}

fn share(report: &Report, found: &Captures<'_>, sentence: &str) -> Option<Finding> {
    let who = found.name("who")?.as_str();
    let kinds: Vec<ApplicantKind> = match who {
        "自然人" | "公民" => vec![ApplicantKind::NaturalPerson],
        "商业企业" => vec![ApplicantKind::Business],
        _ => ApplicantKind::parts()
            .filter(|kind| *kind != ApplicantKind::NaturalPerson)
            .collect(),
    };
    let rows = [
        vec![TableThreeRow::New],
        vec![TableThreeRow::New, TableThreeRow::BroughtForward],
        vec![TableThreeRow::Total],
    ];
    let of = |rows: &Vec<TableThreeRow>| {
        let sum = |kind: ApplicantKind| -> Decimal {
            let cells = rows.iter().map(|row| Cell::Three(*row, kind));
            cells.filter_map(|cell| report.tables.get(cell)).sum()
        };
        let part: Decimal = kinds.iter().map(|kind| sum(*kind)).sum();
        (part, sum(ApplicantKind::Total))
    };
    let ways: Vec<(Decimal, Decimal)> = rows.iter().map(of).collect();
    told(found, &ways, who, Subject::New, sentence)
}

fn outcome(report: &Report, found: &Captures<'_>, sentence: &str) -> Option<Finding> {
    let (granted, partly) = (TableThreeRow::Granted, TableThreeRow::PartlyGranted);
    let refused = || TableThreeRow::leaves().filter(|row| row.group() == Some(OutcomeGroup::Refused));
    let (what, subject, parts): (_, _, Vec<Vec<TableThreeRow>>) = match found.name("before")?.as_str() {
        "部分" => ("部分公开", Subject::Partly, vec![vec![partly]]),
        "不予" => (
            "不予公开",
            Subject::Of(OutcomeGroup::Refused),
            vec![refused().collect()],
        ),
        _ => (
            "公开",
            Subject::Granted,
            vec![vec![granted], vec![granted, partly]],
        ),
    };
    let sum = |rows: &[TableThreeRow]| -> Decimal {
        let cells = rows.iter().map(|row| Cell::Three(*row, ApplicantKind::Total));
        cells.filter_map(|cell| report.tables.get(cell)).sum()
    };
    let bases = [
        vec![TableThreeRow::Total],
        vec![TableThreeRow::New],
        vec![TableThreeRow::New, TableThreeRow::BroughtForward],
    ];
    let of = |part: &Vec<TableThreeRow>| {
        let part = sum(part);
        bases
            .iter()
            .map(move |base| (part, sum(base)))
            .collect::<Vec<_>>()
    };
    let ways: Vec<(Decimal, Decimal)> = parts.iter().flat_map(of).collect();
    told(found, &ways, what, subject, sentence)
}

fn verdict(report: &Report, found: &Captures<'_>, sentence: &str) -> Option<Finding> {
    let verdict = match found.name("how")?.as_str() {
        "维持" => Verdict::Upheld,
        _ => Verdict::Corrected,
    };
    let (routes, subject): (&[Route], Subject) = match found.name("what")?.as_str() {
        "复议" => (&[Route::Reconsideration], Subject::Result(verdict)),
        _ => (
            &[Route::LitigationDirect, Route::LitigationAfterReconsideration],
            Subject::SuitResult(verdict),
        ),
    };
    let sum = |verdict| -> Decimal {
        let cells = routes.iter().map(|route| Cell::Four(*route, verdict));
        cells.filter_map(|cell| report.tables.get(cell)).sum()
    };
    let (part, all) = (sum(verdict), sum(Verdict::Total));
    let what = found.get(0)?.as_str().split('率').next()?;
    // Of all, or of those that came to an end.
    let ways = [(part, all), (part, all - sum(Verdict::Pending))];
    told(found, &ways, what, subject, sentence)
}

/// The finding where none of the ways gives the rate; nothing can be said of a share of nothing.
fn told(
    found: &Captures<'_>,
    ways: &[(Decimal, Decimal)],
    what: &str,
    subject: Subject,
    sentence: &str,
) -> Option<Finding> {
    let (printed, places) = rate(found)?;
    let rates = ways.iter().filter_map(|(part, all)| percent(*part, *all, places));
    let rates: Vec<Decimal> = rates.collect();
    let right = *rates.first()?;
    if rates
        .iter()
        .any(|rate| (*rate - printed).abs() <= Decimal::new(1, places))
    {
        return None;
    }
    let (part, all) = ways.first()?;
    let message = format!(
        "正文写{what} {printed}%，按表中数字计算（{part}/{all}）应为 {right}%。原文：“{}”。",
        quoted(sentence)
    );
    Some(Finding {
        cells: subject.cells(),
        left: Some(printed),
        right: Some(right),
        ..plain(Check::TextNumbers, message)
    })
}

/// How much more or fewer were received than the sentence says of last year.
pub(super) fn growth(text: &str, sentence: &str, now: Decimal) -> Option<Finding> {
    let found = GROWTH.iter().find_map(|pattern| pattern.captures(text))?;
    let (printed, places) = rate(&found)?;
    let last: Decimal = found.name("last")?.as_str().parse().ok()?;
    let is_more = matches!(found.name("how")?.as_str(), "增长" | "增加" | "上升" | "提高");
    let change = if is_more { now - last } else { last - now };
    let right = percent(change, last, places)?;
    if (right - printed).abs() <= Decimal::new(1, places) {
        return None;
    }
    let message = format!(
        "正文写较上年变化 {printed}%，按 {now} 件与上年 {last} 件计算应为 {right}%。原文：“{}”。",
        quoted(sentence)
    );
    Some(Finding {
        cells: Subject::New.cells(),
        left: Some(printed),
        right: Some(right),
        ..plain(Check::TextNumbers, message)
    })
}

/// The rate in print, and how many places it has behind the point.
fn rate(found: &Captures<'_>) -> Option<(Decimal, u32)> {
    let places = found.name("places").map_or(0, |places| places.as_str().len());
    Some((
        found.name("rate")?.as_str().parse().ok()?,
        u32::try_from(places).ok()?,
    ))
}

fn percent(part: Decimal, all: Decimal, places: u32) -> Option<Decimal> {
    let share = part.checked_div(all)?;
    Some((share * Decimal::ONE_HUNDRED).round_dp(places).normalize())
}
