//! Finished public pages in memory, each with its compressed forms and the headers they go out with. A page rests on
//! the change position it was made at: any act that changes the public site makes every older page stale at once.

use std::sync::Arc;

use async_compression::Level;
use async_compression::tokio::write::{BrotliEncoder, GzipEncoder};
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use moka::sync::Cache;
use sm3::{Digest, Sm3};
use tokio::io::AsyncWriteExt;

use crate::security::secure;

/// Bodies longer than this are sent as they are and not kept.
const LONGEST: usize = 4 << 20;

/// The pages, bounded by their bytes.
pub struct PageCache(Cache<String, Arc<Page>>);

struct Page {
    position: i64,
    etag: HeaderValue,
    plain: Form,
    gzip: Option<Form>,
    brotli: Option<Form>,
}

/// A page in one coding, with the headers it goes out with.
struct Form {
    headers: HeaderMap,
    body: Bytes,
}

impl PageCache {
    /// An empty cache that holds at most so many bytes.
    pub fn new(bytes: u64) -> Self {
        let pages = Cache::builder()
            .max_capacity(bytes)
            .weigher(|key: &String, page: &Arc<Page>| {
                let forms = [Some(&page.plain), page.gzip.as_ref(), page.brotli.as_ref()];
                let bytes: usize = forms.into_iter().flatten().map(|form| form.body.len()).sum();
                u32::try_from(bytes + key.len() + 4096).unwrap_or(u32::MAX)
            });
        Self(pages.build())
    }
}

impl PageCache {
    /// The page under this key, where it is there and was made at this change position.
    pub fn find(&self, key: &str, position: i64, headers: &HeaderMap) -> Option<Response> {
        let page = self.0.get(key)?;
        (page.position == position && position >= 0).then(|| page.answer(&Accepted::of(headers)))
    }

    /// Keeps the page that was made for a request with these headers, where that is allowed; gives it as it goes out.
    pub async fn keep(&self, key: String, position: i64, asked: &Accepted, made: Made) -> Response {
        // A long file goes out as it comes, and is never whole in memory.
        if !may_keep(&made.response) || is_long(&made.response) {
            return made.response;
        }
        let (mut parts, body) = made.response.into_parts();
        // What goes out may be one of the compressed forms.
        parts.headers.remove(header::CONTENT_LENGTH);
        let Ok(plain) = to_bytes(body, usize::MAX).await else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        if plain.len() > LONGEST {
            return Response::from_parts(parts, Body::from(plain));
        }
        secure(&mut parts.headers, made.is_https);
        let page = Arc::new(Page::of(position, parts.headers, plain).await);
        self.0.insert(key, page.clone());
        page.answer(asked)
    }
}

/// A page that was just made.
pub struct Made {
    pub response: Response,
    /// Whether the site is reached by HTTPS alone.
    pub is_https: bool,
}

fn may_keep(response: &Response) -> bool {
    let headers = response.headers();
    let forbids = headers
        .get(header::CACHE_CONTROL)
        .is_some_and(|value| value == "no-store");
    response.status() == StatusCode::OK && !headers.contains_key(header::SET_COOKIE) && !forbids
}

/// Whether it says so itself that it is too long to keep.
fn is_long(response: &Response) -> bool {
    let length = response.headers().get(header::CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    length.is_some_and(|length| length > LONGEST)
}

/// What of a request decides which form of the page goes out.
pub struct Accepted {
    takes_brotli: bool,
    takes_gzip: bool,
    known: Option<HeaderValue>,
}

impl Accepted {
    /// Read from the headers of the request.
    pub fn of(headers: &HeaderMap) -> Self {
        let accepted = headers
            .get(header::ACCEPT_ENCODING)
            .and_then(|value| value.to_str().ok())
            .unwrap_or("");
        let takes = |name: &str| accepted.split(',').any(|one| is_accepted(one, name));
        Self {
            takes_brotli: takes("br"),
            takes_gzip: takes("gzip"),
            known: headers.get(header::IF_NONE_MATCH).cloned(),
        }
    }
}

/// `gzip;q=0.5` accepts gzip; `gzip;q=0` refuses it.
fn is_accepted(offer: &str, name: &str) -> bool {
    let mut parts = offer.split(';').map(str::trim);
    let is_named = parts
        .next()
        .is_some_and(|coding| coding.eq_ignore_ascii_case(name));
    let is_refused = parts.any(|part| {
        matches!(
            part.replace(' ', "").as_str(),
            "q=0" | "q=0.0" | "q=0.00" | "q=0.000"
        )
    });
    is_named && !is_refused
}

impl Page {
    async fn of(position: i64, mut headers: HeaderMap, plain: Bytes) -> Self {
        headers.remove(header::CONTENT_LENGTH);
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding, cookie"));
        headers
            .entry(header::CACHE_CONTROL)
            .or_insert(HeaderValue::from_static("no-cache"));
        let digest = hex::encode(Sm3::digest(&plain));
        let short: String = digest.chars().take(24).collect();
        let etag = HeaderValue::from_str(&format!("\"{short}\"")).unwrap_or(HeaderValue::from_static("\"\""));
        headers.insert(header::ETAG, etag.clone());
        let shrinks = headers
            .get(header::CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .is_some_and(is_text);
        let (gzip, brotli) = if shrinks {
            (gzip(&plain).await, brotli(&plain).await)
        } else {
            (None, None)
        };
        Self {
            position,
            etag,
            gzip: gzip.map(|body| Form::of(&headers, body, Some("gzip"))),
            brotli: brotli.map(|body| Form::of(&headers, body, Some("br"))),
            plain: Form::of(&headers, plain, None),
        }
    }

    fn answer(&self, asked: &Accepted) -> Response {
        if asked.known.as_ref() == Some(&self.etag) {
            let mut response = StatusCode::NOT_MODIFIED.into_response();
            response.headers_mut().clone_from(&self.plain.headers);
            response.headers_mut().remove(header::CONTENT_TYPE);
            response.headers_mut().remove(header::CONTENT_LENGTH);
            return response;
        }
        let form = match (&self.brotli, &self.gzip) {
            (Some(form), _) if asked.takes_brotli => form,
            (_, Some(form)) if asked.takes_gzip => form,
            _ => &self.plain,
        };
        let mut response = Response::new(Body::from(form.body.clone()));
        response.headers_mut().clone_from(&form.headers);
        response
    }
}

impl Form {
    fn of(headers: &HeaderMap, body: Bytes, coding: Option<&'static str>) -> Self {
        let mut headers = headers.clone();
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
        if let Some(coding) = coding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
        }
        Self { headers, body }
    }
}

fn is_text(kind: &str) -> bool {
    [
        "text/",
        "application/json",
        "application/xml",
        "application/rss+xml",
        "application/atom+xml",
        "image/svg",
    ]
    .into_iter()
    .any(|prefix| kind.starts_with(prefix))
}

async fn gzip(plain: &[u8]) -> Option<Bytes> {
    let mut encoder = GzipEncoder::with_quality(Vec::new(), Level::Precise(6));
    encoder.write_all(plain).await.ok()?;
    encoder.shutdown().await.ok()?;
    Some(Bytes::from(encoder.into_inner()))
}

async fn brotli(plain: &[u8]) -> Option<Bytes> {
    let mut encoder = BrotliEncoder::with_quality(Vec::new(), Level::Precise(5));
    encoder.write_all(plain).await.ok()?;
    encoder.shutdown().await.ok()?;
    Some(Bytes::from(encoder.into_inner()))
}
