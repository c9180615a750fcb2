//! Finished public pages in memory, each with the headers it goes out with. A page rests on what it shows and on the change position
//! it was made at (`freshness`): an act that changes something of it makes it stale at once. The first answer goes out as it is;
//! a page that is asked for again is compressed beside the requests, and goes out so from then on.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use async_compression::Level;
use async_compression::tokio::write::{BrotliEncoder, GzipEncoder};
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use moka::sync::Cache;
use sm3::{Digest, Sm3};
use tokio::io::AsyncWriteExt;
use tokio::runtime::Handle;

use crate::freshness::{Freshness, Rests};
use crate::security::secure;

/// Bodies longer than this are sent as they are and not kept.
const LONGEST: usize = 4 << 20;

/// The pages, bounded by their bytes.
pub struct PageCache(Cache<String, Arc<Page>>);

struct Page {
    position: i64,
    /// What it shows; none where it did not say.
    rests: Option<Rests>,
    etag: HeaderValue,
    plain: Form,
    /// Whether somebody compresses it, or it is not worth it.
    is_settled: AtomicBool,
    coded: OnceLock<Coded>,
}

/// The compressed forms of a page.
struct Coded {
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
                // With room for the compressed forms.
                let bytes = page.plain.body.len() / 2 * 3;
                u32::try_from(bytes + key.len() + 4096).unwrap_or(u32::MAX)
            });
        Self(pages.build())
    }
}

impl PageCache {
    /// The page under this key, where it is there and nothing that it shows changed up to this position.
    pub fn find(&self, key: &str, fresh: &Freshness, position: i64, headers: &HeaderMap) -> Option<Response> {
        let page = self.0.get(key)?;
        fresh
            .holds(page.rests.as_ref(), page.position, position)
            .then(|| page.answer(&Accepted::of(headers)))
    }

    /// Keeps the page that was made at this position, where that is allowed; gives it as it goes out, and whether it was kept.
    pub async fn keep(
        &self,
        key: String,
        position: i64,
        known: Option<&HeaderValue>,
        made: Made,
    ) -> (Response, bool) {
        // A long file goes out as it comes, and is never whole in memory.
        if !may_keep(&made.response) || is_long(&made.response) {
            return (made.response, false);
        }
        let (mut parts, body) = made.response.into_parts();
        // What goes out may be one of the compressed forms.
        parts.headers.remove(header::CONTENT_LENGTH);
        let Ok(plain) = to_bytes(body, usize::MAX).await else {
            return (StatusCode::INTERNAL_SERVER_ERROR.into_response(), false);
        };
        if plain.len() > LONGEST {
            return (Response::from_parts(parts, Body::from(plain)), false);
        }
        secure(&mut parts.headers, made.is_https);
        let rests = parts.extensions.remove::<Rests>();
        let page = Arc::new(Page::of(position, rests, parts.headers, plain));
        self.0.insert(key, page.clone());
        let answer = page.unchanged(known).unwrap_or_else(|| page.plain.answer());
        (answer, true)
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
    fn of(position: i64, rests: Option<Rests>, mut headers: HeaderMap, plain: Bytes) -> Self {
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
        Self {
            position,
            rests,
            etag,
            plain: Form::of(&headers, plain, None),
            is_settled: AtomicBool::new(!shrinks),
            coded: OnceLock::new(),
        }
    }

    fn answer(self: &Arc<Self>, asked: &Accepted) -> Response {
        if let Some(unchanged) = self.unchanged(asked.known.as_ref()) {
            return unchanged;
        }
        let coded = self
            .coded
            .get()
            .and_then(|coded| match (&coded.brotli, &coded.gzip) {
                (Some(form), _) if asked.takes_brotli => Some(form),
                (_, Some(form)) if asked.takes_gzip => Some(form),
                _ => None,
            });
        if coded.is_none() && (asked.takes_brotli || asked.takes_gzip) {
            self.compress();
        }
        coded.unwrap_or(&self.plain).answer()
    }

    fn unchanged(&self, known: Option<&HeaderValue>) -> Option<Response> {
        if known != Some(&self.etag) {
            return None;
        }
        let mut response = StatusCode::NOT_MODIFIED.into_response();
        response.headers_mut().clone_from(&self.plain.headers);
        response.headers_mut().remove(header::CONTENT_TYPE);
        response.headers_mut().remove(header::CONTENT_LENGTH);
        Some(response)
    }

    /// Makes the compressed forms beside the requests, once.
    fn compress(self: &Arc<Self>) {
        let Ok(runtime) = Handle::try_current() else {
            return;
        };
        if self.is_settled.swap(true, Ordering::AcqRel) {
            return;
        }
        let page = Arc::clone(self);
        let handle = runtime.clone();
        runtime.spawn_blocking(move || {
            let (headers, plain) = (&page.plain.headers, &page.plain.body);
            let (gzip, brotli) = handle.block_on(async { (gzip(plain).await, brotli(plain).await) });
            let coded = Coded {
                gzip: gzip.map(|body| Form::of(headers, body, Some("gzip"))),
                brotli: brotli.map(|body| Form::of(headers, body, Some("br"))),
            };
            // Nobody else sets it.
            let _set = page.coded.set(coded);
        });
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

    fn answer(&self) -> Response {
        let mut response = Response::new(Body::from(self.body.clone()));
        response.headers_mut().clone_from(&self.headers);
        response
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
