//! The workbench: beside it where each of the six sections stands; the tables as they are printed, every cell checked as one
//! types; prose with last year's beside it and the share that repeats; what the text says otherwise than the tables, with a
//! field for the reason. The checks are those of law; the page and its script only show them.

use std::collections::BTreeMap;

use askama::Template;
use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use law::calendar::annual_report_due;
use law::codes::spoken;
use law::reports::{
    Check, Explanation, Finding, Format, Report, SECTION_TITLES, SectionStanding, hint, repeated_share,
    standings,
};
use office::OfficeError;
use office::reports::{self, Draft};
use rust_decimal::Decimal;
use serde_json::json;

use super::counted::Opens;
use super::merging::{Asked, Item, Merged, Opened, merged, named};
use super::sheet::{Marks, Sheet, noted, sheets};
use super::typed::{Slips, Typed};
use super::{HERE, REASON, counted, draft_of, standing};
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;
use crate::when::minute;

/// The sections as the rail calls them.
const RAIL: [&str; SECTION_TITLES.len()] = [
    "一、总体情况",
    "二、主动公开",
    "三、申请情况",
    "四、复议诉讼",
    "五、问题和改进",
    "六、其他事项",
];

/// What is found, with the reason where the text is held against the tables.
struct Line {
    finding: Finding,
    /// The field for the reason; nothing where none is due.
    reason: Option<Reason>,
}

struct Reason {
    id: String,
    name: String,
    value: String,
}

/// A section in the rail.
struct Stop {
    number: usize,
    name: &'static str,
    standing: SectionStanding,
}

/// What somebody else changed since the form was opened.
struct Meanwhile {
    /// Who and when, in words; and the name alone.
    who: String,
    by: String,
    /// How much of it was taken over, and what.
    count: usize,
    taken: String,
    /// What was changed here as well.
    asked: Vec<Asked>,
}

/// A section's field with what helps to write it.
struct Prose {
    number: usize,
    title: &'static str,
    text: String,
    items: &'static [&'static str],
    at_most: Option<usize>,
    count: usize,
    /// The share of last year's text in it, in per cent.
    repeated: Option<Decimal>,
    last_year: Option<String>,
    sheet: Option<Sheet>,
    findings: Vec<Line>,
}

#[derive(Template)]
#[template(path = "desk/reports/workbench.html")]
struct Workbench {
    frame: Frame,
    year: i16,
    version: i64,
    /// How the fields stood when they were opened.
    opened: String,
    organ: String,
    /// By when it is published, in words.
    due: String,
    state: String,
    badge: &'static str,
    stops: Vec<Stop>,
    opening: String,
    closing: String,
    format: Format,
    sections: Vec<Prose>,
    /// What concerns no one section.
    findings: Vec<Line>,
    counted: String,
    unread: Vec<law::reports::Unread>,
    /// Whether there are records of the year.
    has_records: bool,
    errors: FieldErrors,
    meanwhile: Option<Meanwhile>,
}

/// The draft in the workbench.
pub async fn edit(desk: Desk, Path(year): Path<i16>) -> Result<Response, Problem> {
    let draft = draft_of(&desk, year).await?;
    if !draft.reading.report.format.has_tables() {
        let address = format!("{HERE}/{year}");
        return Ok(redirect_with(&address, "存档版照原文件保存，不能编写。"));
    }
    let mut typed = Typed::of(&draft.reading.report, draft.version).explained(&draft.explanations);
    typed.opened = Opened::of(&typed, draft.reading.report.format);
    let page = page(&desk, &draft, &typed, FieldErrors::none()).await?;
    desk.page(&page)
}

/// Saves the draft. A cell that is no number stops it, and what somebody else changed as well since the form was opened;
/// what only they changed is taken over.
pub async fn save(
    desk: Desk,
    Path(year): Path<i16>,
    ProtectedForm(pairs): ProtectedForm<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let draft = draft_of(&desk, year).await?;
    let both = beside(&draft, Typed::sent(pairs));
    let (report, slips) = both.typed.report(year, draft.reading.report.format);
    let mut errors = FieldErrors::none();
    for (cell, message) in &slips {
        errors.add(&format!("cell-{}", cell.name()), message);
    }
    if slips.is_empty() && both.asked.is_empty() {
        match store(&desk, &draft, &both.typed, &report).await {
            Ok(()) => {
                let address = format!("{HERE}/{year}/draft");
                return Ok(redirect_with(&address, &saved(&draft, &both.taken)));
            }
            Err(OfficeError::Stale { .. }) => errors.add("", "草稿刚才又有人修改过，请再保存一次。"),
            Err(error) => errors = FieldErrors::from_office(error)?,
        }
    }
    let mut page = page(&desk, &draft, &both.typed, errors).await?;
    page.meanwhile = Meanwhile::of(&draft, &both.taken, both.asked);
    desk.again(&page)
}

