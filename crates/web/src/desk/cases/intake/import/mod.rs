//! An existing ledger taken in at the desk: handed in, checked line by line in the background, looked at, confirmed.

mod show;
mod work;

use askama::Template;
use axum::http::HeaderMap;
use axum::response::Response;
use office::OfficeError;
use office::cases::import::{self, FileMark, Import, Stage};

use crate::csrf::ProtectedUpload;
use crate::desk::cases::shared::HERE;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::download::{XLSX, download};
use crate::errors::{Problem, internal};
use crate::flash::redirect_with;
use crate::forms::FieldErrors;
use crate::when::minute;

pub use show::{check, confirm, remove, show};

/// An import in the list of the last ones.
struct ImportLine {
    href: String,
    file_name: String,
    stage: &'static str,
    made_by: String,
    at: String,
}

#[derive(Template)]
#[template(path = "desk/cases/import.html")]
struct AskPage {
    frame: Frame,
    recent: Vec<ImportLine>,
    errors: FieldErrors,
}

/// Asks for the file.
pub async fn ask(desk: Desk) -> Result<Response, Problem> {
    let page = ask_page(&desk, FieldErrors::none()).await?;
    desk.page(&page)
}

async fn ask_page(desk: &Desk, errors: FieldErrors) -> Result<AskPage, Problem> {
    let recent = import::recent(desk.office(), &desk.actor).await?;
    Ok(AskPage {
        frame: desk.frame("导入登记表", Section::Cases, &[("登记表", "/desk/cases/ledger")]),
        recent: recent.iter().map(ImportLine::of).collect(),
        errors,
    })
}

/// Keeps the file and begins to check it.
pub async fn hand_in(desk: Desk, upload: ProtectedUpload) -> Result<Response, Problem> {
    let ticket = upload.ticket();
    let Some(file) = upload.files.into_iter().next() else {
        return refused(&desk, "请选择登记表文件。".to_owned()).await;
    };
    let mark = FileMark::of(&file.bytes, &file.name);
    if let Some(before) = import::earlier(desk.office(), &desk.actor, &mark.hash).await? {
        let message = format!(
            "这个文件已由{}于 {} 导入过，不再重复导入。",
            before.by,
            minute(before.at)
        );
        return refused(&desk, message).await;
    }
    // What can be told at once is told beside the field, and nothing is kept of it.
    let bytes = file.bytes.to_vec();
    let looked = desk.office().limits().staff.run(move || {
        let begun = paper::ledger::read(&bytes, &mut |_line| std::ops::ControlFlow::Break(()));
        (begun, bytes)
    });
    let (begun, bytes) = looked.await?;
    if let Err(not_a_ledger) = begun {
        return refused(&desk, not_a_ledger.to_string()).await;
    }
    let begun = import::begin_once(desk.office(), &desk.actor, desk.moment, &mark, &bytes, &ticket);
    let id = match begun.await {
        Ok(id) => id,
        Err(OfficeError::Invalid(why)) => {
            return refused(&desk, why.into_iter().map(|one| one.message).collect()).await;
        }
        Err(error) => return Err(error.into()),
    };
    // Handed in once more it may be checked already.
    if import::get(desk.office(), &desk.actor, id).await?.stage == Stage::Checking {
        work::start_check(&desk, id, bytes).await;
    }
    Ok(redirect_with(
        &format!("{HERE}/imports/{id}"),
        "文件已收到，登记表还没有改动。",
    ))
}

async fn refused(desk: &Desk, message: String) -> Result<Response, Problem> {
    let mut errors = FieldErrors::none();
    errors.add("file", message);
    let page = ask_page(desk, errors).await?;
    desk.again(&page)
}

/// The empty ledger to fill in.
pub async fn template(desk: Desk, _: HeaderMap) -> Result<Response, Problem> {
    let bytes = paper::ledger::template().map_err(|error| internal(&error))?;
    let name = format!("{}依申请公开登记表模板.xlsx", desk.organ.name);
    Ok(download(&name, XLSX, bytes))
}

impl ImportLine {
    fn of(import: &Import) -> Self {
        Self {
            href: format!("{HERE}/imports/{}", import.id),
            file_name: import.mark.name.clone(),
            stage: match (&import.stage, work::progress(import.id).is_some()) {
                (_, true) => "正在处理",
                (Stage::Checking, false) => "检查中断",
                (Stage::Checked(_), false) => "待确认",
                (Stage::Taken(_), false) => "已导入",
                (Stage::Refused(_), false) => "未导入",
            },
            made_by: import.made_by.clone(),
            at: minute(import.created_at),
        }
    }
}
