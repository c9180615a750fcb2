//! Pictures on their way out: shown in pages, named by their content, and so kept by browsers for a year.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use office::files::OpenedFile;

/// A picture that browsers show. Its name says what it holds: it never changes.
pub fn shown(file: OpenedFile) -> Response {
    let mut response = Body::from_stream(file.content.into_stream()).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LENGTH, file.length.into());
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    if let Ok(kind) = HeaderValue::from_str(&file.media_type) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    response
}
