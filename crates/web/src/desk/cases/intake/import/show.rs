//! One import: how far it has come, what the check found, and what may be done with it.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::cases::ledger::{Fault, Sheets};
use office::CaseImportId;
use office::cases::import::{self, Preview, Stage};

use super::work::{self, Work};
use crate::csrf::ProtectedForm;
use crate::desk::account::Bare;
use crate::desk::cases::shared::HERE;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::when::minute;

/// Where it stands, as the page shows it.
enum Shown {
    /// What goes on, and how far.
    Working {
        what: &'static str,
        far: String,
    },
    /// The check never ended.
    Stalled,
    Checked(Preview),
    Taken(Preview),
    Refused(String),
}

#[derive(Template)]
#[template(path = "desk/cases/import_show.html")]
struct ShowPage {
    frame: Frame,
    here: String,
    file_name: String,
    handed_in: String,
    shown: Shown,
    failure: Option<String>,
}

impl ShowPage {
    fn faults(&self) -> &[Fault] {
        match &self.shown {
            Shown::Checked(preview) | Shown::Taken(preview) => &preview.faults,
            _ => &[],
        }
    }

    /// Which sheets were read; `None` where nothing was checked, or an earlier release did and kept no names.
    fn sheets(&self) -> Option<&Sheets> {
        match &self.shown {
            Shown::Checked(preview) | Shown::Taken(preview) => {
                Some(&preview.sheets).filter(|sheets| !sheets.read.is_empty())
            }
            _ => None,
        }
    }

    /// What was done against the rules and is taken in all the same.
    fn warnings(&self) -> &[Fault] {
        match &self.shown {
            Shown::Checked(preview) | Shown::Taken(preview) => &preview.warnings,
            _ => &[],
        }
    }

    fn more_faults(&self) -> u32 {
        match &self.shown {
            Shown::Checked(preview) | Shown::Taken(preview) => preview.more_faults,
            _ => 0,
        }
    }
}

/// The import.
pub async fn show(desk: Desk, Path(id): Path<CaseImportId>) -> Result<Response, Problem> {
    let found = import::get(desk.office(), &desk.actor, id).await?;
    let shown = match (work::progress(id), found.stage) {
        (Some(Work::Taking { lines, of }), _) => Shown::Working {
            what: "正在导入",
            far: format!("已写入 {lines} 行，共 {of} 行"),
        },
        (Some(_) | None, Stage::Taken(preview)) => Shown::Taken(preview),
        (Some(Work::Checking { lines }), _) => Shown::Working {
            what: "正在检查",
            far: format!("已检查 {lines} 行"),
        },
        (_, Stage::Checking) => Shown::Stalled,
        (_, Stage::Checked(preview)) => Shown::Checked(preview),
        (_, Stage::Refused(why)) => Shown::Refused(why),
    };
    let import = format!("{HERE}/import");
    desk.page(&ShowPage {
        frame: desk.frame(
            "核对登记表",
            Section::Cases,
            &[("登记表", "/desk/cases/ledger"), ("导入登记表", &import)],
        ),
        here: format!("{HERE}/imports/{id}"),
        file_name: found.mark.name,
        handed_in: format!("{} {}", found.made_by, minute(found.created_at)),
        shown,
        failure: work::failure(id),
    })
}

/// Checks it once more: the store has changed, or the server stopped half-way.
pub async fn check(
    desk: Desk,
    Path(id): Path<CaseImportId>,
    _: ProtectedForm<Bare>,
) -> Result<Response, Problem> {
    let bytes = import::contents(desk.office(), &desk.actor, id).await?;
    work::start_check(&desk, id, bytes).await;
    Ok(redirect_with(&format!("{HERE}/imports/{id}"), "已重新检查。"))
}

/// Takes in every good line.
pub async fn confirm(
    desk: Desk,
    Path(id): Path<CaseImportId>,
    _: ProtectedForm<Bare>,
) -> Result<Response, Problem> {
    let found = import::get(desk.office(), &desk.actor, id).await?;
    let here = format!("{HERE}/imports/{id}");
    match found.stage {
        Stage::Checked(preview) if preview.good > 0 => {
            work::start_taking(&desk, found.mark, preview, id).await;
            Ok(redirect_with(&here, "已确认导入。"))
        }
        _ => Ok(redirect_with(&here, "没有可以导入的行，或者已经处理过。")),
    }
}

/// Gives it up and lets go of the file.
pub async fn remove(
    desk: Desk,
    Path(id): Path<CaseImportId>,
    _: ProtectedForm<Bare>,
) -> Result<Response, Problem> {
    if work::progress(id).is_some() {
        let message = "正在处理，请等它结束。";
        return Ok(redirect_with(&format!("{HERE}/imports/{id}"), message));
    }
    import::forget(desk.office(), &desk.actor, desk.moment, id).await?;
    Ok(redirect_with(
        &format!("{HERE}/import"),
        "已放弃导入，文件已删除。",
    ))
}
