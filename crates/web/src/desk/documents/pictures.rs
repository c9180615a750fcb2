//! Pictures of written text at the desk: put in by the editor, shown while nothing is out yet.

use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use law::documents::pictures::PictureName;
use office::documents::{self, Edition, NewPicture, NewPictureFile};
use office::limits::Gate;
use paper::documents::{Brought, place_of_picture};
use paper::pictures::prepare;
use serde_json::json;

use crate::csrf::ProtectedUpload;
use crate::desk::layout::Desk;
use crate::errors::Problem;
use crate::pictures::shown;

/// Most pictures that come along with one document.
const MOST: usize = 100;
const NO_PICTURE: &str = "请选择图片文件（PNG、JPEG、WebP、GIF）";
const TOO_MANY: &str = "图片太多，请分几次读入";

/// Puts a picture in: its address for the text, or why it is not taken.
pub async fn put(desk: Desk, upload: ProtectedUpload) -> Result<Response, Problem> {
    let file = upload.files.into_iter().next();
    let answer = match file {
        Some(file) => match kept(&desk, file.bytes.to_vec()).await? {
            Ok(name) => json!({ "address": name.address() }),
            Err(why) => json!({ "refused": format!("没有放入：{why}。") }),
        },
        None => json!({ "refused": format!("没有放入：{NO_PICTURE}。") }),
    };
    Ok(Json(answer).into_response())
}

/// Makes a picture ready and keeps it; the words say why it can't be.
async fn kept(desk: &Desk, bytes: Vec<u8>) -> Result<Result<PictureName, &'static str>, Problem> {
    let office = desk.office();
    let prepared = match office.limits().staff.run(move || prepare(&bytes)).await? {
        Ok(prepared) => prepared,
        Err(why) => return Ok(Err(why)),
    };
    let files = prepared.files.into_iter().map(|file| NewPictureFile {
        width: file.width,
        kind: file.kind,
        bytes: file.bytes,
    });
    let new = NewPicture {
        width: prepared.width,
        height: prepared.height,
        kind: prepared.kind,
        files: files.collect(),
    };
    Ok(Ok(
        documents::keep_picture(office, &desk.actor, desk.moment, new).await?
    ))
}

/// The HTML of what was read, with the pictures that came along in their places; what is said of those that did not.
pub async fn brought(
    desk: &Desk,
    mut html: String,
    pictures: Vec<Brought>,
) -> Result<(String, Vec<String>), Problem> {
    let mut told = Vec::new();
    for (number, picture) in (1..).zip(pictures) {
        let Some(bytes) = picture.bytes else { continue };
        let why = if number > MOST {
            Err(TOO_MANY)
        } else {
            kept(desk, bytes).await?
        };
        let place = format!("src=\"{}\"", place_of_picture(number));
        match why {
            Ok(name) => html = html.replacen(&place, &format!("src=\"{}\"", name.address()), 1),
            // The place stays, without a picture: it waits for one.
            Err(why) => told.push(format!("图片{number}：{why}")),
        }
    }
    Ok((html, told))
}

/// A picture of the organ's documents, published or not.
pub async fn fetch(desk: Desk, Path(name): Path<String>) -> Result<Response, Problem> {
    let name = PictureName::parse(&name).ok_or(Problem::Missing)?;
    let file = documents::picture_for_desk(desk.office(), &desk.actor, &name).await?;
    Ok(shown(file))
}

/// The body of an edition as it is shown at the desk: its pictures come from the desk, which shows them before they are out.
pub async fn shown_body(edition: &Edition, gate: &Gate) -> Result<String, Problem> {
    Ok(at_desk(&edition.html(gate).await?))
}

/// The same of HTML that was rendered.
pub fn at_desk(html: &str) -> String {
    prose::pictures_below(html, "/desk")
}
