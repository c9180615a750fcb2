//! What is counted of requests and pages, for whoever reads `/metrics`.

use std::sync::OnceLock;
use std::time::Duration;

use metrics::{Counter, Histogram, counter, histogram};

/// Counters of pages from the cache, looked up once: they are too many for a look at every one.
pub struct CachedPages {
    hits: Counter,
    whole: Counter,
    unchanged: Counter,
    seconds: Histogram,
}

impl CachedPages {
    /// The counters; the recorder must stand by the first call.
    pub fn get() -> &'static Self {
        static COUNTERS: OnceLock<CachedPages> = OnceLock::new();
        COUNTERS.get_or_init(|| Self {
            hits: counter!("gongkai_page_cache_total", "result" => "hit"),
            whole: counter!("gongkai_http_requests_total", "surface" => "site", "status" => "2xx"),
            unchanged: counter!("gongkai_http_requests_total", "surface" => "site", "status" => "3xx"),
            seconds: histogram!("gongkai_http_request_seconds", "surface" => "site"),
        })
    }

    /// One more page that went out, whole or as unchanged.
    pub fn count(&self, is_unchanged: bool, elapsed: Duration) {
        self.hits.increment(1);
        let sent = if is_unchanged {
            &self.unchanged
        } else {
            &self.whole
        };
        sent.increment(1);
        self.seconds.record(elapsed.as_secs_f64());
    }
}

/// A page that had to be made.
pub fn count_miss() {
    counter!("gongkai_page_cache_total", "result" => "miss").increment(1);
}

/// A request that went through the router.
pub fn count_request(surface: &'static str, status: u16, elapsed: Duration) {
    let status = match status {
        ..=299 => "2xx",
        300..=399 => "3xx",
        400..=499 => "4xx",
        _ => "5xx",
    };
    counter!("gongkai_http_requests_total", "surface" => surface, "status" => status).increment(1);
    histogram!("gongkai_http_request_seconds", "surface" => surface).record(elapsed.as_secs_f64());
}
