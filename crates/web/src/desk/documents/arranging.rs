//! The order of a document's files, and a file in the place of another: each a new edition. Where one is replaced its address stays.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use office::documents::{self, Upload};
use office::{AttachmentId, DocumentId, OfficeError};
use serde::Deserialize;

use super::HERE;
use super::edit::short;
use crate::csrf::{ProtectedForm, ProtectedUpload};
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::numbered;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

#[derive(Template)]
#[template(path = "desk/documents/replacement.html")]
struct ReplacementPage {
    frame: Frame,
    back: String,
    action: String,
    name: String,
    version: i64,
    errors: FieldErrors,
}

async fn replacement(
    desk: &Desk,
    (id, file): (DocumentId, AttachmentId),
    errors: FieldErrors,
) -> Result<ReplacementPage, Problem> {
    let document = documents::get_desk(desk.office(), &desk.actor, id).await?;
    let known = document.attachments.iter().find(|one| one.id == file);
    let name = known.map(|one| one.name.clone()).ok_or(Problem::Missing)?;
    let (title, back) = (short(&document.latest.title), format!("{HERE}/{id}"));
    Ok(ReplacementPage {
        frame: desk.frame("更换附件", Section::Documents, &[(&title, &back)]),
        action: format!("{back}/attachments/{file}/replacement"),
        version: document.version,
        back,
        name,
        errors,
    })
}

/// Asks for the file that is to stand in the place of this one.
pub async fn ask_replace(
    desk: Desk,
    Path(place): Path<(DocumentId, AttachmentId)>,
) -> Result<Response, Problem> {
    let page = replacement(&desk, place, FieldErrors::none()).await?;
    desk.page(&page)
}

/// Puts it there, as a new edition.
pub async fn replace(
    desk: Desk,
    Path((id, file)): Path<(DocumentId, AttachmentId)>,
    upload: ProtectedUpload,
) -> Result<Response, Problem> {
    let chosen = upload.chosen(|_| true);
    let version = upload.field("version").and_then(|version| version.parse().ok());
    let done = match upload.files.into_iter().next() {
        None => Err(OfficeError::invalid("file", "请选择要换成的文件。")),
        Some(new) => {
            let (office, actor) = (desk.office(), &desk.actor);
            let (version, new) = (version.unwrap_or(0), Upload::from(new));
            documents::replace(office, actor, desk.moment, id, version, file, new).await
        }
    };
    match done {
        Ok(_) => Ok(redirect_with(
            &format!("{HERE}/{id}#files"),
            "附件已更换，作为新的一稿保存；发布后原来的网址打开的就是新的附件。",
        )),
        Err(error) => {
            let errors = FieldErrors::from_office(error)?.choose_again("file", &chosen);
            let page = replacement(&desk, (id, file), errors).await?;
            desk.again(&page)
        }
    }
}

/// The places as typed: `place-` and the file's id.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Places {
    #[serde(deserialize_with = "numbered")]
    version: i64,
    #[serde(flatten)]
    places: BTreeMap<String, String>,
}

struct Placed {
    field: String,
    name: String,
    place: String,
}

#[derive(Template)]
#[template(path = "desk/documents/order.html")]
struct OrderPage {
    frame: Frame,
    back: String,
    version: i64,
    files: Vec<Placed>,
    errors: FieldErrors,
}

fn field(file: AttachmentId) -> String {
    format!("place-{file}")
}

async fn order_page(
    desk: &Desk,
    id: DocumentId,
    typed: Option<&Places>,
    errors: FieldErrors,
) -> Result<OrderPage, Problem> {
    let document = documents::get_desk(desk.office(), &desk.actor, id).await?;
    let (title, back) = (short(&document.latest.title), format!("{HERE}/{id}"));
    let files = (1..).zip(&document.attachments).map(|(number, file)| {
        let field = field(file.id);
        let typed = typed.and_then(|typed| typed.places.get(&field).cloned());
        Placed {
            place: typed.unwrap_or_else(|| number.to_string()),
            name: file.name.clone(),
            field,
        }
    });
    Ok(OrderPage {
        frame: desk.frame("调整附件顺序", Section::Documents, &[(&title, &back)]),
        version: document.version,
        files: files.collect(),
        back,
        errors,
    })
}

/// Asks for the place of each.
pub async fn ask(desk: Desk, Path(id): Path<DocumentId>) -> Result<Response, Problem> {
    let page = order_page(&desk, id, None, FieldErrors::none()).await?;
    desk.page(&page)
}

/// The files in the order of what was typed; what is wrong with it, at its field.
fn ordered(files: &[AttachmentId], typed: &Places) -> Result<Vec<AttachmentId>, FieldErrors> {
    let mut errors = FieldErrors::none();
    let mut placed: BTreeMap<u32, AttachmentId> = BTreeMap::new();
    for file in files {
        let field = field(*file);
        let place = typed.places.get(&field).map(String::as_str).unwrap_or_default();
        match law::calendar::typed_count::<u32>(place) {
            None => errors.add(&field, "请填写序号，例如 1。"),
            Some(place) if placed.contains_key(&place) => {
                errors.add(&field, format!("有两个附件的序号都是 {place}，请改正。"));
            }
            Some(place) => {
                placed.insert(place, *file);
            }
        }
    }
    if errors.is_empty() {
        Ok(placed.into_values().collect())
    } else {
        Err(errors)
    }
}

/// Puts them into that order, as a new edition.
pub async fn arrange(
    desk: Desk,
    Path(id): Path<DocumentId>,
    ProtectedForm(form): ProtectedForm<Places>,
) -> Result<Response, Problem> {
    let document = documents::get_desk(desk.office(), &desk.actor, id).await?;
    let files: Vec<AttachmentId> = document.attachments.iter().map(|one| one.id).collect();
    let errors = match ordered(&files, &form) {
        Err(errors) => errors,
        Ok(order) => {
            let (office, actor) = (desk.office(), &desk.actor);
            match documents::arrange(office, actor, desk.moment, id, form.version, &order).await {
                Ok(()) => {
                    return Ok(redirect_with(
                        &format!("{HERE}/{id}#files"),
                        "附件顺序已调整，作为新的一稿保存。",
                    ));
                }
                Err(error) => FieldErrors::from_office(error)?,
            }
        }
    };
    let page = order_page(&desk, id, Some(&form), errors).await?;
    desk.again(&page)
}