/// What is typed beside the draft as it stands now, where that is another than the form was opened with.
fn beside(draft: &Draft, typed: Typed) -> Merged {
    let format = draft.reading.report.format;
    let now = Typed::of(&draft.reading.report, draft.version).explained(&draft.explanations);
    let mut both = if typed.version == draft.version {
        let opened = Opened::of(&now, format);
        Merged {
            typed: Typed { opened, ..typed },
            taken: Vec::new(),
            asked: Vec::new(),
        }
    } else {
        merged(typed, &now, format)
    };
    if both.asked.is_empty() {
        both.typed.version = draft.version;
    }
    both
}

fn saved(draft: &Draft, taken: &[Item]) -> String {
    if taken.is_empty() {
        return "草稿已保存。".to_owned();
    }
    let (who, count) = (who_changed(draft), taken.len());
    format!(
        "草稿已保存。{who}，您没有改动的 {count} 处照其修改并入：{}。",
        named(taken)
    )
}

fn who_changed(draft: &Draft) -> String {
    format!("{}于 {} 修改过", draft.changed_by, minute(draft.changed_at))
}

impl Meanwhile {
    fn of(draft: &Draft, taken: &[Item], asked: Vec<Asked>) -> Option<Self> {
        (!taken.is_empty() || !asked.is_empty()).then(|| Self {
            who: who_changed(draft),
            by: draft.changed_by.clone(),
            count: taken.len(),
            taken: named(taken),
            asked,
        })
    }
}

/// The reasons first: what is wrong with them stops the draft as well, so that nothing typed is half stored.
async fn store(desk: &Desk, draft: &Draft, typed: &Typed, report: &Report) -> Result<(), OfficeError> {
    let (office, actor, moment) = (desk.office(), &desk.actor, desk.moment);
    let version = reports::explain(office, actor, moment, report.year, draft.version, &typed.reasons).await?;
    reports::save_draft(office, actor, moment, version, report).await?;
    Ok(())
}

/// What the checks say of the fields as they stand, for the script: nothing is stored.
pub async fn check(
    desk: Desk,
    Path(year): Path<i16>,
    ProtectedForm(pairs): ProtectedForm<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let draft = draft_of(&desk, year).await?;
    let typed = Typed::sent(pairs);
    let (report, slips) = typed.report(year, draft.reading.report.format);
    let findings = findings(&desk, &draft, report.clone(), &slips).await?;
    let previous = reports::previous(desk.office(), &desk.actor, year).await?;
    let mut listed: Vec<serde_json::Value> = Vec::new();
    for (cell, message) in &slips {
        listed.push(json!({ "name": Check::Cells, "level": Check::Cells.level(), "cells": [cell.name()], "message": message, "section": cell.section() }));
    }
    for finding in &findings {
        listed.push(told(finding)?);
    }
    let given = typed.explanations();
    let stops: Vec<serde_json::Value> = standings(&report, &findings, &given)
        .map(|standing| json!({ "label": standing.label(), "code": standing.code() }))
        .to_vec();
    let mut counts = BTreeMap::new();
    let mut repeated = BTreeMap::new();
    for (number, _, text) in typed.sections.iter() {
        counts.insert(number, characters(text));
        let share = previous
            .as_ref()
            .and_then(|previous| percent(text, previous, number));
        repeated.insert(number, share.map(|share| share.to_string()));
    }
    let sheets = sheets(&report, &typed, &Marks::of(&findings, &slips), None);
    let rows = noted(&sheets);
    let summary = counted(&findings, slips.len());
    let answer = json!({ "findings": listed, "summary": summary, "standings": stops, "rows": rows, "counts": counts, "repeated": repeated });
    Ok(Json(answer).into_response())
}

/// A finding for the script: with its section, and whether a reason is due for it.
fn told(finding: &Finding) -> Result<serde_json::Value, Problem> {
    let mut told = serde_json::to_value(finding).map_err(|error| crate::errors::internal(&error))?;
    if let Some(fields) = told.as_object_mut() {
        fields.insert("section".into(), json!(finding.section()));
        fields.insert("contradicts".into(), json!(finding.check.is_contradiction()));
    }
    Ok(told)
}

/// The findings on the report as typed; cells that are named by themselves are not named as blank once more.
async fn findings(
    desk: &Desk,
    draft: &Draft,
    report: Report,
    slips: &Slips,
) -> Result<Vec<Finding>, Problem> {
    let reading = reports::continued(draft.reading.clone(), report);
    let mut findings = reports::findings(desk.office(), &desk.actor, &reading).await?;
    let is_named = |finding: &Finding| finding.cells.iter().all(|cell| slips.contains_key(cell));
    findings.retain(|finding| finding.cells.is_empty() || !is_named(finding));
    Ok(findings)
}

