//! A year of the register: its numbers, its entries, and both as a workbook.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use law::rulings::{Entry, Extent, RulingKind, Tally, printed};
use law::staff::Act;
use office::Page;
use office::rulings::{self, Filter, Sought};
use serde::Deserialize;

use super::{HERE, Line, yuan};
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::download::{XLSX, download};
use crate::errors::Problem;
use crate::forms::typed_year;

/// What is asked of the list.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    year: String,
    kind: String,
    state: String,
    q: String,
    page: String,
}

/// A number of table 二.
struct Number {
    label: &'static str,
    unit: &'static str,
    /// Empty where nothing of the year is on record.
    amount: String,
    /// 其中汇总数 57; 当年撤销 1
    apart: Vec<String>,
    href: String,
}

#[derive(Template)]
#[template(path = "desk/rulings/list.html")]
struct ListPage {
    frame: Frame,
    year: i16,
    before: Option<i16>,
    after: Option<i16>,
    numbers: Vec<Number>,
    asked: Asked,
    kinds: Vec<Choice>,
    states: Vec<Choice>,
    rows: Vec<Line>,
    pages: Page<()>,
    base: String,
    is_filtered: bool,
    may_record: bool,
}

const STATES: [(&str, &str, Sought); 4] = [
    ("", "现有登记", Sought::Standing),
    ("summaries", "汇总数", Sought::Summaries),
    ("revoked", "被撤销的决定", Sought::Revoked),
    ("struck", "作废的登记", Sought::Struck),
];

fn year_of(desk: &Desk, typed: &str) -> Result<i16, Problem> {
    let this = desk.moment.today.year();
    if typed.trim().is_empty() {
        return Ok(this);
    }
    typed_year(typed)
        .filter(|year| *year <= this)
        .ok_or(Problem::Missing)
}

/// A year.
pub async fn show(desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let year = year_of(&desk, &asked.year)?;
    let state = STATES.iter().find(|(code, ..)| *code == asked.state);
    let filter = Filter {
        year,
        kind: RulingKind::from_code(&asked.kind),
        sought: state.map_or(Sought::Standing, |(.., sought)| *sought),
        text: asked.q.clone(),
        page: asked.page.parse().unwrap_or(1),
    };
    let found = rulings::list(desk.office(), &desk.actor, &filter).await?;
    let tallies = rulings::year(desk.office(), &desk.actor, year).await?;
    let query = [
        ("year", year.to_string()),
        ("kind", asked.kind.clone()),
        ("state", asked.state.clone()),
        ("q", asked.q.clone()),
    ];
    let query = serde_html_form::to_string(query).unwrap_or_default();
    let today = desk.moment.today;
    desk.page(&ListPage {
        frame: desk.frame(Section::Rulings.label(), Section::Rulings, &[]),
        year,
        before: typed_year(&(year - 1).to_string()),
        after: (year < today.year()).then_some(year + 1),
        numbers: numbers(year, &tallies),
        kinds: RulingKind::ALL
            .iter()
            .map(|kind| Choice::of(kind.code(), kind.label()))
            .collect(),
        states: STATES.map(|(code, label, _)| Choice::of(code, label)).into(),
        rows: found.items.iter().map(Line::of).collect(),
        pages: found.with(Vec::new()),
        base: format!("{HERE}?{query}&"),
        is_filtered: [&asked.kind, &asked.state, &asked.q]
            .iter()
            .any(|one| !one.trim().is_empty()),
        asked,
        may_record: desk.may(Act::RecordRulings),
    })
}

fn numbers(year: i16, tallies: &BTreeMap<RulingKind, Tally>) -> Vec<Number> {
    let number = |kind: &RulingKind| {
        let tally = tallies.get(kind);
        let mut apart = Vec::new();
        if let Some(tally) = tally {
            if tally.of_summaries > 0 {
                apart.push(format!("其中汇总数 {}", printed(*kind, tally.of_summaries)));
            }
            if tally.revoked > 0 {
                apart.push(format!("当年撤销 {}", tally.revoked));
            }
        }
        Number {
            label: kind.cell().label(),
            unit: kind.unit(),
            amount: tally.map_or_else(String::new, |tally| printed(*kind, tally.amount).to_string()),
            apart,
            href: format!("{HERE}/counted?year={year}&cell={}", kind.cell().code()),
        }
    };
    RulingKind::ALL.iter().map(number).collect()
}

/// The entries of a year that stand, as a workbook that can be brought in again elsewhere.
pub async fn file(
    desk: Desk,
    Path(year): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let year = year_of(&desk, &year)?;
    let kind = RulingKind::from_code(&asked.kind);
    let found = rulings::all_of_year(desk.office(), &desk.actor, year, kind).await?;
    let lines: Vec<[String; 12]> = found.iter().map(|one| cells(&one.entry)).collect();
    let what = kind.map_or("许可、处罚、强制、收费", RulingKind::label);
    let title = format!("{}{what}登记表（{year}年）", desk.organ.name);
    let today = desk.moment.today;
    let gate = &desk.office().limits().staff;
    let bytes = gate
        .run(move || paper::rulings::xlsx(&title, lines, today))
        .await??;
    Ok(download(&format!("{what}登记表 {year}.xlsx"), XLSX, bytes))
}

/// An entry as a line of the workbook.
fn cells(entry: &Entry) -> [String; 12] {
    let (number, from) = match &entry.extent {
        Extent::Single { number } => (number.clone(), String::new()),
        Extent::Summary { from } => (String::new(), from.to_string()),
    };
    let is_fee = entry.kind == RulingKind::Fee;
    let count = if is_fee || !entry.is_summary() {
        String::new()
    } else {
        entry.amount.to_string()
    };
    [
        entry.kind.label().to_owned(),
        number,
        entry.matter.clone(),
        entry.on.to_string(),
        from,
        count,
        if is_fee { yuan(entry.amount) } else { String::new() },
        entry.openness.map_or("", |one| one.label()).to_owned(),
        entry.ground.clone().unwrap_or_default(),
        entry.basis.source.clone(),
        entry.basis.evidence.clone().unwrap_or_default(),
        entry.note.clone().unwrap_or_default(),
    ]
}
