//! Files on their way out: saved by the browser under their own name, a PDF or a picture looked at by itself where that is asked, never
//! shown inside a page.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use office::files::OpenedFile;
use paper::file_name;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Media types of the files that are made here.
pub const PDF: &str = "application/pdf";
pub const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// An answer that the browser saves under a name.
pub fn download(name: &str, media_type: &str, bytes: Vec<u8>) -> Response {
    saved_under(name, media_type, Body::from(bytes))
}

/// An answer that a browser may show, and saves under a name.
pub fn shown(name: &str, media_type: &str, bytes: Vec<u8>) -> Response {
    let mut response = download(name, media_type, bytes);
    let disposition = format!("inline; filename*=UTF-8''{}", encoded(&file_name(name)));
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// The same as [`download`] of a kept file, piece by piece. What is found damaged on the way cuts the answer off, so that the browser says it
/// is not whole.
pub fn download_opened(file: OpenedFile) -> Response {
    let body = Body::from_stream(file.content.into_stream());
    let mut response = saved_under(&file.name, &file.media_type, body);
    response
        .headers_mut()
        .insert(header::CONTENT_LENGTH, file.length.into());
    response
}

/// Whether a browser shows such a file by itself: a PDF or a picture, at an address of its own and never inside a page.
pub fn may_be_viewed(media_type: &str) -> bool {
    media_type == PDF || matches!(media_type, "image/png" | "image/jpeg" | "image/webp")
}

/// A kept file to be looked at, where a browser shows its kind; any other is saved.
pub fn viewed_opened(file: OpenedFile) -> Response {
    let disposition = format!("inline; filename*=UTF-8''{}", encoded(&file_name(&file.name)));
    let is_shown = may_be_viewed(&file.media_type);
    let mut response = download_opened(file);
    if is_shown && let Ok(value) = HeaderValue::from_str(&disposition) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// The same of what is made on its way out.
pub fn saved_under(name: &str, media_type: &str, body: Body) -> Response {
    let mut response = body.into_response();
    let disposition = format!("attachment; filename*=UTF-8''{}", encoded(&file_name(name)));
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    if let Ok(value) = HeaderValue::from_str(media_type) {
        headers.insert(header::CONTENT_TYPE, value);
    }
    response
}

/// What RFC 3986 leaves unreserved stands as it is; the rest is encoded.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// Percent-encodes a path segment.
pub fn encoded(segment: &str) -> String {
    utf8_percent_encode(segment, RESERVED).to_string()
}

/// `12 KB`, `3.4 MB`
pub fn size(bytes: i64) -> String {
    if bytes < 1 << 20 {
        format!("{} KB", (bytes / 1024).max(1))
    } else {
        format!("{}.{} MB", bytes >> 20, (bytes % (1 << 20)) * 10 / (1 << 20))
    }
}
