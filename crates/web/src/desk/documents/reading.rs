//! What is taken in of a file or of what was pasted, for the editor: clean HTML, and first what it holds unseen (导入体检).
//! Nothing is stored.

use axum::Json;
use axum::response::{IntoResponse, Response};
use paper::documents::{Health, Imported};
use serde_json::json;

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
    let look = move || {
        paper::documents::read(&bytes).map(|imported| Imported {
            html: prose::canonical(&imported.html),
            ..imported
        })
    };
    let answer = match desk.office().limits().staff.run(look).await? {
        Ok(imported) => {
            let health: Vec<serde_json::Value> = imported.health.iter().map(told).collect();
            json!({ "html": imported.html, "health": health, "images": imported.images, "dropped": imported.dropped })
        }
        Err(why) => json!({ "refused": format!("没有读入：{why}。") }),
    };
    Ok(Json(answer).into_response())
}

fn told(one: &Health) -> serde_json::Value {
    json!({ "label": one.kind.label(), "place": one.place, "text": one.text })
}
