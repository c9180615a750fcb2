//! The sheet of a month (月报表): visits by kind and outcome, each number opening into its visits, the sentence for a report, and the same as
//! a workbook to be printed.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use jiff::civil::Date;
use law::halls::VisitOutcome;
use office::HallId;
use office::halls::{self, Hall, MonthOf};
use serde::Deserialize;

use super::{NOTICES, VISITS, address, found, month_code, month_of};
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::download::{XLSX, download};
use crate::errors::Problem;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    month: String,
}

/// A number, and the visits it opens into.
struct Number {
    told: u64,
    href: String,
    /// 信息查阅，当场答复：12
    label: String,
}

struct Row {
    label: String,
    numbers: Vec<Number>,
}

#[derive(Template)]
#[template(path = "desk/halls/month.html")]
struct MonthPage {
    frame: Frame,
    title: String,
    here: String,
    code: String,
    before: String,
    after: Option<String>,
    outcomes: Vec<Choice>,
    rows: Vec<Row>,
    of: MonthOf,
    notices: String,
    sentence: String,
}

/// 2026年11月
fn spoken(first: Date) -> String {
    format!("{}年{}月", first.year(), first.month())
}

fn rows(of: &MonthOf, hall: &Hall, (from, to): (Date, Date)) -> Vec<Row> {
    let number = |told: u64, kind: (&str, &str), outcome: Option<VisitOutcome>| Number {
        told,
        href: format!(
            "{VISITS}?hall={}&from={from}&to={to}&kind={}&outcome={}",
            hall.id,
            kind.0,
            outcome.map_or("", VisitOutcome::code)
        ),
        label: format!(
            "{}，{}：{told}",
            kind.1,
            outcome.map_or("合计", VisitOutcome::label)
        ),
    };
    let row = |code: &str, label: &str, counts: &[u64], total: u64| {
        let by_outcome = counts
            .iter()
            .zip(VisitOutcome::ALL)
            .map(|(told, outcome)| number(*told, (code, label), Some(*outcome)));
        Row {
            label: label.to_owned(),
            numbers: by_outcome.chain([number(total, (code, label), None)]).collect(),
        }
    };
    let sheet = &of.sheet;
    let kinds = sheet.rows.iter();
    kinds
        .map(|kind| row(&kind.code, &kind.label, &kind.counts, kind.total))
        .chain([row("", "合计", &sheet.totals, sheet.total)])
        .collect()
}

async fn counted(desk: &Desk, id: HallId, asked: &str) -> Result<(Hall, (Date, Date), MonthOf), Problem> {
    let hall = found(desk, id).await?;
    let today = desk.moment.today;
    let days = month_of(asked, today).filter(|(first, _)| *first <= today);
    let days = days.ok_or(Problem::Missing)?;
    let of = halls::month(desk.office(), &desk.actor, Some(id), days).await?;
    Ok((hall, days, of))
}

/// The page.
pub async fn show(
    desk: Desk,
    Path(id): Path<HallId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (hall, days, of) = counted(&desk, id, &asked.month).await?;
    let month = jiff::Span::new().months(1);
    let next = days.0.saturating_add(month);
    let title = format!("{}接待月报表（{}）", hall.name, spoken(days.0));
    desk.page(&MonthPage {
        frame: desk.frame(&title, Section::Halls, &[]),
        here: format!("{}/month", address(id)),
        code: month_code(days.0),
        before: month_code(days.0.saturating_sub(month)),
        after: (next <= desk.moment.today).then(|| month_code(next)),
        outcomes: super::visits::outcomes(),
        rows: rows(&of, &hall, days),
        notices: format!("{NOTICES}?hall={id}&month={}", month_code(days.0)),
        sentence: of.sheet.sentence(&spoken(days.0), &[hall.name.as_str()]),
        title,
        of,
    })
}

/// The same as a workbook: `2026-11.xlsx`.
pub async fn file(desk: Desk, Path((id, file)): Path<(HallId, String)>) -> Result<Response, Problem> {
    let code = file.strip_suffix(".xlsx").ok_or(Problem::Missing)?;
    let (hall, days, of) = counted(&desk, id, code).await?;
    let title = format!("{}{}接待月报表（{}）", desk.organ.name, hall.name, spoken(days.0));
    let note = format!(
        "{}一次性告知单 {} 份。时间存疑、按送达时间计的 {} 次；误点作废、不计入的 {} 次。",
        of.sheet.sentence(&spoken(days.0), &[hall.name.as_str()]),
        of.notices,
        of.doubtful,
        of.struck
    );
    let lines: Vec<Vec<String>> = rows(&of, &hall, days)
        .into_iter()
        .map(|row| {
            let numbers = row.numbers.iter().map(|number| number.told.to_string());
            std::iter::once(row.label.clone()).chain(numbers).collect()
        })
        .collect();
    let today = desk.moment.today;
    let make = move || paper::halls::month_xlsx(&title, &note, &lines, today);
    let bytes = desk.office().limits().staff.run(make).await??;
    let name = format!("{}接待月报表 {}.xlsx", hall.name, month_code(days.0));
    Ok(download(&name, XLSX, bytes))
}
