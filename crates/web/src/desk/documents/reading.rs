//! What is taken in of a file or of what was pasted, for the editor: clean HTML, and first what it holds unseen (导入体检).
//! Nothing is stored but the pictures that come along.

use axum::Json;
use axum::response::{IntoResponse, Response};
use paper::documents::{Health, Imported};
use serde_json::json;

use super::pictures::brought;
use crate::csrf::ProtectedUpload;
use crate::desk::layout::Desk;
use crate::errors::Problem;

/// A file, or the field `page` with the HTML of a clipboard. Where it can't be read, why and what to do instead.
pub async fn read(desk: Desk, upload: ProtectedUpload) -> Result<Response, Problem> {
    let pasted = upload.field("page").unwrap_or_default().as_bytes().to_vec();
    let bytes = upload
        .files
        .into_iter()
        .next()
        .map_or(pasted, |file| file.bytes.to_vec());
    let look = move || paper::documents::read(&bytes);
    let answer = match desk.office().limits().staff.run(look).await? {
        Ok(imported) => {
            let Imported {
                html,
                health,
                pictures,
                dropped,
                ..
            } = imported;
            let (html, failed) = brought(&desk, html, pictures).await?;
            let clean = move || prose::canonical(&html);
            let html = desk.office().limits().staff.run(clean).await?;
            let pictures = prose::pictures_of_html(&html);
            let missing = pictures.iter().filter(|one| one.file.is_none()).count();
            let health: Vec<serde_json::Value> = health.iter().map(told).collect();
            json!({ "html": html, "health": health, "images": missing, "failed": failed, "dropped": dropped })
        }
        Err(why) => json!({ "refused": format!("没有读入：{why}。") }),
    };
    Ok(Json(answer).into_response())
}

fn told(one: &Health) -> serde_json::Value {
    json!({ "label": one.kind.label(), "place": one.place, "text": one.text })
}
