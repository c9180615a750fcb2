//! Further files of the applicant (补充材料), as a page of its own that works without scripts.

use askama::Template;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use office::CaseId;
use office::cases::{self, LARGEST_FILE, MOST_FILES, MOST_SUPPLEMENTS, TrackedCase};
use office::documents::Upload;
use office::visits::{self, Visit};

use super::pass::Pass;
use super::{CASE, HERE};
use crate::app::App;
use crate::csrf::ProtectedUpload;
use crate::errors::Problem;
use crate::forms::{FieldErrors, ticket};
use crate::site::apply::MOST_KEPT;
use crate::site::layout::Frame;

#[derive(Template)]
#[template(path = "site/track/files.html")]
struct FilesPage {
    frame: Frame,
    csrf: String,
    ticket: String,
    number: String,
    hint: String,
    action: String,
    /// What was handed in before.
    files: Vec<String>,
    errors: FieldErrors,
}

/// The page.
pub async fn show(pass: Pass, Path(id): Path<CaseId>) -> Result<Response, Problem> {
    let case = found(&pass, id)?;
    let page = page(&pass, case, FieldErrors::none()).await?;
    let response = pass.visitor.page(&page)?;
    pass.prolonged(response)
}

/// Takes the files.
pub async fn take(
    State(app): State<App>,
    pass: Pass,
    Path(id): Path<CaseId>,
    request: Request,
) -> Result<Response, Problem> {
    let (upload, cut) = ProtectedUpload::gather(request, &app).await?;
    let case = found(&pass, id)?;
    let errors = match cut {
        None => taken(&pass, id, upload).await?,
        Some(Problem::TooLarge) => {
            let mut errors = FieldErrors::none();
            errors.add("files", "文件合计超过 20 MB，没有保存。请压缩或者分几次提交。");
            errors
        }
        Some(problem) => return Err(problem),
    };
    if errors.is_empty() {
        return Ok(Redirect::to(&format!("{CASE}?done=files")).into_response());
    }
    let page = page(&pass, case, errors).await?;
    pass.visitor.again(&page)
}

/// What is wrong with them; nothing when they are kept.
async fn taken(pass: &Pass, id: CaseId, upload: ProtectedUpload) -> Result<FieldErrors, Problem> {
    let (office, moment) = (pass.visitor.office(), pass.visitor.moment);
    let counted = visits::note(office, moment, Visit::FilesKept, &pass.visitor.address).await?;
    if counted.times > MOST_KEPT {
        let mut errors = FieldErrors::none();
        errors.add("files", "上传得太频繁，请过一小时再上传，或者当面、邮寄提交。");
        return Ok(errors);
    }
    let ticket = upload.ticket();
    let files = upload.files.into_iter().map(Upload::from).collect();
    match cases::add_supplements_once(office, &pass.who, moment, id, files, &ticket).await {
        Ok(()) => Ok(FieldErrors::none()),
        Err(error) => FieldErrors::from_office(error),
    }
}

fn found(pass: &Pass, id: CaseId) -> Result<&TrackedCase, Problem> {
    let case = pass.tracked.cases.iter().find(|case| case.id == id);
    let case = case.ok_or(Problem::Missing)?;
    match case.standing.may_supplement() {
        Ok(()) => Ok(case),
        Err(why) => Err(Problem::Malformed(why.to_owned())),
    }
}

async fn page(pass: &Pass, case: &TrackedCase, errors: FieldErrors) -> Result<FilesPage, Problem> {
    let visitor = &pass.visitor;
    let files = cases::supplements(visitor.office(), &pass.who).await?;
    Ok(FilesPage {
        frame: visitor.private_frame("补充材料", &[("申请进度查询", HERE), ("我的申请", CASE)]),
        csrf: visitor.secret(),
        ticket: ticket(),
        number: case.number.clone(),
        hint: format!(
            "一次最多 {MOST_FILES} 个，每个不超过 {} MB，合计不超过 20 MB，总共不超过 {MOST_SUPPLEMENTS} 个；PDF、Word、图片等格式。加密保存，提交后不能撤回",
            LARGEST_FILE >> 20
        ),
        action: format!("{CASE}/{}/files", case.id),
        files: files.into_iter().map(|file| file.name).collect(),
        errors,
    })
}
