//! A report read from a file: looked at first, with what could not be read and what it would replace, then taken whole.

use askama::Template;
use axum::response::Response;
use law::reports::{Reading, Slip, Unread, compare};
use office::OfficeError;
use office::reports::{self, Original};
use serde::Deserialize;

use super::show::printed;
use super::{Found, HERE, counted, found};
use crate::csrf::{ProtectedForm, ProtectedUpload, UploadedFile};
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::{Problem, internal};
use crate::flash::redirect_with;
use crate::forms::FieldErrors;
use crate::report_parts::Printed;

#[derive(Template)]
#[template(path = "desk/reports/import.html")]
struct AskPage {
    frame: Frame,
    is_archive: bool,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "desk/reports/import_preview.html")]
struct PreviewPage {
    frame: Frame,
    title: String,
    year: i16,
    file_name: String,
    sections: Vec<Printed>,
    findings: Vec<Found>,
    counted: String,
    unread: Vec<Unread>,
    slips: Vec<Slip>,
    /// What the draft would become otherwise, where one stands already.
    replaces: Option<String>,
    form: Typed,
    errors: FieldErrors,
}

/// What was looked at, on its way to be taken.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// The draft's version that would be replaced; 0 when there is none.
    version: i64,
    file_name: String,
    /// The reading, as JSON.
    reading: String,
}

/// Asks for the file.
pub async fn ask(desk: Desk) -> Result<Response, Problem> {
    desk.page(&ask_page(&desk, FieldErrors::none()))
}

fn ask_page(desk: &Desk, errors: FieldErrors) -> AskPage {
    AskPage {
        frame: desk.frame("导入文件", Section::Reports, &[]),
        is_archive: false,
        errors,
    }
}

/// Shows what was read; nothing is stored yet.
pub async fn preview(desk: Desk, upload: ProtectedUpload) -> Result<Response, Problem> {
    let is_archive = upload.field("archive").is_some();
    let read = match upload.files.into_iter().next() {
        Some(file) if is_archive => match archive(&desk, file).await? {
            Ok(year) => {
                let address = format!("{HERE}/{year}");
                return Ok(redirect_with(
                    &address,
                    "已按存档版导入为草稿，请对照原文件核对。",
                ));
            }
            Err(message) => Err(message),
        },
        Some(file) => read(&desk, file).await?,
        None => Err("请选择要导入的文件。".to_owned()),
    };
    match read {
        Ok((reading, form)) => {
            let page = preview_page(&desk, &reading, form, FieldErrors::none()).await?;
            desk.page(&page)
        }
        Err(message) => {
            let mut errors = FieldErrors::none();
            errors.add("file", message);
            let page = AskPage {
                is_archive,
                ..ask_page(&desk, errors)
            };
            desk.again(&page)
        }
    }
}

/// Takes a report of before the formats with its file as the year's draft; gives the year, or what is wrong with the file.
async fn archive(desk: &Desk, file: UploadedFile) -> Result<Result<i16, String>, Problem> {
    let (bytes, name) = (file.bytes.clone(), file.name.clone());
    let gate = &desk.office().limits().staff;
    let looking = move || {
        let screening = paper::screening::screen(&name, &bytes);
        paper::reports::read_archive(&bytes, &name).map(|reading| (reading, screening))
    };
    let (reading, screening) = match gate.run(looking).await? {
        Ok(looked) => looked,
        Err(unreadable) => return Ok(Err(unreadable.to_string())),
    };
    let original = Original {
        upload: file.into(),
        screening,
    };
    let taken = reports::import_archive(desk.office(), &desk.actor, desk.moment, &reading, original, None);
    match taken.await {
        Ok(_) => Ok(Ok(reading.report.year)),
        Err(error) => {
            let errors = FieldErrors::from_office(error)?;
            let messages: Vec<&str> = errors.all().map(|(_, message)| message).collect();
            Ok(Err(messages.concat()))
        }
    }
}

/// The reading of a file of this organ's own report, or what is wrong with the file.
async fn read(desk: &Desk, file: UploadedFile) -> Result<Result<(Reading, Typed), String>, Problem> {
    let (bytes, name) = (file.bytes, file.name.clone());
    let gate = &desk.office().limits().staff;
    let reading = match gate.run(move || paper::reports::read(&bytes, &name)).await? {
        Ok(reading) => reading,
        Err(unreadable) => return Ok(Err(unreadable.to_string())),
    };
    if let Err(refused) = reports::refuse_others_report(&desk.organ.name, &reading.report) {
        return Ok(Err(refused.to_string()));
    }
    let draft = reports::draft(desk.office(), &desk.actor, reading.report.year).await?;
    let form = Typed {
        version: draft.map_or(0, |draft| draft.version),
        file_name: file.name,
        reading: serde_json::to_string(&reading).map_err(|error| internal(&error))?,
    };
    Ok(Ok((reading, form)))
}

/// Takes the reading as the year's draft.
pub async fn confirm(desk: Desk, ProtectedForm(mut form): ProtectedForm<Typed>) -> Result<Response, Problem> {
    let reading: Reading = serde_json::from_str(&form.reading).map_err(|error| {
        Problem::Malformed(format!("没有收到完整的内容（{error}），请重新选择文件导入。"))
    })?;
    let year = reading.report.year;
    let taken = reports::import(
        desk.office(),
        &desk.actor,
        desk.moment,
        &reading,
        &form.file_name,
        Some(form.version),
    );
    let Err(error) = taken.await else {
        let address = format!("{HERE}/{year}/draft");
        return Ok(redirect_with(&address, "已导入为草稿，请核对。"));
    };
    let mut errors = FieldErrors::none();
    if matches!(error, OfficeError::Stale { .. }) {
        let draft = reports::draft(desk.office(), &desk.actor, year).await?;
        form.version = draft.map_or(0, |draft| draft.version);
        errors.add(
            "",
            "您查看期间，草稿已被他人修改。下面列出的是与现在的草稿的差别，请再次确认。",
        );
    } else {
        errors = FieldErrors::from_office(error)?;
    }
    let page = preview_page(&desk, &reading, form, errors).await?;
    desk.again(&page)
}

async fn preview_page(
    desk: &Desk,
    reading: &Reading,
    form: Typed,
    errors: FieldErrors,
) -> Result<PreviewPage, Problem> {
    let report = &reading.report;
    let findings = reports::findings(desk.office(), &desk.actor, reading).await?;
    let draft = reports::draft(desk.office(), &desk.actor, report.year).await?;
    let replaces = draft.map(|draft| compare(&draft.reading.report, report).summary());
    let import = format!("{HERE}/import");
    Ok(PreviewPage {
        frame: desk.frame("核对导入内容", Section::Reports, &[("导入文件", &import)]),
        title: report.title(),
        year: report.year,
        file_name: form.file_name.clone(),
        sections: printed(report),
        counted: counted(&findings, 0),
        findings: found(findings, &[]),
        unread: reading.unread.clone(),
        slips: reading.slips.clone(),
        replaces,
        form,
        errors,
    })
}
