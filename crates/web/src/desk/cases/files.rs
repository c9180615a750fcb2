//! Files of a case's application: what came with it, and the scans that the desk adds. Each look at one stands in the audit log.

use axum::extract::Path;
use axum::response::Response;
use office::documents::Upload;
use office::{ApplicationFileId, CaseId};

use super::{HERE, show};
use crate::csrf::{ProtectedForm, ProtectedUpload};
use crate::desk::account::Bare;
use crate::desk::layout::Desk;
use crate::download::download;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

/// Adds scans.
pub async fn add(desk: Desk, Path(id): Path<CaseId>, upload: ProtectedUpload) -> Result<Response, Problem> {
    let files: Vec<Upload> = upload
        .files
        .into_iter()
        .map(|file| Upload {
            name: file.name,
            bytes: file.bytes.to_vec(),
        })
        .collect();
    let count = files.len();
    match office::cases::add_files(desk.office(), &desk.actor, desk.moment, id, files).await {
        Ok(()) => Ok(redirect_with(
            &format!("{HERE}/{id}#files"),
            &format!("已上传 {count} 个附件。"),
        )),
        Err(error) => show::again(&desk, id, FieldErrors::from_office(error)?).await,
    }
}

/// Hands a file out; the look is recorded first.
pub async fn open(
    desk: Desk,
    Path((id, file)): Path<(CaseId, ApplicationFileId)>,
    _: ProtectedForm<Bare>,
) -> Result<Response, Problem> {
    let file = office::cases::open_file(desk.office(), &desk.actor, desk.moment, id, file).await?;
    Ok(download(&file.name, &file.media_type, file.bytes))
}
