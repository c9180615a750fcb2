//! The built front end inside the program: files named by their content, kept by browsers for a year, sent compressed
//! where the browser takes it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

use crate::errors::Problem;

#[derive(RustEmbed)]
#[folder = "../../frontend/dist"]
struct Files;

static NAMES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let manifest = Files::get("manifest.json").map(|file| file.data);
    manifest
        .and_then(|json| serde_json::from_slice(&json).ok())
        .unwrap_or_default()
});

/// The address of a built file by its plain name (`site.css`).
pub fn asset(name: &str) -> String {
    let hashed = NAMES.get(name).map_or(name, String::as_str);
    format!("/assets/{hashed}")
}

/// Serves a built file.
pub async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Problem> {
    let kind = match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        _ => return Err(Problem::Missing),
    };
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    let codings = [("br", ".br"), ("gzip", ".gz")];
    let compressed = codings
        .into_iter()
        .filter(|(coding, _)| accepted.contains(coding))
        .find_map(|(coding, ending)| Files::get(&format!("{name}{ending}")).map(|file| (file, Some(coding))));
    let plain = || Files::get(&name).map(|file| (file, None));
    let (file, coding) = compressed.or_else(plain).ok_or(Problem::Missing)?;
    let mut response = file.data.into_owned().into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    Ok(response)
}
