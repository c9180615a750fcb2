//! What is taken in of a file or of what was pasted, for the editor: clean HTML, and first what it holds unseen (导入体检).
//! Nothing is stored but the pictures that come along.

use std::collections::BTreeSet;

use axum::Json;
use axum::response::{IntoResponse, Response};
use paper::documents::{Converter, Health, Imported, Taking};
use serde_json::json;

use super::pictures::brought;
use crate::csrf::ProtectedUpload;
use crate::desk::layout::Desk;
use crate::errors::Problem;

/// A file, or the field `page` with the HTML of a clipboard. Where it can't be read, why and what to do instead. With the field `taking` it
/// is read with exactly these of what there is a choice about, by their keys.
pub async fn read(desk: Desk, upload: ProtectedUpload) -> Result<Response, Problem> {
    let pasted = upload.field("page").unwrap_or_default().as_bytes().to_vec();
    let taking = upload.field("taking").map_or(Taking::Shown, chosen);
    let bytes = upload
        .files
        .into_iter()
        .next()
        .map_or(pasted, |file| file.bytes.to_vec());
    let converter = desk.app.settings().converter.clone();
    let look = move || read_any(&bytes, converter.as_ref(), &taking);
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

fn chosen(keys: &str) -> Taking {
    let keys = keys.split(',').filter(|key| !key.is_empty());
    Taking::These(keys.map(str::to_owned).collect::<BTreeSet<_>>())
}

/// A file of older Word or WPS is converted first, where the machine can.
fn read_any(bytes: &[u8], converter: Option<&Converter>, taking: &Taking) -> Result<Imported, &'static str> {
    match converter.filter(|_| paper::documents::is_older(bytes)) {
        Some(converter) => paper::documents::read_taking(&converter.docx(bytes)?, taking),
        None => paper::documents::read_taking(bytes, taking),
    }
}

fn told(one: &Health) -> serde_json::Value {
    let (key, is_taken) = match &one.choice {
        Some(choice) => (Some(choice.key.as_str()), choice.is_taken),
        None => (None, false),
    };
    json!({ "label": one.kind.label(), "place": one.place, "text": one.text, "key": key, "taken": is_taken })
}
