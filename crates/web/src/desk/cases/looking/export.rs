//! The ledger of a year as an Excel workbook. Personal numbers are masked unless somebody who may see them asks; the
//! export is on record either way.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use law::staff::Act;
use office::cases;
use serde::Deserialize;

use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::ticked;
use crate::download::{XLSX, download};
use crate::errors::{Problem, internal};
use crate::forms::{FieldErrors, typed_year};

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    year: String,
    #[serde(deserialize_with = "ticked")]
    in_full: bool,
}

#[derive(Template)]
#[template(path = "desk/cases/export.html")]
struct ExportPage {
    frame: Frame,
    form: Wanted,
    may_reveal: bool,
    errors: FieldErrors,
}

/// Asks for the year.
pub async fn ask(desk: Desk, Query(mut wanted): Query<Wanted>) -> Result<Response, Problem> {
    if wanted.year.trim().is_empty() {
        wanted.year = desk.moment.today.year().to_string();
    }
    desk.page(&page(&desk, wanted, FieldErrors::none()))
}

fn page(desk: &Desk, form: Wanted, errors: FieldErrors) -> ExportPage {
    ExportPage {
        frame: desk.frame("导出登记表", Section::Cases, &[("登记表", "/desk/cases/ledger")]),
        form,
        may_reveal: desk.may(Act::RevealApplicants),
        errors,
    }
}

/// Gives the file.
pub async fn give(desk: Desk, ProtectedForm(wanted): ProtectedForm<Wanted>) -> Result<Response, Problem> {
    let Some(year) = typed_year(&wanted.year) else {
        let mut errors = FieldErrors::none();
        errors.add("year", "请填写四位数的年份，例如 2025。");
        return desk.again(&page(&desk, wanted, errors));
    };
    let lines = cases::export(desk.office(), &desk.actor, desk.moment, year, wanted.in_full).await?;
    let title = format!("{}政府信息公开申请登记表（{year}年）", desk.organ.name);
    let (name, today) = (format!("{title}.xlsx"), desk.moment.today);
    let gate = &desk.office().limits().staff;
    let written = gate.run(move || paper::ledger::write(&title, &lines, today));
    let bytes = written.await?.map_err(|error| internal(&error))?;
    Ok(download(&name, XLSX, bytes))
}
