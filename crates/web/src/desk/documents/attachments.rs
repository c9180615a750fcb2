//! Files of a document: added, left out of a new edition, and read at the desk.

use axum::extract::Path;
use axum::response::Response;
use office::documents::{self, Upload};
use office::{AttachmentId, DocumentId, OfficeError};
use serde::Deserialize;

use super::HERE;
use super::edit::short;
use super::show::{Small, again};
use crate::csrf::{ProtectedForm, ProtectedUpload};
use crate::desk::confirm::{Question, ask, ask_again};
use crate::desk::layout::Desk;
use crate::desk::menu::Section;
use crate::download::download_opened;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;
use crate::screenings::cleaned;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct VersionForm {
    version: i64,
}

/// Adds the files, one new edition each.
pub async fn add(
    desk: Desk,
    Path(id): Path<DocumentId>,
    upload: ProtectedUpload,
) -> Result<Response, Problem> {
    let mut version: i64 = upload
        .field("version")
        .and_then(|version| version.parse().ok())
        .unwrap_or(0);
    let mut errors = FieldErrors::none();
    if upload.files.is_empty() {
        errors.add("file", "请选择要上传的文件。");
    }
    let (chosen, ticket) = (upload.chosen(|_| true), upload.ticket());
    let count = chosen.len();
    for (at, file) in upload.files.into_iter().enumerate() {
        let sent = Upload::from(file);
        match documents::attach_once(
            desk.office(),
            &desk.actor,
            desk.moment,
            id,
            version,
            sent,
            &ticket,
        )
        .await
        {
            Ok(_) => version += 1,
            Err(error) => {
                // Those before it are kept.
                let left = chosen.get(at..).unwrap_or_default();
                errors = FieldErrors::from_office(error)?.choose_again("file", left);
                break;
            }
        }
    }
    if errors.is_empty() {
        return Ok(redirect_with(
            &format!("{HERE}/{id}#files"),
            &format!("已上传 {count} 个附件，作为新的一稿保存。"),
        ));
    }
    again(&desk, id, Small::default(), errors).await
}

/// A file of the organ's documents, published or not.
pub async fn fetch(
    desk: Desk,
    Path((_, file)): Path<(DocumentId, AttachmentId)>,
) -> Result<Response, Problem> {
    let file = documents::file_for_desk(desk.office(), &desk.actor, file).await?;
    Ok(download_opened(file))
}

/// Puts a cleaned copy in the place of a file, as a new edition.
pub async fn clean(
    desk: Desk,
    Path((id, file)): Path<(DocumentId, AttachmentId)>,
    ProtectedForm(form): ProtectedForm<VersionForm>,
) -> Result<Response, Problem> {
    let done = async {
        let (name, bytes) = documents::read_for_desk(desk.office(), &desk.actor, file).await?;
        let upload = cleaned(desk.office(), name, bytes).await?;
        documents::replace(
            desk.office(),
            &desk.actor,
            desk.moment,
            id,
            form.version,
            file,
            upload,
        )
        .await
    };
    match done.await {
        Ok(_) => Ok(redirect_with(
            &format!("{HERE}/{id}#files"),
            "已换成清理后的副本，作为新的一稿保存；以前的各稿仍保留原来的附件。",
        )),
        Err(error) => again(&desk, id, Small::default(), FieldErrors::from_office(error)?).await,
    }
}

/// Asks before a file is left out.
pub async fn ask_remove(
    desk: Desk,
    Path((id, file)): Path<(DocumentId, AttachmentId)>,
) -> Result<Response, Problem> {
    removal(&desk, id, file, None).await
}

/// Leaves it out of a new edition.
pub async fn remove(
    desk: Desk,
    Path((id, file)): Path<(DocumentId, AttachmentId)>,
    ProtectedForm(form): ProtectedForm<VersionForm>,
) -> Result<Response, Problem> {
    match documents::detach(desk.office(), &desk.actor, desk.moment, id, form.version, file).await {
        Ok(()) => Ok(redirect_with(
            &format!("{HERE}/{id}#files"),
            "附件已移除，作为新的一稿保存。",
        )),
        Err(error) => removal(&desk, id, file, Some(error)).await,
    }
}

async fn removal(
    desk: &Desk,
    id: DocumentId,
    file: AttachmentId,
    error: Option<OfficeError>,
) -> Result<Response, Problem> {
    let document = documents::get_desk(desk.office(), &desk.actor, id).await?;
    let known = document
        .attachments
        .iter()
        .find(|attachment| attachment.id == file);
    let name = known.map(|file| file.name.clone()).ok_or(Problem::Missing)?;
    let (title, back) = (short(&document.latest.title), format!("{HERE}/{id}"));
    let question = Question {
        section: Section::Documents,
        steps: &[(&title, &back)],
        title: "移除附件",
        lines: vec![
            format!("从新的一稿中移除“{name}”？"),
            "以前的各稿仍保留这个附件；已发布的版本不受影响，直到再次发布。".to_owned(),
        ],
        action: format!("{back}/attachments/{file}/removal"),
        button: "移除",
        back: back.clone(),
        hidden: vec![("version", document.version.to_string())],
        text: None,
    };
    match error {
        None => ask(desk, &question),
        Some(error) => ask_again(desk, &question, FieldErrors::from_office(error)?),
    }
}
