//! The acts on what goes out with a reply. Files are looked through before the office takes them; what is another case's
//! is found at none of these addresses.

use axum::extract::Path;
use axum::response::Response;
use law::cases::enclosures::FilePart;
use office::cases::enclosures::{self, Enclosing};
use office::documents::Upload;
use office::{CaseId, EnclosureFileId, EnclosureId, OfficeError};
use serde::Deserialize;

use super::show::{Chosen, ItemForm, ORIGINALS, Typed, address, again};
use crate::csrf::{ProtectedForm, ProtectedUpload};
use crate::desk::account::Bare;
use crate::desk::layout::Desk;
use crate::download::download_opened;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::screenings::{cleaned, of_upload, of_uploads};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ReasonForm {
    reason: String,
}

/// Adds an item with its files.
pub async fn add(desk: Desk, Path(id): Path<CaseId>, upload: ProtectedUpload) -> Result<Response, Problem> {
    let form = ItemForm::of_upload(&upload);
    let (chosen, ticket) = (Chosen::of(&upload), upload.ticket());
    let done = async {
        let item = form.item()?;
        let files = looked_through(&desk, upload).await?;
        enclosures::add_once(desk.office(), &desk.actor, desk.moment, id, &item, files, &ticket).await
    };
    match done.await {
        Ok(_) => Ok(redirect_with(&address(id), "已添加。")),
        Err(error) => again(&desk, id, Typed::New(form, chosen), error).await,
    }
}

/// Describes an item anew.
pub async fn describe(
    desk: Desk,
    Path((id, item)): Path<(CaseId, EnclosureId)>,
    ProtectedForm(form): ProtectedForm<ItemForm>,
) -> Result<Response, Problem> {
    enclosures::refuse_other_item(desk.office(), &desk.actor, id, item).await?;
    let done = async {
        let described = form.item()?;
        enclosures::describe(desk.office(), &desk.actor, desk.moment, item, &described).await
    };
    finish(&desk, id, Typed::Item(item, form.clone()), done.await, "已保存。").await
}

/// Adds files to an item.
pub async fn add_files(
    desk: Desk,
    Path((id, item)): Path<(CaseId, EnclosureId)>,
    upload: ProtectedUpload,
) -> Result<Response, Problem> {
    enclosures::refuse_other_item(desk.office(), &desk.actor, id, item).await?;
    let (chosen, ticket) = (Chosen::of(&upload), upload.ticket());
    let done = async {
        let files = looked_through(&desk, upload).await?;
        enclosures::add_files_once(desk.office(), &desk.actor, desk.moment, item, files, &ticket).await
    };
    let typed = Typed::Files(item, chosen);
    finish(&desk, id, typed, done.await, "文件已上传并检查。").await
}

/// Takes an item away.
pub async fn remove(
    desk: Desk,
    Path((id, item)): Path<(CaseId, EnclosureId)>,
    _: ProtectedForm<Bare>,
) -> Result<Response, Problem> {
    enclosures::refuse_other_item(desk.office(), &desk.actor, id, item).await?;
    let done = enclosures::remove(desk.office(), &desk.actor, desk.moment, item).await;
    finish(&desk, id, Typed::Nothing, done, "已移除这一项和它的文件。").await
}

/// A file that goes to the applicant.
pub async fn open(
    desk: Desk,
    Path((id, file)): Path<(CaseId, EnclosureFileId)>,
) -> Result<Response, Problem> {
    let file = enclosures::open_version(desk.office(), &desk.actor, id, file).await?;
    Ok(download_opened(file))
}

/// A whole under seal; the look is recorded first.
pub async fn open_original(
    desk: Desk,
    Path((id, file)): Path<(CaseId, EnclosureFileId)>,
    _: ProtectedForm<Bare>,
) -> Result<Response, Problem> {
    let file = enclosures::open_original(desk.office(), &desk.actor, desk.moment, id, file).await?;
    Ok(download_opened(file))
}

/// Puts a cleaned copy in the place of a file; the copy is looked through as well.
pub async fn clean(
    desk: Desk,
    Path((id, file)): Path<(CaseId, EnclosureFileId)>,
    _: ProtectedForm<Bare>,
) -> Result<Response, Problem> {
    enclosures::refuse_other_file(desk.office(), &desk.actor, id, file).await?;
    let done = async {
        let (name, bytes) = enclosures::read_version(desk.office(), &desk.actor, id, file).await?;
        let copy = cleaned(desk.office(), name, bytes).await?;
        let copy = of_upload(desk.office(), FilePart::Version, copy).await?;
        enclosures::clean(desk.office(), &desk.actor, desk.moment, file, copy).await
    };
    let told = "已换成清理后的副本，并重新检查；原来的文件加密封存。";
    finish(&desk, id, Typed::Nothing, done.await, told).await
}

/// Keeps why a file may go out although its screening warns.
pub async fn confirm(
    desk: Desk,
    Path((id, file)): Path<(CaseId, EnclosureFileId)>,
    ProtectedForm(form): ProtectedForm<ReasonForm>,
) -> Result<Response, Problem> {
    enclosures::refuse_other_file(desk.office(), &desk.actor, id, file).await?;
    let done = enclosures::confirm(desk.office(), &desk.actor, desk.moment, file, &form.reason).await;
    finish(
        &desk,
        id,
        Typed::Reason(file, form.reason),
        done,
        "核对的情况已记录。",
    )
    .await
}

/// Takes a file away.
pub async fn remove_file(
    desk: Desk,
    Path((id, file)): Path<(CaseId, EnclosureFileId)>,
    _: ProtectedForm<Bare>,
) -> Result<Response, Problem> {
    enclosures::refuse_other_file(desk.office(), &desk.actor, id, file).await?;
    let done = enclosures::remove_file(desk.office(), &desk.actor, desk.moment, file).await;
    finish(&desk, id, Typed::Nothing, done, "文件已移除。").await
}

async fn looked_through(desk: &Desk, upload: ProtectedUpload) -> Result<Vec<Enclosing>, OfficeError> {
    let (originals, versions): (Vec<_>, Vec<_>) =
        upload.files.into_iter().partition(|file| file.field == ORIGINALS);
    let uploads = |files: Vec<crate::csrf::UploadedFile>| files.into_iter().map(Upload::from).collect();
    let mut files = of_uploads(desk.office(), FilePart::Version, uploads(versions)).await?;
    files.extend(of_uploads(desk.office(), FilePart::Original, uploads(originals)).await?);
    Ok(files)
}

async fn finish(
    desk: &Desk,
    id: CaseId,
    typed: Typed,
    done: Result<(), OfficeError>,
    told: &str,
) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(redirect_with(&address(id), told)),
        Err(error) => again(desk, id, typed, error).await,
    }
}
