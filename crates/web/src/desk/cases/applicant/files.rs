//! Files of a case's application: what came with it, and the scans that the desk adds. Each look at one stands in the audit log.

use axum::extract::Path;
use axum::response::Response;
use office::documents::Upload;
use office::{ApplicationFileId, CaseId};
use serde::Deserialize;

use crate::csrf::{ProtectedForm, ProtectedUpload};
use crate::desk::account::Bare;
use crate::desk::cases::looking::show;
use crate::desk::cases::shared::HERE;
use crate::desk::confirm::{Question, TextAsked, ask, ask_again};
use crate::desk::layout::Desk;
use crate::desk::menu::Section;
use crate::download::download_opened;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

/// Adds scans.
pub async fn add(desk: Desk, Path(id): Path<CaseId>, upload: ProtectedUpload) -> Result<Response, Problem> {
    let (chosen, ticket) = (upload.chosen(|_| true), upload.ticket());
    let files: Vec<Upload> = upload.files.into_iter().map(Upload::from).collect();
    let count = files.len();
    match office::cases::add_files_once(desk.office(), &desk.actor, desk.moment, id, files, &ticket).await {
        Ok(()) => Ok(redirect_with(
            &format!("{HERE}/{id}#files"),
            &format!("已上传 {count} 个附件。"),
        )),
        Err(error) => {
            let errors = FieldErrors::from_office(error)?.choose_again("files", &chosen);
            show::again(&desk, id, errors).await
        }
    }
}

/// Hands a file out; the look is recorded first.
pub async fn open(
    desk: Desk,
    Path((id, file)): Path<(CaseId, ApplicationFileId)>,
    _: ProtectedForm<Bare>,
) -> Result<Response, Problem> {
    let file = office::cases::open_file(desk.office(), &desk.actor, desk.moment, id, file).await?;
    Ok(download_opened(file))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ReasonForm {
    reason: String,
}

/// Asks why a scan is taken away.
pub async fn ask_remove(
    desk: Desk,
    Path((id, file)): Path<(CaseId, ApplicationFileId)>,
) -> Result<Response, Problem> {
    let question = removal(&desk, id, file, String::new()).await?;
    ask(&desk, &question)
}

/// Takes it away.
pub async fn remove(
    desk: Desk,
    Path((id, file)): Path<(CaseId, ApplicationFileId)>,
    ProtectedForm(form): ProtectedForm<ReasonForm>,
) -> Result<Response, Problem> {
    let done =
        office::cases::drop_scan(desk.office(), &desk.actor, desk.moment, id, file, &form.reason).await;
    match done {
        Ok(()) => Ok(redirect_with(&format!("{HERE}/{id}#files"), "附件已移除。")),
        Err(error) => {
            let errors = FieldErrors::from_office(error)?;
            let question = removal(&desk, id, file, form.reason).await?;
            ask_again(&desk, &question, errors)
        }
    }
}

async fn removal(
    desk: &Desk,
    id: CaseId,
    file: ApplicationFileId,
    reason: String,
) -> Result<Question<'static>, Problem> {
    let files = office::cases::files(desk.office(), &desk.actor, id).await?;
    let held = files.into_iter().find(|one| one.id == file);
    let held = held.ok_or(Problem::Missing)?;
    Ok(Question {
        section: Section::Cases,
        steps: &[],
        title: "移除附件",
        lines: vec![
            format!("移除“{}”？", held.name),
            "只有本机关上传的扫描件可以移除；移除后不能恢复，文件的校验值和原因留在审计日志中。".to_owned(),
        ],
        action: format!("{HERE}/{id}/files/{file}/removal"),
        button: "移除",
        back: format!("{HERE}/{id}#files"),
        hidden: Vec::new(),
        text: Some(TextAsked {
            name: "reason",
            label: "原因",
            value: reason,
            hint: "例如：传错了件",
        }),
    })
}
