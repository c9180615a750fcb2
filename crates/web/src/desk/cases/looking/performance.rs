//! How a year's cases were answered (办理情况): the share in time and the median of working days, for whoever answers for it, as a
//! page and as a workbook.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use law::cases::performance::Figures;
use office::cases::{self, Performance};
use paper::performance::{Row, Table};
use serde::Deserialize;

use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::download::{XLSX, download};
use crate::errors::Problem;
use crate::forms::typed_year;

const TITLE: &str = "办理情况";
/// How it is counted, on the page and in the file.
const NOTE: &str = "按答复送出的日期（邮寄的为交邮之日，直接送达的为签收之日）统计本年答复的申请，不含申请人撤回的。在答复期限（含依法延长、补正、征求意见、缴费后重新计算的）内答复的为按期；办理工作日自收到申请之日的次日起，算到答复送出之日；经复议、诉讼重新答复的，算到重新答复送出之日。各组按名称排列，不作排名。";

/// Which year; this one when none is asked.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct YearQuery {
    year: String,
}

#[derive(Template)]
#[template(path = "desk/cases/performance.html")]
struct PerformancePage {
    frame: Frame,
    year: i16,
    note: &'static str,
    overdue: usize,
    tables: Vec<Table>,
}

/// The page of a year.
pub async fn show(desk: Desk, Query(asked): Query<YearQuery>) -> Result<Response, Problem> {
    let year = match asked.year.trim() {
        "" => desk.moment.today.year(),
        text => read_year(text)?,
    };
    let found = cases::performance(desk.office(), &desk.actor, desk.moment, year).await?;
    desk.page(&PerformancePage {
        frame: desk.frame(TITLE, Section::Cases, &[]),
        year,
        note: NOTE,
        overdue: found.overdue,
        tables: tables(found),
    })
}

/// The workbook of a year: `2026.xlsx`.
pub async fn file(desk: Desk, Path(name): Path<String>) -> Result<Response, Problem> {
    let year = read_year(name.strip_suffix(".xlsx").ok_or(Problem::Missing)?)?;
    let found = cases::performance(desk.office(), &desk.actor, desk.moment, year).await?;
    let title = format!("{year}年依申请公开办理情况");
    let tables = tables(found);
    let (heading, today) = (title.clone(), desk.moment.today);
    let gate = &desk.office().limits().staff;
    let made = gate.run(move || paper::performance::xlsx(&heading, NOTE, &tables, today));
    Ok(download(&format!("{title}.xlsx"), XLSX, made.await??))
}

fn read_year(text: &str) -> Result<i16, Problem> {
    typed_year(text).ok_or(Problem::Missing)
}

fn tables(found: Performance) -> Vec<Table> {
    let table = |heading: &str, groups: Vec<(String, Figures)>| Table {
        heading: heading.to_owned(),
        rows: groups
            .into_iter()
            .map(|(name, figures)| row(name, &figures))
            .collect(),
    };
    let all = vec![("全年".to_owned(), found.all)];
    [
        table("合计", all),
        table("月份", found.months),
        table("经办人", found.handlers),
        table("提交渠道", found.channels),
        table("处理结果", found.outcomes),
    ]
    .into_iter()
    .filter(|table| !table.rows.is_empty())
    .collect()
}

fn row(name: String, figures: &Figures) -> Row {
    Row {
        name,
        answered: figures.answered,
        in_time: figures.in_time,
        share: figures.share(),
        median: figures.median(),
    }
}
