//! 12345's work orders from the list that its system hands out: every line that can't be taken is named, the others are registered under
//! their own numbers. Brought in again it takes none twice.

use askama::Template;
use axum::response::Response;
use law::matters::Rules;
use office::matters::{self, TakenIn};
use office::{OfficeError, calendar};

use super::HERE;
use crate::csrf::ProtectedUpload;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

#[derive(Template)]
#[template(path = "desk/matters/import.html")]
struct ImportPage {
    frame: Frame,
    /// What came of it, where lines were not taken.
    taken: Option<TakenIn>,
    errors: FieldErrors,
}

/// The page.
pub async fn ask(desk: Desk) -> Result<Response, Problem> {
    desk.page(&page(&desk, None, FieldErrors::none()))
}

fn page(desk: &Desk, taken: Option<TakenIn>, errors: FieldErrors) -> ImportPage {
    ImportPage {
        frame: desk.frame("导入12345转办单", Section::Matters, &[]),
        taken,
        errors,
    }
}

/// Takes the list in.
pub async fn take(desk: Desk, upload: ProtectedUpload) -> Result<Response, Problem> {
    match taken(&desk, upload).await {
        Ok(taken) if taken.refused.is_empty() => {
            let told = format!("已登记 {} 件转办单。", taken.made);
            Ok(redirect_with(HERE, &told))
        }
        Ok(taken) => desk.again(&page(&desk, Some(taken), FieldErrors::none())),
        Err(error) => desk.again(&page(&desk, None, FieldErrors::from_office(error)?)),
    }
}

async fn taken(desk: &Desk, upload: ProtectedUpload) -> Result<TakenIn, OfficeError> {
    let file = upload.files.into_iter().next();
    let file = file.ok_or_else(|| OfficeError::invalid("file", "请选择要导入的 Excel 文件。"))?;
    let (name, bytes, today) = (file.name, file.bytes, desk.moment.today);
    let rules = Rules {
        calendar: calendar::holidays(desk.office()).await?,
        ..Rules::default()
    };
    let gate = &desk.office().limits().staff;
    let read = gate
        .run(move || paper::work_orders::read(&bytes, &rules, today))
        .await?;
    let read = read.map_err(|why| OfficeError::invalid("file", why.to_string()))?;
    let mut taken = matters::take_in(desk.office(), &desk.actor, desk.moment, &read.orders, &name).await?;
    taken.refused.extend(read.faults);
    taken.refused.sort();
    Ok(taken)
}
