//! Entries from a list, as a business system hands it out: every line that can't be taken is named, the others are recorded, and the
//! workbook stays with them. Brought in again it takes none twice.

use askama::Template;
use axum::response::Response;
use law::cases::enclosures::FilePart;
use office::OfficeError;
use office::documents::Upload;
use office::rulings::{self, Evidence, TakenIn};

use super::HERE;
use crate::csrf::ProtectedUpload;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::download::{XLSX, download};
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;
use crate::screenings::of_upload;

#[derive(Template)]
#[template(path = "desk/rulings/import.html")]
struct ImportPage {
    frame: Frame,
    source: String,
    /// What came of it, where lines were not taken.
    taken: Option<TakenIn>,
    errors: FieldErrors,
}

/// The page.
pub async fn ask(desk: Desk) -> Result<Response, Problem> {
    desk.page(&page(&desk, String::new(), None, FieldErrors::none()))
}

fn page(desk: &Desk, source: String, taken: Option<TakenIn>, errors: FieldErrors) -> ImportPage {
    ImportPage {
        frame: desk.frame("导入", Section::Rulings, &[]),
        source,
        taken,
        errors,
    }
}

/// Takes a list in. What is on record already is counted and not listed: nothing is to be done about it.
pub async fn take(desk: Desk, upload: ProtectedUpload) -> Result<Response, Problem> {
    let source = upload.field("source").unwrap_or_default().to_owned();
    let chosen = upload.chosen(|field| field == "file");
    match taken(&desk, &source, upload).await {
        Ok(taken) if taken.refused.is_empty() => {
            let known = match taken.known {
                0 => String::new(),
                known => format!("{known} 条已经登记过，跳过。"),
            };
            Ok(redirect_with(HERE, &format!("已登记 {} 条。{known}", taken.made)))
        }
        Ok(taken) => desk.again(&page(&desk, source, Some(taken), FieldErrors::none())),
        Err(error) => {
            let errors = FieldErrors::from_office(error)?.choose_again("file", &chosen);
            desk.again(&page(&desk, source, None, errors))
        }
    }
}

async fn taken(desk: &Desk, source: &str, upload: ProtectedUpload) -> Result<TakenIn, OfficeError> {
    let file = upload.files.into_iter().next();
    let file = file.ok_or_else(|| OfficeError::invalid("file", "请选择要导入的 Excel 文件。"))?;
    let (bytes, today, of_all) = (file.bytes.clone(), desk.moment.today, source.trim().to_owned());
    let gate = &desk.office().limits().staff;
    let read = gate
        .run(move || paper::rulings::read(&bytes, &of_all, today))
        .await?;
    let read = read.map_err(|why| OfficeError::invalid("file", why.to_string()))?;
    if read.lines.is_empty() && read.faults.is_empty() {
        return Err(OfficeError::invalid("file", "表头下面没有内容，没有可以登记的。"));
    }
    let looked = of_upload(desk.office(), FilePart::Version, Upload::from(file)).await?;
    let file = Evidence {
        upload: looked.upload,
        screening: looked.screening,
        pages: looked.pages,
    };
    let mut taken = rulings::take_in(desk.office(), &desk.actor, desk.moment, &read.lines, file).await?;
    taken.refused.extend(read.faults);
    taken.refused.sort();
    Ok(taken)
}

/// An empty list with its headings and what each holds.
pub async fn template(desk: Desk) -> Result<Response, Problem> {
    let (title, today) = ("许可、处罚、强制、收费登记表", desk.moment.today);
    let gate = &desk.office().limits().staff;
    let bytes = gate
        .run(move || paper::rulings::xlsx(title, Vec::new(), today))
        .await??;
    Ok(download("许可、处罚、强制、收费登记表（模板）.xlsx", XLSX, bytes))
}
