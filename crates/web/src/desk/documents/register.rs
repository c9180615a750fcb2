//! The register of 规章 and 行政规范性文件: the numbers of table 二 of any year, each opening into its documents, what runs out, and the list
//! for the yearly 清理.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use jiff::civil::Date;
use law::documents::Ending;
use law::reports::{Cell, Table2};
use law::staff::Act;
use office::calendar;
use office::documents::{self, RegisterRow};
use serde::Deserialize;

use super::HERE;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::task::{Group, Task};
use crate::download::{XLSX, download};
use crate::errors::Problem;
use crate::forms::typed_year;

/// A document of the register.
struct Line {
    href: String,
    title: String,
    number: String,
    index_number: String,
    norm: &'static str,
    made_on: String,
    valid_until: String,
    validity: String,
}

/// A number of table 二.
struct Number {
    label: &'static str,
    count: usize,
    href: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct AskedYear {
    pub year: String,
}

/// Which cell is to be opened; a year that has not ended is counted to its end, or as it stands today.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct AskedCell {
    year: String,
    cell: String,
    at: String,
}

/// What [`AskedCell::at`] says for today.
const TODAY: &str = "today";

#[derive(Template)]
#[template(path = "desk/documents/register.html")]
struct RegisterPage {
    frame: Frame,
    year: i16,
    before: Option<i16>,
    after: Option<i16>,
    day: String,
    numbers: Vec<Number>,
    expired: usize,
    in_force: Vec<Line>,
    ended: Vec<Line>,
}

#[derive(Template)]
#[template(path = "desk/documents/counted.html")]
struct CountedPage {
    frame: Frame,
    cell: String,
    rows: Vec<Line>,
}

fn year_of(desk: &Desk, typed: &str) -> Result<i16, Problem> {
    let this = desk.moment.today.year();
    if typed.trim().is_empty() {
        return Ok(this);
    }
    typed_year(typed)
        .filter(|year| *year <= this)
        .ok_or(Problem::Missing)
}

/// A year of the register.
pub async fn show(desk: Desk, Query(asked): Query<AskedYear>) -> Result<Response, Problem> {
    let year = year_of(&desk, &asked.year)?;
    let register = documents::register(desk.office(), &desk.actor, desk.moment, year).await?;
    let today = desk.moment.today;
    let number = |(cell, count): (Table2, usize)| Number {
        label: cell.label(),
        count,
        href: format!("{HERE}/counted?year={year}&cell={}&at={TODAY}", cell.code()),
    };
    desk.page(&RegisterPage {
        frame: desk.frame(Section::Register.label(), Section::Register, &[]),
        year,
        before: typed_year(&(year - 1).to_string()),
        after: (year < today.year()).then_some(year + 1),
        day: law::documents::as_of(year, today).to_string(),
        numbers: register.cells.into_iter().map(number).collect(),
        expired: register.expired,
        in_force: register.in_force.iter().map(Line::of).collect(),
        ended: register.ended.iter().map(Line::of).collect(),
    })
}

/// The documents behind a number of table 二.
pub async fn counted(desk: Desk, Query(asked): Query<AskedCell>) -> Result<Response, Problem> {
    let (Some(year), Some(cell)) = (typed_year(&asked.year), Table2::from_code(&asked.cell)) else {
        return Err(Problem::Missing);
    };
    let until = if asked.at == TODAY {
        desk.moment.today
    } else {
        Date::MAX
    };
    let rows = documents::of_cell(desk.office(), &desk.actor, cell, year, until).await?;
    desk.page(&CountedPage {
        frame: desk.frame("计数的文件", Section::Register, &[]),
        cell: format!("{year} 年{}", Cell::Two(cell).label()),
        rows: rows.iter().map(Line::of).collect(),
    })
}

/// The list for the yearly 清理: what was in force at the end of the year, with room for what is decided.
pub async fn file(desk: Desk, Path(year): Path<String>) -> Result<Response, Problem> {
    let year = year_of(&desk, &year)?;
    let register = documents::register(desk.office(), &desk.actor, desk.moment, year).await?;
    let lines: Vec<paper::register::Line> = register.in_force.iter().map(Line::of).map(Line::cells).collect();
    let today = desk.moment.today;
    let title = format!("{}规范性文件清理清单（{year}年）", desk.organ.name);
    let note = format!(
        "截至 {} 现行有效的规章、行政规范性文件。",
        law::documents::as_of(year, today)
    );
    let gate = &desk.office().limits().staff;
    let made = move || paper::register::xlsx(&title, &note, &lines, today);
    let bytes = gate.run(made).await??;
    Ok(download(&format!("规范性文件清理清单 {year}.xlsx"), XLSX, bytes))
}

/// What runs out soon is told before: to be continued, changed or repealed.
pub async fn tasks(desk: &Desk) -> Result<Vec<Task>, Problem> {
    if !desk.may(Act::WriteDocuments) && !desk.may(Act::RepealDocuments) {
        return Ok(Vec::new());
    }
    let expiring = documents::expiring(desk.office(), &desk.actor, desk.moment).await?;
    let calendar = calendar::holidays(desk.office()).await?;
    let task = |(row, last): (RegisterRow, Date)| {
        let words = format!("“{}”有效期届满，评估后延续、修改或者废止", row.title);
        Task::new(Group::Soon, "规范性文件", words, format!("{HERE}/{}", row.id))
            .about(row.document_number.unwrap_or(row.index_number))
            .due(last, desk.moment.today, &calendar)
    };
    Ok(expiring.into_iter().map(task).collect())
}

impl Line {
    fn of(row: &RegisterRow) -> Self {
        let registered = &row.registered;
        let validity = match registered.term.end() {
            Some((how, from)) if how.validity() == row.validity => format!("自 {from} 起{}", how.label()),
            Some((Ending::Repealed, from)) => format!("将于 {from} 废止"),
            _ => row.validity.label().to_owned(),
        };
        Self {
            href: format!("{HERE}/{}", row.id),
            title: row.title.clone(),
            number: row.document_number.clone().unwrap_or_default(),
            index_number: row.index_number.clone(),
            norm: registered.norm.label(),
            made_on: registered.made_on.to_string(),
            valid_until: registered
                .term
                .valid_until
                .map(|day| day.to_string())
                .unwrap_or_default(),
            validity,
        }
    }

    fn cells(self) -> paper::register::Line {
        [
            self.norm.to_owned(),
            self.title,
            self.number,
            self.index_number,
            self.made_on,
            self.valid_until,
            self.validity,
            String::new(),
            String::new(),
        ]
    }
}