async fn page(desk: &Desk, draft: &Draft, typed: &Typed, errors: FieldErrors) -> Result<Workbench, Problem> {
    let year = draft.year;
    let (report, slips) = typed.report(year, draft.reading.report.format);
    let findings = findings(desk, draft, report.clone(), &slips).await?;
    let previous = reports::previous(desk.office(), &desk.actor, year).await?;
    let records = reports::counted(desk.office(), &desk.actor, year).await?;
    let opens = records.as_ref().map(|counted| Opens::of(desk, counted));
    let marks = Marks::of(&findings, &slips);
    let sections = written(typed, previous.as_ref(), sheets(&report, typed, &marks, opens));
    let stops = stops(&report, &findings, &typed.explanations());
    let counted = counted(&findings, slips.len());
    let mut lines = lines(findings, typed);
    let sections = sections.map(|section| Prose {
        findings: lines.remove(&Some(section.number)).unwrap_or_default(),
        ..section
    });
    let sections = sections.collect();
    let back = format!("{HERE}/{year}");
    let step = format!("{year} 年度报告");
    let (state, badge) = standing(draft);
    Ok(Workbench {
        frame: desk.frame("编写", Section::Reports, &[(&step, &back)]),
        year,
        version: typed.version,
        opened: typed.opened.to_sent(),
        organ: typed.organ.clone(),
        opening: typed.opening.clone(),
        closing: typed.closing.clone(),
        format: report.format,
        due: spoken(annual_report_due(year, desk.organ.level.is_government())),
        state,
        badge,
        stops,
        sections,
        counted,
        findings: lines.remove(&None).unwrap_or_default(),
        unread: reports::continued(draft.reading.clone(), report).unread,
        has_records: records.is_some(),
        errors,
        meanwhile: None,
    })
}

/// The six sections as they are typed, each with its table where it has one.
fn written<'a>(
    typed: &'a Typed,
    previous: Option<&'a Report>,
    sheets: Vec<Sheet>,
) -> impl Iterator<Item = Prose> + 'a {
    let mut sheets = sheets.into_iter();
    (1..).zip(SECTION_TITLES).map(move |(number, title)| {
        let sheet = if (2..=4).contains(&number) {
            sheets.next()
        } else {
            None
        };
        prose(number, title, typed, previous, sheet)
    })
}

fn stops(report: &Report, findings: &[Finding], given: &[Explanation]) -> Vec<Stop> {
    let standings = standings(report, findings, given);
    let stop = |((number, name), standing)| Stop {
        number,
        name,
        standing,
    };
    (1..).zip(RAIL).zip(standings).map(stop).collect()
}

/// The findings by the section where they are mended.
fn lines(findings: Vec<Finding>, typed: &Typed) -> BTreeMap<Option<usize>, Vec<Line>> {
    let mut lines: BTreeMap<Option<usize>, Vec<Line>> = BTreeMap::new();
    for (index, finding) in findings.into_iter().enumerate() {
        let reason = finding.check.is_contradiction().then(|| Reason {
            id: format!("reason-{index}"),
            name: format!("{REASON}{}", finding.message),
            value: typed.reason(&finding).to_owned(),
        });
        let section = finding.section();
        lines.entry(section).or_default().push(Line { finding, reason });
    }
    lines
}

fn prose(
    number: usize,
    title: &'static str,
    typed: &Typed,
    previous: Option<&Report>,
    sheet: Option<Sheet>,
) -> Prose {
    let text = typed.sections.get(number);
    let hint = hint(number);
    let last_year = previous.map(|previous| previous.sections.get(number).to_owned());
    Prose {
        number,
        title,
        text: text.to_owned(),
        items: hint.map_or(&[], |hint| hint.items),
        at_most: hint.and_then(|hint| hint.at_most),
        count: characters(text),
        repeated: previous.and_then(|previous| percent(text, previous, number)),
        last_year: last_year.filter(|text| !text.is_empty()),
        sheet,
        findings: Vec::new(),
    }
}

/// 字数 as Chinese offices count it: every character that is not white space.
fn characters(text: &str) -> usize {
    text.chars().filter(|one| !one.is_whitespace()).count()
}

fn percent(text: &str, previous: &Report, number: usize) -> Option<Decimal> {
    repeated_share(text, previous.sections.get(number))
        .map(|share| (share * Decimal::ONE_HUNDRED).round().normalize())
}
